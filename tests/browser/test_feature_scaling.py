"""Feature scaling in a real browser: three charts, one player, in log time."""

import pytest

HOUSES = "/feature_scaling?scenario=Houses+in+square+feet"
RAW, SCALED, RACE = 0, 1, 2


def test_a_cold_link_opens_the_page_with_its_settings(fresh_server, visit):
    lab = visit(fresh_server.url)
    lab.open(f"{HOUSES}&fs_scaled=min-max&fs_share=75")
    assert lab.page.get_by_role("heading", name="Feature scaling").is_visible()
    assert "min-max" in lab.page.locator(".lrl-readouts").inner_text()
    assert "75 % of the limit" in lab.page.locator(".lrl-readouts").inner_text()


def test_both_paths_and_both_curves_move_and_no_chart_is_blank_or_mounted_anew(lab):
    lab.open(f"{HOUSES}&fs_share=90")
    lab.watch()
    lab.play()
    lab.until_epoch("e > 20")
    for chart, name in ((RAW, "path"), (SCALED, "path"), (RACE, "raw"), (RACE, "scaled")):
        assert len(lab.trace(chart, name)["x"]) > 10, name
    assert (lab.seen["blank"], lab.seen["remounts"], lab.seen["back"]) == (0, 0, 0)
    levels = "chart => lab.charts()[chart].querySelectorAll('.shapelayer path').length"
    assert lab.page.evaluate(levels, RAW) == lab.page.evaluate(levels, SCALED) == 13


def test_log_time_gives_early_epochs_more_of_it_and_ends_at_the_last(lab):
    lab.open(HOUSES)
    lab.play(4)
    lab.until_state("Train")
    assert (lab.epoch, lab.epochs) == (2000, 2000)
    assert lab.page.locator(".lrl-rate").inner_text().startswith("log time")


def test_the_button_lands_in_one_step(lab):
    lab.open(f"{HOUSES}&fs_scaled=thousands")
    before = lab.page.url
    lab.page.get_by_role("button", name="Land in one step").click()
    lab.until("before => location.href !== before", before)
    lab.quiet()
    lab.until("lab.charts()[1].layout.title.text.includes('Standardised')")
    lab.button("forward").click()
    bottom, now = lab.trace(SCALED, "bottom"), lab.trace(SCALED, "now")
    assert lab.epoch == 1
    assert (now["x"][0], now["y"][0]) == pytest.approx((bottom["x"][0], bottom["y"][0]), rel=1e-3)


def test_a_path_that_has_arrived_is_complete(lab):
    """Charts at rest are not drawn again: what they show must still be the end of the run, and the start after a reset."""
    lab.open(HOUSES)
    lab.play(4)
    lab.until_state("Train")
    bottom, now = lab.trace(SCALED, "bottom"), lab.trace(SCALED, "now")
    assert now["x"][0] == pytest.approx(bottom["x"][0], rel=1e-3)
    lab.button("reset").click()
    lab.until("lab.trace(1, 'path').x.length === 1 && lab.trace(2, 'scaled').x.length === 1")


def test_on_a_phone_nothing_is_wider_than_the_screen(visit):
    lab = visit(viewport={"width": 390, "height": 844})
    lab.open(HOUSES)
    assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
