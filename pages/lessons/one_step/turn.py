"""The exercise: two steps in a row by hand, the second from the learner's own first."""

import streamlit as st

from pages.lessons.one_step import controls, words
from pages.lessons.one_step.checking import check_gradient, check_update, parse
from pages.ui.experiment import Line
from pages.ui.hand_step import take_step
from pages.ui.page import say
from pages.ui.practice import exercise

KNOWN = "step", "gradient", "learning rate"  # explained above


def two_steps(sample, first, of):
    """Ask for both steps. -> (a sentence,) once they are right, or ()

    first: the HandStep to begin with. of: what the answers belong to.
    """
    exercise(words.TRY)
    names, labels = sample.names, words.labels(sample.names)
    say(words.first_step(first), known=KNOWN)
    dw, w, db, b = st.columns(4)
    with dw:
        own_dw, dw_right = controls.answer(labels["dw"], "dw", of, lambda text: check_gradient(text, first))
    with w:
        own_w, w_right = new_value(labels, "w", of, first, parse(own_dw))
    with db:
        own_db, db_right = controls.answer(labels["db"], "db", of, lambda text: check_gradient(text, first, "b"))
    with b:
        own_b, b_right = new_value(labels, "b", of, first, parse(own_db))
    if not (dw_right and w_right and db_right and b_right):
        st.caption("You need help? Press **Next step** at the top: the page then works out this step.")
        return ()

    second = take_step(sample, Line(parse(own_w), parse(own_b)), first.rate)
    say(words.second_step(second), known=KNOWN)
    w, b = st.columns(2)
    with w:
        _, w_right = new_value(labels, "w", (of, own_w, own_b, 2), second)
    with b:
        _, b_right = new_value(labels, "b", (of, own_w, own_b, 2), second)
    if not (w_right and b_right):
        return ()
    done = words.done(first, second, names)
    st.success(done, icon=":material/check_circle:")
    return (done,)


def new_value(labels, name, of, step, own_gradient=None):
    """A box for the new w or b. -> the text, and whether it is right"""
    resolution = 10.0 ** -words.decimals_of(step, name)
    return controls.answer(
        labels[name], name, of, lambda text: check_update(text, step, resolution, own_gradient, name)
    )
