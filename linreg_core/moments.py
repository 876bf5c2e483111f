"""The same full-batch training from a handful of sums, so that an epoch costs the same for 50 rows and a million.

The loss is a bowl: with centred columns X − x̄ = QR,
    MSE(w, b) = loss* + ‖u‖² + r²,   u = Rw − z,   r = x̄·w + b − ȳ,   z = Qᵀ(y − ȳ)
(R and z divided by √n). Its gradient is 2(Rᵀu + x̄r) in w and 2r in b. Every term is a square, so nothing cancels
and the loss never goes negative, which it would as yᵀy − 2θᵀXᵀy + θᵀXᵀXθ.
"""

import math
from array import array
from dataclasses import dataclass

import numpy as np

from linreg_core.optimizers import OPTIMIZERS, START
from linreg_core.scaling import column_means


@dataclass(frozen=True, eq=False)
class Moments:
    """All that full-batch training has to know about the data."""

    n: int
    x_mean: np.ndarray  # x̄ (d,)
    y_mean: float  # ȳ
    R: np.ndarray  # (k, d), k = min(n, d); RᵀR is the covariance of the columns
    z: np.ndarray  # (k,); Rw = z is least squares
    loss: float  # the least-squares MSE where R has full rank: what no line can remove


def moments(X, y):
    """Read the rows once.  (n, d), (n, 1) -> Moments"""
    x_mean, y_mean = column_means(X), float(np.mean(y))
    y_centred = y[:, 0] - y_mean
    Q, R = np.linalg.qr(X - x_mean)
    z = Q.T @ y_centred
    loss = float(np.mean((y_centred - Q @ z) ** 2))
    return Moments(len(X), x_mean, y_mean, R / math.sqrt(len(X)), z / math.sqrt(len(X)), loss)


def descend(sums, w, b, config):
    """Full-batch training from (w, b): arrays w (t, d), b (t,), losses (t,) of the start and each finite epoch."""
    if len(sums.x_mean) == 1:
        return descend_one_feature(sums, w, b, config)
    rule, rate, l2 = OPTIMIZERS[config.optimizer], config.learning_rate, config.l2
    x_mean, y_mean, R, z = sums.x_mean, sums.y_mean, sums.R, sums.z
    w, b, memory_w, memory_b = w[:, 0], float(b[0, 0]), START, START
    ws, bs, losses = array("d"), array("d"), array("d")
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(config.epochs + 1):
            u = R @ w - z
            r = float(x_mean @ w) + b - y_mean
            loss = sums.loss + float(u @ u) + r * r + l2 * float(w @ w)
            if not math.isfinite(loss * sums.n):  # the mean of n squares overflows in their sum
                break
            ws.extend(w), bs.append(b), losses.append(loss)
            dw, memory_w = rule(2 * (u @ R + x_mean * r) + 2 * l2 * w, memory_w)
            db, memory_b = rule(2 * r, memory_b)
            w = w - rate * dw
            b = b - rate * db
    return np.array(ws).reshape(-1, len(w)), np.array(bs), np.array(losses)


def descend_one_feature(sums, w, b, config):
    """The same lines with plain numbers: Python's floats are faster than arrays of one."""
    rule, rate, l2 = OPTIMIZERS[config.optimizer], float(config.learning_rate), float(config.l2)
    x_mean, y_mean, R, z = float(sums.x_mean[0]), sums.y_mean, float(sums.R[0, 0]), float(sums.z[0])
    w, b, memory_w, memory_b = float(w[0, 0]), float(b[0, 0]), START, START
    ws, bs, losses = array("d"), array("d"), array("d")
    for _ in range(config.epochs + 1):
        u = R * w - z
        r = x_mean * w + b - y_mean
        loss = sums.loss + u * u + r * r + l2 * (w * w)
        if not math.isfinite(loss * sums.n):
            break
        ws.append(w), bs.append(b), losses.append(loss)
        dw, memory_w = rule(2 * (R * u + x_mean * r) + 2 * l2 * w, memory_w)
        db, memory_b = rule(2 * r, memory_b)
        w = w - rate * dw
        b = b - rate * db
    return np.array(ws).reshape(-1, 1), np.array(bs), np.array(losses)
