"""What one gets when one says nothing: the tutorial's numbers, and PyTorch's for the optimizers."""

import inspect

import pytest

import linreg_core as core

PROMISED = [
    (
        core.generate_linear_data,
        {"n_samples": 100, "true_w": 2.5, "true_b": 10.0, "noise_scale": 5.0, "random_state": None},
    ),
    (core.generate_bent_data, {"shape": "wave", "n_samples": 100, "noise_scale": 0.1, "random_state": None}),
    (core.initialize_parameters, {"n_features": 1, "random_state": None}),
    (core.update_parameters, {"learning_rate": 0.01}),
    (core.train_linear_regression, {"learning_rate": 0.01, "epochs": 1000, "random_state": None}),
    (
        core.TrainingConfig,
        {
            "optimizer": "gradient descent",
            "batch_size": None,
            "shuffle": True,
            "l2": 0.0,
            "random_state": 0,
            "decay": 0.0,
        },
    ),
    (core.OPTIMIZERS["momentum"], {"beta": 0.9}),
    (core.OPTIMIZERS["rmsprop"], {"decay": 0.9, "eps": 1e-8}),
    (core.OPTIMIZERS["adam"], {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
    (core.hessian, {"l2": 0.0}),
    (core.curvatures, {"l2": 0.0}),
    (core.learning_rate_limit, {"l2": 0.0, "beta": 0.0}),
    (core.best_learning_rate, {"l2": 0.0}),
    (core.condition_number, {"l2": 0.0}),
    (core.growth_factor, {"l2": 0.0}),
    (core.excess_at, {"l2": 0.0}),
    (core.epochs_to_reach, {"l2": 0.0}),
    (core.epochs_to_exceed, {"l2": 0.0}),
    (core.smallest_loss, {"l2": 0.0}),
    (core.level_curves, {"n_points": 121}),
    (core.train_test_split, {"test_share": 0.3, "random_state": None}),
    (core.sine_data, {"true_theta": 2.5}),
    (core.initialize_network, {"n_features": 1, "hidden_units": 8, "random_state": None}),
    (core.forward_network, {"activation": "tanh"}),
    (core.network_gradients, {"activation": "tanh"}),
    (core.update_network, {"learning_rate": 0.1}),
    (core.train_network, {"activation": "tanh", "learning_rate": 0.1, "epochs": 1000, "keep": None}),
]


@pytest.mark.parametrize("function, defaults", PROMISED, ids=lambda value: getattr(value, "__name__", ""))
def test_the_defaults_are_the_promised_ones(function, defaults):
    parameters = inspect.signature(function).parameters.values()
    assert {p.name: p.default for p in parameters if p.default is not p.empty} == defaults
