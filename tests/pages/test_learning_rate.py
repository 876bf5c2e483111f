"""The learning rate: every number on the page is the core's, whatever the settings, and every race can be read as JSON."""

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.learning_rate import words as wording
from pages.lessons.learning_rate.scale_charts import scale_chart
from pages.lessons.learning_rate.zones import place_on_scale, scale_rates, zone_of, zones
from pages.ui.experiment import Line, SampleSettings
from pages.ui.numbers import rate_text
from pages.ui.rates import learning_rates
from pages.ui.runs import bowl as bowl_of
from pages.ui.runs import sample
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/learning_rate.py"
TITLES = {slug: scenario.title for slug, scenario in SCENARIOS.items()}
TUTORIAL = SampleSettings("tutorial", 50, 42, 30_000.0, Line(250.0, 50_000.0))
ORIGIN = np.zeros((1, 1)), np.zeros((1, 1))


@pytest.fixture
def tutorial():
    return sample(TUTORIAL).points()


def redraw(app):
    next(button for button in app.button if button.label.startswith("Redraw")).click().run()
    assert not app.exception


# ---- the race


def test_the_presets_are_shares_of_this_datas_own_limit(open_page, told, tutorial):
    X, _ = tutorial
    message = told(open_page(lr_race=["crawl", "steady", "best", "zig-zag", "diverge", "my rate"]))
    limit = core.learning_rate_limit(X)
    rates = [0.01 * limit, 0.5 * limit, core.best_learning_rate(X), 0.95 * limit, 1.05 * limit, 0.001]
    labels = [readout["label"] for readout in message["readouts"]]
    assert len(labels) == len(rates)
    for label, rate in zip(labels, rates, strict=True):
        assert float(label.split()[-1]) == pytest.approx(rate, rel=5e-3)


def test_every_runs_loss_is_the_trained_one(open_page, told, tutorial):
    X, y = tutorial
    message = told(open_page())
    epochs = message.series["epoch"]
    whole = epochs == np.floor(epochs)
    for run, rate in (("steady", 0.5 * core.learning_rate_limit(X)), ("my rate", 0.001)):
        trained = core.train(X, y, core.TrainingConfig(rate, 2000), ORIGIN)
        steps = epochs[whole].astype(int)
        np.testing.assert_allclose(message.series[f"{run} mse"][whole], trained.losses[steps], rtol=1e-5)
        x = np.array(message.track("line", run)["x"])
        ends = np.outer(trained.w[steps, 0], x) + trained.b[steps, np.newaxis]
        drawn = np.column_stack([message.series[f"{run} left"], message.series[f"{run} right"]])[whole]
        np.testing.assert_allclose(drawn, ends, rtol=1e-4, atol=1)


def test_every_run_says_when_it_arrives_or_passes_a_million_times_its_start(open_page, told, tutorial):
    X, y = tutorial
    message = told(open_page())
    ends = {r["label"].rsplit(" ", 1)[0]: r["values"]["state"]["words"][-1] for r in message["readouts"]}
    goal = 0.01 * core.smallest_loss(X, y)
    limit = core.learning_rate_limit(X)
    steady = core.epochs_to_reach(X, y, ORIGIN, 0.5 * limit, goal)
    crawl = core.epochs_to_reach(X, y, ORIGIN, 0.01 * limit, goal)
    losses = core.train(X, y, core.TrainingConfig(1.05 * limit, 2000), ORIGIN).losses
    million = int(np.argmax(losses > 1e6 * losses[0]))
    assert ends["steady"] == [steady, f"arrived at epoch {steady:,}"]
    assert ends["crawl"] == [2000, f"not yet: needs {crawl:,} epochs"]
    assert ends["diverge"] == [million, f"a million times its start: epoch {million:,}"]


def test_a_diverging_run_leaves_both_charts_to_the_others(open_page, told):
    message = told(open_page())
    low, high = 10 ** np.array(message.figures["loss"]["layout"]["yaxis"]["range"])
    assert high < 1e3 * message.series["steady loss"][0]
    assert message.series["diverge loss"][-1] > high
    assert low <= message.series["diverge now"].min() and message.series["diverge now"].max() == pytest.approx(high)
    bottom, top = message.figures["line"]["layout"]["yaxis"]["range"]
    assert message.series["diverge left"][-1] > top and message.series["diverge right"][-1] > top
    assert any("diverge" in notice["text"] for notice in message["notices"])


def test_nobody_chosen_is_everybody(open_page, told):
    app = open_page()
    app.pills("lr_race").set_value([]).run()
    assert not app.exception
    assert len(told(app)["readouts"]) == 6


def test_a_rate_set_on_another_page_races_here(open_app, told):
    app = open_app()
    app.select_slider("rate").set_value(0.02).run()
    app.switch_page("pages/learning_rate.py").run()
    app.run()
    assert told(app)["readouts"][-1]["label"].endswith("0.02")
    assert "Your rate, 0.02**, is 181% of this data's limit" in app.markdown[1].value


@pytest.mark.parametrize(("slug", "epochs"), [(slug, (10, 20_000)[i % 2]) for i, slug in enumerate(SCENARIOS)])
def test_extreme_settings_show_a_page(open_page, told, slug, epochs):
    app = open_page(scenario=TITLES[slug], n="5", noise="0", epochs=str(epochs))
    for rate in (learning_rates(SCENARIOS[slug])[0], learning_rates(SCENARIOS[slug])[-1]):
        app.select_slider("rate").set_value(rate).run()
        assert not app.exception
        message = told(app)
        assert message.series["epoch"][-1] == epochs
        assert set(map(len, message.series.values())) == {len(message.series["epoch"])}
    redraw(app)


@pytest.mark.parametrize(
    "link",
    [{"lr_race": ["nobody", "best", ""]}, {"lr_race": ""}, {"rate": "inf"}, {"rate": "-1", "epochs": "0", "n": "nan"}],
)
def test_a_bad_link_opens_the_page(open_page, told, link):
    assert told(open_page(**link))["readouts"]


def test_the_prediction_is_about_who_arrives_first(open_page, told):
    app = open_page()
    ask = next(group for group in app.button_group if group.label.startswith("Predict first"))
    ask.set_value(["best"]).run() if isinstance(ask.value, list) else ask.set_value("best").run()
    assert told(app)["ending"] == "You said: **best**. It was: **best**."
    app.select_slider("epochs").set_value(100).run()
    assert "it was: **nobody**." in told(app)["ending"]


# ---- the words


def test_the_limit_and_the_growth_are_said_in_this_datas_numbers(open_page, words, tutorial):
    X, y = tutorial
    said = words(open_page(rate="0.02"))
    million = core.epochs_to_exceed(X, y, ORIGIN, 0.02, 1e6 * np.mean(y**2) - core.smallest_loss(X, y))
    assert f"|1 − ηλmax| = {core.growth_factor(X, 0.02):.4g}" in said
    assert f"a million times its start at epoch {million:,}" in said


def test_on_the_tutorials_data_001_does_not_diverge_and_the_page_says_so(open_page, words):
    assert "0.01 does not diverge: it is 90.6% of the limit" in words(open_page())


@pytest.mark.parametrize(("slug", "claim"), [("square-feet", "both diverge"), ("tips", "0.01 diverges")])
def test_where_001_does_diverge_the_page_says_so_too(open_page, words, slug, claim):
    assert claim in words(open_page(scenario=TITLES[slug]))


def test_a_rate_just_above_and_just_below_every_border_is_in_its_zone():
    bowl = bowl_of(TUTORIAL)
    borders = [end for _, _, end in zones(bowl)[:-1]]
    assert [zone_of(0.999 * border, bowl) for border in borders] == ["crawl", "good", "zig-zag"]
    assert [zone_of(1.001 * border, bowl) for border in borders] == ["good", "zig-zag", "diverges"]


def test_shares_of_the_limit_are_readable_whatever_their_size():
    assert wording.share_of(0.09, 1) == "9.0% of"
    assert wording.share_of(1e-5, 1) == "one part in 100,000 of"
    assert wording.share_of(3910, 1) == "3,910 times"
    assert wording.nearly(0.9897) == "99.0 %" and wording.nearly(0.99999998) == "99.999998 %"


# ---- the scale, and other samples


def test_the_curve_is_what_every_rate_needs_and_my_rate_lies_on_it(tutorial):
    X, y = tutorial
    bowl = bowl_of(TUTORIAL)
    rates, goal = scale_rates(bowl), 0.01 * core.smallest_loss(X, y)
    assert rates[-1] < bowl.limit and bowl.best_rate in rates
    needed = core.epochs_to_reach(X, y, ORIGIN, rates, goal)
    mine = core.epochs_to_reach(X, y, ORIGIN, 0.001, goal)
    assert np.interp(np.log(0.001), np.log(rates), np.log(needed)) == pytest.approx(np.log(mine), rel=1e-3)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_every_rate_of_the_slider_has_a_place_on_the_scale(slug):
    scenario = SCENARIOS[slug]
    bowl = bowl_of(
        SampleSettings(slug, scenario.n_samples, 42, scenario.noise_scale, Line(scenario.true_w, scenario.true_b))
    )
    scale, slider = scale_rates(bowl), learning_rates(scenario)
    lowest, highest = zones(bowl)[0][1], zones(bowl)[-1][2]
    for rate in slider:
        place, beyond = place_on_scale(rate, bowl)
        assert lowest < place < highest
        assert beyond or place == rate
    for rate in slider[:: len(slider) - 1]:
        marked = [("my rate", rate, 100 if rate < bowl.limit else None, rate_text(rate))]
        chart = scale_chart(bowl, scale, 1 / scale, [], marked, 1000, "there")
        assert 10 ** np.array(chart.layout.xaxis.range) == pytest.approx([lowest, highest])
        assert chart.data[-1].x[0] == place_on_scale(rate, bowl)[0]


def test_the_redrawn_samples_are_counted_as_they_are(open_page, words):
    app = open_page()
    assert "Press, and see" in words(app)
    redraw(app)
    rng = np.random.RandomState([42, 1])
    limits = [core.learning_rate_limit(rng.randn(50, 1) * 10) for _ in range(1000)]
    diverging = sum(limit < 0.01 for limit in limits)
    assert 400 < diverging < 600  # about half: chance decides
    assert f"Of 1,000 fresh samples of 50 points: 0.01 would diverge on {diverging}" in words(app)
    redraw(app)
    assert f"diverge on {diverging} and" not in words(app)  # other samples, another count
