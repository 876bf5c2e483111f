"""The network page in a real browser: the line bends while it plays."""


def test_a_cold_link_opens_the_page(fresh_server, visit):
    lab = visit(fresh_server.url).open("/beyond?net_units=5")
    assert lab.readout("the network").startswith("the network 5 bent lines")


def test_the_curve_bends_and_all_starts_fall_together(lab):
    lab.open("/beyond")
    lab.mark()
    before = lab.path(0, "fit")
    lab.play()
    lab.until_epoch("e > 400")
    assert lab.unmoved
    assert lab.path(0, "fit") != before
    lengths = {len(lab.trace(1, f"start {i}")["y"]) for i in (1, 2, 8)}
    lab.scrub_to(lab.epochs)
    lab.until_state("Train")
    assert lab.unmoved and min(lengths) > 20
    curve = lab.trace(0, "fit")["y"]
    assert max(curve) > 0.8 and min(curve) < -0.8


def test_more_units_keep_the_charts_in_place(lab):
    lab.open("/beyond")
    lab.mark()
    lab.move("Hidden units", "ArrowRight", "ArrowRight")
    lab.until("document.querySelector('.lrl-wide dd').innerText.startsWith('5 bent')")
    assert lab.unmoved
    assert len(lab.trace(0, "bends")["x"]) == 5
