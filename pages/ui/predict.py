"""Predict first: one question before Train; the answer is shown beside what happened when the run is over."""

import streamlit as st

from pages.ui import controls
from pages.ui.challenges.controls import is_open_here
from pages.ui.classroom.controls import ask, asks_the_class, predicts_first
from pages.ui.numbers import capital
from pages.ui.teaching.controls import answers

LETTERS = "ABCDEFGHIJ"
NO_SENTENCE = "<style>.st-key-sentence { display: none; }</style>"  # of the lesson: the question is what there is to do


def predict(question, options, happened, key, about=None, because=""):
    """Ask. -> the ending for the player: what was predicted, beside what happened (one of `options`), and why.

    about: the settings that the question is about; other settings ask anew.
    """
    if not predicts_first() or is_open_here():
        return ""
    name = f"predict_{key}" if about is None else controls.key_for(f"predict_{key}", about)
    why = f", because {because}" if because and answers() else ""
    if asks_the_class():
        return ask_the_class(name, question, options, happened, why)
    answer = st.segmented_control(
        f"Predict first: {question}",
        options,
        required=True,  # chosen, it can be changed, but not undone
        **controls.lasting(name),
        wrap=True,
    )
    if answer is None:
        return f"It was: **{happened}**{why}. Next time, predict first."
    verb = "It was" if answer == happened else "But it was"
    return f"You said: **{answer}**. {verb}: **{happened}**{why}."


def ask_the_class(name, question, options, happened, why):
    """The player asks, on the whole screen too; there hands are counted, and told before this ending."""
    st.html(NO_SENTENCE)
    shown = [text.replace(r"\$", "$") for text in (sentence(question), *options)]
    right = list(options).index(happened)
    ask({"about": name, "question": shown[0], "options": shown[1:], "right": right})
    return f"It was: **{LETTERS[right]}: {happened}**{why}."


def sentence(question):
    """With a capital letter, but a name such as l2 stays as it is."""
    return capital(question) if question.split()[0].isalpha() else question
