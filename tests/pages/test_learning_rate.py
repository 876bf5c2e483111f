"""The learning rate: the race and its story are the core's, nothing tells the end before it, and every race is JSON."""

import json
import re
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.learning_rate import lesson, tutorial, words
from pages.lessons.learning_rate import message as packed
from pages.lessons.learning_rate.race import OLD_NAMES, RUNS, SHARES, race_of
from pages.lessons.learning_rate.scale import Scale, pace_at, scale_of
from pages.lessons.learning_rate.scale_charts import scale_chart
from pages.lessons.learning_rate.zones import place_on_scale, scale_rates, zones
from pages.ui import verdict
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import plain
from pages.ui.rates import learning_rates
from pages.ui.runs import bowl as bowl_of
from pages.ui.runs import sample
from pages.ui.scenarios import SCENARIOS
from tests.pages import experiments
from tests.pages.experiments import some_experiments

PAGE = "pages/learning_rate.py"
TITLES = {slug: scenario.title for slug, scenario in SCENARIOS.items()}
TUTORIAL = SampleSettings("tutorial", 50, 42, 30_000.0, Line(250.0, 50_000.0))
ORIGIN = np.zeros((1, 1)), np.zeros((1, 1))
SIMPLE = SampleSettings("simple", 50, 42, 0.0, Line(2.5, 10.0))
experiment = partial(experiments.experiment, n=50, seed=42, rate=0.001, epochs=2000)


def story(e, racing=RUNS):
    return words.story(e, race_of(e, racing), bowl_of(e.data))


@pytest.fixture
def tutorial_points():
    return sample(TUTORIAL).points()


def redraw(app):
    next(button for button in app.button if button.label.startswith("Redraw")).click().run()
    assert not app.exception


def untagged(text):
    """Without the marks of terms."""
    return re.sub(r"</?abbr[^>]*>", "", text)


def folded(app):
    """The texts behind the folds of a page."""
    return [m.value for fold in app.expander for m in fold.markdown]


# ---- the race


def test_the_presets_are_shares_of_this_datas_own_limit(open_page, told, read, tutorial_points):
    X, _ = tutorial_points
    message = told(open_page(lr_rates=list(RUNS)))
    limit = core.learning_rate_limit(X)
    rates = [0.01 * limit, 0.5 * limit, core.best_learning_rate(X), 0.95 * limit, 1.05 * limit, 0.001]
    labels = [readout["label"] for readout in message["readouts"]]
    assert [label.split(":")[0] for label in labels] == list(RUNS)
    for label, rate in zip(labels, rates, strict=True):
        assert read(label.split("rate ")[-1]) == pytest.approx(rate, rel=5e-3)


def test_every_runs_loss_is_the_trained_one(open_page, told, tutorial_points):
    X, y = tutorial_points
    message = told(open_page())
    epochs = message.series["epoch"]
    whole = epochs == np.floor(epochs)
    for run, rate in (("50%", 0.5 * core.learning_rate_limit(X)), ("my rate", 0.001)):
        trained = core.train(X, y, core.TrainingConfig(rate, 2000), ORIGIN)
        steps = epochs[whole].astype(int)
        np.testing.assert_allclose(message.series[f"{run} mse"][whole], trained.losses[steps], rtol=1e-5)
        x = np.array(message.track("line", run)["x"])
        ends = np.outer(trained.w[steps, 0], x) + trained.b[steps, np.newaxis]
        drawn = np.column_stack([message.series[f"{run} left"], message.series[f"{run} right"]])[whole]
        np.testing.assert_allclose(drawn, ends, rtol=1e-4, atol=1)


def test_every_run_says_when_it_arrives_what_it_needs_or_when_it_is_above_its_start(open_page, told, tutorial_points):
    X, y = tutorial_points
    message = told(open_page())
    ends = {r["label"].split(":")[0]: r["values"]["state"]["words"] for r in message["readouts"]}
    goal, limit = 0.01 * core.smallest_loss(X, y), core.learning_rate_limit(X)
    half, little = (core.epochs_to_reach(X, y, ORIGIN, share * limit, goal) for share in (0.5, 0.01))
    losses = core.train(X, y, core.TrainingConfig(1.05 * limit, 2000), ORIGIN).losses
    rises = int(np.flatnonzero(losses <= losses[0])[-1]) + 1
    assert ends["50%"] == [[0, "on its way"], [half, f"arrived at epoch {half:,}"]]
    assert ends["1%"] == [[0, "on its way"], [2000, f"not yet: it needs {little:,} epochs"]]
    assert ends["105%"] == [[0, "on its way"], [rises, f"above its start since epoch {rises:,}"]]


def test_a_diverging_run_leaves_both_charts_to_the_others(open_page, told):
    message = told(open_page())
    low, high = 10 ** np.array(message.figures["loss"]["layout"]["yaxis"]["range"])
    assert high < 1e3 * message.series["50% loss"][0]
    assert message.series["105% loss"][-1] > high
    assert low <= message.series["105% now"].min() and message.series["105% now"].max() == pytest.approx(high)
    bottom, top = message.figures["line"]["layout"]["yaxis"]["range"]
    assert message.series["105% left"][-1] > top and message.series["105% right"][-1] > top
    assert any("105%" in notice["text"] for notice in message["notices"])


def notices(e, racing=("50%", "my rate")):
    return [(n["from"], n["text"]) for n in json.loads(packed.recorded(e, racing, ""))["notices"]]


def test_a_start_outside_the_chart_is_said_until_a_line_comes_in_and_only_there():
    assert notices(experiment("iris", rate=0.02, epochs=100)) == []
    outside = experiment("iris", n=150, rate=0.0001, epochs=100, start=(0.0, -5.0))
    (start, text), (enters, nothing) = notices(outside, ("my rate",))
    assert (start, text, nothing) == (0, "All lines start outside this chart.", "")
    X, y = sample(outside.data).points()
    run = core.train(X, y, core.TrainingConfig(0.0001, 100), outside.start.parameters)
    chart = json.loads(json.loads(packed.recorded(outside, ("my rate",), ""))["figures"]["line"]["figure"])["layout"]
    highest = np.max(np.outer(run.w, chart["xaxis"]["range"]) + run.b[:, np.newaxis], axis=1)
    bottom = chart["yaxis"]["range"][0]
    assert enters > 1 and highest[enters - 1] < bottom <= highest[enters]


def test_nobody_chosen_is_everybody(open_page, told):
    app = open_page()
    app.pills("lr_rates").set_value([]).run()
    assert not app.exception
    assert len(told(app)["readouts"]) == 6


def test_links_with_the_older_names_open_the_same_race(open_page, told):
    def racing(**link):
        return [r["label"].split(":")[0] for r in told(open_page(**link))["readouts"]]

    assert racing(lr_race=[*OLD_NAMES, "best", "my rate"]) == list(RUNS)
    assert racing(lr_race=["diverge", "my rate"]) == ["105%", "my rate"]
    assert racing(lr_race="crawl") == racing(lr_rates="1%") == ["1%"]


def test_a_rate_set_on_another_page_races_here(open_app, told):
    app = open_app()
    app.select_slider("rate").set_value(0.02).run()
    app.switch_page("pages/learning_rate.py").run()
    app.run()
    message = told(app)
    assert message["readouts"][-1]["label"] == "my rate: rate 0.02"
    assert "**My rate**, 0.02, is 180% of the limit" in message["story"]["more"][0]


@pytest.mark.parametrize(("slug", "epochs"), [(slug, (10, 20_000)[i % 2]) for i, slug in enumerate(SCENARIOS)])
def test_extreme_settings_pack_a_message(slug, epochs):
    for rate in (learning_rates(SCENARIOS[slug])[0], learning_rates(SCENARIOS[slug])[-1]):
        assert packed.recorded(
            experiment(slug, n=5, noise=0.0 if "noise" in SCENARIOS[slug].defaults else None, rate=rate, epochs=epochs),
            RUNS,
            "",
        )


@pytest.mark.parametrize(
    "link",
    [{"lr_rates": ["nobody", "best", ""]}, {"lr_race": ""}, {"rate": "inf"}, {"rate": "-1", "epochs": "0", "n": "nan"}],
)
def test_a_bad_link_opens_the_page(open_page, told, link):
    assert told(open_page(**link))["readouts"]


# ---- before the race, and after


def test_before_the_race_is_seen_nothing_outside_a_fold_tells_how_it_ends(open_page, told):
    for link in ({}, {"rate": "0.02"}, {"scenario": TITLES["simple"]}):
        app = open_page(**link)
        message = told(app)
        hidden = folded(app)
        shown = [m.value for m in app.markdown if m.value not in hidden]
        shown += [figure["alt"] for figure in message["figures"].values()] + [message["note"]["text"]]
        shown += [r["label"] + r["text"] + r["sub"] + r["values"]["state"]["words"][0][1] for r in message["readouts"]]
        text = " ".join(shown)
        for ending in ("arrives", "arrived at", "diverge", "slow", "needs", "million", "crawl", "epoch 283", "1,568"):
            assert ending not in text.lower().replace("slower", ""), (ending, text)
        assert message["ending"] and message["story"]["headline"]
        assert not any(words in " ".join(RUNS) for words in ("crawl", "zig-zag", "diverge", "steady"))


def test_the_prediction_is_about_who_arrives_first_and_other_data_ask_anew(open_page, told):
    app = open_page()
    key = next(group.key for group in app.button_group if "Predict first" in group.label)
    app.segmented_control(key=key).set_value("best").run()
    assert told(app)["ending"].startswith(
        "You said: **best**. It was: **best**, because smaller rates make shorter steps"
    )
    app.select_slider("epochs").set_value(100).run()
    assert told(app)["ending"].startswith("It was: **none of them**, because the fastest, best, needs")


any_experiment = some_experiments([5, 20, 50])
some_races = st.sets(st.sampled_from(RUNS), min_size=1).map(lambda chosen: tuple(r for r in RUNS if r in chosen))


def trained(e, racing):
    """{name: its excess losses}, trained by the core."""
    X, y = sample(e.data).points()
    bowl = bowl_of(e.data)
    rates = {name: bowl.best_rate if share is None else share * bowl.limit for name, share in SHARES.items()}
    rates["my rate"] = e.rate
    ran = {name: core.train(X, y, core.TrainingConfig(rates[name], e.epochs), e.start.parameters) for name in racing}
    return rates, {name: core.excess_losses(X, y, run.w, run.b) for name, run in ran.items()}


@settings(max_examples=25)
@given(any_experiment, some_races)
def test_the_headline_is_true_of_the_runs(e, racing):
    (rates, excesses), limit = trained(e, racing), bowl_of(e.data).limit
    X, y = sample(e.data).points()
    goal = verdict.goal_of(X, y, bowl_of(e.data).floor, e.start.parameters).excess
    arrivals = {
        name: verdict.settled(excess, goal) for name, excess in excesses.items() if rates[name] < limit * (1 - 1e-9)
    }
    there = {name: epoch for name, epoch in arrivals.items() if epoch is not None}
    firsts = [name for name, epoch in there.items() if epoch == min(there.values())]
    told = story(e, racing)
    head, happened = told.headline, words.happened(race_of(e, racing))
    assert happened == (words.NOBODY if not firsts else firsts[0] if len(firsts) == 1 else words.TIE)
    if "diverge" in head:
        assert all(rates[name] > limit for name in racing)
    elif head in ("No run arrives.", "It does not arrive."):
        assert not firsts
    elif head == "It has arrived.":
        assert len(racing) == 1 and firsts
    elif "arrives first" in head:
        assert len(firsts) == 1 and words.begin(firsts[0]) in head
    elif "arrive first, together" in head:
        assert len(firsts) == int(head.split()[0])
    else:
        assert excesses[racing[0]][0] <= goal


@settings(max_examples=25)
@given(any_experiment, some_races)
def test_the_story_is_short_and_holds_no_broken_number(e, racing):
    told, race = story(e, racing), race_of(e, racing)
    assert len(told.headline.split()) <= 12
    texts = [told.headline, told.evidence, *told.why, *told.more, words.because(race, bowl_of(e.data))]
    for text in texts:
        assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]?\d|(?<![\d.])0%|  ", text), text
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 24, sentence
    assert len(re.findall(r"\d[\d,.]*", re.sub("×\u202f10", "", told.evidence))) <= 3
    assert words.happened(race) in words.options(race)


@settings(max_examples=25)
@given(any_experiment)
def test_a_slower_rate_is_smaller_or_it_bounces_or_diverges(e):
    """What `because` says of the others, for every pair of rates below half of the limit."""
    X, y = sample(e.data).points()
    goal = verdict.goal_of(X, y, bowl_of(e.data).floor, e.start.parameters).excess
    rates = np.array([0.05, 0.1, 0.3, 0.5]) * bowl_of(e.data).limit
    needed = core.epochs_to_reach(X, y, e.start.parameters, rates, goal)
    assert np.all(np.diff(needed[np.isfinite(needed)]) <= 0)


def test_the_words_for_a_rate_are_those_of_every_lesson():
    e = experiment()
    for runner in race_of(e, RUNS).runners:
        pace = verdict.pace(*sample(e.data).points(), bowl_of(e.data), e.start.parameters, runner.rate)
        assert runner.pace == pace
        if pace.epochs is not None:
            assert f"{pace.epochs:,} epochs, that is {pace.word} here" in " ".join(
                text for text in story(e).why if text.startswith(f"**{runner.name}**")
            )


def test_the_limit_and_the_growth_are_said_in_this_datas_numbers(tutorial_points):
    X, y = tutorial_points
    told = story(experiment(rate=0.02))
    losses = core.train(X, y, core.TrainingConfig(0.02, 2000), ORIGIN).losses
    million = int(np.flatnonzero(losses <= 1e6 * losses[0])[-1]) + 1
    mine = next(text for text in told.why if text.startswith("**my rate**"))
    assert f"from epoch {million:,} on its loss is a million times the start" in mine
    assert f"leaves {plain(100 * core.growth_factor(X, 0.02), 2)}% (on the other side)" in mine
    assert "So it diverges" in told.more[0]


def test_a_start_at_the_answer_is_no_race():
    for rate in (0.001, 0.05, 1.0):
        e = Experiment(SIMPLE, Line(2.5, 10.0), rate, 20_000)
        told = story(e)
        assert told.headline == "It starts at the answer." and not told.more
        assert packed.recorded(e, RUNS, "")
        assert words.because(race_of(e, RUNS), bowl_of(SIMPLE)) == "the start is the answer"


def test_without_noise_a_run_at_rounding_is_not_called_too_large():
    e = Experiment(SIMPLE, Line(0.0, 0.0), 0.005, 20_000)
    told = story(e, ("95%", "my rate"))
    assert "diverge" not in " ".join([told.headline, told.evidence, *told.why, *told.more])
    assert all(runner.arrives for runner in race_of(e, ("95%", "my rate")).runners)


# ---- the exercise and the questions


def is_done(e, racing):
    return any(line.startswith("**Exercise done.**") for line in story(e, racing).more)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_the_exercise_is_done_by_the_largest_rate_below_the_limit_and_by_no_other(slug):
    grid, limit = learning_rates(SCENARIOS[slug]), bowl_of(experiment(slug, n=20).data).limit
    largest = max(rate for rate in grid if rate < limit)
    i = grid.index(largest)
    mine = ("my rate",)
    assert is_done(experiment(slug, n=20, rate=largest, epochs=100), mine)
    for other in grid[max(0, i - 2) : i] + grid[i + 1 : i + 2]:
        assert not is_done(experiment(slug, n=20, rate=other, epochs=100), mine), other
    assert not is_done(experiment(slug, n=20, rate=largest, epochs=100), ("50%",))


@settings(max_examples=15)
@given(any_experiment)
def test_the_questions_have_right_answers(e):
    points, bowl = sample(e.data), bowl_of(e.data)
    above, half, three = lesson.questions(points, bowl)
    for question in (above, half, three):
        assert len(set(question.options)) == len(question.options)
    assert above.options[above.right] == plain(1.02 * bowl.limit, 4)
    if numbers := re.search(r"it is (\S+) epochs instead of (\S+) epoch", half.because):
        slow, fast = (float(text.replace(",", "")) for text in numbers.groups() if "×" not in text)
        assert slow / fast == pytest.approx(2, rel=0.1)
    assert 1 - 0.75 * bowl.limit * bowl.curvatures[0] == pytest.approx(-0.5)
    assert three.options[three.right] == "it leaves half of it, on the other side"


# ---- is 0.01 too large?


def claim(slug):
    e = experiment(slug, n=SCENARIOS[slug].n_samples)
    fast, slow = (pace_at(e, rate) for rate in (tutorial.TUTORIAL, tutorial.CURE))
    return tutorial.claim(bowl_of(e.data), fast, slow, e.data.n).replace("**", "")


def test_on_the_tutorials_data_001_does_not_diverge_and_where_it_does_that_is_said(open_page, words):
    here = claim("tutorial")
    assert "0.01 does not diverge: it is 90.6% of the limit. It arrives after 156 epochs. That is 10 times" in here
    assert "both diverge" in claim("square-feet") and "0.01 diverges" in claim("tips")
    assert here.removeprefix(tutorial.CLAIM) in untagged(words(open_page()))


def test_shares_of_the_limit_are_readable_whatever_their_size():
    assert words.against(0.09) == "9% of"
    assert words.against(1e-5) == "less than 0.01% of"
    assert words.against(3910) == "3,900 times"
    assert words.against(0.9987) == "99.87% of" and words.against(1.0) == "exactly"
    assert words.left(-0.98) == "98% (on the other side)" and words.left(0.99991) == "more than 99.99%"


# ---- the scale, and other samples


def test_the_curve_is_what_every_rate_needs_and_my_rate_lies_on_it(tutorial_points):
    X, y = tutorial_points
    scale = scale_of(experiment())
    assert scale.rates[-1] < bowl_of(TUTORIAL).limit and bowl_of(TUTORIAL).best_rate in scale.rates
    assert scale.goal.excess == pytest.approx(0.01 * core.smallest_loss(X, y))
    mine = core.epochs_to_reach(X, y, ORIGIN, 0.001, scale.goal.excess)
    assert np.interp(np.log(0.001), np.log(scale.rates), np.log(scale.epochs)) == pytest.approx(np.log(mine), rel=1e-3)


def test_the_zones_turn_where_a_run_bounces_and_where_it_diverges():
    bowl = bowl_of(TUTORIAL)
    (_, _, small), (_, _, half), (_, _, limit), _ = zones(bowl)
    assert small == pytest.approx(bowl.best_rate / 10)
    pace = [verdict.pace(*sample(TUTORIAL).points(), bowl, ORIGIN, rate) for rate in (0.999 * half, 1.001 * half)]
    assert [p.bounces for p in pace] == [False, True]
    assert not verdict.diverges(bowl, 0.999 * limit) and verdict.diverges(bowl, 1.001 * limit)


@pytest.mark.parametrize("slug", SCENARIOS)
def test_every_rate_of_the_slider_has_a_place_on_the_scale(slug):
    scenario = SCENARIOS[slug]
    bowl = bowl_of(experiment(slug, n=scenario.n_samples).data)
    rates, slider = scale_rates(bowl), learning_rates(scenario)
    scale = Scale(rates, 1 / rates, verdict.Goal(1.0, "there"))
    lowest, highest = zones(bowl)[0][1], zones(bowl)[-1][2]
    for rate in slider:
        place, beyond = place_on_scale(rate, bowl)
        assert lowest < place < highest
        assert beyond or place == rate
    for rate in slider[:: len(slider) - 1]:
        marked = [("my rate", rate, 100 if rate < bowl.limit else None, plain(rate))]
        chart = scale_chart(bowl, scale, [], marked, 1000)
        assert 10 ** np.array(chart.layout.xaxis.range) == pytest.approx([lowest, highest])
        assert chart.data[-1].x[0] == place_on_scale(rate, bowl)[0]


def test_the_redrawn_samples_are_counted_as_they_are(open_page, words):
    app = open_page()
    assert "Press the button" in words(app)
    redraw(app)
    rng = np.random.RandomState([42, 1])
    limits = [core.learning_rate_limit(rng.randn(50, 1) * 10) for _ in range(1000)]
    diverging = sum(limit < 0.01 for limit in limits)
    assert 400 < diverging < 600  # about half: chance decides
    assert f"Of 1,000 new samples of 50 points: 0.01 diverges on {diverging} and 0.001 diverges on 0." in untagged(
        words(app)
    )
    redraw(app)
    assert f"diverges on {diverging} and" not in untagged(words(app))  # other samples, another count
