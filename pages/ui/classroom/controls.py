"""Who is asked before a run: one learner, or a class. Two switches, and what the player of this page asks a class."""

import streamlit as st

from pages.ui.teaching.controls import linked


def switches():
    """Under More in the sidebar. Nothing is asked of a class until this page does it."""
    st.session_state.pop("class_asked", None)
    asks = st.toggle(
        "Predict first",
        True,
        key="predict",
        **linked("predict", "A question before Train; your answer is shown beside what happened."),
    )
    st.toggle(
        "Ask the class",
        False,
        key="ask",
        bind="query-params",
        disabled=not asks,
        help="For a teacher: the same question in large letters, with a card for each answer to count hands on. After the run "
        "the right answer is shown beside the hands. It needs **Predict first**.",
    )


def predicts_first():
    """Whether pages ask for a prediction before they train: the switch in the sidebar, which stands there by now."""
    return st.session_state.get("predict", True)


def asks_the_class():
    """Whether they ask a class, and not one learner."""
    return predicts_first() and st.session_state.get("ask", False)


def ask(asked):
    """The next player shows this question: {about, question, options, right}."""
    st.session_state["class_asked"] = asked


def taken():
    """By that player. -> the question, or None"""
    return st.session_state.pop("class_asked", None)
