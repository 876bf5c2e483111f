"""Controls of this lesson: how it is seen, and where descent starts."""

import streamlit as st

from pages.ui.controls import LINKED, chosen_scenario, nearest
from pages.ui.numbers import rate_text
from pages.ui.scenarios import SCENARIOS

VIEWS, STARTS = ("map", "3-D"), ("one start", "drop ten")
VALLEY_STARTS = 0.0, 5.0, 0.05
VALLEY_RATES = 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0


def surface_view():
    """How the surface is drawn, and from how many starts. -> "map" or "3-D", 1 or 10"""
    view = st.segmented_control("View", VIEWS, default=VIEWS[0], required=True, key="surface_view", **LINKED)
    starts = st.segmented_control("Starts", STARTS, default=STARTS[0], required=True, key="surface_starts", **LINKED)
    return view, 10 if starts == STARTS[1] else 1


def place_start(click):
    """A callback: descent starts where the map was clicked, as near as the sliders allow."""
    dataset = SCENARIOS[chosen_scenario()]
    try:
        w, b = nearest(click["x"], dataset.w_range), nearest(click["y"], dataset.b_range)
    except (TypeError, ValueError, KeyError, OverflowError):
        return
    st.session_state["start_w"], st.session_state["start_b"] = w, b
    st.session_state["surface_starts"] = STARTS[0]


def valley():
    """The curve with several valleys: where descent starts, and its rate. -> start, rate"""
    start, rate = st.columns(2)
    low, high, step = VALLEY_STARTS
    return (
        start.slider("Starting θ", low, high, 3.8, step, key="surface_theta", format="%.2f", **LINKED),
        rate.select_slider(
            "Learning rate of this curve", VALLEY_RATES, 0.05, format_func=rate_text, key="surface_theta_rate", **LINKED
        ),
    )


def place_valley_start(click):
    """A callback: the same for the curve."""
    try:
        st.session_state["surface_theta"] = nearest(click["x"], VALLEY_STARTS)
    except (TypeError, ValueError, KeyError, OverflowError):
        return
