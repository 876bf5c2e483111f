"""The same full-batch training from a handful of sums: an epoch costs the same for 50 rows and a million.

The loss is a bowl. With the columns centred and [X − x̄, y − ȳ]/√n = Q [R z; 0 ρ],
    MSE(w, b) = ρ² + ‖u‖² + r²,   u = Rw − z,   r = x̄·w + b − ȳ,
and its gradient is 2(Rᵀu + x̄r) in w and 2r in b. For one feature R is the spread of x, z the part of the
spread of y that a line explains, ρ the part that it does not. Every term is a square: nothing cancels, and
the loss never goes negative, which it would as yᵀy − 2θᵀXᵀy + θᵀXᵀXθ.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from linreg_core.hints import Array, Parameters
from linreg_core.optimizers import OPTIMIZERS, START, gradient_descent
from linreg_core.scaling import column_means
from linreg_core.training import TrainingConfig


@dataclass(frozen=True, eq=False)
class Moments:
    """All that full-batch training has to know about n rows of d features."""

    n: int
    x_mean: Array  # x̄ (d,)
    y_mean: float  # ȳ
    R: Array  # (k, d), k = min(n, d); RᵀR is the covariance of the columns
    z: Array  # (k,); Rw = z is least squares, ‖z‖² + ρ² the variance of y
    rest: float  # ρ², the part of the MSE that no w can remove


def moments(X: Array, y: Array) -> Moments:
    """Read the rows once.  (n, d), (n, 1) -> Moments"""
    n, d = X.shape
    x_mean, y_mean = column_means(X), float(np.mean(y))
    T = triangle(X, y, x_mean, y_mean) / math.sqrt(n)
    return Moments(n, x_mean, y_mean, R=T[:d, :d], z=T[:d, d], rest=float(np.sum(T[d:, d] ** 2)))


def triangle(X: Array, y: Array, x_mean: Array, y_mean: float, block: int = 4096) -> Array:
    """[R z; 0 ρ] of [X − x̄, y − ȳ]: the R of each block of rows, which fits the cache, then the R of those."""
    triangles = []
    for i in range(0, len(X), block):
        centred = np.hstack([X[i : i + block] - x_mean, y[i : i + block] - y_mean])
        triangles.append(triangle_of(centred))
    return triangles[0] if len(triangles) == 1 else triangle_of(np.vstack(triangles))


def triangle_of(rows: Array) -> Any:
    """R of rows = QR."""
    return np.linalg.qr(rows, mode="r")


def losses_at(sums: Moments, w: Array, b: Array, l2: float = 0.0) -> Array:
    """MSE + l2·‖w‖² at many parameters at once.  w (t, d), b (t,) -> (t,)"""
    u = w @ sums.R.T - sums.z
    r = w @ sums.x_mean + b - sums.y_mean
    return sums.rest + np.sum(u * u, axis=1) + r * r + l2 * np.sum(w * w, axis=1)


def descend(sums: Moments, w: Array, b: Array, config: TrainingConfig) -> tuple[Array, Array, Array]:
    """Full-batch training from (w, b): w (t, d), b (t,), losses (t,) of the start and the finite epochs."""
    d = len(sums.x_mean)
    path = descend_one_feature if d == 1 else descend_features
    with np.errstate(all="ignore"):  # diverging is a lesson, not a warning
        ws, bs = path(sums, w, b, config)
        losses = losses_at(sums, ws, bs, config.l2)
        finite = np.isfinite(losses * sums.n)  # the mean of n squares overflows when their sum does
    end = len(losses) if finite.all() else int(np.argmin(finite))
    return ws[:end], bs[:end], losses[:end]


def descend_features(sums: Moments, w: Any, b: Any, config: TrainingConfig) -> Parameters:
    """Every w (epochs + 1, d) and b (epochs + 1,) on the way down."""
    rule, l2 = OPTIMIZERS[config.optimizer], config.l2
    x_mean, y_mean, R, z = sums.x_mean, sums.y_mean, sums.R, sums.z
    w, b, memory_w, memory_b = w[:, 0], float(b[0, 0]), START, START
    ws, bs = np.empty((config.epochs + 1, len(w))), np.empty(config.epochs + 1)
    ws[0], bs[0] = w, b
    for epoch, rate in enumerate(config.rates(), start=1):
        u = R @ w - z
        r = float(x_mean @ w) + b - y_mean
        dw, memory_w = rule(2.0 * (u @ R + x_mean * r + l2 * w), memory_w)
        db, memory_b = rule(2.0 * r, memory_b)
        w = w - rate * dw
        b = b - rate * db
        ws[epoch], bs[epoch] = w, b
    return ws, bs


def descend_one_feature(sums: Moments, w: Any, b: Any, config: TrainingConfig) -> Parameters:
    """The same lines with plain numbers: Python's floats are faster than arrays of one.

    The direction of plain descent is the gradient itself: leaving out its two calls halves the time.
    """
    rule, l2 = OPTIMIZERS[config.optimizer], float(config.l2)
    x_mean, y_mean, R, z = float(sums.x_mean[0]), sums.y_mean, float(sums.R[0, 0]), float(sums.z[0])
    w, b, memory_w, memory_b = float(w[0, 0]), float(b[0, 0]), START, START
    variance, w_best = R * R, z / R if R else 0.0  # Ru = R²(w − w*) is exactly 0 at w*: RMSProp notices
    plain = rule is gradient_descent
    ws, bs = [w], [b]
    for rate in config.rates():
        r = x_mean * w + b - y_mean
        dw = 2.0 * (variance * (w - w_best) + x_mean * r + l2 * w)
        db = 2.0 * r
        if not plain:
            dw, memory_w = rule(dw, memory_w)
            db, memory_b = rule(db, memory_b)
        w = w - rate * dw
        b = b - rate * db
        ws.append(w)
        bs.append(b)
    return np.array(ws).reshape(-1, 1), np.array(bs)
