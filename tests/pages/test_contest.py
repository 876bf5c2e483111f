"""Train against the clock, for the challenge of ten seconds: which line counts, and what descent is compared with.

Left out: the clock itself (tests/browser/test_contest.py); which lines win (test_challenges.py).
"""

import pytest

from pages.lessons.train import by_hand, controls
from pages.ui.experiment import Line

PAGE = "pages/train.py"
GOOD = {"w": 0.41, "b": -0.3, "used": 7.5}


@pytest.fixture
def contest(open_page):
    return lambda **link: open_page(**{"challenge": "ten-seconds", "scenario": None} | link)


STATE = "challenge", "by_hand", "edit_points", "attempt", "drawn", "hand_told", "hand", "history", "resets"


class Sends:
    """A browser that sends reports to a visit."""

    def __init__(self, app, told, monkeypatch):
        self.app, self.told, self.patch, self.number = app, told, monkeypatch, 0

    @property
    def hand(self):
        return self.told(self.app).extras["hand"]

    @property
    def attempt(self):
        return self.hand["contest"]["attempt"]

    def __call__(self, **report):
        """Its callback runs as Streamlit's: before the script."""
        self.number += 1
        held = self.app.session_state
        state = {key: held[key] for key in STATE if key in held}
        with self.patch.context() as patch:
            patch.setattr(controls.st, "session_state", state)
            controls.keep_hand({"attempt": self.attempt, "told": self.number} | report)
        for key, value in state.items():
            if key not in held or held[key] is not value:
                held[key] = value
        self.app.run()
        assert not self.app.exception
        return self.hand

    def ended(self):
        """The run on the screen has been seen to its end. -> the line of the challenge"""
        seen = *self.app.session_state["challenge_seen"], self.told(self.app).extras["ends"]
        self.app.session_state["challenge_seen"] = seen
        self.app.run()
        return next(m.value for m in self.app.main.markdown if m.value.startswith(("**Challenge:**", "**Solved")))


@pytest.fixture
def sends(told, monkeypatch):
    return lambda app: Sends(app, told, monkeypatch)


# ---- what is on the screen


def test_descent_begins_at_the_level_line_and_keeps_it_when_the_hand_has_drawn_another(contest, told, sends):
    app = contest()
    level = told(app).series["w"][0], told(app).series["b"][0]
    assert level[0] == 0 and told(app).extras["hand"]["contest"] | {"attempt": 0} == {
        "seconds": 10,
        "attempt": 0,
        "used": None,
    }
    hand = sends(app)(**GOOD)
    assert hand["contest"]["used"] == 7.5 and hand["line"] == {"w": 0.41, "b": -0.3}
    assert (told(app).series["w"][0], told(app).series["b"][0]) == level
    yours = told(app).trace("line", "your line")
    assert yours["y"] == pytest.approx(Line(0.41, -0.3).at(told(app).figures["line"]["layout"]["xaxis"]["range"]))


def test_the_loss_of_the_hand_is_a_level_of_the_loss_chart_once_it_is_drawn(contest, told, sends):
    app = contest()
    levels = [shape["name"] for shape in told(app).figures["loss"]["layout"]["shapes"]]
    assert "your line" not in levels
    sends(app)(**GOOD)
    (level,) = [s for s in told(app).figures["loss"]["layout"]["shapes"] if s["name"] == "your line"]
    bowl = told(app).extras["hand"]["bowl"]
    excess = bowl["variance"] * (0.41 - bowl["slope"]) ** 2 + (0.41 * bowl["x"] - 0.3 - bowl["y"]) ** 2
    assert level["y0"] == pytest.approx(bowl["floor"] + excess)


def test_nothing_tells_the_answer_before_the_run_is_seen(contest, told, sends):
    app = contest()
    sends(app)(**GOOD)
    for name in ("line", "loss"):
        figure = told(app).figures[name]
        drawn = {part["name"] for part in [*figure["data"], *figure["layout"].get("shapes", [])]}
        assert drawn - set(told(app)["figures"][name]["late"]) <= {
            *("data", "fit", "your line", "your worst point", "loss", "now")
        }
    assert not any(fold.label.startswith(("Check yourself", "Your runs")) for fold in app.expander)


# ---- which line counts


def test_a_line_drawn_in_time_and_the_run_played_to_its_end_solve_it(contest, sends):
    send = sends(contest())
    send(**GOOD)
    said = send.ended()
    assert said.startswith("**Solved: Your hand against descent.**") and "7.5 seconds" in said


def test_without_a_line_the_run_alone_solves_nothing(contest, sends):
    assert "there is no line of yours" in sends(contest()).ended()


def test_a_line_in_the_link_is_not_looked_at(contest, told, sends):
    app = contest(hand="0.4164,-0.3665", by_hand="true")
    assert told(app).extras["hand"]["line"]["w"] == 0 and told(app).extras["link"]["hand"] == ""
    assert "there is no line of yours" in sends(app).ended()


def test_of_an_attempt_the_first_line_counts_and_no_later_one(contest, sends):
    send = sends(contest())
    send(w=0.3, b=0.1, used=9.0)
    assert send(**GOOD)["line"] == {"w": 0.3, "b": 0.1}
    assert "Not yet" in send.ended()


BAD = (
    {"used": 10.001},
    {"used": -1},
    {"used": "7"},
    {"used": True},
    {"used": float("nan")},
    {"used": None},
    {"w": float("inf")},
    {"w": None},
    {"attempt": "another"},
    {"attempt": None},
)


@pytest.mark.parametrize("wrong", BAD, ids=str)
def test_a_late_line_one_that_makes_no_sense_and_one_of_another_attempt_are_dropped_but_answered(wrong, contest, sends):
    send = sends(contest())
    hand = send(**GOOD | wrong)
    assert hand["contest"]["used"] is None and hand["answers"] == 1
    assert "there is no line of yours" in send.ended()


def test_a_report_without_its_time_is_dropped(contest, sends):
    assert sends(contest())(w=0.41, b=-0.3)["contest"]["used"] is None


def test_again_is_another_attempt_whose_line_is_level_and_to_be_judged_anew(contest, sends):
    send = sends(contest())
    send(w=0.3, b=0.1, used=9.0)
    assert "Not yet" in send.ended()
    old = send.attempt
    hand = send(again=True)
    assert hand["contest"]["attempt"] != old and hand["contest"]["used"] is None and hand["line"]["w"] == 0
    send(**GOOD | {"attempt": old})
    assert send.hand["contest"]["used"] is None, "the report of an earlier attempt"
    send(**GOOD)
    assert "Solved" in send.ended()


def test_another_scenario_is_another_attempt(contest, sends):
    send = sends(contest())
    send(**GOOD)
    send.app.selectbox(key="scenario").select("simple").run()
    assert send.hand["contest"]["used"] is None and send.hand["line"]["w"] == 0
    send.app.selectbox(key="scenario").select("iris").run()
    assert send.hand["contest"]["used"] == 7.5


def test_without_the_switch_no_clock_runs_and_no_line_counts(contest, told, sends):
    send = sends(contest())
    send(**GOOD)
    send.app.toggle(key="by_hand").set_value(False).run()
    assert "hand" not in told(send.app).extras
    assert "there is no line of yours. Switch on **Fit by hand**" in send.ended()


def test_without_the_challenge_a_line_by_hand_has_no_clock(open_page, told):
    hand = told(open_page(by_hand="true", scenario="Real: iris petals")).extras["hand"]
    assert "contest" not in hand


def test_the_seconds_of_a_report_are_kept_to_the_last():
    drawn = by_hand.in_time(GOOD | {"used": 10}, 10)
    assert drawn.seconds == 10.0 and drawn.line == Line(0.41, -0.3)
