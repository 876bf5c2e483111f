"""Train: the line finds the data while the loss falls."""

import streamlit as st

import linreg_core as core
from pages.lessons.train import controls, lesson, log_panel, words
from pages.lessons.train.asking import ask
from pages.lessons.train.message import recorded
from pages.lessons.train.unfinished import unfinished
from pages.ui import controls as shared
from pages.ui import rate_history, runs
from pages.ui.challenges.controls import line
from pages.ui.challenges.played import OneRun
from pages.ui.own import points_panel
from pages.ui.own.points import missing
from pages.ui.page import begin, fold, go_on
from pages.ui.player.player import player
from pages.ui.practice import check_yourself, exercise
from pages.ui.source import EQUAL_BUT_FASTER, show_source
from pages.ui.take_home.experiments import one_run

begin(
    "train",
    "1 Train a line",
    "How does a machine find a line? Press **Train** and watch: each step makes the loss a little smaller.",
)

experiment, residuals, wanted = controls.settings()
editor = {"edit": points_panel.told(wanted), "on_points": points_panel.keep}
if experiment is None:
    points = points_panel.held()
    player(unfinished, points, points_panel.named(), points_panel.axes(), missing(points), **editor)
    st.stop()
history = rate_history.of(experiment)
sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
run = runs.record(experiment.data, experiment.start, experiment.epochs, history)

by_hand, contest, drawn = controls.line_by_hand(experiment), controls.seconds() > 0, controls.drawn_in_time()
ending = ask(experiment, sample, bowl, run, by_hand, contest, drawn)
log_panel.now(experiment, history, bool(by_hand))
challenge = line("train", OneRun, experiment, history, drawn)
player(
    recorded,
    experiment,
    history,
    residuals,
    ending,
    points_panel.axes(),
    by_hand,
    () if by_hand else log_panel.chosen(),
    contest,
    controls.hidden(),
    on_history=rate_history.keep,
    on_ended=log_panel.keep,
    challenge=challenge,
    link={"rates": history.text, "hand": controls.hand_in_link(experiment), "runs": log_panel.in_link()},
    wishes=shared.wishes(experiment),
    saves=one_run("train", "Train a line", experiment, history, tells_line=not by_hand),
    **editor,
    **controls.told_of_hand(experiment, by_hand),
)

if not by_hand:
    log_panel.panel()
    exercise(lesson.YOUR_LINE)
    st.button("Fit the line by hand", on_click=controls.fit_by_hand)
    exercise(lesson.TRY.format(epochs=words.GOAL_EPOCHS))
with st.expander("What is a line? What are w, b, ŷ and a residual?"):
    text, picture = st.columns(2, vertical_alignment="center")
    text.markdown(lesson.LINE)
    picture.plotly_chart(lesson.picture(), key="train_line", alt=lesson.PICTURE_ALT, height=300)
fold("Why squares? And what are RMSE and R²?", lesson.SQUARES)
fold("Why a log axis?", lesson.LOG)
fold("Where does the gradient come from?", lesson.GRADIENT)
fold("Why small steps, when least squares solves it at once?", lesson.WHY_DESCEND)
show_source(
    "The code, to read: five functions, and the loop that repeats them",
    core.initialize_parameters,
    core.forward_pass,
    core.compute_loss,
    core.compute_gradients,
    core.update_parameters,
    core.training_steps,
    note=EQUAL_BUT_FASTER,
)
if not by_hand:  # they tell the answer
    check_yourself(lesson.questions(sample, bowl), "train")
go_on("train")
