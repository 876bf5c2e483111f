"""The rows and columns of many features, made up or real, with a copy or without; computed once and kept."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from linreg_core.data import noisy_line
from pages.ui.kept import kept

TRUE_B = 10.0


@dataclass(frozen=True, eq=False)
class Columns:
    """Rows and columns in their own units, standardised, and what their weights are shown in."""

    X: np.ndarray  # (n, d)
    y: np.ndarray  # (n, 1)
    names: list
    y_name: str
    true_w: np.ndarray | None  # (d,)
    Z: np.ndarray  # (n, d) standardised
    scaler: core.Scaler
    unit: np.ndarray  # (d,) weights are shown times this: 1, or for real data the spread of each column

    @property
    def d(self):
        return self.X.shape[1]

    @property
    def true_b(self):
        """Of made-up data, as true_w."""
        return None if self.true_w is None else TRUE_B

    @property
    def rank(self):
        """How many of the columns say something new: the curved directions of the bowl but b's."""
        return len(core.curvatures(self.Z)) - 1

    @property
    def one_answer(self):
        """Whether one set of weights alone has the lowest MSE."""
        return self.rank == self.d

    def inputs(self, scaled):
        """What training sees: the columns standardised, or as they are; and the scaler that leads back."""
        return (self.Z, self.scaler) if scaled else (self.X, core.Scaler(np.zeros(self.d), np.ones(self.d)))


@kept(100)
def columns(data):
    """The rows of these ColumnSettings. -> Columns"""
    found = own(data.own) if data.own else diabetes() if data.real else made_up(data)
    return with_copy(found) if data.copied else found


def with_copy(c):
    """The same rows, with their first column a second time. y is what it was, so the true weight of the copy is 0."""
    X = np.column_stack([c.X, c.X[:, 0]])
    Z, scaler = core.standardize(X)
    true_w = None if c.true_w is None else np.append(c.true_w, 0.0)
    return Columns(X, c.y, [*c.names, "copy"], c.y_name, true_w, Z, scaler, np.append(c.unit, c.unit[0]))


def made_up(data):
    """y = Xw + 10 + noise, each column with its own spread."""
    X, y = noisy_line(
        lambda rng, n, d: rng.randn(n, d) * data.spreads, data.n, data.weights, TRUE_B, data.noise, data.seed
    )
    Z, scaler = core.standardize(X)
    d = len(data.weights)
    return Columns(X, y, [f"x{'₁₂₃₄₅₆₇₈'[j]}" for j in range(d)], "y", np.array(data.weights), Z, scaler, np.ones(d))


def own(brought):
    """The columns of a learner's own file. -> Columns"""
    Z, scaler = core.standardize(brought.X)
    return Columns(brought.X, brought.y, brought.names, brought.y_name, None, Z, scaler, scaler.scale)


@kept(100)
def diabetes():
    """442 patients, ten measurements each; they come with scikit-learn."""
    from sklearn.datasets import load_diabetes  # here, as it takes a second: only who asks for them waits

    table = load_diabetes(scaled=False)
    Z, scaler = core.standardize(table.data)
    y, names = table.target.reshape(-1, 1), list(table.feature_names)
    return Columns(table.data, y, names, "progression after a year", None, Z, scaler, scaler.scale)
