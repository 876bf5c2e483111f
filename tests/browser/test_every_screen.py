"""Every page on every screen: line, loss, equation and transport are seen together; axe-core finds nothing, before and after
the run; no page asks another host for anything.

One visit a page, for a visit is dear. Light on a laptop and dark on a phone are looked at: colours hang on the theme and order
on the size, not on both at once.
"""

import time
from importlib.resources import files

import pytest

PAGES = (
    "",
    "one_step",
    "loss_surface",
    "learning_rate",
    "feature_scaling",
    "optimizers",
    "ridge",
    "many_features",
    "scikit_learn",
    "beyond",
    "learned",
    "challenges",
    "teach",
)
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
WIDE = LAPTOP, {"width": 1400, "height": 900}, {"width": 1024, "height": 768}
LYING = {"width": 844, "height": 390}
SETTLE = 5  # seconds in which what was opened may still be filled

RUN = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const rules = {'heading-order': {enabled: true}, 'empty-table-header': {enabled: true}};
  const {violations} = await axe.run(document, {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations']});
  const told = ({id, nodes}) => nodes.map(({html, any}) => `${id}: ${html.slice(0, 150)} ${any[0]?.message ?? ''}`);
  return violations.flatMap(told);
}"""
SHOW_ALL = """() => {
  for (const scrub of document.querySelectorAll('.lrl-scrub')) {
    scrub.value = scrub.max;
    scrub.dispatchEvent(new Event('input', {bubbles: true}));
  }
  document.querySelectorAll('details:not([open]) > summary').forEach(summary => summary.click());
}"""

# The transport, the equation or the keys of the runs, and so many charts lie whole in the first screen.
IN_SIGHT = """count => {
  const player = document.querySelector('.lrl-player'), whole = node => {
    const {top, left, right, bottom, width} = node.getBoundingClientRect();
    return width > 40 && top >= 0 && left >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
  };
  const charts = [...player.querySelectorAll('.lrl-chart')].slice(0, count);
  const told = player.querySelector('.lrl-wide') ?? player.querySelector('.lrl-readouts');
  return whole(player.querySelector('.lrl-bar')) && (whole(told) || innerHeight < 500) && charts.every(whole);
}"""
BESIDE = """() => {
  const [first, second] = [...document.querySelectorAll('.lrl-chart')].map(chart => chart.getBoundingClientRect());
  return Math.abs(first.top - second.top) < 1 && first.right <= second.left;
}"""


def violations(lab):
    """What axe finds once the page has come to rest."""
    until = time.monotonic() + SETTLE
    while (found := lab.page.evaluate(RUN)) and time.monotonic() < until:
        pass
    return found


def seen_in(lab, theme, size):
    """The page in this theme and size."""
    lab.page.set_viewport_size(size)
    lab.page.emulate_media(color_scheme=theme)
    lab.until(f"getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === '{theme}'")
    return lab


def sees_the_run(lab, stacked=False):
    """Nobody has to scroll: both charts on a laptop and on a projector, the first one on a phone, both on a phone on its side.

    stacked: one chart stands on the other, in a narrow column.
    """
    for size in WIDE:
        lab.page.set_viewport_size(size)
        lab.until(IN_SIGHT, 2)
    lab.page.set_viewport_size(PHONE)
    lab.until(IN_SIGHT, 1)
    lab.page.set_viewport_size(LYING)
    if not stacked:
        lab.until(IN_SIGHT, 2)
        assert lab.page.evaluate(BESIDE)
    lab.page.set_viewport_size(LAPTOP)


@pytest.mark.parametrize("page", PAGES)
def test_the_run_is_seen_whole_axe_finds_nothing_and_nothing_comes_from_another_host(page, lab):
    lab.page.set_viewport_size(LAPTOP)
    lab.page.goto(f"{lab.url}/{page}")
    lab.page.locator(".lrl-skip").wait_for(state="attached")
    lab.quiet()
    if lab.page.locator(".lrl-player").count():
        lab.until("lab.ready()")
        sees_the_run(lab, stacked=page == "one_step")
    lab.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))

    assert not violations(seen_in(lab, "dark", PHONE)), "before the run, dark, on a phone"
    lab.page.evaluate(SHOW_ALL)
    lab.quiet()
    assert not violations(lab), "after the run, dark, on a phone"
    lab.page.get_by_test_id("stExpandSidebarButton").click()
    assert not violations(lab), "with the sidebar open"
    assert not violations(seen_in(lab, "light", LAPTOP)), "after the run, light"

    asked = [url for url in lab.requests if not url.startswith(("data:", "blob:"))]
    own = lab.url.removeprefix("http")
    assert asked and [url for url in asked if not url.startswith((f"http{own}", f"ws{own}"))] == []
