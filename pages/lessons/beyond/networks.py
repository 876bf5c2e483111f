"""What a network's settings give: its points, the same network trained from several starts, and words about them."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.beyond.controls import NETWORK_STARTS
from pages.ui import runs
from pages.ui.numbers import plain, quantity
from pages.ui.scenarios import SCENARIOS

MOST_POINTS = 150  # of a scenario: several networks learn from them at every move of a slider
KEPT_STEPS = 350
GRID = 81  # points of a curve
SAME = 1.05  # losses within 5 % are called the same
STUCK = 2.0  # times the lowest loss


def sample(data, data_settings):
    """The points, X (n, 1) and y (n, 1); of a large scenario every k-th."""
    if data == "scenario":
        X, y = runs.sample(data_settings).points()
        return X[:: every(data, data_settings)], y[:: every(data, data_settings)]
    noise, seed = data_settings
    return core.generate_bent_data(data, 100, noise, seed)


def every(data, data_settings):
    """Which points of a scenario are used: 1 is all, 2 every second one."""
    return -(-len(runs.sample(data_settings).X) // MOST_POINTS) if data == "scenario" else 1


def names_of(data, data_settings):
    """The names of the axes, as a Dataset."""
    return SCENARIOS[data_settings.scenario] if data == "scenario" else core.Dataset(x_name="x", y_name="y")


def kept_epochs(epochs):
    """Which epochs to show: about 350, and all of the first ones, where the loss falls fastest."""
    return np.unique(
        np.concatenate([np.arange(min(30, epochs)), np.linspace(0, epochs, KEPT_STEPS).round()]).astype(int)
    )


@dataclass(frozen=True, eq=False)
class Trained:
    """The same network from several starts. Losses and layers are in the units of y and x."""

    X: np.ndarray
    y: np.ndarray
    epochs: np.ndarray  # the kept ones, (k,)
    layers: list  # after each of them: V (k, starts, 1, h), …
    losses: np.ndarray  # (T+1, starts); inf from where a start diverged
    line: tuple  # least squares, (w, b)
    line_loss: float
    seconds: float

    @property
    def ends(self):
        return self.losses[-1]

    @property
    def all_the_same(self):
        return bool(
            np.isfinite(self.ends).all() and np.max(self.ends) <= SAME * np.min(self.ends) + 1e-12 * np.var(self.y)
        )

    def of(self, start):
        """The layers of one start, stacked over the kept epochs."""
        return [(W[:, start], b[:, start]) for W, b in self.layers]


@st.cache_resource(max_entries=20, show_spinner="NumPy is training the networks …")
def trained(data, data_settings, units, activation, rate, epochs):
    """Train from all starts at once, on standardised data. -> Trained"""
    X, y = sample(data, data_settings)
    (Z, x_scaler), (T, y_scaler) = core.standardize(X), core.standardize(y)
    starts = core.stack_networks([core.initialize_network(1, units, seed) for seed in range(NETWORK_STARTS)])
    began = perf_counter()
    run = core.train_network(Z, T, starts, activation, rate, epochs, kept_epochs(epochs))
    seconds = perf_counter() - began
    with np.errstate(all="ignore"):  # a diverged start
        layers = core.restore_network(run.layers, x_scaler, y_scaler)
    w, b = core.least_squares(X, y)
    losses = run.losses * y_scaler.scale.item() ** 2
    return Trained(X, y, run.epochs, layers, losses, (w.item(), b.item()), core.smallest_loss(X, y), seconds)


# ---- words, computed


def still_falling(losses):
    """Which starts lost more than 1 % of their loss in the last tenth of the run."""
    return losses[-1] < 0.99 * losses[-1 - (len(losses) - 1) // 10]


def words(settings, result, unit):
    """What happened, in Markdown."""
    if not np.isfinite(result.ends).all():
        return diverged(settings, result)
    return (of_a_line if settings.units == 0 else of_a_network)(settings, result, unit)


def diverged(settings, result):
    lost = int(np.sum(~np.isfinite(result.ends)))
    return (
        f":red-badge[Diverges] At the rate {plain(settings.rate)}, {lost} of {len(result.ends)} starts overshot until the "
        "numbers overflowed. A network has no single limit 2/λmax: the curvature changes from place to place, and more "
        "units make it steeper. Choose a smaller rate."
    )


def of_a_line(settings, result, unit):
    w, b = (value[-1, :, 0, 0] for value in result.layers[0])
    start, ends = settings.start - 1, result.ends
    together = (
        f"all {len(w)} starts ended at the same line"
        if result.all_the_same
        else f"the {len(w)} starts are still on their way: their losses go from {plain(ends.min())} to {plain(ends.max())}"
    )
    return (
        f"Without hidden units this **is** the Train page: ŷ = wx + b. Start {settings.start} ended at "
        f"w = {quantity(w[start], unit)}, b = {quantity(b[start], unit)}; least squares says "
        f"w = {quantity(result.line[0], unit)}, b = {quantity(result.line[1], unit)}. "
        f"The loss of a line is a bowl with one lowest point, and {together}."
    )


def of_a_network(settings, result, unit):
    ends, start = result.ends, settings.start - 1
    lowest, highest = float(ends.min()), float(ends.max())
    against = (
        f"Start {settings.start} ends at an MSE of **{plain(ends[start])}**, "
        f"{against_line(ends[start], result.line_loss)}."
    )
    if result.all_the_same:
        return f"{against} All {len(ends)} starts end within {SAME - 1:.0%} of each other here."
    spread = (
        f"The {len(ends)} starts are the same network, the same data and the same rate, and yet they end at losses from "
        f"**{plain(lowest)}** to **{plain(highest)}**, {plain(highest / lowest, 2)} times as much."
        if lowest > 0
        else f"The {len(ends)} starts end at losses from 0 to {plain(highest)}."
    )
    return f"{against} {spread} {who_is_stuck(result)}"


def against_line(loss, line_loss):
    """How the loss compares with the best straight line's."""
    line = f"the best straight line's {plain(line_loss)}"
    if not line_loss or abs(loss / line_loss - 1) < 0.01:
        return f"about the same as {line}: there is nothing here to bend for"
    return f"{abs(1 - loss / line_loss):.0%} {'below' if loss < line_loss else 'above'} {line}"


def who_is_stuck(result):
    """Starts far above the lowest: which of them have stopped, and which still fall."""
    above = result.ends > STUCK * result.ends.min()
    stopped = [str(i + 1) for i in np.flatnonzero(above & ~still_falling(result.losses))]
    if stopped:
        who = (
            f"start {stopped[0]} has"
            if len(stopped) == 1
            else f"starts {', '.join(stopped[:-1])} and {stopped[-1]} have"
        )
        return (
            f"Of those, {who} stopped far above the others: in the last tenth of the run the loss fell by less than 1 %. "
            "The surface is no longer one bowl: it has valleys and plateaus, "
            "and going downhill ends in the one where you begin."
        )
    if above.any():
        return "The higher ones still fall: give them more epochs, and see which arrive."
    return "The surface is no longer one bowl, so where a run ends depends on where it began."
