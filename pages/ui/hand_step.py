"""One step of gradient descent taken apart: every number that a learner needs to do it by hand. All from the core."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.ui.experiment import Line

SHOWN_POINTS = 6


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
