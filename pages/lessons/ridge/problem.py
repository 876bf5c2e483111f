"""What a curve is fitted to, computed once and kept: the points, a wave or a learner's own, their split and their columns."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.ui import verdict
from pages.ui.charts import evenly, squared
from pages.ui.kept import kept
from pages.ui.own.data import FLAT

SHAPE = "wave"
PLAIN = core.Dataset(x_name="x", y_name="y")
GRID = np.linspace(-3, 3, 161).reshape(-1, 1)  # where powers are taken: there they stay small
MOST_ROWS, FEWEST_ROWS = 200, 8  # of own data
PRACTICALLY_0 = 1e-12  # of the size of y, squared


@dataclass(frozen=True, eq=False)
class Problem:
    """Powers of x as columns, standardised by the training rows alone; the held-out rows in the same units."""

    x: np.ndarray  # training rows (n, 1), in the units of x
    y: np.ndarray
    x_out: np.ndarray  # held-out rows
    y_out: np.ndarray
    grid: np.ndarray  # where the curve is drawn
    Z: np.ndarray  # (n, degree)
    Z_out: np.ndarray
    Z_grid: np.ndarray  # of the grid
    names: core.Dataset  # of x and y, with their units
    truth: np.ndarray | None  # the true curve at the grid, without noise; own data has none
    noise: float | None  # σ

    @property
    def degree(self):
        return self.Z.shape[1]

    @property
    def zero(self):
        """Where descent begins: all weights 0, and b."""
        return np.zeros((self.degree, 1)), np.zeros((1, 1))

    @property
    def own(self):
        """Whether a learner brought it: then nothing is known but the points."""
        return self.truth is None

    @property
    def loss_unit(self):
        """The unit of a squared error."""
        return squared(self.names.y_unit)

    @property
    def middle(self):
        """The mean of own y, which may be far from 0; the wave swings around 0."""
        return float(np.mean(self.y)) if self.own else 0.0

    @property
    def unit(self):
        """What is neither large nor small in y: 1 of the wave, a standard deviation of own data."""
        return float(np.std(np.vstack([self.y, self.y_out]))) if self.own else 1.0

    @property
    def nothing(self):
        """A mean squared error that is only rounding."""
        size = self.unit**2 if self.own else float(np.mean(self.y**2))
        return max(PRACTICALLY_0 * size, verdict.rounding(self.y))

    def errors(self, w, b):
        """MSE on training rows, on held-out rows, and from the true curve if there is one, of many curves.

        (t, d), (t,) -> three (t,), the last one None for own data
        """
        rows = (self.Z, self.y), (self.Z_out, self.y_out), (self.Z_grid, self.truth)
        return [None if y is None else np.mean((Z @ w.T + b - y) ** 2, axis=0) for Z, y in rows]


@kept(200)
def problem(data):
    """The points of these RidgeData. -> Problem"""
    return split_of(data)


def split_of(data):
    """The same, not kept: for one look at another split."""
    return own_problem(data) if data.own else wave(data)


def wave(data):
    """A wave with noise. -> Problem"""
    X, y = core.generate_bent_data(SHAPE, data.n, data.noise, data.seed)
    x, x_out, y, y_out = core.train_test_split(X, y, data.share / 100, data.split)
    columns = powers(data.degree, x, x_out, GRID)
    return Problem(x, y, x_out, y_out, GRID, *columns, PLAIN, core.SHAPES[SHAPE](GRID), data.noise)


def own_problem(data):
    """A learner's own points: powers are taken of x moved to the range of the grid. -> Problem"""
    X, y = used_rows(*data.own.names.points)
    x, x_out, y, y_out = core.train_test_split(X, y, data.share / 100, data.split)
    low, width = X.min(), np.ptp(X)
    columns = powers(data.degree, *(6 * ((rows - low) / width) - 3 for rows in (x, x_out)), GRID)
    return Problem(x, y, x_out, y_out, low + width * (GRID + 3) / 6, *columns, data.own.names, None, None)


def used_rows(X, y):
    """All rows, or of very many some: evenly chosen in the order of x, so that both ends are there. -> X, y"""
    if len(X) <= MOST_ROWS:
        return X, y
    rows = np.argsort(X[:, 0], kind="stable")[evenly(len(X), MOST_ROWS)]
    return X[rows], y[rows]


def powers(degree, x, *others):
    """The columns of the training rows, and of other rows in the same units. -> a list of arrays (rows, degree)"""
    Z, scaler = core.standardize(core.polynomial_features(x, degree))
    return [Z, *(scaler.transform(core.polynomial_features(rows, degree)) for rows in others)]


def refusal(data):
    """Why no curve can be fitted, and what to do; "" if one can."""
    if data.own is None:
        return ""
    if data.own.n < FEWEST_ROWS:
        return f"Your data has {data.own.n} points. Ridge needs {FEWEST_ROWS} or more: bring more points."
    if np.ptp(used_rows(*data.own.names.points)[1]) == 0:
        return FLAT
    p = problem(data)
    for name, values in (("x", p.x), ("y", p.y)):
        if np.ptp(values) == 0:
            return f"In this split all training points have the same {name}. Press **New split**, or choose other data."
    return ""
