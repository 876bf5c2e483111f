"""One step of gradient descent taken apart: every number that a learner needs to do it by hand. All from the core."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from linreg_core.fast.moments import losses_at, moments

SHOWN_POINTS = 6
PLAYED = 1, 10, 100, 1000
VISIBLE = 0.1  # a change of the loss that can be seen
COLUMNS = 200  # the player's, for one step: a smooth move


@dataclass(frozen=True, eq=False)
class HandStep:
    """The step from (w, b): y_pred and error (n,), their sums, the gradients, and where the step leads."""

    rate: float
    w: float
    b: float
    y_pred: np.ndarray
    error: np.ndarray
    sum_error: float
    sum_square: float
    sum_error_x: float
    mse: float
    dw: float
    db: float
    new_w: float
    new_b: float
    new_mse: float

    @property
    def n(self):
        return len(self.error)


def take_step(X, y, w, b, rate):
    """One step with the five functions of the core, and nothing else."""
    old_w, old_b = np.full((1, 1), w), np.full((1, 1), b)
    with np.errstate(all="ignore"):  # diverging is a lesson, not a warning
        y_pred = core.forward_pass(X, old_w, old_b)
        dw, db = core.compute_gradients(X, y_pred, y)
        new_w, new_b = core.update_parameters(old_w, old_b, dw, db, rate)
        error = y_pred - y
        return HandStep(
            rate=rate,
            w=float(w),
            b=float(b),
            y_pred=y_pred[:, 0],
            error=error[:, 0],
            sum_error=float(np.sum(error)),
            sum_square=float(np.sum(error**2)),
            sum_error_x=float(np.sum(error * X)),
            mse=core.compute_loss(y_pred, y),
            dw=dw.item(),
            db=float(db),
            new_w=new_w.item(),
            new_b=new_b.item(),
            new_mse=core.compute_loss(core.forward_pass(X, new_w, new_b), y),
        )


def spread_out(X, y, count=SHOWN_POINTS):
    """The rows of a few points, no two the same, evenly spread from the smallest x to the largest."""
    _, different = np.unique(np.hstack([X, y]), axis=0, return_index=True)  # in the order of x
    return different[np.unique(np.linspace(0, len(different) - 1, count).round().astype(int))]


def slope_by_nudging(X, y, w, b, h):
    """The gradients without calculus, (loss(θ + h) − loss(θ − h)) / 2h, h being a part of the parameter's size."""

    def loss(w, b):
        with np.errstate(all="ignore"):
            return core.compute_loss(core.forward_pass(X, np.full((1, 1), w), np.full((1, 1), b)), y)

    def slope(above, below, width):
        with np.errstate(all="ignore"):
            return float(np.float64(above - below) / width)

    h_w, h_b = h * max(1.0, abs(w)), h * max(1.0, abs(b))
    up_w, down_w, up_b, down_b = w + h_w, w - h_w, b + h_b, b - h_b
    return (
        slope(loss(up_w, b), loss(down_w, b), up_w - down_w),
        slope(loss(w, up_b), loss(w, down_b), up_b - down_b),
    )


def steps_to_play(losses, epoch):
    """How many steps from here the player shows: one if it can be seen, else the fewest of 10, 100, 1000 that can."""
    remaining = len(losses) - 1 - epoch
    for count in PLAYED:
        change = abs(losses[min(epoch + count, len(losses) - 1)] - losses[epoch])
        if change >= VISIBLE * losses[epoch] or count >= remaining:
            return min(count, remaining) if change >= 0.001 * losses[epoch] else 1
    return PLAYED[-1] if change >= 0.001 * losses[epoch] else 1


def walk(X, y, run, epoch, count):
    """The line on its straight way from step to step: epochs from here (fractions too), w, b and the loss at each."""
    parts = max(1, COLUMNS // count)
    at = np.arange(count * parts + 1) / parts
    whole = np.arange(count + 1)
    w = np.interp(at, whole, run.w[epoch : epoch + count + 1])
    b = np.interp(at, whole, run.b[epoch : epoch + count + 1])
    with np.errstate(all="ignore"):
        loss = losses_at(moments(X, y), w[:, np.newaxis], b)
    return at, w, b, np.minimum(loss, np.finfo(float).max)
