"""Controls of this lesson: two sides of one experiment."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.ui.controls import LINKED, choose_scenario, slider_format
from pages.ui.scenarios import SCENARIOS

SCALED = "thousands", "min-max", "standardised"
SAME_SHARE, SAME_RATE = "same share", "same rate"
BEST_ON = "square-feet"


@dataclass(frozen=True)
class SideSettings:
    """How the second side writes x, and at which rates both train."""

    scaled: str  # a key of SCALINGS
    share: float | None  # of each side's own limit; None: both at the sidebar's rate

    def rate(self, limit, common):
        """The rate of a side with this limit. common: the sidebar's."""
        return common if self.share is None else self.share * limit


def land_in_one_step():
    """A callback: standardised, at half of the limit."""
    for key, value in {"fs_scaled": "standardised", "fs_rates": SAME_SHARE, "fs_share": 50}.items():
        st.session_state[key] = value


def two_sides():
    """The row of controls above the player. -> SideSettings"""
    how, mode, share, preset = st.columns([3.7, 2.7, 2.6, 2.2], vertical_alignment="bottom")
    scaled = how.segmented_control(
        "Scale x", SCALED, default="standardised", required=True, key="fs_scaled", width="stretch", **LINKED
    )
    rates = mode.segmented_control(
        "Both train at the",
        (SAME_SHARE, SAME_RATE),
        default=SAME_SHARE,
        required=True,
        key="fs_rates",
        width="stretch",
        help="The same share: each side's rate is that part of its own limit 2/λmax. The same rate: the sidebar's, on both.",
        **LINKED,
    )
    percent = share.slider(
        "Share of the limit",
        5,
        110,
        25,
        5,
        key="fs_share",
        format="%d %%",
        disabled=rates == SAME_RATE,
        help="From 100 % on, every step overshoots by more than it corrects.",
        **LINKED,
    )
    preset.button(
        "Land in one step",
        icon=":material/bolt:",
        on_click=land_in_one_step,
        width="stretch",
        help="Standardised, at half of the limit: a rate of 0.5.",
    )
    scaled = scaled or "standardised"  # an empty link gives None
    return SideSettings(scaled, None if rates == SAME_RATE else percent / 100)


def suggest_houses(scenario):
    """On another scenario, the way to the one where this lesson is clearest."""
    if scenario == BEST_ON:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("This lesson is clearest on houses whose sizes are not scaled yet.", width="content")
        st.button(f"Switch to: {SCENARIOS[BEST_ON].title}", on_click=choose_scenario, args=(BEST_ON,))


def value_of_x(experiment):
    """A value of x to predict for, among those that the scenario usually draws."""
    scenario = experiment.names
    usual = scenario.sample(random_state=42)[0]
    size = 10.0 ** np.floor(np.log10(np.ptp(usual)))
    low, high = float(np.floor(usual.min() / size) * size), float(np.ceil(usual.max() / size) * size)
    unit = f", {scenario.x_unit}" if scenario.x_unit else ""
    return st.slider(
        f"A new {scenario.x_name}{unit}".replace("new x", "new value of x"),
        low,
        high,
        low + 0.75 * (high - low),
        size / 100,
        key=f"fs_x_{experiment.scenario}",
        format=slider_format(size / 100),
        **LINKED,
    )
