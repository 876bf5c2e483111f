"""To neural networks: the same five functions with a bend in the middle, and the line becomes a curve."""

import linreg_core as core
from pages.lessons.beyond import controls, lesson, networks, words
from pages.lessons.beyond.message import recorded
from pages.ui.controls import refuse
from pages.ui.page import begin, fold, go_on
from pages.ui.player.player import player
from pages.ui.practice import check_yourself, exercise
from pages.ui.predict import predict
from pages.ui.source import EQUAL_BUT_FASTER, show_source

begin(
    "beyond",
    "10 To neural networks",
    "What if a line is not enough? A **hidden unit** is a line that is bent once. A network adds several of them to one curve. "
    "Press **Train** and watch.",
)

settings, start = controls.network()
refuse(networks.refusal(settings))
trained = networks.train(settings)
asked = words.question(settings, trained)
ending = predict(asked.text, asked.options, asked.happened, "beyond", about=settings, because=asked.because)
player(recorded, settings, start, ending, wishes=controls.WISHES)

exercise(lesson.exercise(settings, trained))
fold("What are a hidden unit, its weight and its bend?", lesson.UNITS)
fold("What does the start change?", lesson.STARTS)
fold("The same five functions, with one bend more", lesson.FUNCTIONS)
fold("What has this to do with deep learning?", lesson.DEEP)
show_source(
    "The code, to read: the five functions of a network",
    core.initialize_network,
    core.forward_network,
    core.network_loss,
    core.network_gradients,
    core.update_network,
    note=EQUAL_BUT_FASTER,
)
check_yourself(lesson.questions(settings, trained), "beyond")
go_on("beyond")
