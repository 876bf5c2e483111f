"""A run as arrays: every step up to the last finite one, how it ended, and where it stood inside its epochs."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from linreg_core import checks
from linreg_core.curvature import floor
from linreg_core.fast.moments import Moments, descend, moments
from linreg_core.fast.stochastic import fast_steps, parameters_after
from linreg_core.hints import Array, ArrayLike, Start
from linreg_core.training import Step, TrainingConfig, begin


@dataclass(frozen=True, eq=False)
class Run:
    """A recorded run: w (T+1, d), b (T+1,), losses (T+1,); row t is after t epochs, row 0 the start.

    status: "converged" (within a millionth of the smallest loss), "diverged" (it left the floating-point
    numbers, or ended more than ten times above the start and was still rising) or "unfinished". diverged_at: the first epoch
    whose loss is not finite, or None; the arrays end before it.
    """

    w: Array
    b: Array
    losses: Array
    status: str
    diverged_at: int | None = None

    @property
    def epochs(self) -> int:
        """The number of finite epochs recorded, T."""
        return len(self.losses) - 1

    @property
    def final(self) -> Step:
        """The last recorded step."""
        return self.at(self.epochs)

    def at(self, epoch: int) -> Step:
        """The step after so many epochs, in the shapes of model.py; an IndexError where none was recorded."""
        w, b = self.w[epoch].reshape(-1, 1), self.b[epoch].reshape(1, 1)
        return Step(epoch, w, b, float(self.losses[epoch]))


def train(X: ArrayLike, y: ArrayLike, config: TrainingConfig, start: Start = None) -> Run:
    """Record a run: what training_steps yields, up to the last finite step.

    Full batches go through fast/moments.py (the same numbers to 1e-12, whatever n); mini-batches really draw rows, and
    those of one feature go through fast/stochastic.py. A start whose loss is not finite is a ValueError.
    """
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)
    checks.size("epochs", config.epochs + 1, X.shape[1])
    sums = moments(X, y)
    if config.batch_size is None or config.batch_size >= len(X):
        w, b = begin(X, start, config.random_state)
        w, b, losses = descend(sums, w, b, config)
    else:
        w, b, losses = record(fast_steps(X, y, config, start), X.shape[1])
    if len(losses) == 0:
        raise ValueError("start is so far away that its loss overflows: choose smaller parameters.")
    diverged_at = len(losses) if len(losses) <= config.epochs else None
    return Run(w, b, losses, status(losses, diverged_at, sums, config.l2), diverged_at)


def record(steps: Iterable[Step], d: int) -> tuple[Array, Array, Array]:
    """The finite steps as arrays w (t, d), b (t,), losses (t,)."""
    ws, bs, losses = [], [], []
    for step in steps:
        if not np.isfinite(step.loss):
            break
        ws.append(step.w[:, 0])
        bs.append(step.b[0, 0])
        losses.append(step.loss)
    return np.array(ws).reshape(-1, d), np.array(bs), np.array(losses)


def status(losses: Array, diverged_at: int | None, sums: Moments, l2: float) -> str:
    """How a run ended, with room for rounding: relative to the variance of y, and faintly to its size."""
    first, last, lowest = losses[0], losses[-1], floor(sums, l2)
    variance = np.sum(sums.z**2) + sums.rest
    rounding = 1e-12 * variance + 1e-20 * (variance + sums.y_mean**2 + first)
    if diverged_at is not None or (last > 10 * first + rounding and still_rising(losses)):
        return "diverged"
    return "converged" if last - lowest <= 1e-6 * lowest + rounding else "unfinished"


def still_rising(losses: Array) -> bool:
    """Whether the second half of a run is far above the first: what only bounces stays as high as it is."""
    half = (len(losses) + 1) // 2
    return bool(np.max(losses[half:], initial=0.0) > 2 * np.max(losses[:half]))


def after_updates(
    X: ArrayLike, y: ArrayLike, config: TrainingConfig, updates: Iterable[int], start: Start = None
) -> tuple[Array, Array]:
    """One feature: where a run stands after each of these numbers of updates, in rising order.  -> w (k,), b (k,)

    A run in mini-batches can so be watched inside its epochs. What left the floating-point numbers is inf or nan.
    Several features are a ValueError.
    """
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)
    if X.shape[1] != 1:
        raise ValueError(f"X has {X.shape[1]} columns; after_updates needs exactly one.")
    updates = list(updates)
    if any(later < earlier for earlier, later in pairwise(updates)):
        raise ValueError("updates must rise: sort them first.")
    rng = checks.random_stream(config.random_state)
    w, b = begin(X, start, rng)
    with np.errstate(all="ignore"):
        path = np.array(list(parameters_after(X, y, w, b, config, rng, updates))).reshape(-1, 2)
    return path[:, 0], path[:, 1]
