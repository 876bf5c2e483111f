"""Against scikit-learn: the same data through our solvers and theirs, digit by digit and second by second."""

import streamlit as st

import linreg_core as core
from pages.lessons.scikit_learn import charts, code, controls, words
from pages.lessons.scikit_learn.dropped import AREA_UNITS, default_tol, dropped_direction
from pages.lessons.scikit_learn.fits import fits
from pages.lessons.scikit_learn.race import race
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.classroom.controls import predicts_first
from pages.ui.page import begin, fold, go_on, say
from pages.ui.practice import check_yourself, exercise, tell
from pages.ui.source import show_source

begin(
    "scikit_learn",
    "9 Against scikit-learn",
    "Does a library get the same? The same points go through our code and through scikit-learn.",
)
experiment, asks = shared.experiment(), predicts_first()
sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
with st.columns(2)[0]:
    l2 = controls.ridge_strength()

if asks:
    exercise(words.TRY)
shown, marked = controls.predicted(
    f"which pairs agree to at least {words.ENOUGH} digits? Mark them.",
    list(words.PAIRS.values()),
    (experiment, l2),
    asks,
    "Show the comparison",
    many=True,
)
found = descent, *_ = fits(experiment, l2)
if shown:
    say(words.headline(found))
    if marked:
        tell(*words.judged(found, marked))
    st.markdown(words.table_of_fits(found, experiment.names))
    say(words.about_descent(experiment.epochs, descent, bowl.slowest(experiment.rate)))
    say(words.MEANING)
    lines = charts.lines_chart(sample, found)
    st.plotly_chart(lines, key="sk_lines", alt=words.lines_alt(len(sample.X), found), height=420)
fold("What does fit() do?", words.WHAT_FIT_DOES)

st.header("Does the unit of a column matter to the library?", anchor=False)
st.markdown(words.PLOTS)
unit = controls.area_unit(AREA_UNITS)
share, answers = dropped_direction(unit)
ours, theirs, _ = answers
shown, guess = controls.predicted(
    f"with the area in {unit}, do all solvers find what a room is worth?",
    [words.FOUND, words.LOST],
    unit,
    asks,
    "Show what they find",
)
if shown:
    st.markdown(words.table_of_answers(answers))
    why = words.about_drop(unit, share, default_tol(), ours, theirs)
    if guess:
        right = guess == [words.LOST if words.is_lost(ours, theirs) else words.FOUND]
        tell(right, f"{'Right.' if right else 'Not quite.'} {why}")
    else:
        st.markdown(why)

st.header("Who is faster, here and now?", anchor=False)
if times := controls.measured(race, "Measure on this machine"):
    for column, (axis, solvers) in zip(st.columns(2), times.items(), strict=True):
        chart = charts.race_chart(axis, solvers)
        column.plotly_chart(chart, key=f"sk_race_{axis}", alt=words.race_alt(axis, solvers), height=400)
    st.markdown(words.about_race(times))
fold("Why take small steps, when least squares is there at once?", words.WHY)

with st.expander("The code: the same experiment in both"):
    for column, whose, text in zip(
        st.columns(2), ("Ours", "scikit-learn"), (code.ours(experiment, l2), code.theirs(experiment, l2)), strict=True
    ):
        column.caption(whose)
        column.code(text, language="python", wrap_lines=True)
show_source("The code of our least squares and ridge", core.least_squares, core.ridge)
check_yourself(words.questions(found, len(sample.X), experiment.rate, l2), "scikit_learn")
go_on("scikit_learn")
