"""Batches and optimizers: every number on the page is the core's, whoever races, and long work keeps what it has done."""

import html
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.optimizers import exercise, lesson, questions, races
from pages.lessons.optimizers import words as wording
from pages.lessons.optimizers.tapes import raced
from pages.lessons.optimizers.work import Job, Task, finished_jobs, rate_of
from pages.ui import runs, verdict
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import plain, quantity, slope_unit
from pages.ui.palette import RACE
from pages.ui.rules import LONGEST_STEPS, RULES, Advice, Course, Rule, handy
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/optimizers.py"
SIMPLE = SampleSettings("simple", 100, 42, 5.0, Line(2.5, 10.0))
START = Line(0.0, 0.0)
PLAIN = "gradient descent"


@pytest.fixture
def open_page(open_app):
    """A function: the page as a link opens it, of this scenario."""
    return lambda scenario="simple", **link: open_app(PAGE, scenario=SCENARIOS[scenario].title, **link)


@pytest.fixture
def words(words):
    """The text of a page, without the marks of its terms."""
    return lambda app: html.unescape(re.sub("<[^>]+>", "", words(app)))


@pytest.fixture
def simple():
    return runs.sample(SIMPLE).points()


def settings_of(scenario, **more):
    """The sample that a page of this scenario begins with, or one with these settings."""
    s = SCENARIOS[scenario]
    made_up = {} if s.points else {"noise": s.noise_scale, "true_line": Line(s.true_w, s.true_b)}
    return replace(SampleSettings(scenario, s.n_samples, 42, **made_up), **more)


def ready(kind, data=SIMPLE, epochs=1000):
    return races.race(kind, Course(runs.sample(data).X, START, runs.bowl(data).minimum, epochs))


def run(kind, data=SIMPLE, epochs=1000):
    """A ready race from (0, 0), counted in points looked at."""
    return raced(Experiment(data, START, 0.0, epochs), ready(kind, data, epochs), True)


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception, [e.message for e in app.exception]


# ---- one row a rule


def test_the_pages_rules_are_the_cores_in_the_cores_order():
    assert list(RULES) == list(core.OPTIMIZERS)
    assert all(key == rule.key for key, rule in RULES.items())


def test_no_two_rules_look_alike_or_share_a_name():
    rules = RULES.values()
    assert (
        len({(rule.look.color, rule.look.dash) for rule in rules}) == len({rule.name for rule in rules}) == len(RULES)
    )


def signs(g, memory):
    """A fifth rule: every step is as long as the rate."""
    return (g > 0) - (g < 0), memory


FIFTH = Rule(
    key="signs",
    name="sign descent",
    look=RACE[4],
    formula=r"\theta \leftarrow \theta - \eta\, \operatorname{sign} g",
    words="**Sign descent** looks only at the sign.",
    cost=5,
    rate=lambda course: 10 * course.farther[1] / course.updates,
    advice=lambda course: iter(
        [Advice("all points", "η as you **like**", "It bounces."), Advice("1 point", "a **small** η", "It shakes.")]
    ),
)


@pytest.fixture
def fifth(monkeypatch):
    """A fifth rule: its function in the core, its row in the table, and no other edit."""
    monkeypatch.setitem(core.OPTIMIZERS, FIFTH.key, signs)
    monkeypatch.setitem(RULES, FIFTH.key, FIFTH)


def test_a_fifth_row_is_in_the_race_of_rules_as_the_core_trains_it(fifth, open_page, told, simple):
    message = told(open_page(opt_race="optimizers", opt_axis="epochs"))
    shown = message["readouts"][-1]
    assert len(message["readouts"]) == 5 and shown["label"] == "sign descent (all points)"
    assert shown["look"] == {"color": FIFTH.look.color, "dash": FIFTH.look.dash}
    rate = handy(10 * runs.bowl(SIMPLE).minimum.b / 1000)
    assert shown["sub"].startswith(f"rate {plain(rate)}")
    expected = core.train(*simple, core.TrainingConfig(rate, 1000, "signs"), START)
    np.testing.assert_allclose(message.series["b4"], expected.b[message.series["epoch"].astype(int)], rtol=2e-5)


def test_a_fifth_row_is_in_both_menus_the_rules_and_the_guide(fifth, open_page, words):
    app = open_page(opt_race="my own", opt_runs="4")
    for key in ("opt_rule1", "opt_rule4", "opt_work_rule"):
        assert app.selectbox(key=key).options == [*(rule.name for rule in RULES.values())]
        assert app.selectbox(key=key).options[-1] == "sign descent"
    text = words(app)
    assert "Sign descent looks only at the sign." in text
    assert FIFTH.formula in [formula.value.strip("$\n ") for formula in app.latex]
    assert [e.label for e in app.expander if e.label == "The rule in code: sign descent"]
    assert "| sign descent | all points | η as you like | It bounces. |" in text
    assert "| sign descent | 1 point | a small η | It shakes. |" in text


def test_a_fifth_row_can_do_the_long_work(fifth, open_page, words):
    app = open_page(opt_work_rule="sign descent", opt_work_size="100 points")
    press(app, "Train 100 epochs")
    assert "Sign descent (100 points): 100 epochs and 10,000 steps" in words(app)


# ---- the race


def test_at_the_end_of_every_epoch_each_runner_is_where_the_core_trains_it(open_page, told, simple):
    message = told(open_page(opt_race="six at once"))
    rows = message.series["epoch"].astype(int)
    whole = (rows % 100 == 0) & (rows <= 2000)
    assert whole.sum() == 21
    for i, runner in enumerate(ready("six at once")):
        expected = core.train(*simple, runner.config(20, 42), START)
        for name, values in ((f"w{i}", expected.w[:, 0]), (f"b{i}", expected.b), (f"mse{i}", expected.losses)):
            np.testing.assert_allclose(message.series[name][whole], values, rtol=2e-5, atol=1e-5)


def test_inside_an_epoch_a_batch_acts_when_it_is_complete(open_page, told):
    message = told(open_page(opt_race="batch sizes"))
    rows, w = message.series["epoch"], [message.series[f"w{i}"] for i in range(3)]
    assert np.all(w[0][rows < 100] == 0) and w[0][rows == 100] != 0
    assert np.all(w[1][rows < 10] == 0) and w[1][rows == 10] != 0
    assert len(np.unique(w[1][rows < 100])) == 10
    assert np.all(w[2][(rows > 0) & (rows < 10)] != 0)


@pytest.mark.parametrize(
    ("link", "stride"),
    [({"opt_race": "batch sizes"}, 1), ({"opt_race": "optimizers", "opt_axis": "points looked at"}, 100)],
)
def test_one_step_is_the_smallest_batch(link, stride, open_page, told):
    assert told(open_page(**link))["clock"]["stride"] == stride


def test_counted_in_epochs_the_race_is_the_same(open_page, told):
    by_looks, by_epochs = (
        told(open_page(opt_race="six at once", opt_axis=axis)) for axis in ("points looked at", "epochs")
    )
    assert by_epochs["clock"]["name"] == "Epoch" and by_looks["clock"]["name"] == "Point"
    at = np.searchsorted(by_looks.series["epoch"], 100 * np.arange(21))
    for i in range(6):
        np.testing.assert_array_equal(by_looks.series[f"mse{i}"][at], by_epochs.series[f"mse{i}"][:21])


def test_the_story_counts_steps_and_what_is_left_after_one_look(open_page, told, simple):
    why = " ".join(told(open_page())["story"]["why"])
    for runner, steps in zip(ready("batch sizes"), (1, 10, 100), strict=True):
        expected = core.train(*simple, runner.config(1, 42), START)
        excess = core.excess_losses(*simple, expected.w, expected.b)
        name = runner.title()
        assert f"**{name[0].upper() + name[1:]}**: {steps} " in why
        assert (
            f"After one look its loss above the lowest is {plain(100 * excess[1] / excess[0], 2)}% of the start's"
            in why
        )


def test_a_constant_rate_moves_on_a_tenth_stays_closer_and_a_shrinking_one_comes_to_rest():
    constant, tenth, shrinking = (tape.stays for tape in run("shrinking rate").tapes)
    assert constant > 10 * tenth > 10 * shrinking


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind, count", {"optimizers": 4, "shrinking rate": 3, "six at once": 6}.items())
def test_no_ready_race_diverges_and_every_runner_gets_closer(scenario, kind, count):
    """Those of "batch sizes" are among the six."""
    epochs = SCENARIOS[scenario].epochs
    race = run(kind, settings_of(scenario), epochs if kind == "optimizers" else min(epochs, 200))
    assert len(race.tapes) == count
    for tape in race.tapes:
        assert tape.rises is None and tape.excess[-1] < tape.excess[0]


def test_too_many_updates_shorten_the_race_and_the_page_says_so(open_page, told):
    app = open_page(opt_race="six at once", n="500", epochs="20000")
    message = told(app)
    epochs = message["epochs"] // 500
    assert 1 < epochs < 20_000
    assert any(f"after {epochs:,} of your 20,000 epochs" in caption.value for caption in app.caption)


def test_a_race_of_costly_updates_is_shortened_by_as_much():
    """An update of Adam takes about five times as long as a plain one."""
    dear, cheap = (races.epochs_of_race([races.Runner(rule, 1, 0.1)] * 6, 500, 20_000) for rule in ("adam", PLAIN))
    assert cheap == races.UPDATES // (6 * 500) == 5 * dear
    assert races.epochs_of_race([races.Runner("adam", None, 0.1)] * 6, 500, 20_000) == 20_000


# ---- a race of one's own


def test_a_ready_race_can_be_changed_runner_by_runner(open_page, told):
    app = open_page(opt_race="shrinking rate")
    press(app, "Change these runs")
    assert app.segmented_control(key="opt_race").value == "my own"
    before = told(app)
    app.selectbox(key="opt_rule1").set_value("adam").run()
    app.selectbox(key="opt_rate1").set_value(0.2).run()
    after = told(app)
    assert not app.exception
    assert "Adam (1 point" in after["readouts"][0]["label"] and after["readouts"][0]["sub"].startswith("rate 0.2")
    np.testing.assert_array_equal(before.series["w1"][:9], after.series["w1"][:9])  # the race itself has become shorter


def own(*rules):
    """A link to one's own race of these rules, all rows at once."""
    link = {"opt_race": "my own", "opt_runs": str(len(rules))}
    for i, rule in enumerate(rules, start=1):
        link |= {f"opt_rule{i}": RULES[rule].name, f"opt_size{i}": "all points", f"opt_rate{i}": "0.001"}
    return link


@pytest.mark.parametrize(
    "rules, looks",
    [
        (["adam", PLAIN], [RACE[3], RACE[0]]),  # each in its own
        (["adam", "adam", PLAIN], RACE[:3]),  # one rule twice: by place
    ],
)
def test_a_runner_looks_like_its_rule_unless_one_runs_twice(open_page, told, rules, looks):
    app = open_page(**own(*rules))
    message = told(app)
    expected = [{"color": look.color, "dash": look.dash} for look in looks]
    assert [readout["look"] for readout in message["readouts"]] == expected
    lines = [message.trace("loss", f"loss{i}")["line"] for i in range(len(rules))]
    assert [{"color": line["color"], "dash": line["dash"]} for line in lines] == expected
    assert message.trace("map", "now")["marker"]["color"] == [look.color for look in looks]
    swatches = [html.proto.body for html in app.get("html") if "border-top" in html.proto.body]
    assert len(swatches) == len(rules) and all(look.color in body for look, body in zip(looks, swatches, strict=True))


def test_a_rate_too_large_for_single_rows_diverges_below_2_over_lambda_max(open_page, told, simple):
    X, _ = simple
    assert core.learning_rate_limit(X) > 0.01
    link = own(PLAIN, PLAIN) | {"opt_rate1": "0.01", "opt_size2": "1 point", "opt_rate2": "0.01"}
    message = told(open_page(**link))
    assert [notice["text"] for notice in message["notices"]] == ["Diverges: plain (1 point)"]


def test_nonsense_in_the_link_falls_back(open_page, told):
    usual, mine = (
        [readout["label"] for readout in told(open_page(**link))["readouts"]] for link in ({}, {"opt_race": "my own"})
    )
    for link, labels in (
        ({"opt_race": "nonsense", "opt_axis": "miles", "opt_runs": "99"}, usual),
        ({"opt_race": "my own", "opt_runs": "inf", "opt_rate1": "nan", "opt_size1": "0", "opt_rule1": "magic"}, mine),
        ({"opt_race": "", "opt_axis": "", "opt_work_n": "1e9", "opt_work_size": "all", "opt_work_rule": "?"}, usual),
    ):
        assert [readout["label"] for readout in told(open_page(**link))["readouts"]] == labels


KINDS_AND_AXES = (("six at once", "points looked at"), ("optimizers", "epochs"), ("batch sizes", "points looked at"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_extremes_are_no_exception(open_page, told, scenario):
    """The fewest and the most points and epochs, with and without noise, each in another race."""
    extremes = ({"n": "5", "noise": "0", "epochs": "10"}, {"n": "5", "epochs": "5000"}, {"n": "500", "noise": "0"})
    turn = list(SCENARIOS).index(scenario)
    kind, axis = KINDS_AND_AXES[turn // 3 % 3]
    message = told(open_page(scenario, opt_race=kind, opt_axis=axis, **({"epochs": "20000"} | extremes[turn % 3])))
    assert len(message["readouts"]) == len(races.READY[kind]())
    assert message.series["epoch"][[0, -1]].tolist() == [0, message["epochs"]]
    assert len(message.series["w2"]) == len(message.series["epoch"])


def test_names_never_meet():
    same = races.Runner("adam", 1, 0.1)
    assert races.names_of([same, same, races.Runner("adam", 1, 0.2)]) == [
        "Adam (1 point, rate 0.1) (a)",
        "Adam (1 point, rate 0.1) (b)",
        "Adam (1 point, rate 0.2)",
    ]


# ---- predict first


def test_the_question_fits_the_race():
    asked = {kind: questions.question(run(kind)) for kind in races.READY}
    assert asked["batch sizes"].text == "which run has the lowest loss after one look at all points?"
    assert asked["batch sizes"].happened == "plain (1 point)"
    assert asked["optimizers"].happened == "momentum (all points)" and "none arrives" in asked["optimizers"].options
    assert asked["shrinking rate"].happened == "plain (1 point, shrinking)"
    assert asked["six at once"].happened == "plain (1 point) or plain (1 point, shrinking)"
    assert all(question.happened in question.options for question in asked.values())


@pytest.mark.parametrize("kind", races.READY)
def test_before_a_race_is_seen_nothing_tells_how_it_ends(open_page, told, kind):
    """The winner is named nowhere but in the story and the ending; no end of a run in a label or a chart's text."""
    app = open_page(opt_race=kind)
    message, race = told(app), run(kind)
    told_before = [f["alt"] for f in message["figures"].values()] + [r["sub"] for r in message["readouts"]]
    told_before += [f["layout"]["title"]["text"] for f in message.figures.values()]
    told_before += [m.value for m in app.markdown] + [c.value for c in app.caption]
    text = "\n".join(told_before)
    for tape in race.tapes:
        for value in (tape.excess[-1], tape.excess[race.one_look]):
            assert not re.search(rf"(?<![\d.,]){re.escape(plain(value))}(?![\d.,])", text)
    assert "arrives at epoch" not in text and questions.question(race).because not in text
    assert not any(name in text for name in race.titles)


# ---- the story is true


RACER = st.builds(
    races.Runner,
    st.sampled_from(list(RULES)),
    st.sampled_from(races.SIZES),
    st.sampled_from([1e-6, 1e-4, 0.001, 0.005, 0.01, 0.012, 0.1, 1.0, 100.0]),
    st.booleans(),
)


@settings(max_examples=25)
@given(
    st.lists(RACER, min_size=1, max_size=3),
    st.sampled_from([0.0, 5.0]),
    st.sampled_from([5, 12, 30]),
    st.sampled_from([START, Line(2.5, 10.0), Line(10.0, -50.0)]),
)
def test_headline_and_answer_are_true_of_any_race(runners, noise, n, start):
    data = SampleSettings("simple", n, 42, noise, Line(2.5, 10.0))
    race = raced(Experiment(data, start, 0.0, 50), tuple(runners), True)
    asked, story = questions.question(race), wording.story(race, True)
    X, y = runs.sample(data).points()
    trained = [core.train(X, y, r.config(50, 42), start.parameters) for r in runners]
    excess = [core.excess_losses(X, y, t.w, t.b) for t in trained]
    diverged = [t.status == "diverged" for t in trained]
    assert asked.happened in asked.options and len(set(asked.options)) == len(asked.options)
    assert len(story.headline.split()) <= 12
    assert [tape.outcome.diverged for tape in race.tapes] == diverged
    assert (story.headline in ("It diverges.", "Every run diverges.")) == (all(diverged) and not race.starts_there)
    assert ("start" in story.headline) == bool(excess[0][0] <= verdict.rounding(y))
    goal = verdict.goal_of(X, y, runs.bowl(data).floor, start.parameters).excess
    arrives = [None if bad else verdict.settled(e, goal) for e, bad in zip(excess, diverged, strict=True)]
    if len(runners) == 1:
        assert (asked.happened == "it arrives") == (arrives[0] is not None)
    elif "arrives first" in asked.text and asked.happened in race.titles:
        first = race.titles.index(asked.happened)
        assert all(a is None or arrives[first] < a for i, a in enumerate(arrives) if i != first)
    elif "one look" in asked.text and asked.best is not None:
        after = [e[1] if len(e) > 1 else np.inf for e in excess]
        if race.starts_there:  # what is only rounding is another one in each way to compute it
            after = [questions.after_one_look(race, i) for i in range(len(runners))]
        assert all(after[asked.best] <= height * (1 + 1e-9) for height in after)


def test_a_start_at_the_answer_has_words_of_its_own(open_page, told):
    story = told(open_page(noise="0", start_w="2.5", start_b="10"))["story"]
    assert story["headline"] == "They start at the answer."


# ---- the exercise


def exercised(*runners, own=True):
    race = raced(Experiment(SIMPLE, START, 0.0, 1000), runners, True)
    return " ".join(exercise.done(race, own))


def test_the_exercise_is_done_by_a_right_run_and_by_no_wrong_one():
    course, run_of = Course(runs.sample(SIMPLE).X, START, runs.bowl(SIMPLE).minimum, 1000), races.Runner
    whole = races.WHOLE.runner(course)
    right = run_of(PLAIN, 1, 0.005, True)
    assert "Exercise done" in exercised(whole, right) and "Exercise done" in exercised(right, whole)
    assert exercised(whole, right, own=False) == exercised(whole, right, right) == exercised(right, right) == ""
    assert "has not arrived yet" in exercised(whole, run_of(PLAIN, 1, 0.002))  # closer, and never at rest
    assert "not lower yet" in exercised(whole, run_of("adam", 32, 0.01))  # arrives, but slowly
    assert exercised(whole, run_of(PLAIN, 1, 0.1)) == ""  # diverges
    assert "Exercise done" not in exercised(
        run_of(PLAIN, None, 1e-10), run_of(PLAIN, 1, 1e-5)
    )  # run 1 made worse to win


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_exercise_is_not_done_for_the_learner(scenario):
    data, epochs = settings_of(scenario), SCENARIOS[scenario].epochs
    begun = races.runners_of(races.OWN, Course(runs.sample(data).X, START, runs.bowl(data).minimum, epochs))[:2]
    assert exercise.done(raced(Experiment(data, START, 0.0, epochs), begun, True), True) == ()


def test_the_player_tells_that_the_exercise_is_done(open_page, told):
    link = {"opt_race": "my own", "opt_size2": "1 point", "opt_rate2": "0.005", "opt_cool2": "true"}
    assert any("Exercise done" in line for line in told(open_page(**link))["story"]["more"])


# ---- check yourself


@pytest.mark.parametrize("n", [5, 6, 20, 21, 95, 100, 500])
def test_the_check_questions_have_one_right_answer(n):
    data = replace(SIMPLE, n=n)
    sample, bowl = runs.sample(data), runs.bowl(data)
    steps, gradient, shrunk = lesson.questions(sample, bowl, Course(sample.X, START, bowl.minimum, 1000))
    size = 10 if n > 20 else 2
    assert int(steps.options[steps.right].replace(",", "")) == races.Runner(PLAIN, size, 0.1).updates(n)
    w, b = core.least_squares(*sample.points())
    errors = core.forward_pass(sample.X, w, b) - sample.y
    i = int(np.argmax(np.abs(errors)))
    _, db = core.compute_gradients(sample.X[[i]], errors[[i]] + sample.y[[i]], sample.y[[i]])
    shown, answer = (float(text.replace("−", "-").replace(",", "")) for text in gradient.options[1:])
    assert answer == 2 * shown == pytest.approx(float(db.item()), rel=0.005)
    rate = handy(core.safe_learning_rate(sample.X, 1))
    config = core.TrainingConfig(rate, 100, decay=races.SHRINKING)
    assert shrunk.options[shrunk.right] == plain(list(config.rates())[90])
    assert all(len(set(question.options)) == 3 for question in (steps, gradient, shrunk))


# ---- the guide, and single points


def test_the_guide_gives_the_cores_numbers(open_page, words, simple):
    X, _ = simple
    text = words(open_page())
    assert f"η < 2/λmax = {plain(core.learning_rate_limit(X), 4)}" in text
    assert f"η < (2 + 2β)/λmax = {plain(1.9 * core.learning_rate_limit(X), 4)}" in text
    assert f"η ≤ 1/mean(x² + 1) = {plain(core.safe_learning_rate(X, 1), 3)}" in text
    assert f"η ≤ 1/mean(x² + 1) = {plain(core.safe_learning_rate(X, 10), 3)}" in text
    assert "| RMSProp, Adam | all points | η from about" in text  # one row for both


@pytest.mark.parametrize(
    "key, bound, fading", [("rmsprop", LONGEST_STEPS[0], 0.0), ("adam", LONGEST_STEPS[1], 0.9 / 0.999)]
)
def test_no_step_of_rmsprop_or_adam_is_longer_than_the_guide_says(key, bound, fading):
    """Not for random gradients, nor for those that make the longest step: it comes close to the bound."""
    rule, rng = core.OPTIMIZERS[key], np.random.RandomState(0)

    def longest(gradients):
        memory, steps = (0.0, 0.0, 0), []
        for g in gradients:
            step, memory = rule(g, memory)
            steps.append(abs(step))
        return max(steps)

    worst = [fading ** (20_000 - k) if fading else float(k == 199) for k in range(20_001 if fading else 200)]
    assert 0.99 * bound < longest(worst) <= bound + 1e-6
    assert all(longest(rng.standard_cauchy(300)) <= bound for _ in range(20))


def test_the_step_of_a_point_in_the_words_is_the_one_that_the_core_takes(open_page, words, simple):
    """From least squares, one update on each row alone: the root of the mean squared way in w and in b."""
    bottom = core.least_squares(*simple)
    config = core.TrainingConfig(handy(core.safe_learning_rate(simple[0], 1)), 1)
    rows = [
        core.train(X, y, config, bottom).final for X, y in zip(*(np.split(part, 100) for part in simple), strict=True)
    ]
    by_w, by_b = (
        np.sqrt(np.mean([(getattr(row, name) - at).item() ** 2 for row in rows]))
        for name, at in zip("wb", bottom, strict=True)
    )
    assert f"a typical point moves w by {quantity(by_w, '', 3)} and b by {quantity(by_b, '', 3)}." in words(open_page())


def test_the_units_of_such_a_step_are_those_of_w_and_b(open_page, words):
    names = SCENARIOS["houses"]
    text = words(open_page("houses"))
    assert slope_unit(names) == "$ per 100 sq ft" and " per 100 sq ft and b by $" in text


def test_without_noise_every_single_gradient_is_0(open_page, words):
    assert lesson.NO_NOISE.split(".")[0] in words(open_page(noise="0"))


# ---- long work


def test_long_work_is_the_cores_training_and_shows_its_end(open_page, words):
    app = open_page()
    press(app, "Train 100 epochs of 10,000 points")
    assert "Plain (1 point): 100 epochs and 1,000,000 steps" in words(app)
    assert not [button for button in app.button if button.label in ("Stop", "Go on")]
    job = Job(Task(SIMPLE, START, 10_000, PLAIN, 1))
    job.advance()
    X, y = SCENARIOS["simple"].sample(10_000, 2.5, 10.0, 5.0, 42)
    expected = core.train(X, y, core.TrainingConfig(rate_of(job.task), 1, batch_size=1), START)
    assert job.losses == expected.losses.tolist()


def test_stopped_work_goes_on_where_it_stood(open_page, words):
    """A visitor stopped after three epochs: the page says so, and its end is that of a run nobody stopped."""
    task = Task(SIMPLE, START, 10_000, "momentum", 100)
    job = Job(task)
    for _ in range(3):
        job.advance()
    app = open_page(opt_work_rule="momentum", opt_work_size="100 points")
    app.session_state["opt_job"] = job
    app.run()
    assert "Momentum (100 points): 3 epochs and 300 steps" in words(app)
    press(app, "Go on")
    assert "Momentum (100 points): 100 epochs and 10,000 steps" in words(app)
    X, y = SCENARIOS["simple"].sample(10_000, 2.5, 10.0, 5.0, 42)
    config = core.TrainingConfig(rate_of(task), 100, "momentum", batch_size=100)
    assert finished_jobs(task)[0].losses == core.train(X, y, config, START).losses.tolist()


def test_work_done_by_one_visitor_is_there_at_once_when_the_next_one_asks(open_page, words):
    press(open_page(opt_work_size="100 points"), "Train 100 epochs")
    app = open_page(opt_work_size="100 points")
    assert "10,000 steps" not in words(app)
    press(app, "Train 100 epochs")
    assert "Plain (100 points): 100 epochs and 10,000 steps" in words(app)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("rule", RULES)
def test_long_work_never_diverges_at_its_own_rate(scenario, rule):
    job = Job(Task(settings_of(scenario, seed=1), START, 10_000, rule, 100))
    for _ in range(5):
        job.advance()
    assert job.losses[-1] < job.losses[0]
