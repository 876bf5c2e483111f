"""The answer at once: least squares and ridge by QR on standardised columns, the intercept from the means."""

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, Parameters
from linreg_core.scaling import standardize


def least_squares(X: ArrayLike, y: ArrayLike) -> Parameters:
    """The (w, b) with the smallest MSE.  (n, d), (n, 1) -> (d, 1), (1, 1)

    A constant column gets slope 0; of several answers (collinear columns) the shortest in standardised units.
    """
    X, y = checks.data(X, y)
    Z, scaler = standardize(X)
    y_mean = np.mean(y)
    return scaler.restore(solve(Z, y - y_mean), y_mean)


def ridge(X: ArrayLike, y: ArrayLike, l2: float) -> Parameters:
    """The (w, b) with the smallest MSE + l2·‖w‖², b never penalised.  (n, d), (n, 1) -> (d, 1), (1, 1)

    As least squares with d more rows, √(n·l2) w = 0.  scikit-learn's Ridge(alpha=n * l2).  ValueError: l2 below 0
    """
    X, y = checks.data(X, y)
    l2 = checks.number(l2, "l2", at_least=0)
    Z, scaler = standardize(X)
    y_mean = np.mean(y)
    rows = np.sqrt(len(X) * l2) * np.diag(1 / scaler.scale)
    w = solve(np.vstack([Z, rows]), np.vstack([y - y_mean, np.zeros((len(rows), 1))]))
    return scaler.restore(w, y_mean)


def solve(A: Array, target: Array) -> Array:
    """The shortest w that minimises ‖Aw − target‖: A = QR, then Rw = Qᵀ target."""
    Q, R = np.linalg.qr(A)
    return np.linalg.lstsq(R, Q.T @ target, rcond=None)[0]
