"""Nobody is kept out: axe-core finds nothing on any page, before and after its run, and no page asks another host for anything.

One visit a page. Light on a laptop and dark on a phone are looked at: colours hang on the theme and order on the size, not
on both at once.
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
)
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
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


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_and_nothing_comes_from_another_host(page, lab):
    lab.page.set_viewport_size(LAPTOP)
    lab.page.goto(f"{lab.url}/{page}")
    lab.page.locator(".lrl-skip").wait_for(state="attached")
    lab.quiet()
    if lab.page.locator(".lrl-player").count():
        lab.until("lab.ready()")
    lab.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))

    assert not violations(lab), "before the run, light"
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
