"""What an experiment gives, computed once and kept: its points, its run, and what mathematics knows beforehand."""

from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter

import numpy as np

import linreg_core as core
from linreg_core.checks import LARGEST_VALUE
from pages.ui import verdict
from pages.ui.experiment import Line
from pages.ui.kept import kept
from pages.ui.scenarios import Scenario


@dataclass(frozen=True, eq=False)
class Sample:
    """The points of an experiment, and what is known of where they come from."""

    X: np.ndarray  # (n, 1)
    y: np.ndarray  # (n, 1)
    names: Scenario
    true_line: Line | None  # of a curve, and of real data, there is none
    noise: float | None  # σ, where it is the same for every point

    def points(self):
        """X and y, as the core takes them."""
        return self.X, self.y


@kept(60)
def sample(data):
    """The points of these SampleSettings. -> Sample"""
    scenario = data.names
    true_w, true_b = data.true_line or (None, None)
    X, y = scenario.sample(data.n, true_w, true_b, data.noise, data.seed)
    line = data.true_line if scenario.truth == "line" else None
    return Sample(X, y, scenario, line, None if scenario.distort else data.noise)


@dataclass(frozen=True, eq=False)
class Bowl:
    """The loss of a data set over w and b, before any training."""

    minimum: Line  # least squares
    floor: float  # the smallest MSE there is
    curvatures: np.ndarray  # λ of the Hessian, largest first
    limit: float  # 2/λmax
    best_rate: float  # the rate that converges fastest

    @property
    def condition(self):
        """λmax/λmin."""
        return self.curvatures[0] / self.curvatures[-1]

    def slowest(self, rate):
        """What a step leaves of the error in its most stubborn direction: max |1 − ηλ|."""
        return float(np.max(np.abs(1 - rate * self.curvatures)))


def bowl_of(X, y):
    """The bowl of one feature, X (n, 1), y (n, 1)."""
    w, b = core.least_squares(X, y)
    return Bowl(
        Line(w.item(), b.item()),
        core.smallest_loss(X, y),
        core.curvatures(X),
        core.learning_rate_limit(X),
        core.best_learning_rate(X),
    )


@kept(60)
def bowl(data):
    """The bowl of these SampleSettings."""
    return bowl_of(*sample(data).points())


@kept(300)
def pace(data, start, rate):
    """The Pace of a rate from this Line."""
    return verdict.pace(*sample(data).points(), bowl(data), start.parameters, rate)


@dataclass(frozen=True, eq=False)
class Recording:
    """A run in which the rate may have changed, and how long NumPy took for it."""

    w: np.ndarray  # (T+1,)
    b: np.ndarray
    losses: np.ndarray
    status: str
    diverged_at: int | None
    seconds: float
    history: object  # RateHistory

    @property
    def epochs(self):
        """The number of finite epochs recorded, T."""
        return len(self.losses) - 1

    def line(self, epoch):
        """The line after so many epochs."""
        return Line(float(self.w[epoch]), float(self.b[epoch]))


@kept(60)
def record(data, start, epochs, history):
    """Train from this Line, with each rate of a RateHistory in turn, on each data that the run has had. -> Recording"""
    line, parts, began = start.parameters, [], perf_counter()
    for begin, end, rate, points in stretches(data, epochs, history):
        run = core.train(*points, core.TrainingConfig(rate, end - begin), line)
        parts.append(run)
        if run.diverged_at is not None:
            break
        if end < epochs and max(abs(run.final.w).max(), abs(run.final.b)) > LARGEST_VALUE:
            # so far away no other rate can begin: it goes on at this one, out of the numbers
            parts[-1] = run = core.train(*points, core.TrainingConfig(rate, epochs - begin), line)
            break
        line = run.final.w, run.final.b
    seconds = perf_counter() - began
    w, b, losses = (
        np.concatenate([getattr(p, name)[:-1] for p in parts[:-1]] + [getattr(parts[-1], name)])
        for name in ("w", "b", "losses")
    )
    diverged_at = None if run.diverged_at is None else begin + run.diverged_at
    return Recording(w[:, 0], b, losses, run.status, diverged_at, seconds, history)


def first_loss(sample, run):
    """The MSE of a run's start on the data of now, which may be other data than the run began with."""
    return loss_of(sample, run.line(0))


def loss_of(sample, line):
    """The MSE of any line on this data."""
    return core.compute_loss(core.forward_pass(sample.X, *line.parameters), sample.y)


def stretches(data, epochs, history):
    """(begin, end, rate, (X, y)) of each part of a run that has one rate and one data."""
    now = sample(data).points()
    for begin, end, rate in history.stretches(epochs):
        ends = sorted({until for until, _ in data.earlier if begin < until < end} | {end})
        for first, last in pairwise([begin, *ends]):
            before = next((own.names.points for until, own in data.earlier if first < until), now)
            yield first, last, rate, before
