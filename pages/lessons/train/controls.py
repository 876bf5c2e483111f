"""The sidebar of this lesson: all that the line and its points come from in sight, and how the residuals are drawn."""

import streamlit as st

from pages.lessons.train.words import TOO_MANY, drawn
from pages.ui import controls as shared
from pages.ui.experiment import Experiment, SampleSettings
from pages.ui.own.controls import brought


def settings():
    """-> Experiment; how the residuals are to be drawn: None, "sticks" or "squares" """
    slug = shared.scenario_menu()
    with st.sidebar:
        rate, epochs = shared.rate_control(slug), shared.epochs_control(slug)
        of_residuals = st.container()
        noise, line = shared.line_controls(slug)
        buttons = st.container()
        with shared.more():
            n, seed = shared.point_controls(slug)
            start = shared.start_controls(slug)
        with buttons:
            shared.sample_buttons(shared.uses_everything(slug, n))
        with of_residuals:
            kind = residuals(n)
    return Experiment(SampleSettings(slug, n, seed, noise, line, brought(slug)), start, rate, epochs), kind


def residuals(n):
    """How the residuals of n points are to be drawn: None, "sticks" or "squares"."""
    kind = shared.choice(
        "Residuals",
        ("hidden", "sticks", "squares"),
        "residuals",
        "The error of each point: the loss is the mean of the squares' areas.",
    )
    chosen = None if kind == "hidden" else kind
    if drawn(chosen, n) != chosen:
        st.caption(TOO_MANY)
    return chosen
