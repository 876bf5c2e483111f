"""A bent model has several valleys, and descent ends in the one it starts in. The gradient against differences."""

import numpy as np
import pytest

import linreg_core as core

X, Y = core.sine_data()
THETA = np.linspace(0, 5, 2001)


def valleys():
    losses = core.sine_loss(X, Y, THETA)
    return THETA[1:-1][(losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:])]


def test_the_points_stand_in_two_groups_exactly_on_the_wave():
    assert X.tolist() == [0.2, 0.4, 0.6, 0.8, 1.0, 3.0, 3.2, 3.4]
    np.testing.assert_array_equal(Y, np.sin(2.5 * X))


def test_the_gradient_is_the_slope_of_the_loss():
    h = 1e-6
    slope = (core.sine_loss(X, Y, THETA + h) - core.sine_loss(X, Y, THETA - h)) / (2 * h)
    np.testing.assert_allclose(core.sine_gradient(X, Y, THETA), slope, atol=1e-8)


def test_there_are_three_valleys_and_only_the_true_one_has_loss_zero():
    assert len(valleys()) == 3
    assert core.sine_loss(X, Y, [2.5]) == pytest.approx(0, abs=1e-30)
    assert sum(core.sine_loss(X, Y, valleys()) < 1e-6) == 1


@pytest.mark.parametrize("start, valley", [(0.3, 0), (1.4, 0), (1.6, 1), (3.3, 1), (3.6, 2), (4.9, 2)])
def test_small_steps_end_in_the_valley_they_start_in(start, valley):
    theta = core.sine_descent(X, Y, [start], 0.05, 200)[-1]
    assert theta == pytest.approx(valleys()[valley], abs=2.6e-3)


def test_small_steps_never_climb():
    losses = [core.sine_loss(X, Y, theta) for theta in core.sine_descent(X, Y, THETA[::50], 0.05, 50)]
    assert np.all(np.diff(losses, axis=0) <= 1e-15)


def test_many_starts_at_once_are_each_one_alone():
    together = core.sine_descent(X, Y, [0.5, 2.0], 0.1, 20)
    assert together.shape == (21, 2)
    np.testing.assert_array_equal(together[:, 1:], core.sine_descent(X, Y, [2.0], 0.1, 20))


def test_no_epoch_is_the_start_and_bad_input_is_named():
    np.testing.assert_array_equal(core.sine_descent(X, Y, [1.0], 0.1, 0), [[1.0]])
    with pytest.raises(ValueError, match="learning_rate"):
        core.sine_descent(X, Y, [1.0], -0.1, 5)
    with pytest.raises(ValueError, match="starts"):
        core.sine_descent(X, Y, [np.nan], 0.1, 5)
