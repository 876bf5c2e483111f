"""Columns of one size: (x − shift) / scale, column by column, and (w, b) carried between the two units."""

from dataclasses import dataclass

import numpy as np

from linreg_core import checks


@dataclass(frozen=True, eq=False)
class Scaler:
    """z = (x − shift) / scale, both (d,) in the units of the columns. Keep them: predictions need them."""

    shift: np.ndarray
    scale: np.ndarray

    def transform(self, X):
        """Any rows of X in the scaled units.  (n, d) -> (n, d)"""
        X = checks.features(X)
        if X.shape[1] != len(self.scale):
            raise ValueError(f"X has {X.shape[1]} columns; this scaler was made from {len(self.scale)}.")
        return (X - self.shift) / self.scale

    def restore(self, w, b):
        """Parameters of the scaled columns in the original units: w/scale, b − Σ shift·w/scale."""
        _, w, b = checks.line(self.scale.reshape(1, -1), w, b)
        w = w / self.scale.reshape(-1, 1)
        return w, b - np.dot(self.shift, w)

    def convert(self, w, b):
        """Parameters of the original columns in the scaled units: w·scale, b + Σ shift·w."""
        _, w, b = checks.line(self.scale.reshape(1, -1), w, b)
        return w * self.scale.reshape(-1, 1), b + np.dot(self.shift, w)


def standardize(X):
    """z = (x − mean) / standard deviation, per column (the tutorial's X.mean() is one for all columns).

    A constant column becomes 0.  (n, d) -> (n, d), Scaler
    """
    X = checks.features(X)
    scaler = Scaler(column_means(X), nonzero(np.std(X, axis=0), X))
    return scaler.transform(X), scaler


def min_max(X):
    """z = (x − min) / (max − min), per column: from 0 to 1.  A constant column becomes 0."""
    X = checks.features(X)
    scaler = Scaler(np.min(X, axis=0), nonzero(np.ptp(X, axis=0), X))
    return scaler.transform(X), scaler


def column_means(X):
    """x̄ (d,); of a constant column exactly its value, which rounding would otherwise miss."""
    return np.where(np.ptp(X, axis=0) == 0, X[0], np.mean(X, axis=0))


def nonzero(scale, X):
    """A constant column is divided by 1.  Rounding can give it a tiny std, so ask for its range."""
    return np.where((np.ptp(X, axis=0) == 0) | (scale == 0), 1.0, scale)
