"""Controls of this lesson: true weights in a table, columns of any size, and the same column twice."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.ui.controls import LINKED, SEEDS, ranged
from pages.ui.numbers import rate_text
from pages.ui.rates import EPOCHS, PENALTIES

MADE_UP, DIABETES = "made up", "diabetes"
MOST_FEATURES = 8
MANY_RATES = [float(f"{m}e{k}") for k in range(-6, 0) for m in (1, 2, 3, 5)] + [1.0]
TRUE_WEIGHTS = (3.0, -2.0, 1.5, 0.0, 4.0, -1.0, 0.5, 2.0)
SPREADS = (1.0, 4.0, 1.0, 2.0, 10.0, 1.0, 1.0, 1.0)
LARGEST_WEIGHT, SMALLEST_SPREAD, LARGEST_SPREAD = 1e3, 0.01, 1e3


@dataclass(frozen=True)
class Many:
    """Everything that the page of many features depends on."""

    data: str
    d: int
    scaled: bool
    collinear: bool  # the last column is the sum of the others
    rate: float
    l2: float
    epochs: int
    n: int
    noise: float
    seed: int
    weights: tuple = ()
    spreads: tuple = ()

    @property
    def data_settings(self):
        return self.data, self.n, self.noise, self.seed, self.weights, self.spreads, self.collinear


MANY_START = Many(MADE_UP, 2, True, False, 0.02, 0.0, 200, 100, 4.0, 42)


def restore_many():
    """A callback: the page as it was."""
    for name, value in vars(MANY_START).items():
        if name not in ("weights", "spreads"):
            st.session_state[f"many_{name}"] = value
    st.session_state.pop("many_rows", None)
    st.session_state["many_table"] = st.session_state.get("many_table", 0) + 1


def next_many():
    """A callback: the next seed."""
    st.session_state["many_seed"] = (st.session_state.get("many_seed", 42) + 1) % (SEEDS[1] + 1)


def many(real_rows):
    """The sidebar of the page of many features; real_rows: how many the diabetes data has, 0 if it is not there. -> Many"""
    start, values = MANY_START, {}
    with st.sidebar:
        values["data"] = st.segmented_control(
            "Data", (MADE_UP, DIABETES), default=MADE_UP, required=True, key="many_data", width="stretch", **LINKED
        )
        real = values["data"] == DIABETES and real_rows
        values["d"] = st.slider("Features", 1, MOST_FEATURES, start.d, key="many_d", disabled=bool(real), **LINKED)
        if not real:
            values["weights"], values["spreads"] = weights_table(values["d"])
        values["scaled"] = st.toggle(
            "Standardise", start.scaled, key="many_scaled", help="Each column: minus its mean, by its spread.", **LINKED
        )
        values["collinear"] = st.toggle(
            "Repeat a column",
            start.collinear,
            key="many_collinear",
            disabled=bool(real) or values["d"] == 1,
            help="The last column becomes the sum of the others, so it says nothing new. Of two, it is a copy.",
            **LINKED,
        )
        values["rate"] = st.select_slider(
            "Learning rate", MANY_RATES, start.rate, format_func=rate_text, key="many_rate", **LINKED
        )
        values["l2"] = st.select_slider(
            "Penalty l2",
            [l2 for l2 in PENALTIES if l2 == 0 or l2 >= 1e-6],
            start.l2,
            format_func=rate_text,
            key="many_l2",
            help="Ridge: adds l2 · ‖w‖² to the loss.",
            **LINKED,
        )
        values["epochs"] = st.select_slider(
            "Epochs", [e for e in EPOCHS if e <= 5000], start.epochs, key="many_epochs", **LINKED
        )
        values["n"] = st.slider("Points", 10, 300, start.n, key="many_n", disabled=bool(real), **LINKED)
        values["noise"] = ranged("Noise", (0.0, 20.0, 0.5), start.noise, "many_noise")
        values["seed"] = st.slider("Seed", *SEEDS, start.seed, key="many_seed", **LINKED)
        new, reset = st.columns(2)
        new.button("New sample", on_click=next_many, width="stretch", key="many_new", disabled=bool(real))
        reset.button("Reset", on_click=restore_many, width="stretch", key="many_reset")
    return Many(**values)


def weights_table(d):
    """The true weight and the spread of each column, to be edited. -> two tuples of d numbers"""
    kept = st.session_state.setdefault("many_rows", [list(row) for row in zip(TRUE_WEIGHTS, SPREADS, strict=True)])
    key = f"many_table_{d}_{st.session_state.get('many_table', 0)}"
    if key not in st.session_state:  # a new table begins with what is kept; its own edits come on top
        st.session_state["many_shown"] = [list(row) for row in kept]
    shown = st.session_state["many_shown"][:d]
    number = st.column_config.NumberColumn
    table = st.data_editor(
        {"column": [f"x{j + 1}" for j in range(d)], "true weight": [w for w, _ in shown], "spread": [s for _, s in shown]},
        column_config={
            "column": st.column_config.TextColumn(disabled=True, width=60),
            "true weight": number(
                "weight",
                width=90,
                min_value=-LARGEST_WEIGHT,
                max_value=LARGEST_WEIGHT,
                required=True,
                step="any",
                help="Double-click a number to change it.",
            ),
            "spread": number(
                width=80,
                min_value=SMALLEST_SPREAD,
                max_value=LARGEST_SPREAD,
                required=True,
                step="any",
                help="The standard deviation that this column is drawn with.",
            ),
        },
        hide_index=True,
        key=key,
    )
    limits = (-LARGEST_WEIGHT, LARGEST_WEIGHT), (SMALLEST_SPREAD, LARGEST_SPREAD)
    weights, spreads = (
        within(table[name], *limit) for name, limit in zip(("true weight", "spread"), limits, strict=True)
    )
    st.session_state["many_rows"] = [list(row) for row in zip(weights, spreads, strict=True)] + kept[d:]
    return weights, spreads


def within(values, low, high):
    """Numbers inside their limits; what is no number becomes 0, or the lowest that is allowed."""
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    return tuple(np.clip(np.nan_to_num(numbers, nan=max(0.0, low)), low, high).tolist())
