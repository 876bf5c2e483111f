"""The five functions: shapes, the gradient against finite differences, new values instead of edits.

Their numbers against the tutorial's are in test_tutorial.py; what they refuse is in test_bad_input.py.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linreg_core import (
    compute_gradients,
    compute_loss,
    forward_pass,
    initialize_parameters,
    update_parameters,
)

problems = st.builds(
    lambda seed, n, d: (np.random.RandomState(seed), n, d),
    st.integers(0, 2**32 - 1),
    st.integers(1, 30),
    st.integers(1, 5),
)


def draw(problem):
    rng, n, d = problem
    return rng.randn(n, d), rng.randn(n, 1), rng.randn(d, 1), rng.randn(1, 1)


@given(problems)
def test_shapes_follow_the_formulas(problem):
    X, y, _, _ = draw(problem)
    w, b = initialize_parameters(X.shape[1], 0)
    y_pred = forward_pass(X, w, b)
    dw, db = compute_gradients(X, y_pred, y)
    new_w, new_b = update_parameters(w, b, dw, db)
    assert y_pred.shape == y.shape
    assert dw.shape == w.shape == new_w.shape == (X.shape[1], 1)
    assert b.shape == new_b.shape == (1, 1)
    assert isinstance(compute_loss(y_pred, y), float)


@given(problems)
def test_gradients_are_the_slopes_of_the_loss(problem):
    X, y, w, b = draw(problem)
    dw, db = compute_gradients(X, forward_pass(X, w, b), y)

    def loss(w, b):
        return compute_loss(forward_pass(X, w, b), y)

    h = 1e-4  # the loss is a parabola, so central differences are exact but for rounding
    for j in range(len(w)):
        e = np.zeros_like(w)
        e[j] = h
        assert (loss(w + e, b) - loss(w - e, b)) / (2 * h) == pytest.approx(dw[j, 0], rel=1e-7, abs=1e-7)
    assert (loss(w, b + h) - loss(w, b - h)) / (2 * h) == pytest.approx(db, rel=1e-7, abs=1e-7)


@given(problems)
def test_an_update_goes_downhill_and_leaves_its_inputs_alone(problem):
    X, y, w, b = draw(problem)
    kept = [value.copy() for value in (X, y, w, b)]
    y_pred = forward_pass(X, w, b)
    new_w, new_b = update_parameters(w, b, *compute_gradients(X, y_pred, y), learning_rate=1e-4)
    assert compute_loss(forward_pass(X, new_w, new_b), y) <= compute_loss(y_pred, y)
    for value, before in zip((X, y, w, b), kept, strict=True):
        np.testing.assert_array_equal(value, before)


def test_a_perfect_line_has_no_loss_and_no_slope():
    X = np.array([[1.0], [2.0], [3.0]])
    y_pred = forward_pass(X, [[2.0]], [[1.0]])
    assert y_pred[:, 0].tolist() == [3.0, 5.0, 7.0]
    assert compute_loss(y_pred, y_pred) == 0.0
    dw, db = compute_gradients(X, y_pred, y_pred)
    assert dw.tolist() == [[0.0]] and db == 0.0


def test_by_hand():
    """Two points, the line y = 0: errors −1, −3; MSE (1 + 9)/2; ∂w = (2/2)(−1 − 6); ∂b = (2/2)(−1 − 3)."""
    X, y, zero = np.array([[1.0], [2.0]]), np.array([[1.0], [3.0]]), np.zeros((1, 1))
    y_pred = forward_pass(X, zero, zero)
    assert compute_loss(y_pred, y) == 5.0
    dw, db = compute_gradients(X, y_pred, y)
    assert (dw[0, 0], db) == (-7.0, -4.0)
    w, b = update_parameters(zero, zero, dw, db, learning_rate=0.5)
    assert (w[0, 0], b[0, 0]) == (3.5, 2.0)


def test_plain_numbers_serve_as_parameters_of_one_feature():
    assert forward_pass([1, 2, 3], 2, 1)[:, 0].tolist() == [3.0, 5.0, 7.0]


def test_the_start_is_small_and_b_is_drawn_after_w():
    w, b = initialize_parameters(3, 0)
    drawn = np.random.RandomState(0).randn(4) * 0.01
    np.testing.assert_array_equal(np.append(w, b), drawn)


def test_a_flat_y_never_broadcasts(truth):
    X, y = np.array(truth["X_all"]).reshape(-1, 1), np.array(truth["y_all"])
    y_pred = forward_pass(X, [[0.0]], [[0.0]])
    assert compute_loss(y_pred, y) == compute_loss(y_pred, y.reshape(-1, 1))
    dw, db = compute_gradients(X, y_pred, y)
    assert dw.shape == (1, 1) and np.ndim(db) == 0
