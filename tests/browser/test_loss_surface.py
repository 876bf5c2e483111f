"""The loss surface in the browser: the path grows, a click starts one, two players share a page, the bowl can be turned."""

import pytest

SIMPLE = "/loss_surface?scenario=A+simple+line"
PATH = "() => lab.trace(0, 'path').x.length"
# Pixels of the page for a place on a chart: [x, y]
PIXELS = """([chart, x, y]) => {
  const div = lab.charts()[chart], {xaxis, yaxis} = div._fullLayout, area = div.getBoundingClientRect();
  return [area.left + xaxis._offset + xaxis.d2p(x), area.top + yaxis._offset + yaxis.d2p(y)];
}"""


def click(lab, chart, x, y):
    lab.page.locator(".lrl-plot").nth(chart).scroll_into_view_if_needed()
    lab.page.mouse.click(*lab.page.evaluate(PIXELS, [chart, x, y]))


def state(lab, player):
    return lab.page.locator(".lrl-train").nth(player).get_attribute("data-state")


def epoch_of(player):
    return f"Number(document.querySelectorAll('.lrl-epoch')[{player}].textContent.match(/\\d+/)[0])"


def open_both(lab, path):
    """Go there, and wait for both players of the page: the one below may come first."""
    lab.open(path)
    lab.until("document.querySelectorAll('.lrl-player').length === 2")
    return lab.ready()


def test_the_path_grows_with_the_line_and_the_loss_and_a_click_on_empty_ground_starts_there_at_once(lab):
    open_both(lab, SIMPLE + "&start_w=-2&start_b=30")
    assert lab.trace(0, "path")["x"] == [-2, None]  # the start, and a gap
    line, loss = lab.path(1, "fit"), lab.path(2, "loss")
    lab.watch()
    lab.play()
    lab.until_epoch("e > 100")
    seen = lab.seen
    assert seen["moved"] > 5 and seen["back"] == seen["blank"] == seen["remounts"] == 0
    assert lab.page.evaluate(PATH) > 50
    assert lab.path(1, "fit") != line and lab.path(2, "loss") != loss
    click(lab, 0, 4.32, 16.4)
    lab.until("lab.trace(0, 'start').x[0] === 4.3 && lab.epoch() > 5")
    start = lab.trace(0, "start")
    assert (start["x"], start["y"]) == ([4.3], [16])  # the nearest places of the sliders
    assert "start_w=4.3" in lab.page.url and "start_b=16" in lab.page.url
    assert lab.seen["remounts"] == 0


def test_ten_starts_move_at_once_and_a_click_brings_back_one(lab):
    open_both(lab, SIMPLE + "&surface_starts=drop+ten")
    lab.play(4)
    lab.until_state("Train")
    places = lab.trace(0, "now")["x"]
    assert len(places) == 10 and max(places) - min(places) < 1e-3
    click(lab, 0, 1, 5)
    lab.until("lab.trace(0, 'now').x.length === 1")
    assert "surface_starts" not in lab.page.url


def test_two_players_play_apart_and_another_start_ends_in_another_valley(lab):
    open_both(lab, "/loss_surface?surface_theta=3.8")
    lab.page.keyboard.press("Space")
    lab.until_state("Pause")
    assert state(lab, 1) == "Train"
    lab.page.keyboard.press("Space")
    lab.until_state("Train")
    held = lab.epoch
    lab.page.locator(".lrl-train").nth(1).click()
    lab.until(f"{epoch_of(1)} > 2")
    lab.page.keyboard.press("Space")  # the keys move the player last used
    lab.until("document.querySelectorAll('.lrl-train')[1].dataset.state === 'Train'")
    assert (state(lab, 0), lab.epoch) == ("Train", held)
    lab.page.locator(".lrl-scrub").nth(1).fill("60")
    lab.until(f"{epoch_of(1)} === 60")
    assert lab.trace(3, "now")["x"] == pytest.approx([4.31], abs=0.01)
    click(lab, 3, 2.0, 1.2)
    lab.until(f"lab.trace(3, 'start').x[0] === 2 && {epoch_of(1)} === 60")
    assert lab.trace(3, "now")["x"] == pytest.approx([2.5], abs=0.01)


def test_the_bowl_keeps_the_side_it_was_turned_to_while_the_path_grows(lab):
    open_both(lab, SIMPLE + "&surface_view=3-D")
    eye = {"x": 2, "y": 0.5, "z": 1}
    lab.page.evaluate("eye => Plotly.relayout(lab.charts()[0], {'scene.camera.eye': eye})", eye)
    lab.play(4)
    lab.until_state("Train")
    lab.until("lab.trace(0, 'path').x.length > 300")  # the last steps, which move nothing, may stay undrawn
    assert lab.page.evaluate("lab.charts()[0]._fullLayout.scene._scene.getCamera().eye") == pytest.approx(eye, abs=1e-6)
