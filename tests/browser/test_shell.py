"""What the shell adds around a page: a sidebar that makes room after a choice, the first tab stop, targets for fingers."""

ON_ITS_SIDE, UPRIGHT = {"width": 844, "height": 390}, {"width": 390, "height": 844}
TOO_SMALL = """() => {
  const ours = '.lrl-player, .lrl-skip', wholeBox = '[role=group]:has([role=combobox])';
  const small = ({width, height}) => width < 44 || height < 44;
  return [...document.querySelectorAll('a, button, summary, label:has(input)')]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.closest(`${ours}, ${wholeBox}`))
    .filter(node => small(node.getBoundingClientRect())).map(node => node.outerHTML.slice(0, 200));
}"""


def sidebar(lab):
    return lab.page.get_by_test_id("stSidebar")


def closed(lab):
    lab.page.locator('[data-testid="stSidebar"][data-collapsed="true"]').wait_for(state="attached")
    lab.until("getComputedStyle(document.querySelector('[data-testid=stSidebar]')).visibility === 'hidden'")
    return lab.quiet()


def opened(lab):
    lab.page.get_by_test_id("stExpandSidebarButton").tap()
    lab.page.locator('[data-testid="stSidebar"][data-collapsed="false"]').wait_for()
    lab.until("document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().left === 0")
    return lab


def stays_open(lab):
    return lab.quiet() and sidebar(lab).get_attribute("data-collapsed") == "false"


def test_on_a_phone_the_sidebar_lies_over_the_page_and_closes_after_a_choice(visit):
    lab = visit(viewport=ON_ITS_SIDE, has_touch=True, is_mobile=True).open("/")
    closed(lab)  # it begins so
    player = lab.player.bounding_box()
    opened(lab)
    assert lab.player.bounding_box() == player, "the page is not pushed aside"

    lab.move("Learning rate", "ArrowRight")
    assert stays_open(lab), "keys do not close it under the hand"
    sidebar(lab).locator("summary").first.tap()
    assert stays_open(lab), "a fold is no choice"
    track = sidebar(lab).locator('[data-testid="stSlider"]', has_text="Learning rate").locator("[role=group] > div")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    lab.page.touchscreen.tap(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    closed(lab)
    lab.until("document.activeElement.dataset.testid === 'stExpandSidebarButton'")
    opened(lab)
    lab.page.touchscreen.tap(700, 300)
    closed(lab)  # a touch beside it

    lab.page.set_viewport_size(UPRIGHT)
    assert lab.page.evaluate(TOO_SMALL) == []
    opened(lab)
    assert lab.page.evaluate(TOO_SMALL) == []
    lab.page.get_by_role("combobox", name="Scenario").tap()
    lab.page.get_by_role("option", name="A simple line").tap()
    closed(lab)
    assert "A+simple+line" in lab.page.url
    opened(lab).page.get_by_role("button", name="New sample").tap()
    closed(lab)


def focused(lab):
    return lab.page.evaluate("document.activeElement.textContent.trim()")


def test_the_first_tab_leads_to_the_run_and_a_shared_link_tells_what_the_page_is_about(lab):
    lab.open("/?scenario=House+prices")
    lab.until("document.querySelector('.lrl-skip')?.textContent === 'Skip to the run'")
    lab.page.keyboard.press("Tab")
    skip = lab.page.locator(".lrl-skip")
    assert focused(lab) == "Skip to the run" and skip.bounding_box()["height"] >= 44
    lab.page.keyboard.press("Enter")
    assert focused(lab) == "Train" and lab.state == "Train"
    about = lab.page.locator('meta[property="og:description"]')
    assert about.get_attribute("content").startswith("How does a machine find a line? Press Train")
    train_icon = lab.page.locator("link[rel='shortcut icon']").get_attribute("href")

    lab.page.get_by_role("button", name="Go further").click()
    lab.page.get_by_role("menuitem", name="What you learned").click()
    lab.until("document.querySelector('.lrl-skip').textContent === 'Skip to the lesson'")
    told = "document.querySelector('meta[property=\"og:description\"]').content"
    lab.until(f"{told} === 'Five ideas, and where you can see each of them again.'")
    assert lab.page.locator('meta[property="og:title"]').get_attribute("content").startswith("11 What you learned")
    assert lab.page.locator("link[rel='shortcut icon']").get_attribute("href") != train_icon
    assert skip.count() == 1, "the shell is installed once"
    skip.focus()
    lab.page.keyboard.press("Enter")
    assert lab.page.evaluate("document.activeElement.tagName") == "MAIN"
