"""What an experiment gives, computed once and kept: its points, its run, and what mathematics knows beforehand."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.ui.scenarios import SCENARIOS

KEPT = {"max_entries": 60, "show_spinner": False}


@st.cache_resource(**KEPT)
def sample(data_settings):
    """The points of an experiment: X (n, 1), y (n, 1)."""
    scenario, n, true_w, true_b, noise, seed = data_settings
    return SCENARIOS[scenario].sample(n, true_w, true_b, noise, seed)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of a data set before any training."""

    w: float  # least squares
    b: float
    floor: float  # the smallest MSE there is
    curvatures: np.ndarray  # λ of the Hessian, largest first
    limit: float  # 2/λmax
    best: float  # the rate that converges fastest


@st.cache_resource(**KEPT)
def facts(data_settings):
    X, y = sample(data_settings)
    w, b = core.least_squares(X, y)
    return Facts(
        w.item(),
        b.item(),
        core.smallest_loss(X, y),
        core.curvatures(X),
        core.learning_rate_limit(X),
        core.best_learning_rate(X),
    )


@dataclass(frozen=True, eq=False)
class Recording:
    """A run in which the rate may have changed, and how long NumPy took for it."""

    w: np.ndarray  # (T+1,)
    b: np.ndarray
    losses: np.ndarray
    status: str
    diverged_at: int | None
    seconds: float
    rates: tuple


@st.cache_resource(**KEPT)
def record(data_settings, start, epochs, rates):
    """Train with each rate from its epoch to the next one's. rates: ((0, rate), (epoch, rate), …)"""
    X, y = sample(data_settings)
    w, b = (np.full((1, 1), value) for value in start)
    ends = [epoch for epoch, _ in rates[1:]] + [epochs]
    parts, began = [], perf_counter()
    for (epoch, rate), end in zip(rates, ends, strict=True):
        run = core.train(X, y, core.TrainingConfig(rate, end - epoch), start=(w, b))
        parts.append(run)
        if run.diverged_at is not None:
            break
        w, b = run.final.w, run.final.b
    seconds = perf_counter() - began
    joined = [
        np.concatenate([getattr(p, name)[:-1] for p in parts[:-1]] + [getattr(parts[-1], name)])
        for name in ("w", "b", "losses")
    ]
    diverged_at = None if run.diverged_at is None else epoch + run.diverged_at
    return Recording(joined[0][:, 0], *joined[1:], run.status, diverged_at, seconds, rates)
