"""Controls of this lesson: who races, and how often the sample was redrawn."""

import streamlit as st

from pages.ui.controls import LINKED


def racers(runs, usual):
    """Which runs race, in the order of `runs`; nobody chosen: all."""
    chosen = st.pills("Who races", runs, selection_mode="multi", default=usual, key="lr_race", wrap=True, **LINKED)
    return tuple(run for run in runs if run in chosen) or tuple(runs)


def redraws(label, **more):
    """How often this button has been pressed."""
    st.button(label, key="lr_redraw", on_click=count_redraw, **more)
    return st.session_state.get("lr_redraws", 0)


def count_redraw():
    """A callback: once more."""
    st.session_state["lr_redraws"] = st.session_state.get("lr_redraws", 0) + 1
