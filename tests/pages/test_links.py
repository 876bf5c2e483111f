"""Links with nonsense in them: every parameter falls back to its default, and nobody sees an error."""

import pytest

from pages.ui.controls import defaults
from pages.ui.scenarios import SCENARIOS

NONSENSE = ("inf", "-inf", "nan", "1e400", "abc", "", "-5", "9" * 30, "🙂", "0x10", "null", "1,000", "%00", "5.5.5")
PARAMETERS = "scenario", "n", "seed", "rate", "epochs", "noise", "w", "b", "start_w", "start_b", "residuals", "predict"
GOOD = {
    "tutorial": {("start_w", "-5"), ("w", "-5")},
    "iris": {("start_w", "-5"), ("start_b", "-5")},
}  # within their sliders


def nonsense_link(shift, good):
    """Every parameter with another text; over all shifts each parameter meets each text once."""
    link = {name: NONSENSE[(shift + i) % len(NONSENSE)] for i, name in enumerate(PARAMETERS)}
    return {name: text for name, text in link.items() if (name, text) not in good}


def seen(message):
    return message["run"], message["rate"], message["figures"]


@pytest.mark.parametrize("scenario", GOOD)
def test_nonsense_gives_the_defaults_of_the_scenario(scenario, open_app, told):
    """Alone for the tutorial, which is the default; beside a good scenario for the other. Each link is a new session."""
    beside = {} if scenario == "tutorial" else {"scenario": SCENARIOS[scenario].title}
    usual = told(open_app(**beside))
    assert (usual["view"], usual["epochs"]) == (scenario, defaults(scenario)["epochs"])
    for shift in range(len(NONSENSE)):
        link = nonsense_link(shift, GOOD[scenario]) | beside
        assert seen(told(open_app(**link))) == seen(usual), link


def test_neither_a_rate_that_is_not_on_the_slider_nor_a_parameter_nobody_knows_counts(open_app, told):
    usual = told(open_app())
    for rate in ("0.0013", "1e-30", "0", "0.0010", "1E-3"):
        assert seen(told(open_app(rate=rate, colour="red", player="1"))) == seen(usual), rate
    assert usual["rate"] == 0.001


def test_values_of_another_scenario_that_fit_are_kept_and_the_rest_fall_back(open_app, told):
    """b = 50,000 lies outside of the simple line's slider, n = 200 inside."""
    app = open_app(scenario=SCENARIOS["simple"].title, b="50000", n="200")
    assert app.slider(key="n").value == 200
    assert app.slider(key="b").value == SCENARIOS["simple"].true_b
    assert told(app)["view"] == "simple"
