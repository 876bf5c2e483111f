"""Ask the class: a question to be read from the last row, hands counted on its cards while the run plays, and the answer."""

SIZES = {"width": 1280, "height": 800}, {"width": 1024, "height": 768}
# The question, its cards and the line chart lie whole in the first screen, and the cards are low.
IN_SIGHT = """() => ['.lrl-question', '.lrl-cards', '.lrl-chart'].every(name => {
  const {top, bottom, left, right} = document.querySelector(name).getBoundingClientRect();
  return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
}) && document.querySelector('.lrl-cards').offsetHeight <= 90"""
LETTERS = "name => parseFloat(getComputedStyle(document.querySelector(name)).fontSize)"


def hands(lab):
    return [field.input_value() for field in lab.player.locator(".lrl-hands").all()]


def test_a_class_raises_hands_while_the_run_plays_and_sees_the_answer_at_its_end(lab):
    page = lab.page
    for size in SIZES[::-1]:
        page.set_viewport_size(size)
        if page.url == "about:blank":
            lab.open("/?ask=true")
        lab.until(IN_SIGHT)
    cards, ending = lab.player.locator(".lrl-card"), lab.player.locator(".lrl-ending")
    assert page.evaluate(LETTERS, ".lrl-question") >= 24 and page.evaluate(LETTERS, ".lrl-card p") >= 18
    assert all(card.bounding_box()["height"] >= 44 for card in cards.all())
    assert [card.locator("b").inner_text() for card in cards.all()] == ["A", "B", "C", "D"]
    assert not page.get_by_text("How does a machine find a line?").is_visible()

    lab.play(-2)
    lab.until_epoch("e > 20")
    page.evaluate("lab.watch()")
    sent = len(lab.sent)
    more = page.get_by_role("button", name="One hand more for A")
    for _ in range(3):
        more.click()
    page.get_by_role("button", name="One hand less for A").click()
    page.get_by_role("spinbutton", name="Hands for B: close").fill("7")
    page.keyboard.press("Enter")
    played = lab.until_epoch(f"e > {lab.epoch + 20}")
    assert hands(lab) == ["2", "7", "0", "0"]
    seen = page.evaluate("lab.seen")
    assert lab.state == "Pause" and seen["moved"] and (seen["remounts"], seen["back"], seen["blank"]) == (0, 0, 0)
    assert len(lab.sent) == sent and played < lab.epochs  # the server has no part in it
    assert not ending.is_visible() and page.locator(".lrl-right").count() == 0

    lab.button("present").click()  # the whole screen asks too
    page.locator(".lrl-presenting").wait_for()
    rate = page.url
    page.get_by_role("spinbutton", name="Hands for C: not even near").focus()
    page.keyboard.press("ArrowUp")  # one hand, and no other learning rate
    page.get_by_role("spinbutton", name="Hands for D: it runs away").focus()
    assert hands(lab) == ["2", "7", "1", "0"] and page.url == rate
    page.keyboard.press("Escape")

    lab.speed(4)
    lab.until_state("Train")
    ending.wait_for()
    text = ending.inner_text()
    assert text.startswith("The class: A 2, B 7, C 1, D 0 hands. It was: ") and ", because " in text
    right = page.locator(".lrl-right b").inner_text()
    assert f"It was: {right}: " in text and lab.player.locator(".lrl-ending").count() == 1
    lab.until(IN_SIGHT)
