"""Descent on the loss surface: one path from the start that was chosen, or ten from all over the map."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.ui import loss_map, playback, runs
from pages.ui.experiment import Line
from pages.ui.kept import kept
from pages.ui.rates import RateHistory

MANY = 10
COLUMNS, FIRST = 600, 60  # steps sent of ten runs at once, and the first ones, which are all sent


@dataclass(frozen=True, eq=False)
class Paths:
    """Runs of one experiment side by side, at the kept steps; `trained` epochs took `seconds`."""

    steps: np.ndarray  # (T,)
    w: np.ndarray  # (T, k)
    b: np.ndarray
    losses: np.ndarray
    frame: loss_map.Frame
    hessian: np.ndarray  # (2, 2)
    trained: int
    seconds: float

    @property
    def count(self):
        """How many there are, k."""
        return self.w.shape[1]

    @property
    def starts(self):
        """Where they begin.  (k, 2)"""
        return np.column_stack([self.w[0], self.b[0]])

    @property
    def leaves(self):
        """The first step from which on each path is off the map for good; len(steps) if it stays.  (k,)"""
        inside = self.frame.holds(self.w, self.b)
        return len(self.steps) - np.argmax(inside[::-1], axis=0)


def descend(experiment, history, starts, near=None):
    """One path with this RateHistory, or ten with the experiment's rate. -> Paths"""
    return one_path(experiment, history, near) if starts == 1 else ten_paths(experiment, near)


def frame_of(experiment, run):
    """The map: least squares in its middle; on it (0, 0), the true line, and the path while it is below 9 × its start."""
    truth = runs.sample(experiment.data).true_line
    return holding(
        experiment,
        np.vstack([[(0.0, 0.0)], [truth] if truth else np.empty((0, 2)), low_part(run.w, run.b, run.losses)]),
    )


def holding(experiment, points):
    """A map that holds these points (n, 2)."""
    names = experiment.names
    widths = [np.ptp(names.w_range[:2]), np.ptp(names.b_range[:2])]
    return loss_map.frame_of(runs.bowl(experiment.data).minimum, points, widths)


def hessian_of(experiment):
    return core.hessian(runs.sample(experiment.data).X)


def low_part(w, b, losses):
    """A path up to where it is above 9 × its start.  -> (t, 2)"""
    climbed = np.flatnonzero(losses > 9 * losses[0])
    return np.column_stack([w, b])[: climbed[0] if len(climbed) else len(losses)]


@kept(50)
def one_path(experiment, history, near=None):
    """From the start that the learner chose."""
    run = runs.record(experiment.data, experiment.start, experiment.epochs, history)
    steps = playback.kept_steps(playback.visible(run.losses), [*history.epochs, *playback.around(near)])
    w, b, losses = (values[steps, np.newaxis] for values in (run.w, run.b, run.losses))
    return Paths(steps, w, b, losses, frame_of(experiment, run), hessian_of(experiment), run.epochs, run.seconds)


def frame_of_many(experiment):
    """The map on which ten starts are scattered."""
    return one_path(experiment, RateHistory.constant(experiment.rate)).frame


@kept(50)
def ten_paths(experiment, near=None):
    """Ten seeded starts: one in each tenth of the map's width, and of its height; the map grows to hold their paths."""
    frame = frame_of_many(experiment)
    points, config = runs.sample(experiment.data).points(), core.TrainingConfig(experiment.rate, experiment.epochs)
    began = perf_counter()
    found = [core.train(*points, config, start.parameters) for start in scattered(frame, experiment.data.seed)]
    seconds = perf_counter() - began
    low = np.vstack([low_part(run.w[:, 0], run.b, run.losses) for run in found])
    if not np.all(frame.holds(*low.T)):
        frame = holding(experiment, low)
    last = min(playback.visible(run.losses) for run in found)
    steps = playback.kept_steps(last, playback.around(near), COLUMNS, FIRST)
    w, b, losses = (
        np.column_stack([values[steps] for values in kind])
        for kind in ([run.w[:, 0] for run in found], [run.b for run in found], [run.losses for run in found])
    )
    return Paths(steps, w, b, losses, frame, hessian_of(experiment), min(run.epochs for run in found), seconds)


def scattered(frame, seed):
    """Ten Lines all over the map: along w, and along b, each in a tenth of its own."""
    rng = np.random.RandomState(seed)
    ws, bs = (
        np.interp((rng.permutation(MANY) + rng.uniform(0.2, 0.8, MANY)) / MANY, [0, 1], span)
        for span in (frame.w, frame.b)
    )
    return [Line(w, b) for w, b in zip(ws, bs, strict=True)]
