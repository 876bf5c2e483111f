"""A loss with several valleys: the same MSE and the same descent, for a model that bends.

A line's loss is a bowl, whatever the data. Put the parameter inside a sine, ŷ = sin(θx), as a neural network puts its
parameters inside bent functions, and hills rise between the valleys: where descent begins decides where it ends.
"""

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike


def sine_model(x: ArrayLike, theta: ArrayLike) -> Array:
    """ŷ = sin(θx), one row for each θ.  (n,), (k,) -> (k, n)"""
    x, theta = (checks.finite(checks.column(v, name), name)[:, 0] for v, name in ((x, "x"), (theta, "theta")))
    return np.sin(np.outer(theta, x))


def sine_data(true_theta: float = 2.5) -> tuple[Array, Array]:
    """Eight points exactly on a wave, in two groups: no one has measured between them.  -> x (8,), y (8,)"""
    x = np.array([0.2, 0.4, 0.6, 0.8, 1.0, 3.0, 3.2, 3.4])
    return x, np.sin(checks.number(true_theta, "true_theta") * x)


def measured(x: Array, y: ArrayLike) -> Array:
    """y, one for each x: a column (n, 1) against k curves of n points would broadcast to another shape."""
    y = checks.floats(y, "y")
    if y.shape != np.shape(x):
        raise ValueError(f"x has shape {np.shape(x)} and y {y.shape}: give each x its one y, both flat, (n,).")
    return y


def sine_loss(x: Array, y: Array, theta: ArrayLike) -> Array:
    """MSE(θ) = (1/n) Σ (sin θx − y)².  (n,), (n,), (k,) -> (k,)"""
    return np.mean((sine_model(x, theta) - measured(x, y)) ** 2, axis=1)


def sine_gradient(x: Array, y: Array, theta: Array) -> Array:
    """dMSE/dθ = (2/n) Σ (sin θx − y) · x · cos θx.  (n,), (n,), (k,) -> (k,)"""
    return 2 * np.mean((sine_model(x, theta) - measured(x, y)) * x * np.cos(np.outer(theta, x)), axis=1)


def sine_descent(x: Array, y: Array, starts: ArrayLike, learning_rate: float, epochs: int) -> Array:
    """θ ← θ − η dMSE/dθ, from many starts at once.  (k,) -> (epochs + 1, k), row 0 the starts

    ValueError: starts that are not finite, a learning_rate or epochs below 0.
    """
    checks.epochs(epochs)
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    theta = [checks.finite(checks.column(starts, "starts"), "starts")[:, 0]]
    for _ in range(epochs):
        theta.append(theta[-1] - rate * sine_gradient(x, y, theta[-1]))
    return np.array(theta)
