"""The menu of data: every row can be drawn, its sliders hold its defaults, and its words are there."""

import numpy as np
import pytest

import linreg_core as core
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import SCENARIOS


def test_every_data_set_of_the_core_is_in_the_menu_and_titles_differ():
    assert set(core.DATASETS) <= set(SCENARIOS) and next(iter(SCENARIOS)) == "houses"
    assert len({s.title for s in SCENARIOS.values()}) == len(SCENARIOS)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_a_row_has_its_words_and_can_be_drawn(slug):
    scenario = SCENARIOS[slug]
    assert scenario.about.endswith(".") and scenario.x_name and scenario.y_name
    X, y = scenario.sample(random_state=1)
    assert X.shape == y.shape == (scenario.n_samples, 1)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_its_sliders_hold_its_defaults_and_0(slug):
    scenario, start = SCENARIOS[slug], SCENARIOS[slug].defaults
    values = {"w": (scenario.w_range, start.get("w")), "b": (scenario.b_range, start.get("b"))}
    if not scenario.points:
        values["noise"] = scenario.noise_range, start["noise"]
    for (low, high, step), value in values.values():
        value = 0.0 if value is None else value
        assert low <= value <= high and low <= 0 <= high
        assert (value - low) / step == pytest.approx(round((value - low) / step))
        assert {type(number) for number in (value, low, high, step)} == {float}, "a slider's numbers are all floats"


@pytest.mark.parametrize("slug", SCENARIOS)
def test_its_own_rate_is_on_the_slider_and_does_not_diverge(slug):
    scenario = SCENARIOS[slug]
    X, _ = scenario.sample(random_state=42)
    assert scenario.learning_rate in learning_rates(scenario)
    assert scenario.learning_rate < core.learning_rate_limit(X) < max(learning_rates(scenario))
    assert scenario.epochs in EPOCHS


def test_the_first_visit_shows_a_relationship_that_one_can_see():
    scenario = next(iter(SCENARIOS.values()))
    X, y = scenario.sample(random_state=42)
    assert 1 - core.smallest_loss(X, y) / y.var() > 0.8


def test_the_houses_are_the_tutorials_table_in_hundreds_of_square_feet():
    houses = SCENARIOS["houses"]
    sizes, prices = core.house_table()
    assert (houses.true_w * (sizes - 1500) / 100 + houses.true_b == prices).all()


@pytest.mark.parametrize("slug", SCENARIOS)
def test_what_the_points_come_from(slug):
    scenario = SCENARIOS[slug]
    assert scenario.truth == {"tips": "unknown", "iris": "unknown", "curve": "curve"}.get(slug, "line")


def test_an_outlier_turns_the_least_squares_line():
    scenario = SCENARIOS["outlier"]
    X, y = scenario.sample(random_state=42)
    i = X[:, 0].argmax()
    with_it, without = (
        core.least_squares(*rows)[0].item() for rows in ((X, y), (np.delete(X, i, 0), np.delete(y, i, 0)))
    )
    assert with_it < 0.75 * without


def test_noise_that_grows_is_larger_on_the_right():
    X, y = SCENARIOS["growing-noise"].sample(500, random_state=42)
    error = np.abs(y - 2.5 * X - 10)[:, 0]
    assert error[X[:, 0] > 15].mean() > 3 * error[X[:, 0] < 5].mean()


def test_no_line_fits_the_curve():
    scenario = SCENARIOS["curve"]
    X, y = scenario.sample(500, random_state=42)
    assert core.smallest_loss(X, y) > 5 * scenario.noise_scale**2
