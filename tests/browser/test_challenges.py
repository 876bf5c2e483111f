"""A challenge is opened by its link, and solved by a run that is watched to its end; its line leaves the run in sight.

Left out: which runs solve which challenge (tests/pages/test_challenges.py).
"""

import pytest

from pages.ui.challenges.catalogue import CHALLENGES
from tests.browser.test_every_screen import LAPTOP, sees_the_run


def said(lab):
    return lab.page.locator(".st-key-challenge").inner_text()


def watch_to_the_end(lab):
    lab.play(power=4)
    lab.until_epoch("e > 0")
    lab.until_state("Train")


def test_a_challenge_is_opened_played_and_solved(lab):
    lab.page.goto(f"{lab.url}/challenges")
    lab.page.get_by_role("link", name="Open this challenge").first.click()
    lab.ready()
    assert "at most 20 epochs" in said(lab) and "Not yet" not in said(lab)
    lab.move("Learning rate", *["ArrowRight"] * 13)
    lab.until("new URL(location.href).searchParams.get('rate') === '0.12'")
    lab.quiet()
    assert "Solved" not in said(lab)
    watch_to_the_end(lab)
    lab.page.get_by_text("Solved: Twenty epochs").wait_for()
    lab.page.get_by_role("link", name="All challenges").click()
    lab.page.get_by_text(f"1 of {len(CHALLENGES)} challenges solved").wait_for()
    lab.quiet()
    assert lab.page.get_by_text("Why it works:").count() == 1
    lab.page.get_by_role("link", name="1 Train").first.click()
    lab.ready()
    assert lab.page.locator(".st-key-challenge").count() == 0


@pytest.mark.parametrize(
    "more, button, ends", [("", "Show the result without watching", 0), ("&by_hand=true", "Compare", 1000)]
)
def test_the_answer_in_a_link_solves_nothing_until_its_run_is_watched(more, button, ends, lab):
    lab.open(f"/train?challenge=loss-zero&noise=0&scenario=A+simple+line{more}")
    lab.page.get_by_role("button", name=button).click()
    lab.until_epoch(f"e === {ends}")
    lab.quiet()
    assert "Solved" not in said(lab) and "Not yet" not in said(lab)
    watch_to_the_end(lab)
    lab.page.get_by_text("Solved: Loss zero").wait_for()


def test_a_run_that_diverges_is_saved_by_another_rate_on_its_way(lab):
    lab.open("/train?challenge=save-it&rate=0.015&scenario=A+simple+line")
    lab.scrub_to(12)
    lab.move("Learning rate", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    lab.until("new URL(location.href).searchParams.get('rates') === '0:0.015,12:0.01'")
    lab.quiet()
    watch_to_the_end(lab)
    lab.page.get_by_text("Solved: Save it").wait_for()


def test_back_and_forward_leave_a_challenge_and_come_back_to_it(lab):
    lab.page.goto(f"{lab.url}/challenges")
    lab.page.get_by_role("link", name="Open this challenge").nth(2).click()
    lab.ready()
    lab.move("Learning rate", "ArrowRight")
    lab.quiet()
    lab.page.go_back()
    lab.page.get_by_text("challenges solved").wait_for()
    lab.quiet()
    lab.page.go_forward()
    lab.ready()
    assert "largest rate" in said(lab)
    assert lab.player.get_attribute("aria-label") == "Player: Noise that grows · learning rate 0.0011"


def test_without_a_challenge_the_end_of_a_run_is_not_told(lab):
    lab.open("/optimizers")
    watch_to_the_end(lab)
    before = len(lab.sent)
    lab.scrub_to(1)
    watch_to_the_end(lab)
    assert len(lab.sent) == before


@pytest.mark.parametrize(
    "page, slug",
    [
        ("train", "one-point"),
        ("loss_surface", "one-step"),
        ("feature_scaling", "two-units"),
        ("optimizers", "beat-adam"),
        ("ridge", "calm-a-wiggle"),
    ],
)
def test_the_line_of_a_challenge_leaves_the_run_in_sight(page, slug, lab):
    lab.page.set_viewport_size(LAPTOP)
    lab.open(f"/{page}?challenge={slug}", first_visit=True)
    sees_the_run(lab)
    lab.scrub_to(lab.epochs)
    lab.page.locator(".st-key-challenge").get_by_text("Not yet:").wait_for()
    sees_the_run(lab)
