"""What a network's settings give: its points, and the same network trained from several starts."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.ui import playback, runs
from pages.ui.experiment import SampleSettings
from pages.ui.runs import Bowl, Sample

STARTS = 8  # the same network from so many first draws
MOST_POINTS = 150  # of a scenario: several networks learn from them at every move of a slider
COLUMNS, FIRST = 350, 30  # epochs kept of a run, and the first ones, which are all kept
SAME = 1.05  # losses within 5 % are called the same
DIVERGED = 1e6  # times its start: a loss beyond this is not shown


@dataclass(frozen=True, eq=False)
class Trained:
    """The same network from several starts. Losses and layers are in the units of y and x."""

    sample: Sample
    bowl: Bowl  # of a straight line
    epochs: np.ndarray  # the kept ones, (k,)
    layers: list  # after each of them: V (k, starts, 1, h), …
    losses: np.ndarray  # (T+1, starts); inf from where a start diverged
    seconds: float

    @property
    def ends(self):
        """The last loss of every start."""
        return self.losses[-1]

    @property
    def all_the_same(self):
        """Whether every start ends at about the same loss."""
        rounding = 1e-12 * np.var(self.sample.y)
        return bool(np.isfinite(self.ends).all() and np.max(self.ends) <= SAME * np.min(self.ends) + rounding)

    def of(self, start):
        """The layers of one start, stacked over the kept epochs."""
        return [(W[:, start], b[:, start]) for W, b in self.layers]

    def visible(self, start):
        """The kept epochs of one start that can be shown: those up to where it diverges."""
        losses = self.losses[:, start]
        return self.epochs[self.epochs <= playback.visible(losses[np.isfinite(losses)], DIVERGED)]


def sample(data):
    """The points of a bent shape, or of a scenario; of a large one every k-th. -> Sample"""
    if isinstance(data, SampleSettings):
        points, k = runs.sample(data), every(data)
        return replace(points, X=points.X[::k], y=points.y[::k])
    X, y = core.generate_bent_data(data.shape, 100, data.noise, data.seed)
    return Sample(X, y, core.Dataset(x_name="x", y_name="y"), None, data.noise)


def every(data):
    """Which points are used: 1 is all of them, 2 every second one."""
    return -(-len(runs.sample(data).X) // MOST_POINTS) if isinstance(data, SampleSettings) else 1


@st.cache_resource(max_entries=20, show_spinner="NumPy is training the networks …")
def train(settings):
    """Train from all starts at once, on standardised data. -> Trained"""
    points = sample(settings.data)
    (Z, x_scaler), (T, y_scaler) = core.standardize(points.X), core.standardize(points.y)
    starts = core.stack_networks([core.initialize_network(1, settings.units, seed) for seed in range(STARTS)])
    kept = playback.kept_steps(settings.epochs, columns=COLUMNS, first=FIRST)
    began = perf_counter()
    run = core.train_network(Z, T, starts, settings.activation, settings.rate, settings.epochs, kept)
    seconds = perf_counter() - began
    with np.errstate(all="ignore"):  # a diverged start
        layers = core.restore_network(run.layers, x_scaler, y_scaler)
    losses = run.losses * y_scaler.scale.item() ** 2
    return Trained(points, runs.bowl_of(*points.points()), run.epochs, layers, losses, seconds)


def curves(layers, activation, grid):
    """ŷ on the grid after every kept epoch.  (m,) -> (k, m)"""
    with np.errstate(all="ignore"):  # a diverged start
        return core.forward_network(grid.reshape(-1, 1), layers, activation)[-1][..., 0]


def bends(layers, activation, grid):
    """Where each unit bends the curve, after every kept epoch; without units nowhere.  -> x, y (k, h)"""
    if len(layers) == 1:
        return (np.empty((len(layers[0][0]), 0)),) * 2
    (V, c), _ = layers
    with np.errstate(all="ignore"):  # a diverged start
        x = -np.divide(c, V, out=np.full(c.shape, np.inf), where=V != 0)[:, 0, :]  # where the unit's line crosses 0
        x = np.clip(x, grid[0] - np.ptp(grid), grid[-1] + np.ptp(grid))  # a bend outside the chart stays outside
        return x, core.forward_network(x[..., np.newaxis], layers, activation)[-1][..., 0]
