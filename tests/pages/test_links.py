"""Links with nonsense in them: every parameter falls back to its default, and nobody sees an error."""

import pytest

from pages.ui.controls import defaults
from pages.ui.scenarios import SCENARIOS

NONSENSE = ("inf", "-inf", "nan", "1e400", "abc", "", "-5", "9" * 30, "🙂", "0x10", "null", "1,000", "%00", "5.5.5")
PARAMETERS = "scenario", "n", "seed", "rate", "epochs", "noise", "w", "b", "start_w", "start_b", "residuals", "predict"
IN_RANGE = {("start_w", "-5"), ("w", "-5")}  # these are good values


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_nonsense_in_a_parameter_gives_its_default(parameter, open_app, told):
    """One page, visited again and again: each link is opened by a session of its own."""
    usual = told(open_app())
    for text in NONSENSE:
        if (parameter, text) not in IN_RANGE:
            message = told(open_app(**{parameter: text}))
            assert (message["run"], message["rate"]) == (usual["run"], usual["rate"]), text


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_in_every_parameter_at_once_gives_the_default_page(text, open_app, told):
    link = {name: text for name in PARAMETERS if (name, text) not in IN_RANGE}
    assert told(open_app(**link))["run"] == told(open_app())["run"]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_beside_a_good_scenario_leaves_the_scenario(text, open_app, told):
    link = {name: text for name in PARAMETERS if (name, text) not in IN_RANGE}
    link["scenario"] = SCENARIOS["iris"].title
    message = told(open_app(**link))
    assert message["view"] == "iris" and message["epochs"] == defaults("iris")["epochs"]


@pytest.mark.parametrize("rate", ["0.0013", "1e-30", "0", "0.0010", "1E-3"])
def test_a_rate_that_is_not_on_the_slider_gives_the_default(rate, open_app, told):
    assert told(open_app(rate=rate))["rate"] == 0.001


def test_a_parameter_that_nobody_knows_is_ignored(open_app, told):
    assert told(open_app(colour="red", player="1"))["run"] == told(open_app())["run"]


def test_values_of_another_scenario_that_fit_are_kept_and_the_rest_fall_back(open_app, told):
    """b = 50,000 lies outside of the simple line's slider, n = 200 inside."""
    app = open_app(scenario=SCENARIOS["simple"].title, b="50000", n="200")
    assert app.slider(key="n").value == 200
    assert app.slider(key="b").value == SCENARIOS["simple"].true_b
    assert told(app)["view"] == "simple"
