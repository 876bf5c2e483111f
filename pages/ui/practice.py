"""What a learner does: questions with answers computed from the data on screen."""

from dataclasses import dataclass
from zlib import crc32

import streamlit as st


@dataclass(frozen=True)
class Question:
    """One question, its options, the place of the right one, and why it is right (told after an answer)."""

    text: str
    options: tuple
    right: int
    because: str


def check_yourself(questions, key):
    """Three questions behind a fold; each answer is told right or wrong, with the reason.

    An answer belongs to its question: other data on screen, or a changed setting, asks anew.
    """
    with st.expander("Check yourself: three questions", icon=":material/quiz:"):
        for i, question in enumerate(questions):
            widget = f"check_{key}_{i}_{crc32(repr(question).encode())}"
            answer = st.radio(question.text, question.options, index=None, key=widget, persist_state="session")
            if answer is not None:
                right = answer == question.options[question.right]
                (st.success if right else st.warning)(f"{'Right.' if right else 'Not quite.'} {question.because}")


def exercise(text):
    """Something to do with the controls; the player tells when it is done."""
    st.info(f"**Try it.** {text}", icon=":material/fitness_center:")
