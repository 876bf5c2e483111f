"""What became of a run, and how good its rate is: one definition of each word, used by all lessons. No Streamlit here.

excess      the loss above the lowest loss that any line has (least squares)
arrived     the excess is at most 1 % of the lowest loss; where that is next to nothing, a millionth of the start's excess
short       how far w and b still are from least squares
diverged    the loss left the numbers, or ended more than ten times above its start and still rising (the core's status)
bounces     the rate is between 1/λmax and the limit 2/λmax: each step lands on the other side of the valley
fast, fair, slow   epochs to arrive against the best rate's: up to 1.5 times, up to 5 times, more
at rounding  the excess is below what the computer can tell from 0: no word about the rate is taken from it
"""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.ui.experiment import Line
from pages.ui.rates import learning_rates

NEAR = 0.01  # of the lowest loss
CLOSE = 0.05  # of the start's excess: close, but not there yet
MILLIONTH = 1e-6  # of the start's excess
NOTHING = 1e-12  # a lowest loss this small against the start's loss is next to nothing
ROUNDING = 1e-12  # of mean(y²)
FAST, FAIR = 1.5, 5.0  # times the best rate's epochs
EDGE = 1e-9  # a rate this near to its limit is at it


@dataclass(frozen=True)
class Goal:
    """The excess loss that counts as arrived, and its name."""

    excess: float
    words: str


def goal_of(X, y, floor, start):
    """The Goal of a run from this start, (w, b) as the core takes them. floor: the lowest loss."""
    first = float(core.excess_losses(X, y, *start)[0])
    if floor >= NOTHING * (floor + first) and floor > ROUNDING**2 * mean_square(y):
        return Goal(NEAR * floor, "within 1% of the lowest loss")
    return Goal(max(MILLIONTH * first, rounding(y)), "at a millionth of its start")


def mean_square(y):
    return float(np.mean(np.square(y))) or 1.0


def rounding(y):
    """The excess below which a loss is only rounding."""
    return ROUNDING**2 * mean_square(y)


@dataclass(frozen=True)
class Outcome:
    """What became of one run."""

    goal: Goal
    arrives: int | None  # the epoch from which on it was within the goal; None: it was not
    starts_there: bool
    short: Line  # least squares − the run's end
    excess: float  # at its end
    diverged: bool

    @property
    def arrived(self):
        return self.arrives is not None


def outcome(sample, bowl, run):
    """The Outcome of a Recording."""
    X, y = sample.points()
    excess = core.excess_losses(X, y, run.w, run.b)
    goal = goal_of(X, y, bowl.floor, run.line(0).parameters)
    short = Line(*(float(best - end) for best, end in zip(bowl.minimum, run.line(-1), strict=True)))
    diverged = run.status == "diverged"
    arrives = None if diverged else settled(excess, goal.excess)
    return Outcome(goal, arrives, bool(excess[0] <= rounding(y)), short, float(excess[-1]), diverged)


def settled(excess, goal):
    """The first epoch from which on the excess is within the goal, or None."""
    above = np.flatnonzero(~(excess <= goal))
    first = int(above[-1]) + 1 if len(above) else 0
    return first if first < len(excess) else None


@dataclass(frozen=True)
class Pace:
    """How good a rate is from one start, before any training: computed from the eigenvalues."""

    word: str  # never moves, slow, fair, fast, on the edge, diverges
    epochs: int | None  # until it arrives; None: never
    best_epochs: int | None  # of the bowl's best rate
    bounces: bool

    @property
    def runs_away(self):
        """Whether no number of epochs is enough: the rate is at the limit, or above it."""
        return self.word in ("diverges", "on the edge")

    @property
    def ratio(self):
        """How many times as long as the best rate; 1 where both are there at once."""
        return max(1, self.epochs) / max(1, self.best_epochs)


def pace(X, y, bowl, start, rate):
    """The Pace of a rate from this start, (w, b) as the core takes them. bowl: of ui.runs."""
    goal = goal_of(X, y, bowl.floor, start)
    best, epochs = arrivals(X, y, start, [bowl.best_rate, rate], goal)
    if rate == 0:
        return Pace("never moves", None, best, False)
    if at_the_edge(bowl, rate):
        return Pace("on the edge", None, best, True)
    if diverges(bowl, rate):
        return Pace("diverges", None, best, False)
    bounces = bool(rate * bowl.curvatures[0] > 1 + EDGE)
    if epochs is None or best is None:
        return Pace("slow", epochs, best, bounces)
    return Pace(word_for(max(1, epochs) / max(1, best)), epochs, best, bounces)


def arrivals(X, y, start, rates, goal):
    """The epoch at which each rate arrives; None: never."""
    found = core.epochs_to_reach(X, y, start, rates, goal.excess)
    return [int(epochs) if np.isfinite(epochs) else None for epochs in found]


def word_for(ratio):
    """fast, fair or slow: how many times the best rate's epochs."""
    return "fast" if ratio <= FAST else "fair" if ratio <= FAIR else "slow"


def at_the_edge(bowl, rate):
    """Exactly the limit, but for rounding: the error in the steepest direction swings for ever."""
    return bool(abs(rate * bowl.curvatures[0] - 2) < EDGE)


def diverges(bowl, rate):
    return bool(rate * bowl.curvatures[0] >= 2 + EDGE)


def handy_rate(scenario, bowl):
    """The largest rate of the slider that keeps clear of the best one: fast in every direction."""
    rates = learning_rates(scenario)
    return max([rate for rate in rates if rate <= 0.95 * bowl.best_rate], default=rates[0])
