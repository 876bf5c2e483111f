"""The sidebar of this lesson: all that the line and its points come from in sight, and how the residuals are drawn."""

import streamlit as st

from pages.lessons.train.words import TOO_MANY, drawn
from pages.ui import controls as shared
from pages.ui.experiment import Experiment, SampleSettings
from pages.ui.own import points_panel
from pages.ui.own.controls import brought


def settings():
    """-> Experiment, None while own points have no line; how the residuals are to be drawn: None, "sticks" or "squares";
    the points that the table of own points says"""
    slug = shared.scenario_menu(sets_points=True)
    with st.sidebar:
        of_points = st.container()
        experiment, kind = train_controls(slug) if slug != points_panel.SLUG or brought(slug) else (None, None)
        with of_points:
            points_panel.switch(slug, experiment)
            wanted = points_panel.table()
    return experiment and points_panel.shown(experiment), kind, wanted


def train_controls(slug):
    """-> Experiment, how the residuals are to be drawn"""
    own = slug == points_panel.SLUG
    rate, epochs = shared.rate_control(slug), shared.epochs_control(slug)
    of_residuals = st.container()
    noise, line = shared.line_controls(slug)
    buttons = st.container()
    with shared.more():
        n, seed = shared.point_controls(slug)
        start = shared.start_controls(slug)
    with buttons:
        shared.sample_buttons(shared.uses_everything(slug, n), points_panel.reset if own else shared.reset)
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
