"""Links with nonsense in them: every parameter falls back to its default, and nobody sees an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.lessons.many_features import controls as many
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.rates import RateHistory
from pages.ui.scenarios import SCENARIOS

NONSENSE = ("inf", "-inf", "nan", "1e400", "abc", "", "-5", "9" * 30, "🙂", "0x10", "null", "1,000", "%00", "5.5.5")
PARAMETERS = (
    "scenario",
    "n",
    "seed",
    "rate",
    "epochs",
    "noise",
    "w",
    "b",
    "start_w",
    "start_b",
    "residuals",
    "predict",
    "ask",
)
GOOD = {
    "houses": {("start_w", "-5"), ("w", "-5")},
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
    """Alone for the houses, which are the default; beside a good scenario for the other. Each link is a new session."""
    beside = {} if scenario == "houses" else {"scenario": SCENARIOS[scenario].title}
    usual = told(open_app(**{"scenario": None} | beside))
    assert (usual["view"], usual["epochs"]) == (scenario, SCENARIOS[scenario].defaults["epochs"])
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


# ---- what no widget holds: rates moved while a run played, the table of Many features, samples drawn anew

UNREADABLE = (
    *NONSENSE,
    "0:0.01,",
    "5:0.001,0:0.2",
    "0:0.01,500:x",
    "0:0.01,500:nan",
    "0:-1",
    ":",
    "3:1:2",
    "1:0",
    "3:inf",
)


def moved(app, *changes):
    """The page, as if its player had reported that this run has had these rates; the slider stands at the last."""
    data = SampleSettings("tutorial", 50, 42, 30_000.0, Line(250.0, 50_000.0))
    app.session_state["history"] = Experiment(data, Line(0.0, 0.0), 0.0, 2000).run_id, RateHistory(changes)
    app.select_slider(key="rate").set_value(changes[-1][1])
    return app.run()


@pytest.mark.parametrize("page", ["pages/train.py", "pages/loss_surface.py"])
def test_a_link_carries_the_rates_moved_while_a_run_played(page, open_app, told):
    app = moved(open_app(page), (0, 0.001), (300, 0.01), (900, 0.004))
    sent = told(app)
    link = {name: text for name, text in sent.extras["link"].items() if text}
    assert link == {"rates": "0:0.001,300:0.01,900:0.004"}
    reopened = open_app(page, rate="0.004", **link)
    assert told(reopened) == sent and told(reopened)["history"][1:] == [[300, 0.01], [900, 0.004]]
    reopened.select_slider(key="rate").set_value(0.002).run()  # it begins anew: the link does not come back
    assert told(reopened)["history"] == [[0, 0.002]] and not any(told(reopened).extras["link"].values())
    reopened.select_slider(key="rate").set_value(0.004).run()
    next(b for b in reopened.button if b.label == "Reset").click().run()
    assert told(reopened)["history"] == [[0, 0.001]] and not any(told(reopened).extras["link"].values())


def test_rates_that_do_not_end_at_the_rate_or_go_on_after_the_run_are_not_this_runs(open_app, told):
    usual = told(open_app())
    for rates in ("0:0.002,300:0.01", "0:0.002,2000:0.001"):
        assert told(open_app(rates=rates)) == usual


def test_a_link_carries_the_table_and_reset_takes_it_away(open_app, told):
    page, usual = "pages/many_features.py", told(open_app("pages/many_features.py"))
    app = open_app(page, table="7:1,-0.25:8", many_d="2")
    assert told(app).extras["link"]["table"] == "7:1,-0.25:8"
    assert "weights=(7.0, -0.25), spreads=(1.0, 8.0)" in told(app)["run"]
    app.button(key="many_reset").click().run()
    assert told(app) == usual and not any(told(app).extras["link"].values())


def test_a_link_carries_how_often_the_sample_was_drawn_anew(open_app, told):
    page = "pages/learning_rate.py"
    app = open_app(page)
    app.button(key="lr_redraw").click().run().button(key="lr_redraw").click().run()
    assert told(app).extras["link"]["redraws"] == "2"
    charts = [
        a.get("plotly_chart")[-1].proto.spec for a in (app, open_app(page, redraws="2"), open_app(page, redraws="3"))
    ]
    assert charts[0] == charts[1] != charts[2]


@pytest.mark.parametrize(
    "page", "train one_step loss_surface learning_rate feature_scaling optimizers ridge many_features beyond".split()
)
def test_the_usual_link_is_clean(page, open_app, told):
    assert set(told(open_app(f"pages/{page}.py")).extras["link"].values()) == {""}


@pytest.mark.parametrize("text", UNREADABLE)
def test_nonsense_in_them_gives_the_usual_page(text, open_app, told):
    for page in ("pages/train.py", "pages/many_features.py"):
        app = open_app(page, rates=text, table=text, redraws=text)
        assert told(app) == told(open_app(page)) and not any(told(app).extras["link"].values())


@given(st.text() | st.from_regex(r"([0-9]{1,4}:[0-9.e-]{1,6},?){1,9}"))
def test_any_text_is_read_or_refused(text):
    for weight, spread in many.rows_of(text):
        assert abs(weight) <= many.LARGEST_WEIGHT and many.SMALLEST_SPREAD <= spread <= many.LARGEST_SPREAD
    try:
        history = RateHistory.from_text(text)
    except ValueError:
        return
    assert history.epochs[0] == 0 and all(0 <= rate < 1000 for _, rate in history.changes)


@given(st.lists(st.floats(0, 10), min_size=2, max_size=9))
def test_a_history_is_read_from_a_link_as_it_was_written(rates):
    history = RateHistory(tuple((100 * i, rate) for i, rate in enumerate(rates)))
    assert RateHistory.from_text(history.text) == history
