"""What is refused, and how: the message names the argument, the place and the way out."""

import warnings

import numpy as np
import pytest

from linreg_core import (
    TrainingConfig,
    compute_gradients,
    compute_loss,
    epochs_to_reach,
    excess_at,
    forward_pass,
    generate_linear_data,
    growth_factor,
    hessian,
    initialize_parameters,
    learning_rate_limit,
    least_squares,
    loss_surface,
    ridge,
    standardize,
    train,
    train_linear_regression,
    training_steps,
)

X = np.arange(12.0).reshape(6, 2)
y = np.arange(6.0).reshape(6, 1)
config = TrainingConfig(0.001, 3)


def spoiled(array, value):
    array = array.astype(type(value)) if isinstance(value, complex) else array.copy()
    array[4, -1] = value
    return array


takes_data = pytest.mark.parametrize(
    "call",
    [
        lambda X, y: train(X, y, config),
        lambda X, y: train(X, y, TrainingConfig(0.001, 3, batch_size=2)),
        lambda X, y: training_steps(X, y, config),
        train_linear_regression,
        least_squares,
        lambda X, y: ridge(X, y, 0.1),
        lambda X, y: excess_at(X, y, (np.zeros(2), 0), 0.1, 5),
        lambda X, y: epochs_to_reach(X, y, (np.zeros(2), 0), 0.1, 5),
    ],
)


@takes_data
@pytest.mark.parametrize("value, word", [(np.nan, "nan"), (np.inf, "inf"), (-np.inf, "inf"), (1e200, "1e\\+200")])
def test_a_bad_number_is_found_by_row_and_column(call, value, word):
    with pytest.raises(ValueError, match=rf"^X is -?{word} at row 4, column 1: .*row|^X is .*larger unit"):
        call(spoiled(X, value), y)
    with pytest.raises(ValueError, match=rf"^y is -?{word} at row 4, column 0"):
        call(X, spoiled(y, value))


@takes_data
def test_complex_numbers_and_text_are_no_data(call):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TypeError, match="^X .*complex"):
            call(spoiled(X, 1j), y)
        with pytest.raises(TypeError, match="^y .*complex"):
            call(X, spoiled(y, 1j))
    for bad in (X.astype(str), "text", [[1, 2], [3]], X.astype("datetime64[s]"), {"a": 1}):
        with pytest.raises(TypeError, match="^X must hold real numbers"):
            call(bad, y)


@takes_data
def test_lengths_must_match(call):
    with pytest.raises(ValueError, match="X has 6 rows and y has 5"):
        call(X, y[:5])
    with pytest.raises(ValueError, match="X has 6 rows and y has 5"):
        call(X, y[:5, 0])


@takes_data
def test_y_is_one_column(call):
    for bad in (y.T, np.hstack([y, y]), y.reshape(1, 6, 1)):
        with pytest.raises(ValueError, match="^y has shape .* one column"):
            call(X, bad)


@takes_data
def test_there_is_data(call):
    with pytest.raises(ValueError, match="^X is empty"):
        call(np.zeros((0, 2)), np.zeros((0, 1)))
    with pytest.raises(ValueError, match="^X is empty"):
        call(np.zeros((6, 0)), y)
    with pytest.raises(ValueError, match="^X has shape"):
        call(np.zeros((6, 2, 2)), y)


def test_the_five_functions_refuse_shapes_that_would_broadcast():
    w, b = initialize_parameters(2, 0)
    with pytest.raises(ValueError, match="w has 1 values and X has 2 columns"):
        forward_pass(X, [[1.0]], b)
    with pytest.raises(ValueError, match="w has shape \\(1, 2\\)"):
        forward_pass(X, w.T, b)
    with pytest.raises(ValueError, match="b has shape"):
        forward_pass(X, w, [1.0, 2.0])
    with pytest.raises(ValueError, match="y_pred has 6 rows and y_true has 5"):
        compute_loss(y, y[:5])
    with pytest.raises(ValueError, match="X has 6 rows and y_true has 5"):
        compute_gradients(X, y[:5], y[:5])
    with pytest.raises(TypeError, match="y_true .*complex"):
        compute_loss(y, y * 1j)


@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf, -np.inf])
def test_a_learning_rate_is_0_or_more(bad):
    for call in (
        lambda: TrainingConfig(bad, 10),
        lambda: train_linear_regression(X, y, learning_rate=bad),
        lambda: growth_factor(X, bad),
        lambda: excess_at(X, y, ([0, 0], 0), bad, 1),
    ):
        with pytest.raises(ValueError, match="^learning_rate must be"):
            call()


@pytest.mark.parametrize("bad", ["0.1", None, True, 1j, [0.1], np.array([0.1])])
def test_a_learning_rate_is_a_number(bad):
    with pytest.raises(TypeError, match="^learning_rate must be a number"):
        TrainingConfig(bad, 10)


@pytest.mark.parametrize("bad", [1.5, 10.0, "10", None, True, np.nan, [10]])
def test_epochs_are_whole(bad):
    with pytest.raises(TypeError, match="^epochs must be a whole number"):
        TrainingConfig(0.1, bad)
    with pytest.raises(TypeError, match="^epochs must be a whole number"):
        train_linear_regression(X, y, 0.1, bad)


def test_epochs_are_0_or_more_and_not_without_end():
    with pytest.raises(ValueError, match="^epochs must be at least 0"):
        TrainingConfig(0.1, -1)
    with pytest.raises(ValueError, match="^epochs must be at most 10,000,000"):
        TrainingConfig(0.1, 10**7 + 1)
    long = TrainingConfig(0.1, 10**7)
    many = np.zeros((1001, 1))
    for call in (train, training_steps):
        with pytest.raises(ValueError, match="^n × epochs is 1,001 × 10,000,000, more than 10,000,000,000"):
            call(many, many, long)
    with pytest.raises(ValueError, match="^n × epochs"):
        train_linear_regression(many, many, 0.1, 10**7)
    with pytest.raises(ValueError, match="^batch_size 1 makes more than 100,000,000 updates"):
        training_steps(many[:11], many[:11], TrainingConfig(0.1, 10**7, batch_size=1))


def test_the_largest_run_and_the_largest_value_are_let_in():
    """A stream of steps does nothing before it is asked for the first."""
    many = np.zeros((1000, 1))
    training_steps(many, many, TrainingConfig(0.1, 10**7))
    training_steps(many[:10], many[:10], TrainingConfig(0.1, 10**7, batch_size=1))
    training_steps(many[:11], many[:11], TrainingConfig(0.1, 10**7, batch_size=11))
    assert least_squares([1e100], [-1e100])[1] == -1e100
    for value in (1.01e100, -1.01e100):
        with pytest.raises(ValueError, match="^X is .*larger unit"):
            least_squares([value], [1.0])


@pytest.mark.parametrize(
    "error, settings, message",
    [
        (ValueError, {"optimizer": "newton"}, "optimizer must be one of 'gradient descent', 'momentum'"),
        (ValueError, {"optimizer": None}, "optimizer must be one of"),
        (ValueError, {"batch_size": 0}, "batch_size must be at least 1"),
        (TypeError, {"batch_size": 2.0}, "batch_size must be a whole number"),
        (TypeError, {"shuffle": "yes"}, "shuffle must be True or False"),
        (ValueError, {"l2": -1.0}, "l2 must be at least 0"),
        (ValueError, {"l2": np.nan}, "l2 must be a finite number"),
        (TypeError, {"random_state": "seed"}, "random_state must be None, an int or a RandomState"),
        (TypeError, {"random_state": np.random.default_rng(0)}, "random_state must be None, an int"),
        (ValueError, {"random_state": -1}, "random_state must be at least 0"),
        (ValueError, {"random_state": 2**32}, "random_state must be less than"),
    ],
)
def test_settings_are_checked_when_they_are_made(error, settings, message):
    with pytest.raises(error, match="^" + message):
        TrainingConfig(0.1, 10, **settings)


def test_integers_of_numpy_are_integers():
    made = TrainingConfig(np.float32(0.5), np.int64(10), batch_size=np.int32(4), random_state=np.uint8(3))
    assert train(X, y, made, start=([0, 0], 0)).status == "diverged"


@pytest.mark.parametrize(
    "start, error, message",
    [
        (5.0, TypeError, "start must be a pair"),
        (([1.0], 0.0), ValueError, "w has 1 values and X has 2 columns"),
        (([np.nan, 0.0], 0.0), ValueError, "start's w is nan at row 0"),
        (([1.0, 0.0], [0.0, 1.0]), ValueError, "b has shape"),
        ((["a", "b"], 0.0), TypeError, "w must hold real numbers"),
        (([1e99, 0.0], 0.0), None, None),
    ],
)
def test_a_start_fits_the_data(start, error, message):
    if error is None:
        assert train(X, y, config, start).losses[0] > 1e190
        return
    for call in (train, lambda *a: list(training_steps(*a))):
        with pytest.raises(error, match="^" + message):
            call(X, y, config, start)


def test_a_start_whose_loss_overflows_is_refused():
    with pytest.raises(ValueError, match="^start is so far away"):
        train(X * 1e90, y, config, start=([1e99, 0.0], 0.0))


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ({"n_samples": 0}, ValueError, "n_samples must be at least 1"),
        ({"n_samples": 2.5}, TypeError, "n_samples must be a whole number"),
        ({"noise_scale": -1}, ValueError, "noise_scale must be at least 0"),
        ({"true_w": np.nan}, ValueError, "true_w is nan"),
        ({"true_w": []}, ValueError, "true_w is empty"),
        ({"true_w": "steep"}, TypeError, "true_w must hold real numbers"),
        ({"true_b": np.inf}, ValueError, "true_b must be a finite number"),
        ({"random_state": 1.5}, TypeError, "random_state must be"),
    ],
)
def test_data_cannot_be_made_of_that(arguments, error, message):
    with pytest.raises(error, match="^" + message):
        generate_linear_data(**arguments)


def test_a_missing_value_is_not_a_number():
    with pytest.raises(ValueError, match="^X is nan at row 1, column 0: remove that row or fill it in"):
        least_squares([[1.0], [None], [3.0]], [1, 2, 3])


def test_the_rest_of_the_doors():
    with pytest.raises(ValueError, match="^n_features must be at least 1"):
        initialize_parameters(0)
    with pytest.raises(ValueError, match="^X is nan at row 4, column 1"):
        standardize(spoiled(X, np.nan))
    with pytest.raises(ValueError, match="^X is nan"):
        hessian(spoiled(X, np.nan))
    with pytest.raises(ValueError, match="^l2 must be at least 0"):
        learning_rate_limit(X, -1)
    with pytest.raises(ValueError, match="^ws is nan"):
        loss_surface(X[:, :1], y, [np.nan], [0])
    with pytest.raises(ValueError, match="^excess must be at least 0"):
        epochs_to_reach(X, y, ([0, 0], 0), 0.1, -1)
    for bad in (-1, 1.5):
        with pytest.raises(ValueError, match="^epoch must be a whole number"):
            excess_at(X, y, ([0, 0], 0), 0.1, bad)


def test_whole_numbers_booleans_and_lists_are_data():
    for form in (X.astype(int), X.tolist(), X.astype(np.float32), X.astype(object), np.asfortranarray(X)):
        np.testing.assert_allclose(least_squares(form, y[:, 0].tolist())[1], least_squares(X, y)[1])
    w, b = least_squares([True, False, True], [3, 1, 3])
    assert (w[0, 0], b[0, 0]) == pytest.approx((2, 1))
