"""Ridge on a learner's own points: in their names and units, without a word about a truth that nobody knows.

Left out: the panel that asks for a file, which is every page's (test_own_file).
"""

import json
import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import linreg_core as core
from pages.lessons.ridge import controls, fitting, lesson
from pages.lessons.ridge.controls import RidgeData
from pages.lessons.ridge.path import L2S, solved
from pages.lessons.ridge.problem import MOST_ROWS, refusal, split_of, used_rows
from pages.ui.own.data import OWN, own_data, own_in
from pages.ui.rates import PENALTIES
from tests.pages.conftest import APP, PATIENCE
from tests.pages.test_own_file import EVIL

UNKNOWN = re.compile(r"true curve|true one|true line|around a wave|σ|on new points (?:the|its|it)|made these points")


def of(kind, n=40):
    """Own data of some kinds that are hard on this page."""
    rng = np.random.default_rng(5)
    x = rng.uniform(50, 230, n)
    y = 40 - 0.1 * x + 3 * np.sin(x / 20) + rng.normal(0, 1, n)
    if kind == "huge":
        x, y = x * 4e9, 9e11 + 1e9 * y
    elif kind == "tiny":
        x, y = x * 1e-9, y * 1e-12
    elif kind == "far from 0":
        x, y = 1e6 + x, 1e9 + y
    elif kind == "all but two x equal":
        x = np.append(np.full(n - 2, 7.0), [8.0, 9.0])
    elif kind == "a line without noise":
        y = 2 * x + 1
    elif kind == "all but two y equal":
        y = np.append(np.full(n - 2, 5.0), [8.0, 9.0])
    elif kind == "many rows":
        x = rng.uniform(1000, 3000, 50_000)
        y = 250 * x + rng.normal(0, 3e4, 50_000)
    return own_data(x, y, OWN["file"], ("power", "hp"), ("price", "$"))


KINDS = [
    "usual",
    "huge",
    "tiny",
    "far from 0",
    "all but two x equal",
    "all but two y equal",
    "a line without noise",
    "many rows",
]


def settled(own, degree=12, share=30, split=42):
    return RidgeData(degree, min(own.n, MOST_ROWS), None, None, share, split, own)


@pytest.fixture
def unkept(monkeypatch):
    """A function: the path of own data, (data, l2s) -> Path. What is kept of own data is kept for a visit, and here is none."""
    for module in ("problem", "path"):
        monkeypatch.setattr(f"pages.lessons.ridge.{module}.problem", split_of)
    return lambda data, l2s=L2S: solved(data, l2s)


def opened(own=None, slug="file", **link):
    """The page, with this own data already brought."""
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page("pages/ridge.py")
    for name, text in ({"ridge_data": controls.OWN_POINTS} | link).items():
        app.query_params[name] = text
    app.session_state["own"] = {slug: own} if own else {}
    app.run()
    assert not app.exception, [e.message for e in app.exception]
    return app


def texts(app, message=None):
    """All that a page says, sliders and questions too, without what the glossary says of a word on any page."""
    kinds = app.markdown, app.caption, app.error, app.info
    said = [e.value for kind in kinds for e in kind if not e.value.startswith("- **RMSE**")]
    for kind in (app.slider, app.select_slider, app.button, app.radio, app.button_group, app.expander):
        said += [element.label for element in kind]
    said += [text for radio in app.radio for text in radio.options]
    said += [element.help or "" for element in (*app.slider, *app.select_slider, *app.button)]
    if message is not None:
        story = {name: part for name, part in message["story"].items() if name != "glossary"}
        said += [json.dumps(part, ensure_ascii=False) for part in (story, message["notices"], message["readouts"])]
        said += [figure["alt"] + figure["seen"] for figure in message["figures"].values()]
        said += [json.dumps(figure, ensure_ascii=False) for figure in message.figures.values()]
        said.append(message["ending"])
    return [re.sub(r'<abbr title="[^"]*">', "", text) for text in said]


@pytest.mark.parametrize("plays", [controls.GROWING, controls.TRAINING])
@pytest.mark.parametrize("kind", KINDS)
def test_own_points_play_and_nothing_is_said_of_a_truth(kind, plays, told):
    for split in ("42", "3"):
        app = opened(of(kind), ridge_plays=plays, ridge_l2="0.01", ridge_epochs="100", ridge_split=split)
        if app.error:
            assert kind.startswith("all but two") and "New split" in app.error[0].value
            continue
        message = told(app)
        assert len(message.series["epoch"]) > 1
        for text in texts(app, message):
            assert not UNKNOWN.search(text), (UNKNOWN.search(text), text[:300])
            assert not re.search(r"\bnan\b|\binf\b|None", text), text[:300]


@pytest.mark.parametrize("degree", ["1", "12"])
def test_eight_points_are_enough_and_seven_are_asked_for_more(degree, told):
    assert len(told(opened(of("usual", 8), ridge_degree=degree, ridge_share="50")).series["epoch"]) == 272
    app = opened(of("usual", 7), ridge_degree=degree)
    assert [e.value for e in app.error] == ["Your data has 7 points. Ridge needs 8 or more: bring more points."]
    assert not app.get("bidi_component") or not app.info


def test_a_flat_y_says_what_to_do():
    x = np.arange(20.0)
    app = opened(own_data(x, np.full(20, 5.0), OWN["file"]))
    assert "All y are equal" in app.error[0].value


def test_without_own_data_the_page_asks_for_a_file(told):
    app = opened()
    assert any("nobody else sees it" in caption.value for caption in app.caption)
    assert not app.error and not app.info
    next(b for b in app.button if b.label == "Power and fuel economy").click().run()
    next(b for b in app.button if b.label == "Use these columns").click().run()
    assert not app.exception and len(told(app).series["epoch"]) == 272


def test_a_file_is_taken_before_points_that_were_clicked(told):
    file, points = of("usual"), of("huge")
    assert told(opened(points, "points")).trace("curve", "training")["x"]
    app = AppTest.from_file(APP, default_timeout=PATIENCE)
    app.switch_page("pages/ridge.py")
    app.query_params["ridge_data"] = controls.OWN_POINTS
    app.session_state["own"] = {"points": points, "file": file}
    app.run()
    assert max(told(app).trace("curve", "training")["x"]) <= 230


def test_what_makes_a_wave_is_gone_for_own_points_and_back_again(told):
    app = opened(of("usual"))
    assert not {"ridge_n", "ridge_noise", "ridge_seed"} & {s.key for s in app.slider}
    assert {"ridge_share", "ridge_split", "ridge_degree"} <= {s.key for s in app.slider}
    assert "New points" not in [b.label for b in app.button] and not told(app).extras["wishes"]["sample"]
    app.button("ridge_reset").click().run()
    assert app.segmented_control("ridge_data").value == controls.OWN_POINTS
    app.segmented_control("ridge_data").set_value(controls.WAVE).run()
    assert not app.exception and {"ridge_n", "ridge_noise", "ridge_seed"} <= {s.key for s in app.slider}
    assert told(app).trace("curve", "true curve") and told(app).extras["wishes"]["sample"]


def test_charts_and_words_have_the_files_names_and_units(told):
    own = of("usual")
    message = told(opened(own))
    curve, errors, weights = (message.figures[name]["layout"] for name in ("curve", "errors", "weights"))
    assert curve["xaxis"]["title"]["text"] == "power (hp)" and curve["yaxis"]["title"]["text"] == "price ($)"
    assert "($²)" in errors["yaxis"]["title"]["text"] and "($)" in weights["yaxis"]["title"]["text"]
    assert message.trace("curve", "training")["hovertemplate"].startswith("power %{x:,.4g}<br>price %{y:,.4g}")
    both = sorted(message.trace("curve", "training")["x"] + message.trace("curve", "held out")["x"])
    np.testing.assert_allclose(both, np.sort(own.names.points[0][:, 0]))
    assert message["story"]["evidence"].count("$²") == 3 and "\\" not in "".join(texts(opened(own), message)[-6:])
    track = message.track("curve", "fit")["x"]
    assert [track[0], track[-1]] == pytest.approx([min(both), max(both)])


def test_a_name_from_a_file_is_never_markup(told):
    x = np.arange(20.0)
    app = opened(own_data(x, np.cos(x), OWN["file"], (EVIL, ""), (EVIL, EVIL)))
    for text in texts(app, told(app)):
        for sign in ("<b onclick", "**size", "[a]", "$x$", "`c`", "{w} ∶", ":red", "www.e", "_f_"):
            assert sign not in text, (sign, text[:200])


def test_what_comes_of_own_points_is_kept_for_their_visit_alone():
    assert own_in(settled(of("usual"))) and not own_in(RidgeData(3, 20, 0.3, 42, 30, 42))


def test_the_curve_is_the_one_of_powers_of_x_in_its_own_units(told):
    """Moving x to another range changes no unpenalised curve: degree 3 at l2 = 0 is the cubic of raw horsepower."""
    own = of("far from 0")
    message = told(opened(own, ridge_degree="3"))
    points = message.trace("curve", "training")
    cubic = np.polynomial.Polynomial.fit(points["x"], points["y"], 3)
    track = message.track("curve", "fit")
    drawn = [message.value(cell, 0) for cell in track["y"]]
    np.testing.assert_allclose(np.array(drawn) - 1e9, cubic(np.array(track["x"])) - 1e9, atol=1e-3)


def test_of_many_rows_two_hundred_are_used_from_end_to_end_and_the_sidebar_says_so():
    own = of("many rows")
    X, y = own.names.points
    x, _ = used_rows(X, y)
    assert len(x) == MOST_ROWS and (x.min(), x.max()) == (X.min(), X.max())
    assert np.abs(np.quantile(x, [0.25, 0.5, 0.75]) - np.quantile(X, [0.25, 0.5, 0.75])).max() < 0.01 * np.ptp(X)
    said = [c.value for c in opened(own).sidebar.caption if str(MOST_ROWS) in c.value]
    assert len(said) == 1 and "50,000 points" in said[0]
    assert not [c.value for c in opened(of("usual")).sidebar.caption if str(MOST_ROWS) in c.value]


@pytest.mark.parametrize("kind", ["usual", "huge", "tiny", "far from 0", "many rows"])
def test_over_and_underfitting_are_what_the_held_out_points_say(kind, unkept):
    for degree in (1, 5, 12):
        data = settled(of(kind), degree)
        p, whole = split_of(data), unkept(data)
        for l2 in PENALTIES:
            mine = unkept(data, [l2])
            text, held_out = fitting.fit(l2, p, whole, mine), mine.held_out[0]
            if "a larger l2 does better" in text:
                assert np.any(whole.held_out[whole.l2s > l2] < held_out / 1.1)
            if "a smaller l2 does better" in text:
                assert np.any(whole.held_out[whole.l2s < l2] < held_out / 1.1)
            if "no other l2 does much better" in text:
                assert held_out <= max(1.1 * whole.held_out.min(), p.nothing)
            if "overfits" in text:
                assert held_out > 1.5 * mine.train[0]


@pytest.mark.parametrize("kind", KINDS)
def test_questions_about_own_points_have_one_right_answer(kind, unkept):
    for split in range(4):
        data = settled(of(kind), split=split)
        if refusal(data):
            continue
        p, whole = split_of(data), unkept(data)
        for question in lesson.questions(p, whole, unkept(data, [lesson.ASKED_L2])):
            assert len(set(question.options)) == 3
            assert not UNKNOWN.search(question.text + question.because)
            if question.options[question.right] == "it overfits":
                assert whole.held_out[0] > 1.5 * whole.train[0]


def test_own_points_and_the_wave_meet_where_they_are_the_same(unkept):
    """The wave's own points, brought as a file, have the answers of the wave: the range of x is all that differs."""
    X, y = core.generate_bent_data("wave", 20, 0.3, 42)
    own, wave = settled(own_data(X, y, OWN["file"]), 3), RidgeData(3, 20, 0.3, 42, 30, 42)
    np.testing.assert_allclose(unkept(own).train[0], unkept(wave).train[0], rtol=1e-9)
    np.testing.assert_allclose(unkept(own).held_out[0], unkept(wave).held_out[0], rtol=1e-9)
