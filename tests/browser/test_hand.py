"""A line fitted by hand on Train's chart: by a mouse, by a finger, by keys; then descent from there, and the comparison.

Left out: what Python makes of a report, and what it tells (tests/pages/test_by_hand.py).
"""

from importlib.resources import files

import numpy as np
import pytest

import linreg_core as core
from pages.ui.player.player import HERE
from tests.browser.test_edit import PHONE
from tests.browser.test_every_screen import violations
from tests.browser.test_sums import data_of_all_scales

LINK = "/train?by_hand=true&scenario=A+simple+line"
HAND = "(new URL(location.href).searchParams.get('hand') ?? '').split(',').filter(Boolean).map(Number)"
NAMES = "() => lab.charts().map(div => div._fullData.filter(trace => trace.visible === true).map(trace => trace.name))"


class Hand:
    """A visitor of Train who fits a line."""

    def __init__(self, lab):
        self.lab, self.page = lab, lab.page
        self.lab.open(LINK)
        self.page.locator(".lrl-handle").first.wait_for()

    def centre(self, i):
        box = self.page.locator(".lrl-handle").nth(i).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def hold(self, i, dy):
        """Take a handle and move it by so many pixels, down if they are above 0."""
        x, y = self.centre(i)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x, y + dy, steps=5)
        self.lab.frames(3)

    def drag(self, i, dy):
        before = self.line
        self.hold(i, dy)
        self.page.mouse.up()
        self.until_told(before)

    def until_told(self, before):
        """Wait until the link has another line, and its run is there."""
        self.lab.until(f"before => JSON.stringify({HAND}) !== JSON.stringify(before)", before)
        self.lab.quiet()

    @property
    def line(self):
        """w and b, as the link has them."""
        return self.page.evaluate(HAND)

    @property
    def names(self):
        """The traces drawn on the chart of the line, and of the loss."""
        return self.page.evaluate(NAMES)


@pytest.fixture
def hand(lab):
    return Hand(lab)


# ---- a mouse


def test_while_a_handle_is_held_the_line_its_loss_and_its_worst_point_follow_and_no_axis_moves(hand):
    axes = "() => lab.charts().flatMap(div => [...div._fullLayout.xaxis.range, ...div._fullLayout.yaxis.range])"
    ranges, loss = hand.page.evaluate(axes), hand.lab.readout("MSE")
    hand.hold(1, -70)
    assert hand.lab.readout("MSE") != loss
    yours, fit = hand.lab.trace(0, "your line"), hand.lab.trace(0, "fit")
    assert yours["y"] == pytest.approx(fit["y"]) and yours["y"][1] > yours["y"][0]
    points, worst = hand.lab.trace(0, "data"), hand.lab.trace(0, "your worst point")
    line = np.polyfit(yours["x"], yours["y"], 1)
    away = np.abs(np.polyval(line, points["x"]) - points["y"])
    assert max(worst["y"][:4]) - min(worst["y"][:4]) == pytest.approx(away.max(), rel=1e-3)
    assert hand.lab.trace(1, "now")["y"] == pytest.approx([np.mean(away**2)], rel=1e-3)
    assert hand.page.evaluate(axes) == ranges
    hand.page.mouse.up()


def test_before_the_run_is_seen_no_line_but_the_learners_is_drawn_and_then_all_three(hand):
    before = hand.names
    assert "least squares" not in before[0]
    hand.drag(0, 40)
    assert hand.names == before
    hand.page.get_by_role("button", name="Compare").click()
    assert {"your line", "fit", "least squares"} <= set(hand.names[0])
    assert hand.lab.epoch == hand.lab.epochs
    assert hand.page.locator(".lrl-ending").inner_text().startswith("Your line: ")
    hand.hold(0, -20)  # another line: all is open again
    assert hand.names == before and hand.lab.epoch == 0
    hand.page.mouse.up()


def test_train_from_here_begins_at_the_line_of_the_hand_and_leaves_it_where_it_is(hand):
    hand.drag(1, -60)
    w, b = hand.line
    yours = hand.lab.trace(0, "your line")
    assert yours["y"] == pytest.approx(np.polyval([w, b], yours["x"]).tolist(), rel=1e-4)
    assert hand.lab.train.inner_text() == "Train from here"
    hand.lab.play(power=4)
    hand.lab.until_epoch("e > 0")
    hand.lab.until_state("Train")
    assert hand.lab.trace(0, "your line") == yours != hand.lab.trace(0, "fit")
    assert "least squares" in hand.names[0]


def test_train_pressed_before_the_server_has_answered_plays_the_run_of_the_new_line(hand):
    hand.hold(1, -60)
    hand.page.mouse.up()
    hand.lab.play(power=4)
    hand.lab.until_epoch("e > 0")
    hand.lab.until_state("Train")
    yours = hand.lab.trace(0, "your line")
    assert yours["y"] == pytest.approx(np.polyval(hand.line, yours["x"]).tolist(), rel=1e-4)
    assert yours["y"][1] > yours["y"][0]


def test_compare_pressed_before_the_server_has_answered_compares_the_new_line(hand):
    hand.hold(1, -60)
    told = hand.lab.readout("MSE")
    hand.page.mouse.up()
    hand.page.get_by_role("button", name="Compare").click()
    hand.page.locator(".lrl-ending").wait_for()
    hand.lab.scrub_to(0)
    assert hand.lab.readout("MSE") == told
    assert hand.lab.trace(0, "your line")["y"] == pytest.approx(hand.lab.trace(0, "fit")["y"], rel=1e-4)
    assert "least squares" in hand.names[0]


def test_a_line_outside_the_chart_leaves_its_handle_at_the_edge(lab):
    lab.open("/train?by_hand=true&scenario=A+simple+line&hand=0,-5000")
    box, chart = (
        lab.page.locator(".lrl-handle").first.bounding_box(),
        lab.page.locator(".lrl-plot").first.bounding_box(),
    )
    assert chart["y"] < box["y"] < box["y"] + box["height"] < chart["y"] + chart["height"]


# ---- keys, and a finger


def test_an_arrow_key_moves_a_handle_and_says_where_it_is(hand):
    handle = hand.page.get_by_role("slider", name="Left handle of your line")
    before, said = hand.line, handle.get_attribute("aria-valuetext")
    handle.press("ArrowUp")
    handle.press("PageUp")
    assert handle.get_attribute("aria-valuetext") != said
    hand.until_told(before)
    assert hand.line[0] < 0, "the left end is higher, so the line falls"


def test_a_finger_moves_a_handle_and_all_is_in_sight_on_a_phone(visit):
    hand = Hand(visit(**PHONE))
    box = hand.page.locator(".lrl-handle").first.bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44
    x, y = hand.centre(1)
    session = hand.page.context.new_cdp_session(hand.page)
    before = hand.line
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for by in range(10, 61, 10):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - by}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    hand.until_told(before)
    assert hand.line[0] > 0 and hand.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    hand.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    assert violations(hand.lab) == []


# ---- the sums


@pytest.fixture(scope="module")
def call(browser):
    """A function: a name of hand.js and a list of argument lists -> what it gives for each."""
    page = browser.new_page()
    page.set_content("<!doctype html>")
    for name in ("values", "sums", "hand"):
        page.add_script_tag(content=(HERE / f"{name}.js").read_text("utf-8"))
    yield lambda name, cases: page.evaluate(f"cases => cases.map(args => {name}(...args))", cases)
    page.close()


def test_the_loss_of_any_line_is_the_cores(call):
    cases, expected = [], []
    for X, y in data_of_all_scales():
        w, b = (value.item() for value in core.least_squares(X, y))
        bowl = {
            "floor": core.smallest_loss(X, y),
            "slope": w,
            "variance": float(X.var()),
            "x": float(X.mean()),
            "y": float(y.mean()),
        }
        w, b = w + 0.3 * float(y.std() / X.std()), b + 0.2 * float(y.std())
        cases.append([{"w": w, "b": b}, bowl])
        expected.append(float(np.mean((w * X + b - y) ** 2)))
    assert call("lossOf", cases) == pytest.approx(expected, rel=1e-9)


def test_a_line_goes_through_both_handles(call):
    cases = [[[x, x + width], [y, y - 3 * width]] for x in (-5, 0.3, 2000) for width in (1e-3, 10) for y in (0, 1e4)]
    for ((x1, x2), (y1, y2)), line in zip(cases, call("lineThrough", cases), strict=True):
        for x, y in ((x1, y1), (x2, y2)):
            assert line["w"] * x + line["b"] == pytest.approx(y, rel=1e-6, abs=1e-5)
