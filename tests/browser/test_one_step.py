"""One step by hand, in the browser: the line walks its step, the squares are square, the bar shrinks."""

import json

import pytest

# Sides of the drawn squares in pixels: [[width, height], …]
SIDES = """() => {
  const div = lab.charts()[0], {xaxis, yaxis} = div._fullLayout;
  const {x, y} = lab.trace(0, "square"), sides = [];
  for (let i = 0; i < x.length; i += 6)
    sides.push([Math.abs(xaxis.d2p(x[i + 1]) - xaxis.d2p(x[i])), Math.abs(yaxis.d2p(y[i + 2]) - yaxis.d2p(y[i + 1]))]);
  return sides;
}"""
BAR = "() => Math.max(...lab.trace(1, 'sum').x)"


def sides(lab):
    return lab.page.evaluate(SIDES)


def test_the_steps_play_smoothly_the_bar_shrinks_and_a_formula_shows_its_function(lab):
    lab.open("/one_step?scenario=Tutorial:+house+prices")
    assert lab.page.evaluate(BAR) == 100
    lab.watch()
    lab.play()
    lab.until_state("Train")
    seen = lab.seen
    assert lab.epoch == lab.epochs == 100
    assert seen["moved"] > 10 and seen["back"] == seen["blank"] == seen["remounts"] == 0
    assert 0 < lab.page.evaluate(BAR) < 90
    assert "It was: it falls by 10 to 50%, because" in lab.page.locator(".lrl-ending").inner_text()
    assert "The loss fell by" in lab.page.locator(".lrl-headline").inner_text()
    lab.page.get_by_text("The code of the gradients").click()
    lab.page.get_by_text("def compute_gradients").wait_for()


def test_a_link_opens_at_its_step_squares_stay_square_and_next_step_moves_the_page_in_place(lab):
    lab.open("/one_step?scenario=A+simple+line&step_epoch=4")
    assert lab.epoch == 4
    lab.mark()
    before, start = sides(lab), lab.trace(0, "fit")["y"]
    assert len(before) == 6
    lab.button("forward").click()
    lab.until("lab.epoch() === 5")
    lab.until(f"before => JSON.stringify(({SIDES})()) !== before", json.dumps(before, separators=(",", ":")))
    for width, height in before + sides(lab):
        assert width == pytest.approx(height, rel=1e-3, abs=0.01)
    lab.button("back").click()
    assert lab.epoch == 4 and lab.trace(0, "fit")["y"] == pytest.approx(start)
    lab.page.get_by_role("button", name="Next step").click()
    lab.until("lab.epoch() === 5")
    lab.quiet()
    assert lab.unmoved and "step_epoch=5" in lab.page.url
