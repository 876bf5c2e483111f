"""Made-up lines and the registry of data sets."""

import re

import numpy as np
import pytest

from linreg_core import (
    DATASETS,
    Dataset,
    generate_linear_data,
    house_table,
    least_squares,
)


def test_shapes_and_defaults():
    X, y = generate_linear_data(random_state=0)
    assert X.shape == y.shape == (100, 1) and X.dtype == y.dtype == float
    w, b = least_squares(X, y)
    assert w[0, 0] == pytest.approx(2.5, abs=0.2) and b[0, 0] == pytest.approx(10, abs=2)


@pytest.mark.parametrize("true_w", [[1.0, -2.0, 0.5], (1, -2, 0.5), np.array([[1.0], [-2.0], [0.5]])])
def test_a_sequence_of_slopes_makes_as_many_features(true_w):
    X, y = generate_linear_data(40, true_w, 3.0, noise_scale=0, random_state=0)
    assert X.shape == (40, 3)
    np.testing.assert_allclose(least_squares(X, y)[0][:, 0], [1, -2, 0.5], rtol=1e-12)


def test_without_noise_the_points_lie_on_the_line():
    X, y = generate_linear_data(20, 3.0, -1.0, noise_scale=0, random_state=0)
    np.testing.assert_array_equal(y, 3 * X - 1)


def test_noise_has_the_size_it_is_given():
    X, y = generate_linear_data(20_000, 2.0, 1.0, noise_scale=4.0, random_state=0)
    assert np.std(y - 2 * X - 1) == pytest.approx(4, rel=0.02)
    assert np.std(X) == pytest.approx(10, rel=0.02)


def test_the_house_table_is_exactly_250_a_square_foot():
    X, y = house_table()
    assert X.shape == y.shape == (3, 1)
    np.testing.assert_array_equal(y, 250 * X)


STRAIGHT = [slug for slug, data in DATASETS.items() if data.distort is None]


def test_the_registry_is_the_menu():
    assert list(DATASETS)[:4] == ["houses", "tutorial", "simple", "square-feet"]
    assert all(re.fullmatch(r"[a-z][a-z-]*", slug) for slug in DATASETS)


@pytest.mark.parametrize("slug", DATASETS)
def test_every_data_set_has_names_and_as_many_points_as_it_says(slug):
    data = DATASETS[slug]
    assert data.x_name and data.y_name
    X, y = data.sample(random_state=1)
    assert X.shape == y.shape == (data.n_samples, 1)


@pytest.mark.parametrize("slug", STRAIGHT)
def test_points_are_drawn_from_their_line(slug):
    data = DATASETS[slug]
    X, _ = data.sample(random_state=1)
    quiet_X, quiet_y = data.sample(noise_scale=0.0, random_state=1)
    np.testing.assert_array_equal(quiet_X, X)
    np.testing.assert_allclose(quiet_y, data.true_w * X + data.true_b, rtol=1e-12, atol=1e-9)
    X, y = data.sample(2000, random_state=1)
    assert np.std(y - data.true_w * X - data.true_b) == pytest.approx(data.noise_scale, rel=0.05)


def off_the_line(slug, **settings):
    """x, and how far each point lies above the line that its data set names."""
    data = DATASETS[slug]
    X, y = data.sample(random_state=1, **settings)
    return X[:, 0], (y - data.true_w * X - data.true_b)[:, 0]


def test_one_point_is_an_outlier_the_rightmost():
    x, above = off_the_line("outlier")
    rightmost = int(np.argmax(x))
    assert above[rightmost] < -60
    assert np.abs(np.delete(above, rightmost)).max() < 20
    _, quiet = off_the_line("outlier", noise_scale=0.0)
    np.testing.assert_allclose(np.delete(quiet, rightmost), 0, atol=1e-12)
    assert quiet[rightmost] == pytest.approx(-80)


def test_growing_noise_is_in_proportion_to_x():
    x, above = off_the_line("growing-noise", n_samples=5000)
    noise = DATASETS["growing-noise"].noise_scale
    for low in (1, 5, 9, 18):
        near = (x > low) & (x < low + 1)
        assert np.std(above[near]) == pytest.approx(noise * (low + 0.5) / 10, rel=0.2)


def test_no_line_fits_the_curve():
    x, above = off_the_line("curve", noise_scale=0.0)
    np.testing.assert_allclose(above, 0.2 * (x - 10) ** 2, atol=1e-12)
    X, y = DATASETS["curve"].sample(5000, noise_scale=0.0, random_state=1)
    w, b = least_squares(X, y)
    assert np.mean((X @ w + b - y) ** 2) > 0.8 * 0.2**2 * 20**4 / 180  # the parabola's own spread over 0 to 20


def test_samples_take_the_settings_of_the_sliders():
    data = DATASETS["square-feet"]
    X, y = data.sample(30, true_w=100.0, true_b=5.0, noise_scale=0.0, random_state=3)
    np.testing.assert_allclose(y, 100 * X + 5, rtol=1e-15)
    assert X.shape == (30, 1) and 1000 <= X.min() and X.max() <= 3000


def test_a_sample_may_be_a_single_point():
    assert DATASETS["simple"].sample(1, random_state=0)[0].shape == (1, 1)


def test_moving_a_slider_keeps_the_points_where_they_are():
    data = DATASETS["tutorial"]
    X, y = data.sample(random_state=5)
    louder, more = data.sample(noise_scale=60_000.0, random_state=5), data.sample(true_b=0.0, random_state=5)
    np.testing.assert_array_equal(louder[0], X)
    np.testing.assert_allclose(louder[1] - 250 * X - 50_000, 2 * (y - 250 * X - 50_000), rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(more[1], y - 50_000, rtol=1e-12, atol=1e-6)


def test_real_data_has_points_and_no_line():
    points = (np.arange(6.0).reshape(-1, 1), np.arange(6.0).reshape(-1, 1) ** 2)
    data = Dataset(x_name="x", y_name="x²", n_samples=6, points=points)
    assert data.true_w is data.true_b is data.noise_scale is None
    X, y = data.sample(true_w=99.0, noise_scale=99.0, random_state=0)
    np.testing.assert_array_equal(X, points[0])
    np.testing.assert_array_equal(y, points[1])
    some_X, some_y = data.sample(4, random_state=0)
    assert len(set(some_X[:, 0])) == 4
    np.testing.assert_array_equal(some_y, some_X**2)
    np.testing.assert_array_equal(data.sample(4, random_state=0)[0], some_X)
    assert len(data.sample(100, random_state=0)[0]) == 6


def test_a_data_set_with_neither_points_nor_a_way_to_draw_says_so():
    with pytest.raises(ValueError, match="neither points nor a draw_x"):
        Dataset(x_name="x", y_name="y").sample()
