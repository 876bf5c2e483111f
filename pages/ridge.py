"""Ridge: a penalty on large weights makes a curve smoother that has too many of them."""

import streamlit as st

import linreg_core as core
from pages.lessons.ridge import controls, lesson, term, training_words, words
from pages.lessons.ridge.descent import descent
from pages.lessons.ridge.message import recorded
from pages.lessons.ridge.path import path, solved
from pages.lessons.ridge.played import played
from pages.lessons.ridge.problem import problem, refusal
from pages.lessons.ridge.take_home import recipe
from pages.ui import controls as shared
from pages.ui.challenges.controls import line
from pages.ui.own.controls import own_in_link
from pages.ui.page import begin, fold, go_on
from pages.ui.player.player import player
from pages.ui.practice import check_yourself, exercise
from pages.ui.predict import predict
from pages.ui.source import show_source
from pages.ui.teaching import controls as teaching

begin(
    "ridge",
    "7 Ridge",
    "What if the model is too flexible? Ridge adds a penalty on large weights to the loss: **MSE + l2 · ‖w‖²**. "
    "Play it and watch the curve.",
)

settings = controls.settings()
shared.refuse(refusal(settings.data))
data, l2, epochs = settings.data, settings.l2, settings.epochs
if settings.grows:
    whole = path(data)
    ending = predict(
        words.QUESTION, words.OPTIONS, words.happened(whole), "ridge", about=data, because=words.because(whole)
    )
else:
    run = descent(data, l2, epochs)
    ending = predict(
        training_words.question(epochs),
        training_words.OPTIONS,
        training_words.happened(run),
        "ridge_training",
        about=settings,
        because=training_words.because(run),
    )
play, done = st.container(), ()

if settings.grows:
    exercise(lesson.EXERCISE)
    write, choose = st.columns(2, vertical_alignment="bottom")
    with write:
        term_right = controls.typed("dw = 2/n · Σ error · x + …", term.check)
    with choose:
        chosen = controls.chosen_l2(data, l2)
    if chosen is not None and teaching.answers():
        done = words.done(term_right, chosen, whole, float(solved(data, [chosen]).held_out[0]))
with play:
    link, wishes = own_in_link(data.own), controls.wishes(data)
    challenge = line("ridge", settings.grows and played, settings)
    player(recorded, settings, ending, done, link=link, wishes=wishes, saves=recipe(settings), challenge=challenge)

fold("What are a degree and a weight?", lesson.CURVE + (lesson.OWN_X if data.own else ""))
fold("What are training points, held-out points, overfitting and underfitting?", lesson.FITTING)
fold("What does the penalty do to the weights?", lesson.PENALTY)
fold("What does the penalty do to descent?", lesson.DESCENT)
show_source(
    "The code that runs: powers, split, ridge",
    core.polynomial_features,
    core.train_test_split,
    core.ridge,
    note=lesson.SOURCE,
)
check_yourself(lesson.questions(problem(data), path(data), solved(data, [lesson.ASKED_L2])), "ridge")
go_on("ridge")
