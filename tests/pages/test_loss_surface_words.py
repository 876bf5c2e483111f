"""What the loss surface says of its paths, against what the core does; and that nothing tells it before a run is seen."""

import functools
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.loss_surface import lesson, valley_words, words
from pages.lessons.loss_surface.paths import descend
from pages.lessons.loss_surface.right import right_of
from pages.lessons.loss_surface.valley import minima
from pages.ui import runs, verdict
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.rates import RateHistory
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/loss_surface.py"


def experiment(scenario="houses", n=None, noise=None, start=(0.0, 0.0), seed=42, share=None, **changes):
    """share: the rate as a part of the limit of the data."""
    d = SCENARIOS[scenario].defaults
    line = Line(d["w"], d["b"]) if "w" in d else None
    data = SampleSettings(scenario, n or d["n"], seed, d.get("noise") if noise is None else noise, line)
    if share is not None:
        changes["rate"] = share * runs.bowl(data).limit
    return Experiment(data, Line(*start), **{"rate": d["rate"], "epochs": d["epochs"]} | changes)


def parts(e, starts=1, *changes):
    history = RateHistory(changes) if changes else RateHistory.constant(e.rate)
    return history, descend(e, history, starts), runs.bowl(e.data)


def story(e, starts=1, *changes):
    history, paths, _ = parts(e, starts, *changes)
    return words.story(e, history, paths)


def asked(e, starts=1):
    history, paths, bowl = parts(e, starts)
    return words.question(paths, bowl, history.rate)


def recorded(e):
    return runs.record(e.data, e.start, e.epochs, RateHistory.constant(e.rate))


some_experiments = st.builds(
    experiment,
    st.sampled_from(list(SCENARIOS)),
    n=st.sampled_from([5, 50]),
    seed=st.integers(0, 30),
    share=st.sampled_from([1e-5, 0.05, 0.3, 0.6, 0.9, 0.999, 1.001, 1.2, 3.0]),
    epochs=st.sampled_from([10, 200, 1000]),
    start=st.sampled_from([(0.0, 0.0), (5.0, -20.0), (-1.0, 30.0)]),
)


@given(some_experiments)
@tries(max_examples=40)
def test_the_headline_is_true_of_the_path(e):
    head, run = story(e).headline, recorded(e)
    out = verdict.outcome(runs.sample(e.data), runs.bowl(e.data), run)
    history, paths, _ = parts(e)
    if "has not arrived" in head or "hardly moves" in head:
        assert not out.arrived and not out.diverged
    elif "arrive" in head:
        assert out.arrived
    elif "leaves the map" in head:
        assert run.losses[-1] > run.losses[0] and not paths.frame.holds(run.w[-1], run.b[-1])
    elif "will leave" in head:
        assert e.rate > runs.bowl(e.data).limit and words.gone(paths) == 0
    else:
        assert out.starts_there and "starts at the lowest point" in head


@given(some_experiments, st.sampled_from([1, 10]))
@tries(max_examples=25)
def test_the_story_is_short_and_holds_no_broken_number(e, starts):
    told = story(e, starts)
    assert len(told.headline.split()) <= 12
    for text in (told.headline, told.evidence, *told.why, *told.more, asked(e, starts).because):
        assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]?\d|(?<!\d)0\.0+%|  ", text), text
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 24, sentence
    assert len(re.findall(r"(?<![\d,.])\d[\d,.]*", re.sub("×\u202f10", "", told.evidence.replace("per 100", "")))) <= 3


@pytest.mark.parametrize(
    "e, starts, happened",
    [
        (experiment(), 1, words.STRAIGHT),
        (experiment("tutorial"), 1, words.BEND),
        (experiment("tutorial", rate=0.01), 1, words.ZIG_ZAG),
        (experiment("tutorial", rate=0.015), 1, words.OFF),
        (experiment("tutorial", rate=1e-6, epochs=10), 1, words.HARDLY),
        (experiment("tutorial", epochs=20_000), 10, words.TOGETHER),
        (experiment("square-feet"), 10, words.APART),
        (experiment("tutorial", rate=0.015), 10, words.OFF),
    ],
)
def test_the_answer_to_the_prediction_is_what_the_path_does(e, starts, happened):
    assert asked(e, starts).happened == happened


def test_the_reason_follows_the_path():
    assert "one speed" in asked(experiment()).because
    assert "faster than the rest" in asked(experiment("tutorial")).because
    assert "above the limit" in asked(experiment(rate=0.2)).because
    assert "above the limit" in asked(experiment(rate=0.12, epochs=10), 10).because


# ---- w and b are right


@given(some_experiments)
@tries(max_examples=40)
def test_in_every_line_that_has_arrived_w_and_b_are_right(e):
    sample, bowl, run = runs.sample(e.data), runs.bowl(e.data), recorded(e)
    out, since = verdict.outcome(sample, bowl, run), right_of(sample, bowl, e.start).since(run, bowl.minimum)
    if out.arrived and not out.starts_there:
        assert None not in since and max(since) <= out.arrives


def test_the_epochs_it_names_are_those_of_the_run():
    e = experiment()
    w, b = (int(n.replace(",", "")) for n in re.findall(r"from epoch ([\d,]+) on", story(e).evidence))
    run, best, near = recorded(e), runs.bowl(e.data).minimum, right_of(runs.sample(e.data), runs.bowl(e.data), e.start)
    assert abs(run.w[w] - best.w) <= near.w < abs(run.w[w - 1] - best.w)
    assert abs(run.b[b] - best.b) <= near.b < abs(run.b[b - 1] - best.b)


def test_what_is_missing_is_the_distance_to_least_squares():
    e = experiment(epochs=10)
    run, best = recorded(e), runs.bowl(e.data).minimum
    b = float(re.search(r"b is still \\\$([\d,]+) away", story(e).evidence)[1].replace(",", ""))
    assert b == pytest.approx(best.b - run.b[-1], rel=1e-3)


def exercise_done(e):
    return any("Exercise done" in text for text in story(e).more)


def test_the_exercise_is_done_by_a_start_from_which_w_is_right_first():
    assert exercise_done(experiment(start=(0.0, 320_000.0)))
    assert exercise_done(experiment("tutorial", start=(100.0, 40_000.0)))


def test_the_default_start_and_one_from_which_b_is_first_do_not_count():
    assert not any(exercise_done(experiment(scenario)) for scenario in SCENARIOS)
    assert not exercise_done(experiment(start=(0.0, 375_000.0)))
    assert not exercise_done(experiment(start=(0.0, 320_000.0), rate=0.2))


# ---- ten


def test_ten_that_meet_are_told_so_with_what_is_left_between_them():
    e = experiment()
    _, paths, _ = parts(e, 10)
    told = story(e, 10)
    assert told.headline == "All ten paths end at one point."
    between = float(re.search(r"and \\\$([\d.,]+) in b", told.evidence)[1].replace(",", ""))
    assert between == pytest.approx(np.ptp(paths.b[-1]), rel=0.01)
    assert "convex" in told.why[0]


def test_ten_above_the_limit_leave_and_do_not_come_closer():
    assert story(experiment(rate=0.2), 10).headline == "All ten paths leave the map."
    assert "closer" not in story(experiment(rate=0.12, epochs=10), 10).headline


# ---- words beside the picture


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_direction_named_on_the_map_is_the_one_in_which_the_loss_bends_least(scenario):
    e = experiment(scenario)
    _, paths, bowl = parts(e)
    sentence = " ".join(story(e).why)
    X, y = runs.sample(e.data).points()
    w, b = np.ptp(paths.frame.w), np.ptp(paths.frame.b)
    heights = {}
    for name, (dw, db) in {"lower left to upper right": (w, b), "upper left to lower right": (w, -b)}.items():
        heights[name] = core.excess_losses(X, y, [[bowl.minimum.w + dw / 10]], [bowl.minimum.b + db / 10]).item()
    diagonal = next((name for name in heights if name in sentence), None)
    if diagonal:
        assert heights[diagonal] == min(heights.values())
    else:
        assert "goes up and down" in sentence or "goes left and right" in sentence


# ---- the curve with several low points

X, Y = core.sine_data()
LOW = minima(X, Y, 0.0, 5.0)


@functools.cache
def ends_of(rate):
    return core.sine_descent(X, Y, np.arange(0, 5.025, 0.05), rate, 600)[-1]


def curve(start, rate=0.05):
    theta = core.sine_descent(X, Y, [start], rate, 60)[:, 0]
    ends = ends_of(rate)
    return valley_words.story(X, Y, theta, rate, ends, LOW), theta, ends


@given(st.floats(0, 5), st.sampled_from([0.01, 0.05, 0.2, 0.5, 1.0]))
@tries(max_examples=60)
def test_a_minimum_is_named_only_where_the_gradient_is_nearly_0(start, rate):
    told, theta, _ = curve(start, rate)
    slope = abs(core.sine_gradient(X, Y, theta[-1:])[0])
    if "minimum" in told.headline:
        assert slope < 0.03 and np.min(np.abs(LOW - theta[-1])) < 0.03
        assert ("global" in told.headline) == (abs(theta[-1] - 2.5) < 0.03)
    else:
        assert "rest" in told.headline or "jumps" in told.headline


@pytest.mark.parametrize(
    "start, headline", [(3.8, "ends in a local"), (2.0, "ends in the global"), (2.5, "starts in the global")]
)
def test_the_minimum_it_ends_in(start, headline):
    assert headline in curve(start)[0].headline


def test_the_count_of_starts_in_the_global_minimum_is_true():
    told, _, ends = curve(3.8)
    assert f"{np.sum(np.abs(ends - 2.5) < 0.02)} of the {len(ends)} starts" in told.more[0]


# ---- before a run is seen


def test_nothing_tells_the_end_before_play(open_page, told):
    page = open_page(scenario="House prices", epochs="100")
    for message in (told(page), told(page, 1)):
        before = json.dumps([message["readouts"], [f["alt"] for f in message["figures"].values()], message["note"]])
        assert "ends" not in before and "arrive" not in before
    shown = " ".join(str(m.value) for m in [*page.markdown, *page.info, *page.caption])
    assert "has arrived" not in shown and story(experiment(epochs=100)).headline not in shown
    end = recorded(experiment(epochs=100)).b[-1]
    assert f"{end:,.0f}"[:5] not in shown + json.dumps([f["alt"] for f in told(page)["figures"].values()])


def test_the_answers_of_the_questions_are_computed_from_the_points():
    for scenario in SCENARIOS:
        e = experiment(scenario)
        bowl = runs.bowl(e.data)
        where, limit, together = lesson.questions(runs.sample(e.data), bowl)
        numbers = [
            float(n.replace(",", "").replace("−", "-")) for n in re.findall(r"−?[\d,.]*\d", where.options[where.right])
        ]
        assert numbers == pytest.approx([bowl.minimum.w, bowl.minimum.b], rel=1e-3)
        assert limit.options[limit.right].startswith("2/") and together.options[together.right] == "in the same place"
        assert all(len(set(q.options)) == 3 for q in (where, limit, together))
