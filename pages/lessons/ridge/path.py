"""The answer for every l2, computed once and kept, and what other splits would choose."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.lessons.ridge.problem import problem, split_of
from pages.ui.kept import kept
from pages.ui.rates import PENALTIES

L2S = np.array([0.0, *np.geomspace(PENALTIES[1], PENALTIES[-1], 271)])
SPLITS = 20


@dataclass(frozen=True, eq=False)
class Path:
    """A curve on its way, l2 by l2 or epoch by epoch: w (t, d), b (t,), its errors (t,) and the condition numbers (t,)."""

    steps: np.ndarray  # (t,) when each is shown
    l2s: np.ndarray
    w: np.ndarray
    b: np.ndarray
    train: np.ndarray
    held_out: np.ndarray
    truth: np.ndarray | None  # the distance from the true curve: what new points would add to the noise
    bowls: np.ndarray  # condition numbers
    seconds: float

    def at(self, i):
        """The i-th curve alone. -> Path"""
        one = slice(i, i + 1)
        arrays = self.steps, self.l2s, self.w, self.b, self.train, self.held_out, self.truth, self.bowls
        return Path(*(array if array is None else array[one] for array in arrays), 0.0)

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


def solved(data, l2s):
    """Ridge at each l2. -> Path"""
    p, l2s = problem(data), np.asarray(l2s)
    began = perf_counter()
    w, b = core.ridge_path(p.Z, p.y, l2s)
    seconds = perf_counter() - began
    return Path(np.arange(len(l2s)), l2s, w, b, *p.errors(w, b), core.condition_numbers(p.Z, l2s), seconds)


@kept(200)
def path(data):
    """Ridge at every l2 of the sweep."""
    return solved(data, L2S)


@kept(200)
def best_of_other_splits(data):
    """The smallest and the largest of the best l2 that other splits of the same points choose."""
    splits = [split_of(replace(data, split=(data.split + k) % 1000)) for k in range(1, SPLITS + 1)]
    bests = [int(np.argmin(p.errors(*core.ridge_path(p.Z, p.y, PENALTIES))[1])) for p in splits]
    return PENALTIES[min(bests)], PENALTIES[max(bests)]
