"""Own points: what the player reports of them, what a run on moved points is, and what pages say while there is no line.

Left out: the hand on the chart, and the table (tests/browser/test_edit.py).
"""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linreg_core as core
from pages.ui import rate_history
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.own import controls, link, points_panel
from pages.ui.own import points as of
from pages.ui.own.data import OWN, OwnData, own_data
from pages.ui.rates import RateHistory

PAGE = "pages/train.py"
THREE = ((1.0, 2.0), (2.0, 3.0), (4.0, 7.0))
MOVED = ((1.0, 2.0), (2.0, 3.0), (4.0, 1.0))
AGAIN = ((1.0, 9.0), (2.0, 3.0), (4.0, 1.0))
OTHERS = "one_step loss_surface learning_rate feature_scaling optimizers scikit_learn".split()


def own(points, lineage=""):
    return OwnData(own_data(*zip(*points, strict=True), OWN["points"]).names, lineage)


def settings(points=THREE, earlier=()):
    return SampleSettings("points", len(points), 42, None, None, own(points), earlier)


def training(points=THREE, earlier=(), epochs=300):
    return Experiment(settings(points, earlier), Line(0.0, 0.0), 0.01, epochs)


A, B, C = (own(points) for points in (THREE, MOVED, AGAIN))
RATE = A.names.learning_rate


# ---- a run on points that were moved


def in_pieces(pieces, start=(0.0, 0.0)):
    """Train on each (points, epochs, rate) in turn with the core. -> w, b and the loss of every epoch"""
    line, told = tuple(np.full((1, 1), value) for value in start), []
    for points, epochs, rate in pieces:
        X, y = own(points).names.points
        run = core.train(X, y, core.TrainingConfig(rate, epochs), line)
        told = told[:-1] + list(zip(run.w[:, 0], run.b, run.losses, strict=True))
        line = run.final.w, run.final.b
    return np.array(told).T


@pytest.fixture
def open_with(open_app):
    """A function: Train with these points set by hand, which took the place of `earlier` ones mid-run, at these rates."""

    def open_one(points, earlier=(), rates=None):
        app, state = open_app(PAGE, scenario=OWN["points"]), {"own_points": points, "own_rows": points, "own": {}}
        if len(points) > 1:
            now = own(points).going_on_from(earlier[0][1]) if earlier else own(points)
            data = SampleSettings("points", len(points), 42, None, None, now)
            run = Experiment(data, Line(0.0, 0.0), RATE, 1000).run_id
            state |= {"own": {"points": now}, "edits": (run, earlier)} | now.names.defaults
            if rates:
                state |= {"history": (run, RateHistory(rates)), "rate": rates[-1][1]}
        for key, value in state.items():
            app.session_state[key] = value
        app.run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return open_one


def test_a_run_on_moved_points_is_the_cores_trained_in_pieces(told, open_with):
    message = told(open_with(AGAIN, ((100, A), (180, B))))
    w, b, losses = in_pieces([(THREE, 100, RATE), (MOVED, 80, RATE), (AGAIN, 820, RATE)])
    for name, values in {"w": w, "b": b, "mse": losses}.items():
        np.testing.assert_allclose(message.series[name], values, rtol=1e-5, atol=1e-9)


def test_rates_and_points_may_both_change_in_any_order(told, open_with):
    message = told(open_with(MOVED, ((100, A),), ((0, RATE), (60, 0.01), (150, 0.005))))
    parts = [(THREE, 60, RATE), (THREE, 40, 0.01), (MOVED, 50, 0.01), (MOVED, 850, 0.005)]
    w, b, losses = in_pieces(parts)
    for name, values in {"w": w, "b": b, "mse": losses}.items():
        np.testing.assert_allclose(message.series[name], values, rtol=1e-5, atol=1e-9)
    marks = [note["text"] for note in message.figures["loss"]["layout"]["annotations"]]
    assert marks == ["rate 0.01", "points moved", "rate 0.005"]


def test_the_end_is_judged_on_the_points_of_now(told, open_with):
    message = told(open_with(MOVED, ((100, A),)))
    w, _ = core.least_squares(*own(MOVED).names.points)
    assert message.readout("w, the slope", "gap") == pytest.approx(message.series["w"][-1] - w.item(), abs=1e-5)


def test_points_moved_mid_run_keep_the_name_of_their_run():
    before = own(THREE)
    after = own((*MOVED, (9.0, 9.0))).going_on_from(before)
    ids = {
        Experiment(SampleSettings("points", data.n, 42, None, None, data), Line(0, 0), 0.1, 100).run_id
        for data in (before, after)
    }
    assert len(ids) == 1 and before != after
    assert (after.names.w_range, after.names.learning_rate) == (before.names.w_range, before.names.learning_rate)


# ---- what came before an epoch


@pytest.mark.parametrize(
    ("earlier", "epoch", "expected"),
    [
        ((), 120, ((120, A),)),
        (((50, B),), 120, ((50, B), (120, A))),
        (((50, B), (200, C)), 120, ((50, B), (120, C))),
        (((50, B),), 30, ((30, B),)),
        (((50, B),), 50, ((50, B),)),
        (((50, B),), 55, ((50, B),)),
    ],
    ids=["the first", "a second", "one of two that came later", "before the first", "at the same epoch", "soon after"],
)
def test_what_came_after_an_edit_is_no_more_and_edits_close_together_are_one(earlier, epoch, expected):
    assert of.earlier_than(earlier, A, epoch, 1000) == expected


@given(st.lists(st.integers(1, 19_999), min_size=1, max_size=150))
def test_the_data_of_a_run_rise_in_time_and_are_never_too_many(epochs):
    earlier, now = (), A
    for epoch in epochs:
        earlier, now = of.earlier_than(earlier, now, epoch, 20_000), {A: B, B: A}[now]
        ends = [until for until, _ in earlier]
        assert ends == sorted(set(ends)) and len(ends) < of.MOST_CHANGES
        assert not ends or ends[-1] <= epoch


# ---- reports


@pytest.fixture
def state(monkeypatch):
    """Session state as a plain dict: Train shows a run of THREE."""
    kept = {"own": {"points": A}, "own_points": THREE}
    for module in (points_panel, controls, rate_history):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=kept, query_params={}))
    points_panel.shown(training())
    return kept


def report(points=MOVED, epoch=120, run=None, told=7):
    return {"run": run or training().run_id, "epoch": epoch, "points": [list(point) for point in points], "told": told}


def test_a_drop_mid_run_goes_on_from_its_epoch_under_the_same_name(state):
    points_panel.keep(report())
    assert points_panel.held() == MOVED
    assert state["own"]["points"].lineage == A.lineage
    assert rate_history.data_before(training().run_id) == ((120, A),)


@pytest.mark.parametrize("changes", [{"epoch": 0}, {"run": "another run"}], ids=["at the start", "of another run"])
def test_an_edit_elsewhere_begins_a_run_that_none_was_before(state, changes):
    points_panel.keep(report(**changes))
    first = state["own"]["points"]
    assert first.lineage != A.lineage and first.names.points[1][2, 0] == 1.0
    points_panel.keep(report(THREE, **changes))
    points_panel.keep(report(MOVED, **changes))
    assert state["own"]["points"].lineage not in (A.lineage, first.lineage)


def test_settings_that_nobody_moved_follow_the_points_and_those_moved_stay_in_reach(state):
    state.update(A.names.defaults)
    far = tuple((1000 * x, y) for x, y in THREE)
    points_panel.keep(report(far, epoch=0))
    assert state["rate"] == pytest.approx(own(far).names.learning_rate)
    state.update(rate=3e-8, start_w=0.002)
    points_panel.keep(report(THREE, epoch=0))
    assert state["rate"] == min(points_panel.learning_rates(own(THREE).names))
    low, high, _ = own(THREE).names.w_range
    assert low <= state["start_w"] <= high


@pytest.mark.parametrize("points", [(), ((1.0, 2.0),), ((1.0, 2.0), (1.0, 3.0))], ids=["none", "one", "equal x"])
def test_points_without_a_line_are_held_and_no_data(state, points):
    points_panel.keep(report(points))
    assert points_panel.held() == points and state["own"] == {}
    points_panel.keep(report(THREE, run="no line yet", epoch=0))
    assert state["own"]["points"].n == 3


BAD = {
    "nothing": None,
    "a number": 7,
    "no points": {"run": "r", "epoch": 1, "told": 1},
    "points of three": report(((1, 2, 3),)),
    "a text": report((("1", 2),)),
    "a truth": report(((True, 2),)),
    "endless": report(((float("inf"), 2),)),
    "no number": report(((float("nan"), 2),)),
    "too large": report(((1e13, 2),)),
    "too small": report(((1e-300, 2), (0, 1))),
    "201 points": report([(i, i) for i in range(201)]),
    "an epoch that is no number": report(epoch="1"),
    "a negative epoch": report(epoch=-1),
    "an epoch beyond all runs": report(epoch=10**9),
    "half an epoch": report(epoch=0.5),
    "no number of its own": report(told=None),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_report_that_makes_no_sense_is_dropped(state, bad):
    before = dict(state)
    points_panel.keep(bad)
    assert state == before


def test_two_hundred_points_are_held(state):
    many = tuple((float(i), float(i % 7)) for i in range(200))
    points_panel.keep(report(many))
    assert points_panel.held() == many and link.to_text(state["own"]["points"])


# ---- pages


def test_without_points_train_shows_an_empty_chart_that_says_what_to_do(open_app, told):
    message = told(open_app(PAGE, scenario=OWN["points"]))
    assert message["series"]["epoch"] == [0]
    assert message["notices"][0]["text"] == "Click to add a point: a line needs two."
    assert [message.figures["line"]["layout"][f"{axis}axis"]["range"] for axis in "xy"] == [[0, 10], [0, 10]]
    assert message.extras["edit"]["points"] == []


def test_one_point_asks_for_a_second_one(open_with, told):
    message = told(open_with(((3.0, 4.0),)))
    assert message["notices"][0]["text"].startswith("One point")
    assert message.extras["edit"]["points"] == [[3.0, 4.0]]


@pytest.mark.parametrize("page", OTHERS)
def test_other_pages_send_you_to_train(open_app, words, page):
    app = open_app(f"pages/{page}.py", scenario=OWN["points"])
    assert "a line needs two points" in words(app)
    assert not [shown for shown in app.get("bidi_component") if shown.proto.component_name.endswith("player")]


def test_the_switch_takes_the_points_on_the_screen_and_keeps_the_settings(open_app, told):
    app = open_app(PAGE, epochs="500", start_w="100")
    before = told(app)
    app.toggle(key="edit_points").set_value(True).run()
    after = told(app)
    assert app.selectbox(key="scenario").value == "points"
    assert (app.select_slider(key="epochs").value, app.select_slider(key="rate").value) == (500, 0.001)
    assert app.slider(key="start_w").value == pytest.approx(100, abs=20)
    assert len(after.extras["edit"]["points"]) == 50
    np.testing.assert_allclose(after.series["w"], before.series["w"], rtol=1e-3, atol=1e-3)
    assert "w, the slope" in [r["label"] for r in after["readouts"]]


def test_of_more_than_two_hundred_points_two_hundred_are_taken_evenly(open_app, told):
    app = open_app(PAGE, n="500")
    app.toggle(key="edit_points").set_value(True).run()
    assert len(told(app).extras["edit"]["points"]) == 200


def test_another_scenario_in_the_menu_ends_the_editing(open_app, told):
    app = open_app(PAGE, scenario=OWN["points"])
    app.selectbox(key="scenario").set_value("simple").run()
    assert not app.toggle(key="edit_points").value and "edit" not in told(app).extras


def test_clear_takes_all_points_away(open_app, told):
    app = open_app(PAGE)
    app.toggle(key="edit_points").set_value(True).run()
    next(button for button in app.button if button.label == "Clear").click().run()
    assert not app.exception and told(app)["series"]["epoch"] == [0]


def test_reset_keeps_the_points_and_forgets_that_they_were_moved_mid_run(open_with, told):
    app = open_with(MOVED, ((100, A),))
    next(button for button in app.button if button.label == "Reset").click().run()
    message = told(app)
    assert message.extras["edit"]["points"] == [list(point) for point in MOVED]
    assert "annotations" not in message.figures["loss"]["layout"]
    w, _, _ = in_pieces([(MOVED, 1000, B.names.learning_rate)])
    np.testing.assert_allclose(message.series["w"], w, rtol=1e-5, atol=1e-9)


def test_a_link_gives_the_same_points_and_run(open_with, open_app, told):
    first = told(open_with(THREE))
    parameter = first.extras["link"]["points"]
    again = told(open_app(PAGE, scenario=OWN["points"], points=parameter))
    for name in ("w", "b", "mse"):
        np.testing.assert_array_equal(again.series[name], first.series[name])


# ---- axes


values = st.floats(-1e12, 1e12).filter(of.is_value)


@given(st.lists(st.tuples(values, values), max_size=8))
def test_axes_hold_all_points_and_stay_while_they_do(points):
    axes = of.axes_around(points)
    for i, (low, high) in enumerate(axes):
        assert low < high and all(low <= point[i] <= high for point in points)
    assert of.axes_around(points, axes) == axes


def test_axes_grow_only_at_the_end_that_has_no_room_left():
    (low, high), y = of.axes_around([(9.9, 5.0)], of.EMPTY)
    assert low == 0 and high > 10 and y == (0, 10)


# ---- a table


def test_rows_that_are_no_points_are_said_and_the_others_count():
    rows = [(1.0, 2.0), (None, 3.0), (None, None), (4.0, 5.0), (6.0, 1e13)]
    points, said = of.said_of(rows)
    assert points == ((1.0, 2.0), (4.0, 5.0))
    assert said.startswith("Rows 2, 5 are no points yet")
    assert of.said_of([(1.0, 2.0), (1.0, None)])[1].startswith("Row 2 is no point yet")
    assert of.said_of(THREE) == (THREE, "")


def test_of_a_long_table_two_hundred_rows_count():
    points, said = of.said_of([(float(i), 1.0) for i in range(201)])
    assert len(points) == 200 and "200" in said
