"""Mini-batches of one feature: the fast path against the readable loop and scikit-learn.

Its speed: tests/benchmarks/sgd_speed.py. RMSProp is pinned early only: its tail amplifies rounding.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import SGDRegressor

from linreg_core import (
    DATASETS,
    OPTIMIZERS,
    TrainingConfig,
    fast_steps,
    generate_linear_data,
    safe_learning_rate,
    train,
    training_steps,
)
from linreg_core.fast import stochastic as fast

LONG = fast.LONG + 7  # rows enough for stretches side by side, and a remainder


def line_of(steps):
    steps = list(steps)
    return np.array([[step.w.item(), step.b.item(), step.loss] for step in steps])


def both(X, y, config, start=None):
    return line_of(fast_steps(X, y, config, start)), line_of(training_steps(X, y, config, start))


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("l2", [0.0, 0.01])
@pytest.mark.parametrize("decay", [0.0, 0.5])
def test_single_rows_of_plain_descent_are_the_readable_loop_to_the_last_bit(shuffle, l2, decay):
    X, y = generate_linear_data(60, random_state=1)
    config = TrainingConfig(4e-4, 6, batch_size=1, shuffle=shuffle, l2=l2, decay=decay, random_state=5)
    np.testing.assert_array_equal(*both(X, y, config))


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [1, 2, 7, 16, 59, 60, 100])
def test_every_rule_and_batch_size_is_the_readable_loop(name, batch_size):
    X, y = generate_linear_data(60, random_state=1)
    rate = {"gradient descent": 4e-4, "momentum": 1e-4, "rmsprop": 0.01, "adam": 0.01}[name]
    ours, loop = both(X, y, TrainingConfig(rate, 3, name, batch_size=batch_size, l2=0.01))
    np.testing.assert_allclose(ours, loop, rtol=1e-12)


@pytest.mark.parametrize("batch_size, n", [(1, LONG), (3, 3 * LONG + 1)])
@pytest.mark.parametrize("scenario", DATASETS)
def test_stretches_side_by_side_are_the_readable_loop(batch_size, n, scenario):
    X, y = DATASETS[scenario].sample(n, random_state=2)
    config = TrainingConfig(0.5 * safe_learning_rate(X, batch_size), 2, batch_size=batch_size, decay=0.3)
    np.testing.assert_allclose(*both(X, y, config), rtol=1e-12)


@given(
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.integers(1, 45),
    st.sampled_from(["gradient descent", "momentum", "adam"]),
)
def test_the_fast_path_is_the_readable_loop_on_any_data(seed, n, batch_size, name):
    rng = np.random.RandomState(seed)
    X, y = rng.randn(n, 1) * 3 + rng.randn(), rng.randn(n, 1) * 10
    config = TrainingConfig(0.05 * safe_learning_rate(X, 1), 3, name, batch_size=batch_size, random_state=seed)
    np.testing.assert_allclose(*both(X, y, config), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("n", [50, LONG])
@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_single_rows_in_order_are_scikit_learns_sgd(n, l2):
    rng = np.random.RandomState(0)
    X, y = rng.randn(n, 1), rng.randn(n, 1)
    run = train(X, y, TrainingConfig(0.01, 5, batch_size=1, shuffle=False, l2=l2), start=(0.0, 0.0))
    theirs = SGDRegressor(
        learning_rate="constant", eta0=0.02, alpha=l2, penalty="l2", shuffle=False, max_iter=5, tol=None
    ).fit(X, y[:, 0])
    assert run.final.w.item() == pytest.approx(theirs.coef_.item(), rel=1e-12)
    assert run.final.b.item() == pytest.approx(theirs.intercept_.item(), rel=1e-12)


def test_marks_do_not_change_the_way_of_a_long_epoch():
    X, y = generate_linear_data(LONG, random_state=0)
    config, start = TrainingConfig(3e-4, 2, batch_size=1), (np.zeros((1, 1)), np.zeros((1, 1)))
    marks = [1, 10, LONG - 1, LONG, LONG + 2, 2 * LONG]
    whole = list(fast.parameters_after(X, y, *start, config, np.random.RandomState(3)))
    parts = list(fast.parameters_after(X, y, *start, config, np.random.RandomState(3), marks))
    np.testing.assert_allclose([parts[3], parts[5]], whole, rtol=1e-12)


@pytest.mark.parametrize("n", [30, LONG])
def test_fast_divergence_is_a_finite_run_and_no_warning(n):
    X, y = generate_linear_data(n, random_state=0)
    for name, rate in [("gradient descent", 0.1), ("momentum", 0.1)]:
        run = train(X, y, TrainingConfig(rate, 300, name, batch_size=1))
        assert run.status == "diverged" and np.isfinite(run.losses).all()


def test_several_features_take_the_readable_loop():
    X, y = generate_linear_data(20, [1.0, 2.0], random_state=0)
    config = TrainingConfig(1e-3, 3, batch_size=4)
    for one, other in zip(fast_steps(X, y, config), training_steps(X, y, config), strict=True):
        np.testing.assert_array_equal(one.w, other.w)
