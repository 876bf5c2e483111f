"""Controls of this lesson: how the residuals are drawn."""

import streamlit as st

from pages.ui.controls import LINKED


def residuals(too_many_for_squares=None):
    """How the residuals are drawn: None, "sticks" or "squares"."""
    with st.sidebar:
        kind = st.segmented_control(
            "Residuals",
            ["hidden", "sticks", "squares"],
            default="hidden",
            required=True,
            key="residuals",
            width="stretch",
            **LINKED,
            help="The error of each point: the loss is the mean of the squares' areas.",
        )
        if kind == "squares" and too_many_for_squares:
            st.caption(
                f"More than {too_many_for_squares} squares hide each other, so these are sticks: choose fewer points."
            )
            kind = "sticks"
    return None if kind in (None, "hidden") else kind
