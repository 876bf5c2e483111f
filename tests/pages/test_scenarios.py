"""The menu of data: every row can be drawn, its sliders hold its defaults, and its words are there."""

import pytest

import linreg_core as core
from pages.ui.controls import defaults
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import SCENARIOS


def test_every_data_set_of_the_core_is_in_the_menu_and_titles_differ():
    assert list(SCENARIOS)[:3] == list(core.DATASETS)
    assert len({s.title for s in SCENARIOS.values()}) == len(SCENARIOS)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_a_row_has_its_words_and_can_be_drawn(slug):
    scenario = SCENARIOS[slug]
    assert scenario.about.endswith(".") and scenario.x_name and scenario.y_name
    X, y = scenario.sample(random_state=1)
    assert X.shape == y.shape == (scenario.n_samples, 1)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_its_sliders_hold_its_defaults_and_0(slug):
    scenario, start = SCENARIOS[slug], defaults(slug)
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
