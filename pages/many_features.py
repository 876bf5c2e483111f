"""Many features: a plane instead of a line, the same three lines of code, and columns that repeat each other."""

import streamlit as st

import linreg_core as core
from pages.lessons.many_features import controls, words
from pages.lessons.many_features.columns import columns
from pages.lessons.many_features.message import recorded
from pages.lessons.many_features.runs import runs
from pages.lessons.many_features.shapes import shapes_drawing
from pages.ui.page import begin, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import EQUAL_BUT_FASTER, show_source

begin(
    "many_features",
    "8 Many features",
    "What if there is more than one x? Press **Train**: two features, or ten, are learned by the same three lines as one.",
)

settings = controls.settings()

ending = predict(
    "will three different starts end at the same weights?",
    words.OPTIONS,
    words.happened(settings, runs(settings)),
    "many",
)
message, verdict = recorded(settings, ending)
player(message)
with st.expander("What happened, and why", icon=":material/visibility:"):
    st.markdown(verdict)

sums, matrices, shapes = st.columns([1, 1, 1], vertical_alignment="center")
sums.markdown(words.AS_SUMS)
matrices.markdown(words.AS_MATRICES)
shapes.html(shapes_drawing(*columns(settings.data).X.shape))
st.markdown(words.MEANING)

show_source(
    "The code, to read: the same three lines for any number of features, and the loop that repeats them",
    core.forward_pass,
    core.compute_gradients,
    core.update_parameters,
    core.training_steps,
    note=EQUAL_BUT_FASTER,
)
go_on("pages/scikit_learn.py", "9 Against scikit-learn: does a library get the same?")
