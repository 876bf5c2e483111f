"""Whether a run has arrived, and which rate would be quick: one definition for all lessons."""

import numpy as np

import linreg_core as core
from pages.ui.rates import learning_rates


def goal(X, y, bowl, start):
    """The excess loss that counts as arrived, and its name: 1 % of the floor, or if that is 0 a millionth of the start."""
    if bowl.floor > 1e-20 * float(np.mean(y**2)):
        return 0.01 * bowl.floor, "within 1 % of its floor"
    rounding = 1e-20 * float(np.mean(y**2))
    return max(1e-6 * core.excess_at(X, y, start, 0.0, 0), rounding), "a millionth of what it was"


def handy_rate(scenario, bowl):
    """The largest rate of the slider that keeps clear of the best one: fast in every direction."""
    rates = learning_rates(scenario)
    return max([rate for rate in rates if rate <= 0.95 * bowl.best_rate], default=rates[0])
