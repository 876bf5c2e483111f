"""Points set by hand on Train's chart: by a mouse, by a finger, by keys in the table; the line follows, and the run goes on.

Left out: what Python makes of a report (tests/pages/test_own_points.py), and the sums (test_sums.py).
"""

import re
from importlib.resources import files

import pytest

from tests.browser.test_every_screen import seen_in, violations

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
POINTS = [[1, 2], [3, 5], [6, 4], [8, 9]]
LINK = "/train?scenario=Your+own+points&points=x%7C%7Cy%7C%3B" + "%3B".join(f"{x}%2C{y}" for x, y in POINTS)

SHOWN = """() => { const {x, y} = lab.trace(0, 'data'); return x.map((value, i) => [value, y[i]]); }"""
PLACE = """([x, y]) => {
  const div = lab.charts()[0], {xaxis, yaxis} = div._fullLayout, {left, top} = div.getBoundingClientRect();
  return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
}"""
TOLD = """(new URL(location.href).searchParams.get('points') ?? '').split(';').slice(1)
  .map(point => point.split(',').map(Number))"""


class Hand:
    """A visitor of Train who sets points."""

    def __init__(self, lab):
        self.lab, self.page = lab, lab.page

    def begin(self):
        """The link with four points, and the switch on. On a phone the settings close after a choice."""
        narrow = self.page.viewport_size["width"] < 700
        self.lab.page.goto(self.lab.url + LINK)
        self.lab.ready()
        if narrow:
            self.page.get_by_test_id("stExpandSidebarButton").tap()
            self.page.locator('[data-testid="stSidebar"][data-collapsed="false"]').wait_for()
        self.switch.click()
        self.page.locator(".lrl-edits .lrl-edit").wait_for(state="attached")
        if narrow:
            self.lab.until(
                "getComputedStyle(document.querySelector('[data-testid=stSidebar]')).visibility === 'hidden'"
            )
        self.lab.until("lab.ready()")
        self.lab.quiet()
        return self.at_rest()

    def at_rest(self):
        """Wait until the chart has its place: the row under it, and the question above, come and go with the switch."""
        before = None
        while before != (before := self.place(POINTS[0])):
            self.lab.frames(10)
        return self

    @property
    def switch(self):
        return self.page.get_by_text("Edit points", exact=True)

    @property
    def points(self):
        return self.page.evaluate(SHOWN)

    def place(self, point):
        return self.page.evaluate(PLACE, list(point))

    def click(self, point):
        self.page.mouse.click(*self.place(point))

    def drag(self, start, end, drop=True):
        self.page.mouse.move(*self.place(start))
        self.page.mouse.down()
        self.page.mouse.move(*self.place(end), steps=8)
        if drop:
            self.page.mouse.up()

    def until_points(self, count=None, holds=None):
        """Wait until so many points are drawn, or one of them is there, to a hundredth; and the link says so too."""
        near = "([x, y]) => (([a, b]) => Math.hypot(x - a, y - b) < 0.1)(holds)"
        if count is not None:
            self.lab.until(f"count => lab.trace(0, 'data').x.length === count && {TOLD}.length === count", count)
        if holds is not None:
            self.lab.until(f"holds => [({SHOWN})(), {TOLD}].every(points => points.some({near}))", list(holds))
        self.lab.quiet()

    @property
    def live(self):
        """w, b and the MSE in the line of text at the chart."""
        text = self.page.locator(".lrl-live").inner_text().replace("−", "-")
        return [float(value) for value in re.findall(r"=\s(-?[\d.]+)", text)]


@pytest.fixture
def hand(lab):
    return Hand(lab).begin()


# ---- a mouse


def test_a_click_on_empty_ground_adds_a_point_and_one_on_a_point_chooses_it(hand):
    hand.click((5, 8))
    hand.until_points(5, (5, 8))
    assert hand.page.locator(".lrl-ring").is_visible()
    hand.click((5, 8))
    hand.click((1, 2))
    hand.lab.frames(5)
    assert len(hand.points) == 5


def test_while_a_point_is_dragged_the_line_and_its_numbers_follow_and_no_axis_moves(hand):
    before, line = hand.live, hand.lab.trace(0, "least squares")
    axes = "() => ['xaxis', 'yaxis'].map(name => [...lab.charts()[0]._fullLayout[name].range])"
    ranges = hand.page.evaluate(axes)
    hand.drag((8, 9), (8, 3), drop=False)
    hand.lab.until(f"() => ({SHOWN})()[3][1] < 3.1")
    w, b, loss = hand.live
    assert w < before[0] and loss != before[2]
    moved = hand.lab.trace(0, "least squares")
    assert moved["x"] == line["x"]
    assert moved["y"] == pytest.approx([w * x + b for x in moved["x"]], abs=0.02)
    assert hand.page.evaluate(axes) == ranges
    hand.page.mouse.up()
    hand.until_points(4, (8, 3))
    assert hand.live == [w, b, loss]
    sent = hand.lab.trace(0, "least squares")["y"]  # Python's, of the same points
    assert sent == pytest.approx(moved["y"], abs=1e-6)


def test_a_point_dropped_where_it_was_taken_is_drawn_there(hand):
    address = hand.page.url
    hand.drag((8, 9), (8, 3), drop=False)
    hand.page.mouse.move(*hand.place((8, 9)))
    hand.page.mouse.up()
    hand.lab.until(f"() => ({SHOWN})()[3][1] > 8.9")
    hand.lab.frames(3)
    assert hand.points == POINTS and hand.page.url == address


def test_delete_takes_the_chosen_point_away_and_undo_and_redo_walk_through_it_all(hand):
    hand.click((6, 4))
    hand.page.keyboard.press("Delete")
    hand.until_points(3)
    assert [6, 4] not in hand.points
    hand.page.keyboard.press("Control+z")
    hand.until_points(4, (6, 4))
    hand.page.keyboard.press("Control+y")
    hand.until_points(3)
    hand.page.get_by_label("Undo (Ctrl+Z)").click()
    hand.until_points(4)
    assert hand.points == POINTS
    hand.page.keyboard.press("Control+Shift+Z")
    hand.until_points(3)


def test_undo_is_not_for_points_that_were_never_moved(hand):
    assert hand.page.get_by_label("Undo (Ctrl+Z)").is_disabled()
    hand.page.keyboard.press("Control+z")
    hand.lab.frames(5)
    assert hand.points == POINTS


def test_from_an_empty_chart_two_clicks_make_a_line_that_trains(hand):
    lab = hand.lab
    hand.page.get_by_role("button", name="Clear").click()
    hand.page.get_by_text("Click to add a point").wait_for()
    lab.quiet()
    assert lab.train.is_disabled()
    hand.page.mouse.click(*hand.place((2, 3)))
    hand.page.get_by_text("One point: add a second one.").wait_for()
    lab.quiet()
    hand.page.mouse.click(*hand.place((7, 8)))
    hand.until_points(2, (7, 8))
    lab.play()
    lab.until_epoch("e > 20")


def test_undo_brings_back_what_clear_has_taken_away(hand):
    hand.page.get_by_role("button", name="Clear").click()
    hand.page.get_by_text("Click to add a point").wait_for()
    hand.lab.quiet()
    hand.page.keyboard.press("Control+z")
    hand.until_points(4)
    assert hand.points == POINTS


def test_axe_finds_nothing_while_points_are_set(hand):
    hand.click((6, 4))
    hand.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    assert not violations(hand.lab)
    hand.page.get_by_role("button", name="Clear").click()
    hand.page.get_by_text("Click to add a point").wait_for()
    hand.lab.quiet()
    assert not violations(seen_in(hand.lab, "dark", hand.page.viewport_size)), "an empty chart"


# ---- a run that goes on


def test_a_drop_while_it_plays_goes_on_from_the_epoch_of_now_and_marks_the_curve(hand):
    lab = hand.lab
    lab.play(-3)
    lab.until_epoch("e > 30")
    lab.mark()
    hand.drag((8, 9), (8, 4), drop=False)
    lab.until(f"() => ({SHOWN})()[3][1] < 4.1")
    epoch = lab.epoch
    lab.frames(10)
    assert lab.epoch == epoch, "time stands still while a hand holds a point"
    hand.page.mouse.up()
    lab.until_epoch(f"e > {epoch} + 5")
    assert lab.state == "Pause" and lab.unmoved
    notes = hand.page.evaluate("lab.charts()[1].layout.annotations.map(({x, text}) => [x, text])")
    assert notes == [[epoch, "points moved"]]


def test_after_an_edit_the_rate_may_move_too_and_both_are_marked(hand):
    lab = hand.lab
    lab.play(-3)
    lab.until_epoch("e > 30")
    hand.drag((8, 9), (8, 4))
    lab.until("() => (lab.charts()[1].layout.annotations ?? []).length === 1")
    lab.until_epoch("e > 80")
    lab.move("Learning rate", "ArrowLeft")
    lab.until("() => lab.charts()[1].layout.annotations.length === 2")
    texts = hand.page.evaluate("lab.charts()[1].layout.annotations.map(({text}) => text)")
    assert texts[0] == "points moved" and texts[1].startswith("rate")
    lab.until_state("Pause")


def test_at_the_end_of_a_run_an_edit_begins_a_new_one(hand):
    lab = hand.lab
    lab.scrub_to(lab.epochs)
    lab.speed(-3)
    hand.drag((8, 9), (8, 4))
    lab.until_epoch("e > 0 && e < 500")
    assert not hand.page.evaluate("(lab.charts()[1].layout.annotations ?? []).length")


# ---- a finger


@pytest.fixture
def finger(visit):
    """A hand on a phone, which touches through the browser's own protocol."""
    hand = Hand(visit(**PHONE)).begin()
    hand.page.locator(".lrl-plot").first.scroll_into_view_if_needed()
    session = hand.page.context.new_cdp_session(hand.page)

    def touch(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    hand.touch = touch
    return hand


def test_a_finger_moves_a_point_and_the_page_stays(finger):
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = finger.page.evaluate(scrolled)
    x, y = finger.place((3, 5))
    end = finger.place((3, 8))
    finger.touch("Start", x + 15, y)  # 15 pixels beside it: a handle is 44 wide
    for share in range(1, 9):
        finger.touch("Move", x, y + (end[1] - y) * share / 8)
    finger.touch("End")
    finger.until_points(4, (3, 8))
    assert finger.page.evaluate(scrolled) == before


def test_a_long_press_takes_a_point_away_and_a_tap_adds_one(finger):
    finger.touch("Start", *finger.place((6, 4)))
    finger.lab.until(f"() => ({SHOWN})().length === 3")
    finger.touch("End")
    finger.until_points(3)
    finger.page.touchscreen.tap(*finger.place((5, 8)))
    finger.until_points(4, (5, 8))


def test_on_a_phone_undo_is_a_button_large_enough_for_a_finger(finger):
    box = finger.page.get_by_label("Undo (Ctrl+Z)").bounding_box()
    assert box["width"] >= 44 and box["height"] >= 44


# ---- keys, in the table


def test_a_number_typed_into_the_table_moves_its_point(hand):
    page = hand.page
    page.get_by_text("The points as a table").click()
    cells = page.locator('[data-testid="stDataFrame"] .dvn-scroller').first
    cells.click(position={"x": cells.bounding_box()["width"] * 0.7, "y": 52})  # y of the first row, under the head
    page.locator('[data-testid="stDataFrame"] [role="gridcell"][aria-selected="true"]').wait_for(state="attached")
    page.keyboard.press("Enter")
    page.locator("#portal input").fill("7.25")
    page.keyboard.press("Enter")
    hand.until_points(4, (1, 7.25))
    assert hand.points[0] == [1, 7.25]
    page.get_by_label("Undo (Ctrl+Z)").click()
    hand.until_points(4, (1, 2))


# ---- the link


def test_the_link_of_points_set_by_hand_reopens_them_and_their_run(hand, visit):
    hand.drag((8, 9), (7, 3))
    hand.until_points(4, (7, 3))
    again = visit()
    again.page.goto(hand.page.url)
    again.ready()
    assert again.page.evaluate(SHOWN) == hand.points
    hand.lab.scrub_to(hand.lab.epochs)
    again.scrub_to(again.epochs)
    assert again.readout("MSE") == hand.lab.readout("MSE")
    assert again.readout("the line now") == hand.lab.readout("the line now")
