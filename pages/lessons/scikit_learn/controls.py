"""Controls of this lesson: the penalty, the unit of the area, what to predict before the answers are shown, when to measure."""

import streamlit as st

from pages.ui.controls import LINKED, key_for, lasting
from pages.ui.numbers import rate_text


def ridge_strength():
    """l2 of the ridge solvers."""
    return st.select_slider(
        "Ridge: l2",
        [0.0] + [float(f"{m}e{k}") for k in range(-3, 6) for m in (1, 3)],
        10.0,
        format_func=rate_text,
        key="sk_l2",
        help="How strong the penalty on a large slope is: MSE + l2·w². At 0 it is least squares.",
        **LINKED,
    )


def area_unit(units):
    """In which unit the area of a plot is written."""
    return st.select_slider("The unit of the area", list(units), list(units)[2], key="sk_unit", **LINKED)


# ---- predict, then see


def predicted(question, options, about, asks, label, many=False):
    """A question, and a button that shows what there is to see. -> whether to show it, and the options chosen

    about: what the question is about; it is asked anew for anything else. asks: False shows everything at once.
    """
    if not asks:
        return True, []
    was_shown = key_for("sk_shown", about)
    shown = st.session_state.get(was_shown, False)
    chosen = st.pills(
        f"Predict first: {question}",
        options,
        selection_mode="multi" if many else "single",
        required=not many,  # one that is chosen can be changed, but not undone
        **lasting(key_for("sk_predict", about)),
        disabled=shown,
    )
    if not shown:
        st.button(label, key=key_for("sk_show", about), on_click=show, args=(was_shown,), icon=":material/visibility:")
    return shown, (chosen or []) if many else [chosen] if chosen else []


def show(key):
    """A callback: from now on what was asked is shown."""
    st.session_state[key] = True


# ---- the race


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
