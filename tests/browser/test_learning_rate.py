"""The learning rate in a real browser: five runs in two charts, one player, in log time."""

PAGE = "/learning_rate"
LINES, LOSSES = 0, 1


def runs(lab):
    """Who races: the labels without their rates."""
    return [label.split(":")[0] for label in lab.page.locator(".lrl-readouts dt b").all_inner_texts()]


def test_all_runs_move_together_in_place_and_at_the_end_each_says_what_became_of_it(lab):
    lab.open(PAGE)
    lab.watch()
    lab.play(1)
    lab.until_epoch("e > 30")
    assert len(runs(lab)) == 5
    for run in runs(lab):
        assert len(lab.trace(LOSSES, run)["x"]) > 30, run
        assert lab.trace(LINES, run)["y"] != [0, 0], run
    assert len(lab.trace(LOSSES, "now")["y"]) == 5
    lab.speed(4)
    lab.until_state("Train")
    assert (lab.seen["blank"], lab.seen["remounts"], lab.seen["back"]) == (0, 0, 0)
    assert "arrived at epoch 283" in lab.readout("50%")
    assert "not yet: it needs 14,205 epochs" in lab.readout("1%")
    assert "above its start since epoch" in lab.readout("105%")
    assert "105%" in lab.page.locator(".lrl-notice:visible").inner_text()
    assert "The best rate arrives first." in lab.player.locator(".lrl-story").inner_text()
    lab.button("reset").click()
    assert "on its way" in lab.readout("105%")


def test_a_link_names_its_race_and_a_rate_moved_on_the_slider_joins_it_without_a_new_chart(lab):
    lab.open(f"{PAGE}?scenario=A+simple+line&lr_race=diverge&lr_race=my+rate")
    assert runs(lab) == ["105%", "my rate"]
    lab.mark()
    lab.move("Learning rate", "ArrowRight")
    lab.until("document.querySelector('.lrl-readouts div:last-child dt').innerText.includes('0.011')")
    lab.until("lab.ready()")
    assert lab.unmoved
