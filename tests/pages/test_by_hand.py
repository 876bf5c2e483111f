"""A line fitted by hand on Train: the run begins there, nothing tells the answer before it is seen, and the rest is true.

Left out: the handles (tests/browser/test_hand.py).
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.train import by_hand, controls, words
from pages.ui.experiment import Line, SampleSettings
from pages.ui.numbers import plain
from pages.ui.rates import RateHistory
from pages.ui.runs import bowl, record, sample
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/train.py"
HOUSES = SampleSettings("houses", 50, 42, 30_000.0, Line(25_000.0, 375_000.0))
UNREADABLE = "", "1", "1,2,3", "nan,1", "inf,0", "1e300,0", "w,b", "1;2", "<b>,1"


@pytest.fixture
def open_hand(open_page):
    return lambda **link: open_page(by_hand="true", **link)


def points_of(message):
    """X (n, 1) and y (n, 1) as the core makes them for the tutorial's own run."""
    np.random.seed(42)
    return core.generate_linear_data(50, 250.0, 50_000.0, 30_000.0)


# ---- the run begins at the line


def test_descent_begins_at_the_line_of_the_link(open_hand, told):
    message = told(open_hand(hand="300.5,48000.25"))
    X, y = points_of(message)
    run = core.train(X, y, core.TrainingConfig(0.001, 2000), (np.array([[300.5]]), np.array([[48_000.25]])))
    assert (message.series["w"][0], message.series["b"][0]) == (300.5, pytest.approx(48_000.25, rel=1e-5))
    assert message.series["w"][-1] == pytest.approx(run.w[-1, 0], rel=1e-5)
    assert message.extras["hand"]["line"] == {"w": 300.5, "b": 48_000.25}
    assert message.extras["link"]["hand"] == "300.5,48000.25"


def test_a_line_nobody_has_moved_is_level_in_the_middle_of_the_chart_and_not_in_the_link(open_hand, told):
    message = told(open_hand())
    low, high = message.figures["line"]["layout"]["yaxis"]["range"]
    assert (message.series["w"][0], message.series["b"][0]) == (0, pytest.approx((low + high) / 2, rel=1e-5))
    assert message.extras["link"]["hand"] == ""


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_link_that_makes_no_sense_gives_the_level_line(text, open_hand, told):
    assert told(open_hand(hand=text))["run"] == told(open_hand())["run"]


@given(st.text() | st.from_regex(r"-?[0-9.e-]{1,9},-?[0-9.e-]{1,9}", fullmatch=True))
def test_any_text_is_a_line_that_comes_back_from_its_own_text_or_refused(text):
    try:
        line = by_hand.from_text(text)
    except ValueError:
        return
    assert by_hand.from_text(by_hand.to_text(line)) == line


WHOLE = {"w": 1, "b": 2, "told": 1}
REPORTS = (
    {},
    None,
    {"w": 1, "b": 2},
    {"w": 1, "told": 1},
    WHOLE | {"w": "1"},
    WHOLE | {"w": float("inf")},
    WHOLE | {"told": 1.5},
)


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_that_makes_no_sense_is_dropped(report, monkeypatch):
    state = {}
    monkeypatch.setattr(controls.st, "session_state", state)
    controls.keep_hand(report)
    assert "hand" not in state


def test_another_scenario_and_a_reset_begin_with_a_level_line(open_hand, told):
    app = open_hand(hand="300.5,48000.25")
    app.selectbox(key="scenario").select("simple").run()
    assert told(app).series["w"][0] == 0
    again = open_hand(hand="300.5,48000.25")
    next(b for b in again.button if b.label == "Reset").click().run()
    assert told(again).series["w"][0] == 0 and told(again).extras["link"]["hand"] == ""


def test_without_the_switch_the_sliders_say_where_descent_begins(open_page, told):
    message = told(open_page(hand="300.5,48000.25", start_w="-40"))
    assert message.series["w"][0] == -40 and "hand" not in message.extras
    assert message.extras["link"]["hand"] == ""


def test_while_points_are_set_by_hand_no_line_is(open_app, told):
    app = open_app(PAGE, by_hand="true")
    app.toggle(key="edit_points").set_value(True).run()
    assert "edit" in told(app).extras and "hand" not in told(app).extras
    assert app.toggle(key="by_hand").disabled


def test_the_button_on_the_page_is_the_switch(open_page, told):
    app = open_page()
    next(b for b in app.button if b.label == "Fit the line by hand").click().run()
    assert app.toggle(key="by_hand").value and "hand" in told(app).extras


# ---- nothing tells the answer


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=list(SCENARIOS))
def test_before_the_run_is_seen_nothing_tells_the_answer(scenario, open_hand, told, words):
    app = open_hand(scenario=scenario.title)
    message = told(app)
    best = message.extras["hand"]["bowl"]
    shown = words(app) + " ".join(figure["alt"] for figure in message["figures"].values())
    shown += " ".join(r["label"] + r["text"] + r["sub"] for r in message["readouts"])
    for value in (best["slope"], best["floor"]):
        assert plain(value, 3) not in shown and plain(value, 4) not in shown
    assert not any("gap" in r["values"] for r in message["readouts"])
    for name in ("line", "loss"):
        late, figure = message["figures"][name]["late"], message.figures[name]
        drawn = {part["name"] for part in [*figure["data"], *figure["layout"].get("shapes", [])]} - set(late)
        assert drawn <= {"data", "fit", "your line", "your worst point", "loss", "now"}
    assert not any(fold.label.startswith(("Check yourself", "Your runs")) for fold in app.expander)
    assert "2.5" not in " ".join(caption.value for caption in app.sidebar.caption)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_axes_are_the_same_for_every_line_and_end_at_no_lowest_loss(scenario, open_hand, told):
    title = SCENARIOS[scenario].title
    one, other = (told(open_hand(scenario=title, **link)) for link in ({}, {"hand": "0.001,1"}))
    assert one.figures["line"]["layout"]["yaxis"]["range"] == other.figures["line"]["layout"]["yaxis"]["range"]
    low, high = one.figures["loss"]["layout"]["yaxis"]["range"]
    assert low == round(low) and high == round(high) == low + by_hand.DECADES


@pytest.mark.parametrize("rate", ["0.0001", "0.01", "0.2"])
def test_the_empty_loss_chart_tells_neither_where_the_run_ends_nor_whether_it_runs_away(rate, open_hand, told):
    usual, other = (told(open_hand(**link)) for link in ({}, {"rate": rate}))
    for axis in ("xaxis", "yaxis"):
        assert other.figures["loss"]["layout"][axis]["range"] == usual.figures["loss"]["layout"][axis]["range"]
    low, high = other["figures"]["loss"]["late_axes"]["yaxis"]["range"]
    assert low <= np.log10(min(other.series["loss"])) and np.log10(max(other.series["loss"])) <= high


def test_a_line_nobody_has_moved_is_no_exercise_done(open_hand, told):
    assert not any("Exercise done" in text for text in told(open_hand())["story"]["more"])


def test_the_true_line_is_behind_a_fold(open_hand):
    app = open_hand()
    more = next(fold for fold in app.sidebar.expander if fold.label == "More")
    assert [s.label for s in more.slider][:3] == [s.label for s in app.sidebar.slider if s.key in ("noise", "w", "b")]


# ---- what comes out


@given(st.floats(-1e5, 1e5), st.floats(0, 6e5))
def test_the_worst_point_is_the_one_farthest_from_the_line(w, b):
    points, line = sample(HOUSES), Line(w, b)
    (x,), (y,), (to,) = by_hand.worst(points, line)
    assert abs(to - y) == pytest.approx(np.max(np.abs(line.at(points.X) - points.y)))
    assert to == pytest.approx(line.at(x))


def outcome(line, rate=0.01, epochs=500):
    return words.compared(sample(HOUSES), bowl(HOUSES), record(HOUSES, line, epochs, RateHistory.constant(rate)))


def test_the_three_losses_are_the_cores(read):
    points, line = sample(HOUSES), Line(10_000.0, 300_000.0)
    run = record(HOUSES, line, 500, RateHistory.constant(0.01))
    found = [read(text.split("\u202f\\$")[0].replace("\u202f", "")) for text in outcome(line).split("**")[1::2]]
    expected = [np.mean((line.at(points.X) - points.y) ** 2), run.losses[-1], core.smallest_loss(*points.points())]
    assert found == pytest.approx(expected, rel=1e-3)


def test_a_line_within_a_percent_of_the_lowest_loss_is_as_good_as_any():
    assert outcome(bowl(HOUSES).minimum).endswith("No line is more than 1% better than yours.")
    assert outcome(Line(0.0, 375_000.0)).endswith("times the lowest loss.")


def test_above_the_limit_descent_from_there_runs_away():
    assert "**it runs away**" in outcome(Line(0.0, 0.0), rate=2 * bowl(HOUSES).limit)
