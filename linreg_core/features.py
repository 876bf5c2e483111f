"""New columns from old ones, and rows kept for an honest check: what turns a straight line into a curve and a test."""

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, RandomState


def polynomial_features(x: ArrayLike, degree: int) -> Array:
    """[x, x², …, x^degree]: the model stays linear in w, the curve does not in x.  (n, 1) -> (n, degree)

    ValueError: more than one column, or powers beyond 1e100.
    """
    x, degree = checks.features(x, "x"), checks.whole_number(degree, "degree", at_least=1)
    if x.shape[1] != 1:
        raise ValueError(f"x has {x.shape[1]} columns; powers are taken of exactly one.")
    checks.size("degree", len(x), degree)
    with np.errstate(over="ignore"):
        return checks.finite(x ** np.arange(1, degree + 1), "x to these powers")


def train_test_split(
    X: ArrayLike, y: ArrayLike, test_share: float = 0.3, random_state: RandomState = None
) -> tuple[Array, Array, Array, Array]:
    """Hold some rows back, drawn at random.  -> X_train, X_test, y_train, y_test, rows in their own order

    test_share: the part of the rows held back, rounded to whole rows; at least one row stays on either side.
    ValueError: fewer than two rows, or a share outside of 0 to 1.
    """
    X, y = checks.data(X, y)
    share = checks.number(test_share, "test_share", at_least=0)
    if len(X) < 2 or share > 1:
        raise ValueError("a split needs at least two rows, and a test_share between 0 and 1.")
    held_out = np.zeros(len(X), bool)
    count = min(max(round(share * len(X)), 1), len(X) - 1)
    held_out[checks.random_stream(random_state).permutation(len(X))[:count]] = True
    return X[~held_out], X[held_out], y[~held_out], y[held_out]
