"""The menu of data: the core's made-up lines, and two real sets that come with Plotly. One registry."""

import numpy as np
import plotly.data

from linreg_core import DATASETS, Dataset


def real(frame, x, y, **names):
    """Two columns of a table as a Dataset of fixed points: no true line, every row by default."""
    points = frame[[x]].to_numpy(float), frame[[y]].to_numpy(float)
    return Dataset(points=points, n_samples=len(frame), **names)


SCENARIOS = DATASETS | {
    "tips": real(
        plotly.data.tips(),
        "total_bill",
        "tip",
        title="Real: bills and tips",
        about="x is the bill of a table in a restaurant in dollars, y the tip; all are real, so nobody knows a true line.",
        x_name="bill",
        x_unit="$",
        y_name="tip",
        y_unit="$",
        learning_rate=0.002,
        epochs=5000,
        w_range=(-1.0, 1.0, 0.01),
        b_range=(-10.0, 10.0, 0.1),
    ),
    "iris": real(
        plotly.data.iris(),
        "petal_length",
        "petal_width",
        title="Real: iris petals",
        about="x is the length of an iris petal in cm, y its width: 150 real flowers, so nobody knows a true line.",
        x_name="length",
        x_unit="cm",
        y_name="width",
        y_unit="cm",
        learning_rate=0.02,
        epochs=500,
        w_range=(-2.0, 2.0, 0.05),
        b_range=(-5.0, 5.0, 0.1),
    ),
}

MANTISSAS = 1, 1.1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8
EPOCHS = [m * 10**k for k in (1, 2, 3) for m in (1, 2, 5)] + [10_000, 20_000]

PENALTIES = [0.0] + [float(f"{m}e{k}") for k in range(-8, 1) for m in (1, 2, 5)] + [10.0]


def learning_rates(dataset):
    """The log grid of the slider: three decades below the scenario's own rate, five above, but at most 1."""
    decade = int(np.floor(np.log10(dataset.learning_rate)))
    rates = [float(f"{m}e{k}") for k in range(decade - 3, decade + 6) for m in MANTISSAS]
    return [rate for rate in rates if rate <= 1]


def rate_text(rate):
    """A rate as the slider and the link write it: 0.001, 2e-7."""
    return f"{rate:g}".replace("e-0", "e-")
