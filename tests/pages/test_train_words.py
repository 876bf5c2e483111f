"""The story of Train against what really happens when the core trains."""

import re

import numpy as np
import pytest
from hypothesis import given

import linreg_core as core
from pages.lessons.train import words
from pages.ui import runs, verdict
from pages.ui.rates import RateHistory, learning_rates
from pages.ui.scenarios import SCENARIOS
from tests.pages.experiments import experiment, some_experiments


def recorded(e, *changes):
    return runs.record(e.data, e.start, e.epochs, RateHistory(changes) if changes else RateHistory.constant(e.rate))


def story(e, *changes):
    return words.story(e, runs.sample(e.data), runs.bowl(e.data), recorded(e, *changes))


def why(e, *changes):
    return " ".join(story(e, *changes).why).replace("\\$", "$")


def number(pattern, text):
    return float(re.search(pattern, text).group(1).replace(",", ""))


any_experiment = some_experiments([5, 20, 100])


@given(any_experiment)
def test_the_headline_is_true_of_the_run(e):
    head, run, bowl = story(e).headline, recorded(e), runs.bowl(e.data)
    excess = core.excess_losses(*runs.sample(e.data).points(), run.w, run.b)
    goal = verdict.goal_of(*runs.sample(e.data).points(), bowl.floor, e.start.parameters).excess
    if "runs away" in head:
        assert e.rate > bowl.limit and run.losses.max() > run.losses[0]
    elif "will run away" in head:
        assert e.rate > bowl.limit
    elif "arrived" in head:
        assert excess[-1] <= goal
    elif "starts at the answer" not in head:
        assert excess[-1] > goal and e.rate < bowl.limit * (1 + 1e-9)
        assert ("Close" in head) == bool(run.losses[-1] - bowl.floor <= 0.05 * (run.losses[0] - bowl.floor))


@given(any_experiment)
def test_the_story_is_short_and_holds_no_broken_number(e):
    told = story(e)
    assert len(told.headline.split()) <= 12
    texts = [told.headline, told.evidence, *told.why, *told.more]
    for text in texts:
        assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]?\d|(?<!\d)0\.0+%|  ", text), text
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 24, sentence
    of_no_unit_or_power = re.sub("per 100 sq ft|×\u202f10", "", told.evidence)
    assert len(re.findall(r"\d[\d,.]*", of_no_unit_or_power)) <= 3


@pytest.mark.parametrize("scenario", ["houses", "tutorial", "simple", "iris"])
def test_the_epochs_it_names_are_the_epochs_that_training_takes(scenario):
    e = experiment(scenario, epochs=5000)
    bowl, run = runs.bowl(e.data), recorded(e)
    told = number(r"From epoch ([\d,]+) on", story(e).evidence)
    assert told == np.flatnonzero(run.losses <= 1.01 * bowl.floor)[0]
    assert number(r"it needs ([\d,]+) epoch", why(e)) == pytest.approx(told, abs=1)


def test_the_better_rate_it_names_is_there_when_it_says():
    e = experiment(epochs=200)
    text = story(e).evidence
    rate, epochs = number(r"rate of ([\d.]+)", text), number(r"after ([\d,]+)", text)
    run = core.train(*runs.sample(e.data).points(), core.TrainingConfig(rate, 2000), e.start.parameters)
    arrives = np.flatnonzero(run.losses <= 1.01 * runs.bowl(e.data).floor)[0]
    assert epochs == pytest.approx(arrives, abs=1)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_words_turn_at_the_limit_of_this_data(scenario):
    limit = runs.bowl(experiment(scenario).data).limit
    grid = learning_rates(SCENARIOS[scenario])
    assert "run" not in story(experiment(scenario, rate=max(r for r in grid if r < limit))).headline
    above = min(rate for rate in grid if rate > limit)
    assert "run" in story(experiment(scenario, rate=above)).headline
    assert words.happened(*parts(experiment(scenario, rate=max(grid)))) == "it runs away"


def parts(e):
    return e, runs.sample(e.data), runs.bowl(e.data), recorded(e)


def test_the_factor_by_which_it_diverges_is_the_factor_of_the_run():
    e = experiment(rate=0.02)
    factor = number(r"error by ([\d.]+\d)", story(e).evidence)
    w = recorded(e).w[200:220]
    assert np.diff(w)[1:] / np.diff(w)[:-1] == pytest.approx(-factor, rel=5e-3)


def test_a_rate_of_0_never_moves_and_a_rate_at_the_limit_swings_for_ever():
    assert story(experiment(rate=0.0)).headline == "It never moves."
    limit = runs.bowl(experiment().data).limit
    assert story(experiment(rate=limit)).headline == "It swings for ever."


def test_a_start_at_the_answer_says_so():
    e = experiment("simple", noise=0.0, start=(2.5, 10.0))
    assert story(e).headline == "It starts at the answer."


def test_close_to_the_limit_it_bounces():
    assert "bounces" in why(experiment(rate=0.01, epochs=5000))
    assert "bounces" not in why(experiment(rate=0.001))


def test_after_a_change_the_words_are_about_the_rate_of_now():
    assert "The learning rate 0.004 is" in why(experiment(rate=0.004), (0, 0.001), (500, 0.004))


def test_the_lowest_loss_is_compared_with_what_the_noise_leads_to():
    e = experiment("houses")
    text = why(e).replace("\u202f", "")
    assert number(r"σ²\(n − 2\)/n = ([\d.]+)×10⁸", text) == pytest.approx(9 * 48 / 50, abs=0.01)


def test_the_uncertainty_of_the_slope_comes_from_the_noise_that_is_known():
    e = experiment("houses")
    X = runs.sample(e.data).X
    assert number(r"±\u202f\$([\d,.]+\d)", why(e)) == pytest.approx(30_000 / np.sqrt(len(X)) / X.std(), abs=1)


@pytest.mark.parametrize("scenario", ["tips", "iris"])
def test_real_data_has_no_true_line_to_miss(scenario):
    assert "nobody knows a true line" in why(experiment(scenario, epochs=20_000))


def test_a_curve_has_no_true_line_either():
    assert "no line fits" in why(experiment("curve"))


def test_r2_and_rmse_are_those_of_the_line_at_the_end():
    e = experiment("houses")
    (fit, *_), run = story(e).more, recorded(e)
    y = runs.sample(e.data).y
    assert f"R² is {1 - run.losses[-1] / y.var():.2g}" in fit
    assert number(r"RMSE is \\\$([\d,]+)", fit) == pytest.approx(np.sqrt(run.losses[-1]), rel=1e-3)


# ---- the exercise: one setting changed, and there within 200 epochs


def exercise_done(e):
    return any("Exercise done" in text for text in story(e).more)


def test_the_exercise_is_done_by_a_better_rate_alone():
    assert not exercise_done(experiment("houses"))
    assert exercise_done(experiment("houses", rate=0.05))


def test_two_changed_settings_or_a_slow_rate_do_not_count():
    assert not exercise_done(experiment("houses", rate=0.05, seed=7))
    assert not exercise_done(experiment("houses", rate=0.011))


def test_the_answers_of_the_questions_are_computed_from_the_points():
    from pages.lessons.train.lesson import questions
    from pages.ui.numbers import plain

    e = experiment("simple")
    first, second, third = questions(runs.sample(e.data), runs.bowl(e.data))
    assert first.options[first.right] == plain(2 * runs.bowl(e.data).minimum.w, 4)
    assert "4" in third.options[third.right] and second.options[second.right] in second.because
    assert all(len(set(q.options)) == 3 for q in (first, second, third))
