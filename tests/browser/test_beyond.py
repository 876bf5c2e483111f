"""The network page in a real browser: the line bends while it plays."""


def test_a_links_network_bends_while_it_plays_and_takes_more_units_in_the_same_charts(lab):
    lab.open("/beyond?net_units=5")
    assert lab.readout("the network").startswith("the network 5 bent lines")
    lab.mark()
    before = lab.path(0, "fit")
    lab.play()
    lab.until_epoch("e > 400")
    assert lab.path(0, "fit") != before
    lengths = {len(lab.trace(1, f"start {i}")["y"]) for i in (1, 2, 8)}  # all starts fall together
    assert min(lengths) > 20
    lab.scrub_to(lab.epochs)
    lab.until_state("Train")
    curve = lab.trace(0, "fit")["y"]
    assert max(curve) > 0.8 and min(curve) < -0.8
    lab.move("Hidden units", "ArrowRight", "ArrowRight")
    lab.until("document.querySelector('.lrl-wide dd').innerText.startsWith('7 bent')")
    assert len(lab.trace(0, "bends")["x"]) == 7
    assert lab.unmoved
