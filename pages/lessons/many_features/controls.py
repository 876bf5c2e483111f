"""Controls of this lesson: true weights in a table, columns of any size, a copy of a column, and what it changes."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from pages.ui.controls import LINKED, choice, key_for, lasting, more, side_by_side
from pages.ui.numbers import rate_text
from pages.ui.own.columns_panel import chosen_columns
from pages.ui.own.data import OwnColumns
from pages.ui.player.wishes import Wishes
from pages.ui.rate_history import begin_anew
from pages.ui.rates import EPOCHS, PENALTIES, short
from pages.ui.scenarios import SEEDS

MADE_UP, DIABETES, OWN_FILE = "made up", "diabetes", "your own file"
MOST_FEATURES = 8
RATES = [float(f"{m}e{k}") for k in range(-6, 0) for m in (1, 2, 3, 5)] + [1.0]
TRUE_WEIGHTS = (3.0, -2.0, 1.5, 0.0, 4.0, -1.0, 0.5, 2.0)
SPREADS = (1.0, 4.0, 1.0, 2.0, 10.0, 1.0, 1.0, 1.0)
LARGEST_WEIGHT, SMALLEST_SPREAD, LARGEST_SPREAD = 1e3, 0.01, 1e3
START = {
    "data": MADE_UP,
    "d": 2,
    "scaled": True,
    "collinear": False,
    "rate": 0.02,
    "l2": 0.0,
    "epochs": 200,
    "n": 100,
    "noise": 4.0,
    "seed": 42,
}


@dataclass(frozen=True)
class ColumnSettings:
    """What the rows and their columns depend on; of real data nothing does."""

    source: str
    n: int
    noise: float
    seed: int
    weights: tuple  # the true ones, one a column; none of real data
    spreads: tuple
    copied: bool  # the first column comes a second time, as the last one
    own: OwnColumns | None = None

    @property
    def real(self):
        """Whether they are measured, not made up."""
        return self.source != MADE_UP


@dataclass(frozen=True)
class ManySettings:
    """Everything that this page depends on."""

    data: ColumnSettings
    scaled: bool
    rate: float
    l2: float
    epochs: int


def settings():
    """The sidebar. -> ManySettings, without a copy"""
    with st.sidebar:
        source = choice("Data", (MADE_UP, DIABETES, OWN_FILE), "many_data")
    own = chosen_columns(MOST_FEATURES) if source == OWN_FILE else None
    with st.sidebar:
        real = source != MADE_UP
        d = START["d"] if real else st.slider("Features", 1, MOST_FEATURES, START["d"], key="many_d", **LINKED)
        rate, l2, epochs = training_controls()
        scaled = standardised()
        weights, spreads = ((), ()) if real else weights_table(d)
        sample_buttons(real)
        with more():
            n, noise, seed = (START["n"], START["noise"], START["seed"]) if real else sample_controls()
    return ManySettings(ColumnSettings(source, n, noise, seed, weights, spreads, False, own), scaled, rate, l2, epochs)


def standardised():
    """-> whether training sees standardised columns"""
    return st.toggle(
        "Standardise",
        START["scaled"],
        key="many_scaled",
        help="Each column: minus its mean, divided by its standard deviation.",
        **LINKED,
    )


def with_copy(settings, name, options):
    """The exercise: mark what a copy of the first column changes, then add it. -> the settings with it, the marks"""
    mark, add = st.columns([2.6, 1], vertical_alignment="bottom")
    with add:
        copied = st.toggle(
            f"Add a copy of {name}",
            START["collinear"],
            key="many_collinear",
            help="The same numbers as one more column. The rows and y stay.",
            **LINKED,
        )
    about = settings.data, settings.scaled, settings.l2
    with mark:
        marks = st.pills(
            "What does the copy change? Mark it before you add the copy.",
            options,
            selection_mode="multi",
            **lasting(key_for("many_marks", about)),
            disabled=copied,
            wrap=True,
        )
    return replace(settings, data=replace(settings.data, copied=copied)), marks or []


def training_controls():
    """-> the learning rate, l2 and the number of epochs"""
    rate = st.select_slider("Learning rate", RATES, START["rate"], format_func=rate_text, key="many_rate", **LINKED)
    l2 = st.select_slider(
        "Penalty l2",
        [l2 for l2 in PENALTIES if l2 == 0 or l2 >= 1e-6],
        START["l2"],
        format_func=rate_text,
        key="many_l2",
        help="Ridge adds the penalty l2 · ‖w‖² to the loss.",
        **LINKED,
    )
    most = [epochs for epochs in EPOCHS if epochs <= 5000]
    return rate, l2, st.select_slider("Epochs", most, START["epochs"], key="many_epochs", **LINKED)


def sample_controls():
    """-> n, noise and the seed"""
    n = st.slider("Points", 10, 300, START["n"], key="many_n", **LINKED)
    noise = st.slider("Noise", 0.0, 20.0, START["noise"], 0.5, format="%.1f", key="many_noise", **LINKED)
    return n, noise, st.slider("Seed", *SEEDS, START["seed"], key="many_seed", **LINKED)


def sample_buttons(real):
    """Another sample, or the page as it was. real: there is no other sample."""
    with side_by_side():
        if not real:
            st.button("New sample", on_click=draw_new_sample, width="stretch", key="many_new")
        st.button("Reset", on_click=restore, width="stretch", key="many_reset")


def restore():
    """A callback: the page as it was."""
    for name, value in START.items():
        st.session_state[f"many_{name}"] = value
    st.session_state["many_rows"] = usual_rows()
    st.session_state["many_table"] = st.session_state.get("many_table", 0) + 1
    begin_anew()


def wishes(data):
    """What keys change while the player fills the screen. -> Wishes"""
    return Wishes("learning rate", "many_rate", RATES, START["rate"], None if data.real else draw_new_sample)


def draw_new_sample():
    """A callback: the next seed."""
    st.session_state["many_seed"] = (st.session_state.get("many_seed", START["seed"]) + 1) % (SEEDS[1] + 1)


# ---- the table of true weights


def weights_table(d):
    """The true weight and the spread of each column, to be edited. -> two tuples of d numbers"""
    if "many_rows" not in st.session_state:
        st.session_state["many_rows"] = rows_of(st.query_params.get("table", ""))
    kept = st.session_state["many_rows"]
    key = f"many_table_{d}_{st.session_state.get('many_table', 0)}"
    if key not in st.session_state:  # a new table begins with what is kept; its own edits come on top
        st.session_state["many_shown"] = [list(row) for row in kept]
    shown = st.session_state["many_shown"][:d]
    table = st.data_editor(
        {
            "column": [f"x{j + 1}" for j in range(d)],
            "true weight": [w for w, _ in shown],
            "spread": [s for _, s in shown],
        },
        column_config=table_columns(),
        hide_index=True,
        key=key,
    )
    weights = within(table["true weight"], -LARGEST_WEIGHT, LARGEST_WEIGHT)
    spreads = within(table["spread"], SMALLEST_SPREAD, LARGEST_SPREAD)
    st.session_state["many_rows"] = [list(row) for row in zip(weights, spreads, strict=True)] + kept[d:]
    return weights, spreads


def usual_rows():
    """[true weight, spread] of every column before anybody changes them."""
    return [list(row) for row in zip(TRUE_WEIGHTS, SPREADS, strict=True)]


def rows_of(text):
    """What a link holds of the table, "3:1,-2:4" for its first columns; what makes no sense leaves it as it was."""
    rows = usual_rows()
    try:
        linked = [[float(value) for value in part.split(":")] for part in text.split(",")[: len(rows)]]
    except ValueError:
        return rows
    if all(len(row) == 2 and is_row(*row) for row in linked):
        rows[: len(linked)] = linked
    return rows


def is_row(weight, spread):
    """Whether a column may have these."""
    return abs(weight) <= LARGEST_WEIGHT and SMALLEST_SPREAD <= spread <= LARGEST_SPREAD


def table_text(columns):
    """The table for a link; nothing where it is as it was. columns: ColumnSettings"""
    rows = list(zip(columns.weights, columns.spreads, strict=True))
    changed = rows != list(zip(TRUE_WEIGHTS, SPREADS, strict=True))[: len(rows)]
    return ",".join(f"{short(w)}:{short(s)}" for w, s in rows) if changed else ""


def table_columns():
    """The table's columns: how wide, and what may be typed."""
    number = st.column_config.NumberColumn
    return {
        "column": st.column_config.TextColumn("x", disabled=True, width=32),
        "true weight": number(
            "weight",
            width=72,
            min_value=-LARGEST_WEIGHT,
            max_value=LARGEST_WEIGHT,
            required=True,
            step="any",
            help="Double-click a number to change it.",
        ),
        "spread": number(
            width=72,
            min_value=SMALLEST_SPREAD,
            max_value=LARGEST_SPREAD,
            required=True,
            step="any",
            help="The standard deviation that this column is drawn with.",
        ),
    }


def within(values, low, high):
    """Numbers inside their limits; what is no number becomes 0, or the lowest that is allowed."""
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    return tuple(np.clip(np.nan_to_num(numbers, nan=max(0.0, low)), low, high).tolist())
