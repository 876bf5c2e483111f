"""A line fitted against the clock on Train: the clock starts at the first touch, locks the handles, and begins anew with Again.

The time is the test's: Playwright's clock. Left out: which line counts on the server (tests/pages/test_contest.py).
"""

from importlib.resources import files

import pytest

from tests.browser.test_edit import PHONE
from tests.browser.test_every_screen import sees_the_run, violations

LINK = "/train?challenge=ten-seconds"
SETTLED = """() => { const [div] = lab.charts(), {height} = div._fullLayout;
  return document.querySelector('.lrl-timed') && Math.abs(height - div.clientHeight) < 2; }"""  # the row has its room


class Contest:
    """A visitor with ten seconds."""

    def __init__(self, lab):
        self.lab, self.page = lab, lab.page
        self.lab.open(LINK, first_visit=True)
        self.handles = self.page.get_by_role("slider", name="handle of your line")
        self.handles.first.wait_for()
        self.lab.until(SETTLED)
        self.page.clock.install()
        self.page.clock.pause_at(self.page.evaluate("Date.now() + 100"))

    def pass_seconds(self, seconds):
        self.page.clock.run_for(int(1000 * seconds))

    @property
    def says(self):
        return self.page.locator(".lrl-left").inner_text()

    @property
    def line(self):
        return self.lab.trace(0, "your line")["y"]

    def said(self):
        return self.page.locator(".st-key-challenge").inner_text()

    def hold(self, i, value):
        """Take a handle to this height with the mouse, and keep it."""
        place = (
            "([i, y]) => { const div = lab.charts()[0], {top} = div.getBoundingClientRect(), {yaxis} = div._fullLayout;"
        )
        y = self.page.evaluate(f"{place} return top + yaxis._offset + yaxis.d2p(y); }}", [i, value])
        box = self.handles.nth(i).bounding_box()
        x = box["x"] + box["width"] / 2
        self.page.mouse.move(x, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(x, y, steps=4)
        self.pass_seconds(0.1)

    def drag(self, i, value):
        self.hold(i, value)
        self.page.mouse.up()

    def draw(self, left=0.33, right=2.21):
        """A good line: through the middle of the points at both handles."""
        self.drag(0, left)
        self.drag(1, right)

    def taken(self):
        """Wait until Python has the line of this attempt; from now on time goes by."""
        self.page.clock.resume()
        self.page.locator(".lrl-left", has_text="Your line took").wait_for()
        self.lab.until("lab.charts()[1].layout.shapes.some(shape => shape.name === 'your line')")
        self.lab.quiet()

    def watch(self):
        """The run, to its end."""
        self.lab.train.click()
        self.lab.until_state("Pause")
        self.pass_seconds(12)
        self.lab.until_state("Train")


@pytest.fixture
def contest(visit):
    return Contest(visit(alone=True))  # in a context of its own: all pages of a context share its clock


def test_the_clock_starts_at_the_first_touch_and_when_it_is_over_the_line_stays(contest):
    contest.pass_seconds(30)
    assert contest.says == "10 s, from your first touch"
    contest.draw()
    contest.pass_seconds(4)
    assert "s left" in contest.says and float(contest.says.split()[0]) <= 6
    contest.hold(1, 1.0)
    contest.pass_seconds(7)
    contest.taken()
    line = contest.line
    contest.page.mouse.move(300, 300, steps=3)
    contest.page.mouse.up()
    contest.drag(0, 2.0)
    contest.handles.first.press("PageUp")
    assert contest.line == line and "10.0 s" in contest.says
    assert contest.handles.first.get_attribute("aria-disabled") == "true"


def test_a_line_drawn_in_time_beats_descent_when_its_run_is_watched(contest):
    contest.draw()
    contest.pass_seconds(10)
    contest.taken()
    assert "Solved" not in contest.said() and "Not yet" not in contest.said()
    assert contest.lab.trace(0, "fit")["y"] == [1.3, 1.3], "descent begins at the level line"
    contest.watch()
    contest.page.get_by_text("Solved: Your hand against descent").wait_for()


def test_train_ends_the_clock_and_a_careless_line_may_be_tried_again(contest):
    contest.drag(0, 0.9)
    contest.pass_seconds(3)
    contest.lab.train.click()
    contest.taken()
    assert 3 <= float(contest.says.split()[3]) < 9
    contest.lab.until_state("Pause")
    contest.pass_seconds(12)
    contest.page.locator(".st-key-challenge").get_by_text("Not yet:").wait_for()
    contest.page.get_by_role("button", name="Again").click()
    contest.page.locator(".lrl-left", has_text="from your first touch").wait_for()
    contest.lab.quiet()
    assert contest.lab.epoch == 0 and contest.line == [1.3, 1.3] and "Not yet" not in contest.said()
    assert "least squares" not in contest.page.evaluate(
        "lab.charts()[0]._fullData.filter(t => t.visible === true).map(t => t.name)"
    )
    contest.draw()
    contest.pass_seconds(10)
    contest.taken()
    contest.watch()
    contest.page.get_by_text("Solved: Your hand against descent").wait_for()


def test_before_there_is_a_line_nothing_plays(contest):
    for act in (contest.lab.train.click, lambda: contest.lab.scrub.fill("500"), contest.lab.button("forward").click):
        act()
        assert contest.says == "Your line first: drag a handle." and contest.lab.epoch == 0
        assert contest.lab.scrub.input_value() == "0" and contest.lab.state == "Train"


def test_another_setting_changed_while_the_clock_runs_leaves_the_line(contest):
    contest.drag(0, 0.3)
    line = contest.line
    contest.page.clock.resume()
    contest.page.get_by_role("radio", name="sticks").click()
    contest.lab.until("lab.charts()[0]._fullData.some(trace => trace.name === 'residual')")
    contest.lab.quiet()
    assert contest.line == pytest.approx(line)
    contest.pass_seconds(10)
    contest.taken()
    assert contest.line == pytest.approx(line, rel=1e-4)


def test_keys_draw_too_and_the_line_is_told_only_when_the_time_is_over(contest):
    before = len(contest.lab.sent)
    handle = contest.handles.first
    for _ in range(3):
        handle.press("PageDown")
    contest.pass_seconds(2)
    assert len(contest.lab.sent) == before and "s left" in contest.says
    contest.pass_seconds(9)
    contest.taken()
    assert contest.line[0] < 1.0 < contest.line[1]


def test_a_finger_draws_and_all_is_in_sight_on_a_phone(visit):
    contest = Contest(visit(**PHONE))
    sees_the_run(contest.lab)
    box = contest.handles.first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = contest.page.context.new_cdp_session(contest.page)

    def touch(kind, *at):
        points = [{"x": x, "y": to} for to in at]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", y)
    touch("touchMove", y + 10)
    touch("touchMove", y + 30)
    assert "s left" in contest.says
    contest.pass_seconds(10)
    touch("touchEnd")
    contest.taken()
    assert contest.line[0] < 1.2
    again = contest.page.get_by_role("button", name="Again").bounding_box()
    assert again["height"] >= 44 and again["width"] >= 44
    contest.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    assert violations(contest.lab) == []
