"""Controls of this lesson: the network's shape, its data and its training."""

from dataclasses import dataclass

import streamlit as st

from pages.lessons.beyond.networks import STARTS
from pages.ui.controls import (
    LINKED,
    data_controls,
    draw_new_sample,
    more,
    ranged,
    reset,
    sample_buttons,
    scenario_menu,
    seed_slider,
)
from pages.ui.experiment import SampleSettings
from pages.ui.numbers import rate_text
from pages.ui.player.wishes import Wishes

BENT_DATA = {"wave": "A wave", "bend": "A bend", "step": "A step", "scenario": "The scenario's points"}
BENDS = {"tanh": "tanh", "relu": "ReLU"}
RATES = [float(f"{m}e{k}") for k in (-3, -2, -1) for m in (1, 2, 5)] + [1.0]
EPOCHS = [100, 200, 500, 1000, 2000, 5000]
USUAL = {
    "net_units": 4,
    "net_bend": "tanh",
    "net_start": 2,
    "net_rate": 0.05,
    "net_epochs": 2000,
    "net_noise": 0.1,
    "seed": 42,
}


@dataclass(frozen=True)
class ShapeSettings:
    """What the points along a bent curve depend on."""

    shape: str  # a key of the core's SHAPES
    noise: float
    seed: int


@dataclass(frozen=True)
class NetworkSettings:
    """What a network learns from, its shape, and how it trains: everything that its runs depend on."""

    data: ShapeSettings | SampleSettings
    units: int
    activation: str
    rate: float
    epochs: int


def network():
    """The sidebar. -> NetworkSettings, the start to watch"""
    with st.sidebar:
        units = st.slider(
            "Hidden units",
            0,
            16,
            USUAL["net_units"],
            key="net_units",
            help="With 0 it is the straight line of page 1.",
            **LINKED,
        )
        activation = bend()
        start = st.slider(
            "Start",
            1,
            STARTS,
            USUAL["net_start"],
            key="net_start",
            help="Each start is another set of random first parameters. All starts are trained, and you watch this one.",
            **LINKED,
        )
        source = data_menu()
    slug = scenario_menu() if source == "scenario" else None
    with st.sidebar:
        rate, epochs = network_training()
        data = data_controls(slug, restore) if slug else shape_controls(source)
        more()
    return NetworkSettings(data, units, activation, rate, epochs), start


def bend():
    """-> the name of the activation"""
    chosen = st.segmented_control(
        "Each unit bends like",
        list(BENDS),
        default=USUAL["net_bend"],
        format_func=BENDS.get,
        required=True,
        key="net_bend",
        width="stretch",
        help="tanh is a smooth S. ReLU is a line with a kink: it is 0 on one side.",
        **LINKED,
    )
    return chosen or USUAL["net_bend"]  # an empty parameter gives None


def data_menu():
    """-> a key of BENT_DATA"""
    return st.selectbox("Data", list(BENT_DATA), format_func=BENT_DATA.get, key="net_data", filter_mode=None, **LINKED)


def shape_controls(shape):
    """The noise around a bent curve, and the seed. -> ShapeSettings"""
    with st.expander("The data"):
        noise = ranged(
            "Noise",
            (0.0, 0.5, 0.05),
            USUAL["net_noise"],
            "net_noise",
            help="σ: how far a typical point lies from the true curve.",
        )
        seed = seed_slider()
    sample_buttons(on_reset=restore)
    return ShapeSettings(shape, noise, seed)


def network_training():
    """-> the learning rate and the number of epochs"""
    rate = st.select_slider(
        "Learning rate, on standardised data",
        RATES,
        USUAL["net_rate"],
        format_func=rate_text,
        key="net_rate",
        help="x and y are standardised before training: mean 0, standard deviation 1. The charts show their own units.",
        **LINKED,
    )
    return rate, st.select_slider("Epochs", EPOCHS, USUAL["net_epochs"], key="net_epochs", **LINKED)


def restore():
    """A callback: the page's own settings, and those of its scenario."""
    reset()
    st.session_state.update(USUAL)


WISHES = Wishes("learning rate", "net_rate", RATES, USUAL["net_rate"], draw_new_sample)
