"""At least squares: the gradient of every single point, and why a run on single points does not come to rest there."""

from dataclasses import dataclass

import numpy as np

from pages.lessons.optimizers.charts import gradient_chart
from pages.ui import runs
from pages.ui.kept import kept

BATCHES = 60  # of ten points each, drawn to show their gradients


@dataclass(frozen=True, eq=False)
class Gradients:
    """Gradients at least squares, for w and for b."""

    points: np.ndarray  # (n, 2), of each point alone
    batches: np.ndarray  # (m, 2), of batches of ten points; none where there are no more than ten


@kept(60)
def gradients(data):
    """2ex and 2e of every point, e = ŷ − y on the least-squares line; and their means over batches. -> Gradients"""
    X, y = runs.sample(data).points()
    error = runs.bowl(data).minimum.at(X) - y
    points = 2 * np.hstack([error * X, error])
    batches = BATCHES if len(points) > 10 else 0
    draws = np.random.RandomState(0).rand(batches, len(points)).argsort(axis=1)[:, :10]
    return Gradients(points, points[draws].mean(axis=1))


@kept(60)
def picture(data):
    """Their chart."""
    return gradient_chart(gradients(data))


def all_are_zero(data):
    """Whether every point is on the line, but for rounding."""
    return runs.bowl(data).floor <= 1e-18 * float(np.mean(runs.sample(data).y ** 2))
