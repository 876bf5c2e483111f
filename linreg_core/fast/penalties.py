"""Ridge at many penalties from one decomposition: a penalty more costs a few products, not another QR.

With the centred columns X − x̄ = U Σ Vᵀ,
    w(l2) = V · σ/(σ² + n·l2) · Uᵀ(y − ȳ),   b = ȳ − x̄·w,
and the Hessian of the loss has the eigenvalues 2(σ²/n + l2), one for each column, and 2 for b where x̄ = 0.
Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 3.4.1. The rounding of σ is that of the largest
one: let the columns be of one size, as standardize() makes them.
"""

import numpy as np

from linreg_core import checks
from linreg_core.closed_form import ridge
from linreg_core.curvature import condition_number
from linreg_core.hints import Array, ArrayLike, Parameters
from linreg_core.scaling import column_means

CENTRED = 1e-9  # of a column's largest value: a mean that is no more than rounding


def ridge_path(X: ArrayLike, y: ArrayLike, l2s: ArrayLike) -> Parameters:
    """What ridge gives for each l2.  (n, d), (n, 1), (t,) -> w (t, d), b (t,)

    At l2 = 0 it is ridge itself, which knows collinear columns.  ValueError: an l2 below 0, or none
    """
    X, y = checks.data(X, y)
    l2s = penalties(l2s)
    x_mean, y_mean = column_means(X), float(np.mean(y))
    U, sigma, Vt = np.linalg.svd(X - x_mean, full_matrices=False)
    above = sigma**2 + len(X) * l2s[:, np.newaxis]
    shrunk = np.divide(sigma, above, out=np.zeros(above.shape), where=above > 0)
    w = (shrunk * (U.T @ (y - y_mean))[:, 0]) @ Vt
    if not l2s.all():
        w[l2s == 0] = ridge(X, y, 0)[0][:, 0]
    return w, y_mean - w @ x_mean


def condition_numbers(X: ArrayLike, l2s: ArrayLike) -> Array:
    """What condition_number gives for each l2, of columns with mean 0.  (n, d), (t,) -> (t,)

    ValueError: an l2 below 0, or none, or columns whose mean is not 0.
    """
    X, l2s = checks.features(X), penalties(l2s)
    if np.any(np.abs(column_means(X)) > CENTRED * np.max(np.abs(X), axis=0)):
        raise ValueError("these columns have other means than 0: standardize them first.")
    sigma = np.zeros(X.shape[1])
    found = np.linalg.svd(X, compute_uv=False)
    sigma[: len(found)] = found
    curved = sigma**2 / len(X) + l2s[:, np.newaxis]
    largest, smallest = np.maximum(curved.max(axis=1), 1.0), np.minimum(curved.min(axis=1), 1.0)  # 1: b
    numbers = np.divide(largest, smallest, out=np.full(len(l2s), np.inf), where=smallest > 0)
    if not l2s.all():
        numbers[l2s == 0] = condition_number(X)
    return numbers


def penalties(l2s: ArrayLike) -> Array:
    """l2s as a finite (t,) array, none below 0."""
    l2s = checks.finite(checks.column(l2s, "l2s"), "l2s")[:, 0]
    if np.any(l2s < 0):
        raise ValueError(f"l2s holds {l2s.min()}: a penalty is 0 or more.")
    return l2s
