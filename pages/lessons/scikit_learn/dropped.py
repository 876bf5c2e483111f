"""The direction that LinearRegression drops by default: two columns of very different size, a plot's area and its rooms."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core

AREA_UNITS = {"m²": 1, "dm²": 10**2, "cm²": 10**4, "mm²": 10**6}


@dataclass(frozen=True, eq=False)
class Answer:
    """Two weights, in $ per m² and $ per room, whatever the unit of the column; and R²."""

    name: str
    area: float
    room: float
    r2: float


def plots_and_rooms(unit):
    """100 houses: plot area in this unit and number of rooms; $100 a m², $20,000 a room.  X (100, 2), y (100, 1)"""
    rng = np.random.RandomState(42)
    area, rooms = rng.uniform(200, 1000, (100, 1)), rng.randint(2, 9, (100, 1))
    y = 50_000 + 100 * area + 20_000 * rooms + 5000 * rng.randn(100, 1)
    return np.hstack([area * AREA_UNITS[unit], rooms]), y


def singular_share(X):
    """The smallest singular value of the centred columns over the largest."""
    sizes = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    return float(sizes[-1] / sizes[0])


def dropped_direction(unit):
    """singular_share of the houses, and everyone's Answer: ours, LinearRegression's, and its own with tol=0."""
    from sklearn.linear_model import LinearRegression

    X, y = plots_and_rooms(unit)

    def answered(name, w, b):
        left = np.mean((core.forward_pass(X, w, b) - y) ** 2)
        return Answer(name, float(w[0, 0]) * AREA_UNITS[unit], float(w[1, 0]), 1 - float(left / np.var(y)))

    def theirs(name, model):
        model.fit(X, y)
        return answered(name, model.coef_.reshape(-1, 1), model.intercept_.reshape(1, 1))

    return singular_share(X), [
        answered("least_squares(X, y), ours", *core.least_squares(X, y)),
        theirs("LinearRegression()", LinearRegression()),
        theirs("LinearRegression(tol=0)", LinearRegression(tol=0)),
    ]


def default_tol():
    """LinearRegression's own, as installed here."""
    from sklearn.linear_model import LinearRegression

    return LinearRegression().tol
