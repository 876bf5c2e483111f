"""Train: the line finds the data while the loss falls."""

import streamlit as st

import linreg_core as core
from pages.lessons.train import controls
from pages.lessons.train.message import recorded
from pages.ui import controls as shared
from pages.ui.page import begin
from pages.ui.player.player import player
from pages.ui.source import EQUAL_BUT_FASTER, show_source

begin("Train a line", "Press **Train** and watch the line find the data, one step downhill at a time.")

experiment = shared.experiment()
residuals = controls.residuals(experiment.data.n)

message, verdict = recorded(experiment, shared.rate_history(experiment), residuals)
player(message, on_history=shared.keep_history)
st.markdown(verdict)

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
