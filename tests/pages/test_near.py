"""Steps of one epoch: of a long run not every epoch is sent, and the player asks for those around one that it steps to.

What it asks comes from a browser, so anything may be in it. Left out: how it waits for the answer (tests/browser).
"""

import numpy as np
import pytest

from pages.ui.kept import forget
from pages.ui.playback import AROUND

LONG = {
    "train": ("pages/train.py", {"epochs": "20000"}),
    "one path": ("pages/loss_surface.py", {"epochs": "20000"}),
    "ten paths": ("pages/loss_surface.py", {"epochs": "20000", "surface_starts": "drop ten"}),
    "learning rate": ("pages/learning_rate.py", {"epochs": "20000"}),
    "feature scaling": ("pages/feature_scaling.py", {"epochs": "20000", "fs_share": "5"}),
    "optimizers by points": ("pages/optimizers.py", {}),
    "optimizers by epochs": ("pages/optimizers.py", {"epochs": "2000", "opt_axis": "epochs"}),
    "ridge": ("pages/ridge.py", {"ridge_plays": "training", "ridge_epochs": "5000"}),
    "many features": ("pages/many_features.py", {"many_epochs": "5000"}),
    "beyond": ("pages/beyond.py", {"net_epochs": "5000"}),
}


@pytest.fixture(autouse=True)
def nothing_kept():
    """A message kept since another test may be of a run that is not: run again, it took other milliseconds."""
    forget()


def ask(app, told, epoch, **report):
    """As if the player of this page had asked for an epoch. -> what it is told then"""
    app.session_state["player_near"] = {"run": told(app)["run"], "epoch": epoch} | report
    return told(app.run())


@pytest.mark.parametrize("page, link", LONG.values(), ids=LONG)
def test_an_epoch_stepped_to_comes_with_those_around_it_and_nothing_else_changes(page, link, open_app, told):
    app = open_app(page, **link)
    before = told(app)
    epochs = before.series["epoch"]
    far = epochs[np.flatnonzero(np.diff(epochs) > 1)[-2]]  # the next epoch was not sent
    after = ask(app, told, int(far) + 1)
    assert not app.exception
    assert set(range(int(far) + 1 - AROUND, min(int(far) + 1 + AROUND, int(epochs[-1])) + 1)) <= set(
        after.series["epoch"]
    )
    kept = np.isin(after.series["epoch"], epochs)
    assert np.count_nonzero(kept) == len(epochs)
    for name in before.series:
        np.testing.assert_array_equal(after.series[name][kept], before.series[name], err_msg=name)
    assert {k: v for k, v in after.items() if k != "series"} == {k: v for k, v in before.items() if k != "series"}


@pytest.mark.parametrize(
    "report",
    [{"epoch": "2001"}, {"epoch": 2001.0}, {"epoch": True}, {"epoch": -3}, {"epoch": 10**9}, {"epoch": None}]
    + [{"run": "another"}, {"run": None}, {"epoch": 20}],
    ids=repr,
)
def test_what_makes_no_sense_or_is_there_already_changes_nothing(report, open_app, told):
    app = open_app(epochs="20000")
    before = told(app)
    assert ask(app, told, **({"epoch": 2001} | report)) == before
    app.session_state["player_near"] = "nonsense"
    assert told(app.run()) == before


def test_an_epoch_asked_for_belongs_to_its_run(open_app, told):
    app = open_app(epochs="20000")
    assert 2001 in ask(app, told, 2001).series["epoch"]
    app.slider(key="seed").set_value(7).run()
    assert 2001 not in told(app).series["epoch"]


@pytest.mark.parametrize("page, player", [("pages/one_step.py", 0), ("pages/loss_surface.py", 1)])
def test_where_every_whole_epoch_is_sent_nothing_needs_to_be_asked_for(page, player, open_app, told):
    epochs = told(open_app(page, epochs="20000"), player).series["epoch"]
    assert set(range(int(epochs[-1]) + 1)) <= set(epochs)
