"""The definitions that all lessons use, against what really happens when the core trains: over any data, rate and start."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import linreg_core as core
from pages.ui import verdict
from pages.ui.experiment import Line, SampleSettings
from pages.ui.rates import RateHistory
from pages.ui.runs import Recording, Sample, bowl_of, sample
from pages.ui.scenarios import SCENARIOS


def drawn(slug, n=50, seed=42, noise=None):
    s = SCENARIOS[slug]
    line = None if s.points else Line(s.true_w, s.true_b)
    return sample(SampleSettings(slug, n, seed, s.noise_scale if noise is None else noise, line))


def trained(points, rate, epochs, start=(0.0, 0.0)):
    run = core.train(*points.points(), core.TrainingConfig(rate, epochs), Line(*start).parameters)
    return Recording(run.w[:, 0], run.b, run.losses, run.status, run.diverged_at, 0.0, RateHistory.constant(rate))


some_data = st.builds(
    drawn, st.sampled_from(["houses", "simple", "iris", "curve"]), st.sampled_from([5, 20, 100]), st.integers(0, 99)
)
shares = st.floats(0.01, 1.3)  # of the limit


@given(some_data, shares, st.integers(1, 400))
def test_arrived_means_within_a_hundredth_of_the_lowest_loss_for_good(points, share, epochs):
    bowl = bowl_of(*points.points())
    run = trained(points, share * bowl.limit, epochs)
    out = verdict.outcome(points, bowl, run)
    excess = core.excess_losses(*points.points(), run.w, run.b)
    if out.arrived:
        assert np.all(excess[out.arrives :] <= out.goal.excess)
        assert out.arrives == 0 or excess[out.arrives - 1] > out.goal.excess
        assert not out.diverged
    else:
        assert out.diverged or excess[-1] > out.goal.excess


@given(some_data, shares, st.integers(1, 400))
def test_short_is_what_is_missing_to_least_squares(points, share, epochs):
    bowl = bowl_of(*points.points())
    run = trained(points, share * bowl.limit, epochs)
    out = verdict.outcome(points, bowl, run)
    assert out.short.w == pytest.approx(bowl.minimum.w - run.w[-1])
    assert out.short.b == pytest.approx(bowl.minimum.b - run.b[-1])


@given(some_data, st.floats(0.02, 0.98))
def test_a_pace_keeps_its_promise(points, share):
    """The epochs it names are the epochs that training takes."""
    bowl = bowl_of(*points.points())
    pace = verdict.pace(*points.points(), bowl, Line(0.0, 0.0).parameters, share * bowl.limit)
    assume(pace.epochs is not None and pace.epochs < 5000)
    out = verdict.outcome(points, bowl, trained(points, share * bowl.limit, pace.epochs + 2))
    assert out.arrives == pytest.approx(pace.epochs, abs=1)


@given(some_data, shares)
def test_words_for_a_rate_turn_where_they_say(points, share):
    bowl = bowl_of(*points.points())
    pace = verdict.pace(*points.points(), bowl, Line(0.0, 0.0).parameters, share * bowl.limit)
    assume(abs(share - 1) > 1e-6)
    assert (pace.word == "diverges") == (share > 1)
    if share < 1:
        assert pace.word in ("slow", "fair", "fast")
        assert pace.bounces == (share > 0.5 + 1e-9)
        if pace.epochs is not None:
            assert pace.word == ("fast" if pace.ratio <= 1.5 else "fair" if pace.ratio <= 5 else "slow")


@pytest.mark.parametrize("slug", ["houses", "simple", "iris"])
def test_the_same_rate_has_the_same_word_wherever_it_is_asked(slug):
    """One rule: a rate near the best one is fast on every data set, a thousandth of the limit is slow."""
    points = drawn(slug)
    bowl, start = bowl_of(*points.points()), Line(0.0, 0.0).parameters
    assert verdict.pace(*points.points(), bowl, start, 0.9 * bowl.best_rate).word == "fast"
    assert verdict.pace(*points.points(), bowl, start, bowl.limit / 1000).word == "slow"


def test_at_the_limit_a_run_is_on_the_edge_and_at_0_it_never_moves():
    points = drawn("houses")
    bowl, start = bowl_of(*points.points()), Line(0.0, 0.0).parameters
    assert verdict.pace(*points.points(), bowl, start, bowl.limit).word == "on the edge"
    assert verdict.pace(*points.points(), bowl, start, 0.0).word == "never moves"


@given(some_data, shares)
def test_a_start_at_the_answer_is_there_at_once(points, share):
    bowl = bowl_of(*points.points())
    out = verdict.outcome(points, bowl, trained(points, min(share, 0.9) * bowl.limit, 20, bowl.minimum))
    assert out.starts_there and out.arrives == 0


@given(st.integers(0, 99), st.floats(0.1, 0.9))
def test_without_noise_arrived_is_a_millionth_of_the_start(seed, share):
    points = drawn("simple", 20, seed, noise=0.0)
    bowl = bowl_of(*points.points())
    out = verdict.outcome(points, bowl, trained(points, share * bowl.limit, 3000))
    first = core.excess_losses(*points.points(), [[0.0]], [0.0])[0]
    assert out.goal.excess == pytest.approx(1e-6 * first)
    assert "millionth" in out.goal.words


@given(some_data, st.floats(1.02, 1.5))
def test_above_the_limit_a_long_run_is_diverged(points, share):
    bowl = bowl_of(*points.points())
    out = verdict.outcome(points, bowl, trained(points, share * bowl.limit, 3000, (1.0, 1.0)))
    assert out.diverged and not out.arrived


def test_a_run_that_leaves_the_goal_again_has_not_arrived():
    assert verdict.settled(np.array([5.0, 1.0, 0.1, 2.0]), 1.0) is None
    assert verdict.settled(np.array([5.0, 1.0, 0.1, 0.2]), 1.0) == 1
    assert verdict.settled(np.array([0.5]), 1.0) == 0


@pytest.mark.parametrize("slug", SCENARIOS)
def test_the_handy_rate_is_on_the_slider_and_fast_or_the_best_there_is(slug):
    scenario = SCENARIOS[slug]
    X, y = scenario.sample(random_state=42)
    bowl = bowl_of(X, y)
    rate = verdict.handy_rate(scenario, bowl)
    assert 0 < rate < bowl.limit
    assert verdict.pace(X, y, bowl, Line(0.0, 0.0).parameters, rate).word == "fast"


def test_points_are_a_sample_with_names():
    points = drawn("outlier")
    assert isinstance(points, Sample) and points.noise is None and points.true_line is not None
