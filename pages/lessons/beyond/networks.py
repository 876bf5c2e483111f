"""What a network's settings give: its points, and the same network trained from several starts."""

from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.ui import playback, runs, verdict
from pages.ui.experiment import SampleSettings
from pages.ui.kept import kept
from pages.ui.own.data import FLAT
from pages.ui.runs import Bowl, Sample

STARTS = 8  # the same network from so many first draws
MOST_POINTS = 150  # of a scenario: several networks learn from them at every move of a slider
COLUMNS, FIRST = 700, 30  # epochs kept of a run, and the first ones, which are all kept
SAME = 1.05  # losses within 5 % are called the same
BEYOND = 1e6  # times its start: a loss beyond this is not shown
BLOWN = 10  # times its start: who ends above this has diverged
RISES = 0.5  # of the log of the loss, in the last tenth of the run, all rises added: it bounces
SWINGS = 0.01  # of the loss: a curve that still moves so much, while its loss does not fall, does not come to rest
NEAR_NOISE, NEAR_ZERO = 1.2, 0.01  # a fit: up to so many σ², or such a part of the variance of y


@dataclass(frozen=True, eq=False)
class Trained:
    """The same network from several starts. Losses and layers are in the units of y and x."""

    sample: Sample
    bowl: Bowl  # of a straight line
    epochs: np.ndarray  # the kept ones, (k,)
    layers: list  # after each of them: V (k, starts, 1, h), …
    losses: np.ndarray  # (T+1, starts); inf from where a start diverged
    swings: np.ndarray  # (starts,) which do not come to rest
    seconds: float
    shape: str | None = None  # of the core's SHAPES; None: a scenario

    @property
    def ends(self):
        """The last loss of every start."""
        return self.losses[-1]

    @property
    def rounding(self):
        """A loss below this is only rounding."""
        return 1e-12 * float(np.var(self.sample.y))

    @property
    def loss_unit(self):
        unit = self.sample.names.y_unit
        return f"{unit}²" if unit else ""

    @property
    def all_the_same(self):
        """Whether every start ends at about the same loss."""
        same = np.max(self.ends) <= SAME * np.min(self.ends) + self.rounding if np.isfinite(self.ends).all() else False
        return bool(same and not self.lost.any())

    # ---- what became of each start  (starts,)

    @property
    def falling(self):
        """Which starts lost more than 1 % of their loss in the last tenth of the run."""
        before = self.losses[-1 - (len(self.losses) - 1) // 10]
        with np.errstate(invalid="ignore"):
            return np.isfinite(self.ends) & (self.ends < 0.99 * before) & (self.ends > self.rounding)

    @property
    def blown(self):
        """Which left the numbers, or end above their start and do not fall any more, or far above it."""
        first, end = self.losses[0], self.ends
        return ~np.isfinite(end) | (end > BLOWN * first) | ((end > 1.01 * first + self.rounding) & ~self.falling)

    @property
    def lost(self):
        """Which have no end to speak of: blown, or their curve still jumps, or their loss still rises and falls."""
        return self.blown | self.swings

    @property
    def fit_loss(self):
        """The largest loss that counts as a fit; None where the noise is not known."""
        if self.sample.noise is None:
            return None
        return max(NEAR_NOISE * self.sample.noise**2, NEAR_ZERO * float(np.var(self.sample.y)))

    @property
    def fits(self):
        return ~self.lost & (self.ends <= (self.fit_loss or 0.0))

    def at_the_lowest(self, start):
        """Whether the line of a start without units has arrived."""
        return bool(self.ends[start] <= (1 + verdict.NEAR) * self.bowl.floor + self.rounding)

    def of(self, start):
        """The layers of one start, stacked over the kept epochs."""
        return [(W[:, start], b[:, start]) for W, b in self.layers]

    def visible(self, start):
        """The kept epochs of one start that can be shown: of one that has diverged those up to where it is far away."""
        losses = self.losses[:, start]
        last = playback.visible(losses[np.isfinite(losses)], BEYOND) if self.blown[start] else len(losses) - 1
        return self.epochs[self.epochs <= last]


def sample(data):
    """The points of a bent shape, or of a scenario; of a large one every k-th. -> Sample"""
    if isinstance(data, SampleSettings):
        points, k = runs.sample(data), every(data)
        return replace(points, X=points.X[::k], y=points.y[::k])
    X, y = core.generate_bent_data(data.shape, 100, data.noise, data.seed)
    return Sample(X, y, core.Dataset(x_name="x", y_name="y"), None, data.noise)


def refusal(settings):
    """Why no network can learn, and what to do; "" if one can: a flat y cannot be standardised."""
    return FLAT if np.ptp(sample(settings.data).y) == 0 else ""


def every(data):
    """Which points are used: 1 is all of them, 2 every second one."""
    return -(-len(runs.sample(data).X) // MOST_POINTS) if isinstance(data, SampleSettings) else 1


@kept(20, show_spinner="NumPy is training the networks …")
def train(settings):
    """Train from all starts at once, on standardised data. -> Trained"""
    points, began = sample(settings.data), perf_counter()
    epochs, layers, losses = recorded(settings, points)
    seconds = perf_counter() - began
    moves = last_moves(points.X, layers, settings.activation)
    shape = None if isinstance(settings.data, SampleSettings) else settings.data.shape
    bowl, swings = runs.bowl_of(*points.points()), do_swing(losses, moves)
    return Trained(points, bowl, epochs, layers, losses, swings, seconds, shape)


@kept(20)
def train_near(settings, near):
    """The same runs, with the epochs around this one among the kept ones. -> Trained"""
    trained = train(settings)
    epochs, layers, _ = recorded(settings, trained.sample, playback.around(near))
    return replace(trained, epochs=epochs, layers=layers)


def recorded(settings, points, always=()):
    """Train on these points. -> the kept epochs, the layers after each, the losses, all in the units of x and y"""
    (Z, x_scaler), (T, y_scaler) = core.standardize(points.X), core.standardize(points.y)
    starts = core.stack_networks([core.initialize_network(1, settings.units, seed) for seed in range(STARTS)])
    last_move = [settings.epochs - 1]  # last_moves looks at it
    kept_epochs = playback.kept_steps(settings.epochs, [*always, *last_move], COLUMNS, FIRST)
    run = core.train_networks(Z, T, starts, settings.activation, settings.rate, settings.epochs, kept_epochs)
    with np.errstate(all="ignore"):  # a diverged start
        layers = core.restore_network(run.layers, x_scaler, y_scaler)
    return run.epochs, layers, run.losses * y_scaler.scale.item() ** 2


def last_moves(X, layers, activation):
    """How far each curve moved in the last epoch, as a mean square.  (starts,)"""
    last = [(W[-2:], b[-2:]) for W, b in layers]
    with np.errstate(all="ignore"):  # a diverged start
        before, after = core.forward_network(X, last, activation)[-1]
        return np.mean((after - before) ** 2, axis=(-2, -1))


def do_swing(losses, moves):
    """Which starts do not come to rest: the curve jumps but the loss does not fall, or it rises again and again."""
    tail = losses[-1 - (len(losses) - 1) // 10 :]
    with np.errstate(all="ignore"):
        rises = np.sum(np.maximum(np.diff(np.log(np.maximum(tail, np.finfo(float).tiny)), axis=0), 0), axis=0)
        jumps = (moves > SWINGS * losses[-1]) & (losses[-1] > 0.99 * tail[0])
    return (np.nan_to_num(rises) > RISES) | jumps


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
