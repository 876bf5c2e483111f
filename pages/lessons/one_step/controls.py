"""Controls of this lesson: which step, the small change of the slope check, and the boxes for answers."""

import streamlit as st

from pages.ui.controls import LINKED, key_for, side_by_side
from pages.ui.numbers import rate_text
from pages.ui.practice import typed_answer


def step_epoch(last):
    """Which step, by a slider and by "Next step". -> the epoch it starts from, 0 … last"""
    if st.session_state.get("step_epoch", 0) > last:
        st.session_state["step_epoch"] = last  # the run has become shorter
    with side_by_side():
        epoch = st.slider(
            "The step that starts at epoch",
            0,
            last,
            key="step_epoch",
            help="Drag it, or focus it and use the arrow keys.",
            **LINKED,
        )
        st.button(
            "Next step",
            on_click=next_step,
            args=(last,),
            disabled=epoch >= last,
            icon=":material/skip_next:",
            key="step_next",
        )
    return epoch


def next_step(last):
    """A callback: one epoch on."""
    st.session_state["step_epoch"] = min(last, st.session_state.get("step_epoch", 0) + 1)


def nudge():
    """h of the slope check, as a part of the parameter's size."""
    return st.select_slider(
        "The small change h, as a part of the size of w or b",
        [float(f"1e-{k}") for k in range(11)],
        1e-3,
        format_func=rate_text,
        key="step_h",
        **LINKED,
    )


def answer(label, name, of, check):
    """A box for an answer, empty for each new step `of`. -> the text, whether it is right"""
    return typed_answer(label, key_for(f"step_{name}", of), check)
