"""What is asked before the run: a line by hand, or a prediction. Told beside what happened when the run is over."""

import streamlit as st

from pages.lessons.train import lesson, words
from pages.ui.predict import predict


def ask(experiment, sample, bowl, run, by_hand, contest=False, drawn=None):
    """-> the ending for the player. contest: a challenge asks for a line against the clock. drawn: that line, Drawn"""
    if contest:
        return words.against(sample, bowl, run, drawn) if drawn else ""
    if by_hand:
        st.markdown(lesson.BY_HAND)
        return words.compared(sample, bowl, run)
    return predict(
        f"how close will the line get in {experiment.epochs:,} epochs?",
        words.OPTIONS,
        words.happened(experiment, sample, bowl, run),
        "train",
        about=(experiment.run_id, experiment.rate),
        because=words.because(experiment, sample, bowl, run),
    )
