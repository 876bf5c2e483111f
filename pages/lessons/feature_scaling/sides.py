"""The two sides of the page: one data set in two units of x, each with its bowl, its rate and its run."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.ui import playback, progress, runs, verdict
from pages.ui.experiment import Line
from pages.ui.kept import kept
from pages.ui.palette import RACE, Look
from pages.ui.rates import RateHistory

BEYOND = 1e4  # a diverging run is shown until its excess loss is this many times what it was
LOOKS = {"raw": RACE[0], "scaled": RACE[1]}


@dataclass(frozen=True)
class Scaling:
    """One way to write x: how it is made, and what a step of 1 then means."""

    name: str
    one: str  # a step of 1 in z, in words; {unit}: the unit of x
    make: Callable  # X -> (Z, scaler)

    def unit(self, names):
        """What a step of 1 is: 1,000 sq ft."""
        return self.one.format(unit=dotted(names.x_unit)).strip()


def dotted(unit):
    """A unit that is itself a number of others after a number: 3 · 100 sq ft."""
    return f"· {unit}" if unit[:1].isdigit() else unit


def as_it_is(X):
    return X, core.Scaler(np.zeros(X.shape[1]), np.ones(X.shape[1]))


def in_thousands(X):
    scaler = core.Scaler(np.zeros(X.shape[1]), np.full(X.shape[1], 1000.0))
    return scaler.transform(X), scaler


SCALINGS = {
    s.name: s
    for s in (
        Scaling("raw", "1 {unit}", as_it_is),
        Scaling("thousands", "1,000 {unit}", in_thousands),
        Scaling("min-max", "whole range", core.min_max),
        Scaling("standardised", "standard deviation", core.standardize),
    )
}


@dataclass(frozen=True, eq=False)
class InUnits:
    """One data set with x written in one way, and its bowl, before any training."""

    scaling: Scaling
    Z: np.ndarray  # (n, 1)
    y: np.ndarray  # (n, 1)
    scaler: core.Scaler
    start: Line  # the same line as on every other side, in this unit
    bowl: runs.Bowl

    def points(self):
        """Z and y, as the core takes them."""
        return self.Z, self.y

    def pace(self, rate):
        """The Pace of a rate in this unit."""
        return verdict.pace(*self.points(), self.bowl, self.start.parameters, rate)


def in_units(scaling, X, y, start):
    """The same points and the same starting line, with x written in another way. -> InUnits"""
    Z, scaler = scaling.make(X)
    w, b = scaler.convert(*start.parameters)
    return InUnits(scaling, Z, y, scaler, Line(w.item(), b.item()), runs.bowl_of(Z, y))


@dataclass(frozen=True, eq=False)
class Side:
    """One data set in one unit and one run on it, w (T+1,) and b (T+1,) in that unit."""

    key: str  # "raw" or "scaled"
    units: InUnits
    rate: float
    pace: verdict.Pace
    outcome: verdict.Outcome
    w: np.ndarray
    b: np.ndarray
    excess: np.ndarray  # (T+1,): the loss above the lowest
    risen: int | None  # the epoch from which on it is above its start

    @property
    def name(self):
        return self.units.scaling.name

    @property
    def bowl(self):
        return self.units.bowl

    @property
    def look(self):
        return Look(self.name, LOOKS[self.key].color, LOOKS[self.key].dash)

    @property
    def share(self):
        """Its rate, as a part of the limit."""
        return self.rate / self.bowl.limit

    @property
    def arrives(self):
        """The epoch of this run from which on it has arrived, or None."""
        return None if self.pace.runs_away else self.outcome.arrives

    @property
    def restored(self):
        """The line at the end of the run in the user's unit of x."""
        w, b = self.units.scaler.restore([[self.w[-1]]], [[self.b[-1]]])
        return Line(w.item(), b.item())


def side(key, units, rate, epochs):
    """Train at this rate from the start. -> Side, and the seconds NumPy took"""
    began = perf_counter()
    run = core.train(*units.points(), core.TrainingConfig(rate, epochs), start=units.start.parameters)
    seconds = perf_counter() - began
    w, b = run.w[:, 0], run.b
    record = runs.Recording(w, b, run.losses, run.status, run.diverged_at, seconds, RateHistory.constant(rate))
    outcome, excess = verdict.outcome(units, units.bowl, record), core.excess_losses(*units.points(), w, b)
    end = playback.visible(np.maximum(excess, outcome.goal.excess), BEYOND) + 1
    risen = progress.rises(units.y, excess)
    return Side(key, units, rate, units.pace(rate), outcome, w[:end], b[:end], excess[:end], risen), seconds


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both sides, what counts as arrived on either, the epochs of the run, and the seconds NumPy took."""

    raw: Side
    scaled: Side
    goal: verdict.Goal
    epochs: int
    seconds: float

    @property
    def sides(self):
        return self.raw, self.scaled


@kept(200)
def compare(experiment, settings):
    """Train both sides. settings: a SideSettings. -> Comparison"""
    X, y = runs.sample(experiment.data).points()
    both, seconds = [], 0.0
    for key, name in (("raw", "raw"), ("scaled", settings.scaled)):
        units = in_units(SCALINGS[name], X, y, experiment.start)
        trained, took = side(key, units, settings.rate(units.bowl.limit, experiment.rate), experiment.epochs)
        both, seconds = [*both, trained], seconds + took
    return Comparison(*both, both[0].outcome.goal, experiment.epochs, seconds)
