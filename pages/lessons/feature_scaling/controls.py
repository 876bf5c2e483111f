"""Controls of this lesson: two sides of one experiment, and the boxes for answers."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from pages.ui.controls import LINKED, choice, choose_scenario, key_for, slider_format
from pages.ui.controls import wishes as shared_wishes
from pages.ui.practice import typed_answer
from pages.ui.scenarios import SCENARIOS

SCALED = "thousands", "min-max", "standardised"
USUAL = "min-max"  # not round: that is for the learner to find
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


def two_sides():
    """On top of the sidebar. -> SideSettings, and a place under them"""
    with st.sidebar:
        scaled = st.segmented_control(
            "Write x on the second side as",
            SCALED,
            default=USUAL,
            required=True,
            key="fs_scaled",
            width="stretch",
            wrap=True,
            help="The first side is raw: x as it is. The four ways are explained below.",
            **LINKED,
        )
        rates = choice(
            "Both train at the",
            (SAME_SHARE, SAME_RATE),
            "fs_rates",
            "The same share: each rate is that part of its own limit 2/λmax. The same rate: the learning rate below.",
        )
        share = None if rates == SAME_RATE else share_of_limit()
        return SideSettings(scaled or USUAL, share), st.container()  # an empty link gives None


def share_of_limit():
    """-> how large the rate is, as a part of the limit of each side"""
    percent = st.slider(
        "Share of the limit",
        5,
        110,
        25,
        5,
        key="fs_share",
        format="%d%%",
        help="How large the rate is, as a part of the limit of each side.",
        **LINKED,
    )
    return percent / 100


def wishes(experiment, settings):
    """What keys change: the share of the limits, or the common rate. -> Wishes"""
    common = shared_wishes(experiment)
    if settings.share is None:
        return common
    return replace(common, turns="share of the limit", key="fs_share", options=range(5, 115, 5), start=25)


def suggest_houses(scenario):
    """On another scenario, the way to the one where this lesson is clearest."""
    if scenario == BEST_ON:
        return
    st.caption("This lesson is clearest on:")
    st.button(SCENARIOS[BEST_ON].title, on_click=choose_scenario, args=(BEST_ON,), width="stretch")


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


def answer(label, name, of, check):
    """A box for an answer, empty for other settings `of`. -> whether it is right"""
    return typed_answer(label, key_for(f"fs_{name}", of), check)[1]
