"""Mini-batches of one feature: the fast path against the readable loop and scikit-learn, decay, and safe rates.

Its speed: tests/benchmarks/sgd_speed.py. RMSProp is pinned early only: its tail amplifies rounding.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import SGDRegressor

from linreg_core import (
    DATASETS,
    OPTIMIZERS,
    TrainingConfig,
    after_updates,
    excess_losses,
    fast_steps,
    generate_linear_data,
    learning_rate_limit,
    least_squares,
    safe_learning_rate,
    smallest_loss,
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


def test_a_line_can_be_watched_inside_an_epoch():
    X, y = generate_linear_data(40, random_state=0)
    config = TrainingConfig(3e-4, 3, batch_size=10, shuffle=False)
    start = 0.0, 0.0
    marks = [0, 1, 3, 4, 4, 5, 12]
    every = np.transpose(after_updates(X, y, config, range(13), start))
    np.testing.assert_array_equal(np.transpose(after_updates(X, y, config, marks, start)), every[marks])
    run = train(X, y, config, start)
    np.testing.assert_array_equal(np.column_stack([run.w[:, 0], run.b]), every[[0, 4, 8, 12]])
    for k in range(1, 5):  # so many batches in order are an epoch over their rows
        part = TrainingConfig(3e-4, 1, batch_size=10, shuffle=False)
        last = list(training_steps(X[: 10 * k], y[: 10 * k], part, start))[-1]
        assert every[k] == pytest.approx((last.w.item(), last.b.item()), rel=1e-12)


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


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_updates_of_a_full_batch_are_its_epochs(name):
    X, y = generate_linear_data(40, random_state=0)
    config = TrainingConfig(0.002, 8, name)
    w, b = after_updates(X, y, config, range(9))
    run = train(X, y, config)
    np.testing.assert_allclose(w, run.w[:, 0], rtol=1e-12)
    np.testing.assert_allclose(b, run.b, rtol=1e-12)


def test_updates_are_counted_for_one_feature_only():
    X, y = generate_linear_data(20, [1.0, 2.0], random_state=0)
    with pytest.raises(ValueError, match="exactly one"):
        after_updates(X, y, TrainingConfig(0.001, 3), [1])


def test_several_features_take_the_readable_loop():
    X, y = generate_linear_data(20, [1.0, 2.0], random_state=0)
    config = TrainingConfig(1e-3, 3, batch_size=4)
    for one, other in zip(fast_steps(X, y, config), training_steps(X, y, config), strict=True):
        np.testing.assert_array_equal(one.w, other.w)


# ---- a decaying rate


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("d", [1, 3])
def test_decay_divides_the_rate_of_epoch_t_by_1_plus_decay_t(name, d):
    X, y = generate_linear_data(20, [1.0] * d, random_state=0)
    config = TrainingConfig(0.001, 6, name, decay=0.5)
    assert list(config.rates()) == [0.001 / (1 + 0.5 * t) for t in range(6)]
    run = train(X, y, config)
    steps = list(training_steps(X, y, config))
    np.testing.assert_allclose(run.losses, [step.loss for step in steps], rtol=1e-12)
    if name == "gradient descent":  # no memory: the same as one epoch after another, each with its rate
        w, b = run.at(0).w, run.at(0).b
        for rate in config.rates():
            step = train(X, y, TrainingConfig(rate, 1), start=(w, b)).final
            w, b = step.w, step.b
        np.testing.assert_allclose(run.final.w, w, rtol=1e-13)


def test_without_decay_every_epoch_has_the_rate():
    assert list(TrainingConfig(0.25, 3).rates()) == [0.25] * 3
    assert list(itertools.islice(TrainingConfig(0.25, 10**7).rates(), 1)) == [0.25]


@pytest.mark.parametrize("decay", [-1, np.nan, np.inf])
def test_decay_is_a_number_from_0(decay):
    with pytest.raises(ValueError, match="decay"):
        TrainingConfig(0.1, 3, decay=decay)


def test_a_decaying_rate_comes_to_rest_where_a_constant_one_circles():
    X, y = generate_linear_data(200, 2.5, 10, 5, random_state=0)
    rate = 0.5 * safe_learning_rate(X, 1)
    ends = {}
    for decay in (0.0, 0.1):
        run = train(X, y, TrainingConfig(rate, 400, batch_size=1, decay=decay))
        ends[decay] = np.mean(excess_losses(X, y, run.w, run.b)[-50:])
    assert ends[0.1] < ends[0.0] / 20


def test_a_tenth_of_the_rate_circles_lower():
    X, y = generate_linear_data(200, 2.5, 10, 5, random_state=0)
    rate = 0.5 * safe_learning_rate(X, 1)
    runs = [train(X, y, TrainingConfig(r, 600, batch_size=1)) for r in (rate, rate / 10)]
    high, low = (np.mean(excess_losses(X, y, run.w, run.b)[-50:]) for run in runs)
    assert low < high / 5


# ---- how large a rate may be


@pytest.mark.parametrize("scenario", DATASETS)
def test_momentum_converges_below_its_own_limit_and_diverges_above(scenario):
    X, y = DATASETS[scenario].sample(random_state=0)
    limit = learning_rate_limit(X, beta=0.9)
    assert limit == pytest.approx(1.9 * learning_rate_limit(X))
    below, above = (train(X, y, TrainingConfig(s * limit, 3000, "momentum")).losses for s in (0.98, 1.02))
    assert below[-1] < below[0] and above[-1] > 1e6 * above[0]


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 40), st.integers(1, 3))
def test_at_the_safe_rate_no_batch_ever_leads_away_from_a_line_without_noise(seed, n, batch_size, d):
    rng = np.random.RandomState(seed)
    X, truth = rng.randn(n, d) * 3 + rng.randn(d), rng.randn(d, 1)
    y = X @ truth + 1.5
    config = TrainingConfig(safe_learning_rate(X, batch_size), 5, batch_size=batch_size, random_state=seed)
    away = [np.sum((step.w - truth) ** 2) + (step.b.item() - 1.5) ** 2 for step in training_steps(X, y, config)]
    assert np.all(np.diff(away) <= 1e-12 * away[0])


def test_the_safe_rate_of_single_rows_is_that_of_the_longest_row_and_of_all_rows_below_the_limit():
    X, _ = generate_linear_data(50, random_state=0)
    assert safe_learning_rate(X, 1) == pytest.approx(1 / (np.max(X**2) + 1), rel=1e-15)
    rates = [safe_learning_rate(X, size) for size in (1, 5, 25, 50, 500)]
    assert rates == sorted(rates) and rates[-1] < learning_rate_limit(X)


def test_one_far_row_diverges_alone_above_its_safe_rate():
    X, y = np.array([[30.0]]), np.array([[1.0]])
    rate = safe_learning_rate(X, 1)
    assert train(X, y, TrainingConfig(0.99 * rate, 2000, batch_size=1)).status == "converged"
    assert train(X, y, TrainingConfig(1.01 * rate, 2000, batch_size=1)).status == "diverged"


def test_excess_losses_keep_their_digits_close_to_the_bottom():
    X, y = generate_linear_data(50, random_state=0)
    w, b = (value.item() for value in least_squares(X, y))
    away = np.array([1.0, 1e-6, 1e-12])
    np.testing.assert_allclose(excess_losses(X, y, np.full(3, w), b + away), away**2, rtol=1e-2)
    run = train(X, y, TrainingConfig(0.01, 20))
    np.testing.assert_allclose(excess_losses(X, y, run.w, run.b), run.losses - smallest_loss(X, y), rtol=1e-9)
