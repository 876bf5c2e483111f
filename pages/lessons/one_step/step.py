"""One step of gradient descent taken apart: every number that a learner needs to do it by hand. All from the core."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from linreg_core.fast.moments import losses_at, moments
from pages.ui import runs
from pages.ui.experiment import Line
from pages.ui.rates import RateHistory

SHOWN_POINTS = 6
PLAYED = 1, 10, 100, 1000
VISIBLE, NOTICEABLE = 0.1, 0.001  # changes of the loss: one that can be seen, and one worth playing at all
COLUMNS = 200  # the player's, for one step: a smooth move


@dataclass(frozen=True, eq=False)
class HandStep:
    """The step from one line to the next: ŷ and error (n,), their sums, and the gradients, here and there."""

    rate: float
    before: Line
    after: Line
    y_pred: np.ndarray
    error: np.ndarray
    sum_error: float
    sum_square: float
    sum_error_x: float
    rounding: float  # what may be left of dw by rounding alone
    dw: float
    db: float
    mse: float
    new_mse: float

    @property
    def n(self):
        return len(self.error)

    @property
    def change(self):
        """Of the loss, relative."""
        return change_of(self.mse, self.new_mse)


def run_of(experiment):
    """The whole run at the sidebar's rate, of which the page shows a step."""
    return runs.record(experiment.data, experiment.start, experiment.epochs, RateHistory.constant(experiment.rate))


def change_of(before, after):
    """Relative: −0.1 is a tenth less."""
    return after / before - 1 if before > 0 else 0.0


def take_step(sample, line, rate):
    """One step from this Line with the five functions of the core, and nothing else."""
    X, y = sample.points()
    w, b = line.parameters
    with np.errstate(all="ignore"):  # diverging is a lesson, not a warning
        y_pred = core.forward_pass(X, w, b)
        dw, db = core.compute_gradients(X, y_pred, y)
        new_w, new_b = core.update_parameters(w, b, dw, db, rate)
        error = y_pred - y
        return HandStep(
            rate=rate,
            before=line,
            after=Line(new_w.item(), new_b.item()),
            y_pred=y_pred[:, 0],
            error=error[:, 0],
            sum_error=float(np.sum(error)),
            sum_square=float(np.sum(error**2)),
            sum_error_x=float(np.sum(error * X)),
            rounding=1e-9 * 2 * float(np.mean(np.abs(error * X))),
            dw=dw.item(),
            db=float(db),
            mse=core.compute_loss(y_pred, y),
            new_mse=core.compute_loss(core.forward_pass(X, new_w, new_b), y),
        )


def spread_out(sample, count=SHOWN_POINTS):
    """The rows of a few points, no two the same, evenly spread from the smallest x to the largest."""
    _, different = np.unique(np.hstack(sample.points()), axis=0, return_index=True)  # in the order of x
    return different[np.unique(np.linspace(0, len(different) - 1, count).round().astype(int))]


def slope_of_two_losses(sample, line, h):
    """(dw, db) without calculus, (loss(θ + h) − loss(θ − h)) / 2h, h being a part of the parameter's size."""
    X, y = sample.points()

    def loss(w, b):
        return core.compute_loss(core.forward_pass(X, *Line(w, b).parameters), y)

    w, b = line
    h_w, h_b = h * max(1.0, abs(w)), h * max(1.0, abs(b))
    up_w, down_w, up_b, down_b = w + h_w, w - h_w, b + h_b, b - h_b
    with np.errstate(all="ignore"):
        dw = np.float64(loss(up_w, b) - loss(down_w, b)) / (up_w - down_w)
        db = np.float64(loss(w, up_b) - loss(w, down_b)) / (up_b - down_b)
    return float(dw), float(db)


def steps_to_play(losses, epoch):
    """How many steps from here the player shows: one if it can be seen, else the fewest of 10, 100, 1000 that can."""
    remaining = len(losses) - 1 - epoch
    for count in PLAYED:
        shown = min(count, remaining)
        change = abs(losses[epoch + shown] - losses[epoch])
        if change >= VISIBLE * losses[epoch] or count >= remaining:
            break
    return shown if change >= NOTICEABLE * losses[epoch] else 1


def walk(sample, run, epoch, count):
    """The line on its straight way from step to step: steps from here (fractions too), w, b and the loss at each."""
    parts = max(1, COLUMNS // count)
    steps = np.arange(count * parts + 1) / parts
    whole = np.arange(count + 1)
    w, b = (np.interp(steps, whole, values[epoch : epoch + count + 1]) for values in (run.w, run.b))
    with np.errstate(all="ignore"):
        loss = losses_at(moments(*sample.points()), w[:, np.newaxis], b)
    return steps, w, b, np.minimum(loss, np.finfo(float).max)
