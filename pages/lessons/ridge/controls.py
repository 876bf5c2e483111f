"""Controls of this lesson: powers of x, a penalty, points held back, and the two answers of the exercise."""

from dataclasses import dataclass

import streamlit as st

from pages.lessons.ridge.problem import MOST_ROWS
from pages.ui.controls import LINKED, choice, key_for, more, ranged, side_by_side
from pages.ui.numbers import plain, rate_text
from pages.ui.own.controls import ask_for, brought, other_file
from pages.ui.own.data import OwnData
from pages.ui.player.wishes import Wishes
from pages.ui.practice import typed_answer
from pages.ui.rate_history import begin_anew
from pages.ui.rates import EPOCHS, PENALTIES
from pages.ui.scenarios import SEEDS
from pages.ui.teaching.controls import usual

WAVE, OWN_POINTS = "a wave", "your own points"
GROWING, TRAINING = "a growing l2", "training"
START = {
    "plays": GROWING,
    "degree": 12,
    "l2": 1e-4,
    "epochs": 2000,
    "n": 20,
    "noise": 0.3,
    "seed": 42,
    "share": 30,
    "split": 42,
}


@dataclass(frozen=True)
class RidgeData:
    """What the points, their split and their columns depend on."""

    degree: int  # of the highest power of x
    n: int
    noise: float | None  # of own points nothing but the points is known
    seed: int | None
    share: int  # of the points held out, in percent
    split: int  # the seed of the split
    own: OwnData | None = None  # a learner's own points


@dataclass(frozen=True)
class RidgeSettings:
    """Everything that this page depends on."""

    data: RidgeData
    plays: str
    l2: float
    epochs: int

    @property
    def grows(self):
        """Whether l2 grows while it plays; otherwise descent trains at one l2."""
        return self.plays == GROWING


def settings():
    """The sidebar. -> RidgeSettings"""
    own = own_points()
    with st.sidebar:
        plays = choice(
            "What moves",
            (GROWING, TRAINING),
            "ridge_plays",
            "Either l2 grows from 0 and every step is solved at once, or gradient descent trains at your l2.",
        )
        degree, l2 = curve_controls()
        epochs = epochs_control() if plays == TRAINING else START["epochs"]
        buttons(own)
        with more():
            points = (min(own.n, MOST_ROWS), None, None) if own else point_controls()
            data = RidgeData(degree, *points, *split_controls(), own)
    return RidgeSettings(data, plays, l2, epochs)


def own_points():
    """The menu of data. -> OwnData, or None for the wave; until there is own data, the page ends here"""
    with st.sidebar:
        if choice("Data", (WAVE, OWN_POINTS), "ridge_data") == WAVE:
            return None
    own = brought("file") or brought("points")
    if own is None:
        ask_for("file")
        st.stop()
    with st.sidebar:
        some = f" {MOST_ROWS} of them are used, evenly chosen from the smallest x to the largest."
        st.caption(own.names.about + (some if own.n > MOST_ROWS else ""))
        other_file()
    return own


def curve_controls():
    """-> the degree and l2"""
    degree = st.slider("Degree", 1, 12, START["degree"], key="ridge_degree", help="The highest power of x.", **LINKED)
    l2 = st.select_slider(
        "Your penalty l2",
        PENALTIES,
        START["l2"],
        format_func=rate_text,
        key="ridge_l2",
        help="How strong the penalty on large weights is: the loss is MSE + l2 · ‖w‖².",
        **LINKED,
    )
    return degree, l2


def epochs_control():
    """-> how long descent trains"""
    most = [epochs for epochs in EPOCHS if epochs <= 5000]
    return st.select_slider("Epochs", most, START["epochs"], key="ridge_epochs", **LINKED)


def buttons(own):
    """Other points (there are none of own data), another split of them, or the settings as they were."""
    with side_by_side():
        if not own:
            st.button("New points", on_click=draw_next, args=("seed",), width="stretch", key="ridge_new_points")
        st.button("New split", on_click=draw_next, args=("split",), width="stretch", key="ridge_new_split")
        st.button("Reset", on_click=restore, width="stretch", key="ridge_reset")


def point_controls():
    """-> n, noise and the seed of the points"""
    n = st.slider("Points", 8, 100, START["n"], key="ridge_n", **LINKED)
    noise = ranged("Noise", (0.0, 1.0, 0.05), START["noise"], "ridge_noise")
    return n, noise, st.slider("Seed of the points", *SEEDS, START["seed"], key="ridge_seed", **LINKED)


def split_controls():
    """-> the share held out, in percent, and the seed of the split"""
    share = st.slider(
        "Held out",
        10,
        50,
        START["share"],
        5,
        key="ridge_share",
        format="%d%%",
        help="The curve is never fitted to these points. They only check it.",
        **LINKED,
    )
    split = st.slider(
        "Seed of the split",
        *SEEDS,
        START["split"],
        key="ridge_split",
        help="Which points are held out. The points themselves stay.",
        **LINKED,
    )
    return share, split


def restore():
    """A callback: the settings as they were."""
    for name, value in START.items():
        st.session_state[f"ridge_{name}"] = value
    st.session_state.update(usual(None))
    begin_anew()


def draw_next(name):
    """A callback: the next seed of the points ("seed") or of the split ("split")."""
    key = f"ridge_{name}"
    st.session_state[key] = (st.session_state.get(key, START[name]) + 1) % (SEEDS[1] + 1)


# ---- the exercise


def typed(label, check):
    """A box for a formula. -> whether it is right"""
    return typed_answer(label, "ridge_term", check)[1]


def chosen_l2(data, l2):
    """A button to choose the l2 of the slider, once for these points and this split. -> the chosen one, or None"""
    key = key_for("ridge_chosen", data)
    chosen = st.session_state.get(key)
    label = f"Choose l2 = {plain(l2)}" if chosen is None else f"You chose l2 = {plain(chosen)}"
    st.button(
        label, key="ridge_choose", on_click=choose, args=(key, l2), disabled=chosen is not None, icon=":material/check:"
    )
    return chosen


def choose(key, l2):
    """A callback: this l2 is the learner's choice."""
    st.session_state[key] = l2


def draw_new_points():
    """A callback: the next seed of the points."""
    draw_next("seed")


def wishes(data):
    """What keys change while the player fills the screen. -> Wishes"""
    return Wishes("penalty l2", "ridge_l2", PENALTIES, START["l2"], None if data.own else draw_new_points)
