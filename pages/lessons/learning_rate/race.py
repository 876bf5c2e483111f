"""The race before anybody trains: who runs at which rate, where the finish is, and when each gets there."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.learning_rate.zones import scale_rates
from pages.ui import runs
from pages.ui.verdict import goal

SHARES = {"crawl": 0.01, "steady": 0.5, "best": None, "zig-zag": 0.95, "diverge": 1.05}  # of the limit
RUNS = *SHARES, "my rate"
USUAL = "crawl", "steady", "best", "diverge", "my rate"
MILLION = 1e6  # a run that is so many times above its start is over


@dataclass(frozen=True)
class Runner:
    """One rate, and what it does; the epochs are None for never."""

    rate: float
    arrives: int | None
    rises: int | None  # from here on the loss is above its start
    million: int | None  # from here on it is a million times its start


@dataclass(frozen=True, eq=False)
class Race:
    """What follows from the eigenvalues before anybody trains."""

    runners: dict  # {run: Runner}
    finish: float  # the excess loss that counts as arrived
    finish_name: str
    scale: np.ndarray  # many rates below the limit
    scale_epochs: np.ndarray  # and the epochs that each of them needs

    @property
    def fastest(self):
        """(rate, epochs) of the rate that is first at the finish."""
        first = int(np.argmin(self.scale_epochs))
        return float(self.scale[first]), float(self.scale_epochs[first])


@st.cache_resource(max_entries=200, show_spinner=False)
def race_of(experiment):
    """Everything about the race that is computed, not trained. -> Race"""
    points, bowl = runs.sample(experiment.data).points(), runs.bowl(experiment.data)
    start = experiment.start.parameters
    finish, finish_name = goal(*points, bowl, start)
    rates = {run: bowl.best_rate if share is None else share * bowl.limit for run, share in SHARES.items()}
    rates["my rate"] = experiment.rate
    arrives = arrivals(experiment, rates.values(), finish)
    first = core.compute_loss(core.forward_pass(points[0], *start), points[1])

    def passes(times, rate):
        return core.epochs_to_exceed(*points, start, rate, max(times * first - bowl.floor, 0.0))

    runners = {run: Runner(r, arrives[r], passes(1, r), passes(MILLION, r)) for run, r in rates.items()}
    scale = scale_rates(bowl)
    return Race(runners, finish, finish_name, scale, core.epochs_to_reach(*points, start, scale, finish))


def arrivals(experiment, rates, finish):
    """When each rate is at the finish, computed. -> {rate: epoch, or None for never}"""
    points, start = runs.sample(experiment.data).points(), experiment.start.parameters
    epochs = core.epochs_to_reach(*points, start, np.array(list(rates)), finish)
    return {rate: int(t) if np.isfinite(t) else None for rate, t in zip(rates, epochs, strict=True)}
