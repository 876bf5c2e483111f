"""Feature scaling: the same data in two units, two bowls, and how much one rate can do in each."""

from dataclasses import replace

import streamlit as st

import linreg_core as core
from pages.lessons.feature_scaling import back_words, controls, two_columns, words
from pages.lessons.feature_scaling.message import recorded
from pages.lessons.feature_scaling.sides import compare
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.page import begin, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

WHO_FIRST = "raw", "scaled", "both at once", "neither"

begin(
    "feature_scaling",
    "5 Feature scaling",
    "Why do units matter? One data set, written in two units of x. Press **Train** and compare the two paths.",
)

settings = controls.two_sides()
experiment = shared.experiment(rate_used=settings.share is None)
if settings.share is not None:
    experiment = replace(experiment, rate=0.0)  # the sidebar's is not used: moved, it begins nothing anew
controls.suggest_houses(experiment.scenario)

comparison = compare(experiment, settings)
ending = predict(
    f"in these {experiment.epochs:,} epochs, which loss is {comparison.target_name} first?",
    WHO_FIRST,
    words.happened(comparison, experiment.epochs),
    "feature_scaling",
)
player(recorded(experiment, settings, ending))
with st.expander("What happened, and why", icon=":material/visibility:"):
    st.markdown(words.compared(comparison))

names = experiment.names
st.subheader("Which units matter", anchor=False)
st.markdown(words.table_of_units(runs.sample(experiment.data), experiment, settings, comparison.target))
st.caption(f"Epochs: computed from the eigenvalues, until the loss is {comparison.target_name}.")

st.subheader(f"Back to {shared.slope_unit(names) or 'x'}".replace("$", r"\$"), anchor=False)
if comparison.scaled.diverges:
    st.markdown(back_words.NO_LINE)
else:
    st.markdown(back_words.learned(comparison.scaled, names))
    st.latex(back_words.carried_back(comparison.scaled))
    x = controls.value_of_x(experiment)
    st.markdown(back_words.both_forms(comparison.scaled, x, names))
    st.markdown(back_words.keep(comparison.scaled, x, names))

st.subheader("The pitfall with two columns", anchor=False)
table, sentence = two_columns.two_columns(experiment.data.seed)
st.markdown(two_columns.ABOUT)
st.markdown(table)
st.markdown(sentence)
st.markdown(f"**{words.ONE_MEANING}**")

show_source("The code that runs: scaling, and back", core.standardize, core.min_max, core.Scaler)
go_on("pages/optimizers.py", "6 Batches and optimizers: do we need all the data for each step?")
