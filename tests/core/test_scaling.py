"""Standardised columns: a round bowl, and parameters that can be carried back to the user's units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linreg_core import (
    DATASETS,
    TrainingConfig,
    condition_number,
    curvatures,
    forward_pass,
    learning_rate_limit,
    least_squares,
    min_max,
    standardize,
    train,
)


@given(st.integers(0, 10**6), st.integers(2, 30), st.integers(1, 4), st.sampled_from([standardize, min_max]))
def test_both_forms_of_the_line_predict_the_same(seed, n, d, scaling):
    rng = np.random.RandomState(seed)
    X = rng.randn(n, d) * 10.0 ** rng.uniform(-2, 2, d) + rng.randn(d)
    Z, scaler = scaling(X)
    w, b = rng.randn(d, 1), rng.randn(1, 1)
    restored = scaler.restore(w, b)
    assert restored[0].shape == (d, 1) and restored[1].shape == (1, 1)
    np.testing.assert_allclose(forward_pass(X, *restored), forward_pass(Z, w, b), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(np.append(*scaler.convert(*restored)), np.append(w, b), rtol=1e-9, atol=1e-9)


def test_columns_are_standardised_one_by_one_not_all_together():
    """The tutorial's (X − X.mean()) / X.std() mixes the columns: a size in sq ft beside a number of rooms."""
    rng = np.random.RandomState(0)
    X = np.column_stack([rng.uniform(1000, 3000, 40), rng.randint(1, 6, 40)])
    Z, _ = standardize(X)
    np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(Z.std(axis=0), 1, rtol=1e-12)
    together = (X - X.mean()) / X.std()
    assert together[:, 1].std() < 0.01
    assert condition_number(Z) < 2 and condition_number(together) > 1e4


def test_one_standardised_feature_makes_a_round_bowl_of_limit_1(tutorial):
    Z, _ = standardize(tutorial[0])
    np.testing.assert_allclose(curvatures(Z), [2, 2], rtol=1e-14)
    assert learning_rate_limit(Z) == pytest.approx(1, rel=1e-14)


def test_standardised_a_rate_of_one_half_lands_in_one_step():
    X, y = DATASETS["square-feet"].sample(random_state=1)
    Z, scaler = standardize(X)
    run = train(Z, y, TrainingConfig(0.5, 1))
    w, b = scaler.restore(run.final.w, run.final.b)
    best_w, best_b = least_squares(X, y)
    assert run.status == "converged"
    assert (w[0, 0], b[0, 0]) == pytest.approx((best_w[0, 0], best_b[0, 0]), rel=1e-9)


def test_the_recorded_standardised_run(truth, tutorial, tutorial_start):
    X, y = tutorial
    Z, scaler = standardize(X)
    run = train(Z, y, TrainingConfig(0.1, 100), start=tutorial_start)
    w, b = scaler.restore(run.final.w, run.final.b)
    recorded = truth["standardised"]["lr0.1_100"]
    assert (w[0, 0], b[0, 0]) == pytest.approx((recorded["w_orig"], recorded["b_orig"]), rel=1e-9)


@pytest.mark.parametrize("scaling", [standardize, min_max])
@pytest.mark.parametrize("value", [0.0, 0.1, 1e8 / 3])
def test_a_constant_column_becomes_0_and_takes_no_part(scaling, value):
    X = np.full((49, 2), value)
    X[:, 1] = np.arange(49)
    Z, scaler = scaling(X)
    assert np.all(Z[:, 0] == 0) and np.all(np.isfinite(Z))
    assert scaler.scale[0] == 1


@pytest.mark.parametrize("scaling", [standardize, min_max])
def test_a_column_so_small_that_its_squares_vanish_is_scaled_all_the_same(scaling):
    Z, _ = scaling([[0.0], [1e-200]])
    assert np.isfinite(Z).all()


def test_new_rows_use_the_old_mean_and_scale():
    X = np.array([[1000.0], [2000.0], [3000.0]])
    _, scaler = standardize(X)
    assert scaler.transform([[2000.0]]) == 0
    assert scaler.transform([4000.0]) == pytest.approx(2000 / np.std(X))


def test_min_max_is_between_0_and_1():
    Z, _ = min_max(np.array([[3.0], [5.0], [4.0]]))
    assert Z[:, 0].tolist() == [0.0, 1.0, 0.5]


def test_a_scaler_refuses_other_columns():
    _, scaler = standardize(np.eye(3))
    with pytest.raises(ValueError, match="2 columns.*made from 3"):
        scaler.transform(np.eye(2))
