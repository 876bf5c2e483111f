"""A teacher's link: its menu, its address on every page and after a reload, and the picture that a class scans.

Left out: what a link may hold, and what a class sees of each page (tests/pages/test_teaching.py).
"""

LESSON = "pages.one_step.learned*challenges.save-it*locked.rate*scenario.simple*rate.0.02"


def menu(lab):
    """The pages of the open sections, in order."""
    names = []
    for section in ("Understand", "Go further"):
        lab.page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
        lab.page.get_by_test_id("stTopNavDropdownLink").first.wait_for()
        names += lab.page.get_by_test_id("stTopNavDropdownLink").all_inner_texts()
        lab.page.keyboard.press("Escape")
    return names


def test_a_lesson_is_on_every_page_and_after_a_reload(lab):
    lab.open(f"/?lesson={LESSON}", first_visit=True)
    page, heading = lab.page, lab.page.get_by_role("heading", level=1)
    assert heading.inner_text() == "2 One step by hand"
    assert lab.slider("Learning rate").get_attribute("aria-valuetext") == "0.02"
    assert (
        lab.slider("Learning rate").get_attribute("aria-disabled") == "true"
        or lab.slider("Learning rate").is_disabled()
    )
    page.get_by_role("link", name="Next:").click()
    page.get_by_role("heading", name="11 What you learned").wait_for()
    lab.until("lesson => new URL(location.href).searchParams.get('lesson') === lesson", LESSON)
    assert page.get_by_role("link", name="3 The loss surface").count() == 0
    page.reload()
    page.get_by_role("link", name="Next:").click()
    page.get_by_role("heading", name="12 Challenges").wait_for()
    page.get_by_role("button", name="Show all pages").click()
    lab.until("!new URL(location.href).searchParams.has('lesson')")


def test_a_setting_put_to_the_scenarios_own_is_kept_by_a_reload(lab):
    lab.open("/train?lesson=pages.train*scenario.simple*rate.0.011", first_visit=True)
    lab.move("Learning rate", "ArrowLeft")
    assert lab.run_at("0.01").slider("Learning rate").get_attribute("aria-valuetext") == "0.01"
    lab.page.reload()
    assert lab.ready().slider("Learning rate").get_attribute("aria-valuetext") == "0.01"
    lab.page.get_by_role("button", name="Reset", exact=True).click()
    lab.until("!new URL(location.href).searchParams.has('rate')")
    assert lab.run_at("0.011").slider("Learning rate").get_attribute("aria-valuetext") == "0.011"


def test_what_a_link_sets_stays_on_the_next_page(lab):
    lab.open("/train?lesson=pages.train.one_step*scenario.simple&ask=true&rate=0.001", first_visit=True)
    lab.page.get_by_role("link", name="Next:").click()
    lab.page.get_by_role("heading", name="2 One step by hand").wait_for()
    lab.ready().player.locator(".lrl-question").wait_for()
    assert lab.slider("Learning rate").get_attribute("aria-valuetext") == "0.001"


def test_the_menu_shows_the_pages_of_the_lesson_alone(lab):
    lab.open(f"/one_step?lesson={LESSON}", first_visit=True)
    names = [name.split("\n")[-1].removesuffix(" ✓") for name in menu(lab)]
    assert names == ["2 One step by hand", "11 What you learned", "12 Challenges"]


def test_a_teacher_ticks_and_the_picture_follows(lab):
    page = lab.page
    page.goto(f"{lab.url}/teach")
    picture = page.get_by_alt_text("The link for the class as a QR code")
    picture.wait_for()
    first, link = picture.get_attribute("src"), page.get_by_test_id("stCode").first
    page.get_by_text("7 Ridge", exact=True).click()
    lab.until("first => document.querySelector('[alt^=\"The link for\"]')?.src !== first", first)
    lab.quiet()
    assert link.inner_text().strip().startswith(f"{lab.url}/train?lesson=pages.train.one_step.ridge")
    page.goto(link.inner_text().strip())
    lab.ready()
    assert page.get_by_role("heading", level=1).inner_text() == "1 Train a line"
