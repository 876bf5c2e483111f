"""How a player sits on its screen: the whole screen for a class, and charts in three dimensions that turn."""

import re

import pytest

EYE = """() => {
  const chart = lab.charts().find(div => div._fullLayout.scene);
  const {eye} = chart._fullLayout.scene._scene.getCamera(), {x, y, width, height} = chart.getBoundingClientRect();
  return {eye: [eye.x, eye.y, eye.z], x: x + width / 2, y: y + height / 2};
}"""
LETTERS = """() => [...document.querySelectorAll('.lrl-presenting *')].filter(node =>
    [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()) && node.getClientRects().length
    && !node.closest('.lrl-hidden, .modebar') && node.tagName !== 'tspan' && getComputedStyle(node).clipPath === 'none')
  .map(node => [node.textContent.slice(0, 30), parseFloat(getComputedStyle(node).fontSize)])"""
LINES = """() => [...document.querySelectorAll('.lrl-presenting .js-line')]
  .map(line => parseFloat(getComputedStyle(line).strokeWidth))"""


def test_on_the_whole_screen_all_is_large_and_keys_change_the_rate_the_sample_and_show_the_link(visit):
    lab = visit(viewport={"width": 1024, "height": 768}, color_scheme="dark").open(
        "/?scenario=A+simple+line&epochs=500"
    )
    page = lab.page
    lab.button("present").click()
    page.locator(".lrl-presenting").wait_for()
    lab.frames(5)
    small = [letters for letters in page.evaluate(LETTERS) if letters[1] < 20]
    assert small == [] and min(page.evaluate(LINES)) >= 4
    charts = [chart.bounding_box() for chart in page.locator(".lrl-chart").all()]
    assert all(chart["y"] + chart["height"] <= 768 for chart in charts)
    head = page.locator(".lrl-head")
    rate = re.search(r"learning rate ([\d.]+)", head.inner_text())[1]
    assert "1 Train a line" in head.inner_text() and "A simple line" in head.inner_text()
    assert "Epoch 0 of 500" in head.inner_text()

    page.keyboard.press("ArrowUp")
    lab.until("location.search.includes('rate=')")
    lab.quiet()
    page.keyboard.press("n")
    lab.until("location.search.includes('rate=') && location.search.includes('seed=43')")
    lab.quiet()
    assert float(re.search(r"learning rate ([\d.]+)", head.inner_text())[1]) > float(rate)
    assert lab.state == "Train" and page.locator(".lrl-presenting").count() == 1

    page.keyboard.press("q")
    code = page.locator(".lrl-scan svg path")
    code.wait_for()
    first = code.get_attribute("d")
    page.keyboard.press("n")
    lab.until("first => document.querySelector('.lrl-scan svg path').getAttribute('d') !== first", first)
    page.keyboard.press("Q")
    assert not page.locator(".lrl-scan").is_visible()
    page.keyboard.press("Space")
    lab.until_state("Pause")
    page.keyboard.press("q")
    code.wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".lrl-scan").is_visible() and page.locator(".lrl-presenting").count() == 1
    page.keyboard.press("Escape")
    lab.until("!document.querySelector('.lrl-presenting')")


def turned(before, after):
    return max(abs(a - b) for a, b in zip(before["eye"], after["eye"], strict=True)) > 0.05


@pytest.mark.parametrize("touch", [False, True])
def test_a_chart_in_three_dimensions_turns(visit, touch):
    """By mouse or finger, and by a button, while the run plays too; a finger that moves down scrolls the page."""
    size = {"width": 390, "height": 844} if touch else {"width": 1280, "height": 800}
    lab = visit(viewport=size, has_touch=touch, is_mobile=touch).open("/many_features")
    page = lab.page
    page.locator(".lrl-turns").first.scroll_into_view_if_needed()

    def drag(x, y):
        at = page.evaluate(EYE)
        if touch:
            send = page.context.new_cdp_session(page).send
            for i in range(9):
                points = [{"x": at["x"] + x * i / 8, "y": at["y"] + y * i / 8}]
                send("Input.dispatchTouchEvent", {"type": "touchMove" if i else "touchStart", "touchPoints": points})
                lab.frames(2)
            send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        else:
            page.mouse.move(at["x"], at["y"])
            page.mouse.down()
            page.mouse.move(at["x"] + x, at["y"] + y, steps=8)
            page.mouse.up()
        return at

    moved = f"before => {{ const {{eye}} = ({EYE})(); return eye.some((v, i) => Math.abs(v - before.eye[i]) > 0.05); }}"
    lab.until(moved, drag(90, 0))
    before = page.evaluate(EYE)
    page.get_by_role("button", name="Turn left").first.click()
    lab.until(moved, before)
    if touch:
        scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
        from_here = page.evaluate(scrolled)
        stands = drag(0, -80)
        lab.until(f"from => {scrolled} > from + 40", from_here)
        assert not turned(stands, page.evaluate(EYE))
    else:
        lab.speed(-4)
        lab.train.click()
        lab.until_epoch("e > 1")
        lab.until(moved, drag(90, 0))
        lab.train.click()
        before = page.evaluate(EYE)
        lab.button("forward").click()
        lab.button("present").click()  # all is drawn anew
        page.locator(".lrl-presenting").wait_for()
        lab.frames(5)
        assert not turned(before, page.evaluate(EYE))
