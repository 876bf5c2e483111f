"""Controls of this lesson: how the surface is seen, and where descent starts."""

from dataclasses import dataclass

import streamlit as st

from pages.lessons.loss_surface import valley as curve
from pages.ui.controls import LINKED, choice, chosen_scenario, named
from pages.ui.numbers import rate_text
from pages.ui.scenarios import nearest

PICTURES, STARTS = ("map", "3-D"), ("one start", "drop ten")


@dataclass(frozen=True)
class View:
    """How the surface is drawn, and from how many starts descent begins."""

    picture: str  # of PICTURES
    starts: int  # 1 or 10


@dataclass(frozen=True)
class ValleySettings:
    """The curve with several low points: where descent starts, and its rate."""

    start: float
    rate: float


def surface_view():
    """On top of the sidebar. -> View"""
    with st.sidebar:
        picture, starts = choice("View", PICTURES, "surface_view"), choice("Starts", STARTS, "surface_starts")
    return View(picture, 10 if starts == STARTS[1] else 1)


def place_start(click):
    """A callback: descent starts where the map was clicked, as near as the sliders allow."""
    scenario = named(chosen_scenario())
    try:
        w, b = nearest(click["x"], scenario.w_range), nearest(click["y"], scenario.b_range)
    except (TypeError, ValueError, KeyError, OverflowError):
        return
    st.session_state["start_w"], st.session_state["start_b"] = w, b
    st.session_state["surface_starts"] = STARTS[0]


def valley():
    """Above the curve. -> ValleySettings"""
    start, rate = st.columns(2)
    low, high, step = curve.STARTS
    return ValleySettings(
        start.slider("Starting θ", low, high, 3.8, step, key="surface_theta", format="%.2f", **LINKED),
        rate.select_slider(
            "Learning rate of this curve", curve.RATES, 0.05, format_func=rate_text, key="surface_theta_rate", **LINKED
        ),
    )


def place_valley_start(click):
    """A callback: the same for the curve."""
    try:
        st.session_state["surface_theta"] = nearest(click["x"], curve.STARTS)
    except (TypeError, ValueError, KeyError, OverflowError):
        return
