"""Controls of this lesson: the network's shape, its data and its training."""

from dataclasses import dataclass

import streamlit as st

from pages.ui.controls import LINKED, data_controls, ranged, scenario_menu, seed_slider
from pages.ui.numbers import rate_text

BENT_DATA = {"wave": "A wave", "bend": "A bend", "step": "A step", "scenario": "The scenario's points"}
NETWORK_STARTS = 8


@dataclass(frozen=True)
class NetworkSettings:
    """What a network learns from, its shape, and how it trains. Trained from several starts; `start` is the one shown."""

    data: str  # a shape of the core, or "scenario"
    data_settings: tuple  # (noise, seed) of a shape; of a scenario what its points depend on
    units: int
    activation: str
    rate: float
    epochs: int
    start: int


def network():
    """The network's shape above the player, its data and rate in the sidebar. -> NetworkSettings"""
    units, bend, start = st.columns([3, 2, 3], vertical_alignment="bottom")
    shape = {
        "units": units.slider(
            "Hidden units", 0, 16, 3, key="net_units", help="0 is the straight line of the Train page.", **LINKED
        ),
        "activation": bend.segmented_control(
            "Each unit bends like",
            ["tanh", "relu"],
            default="tanh",
            format_func={"tanh": "tanh", "relu": "ReLU"}.get,
            required=True,
            key="net_bend",
            width="stretch",
            help="tanh is a smooth S, ReLU a straight line with a kink: 0 on one side.",
            **LINKED,
        )
        or "tanh",  # an empty parameter gives None
        "start": start.slider(
            "Start",
            1,
            NETWORK_STARTS,
            2,
            key="net_start",
            help="Each start draws other first numbers for the same network. All are trained; this one you watch.",
            **LINKED,
        ),
    }
    with st.sidebar:
        return NetworkSettings(**network_data(), **shape, **network_training())


def network_data():
    data = st.selectbox("Data", list(BENT_DATA), format_func=BENT_DATA.get, key="net_data", filter_mode=None, **LINKED)
    if data == "scenario":
        return {"data": data, "data_settings": data_controls(scenario_menu())}
    noise = ranged("Noise", (0.0, 0.5, 0.05), 0.1, "net_noise", help="How far a typical point lies off the true curve.")
    return {"data": data, "data_settings": (noise, seed_slider())}


def network_training():
    rate = st.select_slider(
        "Learning rate, on standardised data",
        [float(f"{m}e{k}") for k in (-3, -2, -1) for m in (1, 2, 5)] + [1.0],
        0.05,
        format_func=rate_text,
        key="net_rate",
        help="x and y are standardised before training, and the network is carried back to their units.",
        **LINKED,
    )
    epochs = st.select_slider("Epochs", [100, 200, 500, 1000, 2000, 5000], 2000, key="net_epochs", **LINKED)
    return {"rate": rate, "epochs": epochs}
