"""Many networks as large products are the networks of the readable loop, each on its own.

Left out: starts that bounce for ever. Such a run is chaos, in which a last digit becomes a first one.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linreg_core as core


def draw(seed, n, d, h, many):
    rng = np.random.RandomState(seed)
    starts = core.stack_networks([core.initialize_network(d, h, rng) for _ in range(many)])
    return rng.randn(n, d), rng.randn(n, 1), starts


def assert_same(run, known, rtol):
    np.testing.assert_array_equal(run.epochs, known.epochs)
    np.testing.assert_allclose(run.losses, known.losses, rtol=rtol, atol=rtol)
    for layer, known_layer in zip(run.layers, known.layers, strict=True):
        for values, known_values in zip(layer, known_layer, strict=True):
            assert values.shape == known_values.shape
            np.testing.assert_allclose(values, known_values, rtol=rtol, atol=rtol)


shapes = st.tuples(
    st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 3), st.integers(0, 5), st.integers(1, 8)
)


@given(shapes, st.sampled_from(list(core.ACTIVATIONS)), st.floats(0, 1))
def test_a_step_is_the_step_of_the_readable_loop(shape, activation, rate):
    X, y, starts = draw(*shape)
    runs = (train(X, y, starts, activation, rate, 1) for train in (core.train_networks, core.train_network))
    assert_same(*runs, rtol=1e-12)


@given(shapes, st.sampled_from([[0, 7, 60], None]))
def test_so_are_sixty_epochs(shape, keep):
    X, y, starts = draw(*shape)
    runs = (train(X, y, starts, "tanh", 0.02, 60, keep) for train in (core.train_networks, core.train_network))
    assert_same(*runs, rtol=1e-8)


def test_and_the_wave_of_the_page():
    """100 points, four units, eight starts, 2,000 epochs."""
    (X, _), (y, _) = map(core.standardize, core.generate_bent_data("wave", 100, 0.1, 42))
    starts = core.stack_networks([core.initialize_network(1, 4, seed) for seed in range(8)])
    runs = (train(X, y, starts, "tanh", 0.05, 2000, [0, 2000]) for train in (core.train_networks, core.train_network))
    assert_same(*runs, rtol=1e-8)


def test_a_network_that_diverges_leaves_the_others_alone():
    X, y, starts = draw(3, 20, 1, 4, 3)
    (V, c), (w, b) = starts
    w[1] *= 1e160
    run, known = (train(X, y, starts, "relu", 0.01, 50) for train in (core.train_networks, core.train_network))
    np.testing.assert_array_equal(np.isinf(run.losses), np.isinf(known.losses))
    assert np.isinf(run.losses[-1]).tolist() == [False, True, False]
    np.testing.assert_allclose(run.losses[:, [0, 2]], known.losses[:, [0, 2]], rtol=1e-9)


@pytest.mark.parametrize("bad", [{"activation": "sine"}, {"learning_rate": -1}, {"epochs": 0.5}])
def test_it_refuses_what_the_readable_loop_refuses(bad):
    X, y, starts = draw(0, 5, 1, 2, 2)
    for train in (core.train_networks, core.train_network):
        with pytest.raises((TypeError, ValueError)):
            train(X, y, starts, **bad)
