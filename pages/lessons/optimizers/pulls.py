"""At the bottom: what every row pulls by itself, and why a run on single rows never rests there. No widgets here."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from pages.lessons.optimizers.charts import pull_chart
from pages.ui import runs

BATCHES = 60  # of ten rows each, drawn to show their pulls


@dataclass(frozen=True, eq=False)
class Pulls:
    """Gradients at least squares, on w and on b."""

    rows: np.ndarray  # (n, 2), of each row alone
    batches: np.ndarray  # (m, 2), of batches of ten rows; none where there are no more than ten


@st.cache_resource(**runs.KEPT)
def pulls(data):
    """2ex and 2e of every row, e = ŷ − y on the least-squares line; and their means over batches. -> Pulls"""
    X, y = runs.sample(data).points()
    error = runs.bowl(data).minimum.at(X) - y
    rows = 2 * np.hstack([error * X, error])
    batches = BATCHES if len(rows) > 10 else 0
    draws = np.random.RandomState(0).rand(batches, len(rows)).argsort(axis=1)[:, :10]
    return Pulls(rows, rows[draws].mean(axis=1))


@st.cache_resource(**runs.KEPT)
def picture(data):
    """Their chart."""
    return pull_chart(pulls(data))


def nobody_pulls(data):
    """Whether every point is on the line, but for rounding."""
    return runs.bowl(data).floor <= 1e-18 * float(np.mean(runs.sample(data).y ** 2))
