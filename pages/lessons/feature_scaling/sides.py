"""The two sides of the page on feature scaling: one data set in two units, each with its bowl, its rate and its run."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.ui.charts import rounding_floor
from pages.ui.palette import RACE, Look
from pages.ui.verdict import goal

EDGE = 1e-9  # a rate this near to its limit is at it
BEYOND = 1e4  # a diverging run is shown until its excess loss is this many times what it was


@dataclass(frozen=True)
class Scaling:
    """One way to write x: how it is made, what a step of 1 then means, and the two numbers that make it."""

    name: str
    one: str  # a step of 1 in z, in words; {unit}: the unit of x
    shift: str  # what is subtracted, what is divided by
    scale: str
    make: Callable  # X -> (Z, scaler)


def as_it_is(X):
    return X, core.Scaler(np.zeros(X.shape[1]), np.ones(X.shape[1]))


def in_thousands(X):
    scaler = core.Scaler(np.zeros(X.shape[1]), np.full(X.shape[1], 1000.0))
    return scaler.transform(X), scaler


SCALINGS = {
    s.name: s
    for s in (
        Scaling("raw", "{unit}", "0", "1", as_it_is),
        Scaling("thousands", "1,000 {unit}", "0", "1,000", in_thousands),
        Scaling("min-max", "whole range", "smallest", "largest − smallest", core.min_max),
        Scaling("standardised", "standard deviation", "mean", "standard deviation", core.standardize),
    )
}
LOOKS = {"raw": RACE[0], "scaled": RACE[1]}


@dataclass(frozen=True, eq=False)
class Bowl:
    """The loss of one data set in one unit of x, before any training."""

    scaling: Scaling
    Z: np.ndarray  # (n, 1)
    scaler: core.Scaler
    w: float  # the bottom: least squares in this unit
    b: float
    start: tuple  # the same line as on every other side, in this unit
    curvatures: np.ndarray  # λ, largest first
    limit: float  # 2/λmax

    @property
    def condition(self):
        return float(self.curvatures[0] / self.curvatures[-1])

    def excess(self, w, b):
        """The MSE above its floor, V(w − w*)² + (z̄(w − w*) + b − b*)², for arrays of any shape."""
        dw, db = w - self.w, b - self.b
        with np.errstate(over="ignore", invalid="ignore"):
            return np.var(self.Z) * dw**2 + (np.mean(self.Z) * dw + db) ** 2


def bowl(scaling, X, y, start):
    """start: (w, b) in the units of X."""
    Z, scaler = scaling.make(X)
    w, b = core.least_squares(Z, y)
    first = tuple(p.item() for p in scaler.convert([[start[0]]], [[start[1]]]))
    curved = core.curvatures(Z)
    return Bowl(scaling, Z, scaler, w.item(), b.item(), first, curved, core.learning_rate_limit(Z))


@dataclass(frozen=True, eq=False)
class Side:
    """One bowl and one run in it, w (T+1,) and b (T+1,) in the unit of its x."""

    key: str  # "raw" or "scaled"
    bowl: Bowl
    rate: float
    w: np.ndarray
    b: np.ndarray
    excess: np.ndarray
    arrives: int | None  # the first epoch within the goal, from the eigenvalues; None: never
    diverges: bool

    @property
    def name(self):
        return self.bowl.scaling.name

    @property
    def look(self):
        return Look(self.name, LOOKS[self.key].color, LOOKS[self.key].dash)

    @property
    def share(self):
        return self.rate / self.bowl.limit

    @property
    def restored(self):
        """w (T+1,) and b (T+1,) in the user's unit of x."""
        shift, scale = self.bowl.scaler.shift.item(), self.bowl.scaler.scale.item()
        return self.w / scale, self.b - self.w * shift / scale


def at_the_edge(bowl, rate):
    """Exactly the limit, but for rounding: the error in the steepest direction swings for ever."""
    return bool(abs(rate * bowl.curvatures[0] - 2) < EDGE)


def diverges(bowl, rate):
    return bool(rate * bowl.curvatures[0] >= 2 + EDGE)


def epochs_needed(bowl, y, rate, target):
    """The first epoch within the target, from the eigenvalues; None: never."""
    if rate * bowl.curvatures[0] > 2 - EDGE:
        return None
    return core.epochs_to_reach(bowl.Z, y, tuple(np.full((1, 1), v) for v in bowl.start), rate, target)


def side(key, bowl, y, rate, epochs, target):
    """Train at this rate from the bowl's start. target: the excess loss that counts as arrived."""
    start = tuple(np.full((1, 1), value) for value in bowl.start)
    run = core.train(bowl.Z, y, core.TrainingConfig(rate, epochs), start=start)
    w, b = run.w[:, 0], run.b
    excess = bowl.excess(w, b)
    beyond = np.flatnonzero(~(excess <= BEYOND * max(excess[0], target)))
    end = int(beyond[0]) + 1 if len(beyond) else len(excess)
    arrives = epochs_needed(bowl, y, rate, target)
    return Side(key, bowl, rate, w[:end], b[:end], excess[:end], arrives, diverges(bowl, rate))


def target_of(X, y, known, start):
    """The excess loss that counts as arrived, and its name."""
    excess, name = goal(X, y, known, tuple(np.full((1, 1), value) for value in start))
    return max(excess, rounding_floor(y)), name


# ---- two columns, for the tutorial's pitfall


def houses_with_bedrooms(seed, n=50):
    """Made-up houses: X (n, 2) of sizes in sq ft and numbers of bedrooms, y (n, 1) prices in $."""
    rng = np.random.RandomState(seed)
    X = np.column_stack([rng.uniform(1000, 3000, n), rng.randint(1, 6, n)]).astype(float)
    return X, X @ [[200.0], [25_000.0]] + 30_000 + rng.randn(n, 1) * 30_000


def whole_table(X):
    """The tutorial's line, whose mean and std are those of all columns together."""
    return (X - X.mean()) / X.std()
