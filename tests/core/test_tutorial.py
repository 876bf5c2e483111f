"""The tutorial's script runs on our names and gives its numbers, to the last bit."""

import numpy as np
import pytest

from linreg_core import (
    DATASETS,
    compute_gradients,
    compute_loss,
    forward_pass,
    generate_linear_data,
    initialize_parameters,
    train_linear_regression,
    update_parameters,
)


def literal_script(seed, n, true_w, true_b, noise, learning_rate, epochs):
    """The tutorial, as plain lines; nothing here is ours."""
    np.random.seed(seed)
    X = np.random.randn(n, 1) * 10
    y = X * true_w + true_b + np.random.randn(n, 1) * noise

    step2_w = np.random.randn(1, 1) * 0.01
    step2_b = np.random.randn(1, 1) * 0.01

    w = np.random.randn(1, 1) * 0.01
    b = np.random.randn(1, 1) * 0.01
    losses = []
    for _ in range(epochs):
        y_pred = np.dot(X, w) + b
        losses.append(np.mean((y_pred - y) ** 2))
        error = y_pred - y
        dw = (2 / n) * np.dot(X.T, error)
        db = (2 / n) * np.sum(error)
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return X, y, step2_w, step2_b, w, b, losses


@pytest.mark.parametrize("seed", [42, 0, 1, 7, 2024])
@pytest.mark.parametrize("n, true_w, true_b, noise", [(50, 250, 50000, 30000), (100, 2.5, 10.0, 5.0), (7, -3, 0, 0)])
def test_the_script_gives_the_same_bits(seed, n, true_w, true_b, noise):
    theirs = literal_script(seed, n, true_w, true_b, noise, 0.001, 300)
    np.random.seed(seed)
    X, y = generate_linear_data(n, true_w, true_b, noise)
    step2 = initialize_parameters(n_features=1)
    w, b, losses = train_linear_regression(X, y, learning_rate=0.001, epochs=300)
    for our_value, their_value in zip((X, y, *step2, w, b, losses), theirs, strict=True):
        np.testing.assert_array_equal(our_value, their_value, strict=not isinstance(our_value, list))


@pytest.mark.parametrize("seed", [42, 3])
def test_an_int_seed_is_the_same_stream_without_touching_the_global_one(seed):
    np.random.seed(99)
    untouched = np.random.get_state()[1].copy()
    X, y = generate_linear_data(50, 250, 50000, 30000, random_state=seed)
    np.testing.assert_array_equal(np.random.get_state()[1], untouched)
    np.testing.assert_array_equal(X, literal_script(seed, 50, 250, 50000, 30000, 0.001, 0)[0])
    np.testing.assert_array_equal(y, literal_script(seed, 50, 250, 50000, 30000, 0.001, 0)[1])


def test_a_random_state_goes_on_where_it_stands(truth):
    stream = np.random.RandomState(42)
    X, y = generate_linear_data(50, 250, 50000, 30000, random_state=stream)
    w, b = initialize_parameters(1, stream)
    assert (w[0, 0], b[0, 0]) == (truth["step2_init"]["w"], truth["step2_init"]["b"])
    assert compute_loss(forward_pass(X, w, b), y) == truth["initial_mse_step3"]
    _, _, losses = train_linear_regression(X, y, 0.001, 1, random_state=stream)
    assert losses == [truth["every100"][0]["loss"]]


def test_seed_42_gives_the_recorded_run(truth, tutorial):
    np.random.seed(42)
    X, y = generate_linear_data(n_samples=50, true_w=250, true_b=50000, noise_scale=30000)
    np.testing.assert_array_equal(X, tutorial[0], strict=True)
    np.testing.assert_array_equal(y, tutorial[1], strict=True)
    initialize_parameters(1)
    w, b, losses = train_linear_regression(X, y, learning_rate=0.001, epochs=2000)
    assert (w[0, 0], b[0, 0]) == (truth["final"]["w"], truth["final"]["b"])
    assert len(losses) == 2000
    assert all(losses[row["epoch"]] == row["loss"] for row in truth["every100"])
    assert all(type(loss) is float for loss in losses)
    assert w.shape == b.shape == (1, 1)


def test_the_printed_lines_are_the_tutorials(truth, tutorial, tutorial_start):
    X, y = tutorial
    w, b = tutorial_start
    printed = []
    for epoch in range(2000):
        y_pred = forward_pass(X, w, b)
        loss = compute_loss(y_pred, y)
        dw, db = compute_gradients(X, y_pred, y)
        w, b = update_parameters(w, b, dw, db, learning_rate=0.001)
        if epoch % 100 == 0:
            printed.append(f"Epoch {epoch}: Loss = {loss:.2f}, w = {w[0][0]:.4f}, b = {b[0][0]:.4f}")
    assert printed == truth["tutorial_prints"]


def test_the_tutorial_data_set_with_seed_42_is_the_tutorials(tutorial):
    X, y = DATASETS["tutorial"].sample(random_state=42)
    np.testing.assert_array_equal(X, tutorial[0], strict=True)
    np.testing.assert_array_equal(y, tutorial[1], strict=True)


@pytest.mark.parametrize("form", [lambda y: y[:, 0], lambda y: y[:, 0].tolist(), lambda y: y.astype(object)])
def test_a_flat_y_is_a_column_and_changes_nothing(tutorial, form):
    X, y = tutorial
    expected = train_linear_regression(X, y, 0.001, 50, random_state=1)
    w, b, losses = train_linear_regression(X, form(y), 0.001, 50, random_state=1)
    assert (w, b, losses) == expected


def test_a_diverging_run_overflows_in_silence(tutorial):
    w, b, losses = train_linear_regression(*tutorial, learning_rate=0.05, epochs=2000, random_state=0)
    assert len(losses) == 2000 and not np.isfinite(losses[-1]) and not np.isfinite(w).any()


def test_no_epochs_return_the_start(tutorial):
    w, b, losses = train_linear_regression(*tutorial, epochs=0, random_state=5)
    assert (w, b, losses) == (*initialize_parameters(1, 5), [])
