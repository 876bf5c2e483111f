"""Races of up to six runs: who takes part, at which rate, and where each stands after so many rows. No Streamlit here."""

from collections import Counter
from dataclasses import dataclass
from time import perf_counter

import numpy as np

import linreg_core as core

COOLING = 0.1  # the decay of a cooling rate: η/(1 + 0.1·epoch)
NAMES = {"gradient descent": "plain", "momentum": "momentum", "rmsprop": "RMSProp", "adam": "Adam"}
RATES = [float(f"{m}e{k}") for k in range(-10, 4) for m in (1, 2, 5)]
SIZES = (None, 1, 5, 10, 32, 100)  # None: all rows
UPDATES = 300_000  # more than these in a race would make a slider slow
COSTLY = 5  # an update of momentum, RMSProp or Adam costs as much as so many plain ones
COLUMNS = 420
READY = "batch sizes", "rules", "cooling down", "six at once"


@dataclass(frozen=True)
class Runner:
    rule: str
    size: int | None  # rows in a batch
    rate: float
    cooling: bool = False

    def config(self, epochs, seed):
        decay = COOLING if self.cooling else 0.0
        return core.TrainingConfig(self.rate, epochs, self.rule, self.size, random_state=seed, decay=decay)

    def batch(self, n):
        """How many rows an update looks at."""
        return min(self.size or n, n)

    @property
    def title(self):
        cooling = ", cooling" if self.cooling else ""
        return f"{NAMES[self.rule]}, {size_text(self.size)}{cooling}"


def size_text(size):
    return "all rows" if size is None else f"{size} row" + ("" if size == 1 else "s")


def handy(rate):
    """The largest rate of the menu that is not above this one."""
    return max([r for r in RATES if r <= rate], default=RATES[0])


def race(kind, X, known, distance, epochs):
    """The runners of a ready race, each at a rate that suits this data. distance: the farther way, of w or of b."""
    small = {size: handy(core.safe_learning_rate(X, size)) for size in (1, 10)}
    plain, momentum = handy(0.95 * known.best_rate), handy(0.5 * core.learning_rate_limit(X, beta=0.9))
    length = handy(10 * distance / epochs)  # a tenth of the epochs is enough to get there
    descent = Runner("gradient descent", None, plain)
    single, ten = (Runner("gradient descent", size, small[size]) for size in (1, 10))
    cooling = Runner("gradient descent", 1, small[1], cooling=True)
    heavy, rms, adam = (
        Runner(rule, None, rate) for rule, rate in (("momentum", momentum), ("rmsprop", length), ("adam", length))
    )
    return {
        "batch sizes": (descent, ten, single),
        "rules": (descent, heavy, rms, adam),
        "cooling down": (single, Runner("gradient descent", 1, handy(single.rate / 10)), cooling),
        "six at once": (descent, heavy, adam, ten, single, cooling),
    }[kind]


def names_of(runners):
    """What they are called: rule and batch; the rate too where two would share a name, a number if even that is shared."""
    titles = Counter(runner.title for runner in runners)
    named = [r.title if titles[r.title] == 1 else f"{r.title}, {r.rate:g}".replace("e-0", "e-") for r in runners]
    return [
        name if named.count(name) == 1 else f"{name} ({named[: i + 1].count(name)})" for i, name in enumerate(named)
    ]


def epochs_of_race(runners, n, epochs):
    """As many epochs as asked for, or fewer if all the updates in small batches would take too long."""
    updates = sum(
        (1 if r.rule == "gradient descent" else COSTLY) * -(-n // r.batch(n)) for r in runners if r.batch(n) < n
    )
    return max(1, min(epochs, UPDATES // updates)) if updates else epochs


def log_rows(n, epochs):
    """0, 1, 2, … n·epochs rows looked at, evenly on a log axis; the ends of the first epochs are among them."""
    grid = np.geomspace(1, n * epochs, COLUMNS)
    return np.unique(np.concatenate([[0], np.round(grid), n * np.arange(min(epochs, 20) + 1)]).astype(int))


def updates_after(rows, n, size):
    """How many updates are done once so many rows have been looked at; a batch acts when it is complete."""
    whole, rest = np.divmod(rows, n)
    return whole * -(-n // size) + rest // size


@dataclass(frozen=True, eq=False)
class Tape:
    """A runner's way: w, b and the loss above its floor at the rows asked for; where it left the numbers, it stays put."""

    w: np.ndarray
    b: np.ndarray
    excess: np.ndarray
    gone: int | None  # rows looked at when it had diverged
    circling: float  # the mean excess at the ends of the last fifth of the epochs


def run_race(X, y, start, runners, epochs, rows, seed):
    """Every runner from the same start, with the same shuffling.  -> [Tape], seconds"""
    began = perf_counter()
    paths = [path(X, y, start, runner, epochs, rows, seed) for runner in runners]
    seconds = perf_counter() - began
    return [tape(X, y, rows, *both) for both in paths], seconds


def path(X, y, start, runner, epochs, rows, seed):
    """(w, b) at the rows, and (w, b) at the ends of the last fifth of the epochs, at most 50 of them."""
    n, config = len(X), runner.config(epochs, seed)
    last = n * np.unique(np.linspace(0.8 * epochs, epochs, 50).astype(int))
    if runner.batch(n) == n:
        run = core.train(X, y, config, start)
        w, b = (np.append(values, np.full(epochs - run.epochs, np.nan)) for values in (run.w[:, 0], run.b))
        return tuple((w[at // n], b[at // n]) for at in (rows, last))
    every = np.union1d(rows, last)
    w, b = core.after_updates(X, y, config, updates_after(every, n, runner.size).tolist(), start)
    return tuple((w[at], b[at]) for at in (np.searchsorted(every, rows), np.searchsorted(every, last)))


def tape(X, y, rows, at_rows, at_ends):
    w, b = at_rows
    excess, ends = core.excess_losses(X, y, w, b), core.excess_losses(X, y, *at_ends)
    lost = ~(excess <= 1e12 * excess[0]) if excess[0] > 0 else ~np.isfinite(excess)
    if not lost.any():
        return Tape(w, b, excess, None, float(np.mean(ends)))
    end = int(np.argmax(lost))
    w, b, excess = (np.append(values[:end], np.full(len(rows) - end, values[end - 1])) for values in (w, b, excess))
    return Tape(w, b, excess, int(rows[end]), np.inf)
