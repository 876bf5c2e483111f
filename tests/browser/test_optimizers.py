"""Batches and optimizers in a real browser: the race in one player, and long work that can be stopped."""

import re

PAGE = "/optimizers"
MAP, LOSSES = 0, 1


def test_six_paths_and_losses_move_together_and_no_chart_is_blank_or_mounted_anew(lab):
    lab.open(f"{PAGE}?scenario=A+simple+line&opt_race=six+at+once")
    lab.watch()
    lab.play(1)
    lab.until("() => lab.trace(1, 'loss5').x.at(-1) > 1000")
    lab.train.click()
    lab.until("() => lab.trace(0, 'path5').x.length === lab.trace(1, 'loss5').x.length")
    for i in range(6):
        assert lab.trace(LOSSES, f"loss{i}")["x"][-1] > 1000
        assert len(lab.trace(MAP, f"path{i}")["x"]) == len(lab.trace(LOSSES, f"loss{i}")["x"])
    assert (lab.seen["blank"], lab.seen["remounts"], lab.seen["back"]) == (0, 0, 0)


def test_before_the_first_epoch_ends_single_points_have_moved_and_the_full_batch_has_not(lab):
    lab.open(f"{PAGE}?scenario=A+simple+line")
    lab.scrub_to(99)
    assert set(lab.trace(MAP, "path0")["x"]) == {0}
    assert len(set(lab.trace(MAP, "path2")["x"])) > 20
    lab.scrub_to(100)
    lab.until("lab.trace(0, 'path0').x.at(-1) !== 0")


def test_who_is_ahead_is_told_only_after_the_race_was_seen(lab):
    lab.open(f"{PAGE}?scenario=A+simple+line")
    story = lab.page.locator(".lrl-story")
    assert not story.is_visible()
    lab.scrub_to(99_999)
    assert not story.is_visible()
    lab.scrub_to(100_000)
    story.wait_for()
    assert "Plain (1 point) is lowest after one look." in story.inner_text()


def test_a_link_names_its_race_and_long_work_can_be_stopped_goes_on_and_leaves_it_alive(lab):
    lab.open(f"{PAGE}?scenario=A+simple+line&opt_race=optimizers&opt_axis=epochs&opt_work_n=100,000&opt_work_rule=Adam")
    page = lab.page
    names = page.locator(".lrl-readouts dt b").all_inner_texts()
    assert names == ["plain (all points)", "momentum (all points)", "RMSProp (all points)", "Adam (all points)"]
    assert lab.epochs == 1000
    press = page.get_by_test_id("stMainBlockContainer").get_by_role
    lab.mark()
    page.get_by_text("Many points: train").click()
    press("button", name="Train 100 epochs").click()
    page.get_by_text(re.compile(r"^Epoch [1-9]\d* of 100$")).wait_for()
    lab.play(2)  # the player plays while the server works
    lab.until_epoch("e > 5")
    press("button", name="Stop").click()
    page.get_by_text(": stopped").wait_for()
    assert lab.unmoved
    stopped = page.get_by_text(": stopped").inner_text()
    press("button", name="Go on").click()
    press("button", name="Stop").wait_for()
    page.get_by_text(": stopped").wait_for(state="detached")
    press("button", name="Stop").click()
    page.get_by_text(": stopped").wait_for()
    assert int(page.get_by_text(": stopped").inner_text().split()[1]) >= int(stopped.split()[1])
