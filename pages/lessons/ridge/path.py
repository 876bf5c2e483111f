"""What the ridge page shows, computed once and kept: the points and their split, and the answer for every l2."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.ui.kept import kept
from pages.ui.rates import PENALTIES

SHAPE = "wave"
GRID = np.linspace(-3, 3, 161).reshape(-1, 1)
L2S = np.array([0.0, *np.geomspace(PENALTIES[1], PENALTIES[-1], 271)])
SPLITS = 20


@dataclass(frozen=True, eq=False)
class Problem:
    """Powers of x as columns, standardised by the training rows alone; the held-out rows in the same units."""

    x: np.ndarray  # training rows (n, 1)
    y: np.ndarray
    x_out: np.ndarray  # held-out rows
    y_out: np.ndarray
    Z: np.ndarray  # (n, degree)
    Z_out: np.ndarray
    Z_grid: np.ndarray  # of GRID, to draw the curve
    noise: float  # σ

    @property
    def degree(self):
        return self.Z.shape[1]

    @property
    def zero(self):
        """Where descent begins: all weights 0, and b."""
        return np.zeros((self.degree, 1)), np.zeros((1, 1))

    @property
    def truth(self):
        """The true curve at GRID, without noise."""
        return core.SHAPES[SHAPE](GRID)

    def errors(self, w, b):
        """MSE on training rows, on held-out rows, and from the true curve, of many curves.  (t, d), (t,) -> three (t,)"""
        rows = (self.Z, self.y), (self.Z_out, self.y_out), (self.Z_grid, self.truth)
        return [np.mean((Z @ w.T + b - y) ** 2, axis=0) for Z, y in rows]


@dataclass(frozen=True, eq=False)
class Path:
    """A curve on its way, l2 by l2 or epoch by epoch: w (t, d), b (t,), its errors (t,) and the condition numbers (t,)."""

    steps: np.ndarray  # (t,) when each is shown
    l2s: np.ndarray
    w: np.ndarray
    b: np.ndarray
    train: np.ndarray
    held_out: np.ndarray
    truth: np.ndarray  # the distance from the true curve: what new points would add to the noise
    bowls: np.ndarray  # condition numbers
    seconds: float

    def at(self, i):
        """The i-th curve alone. -> Path"""
        one = slice(i, i + 1)
        arrays = self.steps, self.l2s, self.w, self.b, self.train, self.held_out, self.truth, self.bowls
        return Path(*(array[one] for array in arrays), 0.0)

    @property
    def best(self):
        """Where the held-out error is smallest."""
        return int(np.argmin(self.held_out))

    @property
    def sizes(self):
        """‖w‖ at each step."""
        return np.linalg.norm(self.w, axis=1)

    @property
    def losses(self):
        """MSE + l2 · ‖w‖² at each step."""
        return self.train + self.l2s * np.sum(self.w**2, axis=1)


@kept(200)
def problem(data):
    """The points of these RidgeData. -> Problem"""
    X, y = core.generate_bent_data(SHAPE, data.n, data.noise, data.seed)
    x, x_out, y, y_out = core.train_test_split(X, y, data.share / 100, data.split)
    Z, scaler = core.standardize(core.polynomial_features(x, data.degree))
    others = [scaler.transform(core.polynomial_features(rows, data.degree)) for rows in (x_out, GRID)]
    return Problem(x, y, x_out, y_out, Z, *others, data.noise)


def solved(data, l2s):
    """Ridge at each l2, one after the other. -> Path"""
    p, began = problem(data), perf_counter()
    answers = [core.ridge(p.Z, p.y, l2) for l2 in l2s]
    seconds = perf_counter() - began
    w, b = np.array([w[:, 0] for w, _ in answers]), np.array([b.item() for _, b in answers])
    bowls = np.array([core.condition_number(p.Z, l2) for l2 in l2s])
    return Path(np.arange(len(l2s)), np.asarray(l2s), w, b, *p.errors(w, b), bowls, seconds)


@kept(200)
def path(data):
    """Ridge at every l2 of the sweep."""
    return solved(data, L2S)


@kept(200)
def best_of_other_splits(data):
    """The smallest and the largest of the best l2 that other splits of the same points choose."""
    splits = [problem(replace(data, split=(data.split + k) % 1000)) for k in range(1, SPLITS + 1)]
    errors = [[held_out_error(p, l2) for l2 in PENALTIES] for p in splits]
    bests = np.argmin(errors, axis=1)
    return PENALTIES[bests.min()], PENALTIES[bests.max()]


def held_out_error(p, l2):
    w, b = core.ridge(p.Z, p.y, l2)
    return core.compute_loss(core.forward_pass(p.Z_out, w, b), p.y_out)
