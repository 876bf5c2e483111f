"""Controls of this lesson: which rates race, and how often the sample was redrawn."""

import re

import streamlit as st

from pages.lessons.learning_rate.race import OLD_NAMES, RUNS, USUAL
from pages.ui.controls import LINKED


def racers():
    """On top of the sidebar: which of RUNS race, in their order; nobody chosen: all."""
    accept_old_links()
    chosen = st.sidebar.pills(
        "Rates, in % of the limit of this data",
        RUNS,
        selection_mode="multi",
        default=USUAL,
        key="lr_rates",
        wrap=True,
        help="best: 2/(λmin + λmax). My rate: the learning rate below.",
        **LINKED,
    )
    return tuple(run for run in RUNS if run in chosen) or RUNS


def accept_old_links():
    """Older links hold lr_race, and call the runs by what became of them."""
    linked = st.query_params.get_all("lr_race")
    if linked:
        names = [OLD_NAMES.get(name, name) for name in linked]
        st.session_state["lr_rates"] = [run for run in RUNS if run in names]
        del st.query_params["lr_race"]


def redraws(label, **more):
    """How often this button has been pressed."""
    st.button(label, key="lr_redraw", on_click=count_redraw, **more)
    return redrawn()


def redrawn():
    """How often, in this visit or in the one that its link is from."""
    if "lr_redraws" not in st.session_state:
        linked = st.query_params.get("redraws", "")
        st.session_state["lr_redraws"] = int(linked) if re.fullmatch("[0-9]{1,3}", linked) else 0
    return st.session_state["lr_redraws"]


def redraws_text():
    """For a link; nothing where it was never pressed."""
    return str(redrawn() or "")


def count_redraw():
    """A callback: once more."""
    st.session_state["lr_redraws"] = redrawn() + 1
