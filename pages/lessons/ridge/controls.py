"""Controls of this lesson: powers of x, a penalty, and rows held back."""

from dataclasses import dataclass

import streamlit as st

from pages.ui.controls import LINKED, SEEDS, ranged
from pages.ui.numbers import rate_text
from pages.ui.rates import EPOCHS, PENALTIES

GROWING, TRAINING = "a growing l2", "training"


@dataclass(frozen=True)
class Ridge:
    """Everything that the ridge page depends on."""

    plays: str
    degree: int
    l2: float
    epochs: int
    n: int
    noise: float
    seed: int
    share: int  # of the rows held out, in percent
    split: int

    @property
    def data_settings(self):
        return self.degree, self.n, self.noise, self.seed, self.share, self.split


RIDGE_START = Ridge(GROWING, 12, 1e-3, 2000, 20, 0.3, 42, 30, 42)


def restore_ridge():
    """A callback: the page as it was."""
    for name, value in vars(RIDGE_START).items():
        st.session_state[f"ridge_{name}"] = value


def next_ridge(name):
    """A callback: the next seed of the points ("seed") or of the split ("split")."""
    st.session_state[f"ridge_{name}"] = (st.session_state.get(f"ridge_{name}", 42) + 1) % (SEEDS[1] + 1)


def ridge():
    """The sidebar of the ridge page. -> Ridge"""
    start, values = RIDGE_START, {}
    with st.sidebar:
        values["plays"] = st.segmented_control(
            "What moves",
            (GROWING, TRAINING),
            default=start.plays,
            required=True,
            key="ridge_plays",
            width="stretch",
            help="Either l2 grows from 0 and every step is solved at once, or gradient descent trains at your l2.",
            **LINKED,
        )
        values["degree"] = st.slider(
            "Degree", 1, 12, start.degree, key="ridge_degree", help="The highest power of x.", **LINKED
        )
        values["l2"] = st.select_slider(
            "Your penalty l2",
            PENALTIES,
            start.l2,
            format_func=rate_text,
            key="ridge_l2",
            help="The price of large weights: the loss is MSE + l2 · ‖w‖².",
            **LINKED,
        )
        values["epochs"] = st.select_slider(
            "Epochs",
            [e for e in EPOCHS if e <= 5000],
            start.epochs,
            key="ridge_epochs",
            disabled=values["plays"] != TRAINING,
            **LINKED,
        )
        values["n"] = st.slider("Points", 8, 100, start.n, key="ridge_n", **LINKED)
        values["noise"] = ranged("Noise", (0.0, 1.0, 0.05), start.noise, "ridge_noise")
        values["seed"] = st.slider("Seed of the points", *SEEDS, start.seed, key="ridge_seed", **LINKED)
        values["share"] = st.slider(
            "Held out",
            10,
            50,
            start.share,
            5,
            key="ridge_share",
            format="%d %%",
            help="These points are never trained on: they only check.",
            **LINKED,
        )
        values["split"] = st.slider(
            "Seed of the split",
            *SEEDS,
            start.split,
            key="ridge_split",
            help="Which points are held out. The points themselves stay.",
            **LINKED,
        )
        points, split = st.columns(2)
        points.button("New points", on_click=next_ridge, args=("seed",), width="stretch", key="ridge_new_points")
        split.button("New split", on_click=next_ridge, args=("split",), width="stretch", key="ridge_new_split")
        st.button("Reset", on_click=restore_ridge, width="stretch", key="ridge_reset")
    return Ridge(**values)
