"""Ridge in a real browser: l2 grows in the player, and a moved slider moves the answer without a new chart."""

CURVE, ERRORS, WEIGHTS, BOWL = range(4)


def test_l2_grows_and_your_l2_moves_the_answer_and_not_the_player(lab):
    lab.open("/ridge")
    assert lab.train.inner_text().strip() == "Play"
    before = lab.path(CURVE, "fit")
    lab.watch()
    lab.play(2)
    lab.until_epoch("e === 271")
    lab.until_state("Train")
    assert lab.path(CURVE, "fit") != before
    assert len(lab.trace(ERRORS, "held out")["x"]) == 272
    assert lab.trace(WEIGHTS, "now")["x"] == [10] * 12
    assert "l2 = 10" in lab.readout("the penalty now")
    lab.scrub_to(100)
    answer = "JSON.stringify(lab.trace(0, 'your l2').y)"
    drawn = lab.page.evaluate(answer)
    lab.move("Your penalty l2", "ArrowRight", "ArrowRight", "ArrowRight")
    lab.until(f"drawn => {answer} !== drawn", drawn)
    assert lab.epoch == 100
    assert (lab.seen["blank"], lab.seen["remounts"]) == (0, 0)
