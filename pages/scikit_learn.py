"""Against scikit-learn: the same data through our solvers and theirs, digit by digit and second by second."""

import streamlit as st

import linreg_core as core
from pages.lessons.scikit_learn import charts, code, controls, words
from pages.lessons.scikit_learn.dropped import AREA_UNITS, default_tol, dropped_direction
from pages.lessons.scikit_learn.fits import fits
from pages.lessons.scikit_learn.race import race
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.page import begin, go_on
from pages.ui.source import show_source

begin(
    "scikit_learn",
    "9 Against scikit-learn",
    "Does a library get the same? The same points through our code and through scikit-learn.",
)
experiment = shared.experiment()
sample = runs.sample(experiment.data)
with st.columns([1, 1])[0]:
    l2 = controls.ridge_strength()

found = descent, least, *_ = fits(experiment, l2)
st.markdown(words.table_of_fits(found, experiment.names.y_unit))
st.markdown(words.about_descent(experiment.epochs, descent, least))
lines = charts.lines_chart(sample, found)
st.plotly_chart(lines, key="sk_lines", alt=words.lines_alt(len(sample.X), found), height=420)
st.markdown(words.WHAT_FIT_DOES)

st.subheader("A default worth knowing", anchor=False)
st.markdown(words.PLOTS)
unit = controls.area_unit(AREA_UNITS)
share, answers = dropped_direction(unit)
ours, theirs, _ = answers
st.markdown(words.table_of_answers(answers))
st.markdown(words.about_drop(unit, share, default_tol(), ours, theirs))

st.subheader("Time, measured here and now", anchor=False)
st.markdown(words.WHY)
if times := controls.measured(race, "Measure on this machine"):
    for column, (axis, solvers) in zip(st.columns(2), times.items(), strict=True):
        chart = charts.race_chart(axis, solvers)
        column.plotly_chart(chart, key=f"sk_race_{axis}", alt=words.race_alt(axis, solvers), height=400)
    st.markdown(words.about_race(times))

st.subheader("The same experiment, as code in both", anchor=False)
for column, whose, text in zip(
    st.columns(2), ("Ours", "scikit-learn"), (code.ours(experiment, l2), code.theirs(experiment, l2)), strict=True
):
    column.caption(whose)
    column.code(text, language="python", wrap_lines=True)
show_source("Our least squares and ridge: the code that ran", core.least_squares, core.ridge)
st.markdown(words.MEANING)
go_on("pages/beyond.py", "10 To neural networks: what if a line is not enough?")
