"""Controls of this lesson: the penalty, the unit of the area, and when to measure."""

import streamlit as st

from pages.ui.controls import LINKED
from pages.ui.numbers import rate_text


def ridge_strength():
    """l2 of the ridge solvers."""
    return st.select_slider(
        "Ridge: l2",
        [0.0] + [float(f"{m}e{k}") for k in range(-3, 6) for m in (1, 3)],
        10.0,
        format_func=rate_text,
        key="sk_l2",
        help="How much a large slope costs: MSE + l2·w². 0 is least squares.",
        **LINKED,
    )


def area_unit(units):
    """In which unit the area of a plot is written."""
    return st.select_slider("The unit of the area", list(units), list(units)[2], key="sk_unit", **LINKED)


def ask_to_measure():
    """A callback: the script that follows measures."""
    st.session_state["sk_asked"] = True


def measured(work, label):
    """A button; what the work gave when it was last pressed in this session, or None. work: told where to show its progress."""
    st.button(label, icon=":material/timer:", key="sk_measure", on_click=ask_to_measure)
    if st.session_state.pop("sk_asked", False):
        bar = st.progress(0.0, "Measuring: at most a few seconds …")
        st.session_state["sk_measured"] = work(bar.progress)
        bar.empty()
    return st.session_state.get("sk_measured")
