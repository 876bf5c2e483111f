"""The two sides of the page: one data set in two units of x, each with its bowl, its rate and its run."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.ui import playback, runs
from pages.ui.charts import rounding_floor
from pages.ui.experiment import Line
from pages.ui.palette import RACE, Look
from pages.ui.verdict import goal

EDGE = 1e-9  # a rate this near to its limit is at it
BEYOND = 1e4  # a diverging run is shown until its excess loss is this many times what it was
LOOKS = {"raw": RACE[0], "scaled": RACE[1]}


@dataclass(frozen=True)
class Scaling:
    """One way to write x: how it is made, and what a step of 1 then means."""

    name: str
    one: str  # a step of 1 in z, in words; {unit}: the unit of x
    make: Callable  # X -> (Z, scaler)


def as_it_is(X):
    return X, core.Scaler(np.zeros(X.shape[1]), np.ones(X.shape[1]))


def in_thousands(X):
    scaler = core.Scaler(np.zeros(X.shape[1]), np.full(X.shape[1], 1000.0))
    return scaler.transform(X), scaler


SCALINGS = {
    s.name: s
    for s in (
        Scaling("raw", "{unit}", as_it_is),
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

    def excess(self, w, b):
        """The MSE above its floor, V(w − w*)² + (z̄(w − w*) + b − b*)², for arrays of any shape."""
        dw, db = w - self.bowl.minimum.w, b - self.bowl.minimum.b
        with np.errstate(over="ignore", invalid="ignore"):
            return np.var(self.Z) * dw**2 + (np.mean(self.Z) * dw + db) ** 2

    def at_the_edge(self, rate):
        """Exactly the limit, but for rounding: the error in the steepest direction swings for ever."""
        return bool(abs(rate * self.bowl.curvatures[0] - 2) < EDGE)

    def diverges(self, rate):
        return bool(rate * self.bowl.curvatures[0] >= 2 + EDGE)

    def epochs_needed(self, rate, target):
        """The first epoch within the target, from the eigenvalues; None: never."""
        if self.diverges(rate) or self.at_the_edge(rate):
            return None
        return core.epochs_to_reach(*self.points(), self.start.parameters, rate, target)


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
    w: np.ndarray
    b: np.ndarray
    excess: np.ndarray  # (T+1,)
    arrives: int | None  # the first epoch within the goal, from the eigenvalues; None: never

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
    def diverges(self):
        return self.units.diverges(self.rate)

    @property
    def at_the_edge(self):
        return self.units.at_the_edge(self.rate)

    @property
    def restored(self):
        """w (T+1,) and b (T+1,) in the user's unit of x."""
        shift, scale = self.units.scaler.shift.item(), self.units.scaler.scale.item()
        return self.w / scale, self.b - self.w * shift / scale


def side(key, units, rate, epochs, target):
    """Train at this rate from the start. target: the excess loss that counts as arrived. -> Side"""
    run = core.train(*units.points(), core.TrainingConfig(rate, epochs), start=units.start.parameters)
    w, b = run.w[:, 0], run.b
    excess = units.excess(w, b)
    end = playback.visible(np.maximum(excess, target), BEYOND) + 1
    return Side(key, units, rate, w[:end], b[:end], excess[:end], units.epochs_needed(rate, target))


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both sides, what counts as arrived on either, and the seconds NumPy took."""

    raw: Side
    scaled: Side
    target: float  # an excess loss
    target_name: str
    seconds: float

    @property
    def sides(self):
        return self.raw, self.scaled


@st.cache_resource(max_entries=200, show_spinner=False)
def compare(experiment, settings):
    """Train both sides. settings: a SideSettings. -> Comparison"""
    X, y = runs.sample(experiment.data).points()
    target, target_name = target_of(X, y, runs.bowl(experiment.data), experiment.start)
    scalings = {"raw": SCALINGS["raw"], "scaled": SCALINGS[settings.scaled]}
    forms = {key: in_units(scaling, X, y, experiment.start) for key, scaling in scalings.items()}
    began = perf_counter()
    both = [
        side(key, units, settings.rate(units.bowl.limit, experiment.rate), experiment.epochs, target)
        for key, units in forms.items()
    ]
    return Comparison(*both, target, target_name, perf_counter() - began)


def target_of(X, y, bowl, start):
    """The excess loss that counts as arrived, and its name."""
    excess, name = goal(X, y, bowl, start.parameters)
    return max(excess, rounding_floor(y)), name
