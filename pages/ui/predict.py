"""Predict first: one question before Train; the answer is shown beside what happened when the run is over."""

import streamlit as st

from pages.ui import controls
from pages.ui.challenges.controls import is_open_here


def predict(question, options, happened, key, about=None, because=""):
    """Ask. -> the ending for the player: what was predicted, beside what happened (one of `options`), and why.

    about: the settings that the question is about; other settings ask anew.
    """
    if not controls.predicts_first() or is_open_here():
        return ""
    answer = st.segmented_control(
        f"Predict first: {question}",
        options,
        required=True,  # chosen, it can be changed, but not undone
        **controls.lasting(f"predict_{key}" if about is None else controls.key_for(f"predict_{key}", about)),
        wrap=True,
    )
    why = f", because {because}" if because else ""
    if answer is None:
        return f"It was: **{happened}**{why}. Next time, predict first."
    verb = "It was" if answer == happened else "But it was"
    return f"You said: **{answer}**. {verb}: **{happened}**{why}."
