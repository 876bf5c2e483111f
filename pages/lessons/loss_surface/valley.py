"""The curve with several valleys: the settings that it takes, and where its valleys are."""

import numpy as np

import linreg_core as core

STARTS = 0.0, 5.0, 0.05  # θ: lowest, highest, step
RATES = 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0
TRUE_THETA = 2.5
EPOCHS = 60


def minima(x, y, low, high):
    """The places of the valleys between two θ, to three decimals."""
    theta = np.linspace(low, high, int((high - low) * 1000) + 1)
    losses = core.sine_loss(x, y, theta)
    return theta[1:-1][(losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:])]
