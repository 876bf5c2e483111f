"""The verdict's words against what really happens when the core trains."""

import re

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.train.words import times_faster, verdict
from pages.ui import runs
from pages.ui.controls import defaults
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.rates import RateHistory, learning_rates
from pages.ui.scenarios import SCENARIOS
from pages.ui.verdict import handy_rate


def experiment(scenario="tutorial", n=None, noise=None, start=(0.0, 0.0), **changes):
    d = defaults(scenario)
    line = Line(d["w"], d["b"]) if "w" in d else None
    data = SampleSettings(scenario, n or d["n"], d["seed"], d.get("noise") if noise is None else noise, line)
    return Experiment(data, Line(*start), **{"rate": d["rate"], "epochs": d["epochs"]} | changes)


def recorded(e, *changes):
    return runs.record(e.data, e.start, e.epochs, RateHistory(changes) if changes else RateHistory.constant(e.rate))


def said(e, *changes):
    run = recorded(e, *changes)
    return verdict(e, runs.sample(e.data), runs.bowl(e.data), run).replace("**", "").replace("\\$", "$")


def number(pattern, text):
    return float(re.search(pattern, text).group(1).replace(",", ""))


def first_epoch_within_1_percent(e, rate):
    """By really training, long enough."""
    run = core.train(*runs.sample(e.data).points(), core.TrainingConfig(rate, 50_000), start=e.start.parameters)
    return int(np.flatnonzero(run.losses <= 1.01 * runs.bowl(e.data).floor)[0])


# ---- stable or not, fast or slow


@pytest.mark.parametrize("scenario", ["tutorial", "simple", "iris"])
def test_the_epochs_it_promises_are_the_epochs_that_training_takes(scenario):
    e = experiment(scenario)
    text = said(e)
    assert number(r"takes ([\d,]+) epoch", text) == pytest.approx(first_epoch_within_1_percent(e, e.rate), abs=1)


@pytest.mark.parametrize("scenario", ["tutorial", "simple"])
def test_the_better_rate_it_names_is_as_fast_as_it_says(scenario):
    e = experiment(scenario, rate=0.001)
    better = number(r"([\d.e-]+) would need", said(e))
    assert number(r"would need ([\d,]+)", said(e)) == pytest.approx(first_epoch_within_1_percent(e, better), abs=1)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_words_turn_at_the_limit_of_this_data(scenario):
    limit = runs.bowl(experiment(scenario).data).limit
    grid = learning_rates(SCENARIOS[scenario])
    below = max(rate for rate in grid if rate < limit)
    assert "Stable" in said(experiment(scenario, rate=below))
    above = [rate for rate in grid if rate > limit]
    assert above and "Diverges" in said(experiment(scenario, rate=min(above)))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_rate_it_suggests_when_a_run_diverges_does_converge(scenario):
    e = experiment(scenario, rate=max(learning_rates(SCENARIOS[scenario])))
    rate = number(r"try ([\d.e-]+\d)", said(e))
    run = core.train(*runs.sample(e.data).points(), core.TrainingConfig(rate, 2000), start=e.start.parameters)
    assert run.status != "diverged" and run.losses[-1] < run.losses[0]
    assert rate == handy_rate(e.names, runs.bowl(e.data))


def test_the_factor_by_which_it_diverges_is_the_factor_of_the_run():
    e = experiment(rate=0.02)
    factor = number(r"the error by ([\d.]+\d)", said(e))
    w = recorded(e).w[200:220]
    assert np.diff(w)[1:] / np.diff(w)[:-1] == pytest.approx(-factor, rel=1e-3)


def test_a_rate_of_0_never_moves():
    assert "It never moves" in said(experiment(rate=0.0))


def test_a_rate_exactly_at_the_limit_swings_for_ever():
    """1 − ηλ is exactly −1 there, so the swing neither grows nor shrinks."""
    bowl = runs.bowl(experiment().data)
    assert abs(1 - bowl.limit * bowl.curvatures[0]) == 1
    text = said(experiment(rate=bowl.limit))
    assert "swings for ever" in text and "Diverges" not in text


def test_close_to_the_limit_it_crosses_the_valley():
    assert "crosses the valley to and fro" in said(experiment(rate=0.01))
    assert "crosses" not in said(experiment(rate=0.001))


def test_a_start_at_the_bottom_is_said_to_be_there():
    e = experiment("simple", noise=0.0, start=(2.5, 10.0))
    assert "It starts at the bottom already." in said(e)


def test_after_a_change_the_words_are_about_the_rate_of_now():
    assert "The rate 0.004 is" in said(experiment(rate=0.004), (0, 0.001), (500, 0.004))


# ---- what remains


def test_what_remains_is_the_distance_of_the_run_from_least_squares():
    e = experiment(epochs=500)
    short = runs.bowl(e.data).minimum.b - recorded(e).b[-1]
    assert number(r"b is still \$([\d,]+) short", said(e)) == pytest.approx(short, abs=0.5)


def test_a_converged_run_has_arrived_and_says_where():
    e = experiment(rate=0.01, epochs=20_000)
    text = said(e)
    assert "it has arrived: w = $559, b = $51,231" in text


def test_real_data_has_no_true_line_to_miss():
    for scenario in ("tips", "iris"):
        assert "nobody knows a true line" in said(experiment(scenario))


def test_the_uncertainty_of_the_slope_is_its_standard_error():
    e = experiment()
    X, y = runs.sample(e.data).points()
    residuals = y - runs.bowl(e.data).minimum.at(X)
    error = np.sqrt(np.sum(residuals**2) / (len(X) - 2) / np.sum((X - X.mean()) ** 2))
    assert number(r"only to ± \$([\d.,]+\d)", said(e)) == pytest.approx(error, abs=0.5)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("n", [5, 500])
@pytest.mark.parametrize("epochs", [10, 20_000])
def test_whatever_the_rate_the_verdict_holds_no_nan_and_no_empty_number(scenario, n, epochs):
    grid = learning_rates(SCENARIOS[scenario])
    for rate in (grid[0], grid[len(grid) // 2], grid[-1]):
        text = said(experiment(scenario, n=n, epochs=epochs, rate=rate))
        assert not re.search(r"\b(nan|inf|None)\b", text) and "  " not in text, text


@pytest.mark.parametrize(
    ("times", "words"),
    [(2.1, "twice as fast"), (10.05, "ten times faster"), (37.4, "37 times faster"), (4.2, "4.2 times faster")],
)
def test_how_much_faster_in_words(times, words):
    assert times_faster(times) == words
