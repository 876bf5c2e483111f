"""Powers as columns, and the split into training and held-out rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import PolynomialFeatures

from linreg_core import (
    forward_pass,
    least_squares,
    polynomial_features,
    ridge,
    train_test_split,
)


def noisy_points(n, seed):
    rng = np.random.RandomState(seed)
    X = rng.uniform(-1, 1, (n, 1))
    return X, np.sin(3 * X) + rng.randn(n, 1)


def test_powers_are_scikit_learns_without_the_column_of_ones():
    x = np.linspace(-2, 2, 9).reshape(-1, 1)
    theirs = PolynomialFeatures(degree=5, include_bias=False).fit_transform(x)
    np.testing.assert_allclose(polynomial_features(x, 5), theirs, rtol=1e-14)
    np.testing.assert_array_equal(polynomial_features(x, 1), x)


def test_as_many_powers_as_points_less_one_pass_through_every_point():
    X, y = noisy_points(6, seed=0)
    columns = polynomial_features(X, 5)
    np.testing.assert_allclose(forward_pass(columns, *least_squares(columns, y)), y, atol=1e-10)


def test_a_larger_penalty_never_fits_the_training_rows_better():
    X, y = noisy_points(20, seed=42)
    columns = polynomial_features(X, 9)
    errors = [np.mean((forward_pass(columns, *ridge(columns, y, l2)) - y) ** 2) for l2 in (0, 1e-6, 1e-3, 0.1, 10)]
    assert errors == sorted(errors)


@given(st.integers(2, 60), st.floats(0, 1), st.integers(0, 1000))
def test_every_row_is_on_exactly_one_side_of_the_split(n, share, seed):
    X = np.arange(2.0 * n).reshape(n, 2)
    X_train, X_test, y_train, y_test = train_test_split(X, X[:, 0], share, seed)
    assert len(X_train) >= 1 and len(X_test) >= 1
    np.testing.assert_array_equal(np.sort(np.vstack([X_train, X_test]), axis=0), X)
    np.testing.assert_array_equal(np.vstack([y_train, y_test])[:, 0], np.vstack([X_train, X_test])[:, 0])


@pytest.mark.parametrize("share, held_out", [(0, 1), (0.1, 1), (0.3, 2), (0.7, 4), (1, 5)])
def test_at_least_one_row_stays_on_either_side_of_the_split(share, held_out):
    assert len(train_test_split(np.arange(6.0), np.arange(6.0), share, 0)[1]) == held_out


def test_a_seed_gives_the_same_split_and_another_seed_another():
    X, y = noisy_points(20, seed=0)
    (first, again, other) = (train_test_split(X, y, 0.3, seed)[1] for seed in (1, 1, 2))
    assert len(first) == 6
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: polynomial_features([[1.0, 2.0]], 2), "x has 2 columns; powers are taken of exactly one."),
        (lambda: polynomial_features([1.0], 0), "degree must be at least 1"),
        (lambda: polynomial_features([1e60], 3), "x to these powers is .* row 0, column 1"),
        (lambda: train_test_split([1.0], [1.0]), "a split needs at least two rows"),
        (lambda: train_test_split([1.0, 2.0], [1.0, 2.0], 1.5), "a split needs at least two rows"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
