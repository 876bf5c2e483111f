"""One hidden layer: the gradients against finite differences; without one it is linear regression, to the last digit."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linreg_core import (
    ACTIVATIONS,
    SHAPES,
    TrainingConfig,
    compute_gradients,
    compute_loss,
    forward_network,
    forward_pass,
    generate_bent_data,
    generate_linear_data,
    initialize_network,
    least_squares,
    network_gradients,
    network_loss,
    restore_network,
    smallest_loss,
    stack_networks,
    standardize,
    train_network,
    training_steps,
    update_network,
)

networks = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 2**32 - 1),
        "n": st.integers(1, 20),
        "d": st.integers(1, 3),
        "h": st.integers(0, 5),
        "activation": st.sampled_from(list(ACTIVATIONS)),
    }
)


def draw(seed, n, d, h, activation):
    rng = np.random.RandomState(seed)
    return rng.randn(n, d), rng.randn(n, 1), initialize_network(d, h, rng), activation


def away_from_the_kink(X, layers, by=1e-4):
    """ReLU has no slope where a unit's input is 0."""
    return all(np.min(np.abs(X @ V + c)) > by for V, c in layers[:-1])


@given(networks)
def test_shapes_follow_the_formulas(network):
    X, y, layers, activation = draw(**network)
    outputs = forward_network(X, layers, activation)
    gradients = network_gradients(outputs, y, layers, activation)
    n, d, h = network["n"], network["d"], network["h"]
    shapes = [[(d, h), (1, h)], [(h, 1), (1, 1)]] if h else [[(d, 1), (1, 1)]]
    for of in (layers, gradients, update_network(layers, gradients)):
        assert [[part.shape for part in layer] for layer in of] == shapes
    assert outputs[-1].shape == (n, 1)


def test_a_network_starts_with_what_each_unit_adds_up_of_size_one():
    """d inputs of size 1 add up to a number of size √d · the size of V: so that is 1/√d, and 1/√h for w. Biases: 1."""
    (V, c), (w, _) = initialize_network(16, 4000, 0)
    sizes = np.std(V), np.std(c), np.std(w)
    assert sizes == pytest.approx((1 / 4, 1, 1 / np.sqrt(4000)), rel=0.03)


@given(networks)
def test_gradients_are_the_slopes_of_the_loss(network):
    X, y, layers, activation = draw(**network)
    assume(away_from_the_kink(X, layers))
    gradients = network_gradients(forward_network(X, layers, activation), y, layers, activation)
    step = 1e-6
    for i, layer in enumerate(layers):
        for j, values in enumerate(layer):
            for place in np.ndindex(values.shape):
                kept = values[place]
                ends = []
                for values[place] in (kept + step, kept - step):
                    ends.append(compute_loss(forward_network(X, layers, activation)[-1], y))
                values[place] = kept
                slope = (ends[0] - ends[1]) / (2 * step)
                assert slope == pytest.approx(gradients[i][j][place], rel=1e-5, abs=1e-6)


@given(networks)
def test_without_hidden_units_the_five_functions_are_those_of_linear_regression(network):
    X, y, layers, activation = draw(**network | {"h": 0})
    ((w, b),) = layers
    outputs = forward_network(X, layers, activation)
    ((dw, db),) = network_gradients(outputs, y, layers, activation)
    known_dw, known_db = compute_gradients(X, forward_pass(X, w, b), y)
    np.testing.assert_array_equal(outputs[-1], forward_pass(X, w, b))
    np.testing.assert_allclose(dw, known_dw, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(db[0, 0], known_db, rtol=1e-12, atol=1e-14)


def test_without_hidden_units_a_run_is_the_run_of_linear_regression(tutorial, tutorial_start):
    """The tutorial's 50 houses, its start, its rate and its 2,000 epochs."""
    X, y = tutorial
    run = train_network(X, y, [tutorial_start], learning_rate=0.001, epochs=2000)
    ((w, b),) = run.layers
    known = list(training_steps(X, y, TrainingConfig(0.001, 2000), tutorial_start))
    np.testing.assert_allclose(w[:, 0, 0], [step.w.item() for step in known], rtol=1e-12)
    np.testing.assert_allclose(b[:, 0, 0], [step.b.item() for step in known], rtol=1e-12)
    np.testing.assert_allclose(run.losses, [step.loss for step in known], rtol=1e-12)


@given(networks)
def test_the_loss_is_compute_loss(network):
    X, y, layers, activation = draw(**network)
    y_pred = forward_network(X, layers, activation)[-1]
    assert network_loss(y_pred, y) == pytest.approx(compute_loss(y_pred, y), rel=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("h", [0, 3])
def test_networks_trained_side_by_side_are_as_if_each_were_alone(activation, h):
    X, y = generate_bent_data("wave", 30, random_state=0)
    alone = [initialize_network(1, h, seed) for seed in range(4)]
    together = train_network(X, y, stack_networks(alone), activation, 0.05, 100)
    for i, layers in enumerate(alone):
        run = train_network(X, y, layers, activation, 0.05, 100)
        np.testing.assert_allclose(together.losses[:, i], run.losses, rtol=1e-9)
        for (W, b), (known_W, known_b) in zip(together.layers, run.layers, strict=True):
            np.testing.assert_allclose(W[:, i], known_W, rtol=1e-7, atol=1e-9)
            np.testing.assert_allclose(b[:, i], known_b, rtol=1e-7, atol=1e-9)


def test_keep_records_the_parameters_of_these_epochs_only():
    X, y = generate_bent_data("step", 30, random_state=0)
    start = initialize_network(1, 4, 0)
    full, thin = (train_network(X, y, start, epochs=50, keep=keep) for keep in (None, [0, 7, 50]))
    assert thin.epochs.tolist() == [0, 7, 50] and len(thin.losses) == 51
    np.testing.assert_array_equal(thin.layers[0][0], full.layers[0][0][[0, 7, 50]])
    np.testing.assert_array_equal(thin.at(0)[0][0], start[0][0])
    np.testing.assert_array_equal(thin.losses, full.losses)


@given(networks)
def test_restored_layers_predict_in_the_original_units(network):
    X, y, layers, activation = draw(**network)
    X, y = 1000 * X + 5000, 300 * y - 20
    (Z, x_scaler), (_, y_scaler) = standardize(X), standardize(y)
    scaled = forward_network(Z, layers, activation)[-1] * y_scaler.scale + y_scaler.shift
    restored = restore_network(layers, x_scaler, y_scaler)
    np.testing.assert_allclose(forward_network(X, restored, activation)[-1], scaled, rtol=1e-7, atol=1e-5)


def test_a_line_restored_to_its_units_is_least_squares():
    X, y = generate_linear_data(50, 250.0, 50_000.0, 30_000.0, random_state=42)
    (Z, x_scaler), (T, y_scaler) = standardize(X), standardize(y)
    run = train_network(Z, T, initialize_network(1, 0, 0), learning_rate=0.1, epochs=500)
    ((w, b),) = restore_network(run.at(-1), x_scaler, y_scaler)
    for value, known in zip((w, b), least_squares(X, y), strict=True):
        assert value.item() == pytest.approx(known.item(), rel=1e-9)
    assert run.losses[-1] * y_scaler.scale.item() ** 2 == pytest.approx(smallest_loss(X, y), rel=1e-12)


def test_units_that_begin_alike_stay_alike():
    X, y = generate_bent_data("wave", 50, random_state=0)
    alike = [(np.ones((1, 2)), np.zeros((1, 2))), (np.ones((2, 1)), np.zeros((1, 1)))]
    (V, c), (w, _) = train_network(X, y, alike, "tanh", 0.05, 500).at(-1)
    assert V[0, 0] == V[0, 1] and c[0, 0] == c[0, 1] and w[0, 0] == w[1, 0]


def test_every_start_of_a_line_ends_at_one_loss_and_starts_of_a_network_do_not():
    X, y = generate_bent_data("wave", 100, random_state=42)
    (Z, _), (T, _) = standardize(X), standardize(y)

    def ends(h):
        starts = stack_networks([initialize_network(1, h, seed) for seed in range(8)])
        return train_network(Z, T, starts, "tanh", 0.05, 2000, keep=[2000]).losses[-1]

    np.testing.assert_allclose(ends(0), smallest_loss(Z, T), rtol=1e-10)
    assert ends(3).max() > 10 * ends(3).min()


def test_two_relu_units_learn_the_bend():
    X, y = generate_bent_data("bend", 100, noise_scale=0, random_state=42)
    starts = stack_networks([initialize_network(1, 2, seed) for seed in range(8)])
    run = train_network(X, y, starts, "relu", 0.05, 3000, keep=[3000])
    assert run.losses[-1].min() < 1e-5


def test_a_rate_too_high_ends_in_infinite_losses_and_no_warning():
    X, y = generate_bent_data("wave", 30, random_state=0)
    losses = train_network(X, y, initialize_network(1, 16, 0), "relu", 10.0, 300).losses
    first = np.argmax(~np.isfinite(losses))
    assert 0 < first and np.isfinite(losses[:first]).all() and np.isposinf(losses[first:]).all()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_are_what_their_names_say(shape):
    X, y = generate_bent_data(shape, 50, noise_scale=0, random_state=1)
    assert X.shape == y.shape == (50, 1) and np.abs(X).max() <= 3
    known = {"wave": np.sin(1.5 * X), "bend": np.where(X < 0, -X, X), "step": np.where(X < 0, -1.0, 1.0)}
    np.testing.assert_array_equal(y, known[shape])


@pytest.mark.parametrize(
    "bad",
    [
        {"learning_rate": -1},
        {"learning_rate": np.nan},
        {"epochs": -1},
        {"epochs": 2.5},
        {"activation": "sigmoid"},
    ],
)
def test_bad_settings_stop_at_the_door(bad):
    X, y = generate_bent_data(n_samples=5, random_state=0)
    with pytest.raises((ValueError, TypeError), match=next(iter(bad))):
        train_network(X, y, initialize_network(), **bad)
