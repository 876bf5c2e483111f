"""The loss surface: what the map, the paths and the charts show, against the core; and no setting that breaks it.

Left out: the words (test_loss_surface_words.py), clicks and motion (tests/browser), and the core's own surface (tests/core).
"""

import re

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.loss_surface import controls, message, paths
from pages.ui import runs
from pages.ui.numbers import rate_text
from pages.ui.rates import learning_rates
from pages.ui.scenarios import SCENARIOS, nearest

PAGE = "pages/loss_surface.py"


def data_of(scenario):
    d = SCENARIOS[scenario]
    return d.sample(d.n_samples, d.true_w, d.true_b, d.noise_scale, 42)


def loss_at(X, y, w, b):
    return core.compute_loss(core.forward_pass(X, [[w]], [[b]]), y)


def on_the_map(figure, w, b):
    """Whether every one of these points lies within the map's ranges."""
    (w_low, w_high), (b_low, b_high) = (figure["layout"][axis]["range"] for axis in ("xaxis", "yaxis"))
    return np.all((w_low <= np.array(w)) & (np.array(w) <= w_high) & (b_low <= np.array(b)) & (np.array(b) <= b_high))


# ---- the map


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_map_holds_the_start_the_path_the_lowest_point_and_the_true_line(open_page, told, scenario):
    message = told(open_page(scenario=SCENARIOS[scenario].title))
    figure, series = message.figures["map"], message.series
    assert on_the_map(figure, series["w0"], series["b0"])
    marks = [t for t in figure["data"] if t["name"] in ("start", "lowest loss", "true w, b")]
    assert len(marks) == (3 if SCENARIOS[scenario].truth == "line" else 2)
    assert all(on_the_map(figure, mark["x"], mark["y"]) for mark in marks)
    w, b = core.least_squares(*data_of(scenario))
    lowest = message.trace("map", "lowest loss")
    assert (lowest["x"][0], lowest["y"][0]) == pytest.approx((w.item(), b.item()))


def points_of(path):
    """Places (k, 2) on a shape of Bézier curves: the ends of each, and its middle."""
    numbers = np.array(re.findall(r"-?[\d.]+", path), float).reshape(-1, 2)
    curves = np.stack([numbers[:-1:3], numbers[1::3], numbers[2::3], numbers[3::3]])
    return np.concatenate([curves[0], np.tensordot([1 / 8, 3 / 8, 3 / 8, 1 / 8], curves, 1)])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_along_each_line_of_the_map_the_loss_is_the_same(open_page, told, scenario):
    X, y = data_of(scenario)
    rings = told(open_page(scenario=SCENARIOS[scenario].title)).figures["map"]["layout"]["shapes"]
    levels, floor = [], core.smallest_loss(X, y)
    for ring in rings[::4]:
        radius = np.sqrt([loss_at(X, y, w, b) - floor for w, b in points_of(ring["path"])])
        assert radius == pytest.approx(radius.mean(), rel=0.05)  # the places are rounded to the map's size
        levels.append(radius.mean())
    assert np.all(np.diff(levels) < 0)  # from the outermost inwards


def test_the_readouts_give_the_loss_and_the_gradient_under_the_path(open_page, told):
    X, y = data_of("simple")
    message = told(open_page(scenario="A simple line"))
    for t in (0, 5, -1):
        w, b = [[message.series["w0"][t]]], [[message.series["b0"][t]]]
        dw, db = core.compute_gradients(X, core.forward_pass(X, w, b), y)
        assert message.readout("MSE", "mse", t) == pytest.approx(loss_at(X, y, w[0][0], b[0][0]), rel=1e-4)
        assert message.readout("gradient along w", "s", t) == pytest.approx(dw.item(), rel=1e-3, abs=0.02)
        assert message.readout("gradient along b", "s", t) == pytest.approx(db, rel=1e-3, abs=0.02)


# ---- starts


def test_ten_starts_lie_all_over_the_map_and_end_at_the_one_lowest_point(open_page, told):
    message = told(open_page(scenario="A simple line", surface_starts="drop ten"))
    w, b = (np.array([message.series[f"{name}{i}"] for i in range(10)]) for name in "wb")
    assert on_the_map(message.figures["map"], w[:, 0], b[:, 0])
    tenths = np.sort((w[:, 0] - w[:, 0].min()) / np.ptp(w[:, 0]))
    assert np.diff(tenths).max() < 0.25
    best_w, best_b = core.least_squares(*data_of("simple"))
    assert w[:, -1] == pytest.approx(best_w.item(), rel=1e-4)
    assert b[:, -1] == pytest.approx(best_b.item(), rel=1e-4)


def test_ten_starts_are_the_same_ten_each_time(open_page, told):
    first = told(open_page(surface_starts="drop ten")).series["w3"]
    message.recorded.clear(), paths.ten_paths.clear()
    np.testing.assert_array_equal(told(open_page(surface_starts="drop ten")).series["w3"], first)


def test_a_zig_zag_of_ten_is_not_made_to_look_smooth(open_page, told):
    """Just below the limit each step lands on the other side of the valley; so does each step that is shown."""
    X, y = data_of("tutorial")
    message = told(open_page(surface_starts="drop ten", rate="0.011", epochs="2000"))
    off = [
        message.series[f"{name}0"] - value.item() for name, value in zip("wb", core.least_squares(X, y), strict=True)
    ]
    across = np.linalg.eigh(core.hessian(X))[1][:, -1] @ off
    thinned = np.diff(message.series["epoch"])[60:] > 1
    assert np.all(across[61:160] * across[60:159] < 0) and np.all(thinned[:100])


def test_a_start_of_the_link_is_where_the_path_begins(open_page, told):
    message = told(open_page(scenario="A simple line", start_w="-4", start_b="20"))
    assert (message.series["w0"][0], message.series["b0"][0]) == (-4, 20)
    assert on_the_map(message.figures["map"], [-4], [20])


@pytest.mark.parametrize(
    "value, limits, expected",
    [
        (0.234, (-10.0, 10.0, 0.1), 0.2),
        (99.0, (-10.0, 10.0, 0.1), 10.0),
        (-3e9, (0.0, 100.0, 5.0), 0.0),
        (13, (0.0, 100.0, 5.0), 15.0),
    ],
)
def test_a_click_becomes_the_nearest_place_of_the_slider(value, limits, expected):
    assert nearest(value, limits) == expected


@pytest.mark.parametrize(
    "click", [None, {}, {"x": "left", "y": 1}, {"x": float("nan"), "y": 1}, {"x": float("inf"), "y": 1}]
)
def test_a_click_that_makes_no_sense_moves_nothing(click):
    controls.place_start(click)
    controls.place_valley_start(click)


# ---- leaving the map


def test_a_path_that_diverges_is_drawn_until_it_leaves_and_the_map_says_when(open_page, told):
    message = told(open_page(rate="0.015"))
    notice = message["notices"][0]
    drawn = message.series[message.track("map", "path")["x"][0]]
    gone = np.flatnonzero(message.series["epoch"] == notice["from"])[0]
    assert "outside this map" in notice["text"]
    assert not on_the_map(message.figures["map"], [message.series["w0"][gone]], [message.series["b0"][gone]])
    assert len(set(drawn[gone + 1 :])) == 1 and len(set(drawn[: gone + 1])) == gone + 1


@pytest.mark.parametrize("scenario", ["House prices", "Houses in square feet", "Real: bills and tips"])
def test_below_the_limit_none_of_ten_paths_leaves_the_map(open_page, told, scenario):
    message = told(open_page(scenario=scenario, surface_starts="drop ten", epochs="200"))
    for i in range(10):
        assert on_the_map(message.figures["map"], message.series[f"w{i}"], message.series[f"b{i}"])
    assert not message["notices"]


# ---- three dimensions


def test_in_three_dimensions_the_ground_is_the_loss_and_the_path_floats_just_above_it(open_page, told):
    X, y = data_of("simple")
    message = told(open_page(scenario="A simple line", surface_view="3-D"))
    ground = message.trace("3-D", "ground")
    for i in range(0, len(ground["x"]), 97):
        assert ground["z"][i] == pytest.approx(loss_at(X, y, ground["x"][i], ground["y"][i]), rel=5e-3, abs=0.5)
    lift = message.value(message.track("3-D", "path")["z"][0], 3) - message.series["loss0"][3]
    assert 0 < lift < 0.02 * max(ground["z"])


# ---- several low points


@pytest.mark.parametrize("start", ["3.8", "2", "0.5"])
def test_the_curve_ends_where_the_core_descends_to(open_page, told, start):
    message = told(open_page(surface_theta=start), 1)
    end = core.sine_descent(*core.sine_data(), [float(start)], 0.05, 60)[-1, 0]
    assert message.series["theta"][-1] == pytest.approx(end, rel=1e-5)


# ---- nothing breaks it


@pytest.mark.parametrize("turn, scenario", list(enumerate(["houses", "square-feet", "outlier", "tips"])))
def test_at_its_extremes_a_scenario_shows_all_its_paths_and_charts(open_page, told, turn, scenario):
    rates = [rate_text(rate) for rate in learning_rates(SCENARIOS[scenario])]
    for i, (view, link) in enumerate(
        (
            ("map", {"rate": rates[0], "epochs": "20000"}),
            ("3-D", {"rate": rates[-1], "n": "5"}),
            ("map", {"noise": "0", "epochs": "10", "n": "5"}),
        )
    ):
        starts = controls.STARTS[(turn + i) % 2]
        link |= {"scenario": SCENARIOS[scenario].title, "surface_starts": starts, "surface_view": view}
        message = told(open_page(**link))
        count = 1 if starts == "one start" else 10
        assert list(message.figures) == [view, "line", "loss"]
        assert len(message.track(view, "now")["x"]) == len(message.track("loss", "loss")["y"]) == count
        assert len(message.series[f"loss{count - 1}"]) == len(message.series["epoch"])


def test_nonsense_in_the_address_falls_back(open_page, told):
    message = told(
        open_page(surface_view="4-D", surface_starts="-1", surface_theta="nan", surface_theta_rate="x", start_w="inf")
    )
    assert list(message.figures) == ["map", "line", "loss"] and message.series["w0"][0] == 0


def test_points_all_at_one_x_have_many_lowest_lines_and_no_error(monkeypatch, open_page, told):
    flat = runs.Sample(np.full((5, 1), 3.0), np.arange(5.0).reshape(-1, 1), SCENARIOS["simple"], None, None)
    monkeypatch.setattr(runs, "sample", lambda settings: flat)
    runs.bowl.clear(), runs.record.clear()
    try:
        assert "All x are equal" in told(open_page(scenario="A simple line", n="7"))["story"]["why"][0]
    finally:
        runs.bowl.clear(), runs.record.clear()
