"""Training: what the rate decides, mini-batches against scikit-learn, ridge, a decaying rate.

Recorded runs: test_recording.py. That they equal the readable loop: fast/. The tutorial's numbers: test_tutorial.py.
`SGDRegressor` uses half the squared error, so eta0 = 2·learning_rate and alpha = l2 make it ours.
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
    excess_losses,
    generate_linear_data,
    learning_rate_limit,
    safe_learning_rate,
    smallest_loss,
    train,
    training_steps,
)


def test_above_the_limit_descent_diverges_below_it_the_loss_never_rises():
    for data in DATASETS.values():
        X, y = data.sample(random_state=0)
        limit = learning_rate_limit(X)
        assert train(X, y, TrainingConfig(1.05 * limit, 500)).status == "diverged"
        losses = train(X, y, TrainingConfig(0.99 * limit, 500)).losses
        assert np.all(np.diff(losses) <= 1e-15 * losses[:-1])


@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 4), st.floats(0, 0.999))
def test_below_the_limit_the_loss_never_rises(seed, n, d, share):
    rng = np.random.RandomState(seed)
    X, y = rng.randn(n, d) * 3 + rng.randn(d), rng.randn(n, 1) * 10
    losses = train(X, y, TrainingConfig(share * learning_rate_limit(X), 50)).losses
    assert np.all(np.diff(losses) <= 1e-13 * losses[0])


@given(st.integers(0, 10**6), st.floats(0.01, 100), st.floats(-100, 100))
def test_the_unit_of_y_scales_the_whole_run(seed, scale, shift):
    """y → c·y with the start scaled too: every parameter is c times as large, every loss c²."""
    rng = np.random.RandomState(seed)
    X, y, w, b = rng.randn(20, 2), rng.randn(20, 1), rng.randn(2, 1), rng.randn(1, 1)
    config = TrainingConfig(0.05, 40)
    run = train(X, y, config, start=(w, b))
    scaled = train(X, scale * y + shift, config, start=(scale * w, scale * b + shift))
    np.testing.assert_allclose(scaled.w, scale * run.w, rtol=1e-9, atol=1e-10 * (scale + abs(shift)))
    np.testing.assert_allclose(scaled.b, scale * run.b + shift, rtol=1e-9, atol=1e-10 * (scale + abs(shift)))
    np.testing.assert_allclose(scaled.losses, scale**2 * run.losses, rtol=1e-7)


def test_rate_0_never_moves(tutorial):
    run = train(*tutorial, TrainingConfig(0, 10), start=(3, 4))
    assert run.status == "unfinished" and np.all(run.w == 3) and np.all(run.b == 4)


def rows_read(shuffle):
    """Of three epochs in batches of 5: 1/size of the batch that read each of 23 rows, added up over its readings.

    Each row has a feature of its own, 1 there and 0 elsewhere, and the rate is tiny: in an epoch its slope moves by
    2η·y/size for every reading.
    """
    n, rate = 23, 1e-9
    y = np.arange(1.0, n + 1)
    config = TrainingConfig(rate, 3, batch_size=5, shuffle=shuffle)
    slopes = [step.w[:, 0] for step in training_steps(np.eye(n), y, config, start=(np.zeros(n), 0.0))]
    return np.diff(slopes, axis=0) / (2 * rate * y)


def test_one_epoch_of_mini_batches_reads_every_row_once_in_a_new_order():
    in_order, shuffled = rows_read(shuffle=False), rows_read(shuffle=True)
    once = [1 / 5] * 20 + [1 / 3] * 3
    np.testing.assert_allclose(in_order, [once] * 3, rtol=1e-6)
    np.testing.assert_allclose(np.sort(shuffled), [once] * 3, rtol=1e-6)
    last_batches = {tuple(np.flatnonzero(epoch > 0.3)) for epoch in shuffled}
    assert len(last_batches | {(20, 21, 22)}) == 4


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize("batch_size", [20, 21, 1000])
def test_a_batch_of_all_rows_is_the_full_batch_to_the_last_bit(name, d, batch_size):
    X, y = generate_linear_data(20, [1.0] * d, random_state=0)
    full = train(X, y, TrainingConfig(0.001, 50, name))
    batch = train(X, y, TrainingConfig(0.001, 50, name, batch_size=batch_size))
    np.testing.assert_array_equal(full.w, batch.w)
    np.testing.assert_array_equal(full.b, batch.b)
    steps = training_steps(X, y, TrainingConfig(0.001, 50, name, batch_size=batch_size))
    plain = training_steps(X, y, TrainingConfig(0.001, 50, name))
    assert [step.loss for step in steps] == [step.loss for step in plain]


@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_single_rows_in_order_are_scikit_learns_sgd(d, l2):
    rng = np.random.RandomState(0)
    X, y = rng.randn(50, d), rng.randn(50, 1)
    config = TrainingConfig(0.01, 5, batch_size=1, shuffle=False, l2=l2)
    run = train(X, y, config, start=(np.zeros((d, 1)), 0))
    theirs = SGDRegressor(
        learning_rate="constant", eta0=0.02, alpha=l2, penalty="l2", shuffle=False, max_iter=5, tol=None
    ).fit(X, y[:, 0])
    np.testing.assert_allclose(run.final.w[:, 0], theirs.coef_, rtol=1e-12)
    np.testing.assert_allclose(run.final.b[0], theirs.intercept_, rtol=1e-12)


def test_a_seed_fixes_the_shuffling_and_no_shuffling_needs_none():
    X, y = generate_linear_data(30, random_state=0)
    start = (0.0, 0.0)

    def last_w(**settings):
        return train(X, y, TrainingConfig(0.0005, 3, batch_size=4, **settings), start).final.w[0, 0]

    assert last_w(random_state=1) == last_w(random_state=1) != last_w(random_state=2)
    assert last_w(shuffle=False, random_state=1) == last_w(shuffle=False, random_state=2)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_rule_learns_a_line_from_mini_batches(name):
    X, y = generate_linear_data(64, 2.0, 1.0, 0.5, random_state=0)
    rate = {"gradient descent": 1e-3, "momentum": 1e-4, "rmsprop": 0.01, "adam": 0.01}[name]
    run = train(X, y, TrainingConfig(rate, 150, name, batch_size=8))
    assert run.losses[-1] < 1.2 * smallest_loss(X, y)


def test_ridge_training_never_penalises_b():
    X, y = np.zeros((10, 1)), np.full((10, 1), 7.0)
    run = train(X, y, TrainingConfig(0.25, 100, l2=10.0), start=(0.0, 0.0))
    assert run.final.b[0, 0] == pytest.approx(7.0, rel=1e-14)


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
