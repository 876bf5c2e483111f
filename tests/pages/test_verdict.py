"""The verdict's words against what really happens when the core trains."""

import re

import numpy as np
import pytest

import linreg_core as core
from pages.ui import runs
from pages.ui.controls import Experiment, defaults
from pages.ui.scenarios import SCENARIOS, learning_rates
from pages.ui.verdict import count, handy_rate, percent, plain, quantity, times_faster, verdict


def experiment(scenario="tutorial", **changes):
    d = defaults(scenario)
    made_up = {"noise": d.get("noise"), "true_w": d.get("w"), "true_b": d.get("b")}
    rest = {key: d[key] for key in ("n", "seed", "rate", "epochs", "start_w", "start_b")}
    return Experiment(scenario=scenario, **made_up | rest | changes)


def facts(e):
    return (*runs.sample(e.data_settings), runs.facts(e.data_settings))


def recorded(e, rates=None):
    return runs.record(e.data_settings, (e.start_w, e.start_b), e.epochs, rates or ((0, e.rate),))


def said(e, rates=None):
    X, y, known = facts(e)
    return verdict(e, X, y, known, recorded(e, rates)).replace("**", "").replace("\\$", "$")


def number(pattern, text):
    return float(re.search(pattern, text).group(1).replace(",", ""))


def first_epoch_within_1_percent(e, rate):
    """By really training, long enough."""
    X, y, known = facts(e)
    start = np.full((1, 1), e.start_w), np.full((1, 1), e.start_b)
    losses = core.train(X, y, core.TrainingConfig(rate, 50_000), start=start).losses
    return int(np.flatnonzero(losses <= 1.01 * known.floor)[0])


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
    X, _, known = facts(experiment(scenario))
    grid = learning_rates(SCENARIOS[scenario])
    below = max(rate for rate in grid if rate < known.limit)
    assert "Stable" in said(experiment(scenario, rate=below))
    above = [rate for rate in grid if rate > known.limit]
    assert above and "Diverges" in said(experiment(scenario, rate=min(above)))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_rate_it_suggests_when_a_run_diverges_does_converge(scenario):
    e = experiment(scenario, rate=max(learning_rates(SCENARIOS[scenario])))
    X, y, known = facts(e)
    rate = number(r"try ([\d.e-]+\d)", said(e))
    start = np.zeros((1, 1)), np.zeros((1, 1))
    run = core.train(X, y, core.TrainingConfig(rate, 2000), start=start)
    assert run.status != "diverged" and run.losses[-1] < run.losses[0]
    assert rate == handy_rate(e, known)


def test_the_factor_by_which_it_diverges_is_the_factor_of_the_run():
    e = experiment(rate=0.02)
    factor = number(r"the error by ([\d.]+\d)", said(e))
    w = recorded(e).w[200:220]
    assert np.diff(w)[1:] / np.diff(w)[:-1] == pytest.approx(-factor, rel=1e-3)


def test_a_rate_of_0_never_moves():
    assert "It never moves" in said(experiment(rate=0.0))


def test_a_rate_exactly_at_the_limit_swings_for_ever():
    X, y, known = facts(experiment())
    limit = 2 / known.curvatures[0]
    assert "swings for ever" in said(experiment(rate=limit)) or "Diverges" in said(experiment(rate=limit))


def test_close_to_the_limit_it_crosses_the_valley():
    assert "crosses the valley to and fro" in said(experiment(rate=0.01))
    assert "crosses" not in said(experiment(rate=0.001))


def test_a_start_at_the_bottom_is_said_to_be_there():
    e = experiment("simple", noise=0.0, start_w=2.5, start_b=10.0)
    assert "It starts at the bottom already." in said(e)


def test_after_a_change_the_words_are_about_the_rate_of_now():
    assert "The rate 0.004 is" in said(experiment(rate=0.004), ((0, 0.001), (500, 0.004)))


# ---- what remains


def test_what_remains_is_the_distance_of_the_run_from_least_squares():
    e = experiment(epochs=500)
    run, known = recorded(e), facts(e)[2]
    text = said(e)
    assert number(r"b is still \$([\d,]+) short", text) == pytest.approx(known.b - run.b[-1], abs=0.5)


def test_a_converged_run_has_arrived_and_says_where():
    e = experiment(rate=0.01, epochs=20_000)
    text = said(e)
    assert "it has arrived: w = $559, b = $51,231" in text


def test_real_data_has_no_true_line_to_miss():
    for scenario in ("tips", "iris"):
        assert "nobody knows a true line" in said(experiment(scenario))


def test_the_uncertainty_of_the_slope_is_its_standard_error():
    e = experiment()
    X, y, known = facts(e)
    residuals = y[:, 0] - np.polyval([known.w, known.b], X[:, 0])
    error = np.sqrt(np.sum(residuals**2) / (e.n - 2) / np.sum((X - X.mean()) ** 2))
    assert number(r"only to ± \$([\d.,]+\d)", said(e)) == pytest.approx(error, abs=0.5)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("n", [5, 500])
@pytest.mark.parametrize("epochs", [10, 20_000])
def test_whatever_the_rate_the_verdict_holds_no_nan_and_no_empty_number(scenario, n, epochs):
    grid = learning_rates(SCENARIOS[scenario])
    for rate in (grid[0], grid[len(grid) // 2], grid[-1]):
        text = said(experiment(scenario, n=n, epochs=epochs, rate=rate))
        assert not re.search(r"\b(nan|inf|None)\b", text) and "  " not in text, text


# ---- numbers in words


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1173.2, "$", r"\$1,173"), (-29.53, "$", r"−\$29.5"), (0.4216, "cm", "0.42 cm"), (0, "", "0.000"), (2e14, "", "2e+14")],
)
def test_a_quantity_has_the_digits_its_size_needs(value, unit, text):
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.0110432, "0.011"), (181.3, "181"), (7_812_345.0, "7,810,000"), (2.561e-7, "2.56e-7")]
)
def test_plain_numbers_are_plain(value, text):
    assert plain(value) == text


def test_one_epoch_is_singular():
    assert (count(1), count(2), count(1500)) == ("1 epoch", "2 epochs", "1,500 epochs")


@pytest.mark.parametrize(
    ("times", "words"),
    [(2.1, "twice as fast"), (10.05, "ten times faster"), (37.4, "37 times faster"), (4.2, "4.2 times faster")],
)
def test_how_much_faster_in_words(times, words):
    assert times_faster(times) == words


@pytest.mark.parametrize(("share", "text"), [(0.0019, "0.19%"), (0.5, "50.00%"), (1e-6, "one part in 1,000,000")])
def test_a_tiny_share_is_one_part_in_many(share, text):
    assert percent(share) == text
