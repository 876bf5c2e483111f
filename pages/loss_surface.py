"""The loss surface: every line is a point of a landscape, and descent walks down to its lowest one."""

import streamlit as st

import linreg_core as core
from pages.lessons.loss_surface import controls, message, valley_message, valley_words, words
from pages.lessons.loss_surface.paths import descend
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.page import begin
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "The loss surface",
    "Each place on this map is a line, and its height is that line's loss: **Train** walks downhill. "
    "**Click the map** to start elsewhere.",
)

experiment = shared.experiment()
history = shared.rate_history(experiment)
with st.container(horizontal=True):
    view = controls.surface_view()
    paths = descend(experiment, history, view.starts)
    ending = predict(*words.question(paths, history.rate, runs.bowl(experiment.data)))

surface, said = message.recorded(experiment, history, view, ending)
player(surface, on_click=controls.place_start, on_history=shared.keep_history)
st.markdown(said)

st.subheader("When a loss has more than one valley", anchor=False)
st.markdown(valley_words.VALLEYS)

curve, said = valley_message.recorded(controls.valley())
player(curve, key="valley", on_click=controls.place_valley_start)
st.markdown(said)
st.markdown(valley_words.NETWORKS)

show_source(
    "The code that runs: the surface, its level lines, and the curve with several valleys",
    core.loss_surface,
    core.level_curves,
    core.sine_model,
    core.sine_loss,
    core.sine_gradient,
    core.sine_descent,
)
