"""One step by hand, in the browser: the line walks its step, the squares are square, the bar shrinks."""

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


def test_the_steps_play_smoothly_and_the_bar_shrinks(lab):
    lab.open("/one_step")
    assert lab.page.evaluate(BAR) == 100
    lab.watch()
    lab.play()
    lab.until_state("Train")
    seen = lab.seen
    assert lab.epoch == lab.epochs == 100
    assert seen["moved"] > 10 and seen["back"] == seen["blank"] == seen["remounts"] == 0
    assert 0 < lab.page.evaluate(BAR) < 90
    assert "What happened: 10 to 50 % less" in lab.page.locator(".lrl-ending").inner_text()


def test_squares_are_square_on_the_screen_before_and_after(lab):
    lab.open("/one_step?scenario=A+simple+line")
    before = sides(lab)
    assert len(before) == 6
    lab.button("forward").click()
    lab.until("lab.epoch() === 1")
    lab.until(f"before => JSON.stringify(({SIDES})()) !== before", str(before))
    for width, height in before + sides(lab):
        assert width == pytest.approx(height, rel=1e-3, abs=0.01)


def test_a_cold_link_opens_at_its_step_and_the_arrow_takes_whole_steps(visit, fresh_server):
    lab = visit(fresh_server.url).open("/one_step?scenario=A+simple+line&step_epoch=4")
    assert lab.epoch == 4
    start = lab.page.evaluate("lab.trace(0, 'fit').y")
    lab.button("forward").click()
    assert lab.epoch == 5
    lab.button("back").click()
    assert lab.epoch == 4 and lab.page.evaluate("lab.trace(0, 'fit').y") == pytest.approx(start)


def test_next_step_moves_the_page_and_keeps_its_charts(lab):
    lab.open("/one_step?scenario=A+simple+line")
    lab.mark()
    lab.page.get_by_role("button", name="Next step").click()
    lab.until("lab.epoch() === 1")
    lab.quiet()
    assert lab.unmoved and "step_epoch=1" in lab.page.url


def test_a_formula_shows_the_function_that_computes_it(lab):
    lab.open("/one_step")
    lab.page.get_by_text("compute_gradients: the two slopes").click()
    lab.page.get_by_text("def compute_gradients").wait_for()


def test_on_a_phone_nothing_is_wider_than_the_screen(visit):
    lab = visit(viewport={"width": 390, "height": 844}).open("/one_step")
    assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
