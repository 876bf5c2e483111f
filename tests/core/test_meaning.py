"""What the core refuses because it cannot mean anything, each with a sentence; and what it must not call by a wrong name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linreg_core as core

X, Y = core.generate_linear_data(20, random_state=0)
LAYERS = core.initialize_network(1, 3, random_state=0)
HUGE = 10**400


# ---- arrays that are not what they look like


@pytest.mark.parametrize(
    "work",
    [
        core.least_squares,
        core.smallest_loss,
        lambda X, y: core.train(X, y, core.TrainingConfig(0.01, 1)),
        lambda X, y: core.compute_loss(y, y),
        lambda X, y: core.standardize(X),
    ],
)
@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize("kind", [np.ma.masked_array, np.matrix])
def test_masked_arrays_and_matrices_are_refused(work, kind):
    with pytest.raises(TypeError, match="masked array|np.matrix"):
        work(kind(X), kind(Y))


@pytest.mark.parametrize(
    ("work", "name"),
    [
        (lambda: core.TrainingConfig(HUGE, 10), "learning_rate"),
        (lambda: core.generate_linear_data(10, true_w=HUGE), "true_w"),
        (lambda: core.generate_linear_data(10, true_b=HUGE), "true_b"),
        (lambda: core.least_squares([[HUGE], [1]], [1, 2]), "X"),
        (lambda: core.learning_rate_limit(X, l2=HUGE), "l2"),
    ],
)
def test_whole_numbers_beyond_floats_are_told_by_name(work, name):
    with pytest.raises(ValueError, match=rf"^{name} .*too large for a float"):
        work()


# ---- sizes that do not fit


@pytest.mark.parametrize(
    "work",
    [
        lambda: core.generate_linear_data(10**9),
        lambda: core.generate_bent_data(n_samples=10**9),
        lambda: core.initialize_parameters(10**9),
        lambda: core.initialize_network(1, 10**9),
        lambda: core.polynomial_features(X, 10**8),
        lambda: core.loss_surface(X, Y, np.zeros(10_000), np.zeros(10_000)),
        lambda: core.level_curves(X, Y, [1.0], 10**9),
        lambda: core.train(np.ones((3, 50)), np.ones(3), core.TrainingConfig(0.01, 10**7)),
    ],
)
def test_what_does_not_fit_in_memory_says_how_much_does(work):
    with pytest.raises(ValueError, match="20,000,000 fit"):
        work()


# ---- shapes that would broadcast


def test_a_flat_y_never_meets_a_column_in_a_network_loss():
    y_pred = core.forward_network(X, LAYERS)[-1]
    assert core.network_loss(y_pred, Y) == pytest.approx(float(np.mean((y_pred - Y) ** 2)))
    for flat in (Y[:, 0], Y[:5], np.hstack([Y, Y])):
        with pytest.raises(ValueError, match="both must be columns"):
            core.network_loss(y_pred, flat)


def test_a_stack_of_networks_still_has_one_loss_each():
    stack = core.stack_networks([core.initialize_network(1, 3, random_state=seed) for seed in range(4)])
    assert core.network_loss(core.forward_network(X, stack)[-1], Y).shape == (4,)


@pytest.mark.parametrize("work", [core.sine_loss, core.sine_gradient])
def test_the_sine_wants_one_y_for_each_x(work):
    x, y = core.sine_data()
    assert work(x, y, [1.0, 2.0]).shape == (2,)
    for bad in (y.reshape(-1, 1), y[:3], np.stack([y, y])):
        with pytest.raises(ValueError, match="give each x its one y"):
            work(x, bad, [1.0, 2.0])


@pytest.mark.parametrize(
    "work",
    [
        lambda: core.forward_network(X, LAYERS, "sigmoid"),
        lambda: core.network_gradients(core.forward_network(X, LAYERS), Y, LAYERS, "sigmoid"),
        lambda: core.train_network(X, Y, LAYERS, "sigmoid"),
    ],
)
def test_an_unknown_activation_is_told_the_known_ones(work):
    with pytest.raises(ValueError, match="'tanh', 'relu'"):
        work()


def test_marks_out_of_order_are_refused():
    config = core.TrainingConfig(0.001, 3, batch_size=5)
    core.after_updates(X, Y, config, [0, 2, 2, 9])
    with pytest.raises(ValueError, match="must rise"):
        core.after_updates(X, Y, config, [0, 9, 2])


# ---- names


@pytest.mark.parametrize("rate", [5.0, 50.0])
def test_a_run_that_bounces_round_the_bottom_is_unfinished_not_diverged(rate):
    """From the bottom, with steps of a fixed length far too long: the loss leaps up, and stays where it is."""
    run = core.train(X, Y, core.TrainingConfig(rate, 2000, "rmsprop"), start=core.least_squares(X, Y))
    assert run.losses[-1] > 10 * run.losses[0]
    assert run.status == "unfinished"


@given(st.floats(1.001, 1.5), st.integers(1, 3000))
def test_above_the_limit_a_run_that_has_grown_tenfold_has_diverged(share, epochs):
    rate = share * core.learning_rate_limit(X)
    run = core.train(X, Y, core.TrainingConfig(rate, epochs), start=([[100.0]], [[0.0]]))
    if run.diverged_at is not None or run.losses[-1] > 11 * run.losses[0]:
        assert run.status == "diverged"


@given(st.floats(0.01, 0.999), st.integers(1, 500))
def test_below_the_limit_nothing_is_called_diverged(share, epochs):
    run = core.train(X, Y, core.TrainingConfig(share * core.learning_rate_limit(X), epochs), start_of(share))
    assert run.status != "diverged"


def start_of(seed):
    rng = np.random.RandomState(int(1e6 * seed))
    return rng.randn(1, 1) * 100, rng.randn(1, 1) * 100


# ---- the smallest loss


@pytest.mark.parametrize("degree", [3, 8, 12])
def test_the_smallest_loss_of_raw_powers_is_that_of_scaled_ones(degree):
    """The same columns in other units reach the same curves; only rounding differs, and must not decide."""
    x, y = core.generate_bent_data("wave", 40, 0.1, random_state=1)
    raw = core.polynomial_features(100 * x, degree)
    scaled, _ = core.standardize(core.polynomial_features(x, degree))
    assert core.smallest_loss(raw, y) == pytest.approx(core.smallest_loss(scaled, y), rel=1e-6)


@pytest.mark.parametrize("l2", [0.0, 0.01, 10.0])
def test_the_smallest_loss_is_the_loss_at_the_closed_form(l2):
    Z = np.random.RandomState(3).randn(30, 4) * [1, 10, 100, 0.1]
    y = Z @ [[1.0], [2.0], [-0.3], [5.0]] + np.random.RandomState(4).randn(30, 1)
    w, b = core.ridge(Z, y, l2)
    at = core.compute_loss(core.forward_pass(Z, w, b), y) + l2 * float(np.sum(w**2))
    assert core.smallest_loss(Z, y, l2) == pytest.approx(at, rel=1e-10)
