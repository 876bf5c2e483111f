"""Columns of one size: (x − shift) / scale, column by column, and (w, b) carried between the two units."""

from dataclasses import dataclass

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, Parameters


@dataclass(frozen=True, eq=False)
class Scaler:
    """z = (x − shift) / scale, both (d,) in the units of the columns. Keep them: predictions need them."""

    shift: Array
    scale: Array

    def transform(self, X: ArrayLike) -> Array:
        """Any rows of X in the scaled units.  (n, d) -> (n, d); ValueError: another d"""
        X = checks.features(X)
        if X.shape[1] != len(self.scale):
            raise ValueError(f"X has {X.shape[1]} columns; this scaler was made from {len(self.scale)}.")
        return (X - self.shift) / self.scale

    def restore(self, w: ArrayLike, b: ArrayLike) -> Parameters:
        """Parameters of the scaled columns in the original units: w/scale, b − Σ shift·w/scale.  -> (d, 1), (1, 1)"""
        _, w, b = checks.parameters(self.scale.reshape(1, -1), w, b)
        w = w / self.scale.reshape(-1, 1)
        return w, b - np.dot(self.shift, w)

    def convert(self, w: ArrayLike, b: ArrayLike) -> Parameters:
        """Parameters of the original columns in the scaled units: w·scale, b + Σ shift·w.  -> (d, 1), (1, 1)"""
        _, w, b = checks.parameters(self.scale.reshape(1, -1), w, b)
        return w * self.scale.reshape(-1, 1), b + np.dot(self.shift, w)


def standardize(X: ArrayLike) -> tuple[Array, Scaler]:
    """z = (x − mean) / standard deviation, per column (the tutorial's X.mean() is one for all columns).

    A constant column becomes 0.  (n, d) -> (n, d), Scaler
    """
    X = checks.features(X)
    scaler = Scaler(column_means(X), nonzero(np.std(X, axis=0), X))
    return scaler.transform(X), scaler


def min_max(X: ArrayLike) -> tuple[Array, Scaler]:
    """z = (x − min) / (max − min), per column: from 0 to 1.  A constant column becomes 0.  (n, d) -> (n, d), Scaler"""
    X = checks.features(X)
    scaler = Scaler(np.min(X, axis=0), nonzero(np.ptp(X, axis=0), X))
    return scaler.transform(X), scaler


def column_means(X: Array) -> Array:
    """x̄ (d,); of a constant column exactly its value, which rounding would otherwise miss."""
    return np.where(np.ptp(X, axis=0) == 0, X[0], np.mean(X, axis=0))


def nonzero(scale: Array, X: Array) -> Array:
    """A constant column is divided by 1.  Rounding can give it a tiny std, so ask for its range."""
    return np.where((np.ptp(X, axis=0) == 0) | (scale == 0), 1.0, scale)
