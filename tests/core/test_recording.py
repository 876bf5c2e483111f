"""A recorded run: what it holds, how it ends, where it stands inside its epochs. The tutorial's numbers: test_tutorial.py."""

import warnings

import numpy as np
import pytest

from linreg_core import (
    DATASETS,
    OPTIMIZERS,
    TrainingConfig,
    after_updates,
    compute_loss,
    forward_pass,
    generate_linear_data,
    house_table,
    initialize_parameters,
    least_squares,
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
    assert run.diverged_at == len(run.losses) == truth["house_table"]["lr0.001"]["first_nonfinite_epoch"] == 41
    assert np.isfinite(run.w).all() and np.isfinite(run.b).all() and np.isfinite(run.losses).all()


@pytest.mark.parametrize(
    "slug, rate, status",
    [("tutorial", 0.001, "unfinished"), ("simple", 0.01, "converged"), ("square-feet", 2e-7, "unfinished")],
)
def test_how_a_run_of_2000_epochs_ends(slug, rate, status):
    assert train(*DATASETS[slug].sample(random_state=42), TrainingConfig(rate, 2000)).status == status


@pytest.mark.parametrize("times, status", [(-3.1, "unfinished"), (-3.2, "diverged")])
def test_a_run_that_ends_ten_times_above_its_start_has_diverged(times, status):
    """At x = y = 0 an epoch multiplies b by 1 − 2η, and the loss b² by its square: 9.6 and 10.2."""
    run = train([0.0], [0.0], TrainingConfig((1 - times) / 2, 1), start=(0.0, 1.0))
    assert run.losses[1] == pytest.approx(times**2) and run.status == status


@pytest.mark.parametrize("b, status", [(0.9e-3, "converged"), (1.1e-3, "unfinished")])
def test_within_a_millionth_of_the_smallest_loss_a_run_has_converged(b, status):
    """y = ±1 at x = 0: the loss is 1 + b²."""
    assert train([0.0, 0.0], [1.0, -1.0], TrainingConfig(0, 0), start=(0.0, b)).status == status


@pytest.mark.parametrize("loss, status", [(0.97, "converged"), (1.03, "unfinished")])
def test_where_the_smallest_loss_is_0_rounding_is_relative_to_the_size_of_y(loss, status):
    """To 1e-12 of the variance of y, here 1 and 0, and to 1e-20 of the square of its mean, here 0 and 1,000²."""
    for x, y, w, b, one in [(1.0, [-1.0, 1.0], 1.0, 0.0, 1e-12), (0.0, [1e3, 1e3], 0.0, 1e3, 1e-14)]:
        run = train([-x, x], y, TrainingConfig(0, 0), start=(w, b + np.sqrt(loss * one)))
        assert run.losses[0] == pytest.approx(loss * one, rel=1e-3) and run.status == status


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


# ---- inside an epoch


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
