"""Challenges: which runs solve them, what opens one, and that no link alone solves it.

Left out: that the player tells of a run's end (tests/browser/test_challenges.py).
"""

from dataclasses import replace

import numpy as np
import pytest

from pages.lessons.feature_scaling.controls import SideSettings
from pages.lessons.feature_scaling.played import played as of_sides
from pages.lessons.feature_scaling.sides import compare
from pages.lessons.optimizers.played import played as of_race
from pages.lessons.optimizers.races import Runner
from pages.lessons.optimizers.tapes import raced
from pages.lessons.ridge.controls import GROWING, START, RidgeData, RidgeSettings
from pages.lessons.ridge.played import played as of_curve
from pages.lessons.train import by_hand
from pages.ui import runs
from pages.ui.challenges import controls
from pages.ui.challenges.catalogue import ADAM, CHALLENGES
from pages.ui.challenges.played import Drawn, OneRun
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.own.data import OWN, own_data
from pages.ui.rates import PENALTIES, RateHistory
from pages.ui.scenarios import SCENARIOS
from tests.pages.experiments import experiment

each = pytest.mark.parametrize("slug", CHALLENGES)


def run(slug, *changes, **settings):
    """The OneRun of a scenario with these settings; changes: of the rate, (epoch, rate)."""
    one = experiment(slug, **settings)
    return OneRun(one, RateHistory(((0, one.rate), *changes)))


def of_points(*points):
    own = own_data(*zip(*points, strict=True), OWN["points"])
    data, d = SampleSettings("points", own.n, 42, own=own), own.names.defaults
    return OneRun(Experiment(data, Line(0.0, 0.0), d["rate"], d["epochs"]), RateHistory.constant(d["rate"]))


def sides(scaled, share, epochs=500, **settings):
    one = experiment("simple", epochs=epochs, **settings)
    return of_sides(one, compare(one, SideSettings(scaled, share)))


def race(*runners, **settings):
    one = experiment("simple", **settings)
    return of_race(one, raced(one, tuple(Runner(*runner) for runner in runners), False))


def curve(degree, l2):
    data = RidgeData(degree, *(START[name] for name in ("n", "noise", "seed", "share", "split")))
    return of_curve(RidgeSettings(data, GROWING, l2, START["epochs"]))


def contest(line, *changes, seconds=8.0, **settings):
    """Descent from the level line, and a line drawn by hand."""
    one = experiment("iris", **{"rate": 0.006, "epochs": 1000} | settings)
    one = replace(one, start=by_hand.flat(runs.sample(one.data)))
    return OneRun(one, RateHistory(((0, one.rate), *changes)), line and Drawn(Line(*line), seconds))


@pytest.fixture
def outside(monkeypatch):
    """What is kept of own data is kept in a visit; outside of one nothing is."""
    for name in ("sample", "bowl", "record"):
        monkeypatch.setattr(runs, name, getattr(runs, name).__wrapped__)


SIX = (1, 3), (2, 5), (3, 3), (4, 6), (5, 4), (6, 5)
PASSES = {
    "twenty-epochs": run("houses", seed=7, rate=0.12),
    "save-it": run("simple", (10, 0.01), rate=0.015),
    "at-the-edge": run("growing-noise", rate=0.008),
    "loss-zero": run("simple", noise=0.0),
    "one-point": of_points(*SIX[:5], (6, 8)),
    "one-step": run("simple", start=(-4.5, 10.0), rate=0.006, epochs=100),
    "two-units": sides("standardised", 0.95),
    "beat-adam": race(ADAM, ("momentum", None, 0.01)),
    "calm-a-wiggle": curve(12, 0.001),
    "ten-seconds": contest((0.41, -0.3)),
}
FAILS = {
    "twenty-epochs": [
        run("houses", seed=7, rate=0.1),
        run("houses", seed=7, rate=0.2),  # diverges
        run("houses", seed=7, rate=0.12, start=(25_000.0, 375_000.0)),  # begins there
        run("houses", seed=44, n=200, rate=0.11),  # arrives in 20, on other points
        run("simple", rate=0.011),
    ],
    "save-it": [
        run("simple", rate=0.015),
        run("simple", (10, 0.011), rate=0.01),
        run("simple", (1, 0.01), rate=0.0122),  # before its loss had risen
        run("simple", (10, 0.02), rate=0.015),
        run("simple", (20, 0.001), rate=0.015, epochs=50),
    ],
    "at-the-edge": [
        run("growing-noise", rate=0.01),
        run("growing-noise", rate=0.006),
        run("growing-noise", rate=0.008, epochs=100),
        run("growing-noise", (100, 0.008), rate=0.005),
    ],
    "loss-zero": [
        run("simple", noise=0.5, epochs=20_000),
        run("simple", noise=0.0, epochs=100),
        run("simple", noise=0.0, rate=0.02),
    ],
    "one-point": [
        of_points(*SIX),
        of_points(*SIX[:5], (6, 6)),
        of_points((1, 2), *SIX[1:5], (6, 8)),
        of_points(*SIX[:2], (3, 9), *SIX[3:]),
        run("simple"),
    ],
    "one-step": [
        run("simple", rate=0.006, epochs=100),
        run("simple", start=(2.5, 10.0), rate=0.006, epochs=100),  # there from the start
        run("simple", start=(-4.5, 30.0), rate=0.006, epochs=100),
        run("simple", start=(-4.5, 10.0), rate=0.004, epochs=100),
    ],
    "two-units": [
        sides("thousands", 0.95),
        sides("standardised", 0.25),
        sides("standardised", 1.1),
        sides("standardised", 0.95, start=(2.5, 10.0)),
    ],
    "beat-adam": [
        race(ADAM, ("gradient descent", None, 0.01)),
        race(ADAM, ("adam", None, 0.5)),
        race(("adam", None, 0.01), ("momentum", None, 0.01)),
        race(ADAM, ("gradient descent", None, 0.02)),
    ],
    "calm-a-wiggle": [curve(12, 0.0), curve(12, 10.0), curve(4, 0.001)],
    "ten-seconds": [
        contest(None),
        contest((0.0, 1.3)),  # the level line
        contest((0.33, 0.07)),  # a careless one
        contest((0.41, -0.3), rate=0.0006),  # against a descent that is slowed down
        contest((0.41, -0.3), epochs=100),
        contest((0.41, -0.3), (10, 1e-5)),
        contest((0.41, -0.3), n=50),
        run("simple"),
    ],
}


# ---- which runs solve them


def test_there_are_eight_and_each_has_runs_that_pass_and_that_fail():
    assert len(CHALLENGES) >= 8
    assert set(PASSES) == set(FAILS) == set(CHALLENGES)


@each
@pytest.mark.usefixtures("outside")
def test_a_run_that_does_it_solves_it(slug):
    judged = CHALLENGES[slug].judge(PASSES[slug])
    assert judged.solved, judged.text


@each
@pytest.mark.usefixtures("outside")
def test_a_run_that_does_not_do_it_is_told_what_it_did(slug):
    for played in FAILS[slug]:
        judged = CHALLENGES[slug].judge(played)
        assert not judged.solved and judged.text.endswith("."), judged.text


def test_one_rate_of_the_slider_is_the_largest_that_settles():
    rates = [0.004, 0.005, 0.006, 0.008, 0.01, 0.012]
    solved = [CHALLENGES["at-the-edge"].judge(run("growing-noise", rate=rate)).solved for rate in rates]
    assert solved == [rate == 0.008 for rate in rates]


def test_a_run_may_be_saved_from_very_far_away_but_only_one_that_really_left():
    check = CHALLENGES["save-it"].judge
    assert all(check(run("simple", (epoch, 0.01), rate=0.015)).solved for epoch in (2, 5, 20, 36))
    assert "never in danger" in check(run("simple", (10, 0.01), rate=0.012)).text


@pytest.mark.usefixtures("outside")
def test_the_point_farthest_from_the_middle_turns_the_line_most():
    """Raised by 2.5 it doubles the slope, as no point in the middle does."""
    solved = []
    for i, (x, y) in enumerate(SIX):
        moved = (*SIX[:i], (x, y + 2.5), *SIX[i + 1 :])
        solved.append(CHALLENGES["one-point"].judge(of_points(*moved)).solved)
    assert solved == [False] * 5 + [True]
    assert CHALLENGES["one-point"].judge(of_points(*SIX, (10, 9))).solved, "a point more"


def test_a_penalty_between_too_small_and_too_large_calms():
    solved = [l2 for l2 in PENALTIES if CHALLENGES["calm-a-wiggle"].judge(curve(12, l2)).solved]
    assert solved and 0 < min(solved) and max(solved) < max(PENALTIES)


def test_a_careful_hand_beats_descent_and_a_careless_one_does_not():
    """A hand that misses the best line, at each handle, by so much of the chart's height."""
    random, played = np.random.default_rng(1), contest(None)
    (low, high), (bottom, top) = by_hand.axes_of(played.sample)
    x, best = low + np.array(by_hand.AT) * (high - low), played.bowl.minimum

    def wins(miss):
        lines = [np.polyfit(x, best.at(x) + miss * (top - bottom) * random.normal(size=2), 1) for _ in range(300)]
        return np.mean([CHALLENGES["ten-seconds"].judge(contest(tuple(line))).solved for line in lines])

    assert wins(0.01) > 0.95 and wins(0.02) > 0.75
    assert wins(0.05) < 0.4 and wins(0.1) < 0.2


def test_descent_plays_as_long_as_the_hand_has():
    """The player takes ten seconds for a run of 600 epochs and more (duration in values.js)."""
    challenge = CHALLENGES["ten-seconds"]
    assert challenge.seconds == 10 and challenge.settings["epochs"] >= 600


def test_in_another_view_a_challenge_says_what_to_choose():
    for slug in ("one-step", "calm-a-wiggle"):
        judged = CHALLENGES[slug].judge(None)
        assert not judged.solved and CHALLENGES[slug].view in judged.text


# ---- its page, and its link


def ended(app, told):
    """As the player does it: the run on the screen has been seen to its end."""
    app.session_state["challenge_seen"] = (*app.session_state["challenge_seen"], told(app).extras["ends"])
    app.run()
    assert not app.exception
    return line_of(app)


def line_of(app):
    return next((m.value for m in app.main.markdown if m.value.startswith(("**Challenge:**", "**Solved"))), None)


def test_the_page_shows_them_all_and_none_is_solved(open_app, words):
    text = words(open_app("pages/challenges.py"))
    headers = [header.value for header in open_app("pages/challenges.py").header]
    assert headers == [challenge.title for challenge in CHALLENGES.values()]
    assert f"0 of {len(CHALLENGES)} challenges solved" in text
    assert not any(challenge.because in text for challenge in CHALLENGES.values())


@each
def test_a_link_opens_it_at_settings_that_are_no_answer(slug, open_app, told):
    challenge = CHALLENGES[slug]
    app = open_app(f"pages/{challenge.page}.py", challenge=slug, scenario=None)
    for key, value in challenge.start.items():
        assert key not in app.session_state or app.session_state[key] == value, key
    assert challenge.asks in line_of(app) and "Not yet" not in line_of(app)
    assert not any(b.label.startswith("Predict first") for b in app.button_group)
    assert told(app).extras["link"]["challenge"] == slug
    assert "Not yet" in ended(app, told)
    assert "Solved" not in line_of(app)


def test_the_answer_in_a_link_solves_nothing_before_its_run_is_played(open_app, told):
    app = open_app("pages/train.py", challenge="twenty-epochs", scenario=None, rate="0.12")
    assert told(app)["rate"] == 0.12 and "Solved" not in line_of(app)
    app.switch_page("pages/challenges.py").run()
    assert not app.session_state["challenges_solved"]


def test_when_its_run_was_played_it_is_solved_and_the_page_says_why(open_app, told, words):
    app = open_app("pages/train.py", challenge="twenty-epochs", scenario=None)
    app.select_slider(key="rate").set_value(0.12).run()
    assert "Solved" not in line_of(app), "another run, which nobody has seen"
    assert "Solved: Twenty epochs" in ended(app, told) and "18 epochs" in line_of(app)
    app.switch_page("pages/challenges.py").run()
    assert CHALLENGES["twenty-epochs"].because in app.success[0].value and len(app.success) == 1
    assert f"1 of {len(CHALLENGES)} challenges solved" in words(app)
    del app.query_params["challenge"]
    app.switch_page("pages/train.py").run()
    assert line_of(app) is None, "to look at the list closes a challenge"


@pytest.mark.parametrize("slug", ["two-units", "beat-adam", "calm-a-wiggle", "one-step"])
def test_the_same_on_the_other_pages(slug, open_app, told):
    answers = {
        "two-units": {"fs_scaled": "standardised", "fs_share": 95},
        "beat-adam": {"opt_rule2": "momentum", "opt_rate2": 0.01},
        "calm-a-wiggle": {"ridge_degree": 12, "ridge_l2": 1e-3},
        "one-step": {"start_w": -4.5, "start_b": 10.0},
    }
    app = open_app(f"pages/{CHALLENGES[slug].page}.py", challenge=slug, scenario=None)
    app.session_state["challenge_seen"] = ()
    for key, value in answers[slug].items():
        app.session_state[key] = value
    app.run()
    assert "Solved" not in line_of(app)
    assert "Solved" in ended(app, told)


def test_a_point_moved_by_hand_solves_one_point(open_app, told):
    app = open_app("pages/train.py", challenge="one-point", scenario=None)
    assert [tuple(point) for point in told(app).extras["edit"]["points"]] == list(SIX)
    app.session_state["own"] = {"points": own_data(*zip(*SIX[:5], (6.0, 8.0), strict=True), OWN["points"])}
    app.session_state["own_points"] = app.session_state["own_wanted"] = (*SIX[:5], (6.0, 8.0))
    app.run()
    assert "Solved" in ended(app, told)


REOPENED = {  # a setting at its widget's default, which the address leaves out; rates moved mid-run; points
    "calm-a-wiggle": {"ridge_degree": 12, "ridge_l2": 1e-3},
    "at-the-edge": {"rate": 0.005},
    "twenty-epochs": {"rate": 0.12, "seed": 42},
    "ten-seconds": {"by_hand": False},
    "loss-zero": {"scenario": "houses"},
}


@pytest.mark.parametrize("slug", REOPENED)
def test_a_copied_link_reopens_a_challenge_as_it_was_left(slug, open_app, told):
    challenge = CHALLENGES[slug]
    app = open_app(f"pages/{challenge.page}.py", challenge=slug, scenario=None)
    for key, value in REOPENED[slug].items():
        app.session_state[key] = value
    app.run()
    link = {name: text for name, text in told(app).extras["link"].items() if text}
    again = open_app(f"pages/{challenge.page}.py", **{"scenario": None} | link, **in_address(slug))
    assert told(again) == told(app) and told(again).extras["link"] == told(app).extras["link"]


def in_address(slug):
    """What Streamlit's widgets write: a value that is not the default of its widget."""
    return {"calm-a-wiggle": {"ridge_l2": "0.001"}, "twenty-epochs": {"rate": "0.12"}}.get(slug, {})


def test_a_copied_link_has_the_points_and_the_rates_of_its_run(open_app, told):
    points = ";".join(["x||y|", *(f"{x},{y}" for x, y in SIX[:5]), "6,8"])
    app = open_app("pages/train.py", challenge="one-point", scenario=None, points=points)
    assert told(app).extras["edit"]["points"][-1] == [6, 8] and told(app).extras["link"]["points"] == points
    app = open_app("pages/train.py", challenge="save-it", scenario=None, rate="0.008", rates="0:0.015,16:0.008")
    assert told(app)["history"] == [[0, 0.015], [16, 0.008]]


@pytest.mark.parametrize("link", [{"points": "x|<b>"}, {"changed": "<b>,rate,nonsense,"}, {"rates": "0:x"}])
def test_a_damaged_link_gives_the_challenges_own(link, open_app):
    app = open_app("pages/train.py", challenge="one-point", scenario=None, **link)
    assert CHALLENGES["one-point"].asks in line_of(app)


# ---- before it is solved nothing tells the answer


@pytest.mark.parametrize("slug", ["twenty-epochs", "at-the-edge"])
@pytest.mark.parametrize("rate", [0.001, 0.005, 0.5])
def test_the_story_of_a_run_names_no_rate_that_solves_it(slug, rate, open_app, told):
    app = open_app("pages/train.py", challenge=slug, scenario=None)
    app.session_state["rate"] = rate
    app.run()
    story = told(app)["story"]
    text = " ".join([story["headline"], story["evidence"], *story["more"], *story["why"]])
    assert "limit of this data" not in text and "rate of" not in text and "best rate" not in text
    app.session_state["challenges_solved"] = {slug: "it is solved."}
    app.run()
    assert "limit of this data" in " ".join(told(app)["story"]["why"])


def test_a_setting_that_the_challenge_has_changed_is_no_exercise_done(open_app, told):
    app = open_app("pages/train.py", challenge="save-it", scenario=None)
    assert not any("Exercise done" in text for text in told(app)["story"]["more"])


def test_a_link_to_no_challenge_says_so_and_the_lesson_is_there(open_app, told):
    for text in ("nonsense", "<b>x</b>", "9" * 5000):
        app = open_app("pages/train.py", challenge=text)
        assert any(controls.UNKNOWN in shown.value for shown in app.markdown)
        assert line_of(app) is None and "ends" in told(app).extras


def test_a_challenge_of_another_page_opens_there(open_app):
    app = open_app("pages/train.py", challenge="beat-adam", scenario=None)
    assert CHALLENGES["beat-adam"].asks in line_of(app)


@pytest.mark.parametrize("page", ["feature_scaling", "optimizers", "ridge", "loss_surface"])
def test_without_a_challenge_a_lesson_asks_the_browser_for_nothing(page, open_app, told):
    app = open_app(f"pages/{page}.py")
    assert "ends" not in told(app).extras and told(app).extras["link"].get("challenge", "") == ""


def test_of_reports_only_that_of_the_run_on_the_screen_counts(monkeypatch):
    state = {"challenge_seen": (), "resets": 0}
    monkeypatch.setattr(controls.st, "session_state", state)
    line = controls.Line(CHALLENGES["twenty-epochs"], PASSES["twenty-epochs"], None)
    line.receive(b"a message")
    for report in (None, {}, {"ends": "another"}, {"ends": True}, [], "x"):
        line.keep(report)
    assert state["challenge_seen"] == ()
    line.keep({"ends": line.name})
    assert state["challenge_seen"] == (line.name,)


def test_slugs_are_plain_and_titles_differ():
    assert all(slug == challenge.slug and slug.replace("-", "").isalpha() for slug, challenge in CHALLENGES.items())
    assert len({challenge.title for challenge in CHALLENGES.values()}) == len(CHALLENGES)


def test_reset_takes_the_settings_of_the_challenge_back(open_app, told):
    app = open_app("pages/train.py", challenge="at-the-edge", scenario=None)
    app.select_slider(key="rate").set_value(0.05).run()
    next(b for b in app.button if b.label == "Reset").click().run()
    assert told(app)["rate"] == CHALLENGES["at-the-edge"].start["rate"]
    del app.query_params["challenge"]
    app.switch_page("pages/challenges.py").run()
    app.switch_page("pages/train.py").run()
    next(b for b in app.button if b.label == "Reset").click().run()
    assert told(app)["rate"] == SCENARIOS[told(app)["view"]].defaults["rate"]
