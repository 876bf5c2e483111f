"""The steps that the page shows: of which run, how many, the way between them, and their slopes without calculus."""

import numpy as np

import linreg_core as core
from linreg_core.fast.moments import losses_at, moments
from pages.ui import runs
from pages.ui.experiment import Line
from pages.ui.rates import RateHistory

PLAYED = 1, 10, 100, 1000
VISIBLE, NOTICEABLE = 0.1, 0.001  # changes of the loss: one that can be seen, and one worth playing at all
COLUMNS = 200  # the player's, for one step: a smooth move


def run_of(experiment):
    """The whole run at the sidebar's rate, of which the page shows a step."""
    return runs.record(experiment.data, experiment.start, experiment.epochs, RateHistory.constant(experiment.rate))


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
