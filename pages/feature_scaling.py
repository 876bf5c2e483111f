"""Feature scaling: the same data in two units, two bowls, and how much one rate can do in each."""

import streamlit as st

import linreg_core as core
from pages.lessons.feature_scaling import back, controls, lesson, two_columns, words
from pages.lessons.feature_scaling.message import recorded
from pages.lessons.feature_scaling.played import played
from pages.lessons.feature_scaling.sides import compare
from pages.lessons.feature_scaling.take_home import recipe
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.challenges.controls import line
from pages.ui.charts import axis_name
from pages.ui.page import begin, fold, go_on, say
from pages.ui.player.player import player
from pages.ui.practice import check_yourself, exercise
from pages.ui.predict import predict
from pages.ui.source import show_source
from pages.ui.teaching import controls as teaching

begin(
    "feature_scaling",
    "5 Feature scaling",
    "Why do units matter? One data set, written in two units of x. Press **Train** and compare the two paths.",
)

settings, under_them = controls.two_sides()
experiment = shared.experiment(rate_used=settings.share is None)
with under_them:
    controls.suggest_houses(experiment.scenario)

names, sample, comparison = experiment.names, runs.sample(experiment.data), compare(experiment, settings)
scaled, of = comparison.scaled, (experiment, settings)
ending = predict(
    f"in these {experiment.epochs:,} epochs, which side arrives first?",
    words.options(comparison),
    words.happened(comparison),
    "feature_scaling",
    about=of,
    because=words.because(comparison),
)
play = st.container()

exercise(lesson.exercise(names))
w, b = st.columns(2)
with w:
    unit = shared.slope_unit(names)
    w_right = controls.answer(axis_name("The slope w", unit), "w", of, lambda text: back.check(text, "w", scaled))
with b:
    b_right = controls.answer(
        axis_name("The intercept b", names.y_unit), "b", of, lambda text: back.check(text, "b", scaled)
    )
done = back.done(scaled, names, w_right, b_right)
if w_right and b_right:
    (st.success if done else st.info)(
        done[0].replace("$", r"\$") if done else "The line is right. Now make the condition number 1."
    )
with play:
    challenge = line("feature_scaling", played, experiment, comparison)
    player(
        recorded,
        experiment,
        settings,
        ending,
        done,
        wishes=controls.wishes(experiment, settings),
        saves=recipe(experiment, comparison),
        challenge=challenge,
    )

if teaching.answers():
    with st.expander("The answer, worked out (shows the end of the run)"):
        if scaled.pace.runs_away:
            say(back.NO_LINE)
        else:
            st.markdown(back.learned(scaled, names))
            st.latex(back.carried_back(scaled))
            st.markdown(back.both_forms(scaled, controls.value_of_x(experiment), names))
fold("Four ways to write x", lesson.WAYS)
fold("What is the condition number, and why does it matter?", lesson.CONDITION)
with st.expander("All four ways beside each other, and the epochs they need (shows the result)"):
    st.markdown(lesson.table_of_units(sample, experiment, settings))
    st.caption(f"The epochs are computed from the eigenvalues, until the loss is {comparison.goal.words}.")
with st.expander("With two columns: scale each column by itself"):
    table, sentences = two_columns.two_columns(experiment.data.seed)
    say(two_columns.ABOUT)
    st.markdown(table)
    st.caption("Epochs at half of each limit, until the loss is within 1% of the lowest.")
    st.markdown(sentences)
show_source("The code that runs: scaling, and back", core.standardize, core.min_max, core.Scaler)
check_yourself(lesson.questions(sample, experiment.start), "feature_scaling")
go_on("feature_scaling")
