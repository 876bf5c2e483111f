"""A race that has been run: where each runner stands after so many looks at points, and how it ends. No widgets here."""

from dataclasses import dataclass
from functools import cached_property
from time import perf_counter

import numpy as np

import linreg_core as core
from linreg_core.fast.moments import moments
from linreg_core.recording import status
from pages.lessons.optimizers.races import epochs_of_race, looks_of, names_of
from pages.ui import playback, runs, verdict
from pages.ui.experiment import Line
from pages.ui.kept import kept
from pages.ui.rates import RateHistory

COLUMNS = 420
LAST = 0.2  # of the epochs: where a run is said to stay


@dataclass(frozen=True, eq=False)
class Tape:
    """A runner's way: w, b and the loss above the lowest at each column; where it left the numbers, it stays put."""

    w: np.ndarray
    b: np.ndarray
    excess: np.ndarray
    outcome: verdict.Outcome  # of its ends of epochs
    rises: int | None  # looks from which on a diverging run is above ten times its start
    stays: float  # the mean excess at the ends of the last fifth of the epochs; inf if it diverges
    end: int  # from this column on it has run away, and stands where it was last seen


@dataclass(frozen=True, eq=False)
class Race:
    """Every runner's tape, from the same start, with the same shuffling."""

    sample: runs.Sample
    bowl: runs.Bowl
    start: Line
    runners: tuple
    epochs: int
    looks_at: np.ndarray  # single points looked at, one number a column of the tapes
    tapes: list
    seconds: float

    @property
    def n(self):
        """Points of the data."""
        return len(self.sample.X)

    @property
    def titles(self):
        """What the runners are called."""
        return names_of(self.runners)

    @property
    def looks(self):
        """How they are drawn."""
        return looks_of(self.runners)

    @property
    def excess_at_start(self):
        """The loss of the start above the lowest."""
        return self.tapes[0].excess[0]

    @property
    def starts_there(self):
        return self.tapes[0].outcome.starts_there

    @property
    def one_look(self):
        """The column at which every point has been looked at once."""
        return int(np.searchsorted(self.looks_at, self.n))

    @cached_property
    def goal(self):
        """What counts as arrived."""
        return verdict.goal_of(*self.sample.points(), self.bowl.floor, self.start.parameters)

    @property
    def near_lowest(self):
        """Whether arrived is a part of the lowest loss; False: without noise it is a part of the start's."""
        return self.goal.excess == verdict.NEAR * self.bowl.floor


@kept(50)
def raced(experiment, runners, by_looks, near=None):
    """Run these Runners from the experiment's start. by_looks: look inside epochs, and `near` is a look. -> Race"""
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    n = len(sample.X)
    epochs = epochs_of_race(runners, n, experiment.epochs)
    columns = log_looks(n, epochs, near) if by_looks else n * playback.kept_steps(epochs, playback.around(near))
    began = perf_counter()
    paths = [path(sample, experiment.start, runner.config(epochs, experiment.data.seed), columns) for runner in runners]
    seconds = perf_counter() - began
    tapes = [tape(sample, bowl, columns, *both) for both in paths]
    return Race(sample, bowl, experiment.start, runners, epochs, columns, tapes, seconds)


def log_looks(n, epochs, near=None):
    """Points looked at, evenly in the player's log time; the ends of the first epochs are among them."""
    always = [*(n * np.arange(min(epochs, 20) + 1)), *playback.around(near)]
    return playback.log_steps(n * epochs, always, COLUMNS, fractions=False)


def path(sample, start, config, columns):
    """Lines (w, b) at these columns, and at the end of every epoch."""
    ends = len(sample.X) * np.arange(config.epochs + 1)
    every = np.union1d(columns, ends)
    w, b = lines_at(sample, start, config, every)
    return tuple((w[at], b[at]) for at in (np.searchsorted(every, columns), np.searchsorted(every, ends)))


def lines_at(sample, start, config, looks):
    """w and b once so many points have been looked at; nan where a run has left the numbers."""
    (X, y), n = sample.points(), len(sample.X)
    if config.batch_size is None or config.batch_size >= n:
        run = core.train(X, y, config, start.parameters)
        w, b = (np.append(values, np.full(config.epochs - run.epochs, np.nan)) for values in (run.w[:, 0], run.b))
        return w[looks // n], b[looks // n]
    return core.after_updates(X, y, config, updates_after(looks, n, config.batch_size).tolist(), start.parameters)


def updates_after(looks, n, size):
    """How many updates are done once so many points have been looked at; a batch acts when it is complete."""
    whole, rest = np.divmod(looks, n)
    return whole * -(-n // size) + rest // size


def tape(sample, bowl, columns, at_columns, at_ends):
    """The tape of one runner, from its lines at these columns and at the ends of all epochs."""
    w, b = at_columns
    excess = core.excess_losses(*sample.points(), w, b)
    outcome, stays = ending(sample, bowl, *at_ends)
    if not outcome.diverged:
        return Tape(w, b, excess, outcome, None, stays, len(columns))
    losses = bowl.floor + excess
    below = np.flatnonzero(losses <= 10 * losses[0])
    rises = int(columns[min(below[-1] + 1, len(columns) - 1)])
    end = playback.first_beyond(losses) or len(columns)
    w, b, excess = (np.append(values[:end], np.full(len(columns) - end, values[end - 1])) for values in (w, b, excess))
    return Tape(w, b, excess, outcome, rises, np.inf, end)


def ending(sample, bowl, w, b):
    """What became of a run with these lines at the ends of its epochs. -> verdict.Outcome, and where it stays"""
    X, y = sample.points()
    losses = bowl.floor + core.excess_losses(X, y, w, b)
    finite = int(np.argmin(np.isfinite(losses))) if not np.isfinite(losses).all() else len(losses)
    left = finite if finite < len(losses) else None
    w, b, losses = w[:finite], b[:finite], losses[:finite]
    how = status(losses, left, moments(X, y), 0.0)
    outcome = verdict.outcome(sample, bowl, runs.Recording(w, b, losses, how, left, 0.0, RateHistory.constant(0.0)))
    last = core.excess_losses(X, y, w, b)[int((1 - LAST) * (len(losses) - 1)) :]
    return outcome, np.inf if outcome.diverged else float(np.mean(last))
