"""Least squares and ridge, solved at once: certified digits, scikit-learn's answers, degenerate columns.

scikit-learn minimises the same sums as Ridge(alpha=n·l2) and LinearRegression(tol=0); its default tol drops
weak directions of dense data since 1.9.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression, Ridge

from linreg_core import (
    TrainingConfig,
    compute_gradients,
    forward_pass,
    least_squares,
    ridge,
    smallest_loss,
    train,
)

# NIST Statistical Reference Datasets, "Norris" (y, x), https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml
NORRIS = np.array(
    """0.1 0.2  338.8 337.4  118.1 118.2  888.0 884.6  9.2 10.1  228.1 226.5  668.5 666.3  998.5 996.3
    449.1 448.6  778.9 777.0  559.2 558.2  0.3 0.4  0.1 0.6  778.1 775.5  668.8 666.9  339.3 338.0
    448.9 447.5  10.8 11.6  557.7 556.0  228.3 228.1  998.0 995.8  888.8 887.6  119.6 120.2  0.3 0.3
    0.6 0.3  557.6 556.8  339.3 339.1  888.0 887.2  998.5 999.0  778.9 779.0  10.2 11.1  117.6 118.3
    228.9 229.2  668.4 669.1  449.2 448.9  0.2 0.5""".split(),
    dtype=float,
).reshape(36, 2)


def test_certified_digits_on_norris():
    w, b = least_squares(NORRIS[:, 1:], NORRIS[:, :1])
    assert w[0, 0] == pytest.approx(1.00211681802045, rel=1e-11)
    assert b[0, 0] == pytest.approx(-0.262323073774029, rel=1e-11)
    residual_sd = np.sqrt(smallest_loss(NORRIS[:, 1:], NORRIS[:, :1]) * 36 / 34)
    assert residual_sd == pytest.approx(0.884796396144373, rel=1e-11)


def test_the_tutorials_data_in_exact_arithmetic(truth, tutorial):
    w, b = least_squares(*tutorial)
    assert w[0, 0] == pytest.approx(float(truth["lsq_exact"]["w"]), rel=1e-13)
    assert b[0, 0] == pytest.approx(float(truth["lsq_exact"]["b"]), rel=1e-13)
    assert smallest_loss(*tutorial) == pytest.approx(float(truth["lsq_exact"]["mse"]), rel=1e-13)


def random_problem(seed, n, d):
    rng = np.random.RandomState(seed)
    X = rng.randn(n, d) * 10.0 ** rng.uniform(-3, 3, d) + 10.0 ** rng.uniform(-3, 3, d)
    return X, rng.randn(n, 1) * 3 + 5


@given(st.integers(0, 10**6), st.integers(10, 40), st.integers(1, 5))
def test_least_squares_is_scikit_learns(seed, n, d):
    X, y = random_problem(seed, n, d)
    w, b = least_squares(X, y)
    theirs = LinearRegression(tol=0).fit(X, y)
    spread = np.std(X, axis=0).reshape(-1, 1)
    np.testing.assert_allclose(w * spread, theirs.coef_.T * spread, atol=1e-9)
    np.testing.assert_allclose(forward_pass(X, w, b), theirs.predict(X), rtol=1e-8)


@given(st.integers(0, 10**6), st.integers(2, 40), st.integers(1, 5), st.sampled_from([1e-6, 0.01, 1.0, 100.0]))
def test_ridge_is_scikit_learns_with_alpha_n_times_l2(seed, n, d, l2):
    rng = np.random.RandomState(seed)
    X, y = rng.randn(n, d) * 3 + rng.randn(d), rng.randn(n, 1) + 20
    w, b = ridge(X, y, l2)
    theirs = Ridge(alpha=n * l2, solver="svd").fit(X, y)
    np.testing.assert_allclose(w[:, 0], np.ravel(theirs.coef_), atol=1e-9)
    np.testing.assert_allclose(b[0, 0], np.ravel(theirs.intercept_)[0], rtol=1e-9)


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 4), st.sampled_from([0.0, 0.1, 10.0]))
def test_at_the_answer_the_gradient_vanishes(seed, n, d, l2):
    rng = np.random.RandomState(seed)
    X, y = rng.randn(n, d), rng.randn(n, 1)
    w, b = ridge(X, y, l2)
    dw, db = compute_gradients(X, forward_pass(X, w, b), y)
    assert np.abs(dw + 2 * l2 * w).max() < 1e-11 and abs(db) < 1e-11


def test_the_intercept_is_free(tutorial):
    """However large l2, only the slope is driven to 0: the line becomes the mean of y."""
    X, y = tutorial
    w, b = ridge(X, y, l2=1e12)
    assert abs(w[0, 0]) < 1e-4
    assert b[0, 0] == pytest.approx(np.mean(y), rel=1e-9)


def test_l2_shrinks_the_slopes(tutorial):
    sizes = [abs(ridge(*tutorial, l2)[0][0, 0]) for l2 in (0, 1, 10, 100, 1000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == pytest.approx(abs(least_squares(*tutorial)[0][0, 0]), rel=1e-12)


@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_descent_ends_where_the_closed_form_is(l2):
    rng = np.random.RandomState(0)
    X, y = rng.randn(40, 3) + 1, rng.randn(40, 1) + 2
    run = train(X, y, TrainingConfig(0.1, 2000, l2=l2))
    w, b = ridge(X, y, l2)
    np.testing.assert_allclose(run.final.w, w, atol=1e-12)
    np.testing.assert_allclose(run.final.b, b, atol=1e-12)
    assert run.status == "converged"
    assert run.losses[-1] == pytest.approx(smallest_loss(X, y, l2), rel=1e-12)


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1, 1e8 / 3])
def test_a_constant_column_gets_slope_0(value):
    """0.1 added up many times is not exactly n·0.1: its std comes out near 1e-17, its range exactly 0."""
    rng = np.random.RandomState(0)
    X, y = np.full((49, 2), value), rng.randn(49, 1)
    X[:, 1] = rng.randn(49)
    w, b = least_squares(X, y)
    alone, alone_b = least_squares(X[:, 1:], y)
    assert w[0, 0] == 0
    np.testing.assert_allclose([w[1, 0], b[0, 0]], [alone[0, 0], alone_b[0, 0]], rtol=1e-12)


@pytest.mark.parametrize("n", [1, 5])
def test_only_constant_columns_leave_the_mean(n):
    w, b = least_squares(np.full((n, 1), 0.1), np.arange(n))
    assert (w[0, 0], b[0, 0]) == (0.0, np.mean(np.arange(n)))


def test_twin_columns_share_the_slope():
    X = np.random.RandomState(0).randn(20, 1)
    w, _ = least_squares(np.hstack([X, X]), 6 * X + 1)
    np.testing.assert_allclose(w[:, 0], [3.0, 3.0], rtol=1e-12)


def test_fewer_rows_than_columns_still_fit_exactly():
    rng = np.random.RandomState(0)
    X, y = rng.randn(3, 6), rng.randn(3, 1)
    np.testing.assert_allclose(forward_pass(X, *least_squares(X, y)), y, atol=1e-12)


@given(st.integers(0, 10**6), st.floats(-100, 100), st.floats(0.01, 100))
def test_units_do_not_change_the_fit(seed, shift, scale):
    rng = np.random.RandomState(seed)
    X, y = rng.randn(15, 2), rng.randn(15, 1)
    fitted = forward_pass(X, *least_squares(X, y))
    moved = scale * X + shift
    np.testing.assert_allclose(forward_pass(moved, *least_squares(moved, y)), fitted, atol=1e-9)
    refitted = forward_pass(X, *least_squares(X, scale * y + shift))
    np.testing.assert_allclose(refitted, scale * fitted + shift, atol=1e-9)
