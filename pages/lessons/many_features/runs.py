"""Descent from three starts on the same columns, and the answer in closed form, computed once and kept."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.lessons.many_features.columns import columns
from pages.ui import verdict
from pages.ui.kept import kept
from pages.ui.playback import visible

SAME = 0.01  # of the difference at the start: below it, values count as the same


@dataclass(frozen=True, eq=False)
class Runs:
    """Descent from three starts. w (3, t, d) and b (3, t) in training's units, shown (3, t, d) in the reader's."""

    w: np.ndarray
    b: np.ndarray
    shown: np.ndarray
    own_b: np.ndarray  # (3, t) intercepts in the columns' own units
    losses: np.ndarray  # (3, t)
    weights_apart: np.ndarray  # (t,) the largest difference between the weights of the three, in any column
    predictions_apart: np.ndarray  # (t,) and between their predictions, for any row
    rate: float
    curvatures: np.ndarray  # of what is trained, largest first
    seconds: float

    @property
    def epochs(self):
        """The last one shown."""
        return self.losses.shape[1] - 1

    @property
    def settles(self):
        """Whether the rate is below its limit."""
        return not (self.on_the_edge or verdict.diverges(self, self.rate))

    @property
    def on_the_edge(self):
        return verdict.at_the_edge(self, self.rate)

    @property
    def same_weights(self):
        return self.settles and same(self.weights_apart)

    @property
    def same_predictions(self):
        return self.settles and same(self.predictions_apart)


def same(apart):
    """Whether next to nothing is left of the first difference.  (t,)"""
    return bool(apart[-1] <= SAME * apart[0])


@kept(100)
def runs(settings):
    """Train from three starts. -> Runs"""
    c = columns(settings.data)
    Z, scaler = c.inputs(settings.scaled)
    config = core.TrainingConfig(settings.rate, settings.epochs, l2=settings.l2)
    began = perf_counter()
    three = [core.train(Z, c.y, config, start) for start in starts(settings, c)]
    seconds = perf_counter() - began
    end = min(visible(run.losses) for run in three) + 1
    w, b, losses = (np.array([getattr(run, name)[:end] for run in three]) for name in ("w", "b", "losses"))
    own_w = w / scaler.scale
    shown = own_w * c.unit
    predictions = w @ Z.T + b[:, :, np.newaxis]
    return Runs(
        w=w,
        b=b,
        shown=shown,
        own_b=b - own_w @ scaler.shift,
        losses=losses,
        weights_apart=np.ptp(shown, axis=0).max(axis=1),
        predictions_apart=np.ptp(predictions, axis=0).max(axis=1),
        rate=settings.rate,
        curvatures=core.curvatures(Z, settings.l2),
        seconds=seconds,
    )


def starts(settings, c):
    """From zero, and from two corners far away on different sides, in training's units."""
    _, scaler = c.inputs(settings.scaled)
    far = 1.5 * max(1.0, float(np.abs(answer(settings, c)[0]).max()))
    odd = np.arange(c.d) % 2 == 1
    odd[-1] |= settings.data.copied  # a column and its copy begin apart
    corners = np.zeros(c.d), far * np.where(odd, -0.4, 1.0), far * np.where(odd, 0.6, -0.5)
    return [((corner / c.unit * scaler.scale).reshape(-1, 1), np.zeros((1, 1))) for corner in corners]


def answer(settings, c):
    """The closed form, in the reader's units: shown (d,), own b; the shortest one if there are many."""
    Z, scaler = c.inputs(settings.scaled)
    w, b = scaler.restore(*core.ridge(Z, c.y, settings.l2))
    return w[:, 0] * c.unit, b.item()
