"""Feature scaling: both sides' numbers are the core's, and every setting shows a page."""

import re
from dataclasses import replace

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.feature_scaling import controls
from pages.lessons.feature_scaling.back_words import agreeing, carried_back
from pages.lessons.feature_scaling.charts import bowl_chart
from pages.lessons.feature_scaling.controls import SideSettings
from pages.lessons.feature_scaling.sides import SCALINGS, compare, in_units
from pages.lessons.feature_scaling.two_columns import houses_with_bedrooms, whole_table
from pages.lessons.feature_scaling.views import drawn_path, frame_of, to_scale
from pages.lessons.feature_scaling.words import happened
from pages.ui import runs
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import plain
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/feature_scaling.py"
HOUSES = SCENARIOS["square-feet"].title
DATA = SampleSettings("square-feet", 50, 42, 30_000.0, Line(250.0, 50_000.0))


def houses():
    return runs.sample(DATA).points()


def both(scaled="standardised", share=0.25, epochs=2000):
    return compare(Experiment(DATA, Line(0.0, 0.0), 0.0, epochs), SideSettings(scaled, share))


# ---- the two sides


def test_standardised_lands_in_one_step_at_half_of_its_limit_and_raw_does_not():
    raw, scaled = both(share=0.5).sides
    assert scaled.rate == pytest.approx(0.5) and scaled.arrives == 1
    assert (scaled.w[1], scaled.b[1]) == pytest.approx(scaled.bowl.minimum, rel=1e-12)
    assert raw.arrives > 1e6 and abs(raw.b[-1]) < 1000 < abs(raw.bowl.minimum.b)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_both_sides_begin_from_the_same_line_and_have_the_same_bottom(scaled):
    raw, other = (in_units(SCALINGS[name], *houses(), Line(100.0, 20_000.0)) for name in ("raw", scaled))
    assert other.excess(*other.start) == pytest.approx(raw.excess(*raw.start), rel=1e-9)
    back = other.scaler.restore(*other.bowl.minimum.parameters)
    assert np.ravel(back) == pytest.approx(raw.bowl.minimum, rel=1e-9)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_the_excess_is_the_losses_of_the_core_above_the_smallest_one(scaled):
    for side in both(scaled, epochs=20).sides:
        Z, y = side.units.points()
        start = side.units.start.parameters
        losses = core.train(Z, y, core.TrainingConfig(side.rate, 20), start=start).losses
        assert side.excess[:5] == pytest.approx((losses - core.smallest_loss(Z, y))[:5], rel=1e-6)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_the_arrival_is_the_first_trained_epoch_within_one_per_cent(scaled):
    side = both(scaled).scaled
    assert side.arrives == np.argmax(side.excess <= 0.01 * core.smallest_loss(*houses()))


def test_above_the_limit_both_sides_diverge_and_their_paths_keep_their_direction():
    for side in both(share=1.1).sides:
        frame, first = frame_of(side), slice(0, 3)
        w, b = drawn_path(side, frame)
        assert side.diverges and side.arrives is None
        assert w[first] == pytest.approx(side.w[first], abs=np.ptp(frame.w) / 1000)
        assert b[first] == pytest.approx(side.b[first], abs=np.ptp(frame.b) / 1000)


def drawn_levels(side):
    """The corners of each level line in the picture: arrays (4, 2) of w and b, the highest level first."""
    chart = bowl_chart(side, frame_of(side), to_scale(side), runs.sample(DATA).names)
    paths = [re.findall(r"([-\d.]+),([-\d.]+)(?=C|Z)", shape.path) for shape in chart.layout.shapes]
    return [np.array(path, float)[:4] for path in paths]


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_every_level_line_has_the_same_loss_all_round_and_lies_above_the_next(scaled):
    for side in both(scaled).sides:
        heights = [side.units.excess(*corners.T) for corners in drawn_levels(side)]
        assert all(np.ptp(height) < 1e-2 * height.mean() for height in heights)
        assert np.all(np.diff([height.mean() for height in heights]) < 0)


def test_a_run_that_starts_at_the_bottom_without_noise_is_a_page_too(open_page, told):
    message = told(open_page(scenario=SCENARIOS["simple"].title, noise="0", start_w="2.5", start_b="10"))
    for side in ("raw", "scaled"):
        low, high = message.figures[side]["layout"]["xaxis"]["range"]
        assert low < message.trace(side, "bottom")["x"][0] < high


def test_a_standardised_bowl_is_drawn_with_one_unit_of_length_on_both_axes():
    raw, scaled = (bowl_chart(side, frame_of(side), to_scale(side), runs.sample(DATA).names) for side in both().sides)
    assert scaled.layout.yaxis.scaleanchor == "x"
    assert raw.layout.yaxis.scaleanchor is None


def test_what_happened_names_who_arrived_within_the_epochs():
    usual = both()
    raw, scaled = usual.sides
    assert happened(usual, 2000) == "scaled"
    assert happened(replace(usual, raw=scaled, scaled=raw), 2000) == "raw"
    assert happened(usual, scaled.arrives - 1) == "neither"
    assert happened(replace(usual, raw=scaled), 2000) == "both at once"


def test_exactly_at_the_limit_nobody_arrives_and_nobody_diverges():
    for side in both(share=1.0).sides:
        assert side.arrives is None and not side.diverges


# ---- on screen


def test_the_readouts_end_at_the_cores_lines(open_page, told):
    message = told(open_page(scenario=HOUSES))
    for side in both().sides:
        w, b = side.restored
        assert message.series[f"{side.key}_w_back"][-1] == pytest.approx(w[-1], rel=1e-5)
        assert message.series[f"{side.key}_b_back"][-1] == pytest.approx(b[-1], rel=1e-5)


def test_each_side_shows_its_own_condition_number_limit_and_rate(open_page, told):
    X, _ = houses()
    Z, _ = core.standardize(X)
    shown = [(r["text"], r["sub"]) for r in told(open_page(scenario=HOUSES))["readouts"]]
    assert ("1", "λ from 2 to 2") in shown and ("0.25", "25 % of the limit 1") in shown
    assert shown[2][0] == plain(core.condition_number(X))
    assert shown[3][1] == f"25 % of the limit {plain(core.learning_rate_limit(X))}"


def test_the_button_lands_in_one_step(open_page, told, words):
    app = open_page(scenario=HOUSES, fs_scaled="thousands", fs_share="90", fs_rates="same rate")
    next(b for b in app.button if b.label == "Land in one step").click().run()
    assert not app.exception
    message = told(app)
    assert message.series["scaled_w_back"][1] == pytest.approx(runs.bowl(DATA).minimum.w, rel=1e-5)
    assert "One step leaves nothing of the error" in words(app) and "1 − 0.5 · 2 = 0" in words(app)


def test_the_same_rate_on_both_sides_is_the_sidebars(open_page, told):
    app = open_page(scenario=HOUSES, fs_rates="same rate", rate="1e-7")
    assert not app.select_slider(key="rate").disabled
    assert [r["text"] for r in told(app)["readouts"]][3::4] == ["10⁻⁷", "10⁻⁷"]
    assert open_page(scenario=HOUSES).select_slider(key="rate").disabled


def test_the_arithmetic_shown_gives_the_carried_back_line():
    side = both().scaled
    shown = carried_back(side).replace("{,}", "")
    w, b = (float(text) for text in re.findall(r"mathbf\{(-?[\d.]+)\}", shown))
    w_z, scale = (float(text) for text in re.search(r"w_z\}\{s\} = \\frac\{([\d.]+)\}\{([\d.]+)\}", shown).groups())
    assert w == pytest.approx(w_z / scale, rel=1e-5)
    assert (w, b) == pytest.approx((side.restored[0][-1], side.restored[1][-1]), rel=1e-5)


def test_both_forms_predict_the_same_price(open_page, words):
    app = open_page(scenario=HOUSES)
    app.slider(key="fs_x_square-feet").set_value(1700.0).run()
    side = both().scaled
    price = side.units.scaler.transform([[1700.0]]).item() * side.w[-1] + side.b[-1]
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
    assert told(app)["ending"] == "You said: **both at once**. But it was: **scaled**."
    app.toggle(key="predict").set_value(False).run()
    assert told(app)["ending"] == ""


SHARES, LENGTHS = ("5", "100", "110"), ("10", "20000")


@pytest.mark.parametrize(("shift", "scenario"), list(enumerate(SCENARIOS)))
def test_every_scenario_shows_a_page_at_its_extremes(shift, scenario, open_page, told):
    """Each with every scaling, every share and both lengths; which of them meet turns from scenario to scenario."""
    for i, scaled in enumerate(controls.SCALED):
        link = {"fs_scaled": scaled, "fs_share": SHARES[(i + shift) % 3], "epochs": LENGTHS[(i + shift) % 2]}
        message = told(open_page(scenario=SCENARIOS[scenario].title, n="5", noise="0", **link))
        assert set(message.figures) == {"raw", "scaled", "race"}
        assert set(map(len, message.series.values())) == {len(message.series["epoch"])}


@pytest.mark.parametrize("rate", ["1e-10", "0.08", "1e-7"])
def test_every_common_rate_shows_a_page(rate, open_page, told):
    message = told(open_page(scenario=HOUSES, fs_rates="same rate", rate=rate))
    assert [r["text"] for r in message["readouts"]][3::4] == [plain(float(rate))] * 2


NONSENSE = "inf", "nan", "-5", "abc", "", "9" * 30, "🙂"


def test_nonsense_in_the_address_gives_the_defaults(open_page, told):
    usual = told(open_page(scenario=HOUSES))["run"]
    names = "fs_scaled", "fs_rates", "fs_share", "fs_x_square-feet"
    for shift in range(len(NONSENSE)):
        link = {name: NONSENSE[(i + shift) % len(NONSENSE)] for i, name in enumerate(names)}
        assert told(open_page(scenario=HOUSES, **link))["run"] == usual, link
