"""What a learner does: questions with answers computed from the data on screen."""

from dataclasses import dataclass

import streamlit as st

from pages.ui.controls import key_for, lasting
from pages.ui.teaching import controls as teaching

TALK = "In this lesson the app does not tell whether this is right. Talk about it in your class."


@dataclass(frozen=True)
class Question:
    """One question, its options, the place of the right one, and why it is right (told after an answer)."""

    text: str
    options: tuple
    right: int
    because: str


def check_yourself(questions, key):
    """Questions behind a fold; each answer is told right or wrong, with the reason.

    An answer belongs to its question: other data on screen, or a changed setting, asks anew.
    """
    named = "one question" if len(questions) == 1 else f"{('no', 'one', 'two', 'three')[len(questions)]} questions"
    with st.expander(f"Check yourself: {named}", icon=":material/quiz:"):
        for i, question in enumerate(questions):
            widget = key_for(f"check_{key}_{i}", question)
            answer = st.radio(question.text, question.options, index=None, **lasting(widget))
            if answer is not None:
                right = answer == question.options[question.right]
                tell(right, f"{'Right.' if right else 'Not quite.'} {question.because}")


def tell(right, text):
    """Whether an answer is right, and why, unless a lesson shows no answers."""
    if teaching.answers():
        (st.success if right else st.warning)(text)
    else:
        st.info(TALK)


def exercise(text):
    """Something to do with the controls; the player tells when it is done."""
    st.info(f"**Try it.** {text}", icon=":material/fitness_center:")


def typed_answer(label, key, check):
    """A box for an answer, and what `check`, text -> Answer, says of it. -> the text, whether it is right

    Where a lesson shows no answers nothing is right; only what is no number is said.
    """
    text = st.text_input(label, autocomplete="off", **lasting(key)) or ""
    answer = check(text)
    if answer.right is not None and not teaching.answers():
        st.info(TALK)
        return text, False
    if answer.right:
        st.success(answer.text, icon=":material/check:")
    elif answer.text:
        st.warning(answer.text, icon=":material/lightbulb:")
    return text, bool(answer.right)
