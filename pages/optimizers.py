"""Batches and optimizers: the same bowl, the same start, up to six ways down, and what each of them costs."""

import streamlit as st

import linreg_core as core
from linreg_core import training
from linreg_core.fast import stochastic
from pages.lessons.optimizers import controls, races, words
from pages.lessons.optimizers.long_work import show_long_work
from pages.lessons.optimizers.message import recorded
from pages.lessons.optimizers.sections import show_rules, show_why
from pages.lessons.optimizers.tapes import raced
from pages.lessons.optimizers.work import MANY_ROWS
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.page import begin
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.rules import Course
from pages.ui.source import EQUAL_BUT_FASTER, show_source

begin(
    "Batches and optimizers",
    "Press **Train**: up to six runs race down the same bowl. One row at a time or all of them, plain or with memory: who "
    "needs the least work?",
)

experiment = shared.experiment(rate_used=False)
sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
course = Course(sample.X, experiment.start, bowl.minimum, experiment.epochs)

choose, count = st.columns([2.2, 1])
with choose:
    kind = controls.race_kind()
with count:
    by_rows = controls.race_axis()
ready = kind in races.READY
runners = races.race(kind, course) if ready else controls.own_race(races.race("six at once", course))

race = raced(experiment, runners, by_rows)
question = words.question(race)
ask, own = st.columns([2.2, 1], vertical_alignment="bottom")
with ask:
    key = "opt_" + "_".join([question.text, *question.options])
    ending = predict(question.text, question.options, question.happened, key)
if ready:
    with own:
        controls.own_race_button(runners)
player(recorded(experiment, runners, by_rows, ending))
if race.epochs < experiment.epochs:
    st.caption(words.shortened(race.epochs, experiment.epochs))
st.markdown(words.after_one_look(race))
st.markdown(words.at_the_end(race))

st.subheader("Why single rows circle", anchor=False)
show_why(experiment, course)

st.subheader("How large a rate?", anchor=False)
st.markdown(words.guide(Course(sample.X, experiment.start, bowl.minimum, race.epochs)))

show_rules()

st.subheader(f"Where small batches pay: {MANY_ROWS[0]:,} rows and more", anchor=False)
long_work = st.container()
st.markdown(words.MEANT)
show_source(
    "The code, to read: one update, and the loop that repeats it",
    training.one_update,
    core.training_steps,
    note=EQUAL_BUT_FASTER,
)
show_source(
    "The code that runs: single rows and batches",
    stochastic.parameters_after,
    stochastic.batch_moments,
    stochastic.update,
    stochastic.update_by_rule,
    stochastic.update_one_by_one,
    stochastic.update_in_stretches,
)
with long_work:
    show_long_work(experiment)
