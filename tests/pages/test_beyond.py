"""To neural networks: the page shows what the core computes and says what is true; without hidden units it is a line."""

import functools
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.beyond import lesson, networks, words
from pages.lessons.beyond.controls import NetworkSettings, ShapeSettings
from pages.lessons.beyond.networks import STARTS

PAGE = "pages/beyond.py"


@functools.cache
def trained(shape="wave", units=4, activation="tanh", rate=0.05, epochs=2000):
    """What the core says: the losses of all starts, (T+1, starts), in the units of y."""
    X, y = core.generate_bent_data(shape, 100, 0.1, 42)
    (Z, _), (T, y_scaler) = core.standardize(X), core.standardize(y)
    starts = core.stack_networks([core.initialize_network(1, units, seed) for seed in range(STARTS)])
    return core.train_network(Z, T, starts, activation, rate, epochs, [0]).losses * y_scaler.scale.item() ** 2


def test_the_losses_of_all_starts_are_the_cores(open_page, told):
    message, losses = told(open_page()), trained()
    steps = message.series["epoch"].astype(int)
    for i in range(STARTS):
        np.testing.assert_allclose(message.series[f"l{i}"], losses[steps, i], rtol=1e-5)
    assert message.readout("MSE", "mse") == pytest.approx(losses[-1, 1], rel=1e-5)
    assert message.readout("lowest", "low") == pytest.approx(losses[-1].min(), rel=1e-5)


def test_the_curve_is_the_networks_prediction_at_every_kept_epoch(open_page, told):
    """Its distance to the points is the loss that is shown."""
    message = told(open_page(net_units="8", net_epochs="500"))
    track = message.track("curve", "fit")
    X, y = core.generate_bent_data("wave", 100, 0.1, 42)
    for t in (0, 40, -1):
        curve = [message.value(cell, t) for cell in track["y"]]
        near = np.mean((np.interp(X[:, 0], track["x"], curve) - y[:, 0]) ** 2)
        assert near == pytest.approx(message.series["loss"][t], rel=0.05)


def test_the_dots_lie_on_the_curve_at_each_units_bend(open_page, told):
    message = told(open_page())
    fit, bends = message.track("curve", "fit"), message.track("curve", "bends")
    curve = [message.value(cell, -1) for cell in fit["y"]]
    for x_cell, y_cell in zip(bends["x"], bends["y"], strict=True):
        x, y = message.value(x_cell, -1), message.value(y_cell, -1)
        if fit["x"][0] < x < fit["x"][-1]:
            assert y == pytest.approx(np.interp(x, fit["x"], curve), abs=0.02)


def test_without_hidden_units_it_is_the_line_of_page_1(open_page, told):
    """The houses in square feet, which descent finds here because the data is standardised first."""
    page = open_page(net_units="0", net_data="The scenario's points", scenario="Houses in square feet", net_rate="0.1")
    X, y = core.DATASETS["square-feet"].sample(random_state=42)
    w, b = (value.item() for value in core.least_squares(X, y))
    message = told(page)
    track = message.track("curve", "fit")
    curve = [message.value(cell, -1) for cell in track["y"]]
    np.testing.assert_allclose(curve, np.polyval([w, b], track["x"]), rtol=1e-3)
    assert message.readout("MSE", "mse") == pytest.approx(core.smallest_loss(X, y), rel=1e-5)
    told_of = message["story"]
    assert told_of["headline"] == "It is a line, and it has arrived."
    assert f"w = ${w:.1f} per sq ft, b = ${float(f'{b:.4g}'):,.0f}" in told_of["why"][1]
    assert f"All {STARTS} starts end at about the same loss" in told_of["more"][0]


def test_starts_end_at_different_losses_and_the_story_says_by_how_much(open_page, told):
    ends = trained(units=3)[-1]
    said = " ".join(told(open_page(net_units="3"))["story"]["more"])
    assert f"from {ends.min():.3g} to {ends.max():.3g}, {ends.max() / ends.min():.0f} times as much" in said
    assert f"Start {int(np.argmax(ends)) + 1} has almost stopped" in said


def test_a_prediction_is_shown_beside_what_happened(open_page, told):
    page = open_page(net_units="3", net_epochs="100")
    assert told(page)["ending"].startswith("It was: **at different losses**, because ")
    key = next(s.key for s in page.segmented_control if s.key.startswith("predict_beyond"))
    page.segmented_control(key=key).set_value(words.SAME).run()
    assert told(page)["ending"].startswith("You said: **all at the same loss**. But it was: **at different losses**")


def test_nothing_tells_the_end_before_play(open_page, told):
    page = open_page(net_units="3")
    message = told(page)
    before = json.dumps([message["readouts"], [f["alt"] for f in message["figures"].values()], message["note"]])
    shown = " ".join(str(m.value) for m in [*page.markdown, *page.info, *page.caption])
    ends = trained(units=3)[-1]
    for end in (ends[1], ends.min(), ends.max()):
        assert f"{end:.3g}" not in before + shown
    assert "ends" not in before and message["story"]["headline"] not in shown


# ---- what became of each start


@pytest.mark.parametrize(
    "units, bend, rate, start, headline",
    [
        (4, "tanh", 0.05, 2, "The curve fits the points."),
        (4, "tanh", 0.05, 7, "Better than a line, but not a fit yet."),
        (2, "tanh", 0.05, 2, "Start 2 bounces and does not come to rest."),  # its loss goes up and down at the end
        (
            0,
            "tanh",
            1.0,
            2,
            "Start 2 bounces and does not come to rest.",
        ),  # at the limit: the loss stays, the line jumps
        (3, "tanh", 0.5, 7, "Start 7 diverges."),  # beyond all numbers, or finite with 200 digits
        (3, "relu", 1.0, 3, "Start 3 diverges."),  # a hundred times its start, and there it stays
        (16, "relu", 1.0, 2, "Start 2 diverges."),
    ],
)
def test_the_headline_is_true_of_the_start_that_is_watched(units, bend, rate, start, headline):
    s = NetworkSettings(ShapeSettings("wave", 0.1, 42), units, bend, rate, 2000)
    t = networks.train(s)
    said, losses = words.story(s, t, start), t.losses[:, start - 1]
    assert said.headline == headline
    if "diverges" in headline:
        assert not np.isfinite(losses[-1]) or losses[-1] > losses[0]
    elif "bounces" not in headline:
        assert losses[-1] < t.bowl.floor and np.all(np.diff(losses[-100:]) < 1e-3 * losses[-1])
        assert ("fits" in headline) == (losses[-1] <= 1.2 * 0.1**2)


@given(
    st.sampled_from(["wave", "bend", "step"]),
    st.sampled_from([0, 1, 3, 8]),
    st.sampled_from(["tanh", "relu"]),
    st.sampled_from([0.001, 0.05, 0.5, 1.0]),
    st.sampled_from([0.0, 0.1]),
    st.integers(1, STARTS),
)
@tries(max_examples=12)
def test_the_story_is_short_true_and_holds_no_broken_number(shape, units, bend, rate, noise, start):
    s = NetworkSettings(ShapeSettings(shape, noise, 42), units, bend, rate, 100)
    t = networks.train(s)
    told_of, asked = words.story(s, t, start), words.question(s, t)
    assert (asked.happened == words.LOST) == bool(t.lost.any()) and asked.happened in words.OPTIONS
    end = t.ends[start - 1]
    if told_of.headline.startswith(("The curve fits", "The curve is better", "Better")):
        assert end < t.bowl.floor
    elif told_of.headline.startswith("The curve is worse"):
        assert end > t.bowl.floor
    for text in (told_of.headline, told_of.evidence, *told_of.why, *told_of.more, asked.because):
        assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]?\d|(?<!\d)0\.0+%|\d{8}|  ", text), text
        assert all(len(sentence.split()) <= 24 for sentence in re.split(r"(?<=[.?!:;]) ", text)), text
    assert len(told_of.headline.split()) <= 12


def test_a_rate_too_high_is_a_lesson_not_an_error(open_page, told):
    message = told(open_page(net_units="16", net_bend="ReLU", net_rate="1"))
    assert message["story"]["headline"] == "Start 2 diverges."
    assert "leaves this chart" in message["notices"][0]["text"]
    assert message["ending"].startswith(f"It was: **{words.LOST}**")


# ---- the exercise: as few units as fit


def exercise_line(units, start, **changes):
    s = NetworkSettings(
        ShapeSettings(**{"shape": "wave", "noise": 0.1, "seed": 42} | changes), units, "tanh", 0.05, 2000
    )
    return " ".join(words.done(s, networks.train(s), start))


def test_the_exercise_is_done_by_the_fewest_units_that_fit_and_by_no_others():
    assert "Exercise done" in exercise_line(3, 2)
    assert trained(units=2)[-1].min() > 1.2 * 0.1**2
    assert "Half of the exercise" in exercise_line(4, 2)
    assert exercise_line(3, 1) == exercise_line(2, 2) == exercise_line(4, 2, shape="bend") == ""


def test_the_answers_of_the_questions_are_computed_from_the_network_and_its_points():
    s = NetworkSettings(ShapeSettings("wave", 0.1, 42), 5, "tanh", 0.05, 100)
    t = networks.train(s)
    numbers, r2, same = lesson.questions(s, t)
    assert numbers.options[numbers.right] == str(sum(W[0, 0].size + b[0, 0].size for W, b in t.layers))
    assert float(r2.options[r2.right]) == pytest.approx(1 - t.bowl.floor / np.var(t.sample.y), rel=0.05)
    assert same.options[same.right] == "not always"
    assert all(len(set(q.options)) == 3 for q in (numbers, r2, same))


@pytest.mark.parametrize(
    ("data", "bend", "units", "rate", "epochs"),
    [
        ("A wave", "tanh", 0, "1", 100),
        ("A bend", "ReLU", 0, "1", 100),
        ("A step", "tanh", 16, "0.001", 2000),
        ("The scenario's points", "ReLU", 16, "0.001", 2000),
        ("A wave", "ReLU", 1, "0.5", 100),
        ("The scenario's points", "tanh", 1, "0.5", 100),
    ],
)
def test_every_corner_of_the_controls_plays_all_its_starts_and_bends(data, bend, units, rate, epochs, open_page, told):
    link = {"net_data": data, "net_bend": bend, "net_units": str(units), "net_rate": rate, "net_epochs": str(epochs)}
    message = told(open_page(**link, net_noise="0.0", n="5"))
    assert list(message.figures) == ["curve", "loss"] and message["epochs"] == epochs
    assert message.series["epoch"][-1] == epochs or message["notices"]
    assert len(message.track("curve", "bends")["x"]) == units
    assert all(len(message.series[f"l{i}"]) == len(message.series["epoch"]) for i in range(STARTS))


@pytest.mark.parametrize("scenario", ["House prices", "A curve"])
def test_every_scenario_can_be_learned(scenario, open_page, told):
    message = told(open_page(net_data="The scenario's points", scenario=scenario, net_epochs="500"))
    assert message.series["loss"][-1] < message.series["loss"][0]


def test_nonsense_in_a_link_gives_the_default_page(open_page, told):
    """Each parameter meets each text; its neighbours meet others meanwhile."""
    usual = told(open_page())["run"]
    names = ["net_units", "net_bend", "net_start", "net_data", "net_noise", "net_rate", "net_epochs", "seed"]
    texts = ["inf", "nan", "-5", "abc", "", "9" * 30, "🙂"]
    for shift in range(len(texts)):
        link = {name: texts[(i + shift) % len(texts)] for i, name in enumerate(names)}
        assert told(open_page(**link))["run"] == usual, link


def test_the_zoom_stays_with_the_scenario_or_with_the_shape_and_its_noise(open_page, told):

    def view(**link):
        return told(open_page(net_epochs="100", **link))["view"]

    usual, points = view(), {"net_data": "The scenario's points"}
    assert view(seed="7", net_units="1", net_start="5") == usual
    assert usual not in {view(net_noise="0.50"), view(net_data="A step"), view(**points)}
    assert view(**points, n="50") == view(**points, noise="9") == view(**points)
    assert view(**points, scenario="A simple line") != view(**points)
