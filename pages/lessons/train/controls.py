"""Controls of this lesson: how the residuals are drawn."""

import streamlit as st

from pages.ui.controls import choice

SQUARES_UP_TO = 40


def residuals(n):
    """How the residuals of n points are drawn: None, "sticks" or "squares"."""
    with st.sidebar:
        kind = choice(
            "Residuals",
            ("hidden", "sticks", "squares"),
            "residuals",
            "The error of each point: the loss is the mean of the squares' areas.",
        )
        if kind == "squares" and n > SQUARES_UP_TO:
            st.caption(f"More than {SQUARES_UP_TO} squares hide each other, so these are sticks: choose fewer points.")
            kind = "sticks"
    return None if kind == "hidden" else kind
