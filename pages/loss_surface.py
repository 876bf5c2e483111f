"""The loss surface: every line is a place on a map, and training goes down to the lowest one."""

import streamlit as st

import linreg_core as core
from pages.lessons.loss_surface import controls, lesson, message, valley_message, valley_words, words
from pages.lessons.loss_surface.paths import descend
from pages.lessons.loss_surface.take_home import recipe
from pages.ui import controls as shared
from pages.ui import rate_history, runs
from pages.ui.challenges.controls import line
from pages.ui.challenges.played import OneRun
from pages.ui.page import begin, fold, go_on, say
from pages.ui.player.player import player
from pages.ui.practice import check_yourself, exercise
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "loss_surface",
    "3 The loss surface",
    "Where does training go, and can it get stuck? Each place on this map is a line, and its colour shows the loss. "
    "Press **Train**, or **click the map** to start elsewhere.",
)

view = controls.surface_view()
experiment = shared.experiment()
history = rate_history.of(experiment)
sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
paths = descend(experiment, history, view.starts)
asked = words.question(paths, bowl, history.rate)
about = experiment, view.starts
ending = predict(asked.text, asked.options, asked.happened, asked.key, about=about, because=asked.because)
challenge = line("loss_surface", view.starts == 1 and OneRun, experiment, history)
player(
    message.recorded,
    experiment,
    history,
    view,
    ending,
    on_click=controls.place_start,
    on_history=rate_history.keep,
    challenge=challenge,
    link={"rates": history.text},
    wishes=shared.wishes(experiment),
    saves=recipe(experiment, history, view.starts),
)
exercise(lesson.exercise(sample, bowl, experiment))
fold("How to read the map", lesson.MAP)
fold("What are curvature, eigenvalues and the condition number?", lesson.CURVATURE)

st.header("A loss with several low points", anchor=False)
say(valley_words.VALLEYS)
player(valley_message.recorded, controls.valley(), key="valley", on_click=controls.place_valley_start)
fold("Why does this loss have several low points?", valley_words.WHY_SEVERAL)
fold("And the loss of a neural network?", valley_words.NETWORKS)

show_source(
    "The code that runs: the surface, its level lines, and the curve with several low points",
    core.loss_surface,
    core.level_curves,
    core.sine_model,
    core.sine_loss,
    core.sine_gradient,
    core.sine_descent,
)
check_yourself(lesson.questions(sample, bowl), "loss_surface")
go_on("loss_surface")
