"""A run as a recipe: the points, where descent starts, how it goes on. Scripts, notebooks and tables are made from it.

It holds arrays and plain values, nothing of a session: files are made after the page's script has ended. No Streamlit here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

import linreg_core as core

PLAIN = "gradient descent"


@dataclass(frozen=True, eq=False)
class Points:
    """X (n, d) and y (n, 1) as training sees them, the code that makes them, and a table of them for readers."""

    X: np.ndarray
    y: np.ndarray
    code: Callable[[], str]  # lines of Python that give X and y
    table: tuple  # ((header, values), …)
    names: object | None = None  # of x and y and their units, where x is one column

    def points(self):
        """X and y, as the core takes them."""
        return self.X, self.y


@dataclass(frozen=True, eq=False)
class Stage:
    """A part of a run with one rate and one data. points: those of then, where they were moved later."""

    rate: float
    epochs: int
    points: tuple | None = None


@dataclass(frozen=True, eq=False)
class Descent:
    """One run: it starts at w (d,) and b, and goes through its stages."""

    w: tuple
    b: float
    stages: tuple
    name: str = ""
    rule: str = PLAIN  # a key of OPTIMIZERS
    size: int | None = None  # points in a batch; None: all
    decay: float = 0.0
    X: np.ndarray | None = None  # in other units than the recipe's points
    x_code: str = "X"  # and how they are made of those

    @property
    def start(self):
        """w (d, 1) and b (1, 1)"""
        return np.reshape(self.w, (-1, 1)), np.full((1, 1), self.b)


@dataclass(frozen=True, eq=False)
class Trace:
    """What a Descent did: w (T+1, d), b (T+1,), losses (T+1,), up to the last finite step."""

    descent: Descent
    w: np.ndarray
    b: np.ndarray
    losses: np.ndarray

    @property
    def stages(self):
        """Those of the run, without the epochs that it never came to."""
        left, stages = len(self.losses) - 1, []
        for stage in self.descent.stages:
            if left or not stages:
                stages.append(replace(stage, epochs=min(left, stage.epochs)))
                left -= stages[-1].epochs
        return stages


@dataclass(frozen=True, eq=False)
class Recipe:
    """A page's run or race. last: the epoch at which a single run ends on the screen; None: all epochs asked for."""

    page: str  # "one_step"
    title: str  # "One step by hand"
    settings: str  # in words
    points: Points
    descents: tuple = ()
    l2: float = 0.0
    shuffle: int = 0  # the seed that draws the order of rows
    seed: int | None = None  # of the points, where one draws them
    last: int | None = None
    answers: bool = True  # whether a worksheet has them

    @property
    def file_name(self):
        """linear-regression-train-seed-3, of every file but for its ending."""
        seed = "" if self.seed is None else f"-seed-{self.seed}"
        return f"linear-regression-{self.page.replace('_', '-')}{seed}"

    @property
    def races(self):
        """Whether there are several runs."""
        return len(self.descents) > 1

    def until(self, last):
        """The same, up to what is shown, unless the page has said where that ends."""
        return self if self.races or self.last is not None else replace(self, last=int(last))

    def traces(self):
        """Train as the app does. -> a Trace of each Descent"""
        return [self.trace(descent) for descent in self.descents]

    def trace(self, descent):
        """Train each stage from where the last one ended. -> Trace"""
        start, parts = descent.start, []
        for stage in descent.stages:
            X, y = stage.points or (self.points.X if descent.X is None else descent.X, self.points.y)
            config = core.TrainingConfig(
                stage.rate,
                stage.epochs,
                descent.rule,
                descent.size,
                l2=self.l2,
                random_state=self.shuffle,
                decay=descent.decay,
            )
            run = core.train(X, y, config, start)
            parts.append(run)
            if run.diverged_at is not None:
                break
            start = run.final.w, run.final.b
        w, b, losses = (
            np.concatenate([getattr(part, name)[:-1] for part in parts[:-1]] + [getattr(parts[-1], name)])
            for name in ("w", "b", "losses")
        )
        end = None if self.last is None else self.last + 1
        return Trace(descent, w[:end], b[:end], losses[:end])
