"""Predict first: one question before Train; the answer is shown beside what happened when the run is over."""

import streamlit as st

from pages.ui import controls


def predict(question, options, happened, key):
    """Ask. -> the ending for the player: what was predicted, beside what happened (one of `options`)."""
    if not controls.predicts_first():
        return ""
    answer = st.segmented_control(
        f"Predict first: {question}", options, key=f"predict_{key}", persist_state="session", wrap=True
    )
    if answer is None:
        return f"What happened: {happened}. Next time, predict first."
    said = f"You predicted: {answer}."
    return f"{said} That is what happened." if answer == happened else f"{said} What happened: {happened}."
