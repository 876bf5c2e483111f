"""The whole of linear regression in five functions: begin, predict, measure, differentiate, improve."""

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, Parameters, RandomState


def initialize_parameters(n_features: int = 1, random_state: RandomState = None) -> Parameters:
    """w and b near zero: 0.01 × a standard normal draw.  d -> (d, 1), (1, 1)"""
    d = checks.whole_number(n_features, "n_features", at_least=1)
    checks.size("n_features", d)
    rng = checks.random_stream(random_state)
    w = rng.randn(d, 1) * 0.01
    b = rng.randn(1, 1) * 0.01
    return w, b


def forward_pass(X: ArrayLike, w: ArrayLike, b: ArrayLike) -> Array:
    """ŷ = Xw + b.  (n, d), (d, 1), (1, 1) -> (n, 1); other shapes are a ValueError"""
    X, w, b = checks.parameters(X, w, b)
    return np.dot(X, w) + b


def compute_loss(y_pred: ArrayLike, y_true: ArrayLike) -> float:
    """MSE = (1/n) Σ (ŷ − y)².  (n, 1), (n, 1) -> float, in the unit of y squared; ValueError: two lengths"""
    y_pred, y_true = checks.columns(y_pred, y_true)
    return float(np.mean((y_pred - y_true) ** 2))


def compute_gradients(X: ArrayLike, y_pred: ArrayLike, y_true: ArrayLike) -> tuple[Array, float]:
    """∂MSE/∂w = (2/n) Xᵀ(ŷ − y) and ∂MSE/∂b = (2/n) Σ (ŷ − y).  (n, d), (n, 1), (n, 1) -> (d, 1), float

    Other shapes are a ValueError.
    """
    X, y_pred, y_true = checks.gradient_inputs(X, y_pred, y_true)
    n = len(y_true)
    error = y_pred - y_true
    dw = (2 / n) * np.dot(X.T, error)
    db = (2 / n) * np.sum(error)
    return dw, db


def update_parameters(w: Array, b: Array, dw: Array, db: float, learning_rate: float = 0.01) -> Parameters:
    """One step downhill: w ← w − η ∂w,  b ← b − η ∂b.  η is the learning rate; the shapes stay."""
    w = w - learning_rate * dw
    b = b - learning_rate * db
    return w, b
