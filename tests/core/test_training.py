"""Training: what a run records, how it ends, where it begins, and mini-batches against scikit-learn.

That full-batch runs equal the readable loop: test_moments.py. The tutorial's numbers: test_tutorial.py.
`SGDRegressor` uses half the squared error, so eta0 = 2·learning_rate and alpha = l2 make it ours.
"""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import SGDRegressor

from linreg_core import (
    DATASETS,
    OPTIMIZERS,
    TrainingConfig,
    compute_loss,
    forward_pass,
    generate_linear_data,
    house_table,
    initialize_parameters,
    learning_rate_limit,
    least_squares,
    smallest_loss,
    train,
    training_steps,
)


def test_the_tutorials_run_stops_short_and_ten_times_the_rate_arrives(truth, tutorial, tutorial_start):
    slow = train(*tutorial, TrainingConfig(0.001, 2000), start=tutorial_start)
    fast = train(*tutorial, TrainingConfig(0.01, 2000), start=tutorial_start)
    assert (slow.status, fast.status) == ("unfinished", "converged")
    assert slow.final.w[0, 0] == pytest.approx(truth["final"]["w"], rel=1e-12)
    assert slow.final.b[0, 0] == pytest.approx(truth["final"]["b"], rel=1e-12)
    assert slow.final.loss == pytest.approx(truth["final"]["loss_at_returned_params"], rel=1e-12)
    short_w, short_b = np.subtract((slow.final.w[0, 0], slow.final.b[0, 0]), np.ravel(least_squares(*tutorial)))
    assert short_w == pytest.approx(truth["convergence"]["w_error_at_2000"], rel=1e-9)
    assert short_b == pytest.approx(truth["convergence"]["b_error_at_2000"], rel=1e-9)


def test_the_recorded_table_of_rates(truth, tutorial, tutorial_start):
    for row in truth["lr_table"]:
        run = train(*tutorial, TrainingConfig(row["lr"], row["T"]), start=tutorial_start)
        if np.isnan(row["w"]):
            assert run.status == "diverged" and run.diverged_at == len(run.losses)
        else:
            assert run.final.w[0, 0] == pytest.approx(row["w"], rel=1e-9)
            assert run.final.b[0, 0] == pytest.approx(row["b"], rel=1e-9)
            assert run.losses[-2] == pytest.approx(row["loss_last"], rel=1e-9)  # theirs is before the update


def test_real_house_sizes_overflow_at_epoch_41(truth):
    run = train(*house_table(), TrainingConfig(0.001, 2000))
    assert run.status == "diverged"
    assert truth["house_table"]["lr0.001"]["first_nonfinite_epoch"] == 41
    assert run.diverged_at == len(run.losses) == 41
    assert np.isfinite(run.w).all() and np.isfinite(run.b).all() and np.isfinite(run.losses).all()


@pytest.mark.parametrize(
    "slug, status", [("tutorial", "unfinished"), ("simple", "converged"), ("square-feet", "unfinished")]
)
def test_how_the_default_runs_end(slug, status):
    data = DATASETS[slug]
    config = TrainingConfig(data.learning_rate, data.epochs)
    assert train(*data.sample(random_state=42), config).status == status


@pytest.mark.parametrize(
    "true_w, true_b, noise",
    [(250, 50000, 0), (2.5, 10, 0), (0, 0, 0), (0, 10, 0), (0, 1e6, 1), (1e-9, 0, 1e-9)],
)
def test_lines_without_noise_or_slope_converge_too(true_w, true_b, noise):
    X, y = generate_linear_data(50, true_w, true_b, noise, random_state=42)
    assert train(X, y, TrainingConfig(0.01, 4000)).status == "converged"
    assert train(X, y, TrainingConfig(0.01, 10)).status == "unfinished"
    assert train(X, y, TrainingConfig(0.1, 100)).status == "diverged"


def test_at_the_floor_rounding_is_no_divergence():
    X, y = generate_linear_data(50, 2.5, 10, 0, random_state=42)
    run = train(X, y, TrainingConfig(0.01, 500), start=least_squares(X, y))
    assert run.status == "converged" and run.losses[-1] < 1e-24


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


@pytest.mark.parametrize("d", [1, 3])
@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("epochs", [0, 1, 5])
def test_a_run_holds_the_start_and_every_epoch(d, batch_size, epochs):
    X, y = generate_linear_data(20, [1.0] * d, random_state=0)
    config = TrainingConfig(0.001, epochs, batch_size=batch_size, random_state=3)
    run = train(X, y, config)
    assert run.w.shape == (epochs + 1, d) and run.b.shape == run.losses.shape == (epochs + 1,)
    assert run.epochs == epochs and run.diverged_at is None
    steps = list(training_steps(X, y, config))
    assert [step.epoch for step in steps] == list(range(epochs + 1))
    w, b = initialize_parameters(d, 3)
    np.testing.assert_array_equal(run.w[0], w[:, 0])
    np.testing.assert_array_equal(run.b[0], b[0, 0])
    for step, recorded in zip(steps, map(run.at, range(epochs + 1)), strict=True):
        assert step.w.shape == recorded.w.shape == (d, 1) and step.b.shape == recorded.b.shape == (1, 1)
        np.testing.assert_allclose(recorded.w, step.w, rtol=1e-12)
        assert recorded.loss == pytest.approx(step.loss, rel=1e-12)
        assert type(step.loss) is type(recorded.loss) is float
    assert run.final.epoch == epochs


def test_the_loss_is_that_of_the_parameters_beside_it(tutorial):
    X, y = tutorial
    run = train(X, y, TrainingConfig(0.001, 20))
    for t in range(21):
        step = run.at(t)
        assert step.loss == pytest.approx(compute_loss(forward_pass(X, step.w, step.b), y), rel=1e-13)


def test_rate_0_never_moves(tutorial):
    run = train(*tutorial, TrainingConfig(0, 10), start=(3, 4))
    assert run.status == "unfinished" and np.all(run.w == 3) and np.all(run.b == 4)


@pytest.mark.parametrize("form", [(2.0, 1.0), ([2.0], [1.0]), ([[2.0]], [[1.0]]), (np.float32(2), np.array(1.0))])
def test_a_start_may_be_numbers_or_columns(tutorial, form):
    run = train(*tutorial, TrainingConfig(0.001, 1), start=form)
    assert (run.w[0, 0], run.b[0]) == (2.0, 1.0)


def test_gradient_descent_goes_on_from_where_it_stood(tutorial):
    whole = train(*tutorial, TrainingConfig(0.001, 100))
    half = train(*tutorial, TrainingConfig(0.001, 50))
    rest = train(*tutorial, TrainingConfig(0.001, 50), start=(half.final.w, half.final.b))
    np.testing.assert_array_equal(np.append(half.losses, rest.losses[1:]), whole.losses)


def test_inputs_and_starts_are_left_alone(tutorial, tutorial_start):
    X, y = tutorial
    kept = [value.copy() for value in (X, y, *tutorial_start)]
    for batch_size in (None, 8):
        train(X, y, TrainingConfig(0.001, 20, batch_size=batch_size), start=tutorial_start)
    for value, before in zip((X, y, *tutorial_start), kept, strict=True):
        np.testing.assert_array_equal(value, before)


def test_divergence_warns_nobody_and_leaks_no_error_state(tutorial):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for d in (1, 2):
            X = np.hstack([tutorial[0]] * d)
            for batch_size in (None, 10):
                run = train(X, tutorial[1], TrainingConfig(1.0, 400, batch_size=batch_size))
                assert run.status == "diverged" and np.isfinite(run.losses).all()
        for _ in training_steps(*tutorial, TrainingConfig(1.0, 400)):
            assert np.geterr()["over"] == "raise"


def test_one_epoch_of_mini_batches_reads_every_row_once(monkeypatch):
    X, y = generate_linear_data(23, random_state=0)
    seen = []

    def watched(rows, w, b):
        seen.append(rows[:, 0])
        return forward_pass(rows, w, b)

    monkeypatch.setattr("linreg_core.training.forward_pass", watched)
    list(training_steps(X, y, TrainingConfig(0.001, 1, batch_size=5)))
    batches = [rows for rows in seen if len(rows) < 23]  # the other two measure the loss
    assert [len(rows) for rows in batches] == [5, 5, 5, 5, 3]
    assert sorted(np.concatenate(batches)) == sorted(X[:, 0])


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
