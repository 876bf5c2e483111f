"""Feature scaling: both sides' numbers are the core's, and every setting shows a page."""

import re

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.feature_scaling import controls
from pages.lessons.feature_scaling.charts import bowl_chart, drawn_path, level_line, view
from pages.lessons.feature_scaling.sides import SCALINGS, bowl, houses_with_bedrooms, side, target_of, whole_table
from pages.lessons.feature_scaling.words import agreeing, carried_back, happened
from pages.ui.runs import facts
from pages.ui.scenarios import SCENARIOS
from pages.ui.verdict import plain

HOUSES = SCENARIOS["square-feet"].title
SETTINGS = "square-feet", 50, 250.0, 50_000.0, 30_000.0, 42
START = 0.0, 0.0


@pytest.fixture
def open_page(open_app):
    """A function: the page as a link opens it."""

    def open_one(**link):
        app = open_app(**link)
        app.switch_page("pages/feature_scaling.py").run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return open_one


def houses():
    return SCENARIOS["square-feet"].sample(50, 250.0, 50_000.0, 30_000.0, 42)


def both_sides(scaled="standardised", share=0.25, epochs=2000):
    X, y = houses()
    target, _ = target_of(X, y, facts(SETTINGS), START)
    bowls = [bowl(SCALINGS[name], X, y, START) for name in ("raw", scaled)]
    return [side(k, b, y, share * b.limit, epochs, target) for k, b in zip(("raw", "scaled"), bowls, strict=True)]


# ---- the two sides


def test_standardised_lands_in_one_step_at_half_of_its_limit_and_raw_does_not():
    raw, scaled = both_sides(share=0.5)
    assert scaled.rate == pytest.approx(0.5) and scaled.arrives == 1
    assert (scaled.w[1], scaled.b[1]) == pytest.approx((scaled.bowl.w, scaled.bowl.b), rel=1e-12)
    assert raw.arrives > 1e6 and abs(raw.b[-1]) < 1000 < abs(raw.bowl.b)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_both_sides_begin_from_the_same_line_and_have_the_same_bottom(scaled):
    X, y = houses()
    raw, other = (bowl(SCALINGS[name], X, y, (100.0, 20_000.0)) for name in ("raw", scaled))
    assert other.excess(*other.start) == pytest.approx(raw.excess(*raw.start), rel=1e-9)
    back = other.scaler.restore([[other.w]], [[other.b]])
    assert np.ravel(back) == pytest.approx([raw.w, raw.b], rel=1e-9)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_the_excess_is_the_losses_of_the_core_above_the_smallest_one(scaled):
    _, y = houses()
    for s in both_sides(scaled, epochs=20):
        start = tuple(np.full((1, 1), v) for v in s.bowl.start)
        losses = core.train(s.bowl.Z, y, core.TrainingConfig(s.rate, 20), start=start).losses
        assert s.excess[:5] == pytest.approx((losses - core.smallest_loss(s.bowl.Z, y))[:5], rel=1e-6)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_the_arrival_is_the_first_trained_epoch_within_one_per_cent(scaled):
    X, y = houses()
    s = both_sides(scaled)[1]
    assert s.arrives == np.argmax(s.excess <= 0.01 * core.smallest_loss(X, y))


def test_above_the_limit_both_sides_diverge_and_their_paths_keep_their_direction():
    for s in both_sides(share=1.1):
        w, b = drawn_path(s)
        (w_range, b_range, _), first = view(s), slice(0, 3)
        assert s.diverges and s.arrives is None
        assert w[first] == pytest.approx(s.w[first], abs=np.ptp(w_range) / 1000)
        assert b[first] == pytest.approx(s.b[first], abs=np.ptp(b_range) / 1000)


def test_every_level_line_has_the_same_loss_all_round():
    for s in both_sides("thousands"):
        w, b = level_line(s.bowl, 1e8)
        assert s.bowl.excess(w, b) == pytest.approx(1e8, rel=1e-6)


def test_a_standardised_bowl_is_drawn_with_one_unit_of_length_on_both_axes():
    raw, scaled = both_sides()
    assert bowl_chart(scaled, "", "w", "b").layout.yaxis.scaleanchor == "x"
    assert bowl_chart(raw, "", "w", "b").layout.yaxis.scaleanchor is None


def test_what_happened_names_who_arrived_within_the_epochs():
    raw, scaled = both_sides()
    assert happened((raw, scaled), 2000) == "scaled"
    assert happened((scaled, raw), 2000) == "raw"
    assert happened((raw, scaled), scaled.arrives - 1) == "neither"
    assert happened((scaled, scaled), 2000) == "both at once"


def test_exactly_at_the_limit_nobody_arrives_and_nobody_diverges():
    for s in both_sides(share=1.0):
        assert s.arrives is None and not s.diverges


# ---- on screen


def test_the_readouts_end_at_the_cores_lines(open_page, told):
    message = told(open_page(scenario=HOUSES))
    for s in both_sides():
        w, b = s.restored
        assert message.series[f"{s.key}_w_back"][-1] == pytest.approx(w[-1], rel=1e-5)
        assert message.series[f"{s.key}_b_back"][-1] == pytest.approx(b[-1], rel=1e-5)


def test_each_side_shows_its_own_condition_number_limit_and_rate(open_page, told):
    X, _ = houses()
    Z, _ = core.standardize(X)
    shown = [(r["text"], r["sub"]) for r in told(open_page(scenario=HOUSES))["readouts"]]
    assert ("1", "λ from 2 to 2") in shown and ("0.25", "25 % of the limit 1") in shown
    assert shown[2][0] == f"{float(f'{core.condition_number(X):.3g}'):,.0f}"
    assert shown[3][1] == f"25 % of the limit {core.learning_rate_limit(X):.3g}".replace("e-0", "e-")


def test_the_button_lands_in_one_step(open_page, told, words):
    app = open_page(scenario=HOUSES, fs_scaled="thousands", fs_share="90", fs_rates="same rate")
    next(b for b in app.button if b.label == "Land in one step").click().run()
    assert not app.exception
    message = told(app)
    assert message.series["scaled_w_back"][1] == pytest.approx(facts(SETTINGS).w, rel=1e-5)
    assert "One step leaves nothing of the error" in words(app) and "1 − 0.5 · 2 = 0" in words(app)


def test_the_same_rate_on_both_sides_is_the_sidebars(open_page, told):
    app = open_page(scenario=HOUSES, fs_rates="same rate", rate="1e-7")
    assert not app.select_slider(key="rate").disabled
    assert [r["text"] for r in told(app)["readouts"]][3::4] == ["1e-7", "1e-7"]
    assert open_page(scenario=HOUSES).select_slider(key="rate").disabled


def test_the_arithmetic_shown_gives_the_carried_back_line():
    s = both_sides()[1]
    shown = carried_back(s).replace("{,}", "")
    w, b = (float(text) for text in re.findall(r"mathbf\{(-?[\d.]+)\}", shown))
    w_z, scale = (float(text) for text in re.search(r"w_z\}\{s\} = \\frac\{([\d.]+)\}\{([\d.]+)\}", shown).groups())
    assert w == pytest.approx(w_z / scale, rel=1e-5)
    assert (w, b) == pytest.approx((s.restored[0][-1], s.restored[1][-1]), rel=1e-5)


def test_both_forms_predict_the_same_price(open_page, words):
    app = open_page(scenario=HOUSES)
    app.slider(key="fs_x_square-feet").set_value(1700.0).run()
    s = both_sides()[1]
    price = s.bowl.scaler.transform([[1700.0]]).item() * s.w[-1] + s.b[-1]
    assert words(app).count(f"${price:,.8f}"[:-3]) == 2


def test_digits_that_differ_are_not_bold():
    assert agreeing(1234.5, 1239.5, 6) == ["**1,23**4.50", "**1,23**9.50"]
    assert agreeing(2.0, 2.0, 3) == ["**2.00**", "**2.00**"]


def test_the_tutorials_line_leaves_a_valley_and_the_columns_their_own_do_not(open_page, words):
    X, _ = houses_with_bedrooms(42)
    together, each = whole_table(X), core.standardize(X)[0]
    assert core.condition_number(together) > 1e5 and core.condition_number(each) < 2
    text = words(open_page(scenario=HOUSES))
    for Z in (together, each):
        assert f"| {plain(core.condition_number(Z))} |" in text


def test_another_scenario_is_kept_and_one_click_leads_to_the_houses(open_page, told):
    app = open_page(scenario=SCENARIOS["iris"].title)
    assert app.selectbox(key="scenario").value == "iris"
    next(b for b in app.button if b.label.startswith("Switch to")).click().run()
    assert not app.exception
    assert app.selectbox(key="scenario").value == "square-feet" and app.slider(key="n").value == 50
    assert not [b for b in app.button if b.label.startswith("Switch to")]


def test_the_answer_is_kept_and_shown_beside_what_happened(open_page, told):
    app = open_page(scenario=HOUSES)
    app.segmented_control(key="predict_feature_scaling").set_value("both at once").run()
    assert told(app)["ending"] == "You predicted: both at once. What happened: scaled."
    app.toggle(key="predict").set_value(False).run()
    assert told(app)["ending"] == ""


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("share", ["5", "100", "110"])
def test_every_scenario_shows_a_page_at_its_extremes(scenario, share, open_page, told):
    for scaled in controls.SCALED:
        link = {"scenario": SCENARIOS[scenario].title, "fs_scaled": scaled, "fs_share": share, "n": "5", "noise": "0"}
        for epochs in ("10", "20000"):
            assert set(told(open_page(**link, epochs=epochs)).figures) == {"raw", "scaled", "race"}


@pytest.mark.parametrize("rate", ["1e-10", "0.08", "1e-7"])
def test_every_common_rate_shows_a_page(rate, open_page, told):
    message = told(open_page(scenario=HOUSES, fs_rates="same rate", rate=rate))
    assert message["epochs"] == 2000 and all(np.isfinite(v).all() for v in message.series.values())


@pytest.mark.parametrize("text", ["inf", "nan", "-5", "abc", "", "9" * 30, "🙂"])
def test_nonsense_in_the_address_gives_the_defaults(text, open_page, told):
    usual = told(open_page(scenario=HOUSES))["run"]
    names = "fs_scaled", "fs_rates", "fs_share", "fs_x_square-feet"
    assert told(open_page(scenario=HOUSES, **dict.fromkeys(names, text)))["run"] == usual
