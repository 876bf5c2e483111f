"""Ridge at many penalties from one decomposition is ridge at each of them, and so are the condition numbers.

Left out: columns of very different sizes, where one decomposition has fewer digits; the app standardises first.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linreg_core as core

L2S = np.array([0.0, 1e-6, 1e-4, 0.01, 1.0, 10.0, 1e4])
SLOWEST = 1e9  # the largest condition number at which nine digits can be asked for


def powers(seed, n, degree):
    """Standardised powers of x, and a bent y."""
    x, y = core.generate_bent_data("wave", n, 0.3, seed)
    return core.standardize(core.polynomial_features(x, degree))[0], y


def one_by_one(X, y, l2s):
    answers = [core.ridge(X, y, l2) for l2 in l2s]
    return np.array([w[:, 0] for w, _ in answers]), np.array([b.item() for _, b in answers])


@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(1, 12))
def test_every_answer_is_the_one_of_ridge(seed, n, degree):
    X, y = powers(seed, n, degree)
    conditions = np.array([core.condition_number(X, l2) for l2 in L2S])
    w, b = core.ridge_path(X, y, L2S)
    exact_w, exact_b = one_by_one(X, y, L2S)
    well = (conditions < SLOWEST) | (L2S == 0)
    size = np.linalg.norm(exact_w, axis=1)
    assert np.all(np.linalg.norm(w - exact_w, axis=1)[well] <= 1e-9 * size[well])
    np.testing.assert_allclose(b[well], exact_b[well], rtol=1e-9, atol=1e-12)


@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(1, 12))
def test_every_condition_number_is_the_one_of_the_hessian(seed, n, degree):
    X, _ = powers(seed, n, degree)
    exact = np.array([core.condition_number(X, l2) for l2 in L2S])
    numbers = core.condition_numbers(X, L2S)
    well = (exact < SLOWEST) | (L2S == 0)
    np.testing.assert_allclose(numbers[well], exact[well], rtol=1e-9)


def test_columns_that_are_not_centred_have_their_intercept_too():
    rng = np.random.default_rng(1)
    X, y = rng.normal(5, 1, (20, 3)), rng.normal(0, 1, (20, 1))
    for got, exact in zip(core.ridge_path(X, y, L2S), one_by_one(X, y, L2S), strict=True):
        np.testing.assert_allclose(got, exact, rtol=1e-9)
    with pytest.raises(ValueError, match="standardize them first"):
        core.condition_numbers(X, L2S)


@pytest.mark.parametrize("kind", ["a column twice", "more columns than rows", "a constant column"])
def test_collinear_columns_are_as_ridge_has_them(kind):
    """At l2 = 0 the shortest answer and an infinite condition number; with any penalty neither is left to chance."""
    rng = np.random.default_rng(2)
    X, y = rng.normal(0, 1, (6, 2)), rng.normal(0, 1, (6, 1))
    columns = {
        "a column twice": np.hstack([X, X[:, :1]]),
        "more columns than rows": rng.normal(0, 1, (6, 9)),
        "a constant column": np.hstack([X, np.ones((6, 1))]),
    }
    Z, _ = core.standardize(columns[kind])
    for got, exact in zip(core.ridge_path(Z, y, L2S), one_by_one(Z, y, L2S), strict=True):
        np.testing.assert_allclose(got, exact, rtol=1e-9, atol=1e-12)
    exact = [core.condition_number(Z, l2) for l2 in L2S]
    assert np.isinf(exact[0])
    np.testing.assert_allclose(core.condition_numbers(Z, L2S), exact, rtol=1e-9)


@pytest.mark.parametrize("l2s", [[-0.1], [0.1, np.nan], [], [[0.1, 0.2]]])
@pytest.mark.parametrize(
    "work", [lambda l2s: core.ridge_path([1, 2], [1, 2], l2s), lambda l2s: core.condition_numbers([-1, 1], l2s)]
)
def test_what_is_no_list_of_penalties_is_refused_by_name(work, l2s):
    with pytest.raises(ValueError, match="l2s"):
        work(l2s)
