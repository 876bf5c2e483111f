"""The finished runs of a visit, side by side: what is kept, what differs, what the charts show, and the way back.

Left out: that the player tells of a run's end (tests/browser/test_run_log.py).
"""

import csv
import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from pages.lessons.train import log_panel, run_log
from pages.lessons.train.run_log import Finished
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.own.data import OWN, own_data, standardised
from pages.ui.rates import RateHistory, learning_rates
from pages.ui.runs import bowl
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/train.py"


def finished(rate=0.01, seed=42, epochs=500, start=(0.0, 0.0), changes=None, by_hand=False, scenario="houses"):
    line = Line(25_000.0, 375_000.0) if scenario == "houses" else Line(2.5, 10.0)
    data = SampleSettings(scenario, 50, seed, 30_000.0 if scenario == "houses" else 5.0, line)
    history = RateHistory(changes or ((0, rate),))
    return Finished(Experiment(data, Line(*start), history.rate, epochs), history, by_hand)


SLOW, FAST, MOVED = finished(), finished(rate=0.05), finished(changes=((0, 0.01), (120, 0.05)))
BY_HAND, OTHER = finished(start=(123.456, 300_000.5), by_hand=True), finished(scenario="simple")


# ---- what the log says


def test_only_the_settings_in_which_runs_differ_are_columns():
    assert run_log.differing([SLOW, FAST]) == ["learning rate"]
    assert run_log.differing([SLOW, finished(rate=0.05, seed=7)]) == ["learning rate", "seed"]
    assert run_log.differing([SLOW]) == ["learning rate", "epochs"]


def test_each_row_tells_where_its_run_ended(read):
    for row, one in zip(run_log.rows([SLOW, FAST, MOVED]), (SLOW, FAST, MOVED), strict=True):
        assert read(row["w"]) == pytest.approx(one.run.w[-1], rel=1e-4)
        assert read(row["loss"]) == pytest.approx(one.run.losses[-1], rel=1e-3)
    assert run_log.rows([SLOW, MOVED])[1]["learning rate"] == "0.01, from epoch 120 0.05"


def test_a_run_that_arrives_says_when_and_one_above_the_limit_ran_away():
    limit = bowl(SLOW.experiment.data).limit
    early, away = finished(epochs=10), finished(rate=1.05 * limit)
    assert [row["arrived"] for row in run_log.rows([FAST, early, away])] == ["49 epochs", "not there", "ran away"]


def test_the_table_for_a_spreadsheet_has_all_digits():
    head, *rows = csv.reader(io.StringIO(run_log.as_csv([SLOW, MOVED])))
    for row, one in zip(rows, (SLOW, MOVED), strict=True):
        told = dict(zip(head, row, strict=True))
        assert (float(told["w"]), float(told["loss"])) == (one.run.w[-1], one.run.losses[-1])


# ---- a link


def test_a_link_brings_the_same_runs():
    log = (SLOW, FAST, MOVED, BY_HAND, OTHER)
    assert run_log.from_text(run_log.to_text(log)) == log


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenarios_run_goes_through_a_link(scenario):
    names = SCENARIOS[scenario]
    line = None if names.points else Line(names.true_w, names.true_b)
    data = SampleSettings(scenario, names.n_samples, 42, None if names.points else names.noise_scale, line)
    one = Finished(Experiment(data, Line(0.0, 0.0), 0.01, 500), RateHistory.constant(0.01))
    assert run_log.from_text(run_log.to_text([one])) == (one,)


def test_own_data_stays_out_of_the_list_in_the_link():
    own = own_data([1, 2, 4], [2, 3, 7], OWN["points"])
    mine = Finished(Experiment(SampleSettings("points", 3, 42, own=own), Line(0.0, 0.0), 0.01, 500), SLOW.history)
    assert run_log.to_text([mine, SLOW]) == run_log.to_text([SLOW])


SOUND = run_log.to_text([SLOW])
BROKEN = [
    SOUND.replace(a, b)
    for a, b in (
        ("houses", "castles"),
        ("*50*", "*4*"),
        ("*50*", "*501*"),
        ("*42*", "*-1*"),
        ("*30000*", "*-1*"),
        ("*30000*", "*nan*"),
        ("*500*", "*501*"),
        ("0:0.01", "1:0.01"),
        ("0:0.01", "0:0.01,600:1"),
        ("*0*0*", "*1e300*0*"),
        ("*0*0*", "*123.4*0*"),
        ("*25000*", "*25000.5*"),
        ("*375000*", "*99999999*"),
        ("0:0.01", "0:0.0137"),
    )
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_run_of_a_link_that_makes_no_sense_is_left_out(text):
    assert run_log.from_text(f"{text};{SOUND}") == (SLOW,)


@given(st.text() | st.lists(st.sampled_from([*BROKEN, SOUND, ";", "*"])).map("".join))
def test_any_text_gives_runs_that_can_be_trained(text):
    for one in run_log.from_text(text):
        assert np.isfinite(one.run.losses[0])


# ---- the page


@pytest.fixture
def open_log(open_app):
    """A function: Train, on whose log these runs stand."""

    def open_one(*log, **link):
        return open_app(PAGE, scenario=SCENARIOS["houses"].title, runs=run_log.to_text(log), **link)

    return open_one


def drawn(message, chart):
    return [trace["name"] for trace in message.figures[chart]["data"] if trace["name"].startswith("run ")]


def test_the_chosen_runs_are_drawn_with_their_ends_and_whole_curves(open_log, told):
    message = told(open_log(FAST, MOVED))
    assert drawn(message, "line") == drawn(message, "loss") == ["run 1", "run 2"]
    for one, name in ((FAST, "run 1"), (MOVED, "run 2")):
        line, loss = message.trace("line", name), message.trace("loss", name)
        assert line["y"] == pytest.approx(one.run.line(-1).at(np.array(line["x"])))
        assert loss["y"] == pytest.approx(one.run.losses[loss["x"]])
    looks = [message.trace("loss", name)["line"] for name in ("run 1", "run 2")]
    assert len({look["color"] for look in looks}) == len({look["dash"] for look in looks}) == 2
    assert message.extras["link"]["runs"] == run_log.to_text([FAST, MOVED])


def test_a_run_of_another_scenario_and_the_one_on_the_screen_are_not_drawn(open_log, told):
    app = open_log(OTHER, SLOW, FAST)
    assert drawn(told(app), "loss") == ["run 3"]
    assert any(log_panel.OTHERS in caption.value for caption in app.caption)


def test_the_axis_of_epochs_holds_the_longest_of_them(open_log, told):
    plain, long = (told(open_log(*log)).figures["loss"]["layout"] for log in ((), (finished(epochs=2000),)))
    assert long["xaxis"]["range"][1] > 2000 > plain["xaxis"]["range"][1]


def test_while_a_line_is_fitted_by_hand_no_other_run_is_drawn(open_log, told):
    assert drawn(told(open_log(FAST, by_hand="true")), "line") == []


def test_one_click_takes_a_runs_settings_back(open_log, told):
    log = FAST, MOVED, OTHER, BY_HAND
    app = open_log(*log)
    for number, one in enumerate(log, 1):
        next(b for b in app.button if b.label == f"Take back run {number}").click().run()
        assert not app.exception
        message = told(app)
        assert message["run"] == one.experiment.run_id
        assert message["history"] == [list(change) for change in one.history.changes]


def test_a_run_taken_back_stands_at_its_start(open_log, told):
    app = open_log(FAST)
    before = told(app).extras["resets"]
    next(b for b in app.button if b.label == "Take back run 1").click().run()
    assert told(app).extras["resets"] == before + 1


@given(st.data())
@settings_of_hypothesis(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_run_that_a_link_may_bring_can_be_taken_back(open_log, told, data):
    def slider(limits):
        low, high, step = limits
        return round(low + step * data.draw(st.integers(0, round((high - low) / step))), 10)

    names = data.draw(st.sampled_from([s for s in SCENARIOS.values() if not s.points]))
    slug = next(key for key, scenario in SCENARIOS.items() if scenario is names)
    line, start = (Line(slider(names.w_range), slider(names.b_range)) for _ in range(2))
    one = SampleSettings(
        slug, data.draw(st.integers(5, 500)), data.draw(st.integers(0, 999)), slider(names.noise_range), line
    )
    rate = data.draw(st.sampled_from(learning_rates(names)))
    one = Finished(Experiment(one, start, rate, 100), RateHistory.constant(rate))
    app = open_log(one)
    next(b for b in app.button if b.label == "Take back run 1").click().run()
    assert not app.exception and told(app)["run"] == one.experiment.run_id
    assert told(app)["history"] == [[0, rate]]


def test_own_data_comes_back_as_it_was_brought(monkeypatch):
    raw = own_data([1, 2, 4], [2, 3, 7], OWN["file"])
    scaled, state = standardised(raw), {"own": {"file": "another"}}
    monkeypatch.setattr(log_panel.st, "session_state", state)
    data = SampleSettings("file", 3, 42, own=scaled)
    log_panel.take_back(Finished(Experiment(data, Line(0.0, 0.0), 0.01, 500), SLOW.history, brought=raw))
    assert state["own"] == {"file": raw} and state["own_scaled"] is True


def test_only_runs_on_the_same_file_in_the_same_units_are_drawn_together():
    raw, other = own_data([1, 2, 4], [2, 3, 7], OWN["file"]), own_data([1, 2, 5], [2, 3, 7], OWN["file"])
    kinds = {
        Finished(Experiment(SampleSettings("file", 3, 42, own=own), Line(0.0, 0.0), 0.01, 500), SLOW.history).drawn_with
        for own in (raw, standardised(raw), other)
    }
    assert len(kinds) == 3


def test_a_run_keeps_its_look_when_another_is_on_the_screen(open_log, told):
    looks = [
        told(open_log(FAST, MOVED, **link)).trace("loss", "run 2")["line"]["color"] for link in ({}, {"rate": "0.05"})
    ]
    assert looks[0] == looks[1]
    assert any("Run 1 is the one on the screen" in c.value for c in open_log(FAST, MOVED, rate="0.05").caption)


def test_a_run_that_ran_away_leaves_room_for_the_one_that_is_played(open_log, told):
    plain = told(open_log()).figures["loss"]["layout"]["yaxis"]["range"]
    limit = bowl(SLOW.experiment.data).limit
    away = finished(rate=min(r for r in learning_rates(SCENARIOS["houses"]) if r > 2 * limit))
    shown = told(open_log(away)).figures["loss"]["layout"]["yaxis"]["range"]
    assert plain[1] < shown[1] <= plain[1] + 2


def test_the_first_visit_has_no_log(open_app):
    assert not any(fold.label.startswith("Your runs") for fold in open_app(PAGE).expander)


# ---- what is kept


@pytest.fixture
def state(monkeypatch):
    """A session in which SLOW is on the screen."""
    state = {"log": (), "log_shown": [], "log_now": SLOW}
    monkeypatch.setattr(log_panel.st, "session_state", state)
    return state


def report(one):
    return {"run": one.experiment.run_id, "history": [list(change) for change in one.history.changes]}


def test_a_run_seen_to_its_end_is_kept_once(state):
    log_panel.keep(report(SLOW))
    log_panel.keep(report(SLOW))
    assert state["log"] == (SLOW,)


@pytest.mark.parametrize("told", [None, {}, {"run": 1, "history": []}, report(FAST) | {"run": "x"}, report(MOVED)])
def test_a_report_of_nonsense_or_of_another_run_is_dropped(told, state):
    log_panel.keep(told)
    assert state["log"] == ()


def test_of_more_than_twenty_the_oldest_goes_and_the_chosen_ones_stay_chosen(state):
    for seed in range(run_log.MOST):
        state["log_now"] = finished(seed=seed)
        log_panel.keep(report(state["log_now"]))
    state["log_shown"] = [1, 5]
    state["log_now"] = FAST
    log_panel.keep(report(FAST))
    assert len(state["log"]) == run_log.MOST and state["log"][-1] == FAST
    assert state["log_shown"] == [4] and state["log"][3] == finished(seed=4)
