"""The player's pure file sums.js, called alone in a browser and compared with the core.

Left out: the hand that moves the points (test_edit).
"""

import numpy as np
import pytest

import linreg_core as core
from pages.ui.player.player import HERE

SCALES = 1e-9, 1e-3, 1.0, 1e4, 1e9
OFFSETS = 0.0, 3.0, -1e3, 1e5


@pytest.fixture(scope="module")
def call(browser):
    """A function: a name of sums.js and a list of argument lists -> what it gives for each."""
    page = browser.new_page()
    page.set_content("<!doctype html>")
    for name in ("values", "sums"):
        page.add_script_tag(content=(HERE / f"{name}.js").read_text("utf-8"))
    yield lambda name, cases: page.evaluate(f"cases => cases.map(args => {name}(...args))", cases)
    page.close()


def data_of_all_scales():
    """(X, y) of 3 to 200 points, at every scale of x and of y, near 0 and far from it."""
    rng = np.random.default_rng(5)
    for x_scale in SCALES:
        for y_scale in SCALES:
            for offset in OFFSETS:
                n = int(rng.integers(3, 201))
                X = x_scale * (offset + rng.normal(size=(n, 1)))
                yield (
                    X,
                    y_scale
                    * (rng.normal() * X / x_scale + rng.normal() + rng.uniform(0.1, 3) * rng.normal(size=(n, 1))),
                )


def test_least_squares_and_its_loss_are_the_cores(call):
    cases = list(data_of_all_scales())
    found = call("leastSquares", [[np.hstack(case).tolist()] for case in cases])
    for (X, y), line in zip(cases, found, strict=True):
        w, b = (value.item() for value in core.least_squares(X, y))
        assert line["w"] == pytest.approx(w, rel=1e-9, abs=0)
        assert line["b"] == pytest.approx(b, rel=1e-9, abs=1e-9 * abs(w) * float(np.max(np.abs(X))))
        assert line["loss"] == pytest.approx(core.smallest_loss(X, y), rel=1e-9, abs=0)


def test_points_on_a_line_have_a_loss_of_nothing(call):
    points = [[x, 0.1 * x + 0.3] for x in (1, 2, 5, 9)]
    (line,) = call("leastSquares", [[points]])
    assert line["loss"] == 0 and line["w"] == pytest.approx(0.1)


def test_no_line_fits_less_than_two_points_or_equal_x(call):
    cases = [[]], [[[1, 2]]], [[[1, 2], [1, 3]]], [[[1e9, 2], [1e9 + 1e-3, 3]]]
    assert call("leastSquares", cases) == [None] * 4


def test_a_value_has_four_digits_of_its_axis(call):
    cases = [[3.14159, [0, 10]], [31415.9, [0, 1e5]], [-0.00031415, [-0.001, 0.001]], [123456789, [0, 1e10]]]
    assert call("roundedOn", cases) == pytest.approx([3.14, 31400, -0.000314, 120000000])
    whole = call("roundedOn", [[value, [0, 1000]] for value in (1.23, 456.7)])
    assert whole == [1, 457]


def test_the_nearest_place_counts_only_within_reach(call):
    places = [{"x": 0, "y": 0}, {"x": 30, "y": 0}]
    cases = [[places, {"x": at, "y": 0}, 14] for at in (3, 14, 15.5, 17, 50)]
    assert call("nearestPlace", cases) == [0, 0, -1, 1, -1]
    assert call("nearestPlace", [[[], {"x": 0, "y": 0}, 14]]) == [-1]


def test_residuals_follow_the_points(call):
    points = [[1, 5], [2, 7]]
    (sticks,) = call("residualsOf", [[{"kind": "at"}, points]])
    assert sticks["x"] == [1, 1, None, 2, 2, None]
    assert sticks["y"] == [5, {"b": 1, "w": 1}, None, 7, {"b": 1, "w": 2}, None]
    (squares,) = call("residualsOf", [[{"kind": "squares"}, points]])
    assert (squares["x"], squares["y"], squares["to"][1]) == ([1, 2], [5, 7], {"b": 1, "w": 2})
