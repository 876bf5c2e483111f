"""Feature scaling in a real browser: three charts, one player, in log time."""

import pytest

import linreg_core as core
from pages.ui.scenarios import SCENARIOS

HOUSES = "/feature_scaling?scenario=Houses+in+square+feet"
RAW, SCALED, RACE = 0, 1, 2


def test_both_paths_and_curves_move_in_place_to_the_end_and_back_to_the_start(lab):
    lab.open(f"{HOUSES}&fs_share=90&fs_scaled=standardised")
    lab.watch()
    lab.play()
    lab.until_epoch("e > 20")
    for chart, name in ((RAW, "path"), (SCALED, "path"), (RACE, "raw"), (RACE, "scaled")):
        assert len(lab.trace(chart, name)["x"]) > 10, name
    levels = "chart => lab.charts()[chart].querySelectorAll('.shapelayer path').length"
    assert lab.page.evaluate(levels, RAW) == lab.page.evaluate(levels, SCALED) == 13
    assert lab.page.locator(".lrl-rate").inner_text().startswith("log time")
    lab.speed(4)
    lab.until_state("Train")
    assert (lab.epoch, lab.epochs) == (2000, 2000)
    assert (lab.seen["blank"], lab.seen["remounts"], lab.seen["back"]) == (0, 0, 0)
    # Charts at rest are not drawn again: what they show must still be the end of the run, and the start after a reset.
    bottom, now = lab.trace(SCALED, "lowest loss"), lab.trace(SCALED, "now")
    assert now["x"][0] == pytest.approx(bottom["x"][0], rel=1e-3)
    lab.button("reset").click()
    lab.until("lab.trace(1, 'path').x.length === 1 && lab.trace(2, 'scaled').x.length === 1")


def test_a_link_opens_with_its_scaling_and_standardised_lands_in_one_step_at_half_of_the_limit(lab):
    lab.open(f"{HOUSES}&fs_scaled=min-max&fs_share=50")
    shown = lab.page.locator(".lrl-readouts").inner_text()
    assert "min-max" in shown and "50% of its limit" in shown
    lab.page.get_by_role("radio", name="standardised").or_(
        lab.page.get_by_role("button", name="standardised")
    ).first.click()
    lab.quiet()
    lab.until("lab.charts()[1]._fullData.some(trace => trace.name === 'Standardised')")
    lab.button("forward").click()
    bottom, now = lab.trace(SCALED, "lowest loss"), lab.trace(SCALED, "now")
    assert lab.epoch == 1
    assert (now["x"][0], now["y"][0]) == pytest.approx((bottom["x"][0], bottom["y"][0]), rel=1e-3)


def test_a_line_written_back_is_told_with_the_story_of_the_run(lab):
    w, b = core.least_squares(*SCENARIOS["square-feet"].sample(random_state=42))
    lab.open(f"{HOUSES}&fs_scaled=standardised").scrub_to(2000)
    assert "Standardised arrives, raw does not." in lab.player.locator(".lrl-story").inner_text()
    slope, intercept = (lab.page.get_by_label(name) for name in ("The slope w", "The intercept b"))
    slope.fill("1")
    slope.press("Enter")
    lab.page.get_by_text("Not yet.").first.wait_for()
    for box, value in ((slope, w.item()), (intercept, b.item())):
        box.fill(f"{value:.5g}")
        box.press("Enter")
        lab.quiet()
    lab.until("document.querySelector('.lrl-story').innerText.includes('Exercise done')")
