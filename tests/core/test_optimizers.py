"""Four rules against their formulas, written out a second time as PyTorch documents them."""

import math

import numpy as np
import pytest

from linreg_core import OPTIMIZERS, TrainingConfig, training_steps

GRADIENTS = [3.0, -1.5, 0.25, 0.0, 1e-9, -40.0, 7.0]
RATE = 0.1


def follow(name, gradients, theta=1.0):
    rule, memory, path = OPTIMIZERS[name], (0.0, 0.0, 0), []
    for g in gradients:
        direction, memory = rule(g, memory)
        theta = theta - RATE * direction
        path.append(theta)
    return path


def by_formula_gradient_descent(theta=1.0):
    for g in GRADIENTS:
        theta -= RATE * g
        yield theta


def by_formula_momentum(theta=1.0):
    buffer = 0.0
    for g in GRADIENTS:
        buffer = 0.9 * buffer + g
        theta -= RATE * buffer
        yield theta


def by_formula_rmsprop(theta=1.0):
    square = 0.0
    for g in GRADIENTS:
        square = 0.9 * square + 0.1 * g**2
        theta -= RATE * g / (math.sqrt(square) + 1e-8)
        yield theta


def by_formula_adam(theta=1.0):
    mean = square = 0.0
    for t, g in enumerate(GRADIENTS, start=1):
        mean = 0.9 * mean + 0.1 * g
        square = 0.999 * square + 0.001 * g**2
        theta -= RATE * (mean / (1 - 0.9**t)) / (math.sqrt(square / (1 - 0.999**t)) + 1e-8)
        yield theta


@pytest.mark.parametrize(
    "name, formula",
    [
        ("gradient descent", by_formula_gradient_descent),
        ("momentum", by_formula_momentum),
        ("rmsprop", by_formula_rmsprop),
        ("adam", by_formula_adam),
    ],
)
def test_a_rule_is_its_formula(name, formula):
    assert follow(name, GRADIENTS) == pytest.approx(list(formula()), rel=1e-14)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_rule_treats_each_number_of_an_array_alone(name):
    arrays = [np.array([g, -2 * g, 5.0]) for g in GRADIENTS]
    together = np.array(follow(name, arrays))
    for column in range(3):
        np.testing.assert_allclose(together[:, column], follow(name, [g[column] for g in arrays]), rtol=1e-14)


@pytest.mark.parametrize("name", ["rmsprop", "adam"])
def test_the_size_of_the_gradient_hardly_matters(name):
    small, large = follow(name, [1.0, -2.0, 3.0]), follow(name, [1e6, -2e6, 3e6])
    assert small == pytest.approx(large, rel=1e-6)


def test_adam_begins_with_a_step_of_the_rate():
    assert follow("adam", [1234.5]) == pytest.approx([1.0 - RATE])


def test_rmsprop_begins_with_a_step_of_rate_over_root_one_tenth():
    assert follow("rmsprop", [1234.5]) == pytest.approx([1.0 - RATE / math.sqrt(0.1)])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_first_update_of_every_rule_goes_against_the_gradient(name, tutorial):
    before, after = training_steps(*tutorial, TrainingConfig(0.001, 1, name), start=(0.0, 0.0))
    assert after.loss < before.loss
