"""What the player reports about a run's rates comes from a browser: anything may be in it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from pages.ui import rate_history
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.rates import RateHistory
from pages.ui.runs import record

DATA = SampleSettings("tutorial", 50, 42, 30_000.0, Line(250.0, 50_000.0))
EXPERIMENT = Experiment(DATA, Line(0.0, 0.0), 0.004, 2000)
MOVED = RateHistory(((0, 0.001), (500, 0.004)))


@pytest.fixture
def state(monkeypatch):
    """Session state, as a plain dict."""
    kept = {}
    monkeypatch.setattr(rate_history, "st", SimpleNamespace(session_state=kept, query_params={}))
    return kept


def report(*rates, run=EXPERIMENT.run_id):
    return {"run": run, "history": [list(rate) for rate in rates]}


def test_without_a_report_a_run_has_its_one_rate(state):
    assert rate_history.of(EXPERIMENT) == RateHistory.constant(0.004)


def test_a_sound_report_is_the_runs_history(state):
    rate_history.keep(report(*MOVED.changes))
    assert rate_history.of(EXPERIMENT) == MOVED


def test_the_rate_does_not_change_which_run_it_is():
    assert EXPERIMENT.run_id == replace(EXPERIMENT, rate=0.1).run_id


@pytest.mark.parametrize(
    "experiment",
    [
        replace(EXPERIMENT, data=replace(DATA, n=51)),
        replace(EXPERIMENT, rate=0.005),
        replace(EXPERIMENT, epochs=500),
    ],
    ids=["another run", "another rate", "a run that is shorter"],
)
def test_a_report_counts_only_for_its_own_run_and_rate(experiment, state):
    rate_history.keep(report(*MOVED.changes))
    assert rate_history.of(experiment) == RateHistory.constant(experiment.rate)


def test_each_rate_holds_until_the_next_one_begins():
    assert MOVED.stretches(2000) == [(0, 500, 0.001), (500, 2000, 0.004)]
    assert RateHistory.constant(0.1).stretches(7) == [(0, 7, 0.1)]


BAD = {
    "nothing": None,
    "a number": 7,
    "no history": {"run": "r"},
    "no run": {"history": [[0, 0.1]]},
    "an empty history": report(),
    "one that begins late": report((5, 0.1)),
    "one that goes back": report((0, 0.1), (50, 0.2), (20, 0.3)),
    "one that stands still": report((0, 0.1), (0, 0.2)),
    "a negative epoch": report((0, 0.1), (-5, 0.2)),
    "an endless epoch": report((0, 0.1), (float("inf"), 0.2)),
    "an epoch that is no number": report((0, 0.1), (float("nan"), 0.2)),
    "an epoch beyond all runs": report((0, 0.1), (10**9, 0.2)),
    "a negative rate": report((0, -0.1)),
    "an endless rate": report((0, float("inf"))),
    "a rate that is no number": report((0, float("nan"))),
    "a text for a rate": report((0, "fast")),
    "None for a rate": report((0, None)),
    "pairs of three": {"run": "r", "history": [[0, 0.1, 0.2]]},
    "too many changes": report(*((i, 0.1) for i in range(100))),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_report_that_makes_no_sense_is_dropped_and_the_last_good_one_stays(bad, state):
    rate_history.keep(report(*MOVED.changes))
    rate_history.keep(bad)
    assert rate_history.of(EXPERIMENT) == MOVED


@pytest.mark.parametrize("rate", [0.02, 0.025, 0.03, 0.05])
@pytest.mark.parametrize("epoch", [1, 40, 150, 250, 499])
def test_a_run_may_change_its_rate_however_far_away_it_is(rate, epoch):
    """Where it is too far away to begin anew it goes on at its rate, out of the numbers."""
    data = SampleSettings("simple", 100, 42, 5.0, Line(2.5, 10.0))
    run = record(data, Line(0.0, 0.0), 500, RateHistory(((0, rate), (epoch, 0.01))))
    alone = record(data, Line(0.0, 0.0), 500, RateHistory.constant(rate))
    assert run.losses[:epoch] == pytest.approx(alone.losses[:epoch])
    assert len(run.losses) == 501 or run.diverged_at == alone.diverged_at == len(run.losses)
