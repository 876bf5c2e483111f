"""Ridge: a price on large weights calms a curve that has too many of them."""

import streamlit as st

import linreg_core as core
from pages.lessons.ridge import controls, words
from pages.lessons.ridge.message import recorded
from pages.lessons.ridge.path import path
from pages.ui.page import begin, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "ridge",
    "7 Ridge",
    "What if the model is too flexible? A penalty on large weights, **l2**, is added to the loss: **MSE + l2 · ‖w‖²**.",
)

settings = controls.settings()

ending = predict(
    "where is the error on held-out points smallest?",
    words.OPTIONS,
    words.happened(path(settings.data)),
    "ridge",
)
message, verdict = recorded(settings, ending)
player(message)
with st.expander("What happened, and why", icon=":material/visibility:"):
    st.markdown(verdict)
st.markdown(words.MEANING)

show_source(
    "The code that runs: powers, split, ridge",
    core.polynomial_features,
    core.train_test_split,
    core.ridge,
)
go_on("pages/many_features.py", "8 Many features: what if there is more than one x?")
