"""What the page of many features shows, computed once and kept: the columns, and descent from three starts."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from linreg_core.data import noisy_line
from pages.lessons.many_features.controls import DIABETES

TRUE_B = 10.0
FARTHEST = 1e12  # a diverging run is shown until its loss is this many times its first
KEPT = {"max_entries": 100, "show_spinner": False}


@dataclass(frozen=True, eq=False)
class Columns:
    """Rows and columns in their own units, standardised, and what their weights are shown in."""

    X: np.ndarray  # (n, d)
    y: np.ndarray
    names: list
    y_name: str
    true_w: np.ndarray | None  # (d,)
    Z: np.ndarray
    scaler: core.Scaler
    unit: np.ndarray  # weights are shown times this: 1, or for real data the spread of each column

    @property
    def d(self):
        return self.X.shape[1]


@st.cache_resource(**KEPT)
def diabetes():
    """442 patients, ten measurements each: comes with scikit-learn, which only this page and one other ask for."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes(scaled=False)
    return data.data, data.target.reshape(-1, 1), list(data.feature_names)


def real_rows():
    """How many rows the diabetes data has; 0 where scikit-learn is not installed."""
    try:
        return len(diabetes()[0])
    except ImportError:
        return 0


@st.cache_resource(**KEPT)
def columns(data_settings):
    data, n, noise, seed, weights, spreads, collinear = data_settings
    if data == DIABETES and not weights:
        X, y, names = diabetes()
        Z, scaler = core.standardize(X)
        return Columns(X, y, names, "progression after a year", None, Z, scaler, scaler.scale)

    def draw(rng, n, d):
        X = rng.randn(n, d) * spreads
        return np.column_stack([X[:, :-1], X[:, :-1].sum(axis=1)]) if collinear and d > 1 else X

    X, y = noisy_line(draw, n, weights, TRUE_B, noise, seed)
    Z, scaler = core.standardize(X)
    names = [f"x{'₁₂₃₄₅₆₇₈'[j]}" for j in range(len(weights))]
    return Columns(X, y, names, "y", np.array(weights), Z, scaler, np.ones(len(weights)))


@dataclass(frozen=True, eq=False)
class Runs:
    """Descent from three starts. w (3, t, d) and b (3, t) in training's units, shown (3, t, d) in the reader's."""

    w: np.ndarray
    b: np.ndarray
    shown: np.ndarray
    own_b: np.ndarray  # (3, t) intercepts in the columns' own units
    losses: np.ndarray  # (3, t)
    diverges: bool
    seconds: float

    def apart(self, Z):
        """The largest difference between the weights, and between the predictions, of the three.  two (t,)"""
        predictions = self.w @ Z.T + self.b[:, :, np.newaxis]
        return np.ptp(self.shown, axis=0).max(axis=1), np.ptp(predictions, axis=0).max(axis=1)


def inputs(settings, c):
    """What training sees: the columns as they are, or standardised; and the (shift, scale) back."""
    return (c.Z, c.scaler) if settings.scaled else (c.X, core.Scaler(np.zeros(c.d), np.ones(c.d)))


def answer(settings, c):
    """The closed form, in the reader's units: shown (d,), own b; the shortest one if there are many."""
    Z, scaler = inputs(settings, c)
    w, b = scaler.restore(*core.ridge(Z, c.y, settings.l2))
    return w[:, 0] * c.unit, b.item()


def starts(settings, c):
    """From zero, and from two corners far away on different sides, in training's units."""
    _, scaler = inputs(settings, c)
    far = 1.5 * max(1.0, float(np.abs(answer(settings, c)[0]).max()))
    odd = np.arange(c.d) % 2 == 1
    corners = np.zeros(c.d), far * np.where(odd, -0.4, 1.0), far * np.where(odd, 0.9, -0.5)
    return [((corner / c.unit * scaler.scale).reshape(-1, 1), np.zeros((1, 1))) for corner in corners]


@st.cache_resource(**KEPT)
def runs(settings):
    c = columns(settings.data_settings)
    Z, scaler = inputs(settings, c)
    config = core.TrainingConfig(settings.rate, settings.epochs, l2=settings.l2)
    began = perf_counter()
    three = [core.train(Z, c.y, config, start) for start in starts(settings, c)]
    seconds = perf_counter() - began
    end = min(visible(run.losses) for run in three) + 1
    w, b, losses = (np.array([getattr(run, name)[:end] for run in three]) for name in ("w", "b", "losses"))
    own_w = w / scaler.scale
    diverges = any(run.status == "diverged" or run.losses[-1] > run.losses[0] for run in three)
    return Runs(w, b, own_w * c.unit, b - own_w @ scaler.shift, losses, diverges, seconds)


def visible(losses):
    """The last epoch worth showing."""
    beyond = np.flatnonzero(losses > FARTHEST * losses[0]) if losses[0] > 0 else []
    return int(beyond[0]) if len(beyond) else len(losses) - 1


def rank(c):
    """How many of the columns say something new: the curved directions of the bowl but b's."""
    return len(core.curvatures(c.Z)) - 1
