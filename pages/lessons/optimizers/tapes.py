"""A race that has been run: where each runner stands after so many rows. No widgets here."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.optimizers.races import epochs_of_race, looks_of, names_of
from pages.ui import playback, runs
from pages.ui.experiment import Line

COLUMNS = 420


@dataclass(frozen=True, eq=False)
class Tape:
    """A runner's way: w, b and the loss above its floor at the rows asked for; where it left the numbers, it stays put."""

    w: np.ndarray
    b: np.ndarray
    excess: np.ndarray
    gone: int | None  # rows looked at when it had diverged
    circling: float  # the mean excess at the ends of the last fifth of the epochs


@dataclass(frozen=True, eq=False)
class Race:
    """Every runner's tape, from the same start, with the same shuffling."""

    sample: runs.Sample
    bowl: runs.Bowl
    start: Line
    runners: tuple
    epochs: int
    rows: np.ndarray  # rows looked at, one a column of the tapes
    tapes: list
    seconds: float

    @property
    def n(self):
        """Rows of the data."""
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
        """The loss of the start above its floor."""
        return self.tapes[0].excess[0]

    @property
    def one_look(self):
        """The column at which every row has been looked at once."""
        return int(np.searchsorted(self.rows, self.n))


@st.cache_resource(max_entries=50, show_spinner=False)
def raced(experiment, runners, by_rows):
    """Run these Runners from the experiment's start. by_rows: look inside epochs. -> Race"""
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    n = len(sample.X)
    epochs = epochs_of_race(runners, n, experiment.epochs)
    rows = log_rows(n, epochs) if by_rows else n * playback.kept_steps(epochs)
    began = perf_counter()
    paths = [path(sample, experiment.start, runner.config(epochs, experiment.data.seed), rows) for runner in runners]
    seconds = perf_counter() - began
    tapes = [tape(sample, rows, *both) for both in paths]
    return Race(sample, bowl, experiment.start, runners, epochs, rows, tapes, seconds)


def log_rows(n, epochs):
    """Rows looked at, evenly in the player's log time; the ends of the first epochs are among them."""
    return playback.log_steps(n * epochs, n * np.arange(min(epochs, 20) + 1), COLUMNS, fractions=False)


def path(sample, start, config, rows):
    """Lines (w, b) at these rows, and at the ends of the last fifth of the epochs, at most 50 of them."""
    n, epochs = len(sample.X), config.epochs
    ends = n * np.unique(np.linspace(0.8 * epochs, epochs, 50).astype(int))
    every = np.union1d(rows, ends)
    w, b = lines_at(sample, start, config, every)
    return tuple((w[at], b[at]) for at in (np.searchsorted(every, rows), np.searchsorted(every, ends)))


def lines_at(sample, start, config, rows):
    """w and b once so many rows have been looked at; nan where a run has left the numbers."""
    (X, y), n = sample.points(), len(sample.X)
    if config.batch_size is None or config.batch_size >= n:
        run = core.train(X, y, config, start.parameters)
        w, b = (np.append(values, np.full(config.epochs - run.epochs, np.nan)) for values in (run.w[:, 0], run.b))
        return w[rows // n], b[rows // n]
    return core.after_updates(X, y, config, updates_after(rows, n, config.batch_size).tolist(), start.parameters)


def updates_after(rows, n, size):
    """How many updates are done once so many rows have been looked at; a batch acts when it is complete."""
    whole, rest = np.divmod(rows, n)
    return whole * -(-n // size) + rest // size


def tape(sample, rows, at_rows, at_ends):
    """The tape of one runner, from its lines at these rows and at the ends of its last epochs."""
    w, b = at_rows
    excess, ends = (core.excess_losses(*sample.points(), *lines) for lines in (at_rows, at_ends))
    end = playback.first_beyond(excess)
    if end is None:
        return Tape(w, b, excess, None, float(np.mean(ends)))
    w, b, excess = (np.append(values[:end], np.full(len(rows) - end, values[end - 1])) for values in (w, b, excess))
    return Tape(w, b, excess, int(rows[end]), np.inf)
