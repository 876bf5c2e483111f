"""Controls of this lesson: how the residuals are drawn."""

import streamlit as st

from pages.lessons.train.words import TOO_MANY, drawn
from pages.ui.controls import choice


def residuals(n):
    """How the residuals of n points are to be drawn: None, "sticks" or "squares"."""
    with st.sidebar:
        kind = choice(
            "Residuals",
            ("hidden", "sticks", "squares"),
            "residuals",
            "The error of each point: the loss is the mean of the squares' areas.",
        )
        chosen = None if kind == "hidden" else kind
        if drawn(chosen, n) != chosen:
            st.caption(TOO_MANY)
    return chosen
