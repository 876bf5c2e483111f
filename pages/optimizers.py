"""Batches and optimizers: up to six runs from one start, with all points or a few of them a step."""

import streamlit as st

import linreg_core as core
from linreg_core import training
from linreg_core.fast import stochastic
from pages.lessons.optimizers import controls, exercise, lesson, races, words
from pages.lessons.optimizers.long_work import show_long_work
from pages.lessons.optimizers.message import recorded
from pages.lessons.optimizers.played import played
from pages.lessons.optimizers.questions import question
from pages.lessons.optimizers.sections import show_optimizers, show_single_points
from pages.lessons.optimizers.take_home import recipe
from pages.lessons.optimizers.tapes import raced
from pages.ui import controls as shared
from pages.ui import practice, runs
from pages.ui.challenges.controls import line
from pages.ui.page import begin, fold, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.rules import Course
from pages.ui.source import EQUAL_BUT_FASTER, show_source

begin(
    "optimizers",
    "6 Batches and optimizers",
    "Do we need all the data for each step? Press **Train** and compare: some runs use all points for a step, others a small "
    "batch of them.",
)

kind, under_race, by_looks = controls.race()
experiment = shared.experiment(rate_used=False)
sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
course = Course(sample.X, experiment.start, bowl.minimum, experiment.epochs)

own = kind not in races.READY
play = st.container()
runners = controls.own_race(races.runners_of(races.OWN, course)) if own else races.race(kind, course)
if not own:
    with under_race:
        controls.own_race_button(runners)

race = raced(experiment, runners, by_looks)
asked = question(race)
with play:
    about = experiment, runners
    ending = predict(asked.text, asked.options, asked.happened, "optimizers", about=about, because=asked.because)
    wishes = shared.wishes(experiment, rate_used=False)
    challenge, saves = line("optimizers", played, experiment, race), recipe(experiment, race)
    player(recorded, experiment, runners, by_looks, own, ending, wishes=wishes, saves=saves, challenge=challenge)
    if race.epochs < experiment.epochs:
        st.caption(words.shortened(race.epochs, experiment.epochs))

practice.exercise(exercise.TEXT)
fold("What are a batch, an epoch and an optimizer?", lesson.definitions(len(sample.X)))
show_single_points(experiment, course)
fold(
    "How large a rate suits which optimizer?",
    lesson.guide(Course(sample.X, experiment.start, bowl.minimum, race.epochs)),
)
show_optimizers()
long_work = st.expander("Many points: train 10,000 or 100,000 of them in small batches")
show_source(
    "The code, to read: one update, and the loop that repeats it",
    training.one_update,
    core.training_steps,
    note=EQUAL_BUT_FASTER,
)
show_source(
    "The code that runs: single points and batches",
    stochastic.parameters_after,
    stochastic.blocks,
    stochastic.batch_moments,
    stochastic.update,
    stochastic.update_by_rule,
    stochastic.update_one_by_one,
    stochastic.update_in_stretches,
)
practice.check_yourself(lesson.questions(sample, bowl, course), "optimizers")
go_on("optimizers")
with long_work:
    show_long_work(experiment)
