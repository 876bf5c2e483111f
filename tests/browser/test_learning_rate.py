"""The learning rate in a real browser: five runs in two charts, one player, in log time."""

PAGE = "/learning_rate"
LINES, LOSSES = 0, 1


def test_a_cold_link_opens_the_race_it_names(fresh_server, visit):
    lab = visit(fresh_server.url)
    lab.open(f"{PAGE}?scenario=A+simple+line&lr_race=steady&lr_race=diverge")
    assert lab.page.get_by_role("heading", name="The learning rate").is_visible()
    assert lab.page.locator(".lrl-readouts dt b").all_inner_texts() == ["steady", "diverge"]


def test_all_runs_move_together_and_no_chart_is_blank_or_mounted_anew(lab):
    lab.open(PAGE)
    lab.watch()
    lab.play(1)
    lab.until_epoch("e > 30")
    runs = lab.page.locator(".lrl-readouts dt b").all_inner_texts()
    assert len(runs) == 5
    for run in runs:
        assert len(lab.trace(LOSSES, run)["x"]) > 30, run
        assert lab.trace(LINES, run)["y"] != [0, 0], run
    assert len(lab.trace(LOSSES, "now")["y"]) == 5
    assert (lab.seen["blank"], lab.seen["remounts"], lab.seen["back"]) == (0, 0, 0)


def test_at_the_end_every_run_says_what_became_of_it(lab):
    lab.open(PAGE)
    lab.play(4)
    lab.until_state("Train")
    assert "arrived at epoch 283" in lab.readout("steady")
    assert "not yet: needs 14,205 epochs" in lab.readout("crawl")
    assert "a million times its start: epoch 95" in lab.readout("diverge")
    assert "diverge" in lab.page.locator(".lrl-notice:visible").inner_text()
    lab.button("reset").click()
    assert "on its way" in lab.readout("diverge")


def test_a_rate_moved_on_the_slider_joins_the_race_without_a_new_chart(lab):
    lab.open(PAGE)
    lab.mark()
    lab.move("Learning rate", "ArrowRight")
    lab.until("document.querySelector('.lrl-readouts div:last-child dt').innerText.includes('0.0011')")
    lab.until("lab.ready()")
    assert lab.unmoved


def test_the_names_of_the_runs_do_not_overlap_on_a_phone(visit):
    lab = visit(viewport={"width": 390, "height": 844})
    lab.open(PAGE)
    boxes = [key.bounding_box() for key in lab.page.locator(".lrl-readouts > div").all()]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a["x"] + a["width"] <= b["x"] + 1 or a["y"] + a["height"] <= b["y"] + 1
    assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
