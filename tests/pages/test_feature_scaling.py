"""Feature scaling: both sides' numbers and their story are the core's, and the learner's line is checked."""

import re
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.feature_scaling import back, controls, lesson, words
from pages.lessons.feature_scaling import message as packed
from pages.lessons.feature_scaling.charts import bowl_chart
from pages.lessons.feature_scaling.controls import SideSettings
from pages.lessons.feature_scaling.sides import SCALINGS, compare, in_units
from pages.lessons.feature_scaling.two_columns import houses_with_bedrooms, whole_table
from pages.lessons.feature_scaling.views import drawn_path, frame_of, to_scale
from pages.ui import runs
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import plain
from pages.ui.scenarios import SCENARIOS
from tests.pages import experiments

PAGE = "pages/feature_scaling.py"
HOUSES = SCENARIOS["square-feet"].title
DATA = SampleSettings("square-feet", 50, 42, 30_000.0, Line(250.0, 50_000.0))


def houses():
    return runs.sample(DATA).points()


def both(scaled="standardised", share=0.25, epochs=2000):
    return compare(Experiment(DATA, Line(0.0, 0.0), 0.0, epochs), SideSettings(scaled, share))


def excess(units, w, b):
    """The loss of lines above the lowest."""
    return core.excess_losses(*units.points(), w, b)


# ---- the two sides


def test_standardised_lands_in_one_step_at_half_of_its_limit_and_raw_does_not():
    raw, scaled = both(share=0.5).sides
    assert scaled.rate == pytest.approx(0.5) and scaled.arrives == 1
    assert (scaled.w[1], scaled.b[1]) == pytest.approx(scaled.bowl.minimum, rel=1e-12)
    assert raw.arrives is None and raw.pace.epochs > 1e6 and abs(raw.b[-1]) < 1000 < abs(raw.bowl.minimum.b)


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_both_sides_begin_from_the_same_line_and_have_the_same_bottom(scaled):
    raw, other = (in_units(SCALINGS[name], *houses(), Line(100.0, 20_000.0)) for name in ("raw", scaled))
    assert excess(other, *other.start) == pytest.approx(excess(raw, *raw.start), rel=1e-9)
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
        assert side.pace.word == "diverges" and side.arrives is None
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
        heights = [excess(side.units, *corners.T) for corners in drawn_levels(side)]
        assert all(np.ptp(height) < 1e-2 * height.mean() for height in heights)
        assert np.all(np.diff([height.mean() for height in heights]) < 0)


def test_a_run_that_starts_at_the_bottom_without_noise_is_a_page_too(open_page, told):
    message = told(open_page(scenario=SCENARIOS["simple"].title, noise="0", start_w="2.5", start_b="10"))
    for side in ("raw", "scaled"):
        low, high = message.figures[side]["layout"]["xaxis"]["range"]
        assert low < message.trace(side, "lowest loss")["x"][0] < high


def test_a_standardised_bowl_is_drawn_with_one_unit_of_length_on_both_axes():
    raw, scaled = (bowl_chart(side, frame_of(side), to_scale(side), runs.sample(DATA).names) for side in both().sides)
    assert scaled.layout.yaxis.scaleanchor == "x"
    assert raw.layout.yaxis.scaleanchor is None


def test_what_happened_names_who_arrived_within_the_epochs():
    usual = both()
    raw, scaled = usual.sides
    assert words.happened(usual) == "standardised"
    assert words.happened(both(epochs=scaled.arrives - 1)) == "neither"
    assert words.happened(replace(usual, raw=scaled)) == "both at once"


def test_exactly_at_the_limit_nobody_arrives_and_nobody_diverges():
    for side in both(share=1.0).sides:
        assert side.arrives is None and side.pace.word == "on the edge"
    assert words.story(both(share=1.0)).headline == "Both swing for ever."


# ---- the story


experiment = partial(experiments.experiment, n=50, seed=42, rate=0.0, epochs=2000)


some_comparisons = st.builds(
    lambda e, scaled, share: compare(replace(e, rate=0.003 if share is None else 0.0), SideSettings(scaled, share)),
    st.builds(
        experiment,
        st.sampled_from(list(SCENARIOS)),
        n=st.sampled_from([5, 20, 50]),
        seed=st.integers(0, 50),
        epochs=st.sampled_from([10, 200, 2000]),
        start=st.sampled_from([(0.0, 0.0), (5.0, -20.0)]),
    ),
    st.sampled_from(controls.SCALED),
    st.sampled_from([None, 0.05, 0.25, 0.5, 0.95, 1.0, 1.1]),
)


def settled(side):
    """Whether the core's own losses of this side end within the goal, at a rate that can arrive."""
    X, y = side.units.points()
    below = side.rate < side.bowl.limit * (1 - 1e-9)
    return below and len(side.excess) and side.excess[-1] <= side.outcome.goal.excess


@settings(max_examples=30)
@given(some_comparisons)
def test_the_headline_is_true_of_both_runs(c):
    head, (raw, scaled) = words.story(c).headline, c.sides
    there = [bool(settled(side)) for side in c.sides]
    assert (words.happened(c) == words.NEITHER) == (not any(there))
    if head.startswith(("Neither", "Both diverge", "Both swing")):
        assert not any(there)
    elif head == "Both arrive at the same epoch.":
        assert all(there) and raw.arrives == scaled.arrives
    elif head.endswith("arrives first."):
        first, second = sorted(c.sides, key=lambda side: side.arrives)
        assert all(there) and head.startswith(first.name.capitalize()) and first.arrives < second.arrives
    elif " arrives, " in head:
        winner = head.split(" arrives")[0].lower()
        assert [side.name for side, arrived in zip(c.sides, there, strict=True) if arrived] == [winner]
    for side in c.sides:
        if f"{side.name} diverges" in head.lower() or head == "Both diverge.":
            assert side.rate > side.bowl.limit and side.excess[-1] > side.excess[0]


@settings(max_examples=30)
@given(some_comparisons)
def test_the_story_is_short_and_holds_no_broken_number(c):
    told = words.story(c)
    assert len(told.headline.split()) <= 12
    for text in (told.headline, told.evidence, *told.why, words.because(c)):
        assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]?\d|(?<![\d.])0%|  ", text), text
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 24, sentence
    assert len(re.findall(r"\d[\d,.]*", re.sub("×\u202f10", "", told.evidence))) <= 3
    assert words.happened(c) in words.options(c)


def test_the_evidence_and_the_reasons_hold_this_datas_numbers():
    c = both("min-max")
    told, (raw, scaled) = words.story(c), c.sides
    assert told.headline == "Min-max arrives, raw does not."
    assert f"Min-max needs {scaled.pace.epochs:,} epochs" in told.evidence
    assert f"{plain(raw.pace.epochs / scaled.pace.epochs, 2)} times as many" in told.evidence
    assert plain(scaled.bowl.condition) in words.because(c) and plain(raw.bowl.condition) in words.because(c)


def test_a_start_at_the_answer_is_no_race():
    for share in (0.25, 1.1):
        simple = SampleSettings("simple", 50, 42, 0.0, Line(2.5, 10.0))
        c = compare(Experiment(simple, Line(2.5, 10.0), 0.0, 2000), SideSettings("min-max", share))
        assert words.story(c).headline == "Both start at the answer." and words.because(c) == "the start is the answer"


# ---- on screen


def test_before_the_runs_are_seen_nothing_outside_a_fold_tells_how_they_end(open_page, told):
    for link in ({}, {"fs_scaled": "standardised", "fs_share": "110"}):
        app = open_page(scenario=HOUSES, **link)
        message = told(app)
        hidden = [m.value for fold in app.expander for m in fold.markdown]
        shown = [m.value for m in app.markdown if m.value not in hidden] + [message["note"]["text"]]
        shown += [figure["alt"] for figure in message["figures"].values()]
        shown += [r["label"] + r["text"] + r["sub"] for r in message["readouts"]]
        shown += [r["values"]["state"]["words"][0][1] for r in message["readouts"] if "state" in r["values"]]
        text = " ".join(shown).lower()
        for ending in (
            "arrives at",
            "arrived at",
            "diverge",
            "needs",
            "ends at",
            "times as many",
            "does not come to rest",
        ):
            assert ending not in text, ending
        assert message["ending"] and message["story"]["headline"]


def test_the_readouts_end_at_the_cores_lines_each_in_its_own_unit(open_page, told):
    message = told(open_page(scenario=HOUSES))
    for side in both("min-max").sides:
        assert message.series[f"{side.key}_slope"][-1] == pytest.approx(side.w[-1], rel=1e-5)
        assert message.series[f"{side.key}_intercept"][-1] == pytest.approx(side.b[-1], rel=1e-5)
    raw, scaled = message["readouts"][0], message["readouts"][4]
    assert raw["text"] == "price = {w} · size {+b}" and scaled["text"] == "price = {w} · z {+b}"
    assert scaled["sub"].startswith("z = (size − 1,0")


def test_each_side_shows_its_own_condition_number_limit_and_rate(open_page, told):
    X, _ = houses()
    shown = [(r["text"], r["sub"]) for r in told(open_page(scenario=HOUSES, fs_scaled="standardised"))["readouts"]]
    assert ("1", "λ from 2 to 2") in shown and ("0.25", "25% of its limit 1") in shown
    assert shown[2][0] == plain(core.condition_number(X))
    assert shown[3][1] == f"25% of its limit {plain(core.learning_rate_limit(X))}"


def test_the_same_rate_on_both_sides_is_the_sidebars(open_page, told):
    app = open_page(scenario=HOUSES, fs_rates="same rate", rate="1e-7")
    assert app.select_slider(key="rate").value == 1e-7 and "fs_share" not in [s.key for s in app.slider]
    assert [r["text"] for r in told(app)["readouts"]][3::4] == ["10⁻⁷", "10⁻⁷"]
    assert "rate" not in [s.key for s in open_page(scenario=HOUSES).select_slider], "the share takes its place"


# ---- the exercise


@pytest.mark.parametrize("scaled", controls.SCALED)
def test_the_arithmetic_shown_adds_up_and_gives_the_carried_back_line(scaled):
    side = both(scaled).scaled
    shown = back.carried_back(side).replace("{,}", "")
    w, b = (float(text) for text in re.findall(r"mathbf\{(-?[\d.]+)\}", shown))
    w_z, scale = (float(text) for text in re.search(r"w_z\}\{s\} = \\frac\{([\d.]+)\}\{([\d.]+)\}", shown).groups())
    b_z, shift = (float(re.search(p, shown)[1]) for p in (r"\n&= (-?[\d.]+) -", r"\\cdot ([\d.]+)\}"))
    assert f"{w_z / scale:.6g}" == f"{w:.6g}" and f"{b_z - w_z * shift / scale:.6g}" == f"{b:.6g}"
    assert (w, b) == pytest.approx(side.restored, rel=1e-4)


def test_both_forms_predict_the_same_price(open_page, words):
    app = open_page(scenario=HOUSES)
    app.slider(key="fs_x_square-feet").set_value(1700.0).run()
    side = both("min-max").scaled
    price = side.units.scaler.transform([[1700.0]]).item() * side.w[-1] + side.b[-1]
    assert words(app).count(f"gives ${plain(price, 5)}.") == 2


def is_done(side, w, b):
    right = [back.check(text, name, side).right for name, text in (("w", w), ("b", b))]
    return bool(back.done(side, SCENARIOS["square-feet"], *right))


def test_the_exercise_is_done_by_the_line_in_raw_x_at_condition_number_1_and_by_no_other():
    side = both().scaled
    w, b = side.restored
    assert is_done(side, f"{w:.4g}", f"${b:,.0f}") and is_done(side, repr(w), repr(b))
    for wrong in ((side.w[-1], b), (w, side.b[-1]), (1.05 * w, b), (w, 1.2 * b), (-w, b)):
        assert not is_done(side, *map(repr, map(float, wrong))), wrong
    assert not is_done(side, "", "") and not is_done(side, "many", repr(b))
    other = both("min-max").scaled
    assert not is_done(other, *map(repr, other.restored)), "its condition number is not 1"
    assert back.check("250", "w", both(share=1.1).scaled).text == back.NO_LINE


def test_a_slip_is_named():
    side = both().scaled
    w, b, m, s = side.w[-1], side.b[-1], side.units.scaler.shift.item(), side.units.scaler.scale.item()
    assert "slope in z" in back.check(repr(float(w)), "w", side).text
    assert "multiplied by s" in back.check(repr(float(w * s)), "w", side).text
    assert "where z is 0" in back.check(repr(float(b)), "b", side).text
    assert "the sign" in back.check(repr(float(b + w * m / s)), "b", side).text
    assert "cannot read" in back.check("abc", "b", side).text and back.check("", "b", side).right is None


def test_the_story_says_when_the_exercise_is_done(open_page, told):
    app = open_page(scenario=HOUSES, fs_scaled="standardised")
    w, b = both().scaled.restored
    slope, intercept = (box for box in app.text_input if box.label.startswith("The "))
    assert told(app)["story"]["more"] == []
    slope.set_value(f"{w:.5g}")
    intercept.set_value(f"{b:.5g}").run()
    assert not app.exception
    (line,) = told(app)["story"]["more"]
    assert line.startswith("**Exercise done.**") and plain(w, 4) in line and plain(b, 4) in line


@pytest.mark.parametrize("slug", SCENARIOS)
def test_the_questions_have_right_answers(slug):
    sample = runs.sample(experiment(slug, n=20).data)
    slope, condition, rate = lesson.questions(sample, Line(0.0, 0.0))
    for question in (slope, condition, rate):
        assert len(set(question.options)) == 3
    total, s, result = (
        float(t.replace(",", "")) for t in re.fullmatch(r"(\S+) / (\S+) = (\S+)\.", slope.because).groups()
    )
    assert total == pytest.approx(s * result, rel=1e-9) and slope.options[slope.right] == plain(result)
    assert plain(core.condition_number(sample.X), 2) in condition.options[condition.right]
    Z, _ = core.standardize(sample.X)
    assert core.growth_factor(Z, float(rate.options[rate.right])) == pytest.approx(0, abs=1e-9)


# ---- the rest of the page


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
    switch = SCENARIOS["square-feet"].title
    next(b for b in app.button if b.label == switch).click().run()
    assert not app.exception
    assert app.selectbox(key="scenario").value == "square-feet" and app.slider(key="n").value == 50
    assert not [b for b in app.button if b.label == switch]


def test_the_answer_is_kept_and_shown_beside_what_happened(open_page, told):
    app = open_page(scenario=HOUSES)
    key = next(group.key for group in app.button_group if "Predict first" in group.label)
    app.segmented_control(key=key).set_value("both at once").run()
    assert told(app)["ending"].startswith(
        "You said: **both at once**. But it was: **min-max**, because its condition number"
    )
    app.toggle(key="predict").set_value(False).run()
    assert told(app)["ending"] == ""


@pytest.mark.parametrize(("shift", "scenario"), list(enumerate(SCENARIOS)))
def test_every_scenario_packs_a_message_at_its_extremes(shift, scenario):
    """Each with every scaling, every share and both lengths; which of them meet turns from scenario to scenario."""
    noise = 0.0 if "noise" in SCENARIOS[scenario].defaults else None
    for i, scaled in enumerate(controls.SCALED):
        e = experiment(scenario, n=5, noise=noise, epochs=(10, 20_000)[(i + shift) % 2])
        assert packed.recorded(e, SideSettings(scaled, (0.05, 1.0, 1.1)[(i + shift) % 3]), "")


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
