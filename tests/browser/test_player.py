"""The player in a real browser, as a learner meets it."""


def test_train_plays_the_run(lab):
    lab.open("/")
    assert lab.epoch == 0 and lab.state == "Train"
    lab.play()
    assert lab.state == "Pause"
    lab.until_epoch("e > 50")
