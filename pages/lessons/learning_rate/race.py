"""The race: who runs at which rate, and what becomes of each."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.ui import playback, progress, runs, verdict
from pages.ui.kept import kept
from pages.ui.rates import RateHistory

SHARES = {"1%": 0.01, "50%": 0.5, "best": None, "95%": 0.95, "105%": 1.05}  # of the limit
MINE = "my rate"
RUNS = *SHARES, MINE
USUAL = "1%", "50%", "best", "105%", MINE
OLD_NAMES = {"crawl": "1%", "steady": "50%", "zig-zag": "95%", "diverge": "105%"}  # older links have these
MILLION = 1e6  # a run that is so many times above its start is over


@dataclass(frozen=True)
class Runner:
    """One rate, what is known of it before training, and what became of its run."""

    name: str
    rate: float
    pace: verdict.Pace
    outcome: verdict.Outcome
    risen: int | None  # the epoch from which on its loss is above the start
    million: int | None  # and a million times the start

    @property
    def arrives(self):
        """The epoch of this run from which on it has arrived, or None."""
        return None if self.pace.runs_away else self.outcome.arrives


@dataclass(frozen=True)
class Race:
    """All Runners from one start, in the order of RUNS."""

    runners: tuple
    goal: verdict.Goal
    epochs: int

    @property
    def starts_there(self):
        return self.runners[0].outcome.starts_there

    @property
    def first(self):
        """The Runners that arrive first: one, several at the same epoch, or none."""
        arrivals = [r.arrives for r in self.runners if r.arrives is not None]
        return tuple(r for r in self.runners if arrivals and r.arrives == min(arrivals))

    def named(self, name):
        """The Runner of this name, or None."""
        return next((r for r in self.runners if r.name == name), None)


def rates_of(experiment):
    """{name: rate} of all RUNS on this data."""
    bowl = runs.bowl(experiment.data)
    presets = {name: bowl.best_rate if share is None else share * bowl.limit for name, share in SHARES.items()}
    return presets | {MINE: experiment.rate}


def recording_of(experiment, rate):
    """The run at one rate."""
    return runs.record(experiment.data, experiment.start, experiment.epochs, RateHistory.constant(rate))


@kept(200)
def race_of(experiment, racing):
    """Train every run of the race. racing: names of RUNS. -> Race"""
    rates = rates_of(experiment)
    runners = tuple(runner(experiment, name, rates[name]) for name in racing)
    return Race(runners, runners[0].outcome.goal, experiment.epochs)


def runner(experiment, name, rate):
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    run = recording_of(experiment, rate)
    excess = core.excess_losses(*sample.points(), run.w, run.b)
    return Runner(
        name,
        rate,
        runs.pace(experiment.data, experiment.start, rate),
        verdict.outcome(sample, bowl, run),
        progress.rises(sample.y, excess),
        playback.leaves(~(run.losses > MILLION * np.maximum(run.losses[0], verdict.rounding(sample.y)))),
    )
