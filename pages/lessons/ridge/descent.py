"""Gradient descent at the learner's l2, and what became of it: computed once and kept."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.lessons.ridge.path import Path
from pages.lessons.ridge.problem import problem
from pages.ui import verdict
from pages.ui.kept import kept
from pages.ui.playback import around, kept_steps


@dataclass(frozen=True, eq=False)
class Descent:
    """A run from weights of 0 at the best fixed rate, and how far its loss is above the lowest one."""

    path: Path  # epoch by epoch
    rate: float
    goal: verdict.Goal
    lowest: float  # the smallest MSE + l2 · ‖w‖²
    first: float  # the excess of the start
    excess: float  # of the end
    arrives: int | None  # the epoch from which on it was within the goal
    needs: int | None  # epochs that it needs, whether this run has them or not; None: more than can be counted

    @property
    def epochs(self):
        return int(self.path.steps[-1])

    @property
    def starts_there(self):
        return self.arrives == 0


@kept(40)
def descent(data, l2, epochs, near=None):
    """Train on the points of these RidgeData. -> Descent"""
    p = problem(data)
    rate, lowest = core.best_learning_rate(p.Z, l2), core.smallest_loss(p.Z, p.y, l2)
    began = perf_counter()
    run = core.train(p.Z, p.y, core.TrainingConfig(rate, epochs, l2=l2), p.zero)
    seconds = perf_counter() - began
    goal = verdict.goal_of(p.Z, p.y, lowest, p.zero)
    excess = run.losses - lowest
    return Descent(
        path=shown(p, run, l2, seconds, near),
        rate=rate,
        goal=goal,
        lowest=lowest,
        first=float(excess[0]),
        excess=float(excess[-1]),
        arrives=verdict.settled(excess, goal.excess),
        needs=core.epochs_to_reach(p.Z, p.y, p.zero, rate, goal.excess, l2),
    )


def shown(p, run, l2, seconds, near):
    """The epochs that are sent to the player. -> Path"""
    steps = kept_steps(run.epochs, around(near), columns=700)
    w, b, same = run.w[steps], run.b[steps], np.ones(len(steps))
    return Path(steps, l2 * same, w, b, *p.errors(w, b), same * core.condition_number(p.Z, l2), seconds)
