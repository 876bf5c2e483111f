"""The shape of the bowl decides what training does: limits, rates and epochs, against runs and exact sums."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linreg_core import (
    DATASETS,
    TrainingConfig,
    best_learning_rate,
    compute_gradients,
    compute_loss,
    condition_number,
    curvatures,
    epochs_to_exceed,
    epochs_to_reach,
    excess_at,
    excess_losses,
    forward_pass,
    generate_linear_data,
    growth_factor,
    hessian,
    house_table,
    learning_rate_limit,
    learning_rate_limits,
    least_squares,
    level_curves,
    loss_surface,
    safe_learning_rate,
    smallest_loss,
    train,
    training_steps,
)

random_data = st.builds(
    lambda seed, n, d: np.random.RandomState(seed).randn(n, d) * 3 + 1,
    st.integers(0, 10**6),
    st.integers(8, 30),
    st.integers(1, 4),
)
penalties = st.sampled_from([0.0, 0.1, 10.0])


def test_the_tutorials_numbers_in_exact_arithmetic(truth, tutorial):
    X, _ = tutorial
    exact = truth["hessian"]
    eigenvalues = [float(exact["lambda_max"]), float(exact["lambda_min"])]
    np.testing.assert_allclose(hessian(X), np.array(exact["H"], dtype=float), rtol=1e-14)
    np.testing.assert_allclose(curvatures(X), eigenvalues, rtol=1e-14)
    assert condition_number(X) == pytest.approx(float(exact["cond"]), rel=1e-14)
    assert learning_rate_limit(X) == pytest.approx(float(exact["lr_max_stable"]), rel=1e-14)
    assert best_learning_rate(X) == pytest.approx(float(exact["lr_optimal"]), rel=1e-14)
    assert growth_factor(X, best_learning_rate(X)) == pytest.approx(float(exact["rate_at_lr_opt"]), rel=1e-14)


def test_on_the_tutorials_data_a_rate_of_one_hundredth_is_stable(tutorial):
    assert 0.01 < learning_rate_limit(tutorial[0]) < 0.0111


def test_real_house_sizes_allow_only_tiny_rates(truth):
    X, _ = house_table()
    recorded = truth["house_table"]
    np.testing.assert_allclose(sorted(curvatures(X)), recorded["eig"], rtol=1e-9)
    assert learning_rate_limit(X) == pytest.approx(recorded["lr_max"], rel=1e-12)


def test_the_smallest_eigenvalue_keeps_its_digits_in_a_long_valley():
    """λmin·λmax = 4·variance exactly (the determinant); λmax is easy."""
    X, _ = DATASETS["square-feet"].sample(random_state=42)
    for offset in (0.0, 1e4, 1e5):
        x = [Fraction(float(v)) for v in (X + offset)[:, 0]]
        mean = sum(x) / len(x)
        determinant = 4 * sum((v - mean) ** 2 for v in x) / len(x)
        largest, smallest = curvatures(X + offset)
        assert largest * smallest == pytest.approx(float(determinant), rel=1e-9)
    assert condition_number(X + 1e5) > 1e14  # where eigvalsh of the Hessian has no digit left


@given(random_data, penalties)
def test_curvatures_are_the_eigenvalues_of_the_hessian(X, l2):
    np.testing.assert_allclose(curvatures(X, l2)[::-1], np.linalg.eigvalsh(hessian(X, l2)), rtol=1e-9)


@given(random_data, penalties)
def test_the_hessian_is_the_slope_of_the_gradient(X, l2):
    n, d = X.shape
    y = np.zeros((n, 1))

    def gradient(theta):
        w, b = theta[:-1].reshape(-1, 1), theta[-1:].reshape(1, 1)
        dw, db = compute_gradients(X, forward_pass(X, w, b), y)
        return np.append(dw + 2 * l2 * w, db)

    columns = [gradient(e) - gradient(np.zeros(d + 1)) for e in np.eye(d + 1)]
    np.testing.assert_allclose(hessian(X, l2), np.array(columns), rtol=1e-10, atol=1e-10)


@given(random_data, penalties)
def test_the_best_rate_has_the_smallest_growth_factor(X, l2):
    best = best_learning_rate(X, l2)
    assert best < learning_rate_limit(X, l2)
    others = [growth_factor(X, best * c, l2) for c in (0.9, 0.99, 1.01, 1.1)]
    assert growth_factor(X, best, l2) <= min(others) + 1e-15
    assert growth_factor(X, learning_rate_limit(X, l2), l2) == pytest.approx(1)
    assert growth_factor(X, 0, l2) == 1


def test_a_diverging_step_grows_by_the_growth_factor(tutorial):
    rate = 1.1 * learning_rate_limit(tutorial[0])
    run = train(*tutorial, TrainingConfig(rate, 200))
    assert run.w[-1, 0] / run.w[-2, 0] == pytest.approx(-growth_factor(tutorial[0], rate), rel=1e-6)


def test_collinear_columns_are_a_flat_direction(tutorial):
    X = np.hstack([tutorial[0], 2 * tutorial[0]])
    assert condition_number(X) == np.inf
    assert len(curvatures(X)) == 2
    assert train(X, tutorial[1], TrainingConfig(best_learning_rate(X), 3000)).status == "converged"
    assert condition_number(X, l2=0.1) < np.inf


@pytest.mark.parametrize("value", [0.0, 0.1])
def test_a_constant_column_is_a_flat_direction(value):
    X = np.full((7, 1), value)
    assert condition_number(X) == np.inf
    assert learning_rate_limit(X) == pytest.approx(1 / (1 + value**2), rel=1e-12)


def test_more_ridge_makes_a_rounder_bowl(tutorial):
    X = generate_linear_data(12, [1.0] * 6, random_state=0)[0] / 10
    X[:, 5] = X[:, 4] + 1e-4 * X[:, 5]
    numbers = [condition_number(X, l2) for l2 in (0, 1e-6, 1e-3, 0.1)]
    assert numbers == sorted(numbers, reverse=True)
    assert condition_number(tutorial[0], 50.0) > condition_number(tutorial[0])  # but b is free: its λ stays 2


@pytest.mark.parametrize("slug", DATASETS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_epochs_to_reach_is_where_the_run_gets_there(slug, share):
    X, y = DATASETS[slug].sample(random_state=42)
    rate, start = share * learning_rate_limit(X), (0.0, 0.0)
    lowest = smallest_loss(X, y)
    run = train(X, y, TrainingConfig(rate, 400), start)
    goals = 1.0001 * (run.losses[[2, 5, 50, 399]] - lowest)
    above_rounding = goals[goals > 1e-9 * run.losses[0]]
    assert len(above_rounding) > 1
    for goal in above_rounding:
        first = int(np.argmax(run.losses - lowest <= goal))
        assert epochs_to_reach(X, y, start, rate, goal) == first


@given(random_data, penalties, st.floats(0.05, 1.2))
def test_the_excess_is_computed_as_it_is_trained(X, l2, share):
    rng = np.random.RandomState(len(X))
    y, start = rng.randn(len(X), 1), (rng.randn(X.shape[1], 1), rng.randn(1, 1))
    rate = share * learning_rate_limit(X, l2)
    run = train(X, y, TrainingConfig(rate, 30, l2=l2), start)
    excess = excess_at(X, y, start, rate, np.arange(31), l2)
    np.testing.assert_allclose(excess, run.losses - smallest_loss(X, y, l2), rtol=1e-8, atol=1e-11)
    assert isinstance(excess_at(X, y, start, rate, 3, l2), float)
    assert excess_at(X, y, start, rate, 3, l2) == pytest.approx(excess[3], rel=1e-14)


def test_the_tutorials_run_is_still_above_the_floor(truth, tutorial, tutorial_start):
    excess = excess_at(*tutorial, tutorial_start, 0.001, 2000)
    assert excess == pytest.approx(truth["convergence"]["excess_loss_at_2000"], rel=1e-9)


def test_how_long_the_tutorial_would_take(tutorial, tutorial_start):
    """Ten times the rate, a tenth of the epochs."""
    within_1_percent = 0.01 * smallest_loss(*tutorial)
    slow = epochs_to_reach(*tutorial, tutorial_start, 0.001, within_1_percent)
    fast = epochs_to_reach(*tutorial, tutorial_start, 0.01, within_1_percent)
    assert slow == pytest.approx(10 * fast, rel=0.01)


def test_many_rates_at_once_are_each_of_them(tutorial):
    goal = 0.01 * smallest_loss(*tutorial)
    rates = learning_rate_limit(tutorial[0]) * np.array([0.0, 1e-4, 0.01, 0.5, 0.9999, 1.05, 30.0, 1e300])
    alone = [epochs_to_reach(*tutorial, (0, 0), rate, goal) for rate in rates]
    together = epochs_to_reach(*tutorial, (0, 0), rates, goal)
    assert together.tolist() == [np.inf if epochs is None else epochs for epochs in alone]


@pytest.mark.parametrize("slug", DATASETS)
@pytest.mark.parametrize("share", [1.05, 1.3, 5.0])
def test_epochs_to_exceed_is_where_the_diverging_run_gets_there(slug, share):
    X, y = DATASETS[slug].sample(random_state=42)
    rate, lowest = share * learning_rate_limit(X), smallest_loss(X, y)
    excess = train(X, y, TrainingConfig(rate, 400), (0, 0)).losses - lowest
    for times in (1.5, 1e6):
        assert epochs_to_exceed(X, y, (0, 0), rate, times * excess[0]) == int(np.argmax(excess > times * excess[0]))


def test_what_is_never_exceeded_is_none(tutorial):
    limit = learning_rate_limit(tutorial[0])
    for rate in (0.0, 0.5 * limit, 0.9999 * limit):
        assert epochs_to_exceed(*tutorial, (0, 0), rate, 1e12) is None
    assert epochs_to_exceed(*tutorial, least_squares(*tutorial), 0.9 * limit, 1e12) is None


def test_the_limits_of_many_samples_are_each_ones_limit():
    samples = np.random.RandomState(0).randn(20, 30) * 10 + np.linspace(-3, 2000, 20).reshape(-1, 1)
    alone = [learning_rate_limit(x.reshape(-1, 1)) for x in samples]
    np.testing.assert_allclose(learning_rate_limits(samples), alone, rtol=1e-12)


def test_what_is_never_reached_is_none(tutorial):
    goal = 0.01 * smallest_loss(*tutorial)
    limit = learning_rate_limit(tutorial[0])
    assert epochs_to_reach(*tutorial, (0, 0), 0.0, goal) is None
    assert epochs_to_reach(*tutorial, (0, 0), 1.05 * limit, goal) is None
    assert epochs_to_reach(*tutorial, (0, 0), 100.0, goal) is None
    assert epochs_to_reach(*tutorial, (0, 0), 1e300, goal) is None


def test_a_goal_already_met_needs_no_epoch(tutorial):
    assert epochs_to_reach(*tutorial, (0, 0), 0.001, 1e12) == 0
    assert epochs_to_reach(*tutorial, (0, 0), 50.0, 1e12) == 0


def test_exactly_at_the_bottom_the_goal_is_reached_at_once():
    assert epochs_to_reach([0.0, 0.0], [0.0, 0.0], (3.0, 0.0), 0.1, 0) == 0


def test_a_run_that_will_diverge_may_pass_the_goal_first():
    """Started almost along the valley, the wild direction takes a while to show: down first, then up."""
    X, y = generate_linear_data(50, 0.0, 0.0, 1.0, random_state=42)
    rate = 1.01 * learning_rate_limit(X)
    w, b = least_squares(X, y)
    _, valley = np.linalg.eigh(hessian(X))
    start = (w + 5 * valley[0, 0] + 1e-9 * valley[0, 1], b + 5 * valley[1, 0] + 1e-9 * valley[1, 1])
    reached = epochs_to_reach(X, y, start, rate, 1e-6)
    assert reached is not None
    losses = train(X, y, TrainingConfig(rate, 3000), start).losses - smallest_loss(X, y)
    assert abs(reached - int(np.argmax(losses <= 1e-6))) <= 1
    assert losses[-1] > 1


def test_very_long_runs_are_answered_at_once():
    X, y = DATASETS["square-feet"].sample(random_state=42)
    epochs = epochs_to_reach(X, y, (0.0, 0.0), 2e-7, 1e-6 * smallest_loss(X, y))
    assert 10**6 < epochs < 10**10


@given(st.integers(0, 10**6))
def test_the_surface_is_the_loss_at_every_pair(seed):
    rng = np.random.RandomState(seed)
    X, y = rng.randn(10, 1) + 5, rng.randn(10, 1)
    ws, bs = rng.randn(4), rng.randn(3)
    surface = loss_surface(X, y, ws, bs)
    assert surface.shape == (3, 4)
    expected = [[compute_loss(forward_pass(X, w, b), y) for w in ws] for b in bs]
    np.testing.assert_allclose(surface, expected, rtol=1e-12)


def test_the_surface_is_of_one_feature():
    with pytest.raises(ValueError, match="2 columns"):
        loss_surface(np.eye(2), [1, 2], [0], [0])


@pytest.mark.parametrize("mean", [0.0, -2.3, 1900.0])
def test_on_a_level_curve_the_loss_is_everywhere_the_same(mean):
    X, y = generate_linear_data(40, random_state=1)
    X = X + mean
    excess = np.array([1e-2, 1.0, 300.0])
    ws, bs = level_curves(X, y, excess, 50)
    assert ws.shape == bs.shape == (3, 50)
    for level, w, b in zip(excess, ws, bs, strict=True):
        losses = np.array([compute_loss(forward_pass(X, [[wi]], [[bi]]), y) for wi, bi in zip(w, b, strict=True)])
        np.testing.assert_allclose(losses - smallest_loss(X, y), level, rtol=1e-6)


def test_a_level_curve_needs_one_feature_and_a_constant_one_is_drawn_long():
    with pytest.raises(ValueError, match="exactly one"):
        level_curves(np.ones((4, 2)), np.ones((4, 1)), [1.0])
    ws, bs = level_curves(np.full((5, 1), 3.0), np.arange(5.0), [4.0])
    assert np.all(np.isfinite(ws)) and np.ptp(ws) > 1e5
    np.testing.assert_allclose(np.abs(3 * ws + bs - 2).max(), 2, rtol=1e-3)


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
