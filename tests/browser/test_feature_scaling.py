"""Feature scaling in a real browser: three charts, one player, in log time."""

import pytest

HOUSES = "/feature_scaling?scenario=Houses+in+square+feet"
RAW, SCALED, RACE = 0, 1, 2


def test_both_paths_and_curves_move_in_place_to_the_end_and_back_to_the_start(lab):
    lab.open(f"{HOUSES}&fs_share=90")
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
    bottom, now = lab.trace(SCALED, "bottom"), lab.trace(SCALED, "now")
    assert now["x"][0] == pytest.approx(bottom["x"][0], rel=1e-3)
    lab.button("reset").click()
    lab.until("lab.trace(1, 'path').x.length === 1 && lab.trace(2, 'scaled').x.length === 1")


def test_a_link_opens_with_its_scaling_and_the_button_lands_in_one_step(lab):
    lab.open(f"{HOUSES}&fs_scaled=min-max&fs_share=75")
    shown = lab.page.locator(".lrl-readouts").inner_text()
    assert "min-max" in shown and "75 % of the limit" in shown
    before = lab.page.url
    lab.page.get_by_role("button", name="Land in one step").click()
    lab.until("before => location.href !== before", before)
    lab.quiet()
    lab.until("lab.charts()[1].layout.title.text.includes('Standardised')")
    lab.button("forward").click()
    bottom, now = lab.trace(SCALED, "bottom"), lab.trace(SCALED, "now")
    assert lab.epoch == 1
    assert (now["x"][0], now["y"][0]) == pytest.approx((bottom["x"][0], bottom["y"][0]), rel=1e-3)
