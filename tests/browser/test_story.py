"""What became of a run is told when it has been seen, and not before; a learner may ask."""


def shown(lab):
    """The text of the story as a viewer sees it, or "" while it is hidden."""
    story = lab.player.locator(".lrl-story")
    return story.inner_text() if story.is_visible() else ""


def alts(lab):
    return lab.page.evaluate("lab.charts().map(div => div.getAttribute('aria-label'))")


def test_the_story_comes_when_the_run_has_been_seen_to_its_end(lab):
    lab.open("/?scenario=House+prices")
    before = alts(lab)
    assert shown(lab) == "" and "ends at" not in " ".join(before)
    lab.play(power=4).until_state("Pause")
    lab.until_state("Train")
    assert "It has arrived." in shown(lab) and "1,800 sq ft" in shown(lab)
    after = alts(lab)
    assert after != before and "ends at" in after[0]
    lab.button("reset").click()
    assert "It has arrived." in shown(lab), "what has been told stays"


def test_the_reasons_are_folded_and_terms_explain_themselves(lab):
    lab.open("/?scenario=House+prices")
    lab.scrub_to(500)
    story = lab.player.locator(".lrl-story")
    term = story.locator("abbr", has_text="lowest loss").first
    assert "smallest loss" in term.get_attribute("title")
    reasons = story.locator("details")
    assert not reasons.locator("p").first.is_visible()
    reasons.locator("summary").click()
    assert "2/λmax" in reasons.inner_text()


def test_a_learner_may_ask_without_watching(lab):
    lab.open("/?scenario=House+prices&rate=0.2")
    assert shown(lab) == ""
    lab.player.locator(".lrl-reveal").click()
    assert "It runs away" in shown(lab)
    assert lab.epoch == 0 and not lab.player.locator(".lrl-reveal").is_visible()


def test_another_run_is_untold_again_and_its_prediction_too(lab):
    lab.open("/?scenario=House+prices")
    lab.page.get_by_role("radio", name="close", exact=True).or_(
        lab.page.get_by_role("button", name="close", exact=True)
    ).first.click()
    lab.quiet().scrub_to(500)
    lab.until("document.querySelector('.lrl-story').innerText.includes('You said: close')")
    lab.move("Seed", "ArrowRight").quiet()
    lab.until("document.querySelector('.lrl-story').hidden")
    lab.until("!document.querySelector('.lrl-story').textContent.includes('You said')")


def test_with_reduced_motion_train_goes_to_the_end_at_once(visit):
    lab = visit(reduced_motion="reduce").open("/?scenario=House+prices")
    assert lab.epoch == 0 and shown(lab) == ""
    lab.train.click()
    assert lab.epoch == 500 and lab.state == "Train" and "It has arrived." in shown(lab)
