"""Full-batch training from sums gives what the readable loop gives: to 1e-12 of the largest parameter.

Left out: RMSProp after it has reached the bottom. At a constant rate it jumps about there and amplifies
rounding, until even the order of the rows changes it (shown below), so nothing can be pinned.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linreg_core import (
    DATASETS,
    OPTIMIZERS,
    TrainingConfig,
    compute_gradients,
    compute_loss,
    forward_pass,
    generate_linear_data,
    house_table,
    learning_rate_limit,
    least_squares,
    train,
    training_steps,
)
from linreg_core.fast.moments import losses_at, moments


def reference(X, y, config, start=None):
    """The finite steps of training_steps: parameters (t, d + 1), losses (t,)."""
    steps = list(training_steps(X, y, config, start))
    finite = next((s.epoch for s in steps if not np.isfinite(s.loss)), len(steps))
    parameters = np.array([np.append(s.w, s.b) for s in steps[:finite]])
    return parameters, np.array([s.loss for s in steps[:finite]])


def assert_same_run(X, y, config, start=None):
    run = train(X, y, config, start)
    parameters, losses = reference(X, y, config, start)
    assert len(run.losses) == len(losses)
    largest = np.maximum.accumulate(np.abs(parameters).max(axis=1))
    distance = np.abs(np.column_stack([run.w, run.b]) - parameters).max(axis=1)
    assert np.all(distance <= 1e-12 * largest)
    rounding = 1e-14 * np.sqrt(np.mean(y**2))  # of one residual; the loss squares it
    assert np.all(np.abs(run.losses - losses) <= 1e-11 * losses + rounding * np.sqrt(losses) + rounding**2)
    return run


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("slug", DATASETS)
def test_every_optimizer_on_every_data_set(slug, name):
    X, y = DATASETS[slug].sample(random_state=42)
    rate = {"tutorial": 0.001, "simple": 0.01, "houses": 0.01, "square-feet": 2e-7}.get(slug, 0.002)
    assert_same_run(X, y, TrainingConfig(rate, 300, name))


@pytest.mark.parametrize("name", ["gradient descent", "momentum"])
@pytest.mark.parametrize("slug", DATASETS)
@pytest.mark.parametrize("times_limit", [1.01, 5.0, 100.0])
def test_diverging_runs_leave_the_floats_at_the_same_epoch(slug, name, times_limit):
    X, y = DATASETS[slug].sample(random_state=42)
    rate = times_limit * learning_rate_limit(X)
    rate = 2 * rate if name == "momentum" else rate  # its own limit is 2(1 + β)/λmax
    run = assert_same_run(X, y, TrainingConfig(rate, 500, name))
    assert run.status == "diverged"
    if times_limit > 2:
        assert run.diverged_at == len(run.losses) < 500
        first_infinite = list(training_steps(X, y, TrainingConfig(rate, 500, name)))[run.diverged_at]
        assert not np.isfinite(first_infinite.loss)


@given(
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.integers(1, 4),
    st.sampled_from(["gradient descent", "momentum", "adam"]),
    st.floats(0, 3),
    st.sampled_from([0.0, 0.0, 0.1, 5.0]),
    st.floats(-3, 3),
    st.floats(-20, 20),
)
def test_any_problem(seed, n, d, name, times_limit, l2, magnitude, centre):
    rng = np.random.RandomState(seed)
    X = (rng.randn(n, d) + centre) * 10**magnitude
    y = X @ rng.randn(d, 1) + rng.randn(n, 1)
    rate = 0.01 if name == "adam" else times_limit * learning_rate_limit(X, l2)
    assert_same_run(X, y, TrainingConfig(rate, 60, name, l2=l2))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_many_features_one_loop(name):
    X, y = generate_linear_data(60, [1.0, -2.0, 3.0], random_state=0)
    assert_same_run(X, y, TrainingConfig(0.003, 250, name, l2=0.01))


def test_collinear_columns():
    X, y = generate_linear_data(30, [1.0, 2.0], random_state=0)
    X = np.column_stack([X, X[:, 0] - X[:, 1], np.full(30, 0.1)])
    assert_same_run(X, y, TrainingConfig(0.002, 500))


def test_fewer_rows_than_columns():
    X, y = generate_linear_data(3, [1.0, 2.0, 3.0, 4.0, 5.0], random_state=0)
    assert_same_run(X, y, TrainingConfig(0.0005, 500))


def test_rmsprop_in_its_tail_depends_on_the_order_of_the_rows():
    """So a difference between two correct programs means nothing there."""
    X, y = generate_linear_data(60, [1.0, -2.0, 3.0], random_state=0)
    order = np.random.RandomState(0).permutation(60)
    config = TrainingConfig(0.02, 1500, "rmsprop")
    there, _ = reference(X, y, config)
    shuffled, _ = reference(X[order], y[order], config)
    assert np.abs(there - shuffled).max() > 1e-6


def test_sums_are_the_loss_and_its_gradient():
    X, y = generate_linear_data(30, [1.0, -2.0], random_state=0)
    sums = moments(X, y)
    w, b = np.array([[0.3], [4.0]]), np.array([[-7.0]])
    u, r = sums.R @ w[:, 0] - sums.z, sums.x_mean @ w[:, 0] + b[0, 0] - sums.y_mean
    y_pred = forward_pass(X, w, b)
    dw, db = compute_gradients(X, y_pred, y)
    np.testing.assert_allclose(losses_at(sums, w.T, b[0]), compute_loss(y_pred, y), rtol=1e-13)
    np.testing.assert_allclose(2 * (sums.R.T @ u + sums.x_mean * r), dw[:, 0], rtol=1e-12)
    assert 2 * r == pytest.approx(db, rel=1e-12)


@pytest.mark.parametrize("data", [house_table(), generate_linear_data(50, 250, 50000, 0, 0)])
def test_without_noise_the_loss_stays_positive_down_to_rounding(data):
    X, y = data
    assert 0 <= moments(X, y).rest <= 1e-28 * np.mean(y**2)
    losses = train(X, y, TrainingConfig(0.9 * learning_rate_limit(X), 5000), start=least_squares(X, y)).losses
    assert np.all(losses >= 0) and np.all(losses <= 1e-24 * np.mean(y**2))


@pytest.mark.parametrize("n", [4096, 4097, 8192, 9000])
@pytest.mark.parametrize("d", [1, 4])
def test_long_data_in_blocks_has_the_same_sums(n, d):
    X, y = generate_linear_data(n, [1.0] * d, random_state=0)
    sums = moments(X, y)
    np.testing.assert_allclose(sums.R.T @ sums.R, np.cov(X.T, bias=True).reshape(d, d), rtol=1e-11, atol=1e-11)
    residuals = y - forward_pass(X, *least_squares(X, y))
    assert sums.rest == pytest.approx(np.mean(residuals**2), rel=1e-12)
    assert_same_run(X, y, TrainingConfig(0.001, 20))


def test_a_far_offset_costs_no_digits():
    """Sums of squares alone would lose x here: its mean is 10⁶ times its spread."""
    X, y = generate_linear_data(50, 2.0, 1.0, 0.1, random_state=0)
    near, far = moments(X, y), moments(X + 1e7, y + 1e7)
    assert abs(far.R[0, 0]) == pytest.approx(abs(near.R[0, 0]), rel=1e-8)
    assert far.rest == pytest.approx(near.rest, rel=1e-6)


@pytest.mark.parametrize("d", [1, 3])
def test_the_order_of_rows_does_not_matter(d):
    X, y = generate_linear_data(60, [2.0] * d, random_state=0)
    order = np.random.RandomState(1).permutation(60)
    config = TrainingConfig(0.003, 500)
    one, other = train(X, y, config), train(X[order], y[order], config)
    np.testing.assert_allclose(one.w, other.w, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(one.losses, other.losses, rtol=1e-12)
