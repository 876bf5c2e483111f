"""Batches and optimizers: every number on the page is the core's, whoever races, and long work keeps what it has done."""

from dataclasses import replace

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.optimizers import races
from pages.lessons.optimizers import words as wording
from pages.lessons.optimizers.tapes import raced
from pages.lessons.optimizers.work import Job, Task, finished_jobs, rate_of
from pages.ui import runs
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import plain, quantity
from pages.ui.palette import RACE
from pages.ui.rules import RULES, Advice, Course, Rule, handy
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
    """A ready race from (0, 0), counted in rows."""
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
    words="**Sign descent** asks only where it goes down.",
    cost=5,
    rate=lambda course: 10 * course.farther[1] / course.updates,
    advice=lambda course: iter(
        [Advice("all rows", "η as you **like**", "It jitters."), Advice("1 row", "a **small** η", "Rows disagree.")]
    ),
)


@pytest.fixture
def fifth(monkeypatch):
    """A fifth rule: its function in the core, its row in the table, and no other edit."""
    monkeypatch.setitem(core.OPTIMIZERS, FIFTH.key, signs)
    monkeypatch.setitem(RULES, FIFTH.key, FIFTH)


def test_a_fifth_row_is_in_the_race_of_rules_as_the_core_trains_it(fifth, open_page, told, simple):
    message = told(open_page(opt_race="rules", opt_axis="epochs"))
    shown = message["readouts"][-1]
    assert len(message["readouts"]) == 5 and shown["label"] == "sign descent, all rows"
    assert shown["look"] == {"color": FIFTH.look.color, "dash": FIFTH.look.dash}
    rate = handy(10 * runs.bowl(SIMPLE).minimum.b / 1000)
    assert shown["sub"].startswith(f"rate {rate:g}")
    expected = core.train(*simple, core.TrainingConfig(rate, 1000, "signs"), START)
    np.testing.assert_allclose(message.series["b4"], expected.b[message.series["epoch"].astype(int)], rtol=2e-5)


def test_a_fifth_row_is_in_both_menus_the_rules_and_the_guide(fifth, open_page, words):
    app = open_page(opt_race="my own")
    for key in ("opt_rule1", "opt_rule4", "opt_work_rule"):
        assert app.selectbox(key=key).options == [*(rule.name for rule in RULES.values())]
        assert app.selectbox(key=key).options[-1] == "sign descent"
    text = words(app)
    assert "Sign descent asks only where it goes down." in text
    assert FIFTH.formula in [formula.value.strip("$\n ") for formula in app.latex]
    assert [e.label for e in app.expander if e.label == "The rule in code: sign descent"]
    assert "The five rules" in [header.value for header in app.subheader]
    assert "| sign descent, all rows | η as you like | It jitters. |" in text
    assert "| sign descent, 1 row | a small η | Rows disagree. |" in text


def test_a_fifth_row_can_do_the_long_work(fifth, open_page, words):
    app = open_page(opt_work_rule="sign descent", opt_work_size="100 rows")
    press(app, "Train 100 epochs")
    assert "sign descent, 100 rows: 100 epochs, 10,000 updates" in words(app)


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


def test_counted_in_epochs_the_race_is_the_same(open_page, told):
    by_rows, by_epochs = (
        told(open_page(opt_race="six at once", opt_axis=axis)) for axis in ("rows looked at", "epochs")
    )
    assert by_epochs["clock"]["name"] == "Epoch" and by_rows["clock"]["name"] == "Row"
    at = np.searchsorted(by_rows.series["epoch"], 100 * np.arange(21))
    for i in range(6):
        np.testing.assert_array_equal(by_rows.series[f"mse{i}"][at], by_epochs.series[f"mse{i}"][:21])


def test_the_words_count_updates_and_what_is_left(open_page, words, simple):
    text = words(open_page())
    for runner, updates in zip(ready("batch sizes"), (1, 10, 100), strict=True):
        expected = core.train(*simple, runner.config(1, 42), START)
        excess = core.excess_losses(*simple, expected.w, expected.b)
        name = runner.title
        assert f"{name} {updates} update{'s' * (updates > 1)}, {100 * excess[1] / excess[0]:.0f} %" in text


def test_a_constant_rate_circles_a_tenth_circles_closer_and_a_cooling_one_comes_to_rest():
    constant, tenth, cooling = (tape.circling for tape in run("cooling down").tapes)
    assert constant > 10 * tenth > 10 * cooling


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", races.READY)
def test_no_ready_race_diverges_and_every_runner_gets_closer(scenario, kind):
    s = SCENARIOS[scenario]
    race = run(kind, settings_of(scenario), s.epochs)
    assert len(race.tapes) == {"batch sizes": 3, "rules": 4, "cooling down": 3, "six at once": 6}[kind]
    for tape in race.tapes:
        assert tape.gone is None and tape.excess[-1] < tape.excess[0]


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
    app = open_page(opt_race="cooling down")
    press(app, "Change these runners")
    assert app.segmented_control(key="opt_race").value == "my own"
    before = told(app)
    app.selectbox(key="opt_rule1").set_value("adam").run()
    app.selectbox(key="opt_rate1").set_value(0.2).run()
    after = told(app)
    assert not app.exception
    assert "Adam, 1 row" in after["readouts"][0]["label"] and after["readouts"][0]["sub"].startswith("rate 0.2")
    np.testing.assert_array_equal(before.series["w1"][:9], after.series["w1"][:9])  # the race itself has become shorter


def own(*rules):
    """A link to one's own race of these rules, all rows at once."""
    link = {"opt_race": "my own", "opt_runs": str(len(rules))}
    for i, rule in enumerate(rules, start=1):
        link |= {f"opt_rule{i}": RULES[rule].name, f"opt_size{i}": "all rows", f"opt_rate{i}": "0.001"}
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
    link = own(PLAIN, PLAIN) | {"opt_rate1": "0.01", "opt_size2": "1 row", "opt_rate2": "0.01"}
    message = told(open_page(**link))
    assert [notice["text"] for notice in message["notices"]] == ["Diverged: plain, 1 row"]


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


KINDS_AND_AXES = (("six at once", "rows looked at"), ("rules", "epochs"), ("batch sizes", "rows looked at"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_extremes_are_no_exception(open_page, told, scenario):
    """The fewest and the most points and epochs, with and without noise: three pages, each in another race."""
    extremes = ({"n": "5", "noise": "0", "epochs": "10"}, {"n": "5", "epochs": "20000"}, {"n": "500", "noise": "0"})
    turn = list(SCENARIOS).index(scenario)
    for i, link in enumerate(extremes):
        kind, axis = KINDS_AND_AXES[(i + turn) % 3]
        message = told(open_page(scenario, opt_race=kind, opt_axis=axis, **({"epochs": "20000"} | link)))
        assert len(message["readouts"]) == len(races.READY[kind]())
        assert message.series["epoch"][[0, -1]].tolist() == [0, message["epochs"]]
        assert len(message.series["w2"]) == len(message.series["epoch"])


def test_names_never_meet():
    same = races.Runner("adam", 1, 0.1)
    assert races.names_of([same, same, races.Runner("adam", 1, 0.2)]) == [
        "Adam, 1 row, 0.1 (1)",
        "Adam, 1 row, 0.1 (2)",
        "Adam, 1 row, 0.2",
    ]


# ---- predict first


def test_the_question_fits_the_race():
    asked = {kind: wording.question(run(kind)) for kind in races.READY}
    assert asked["batch sizes"].text == "who is lowest after one look at all 100 rows?"
    assert asked["batch sizes"].happened == "plain, 1 row"
    assert asked["rules"].happened == "momentum, all rows" and "nobody" in asked["rules"].options
    assert asked["cooling down"].happened == "plain, 1 row, cooling"
    assert asked["six at once"].happened == "plain, 1 row (cooling or not)"
    assert all(question.happened in question.options for question in asked.values())


# ---- the guide, and the pulls


def test_the_guide_gives_the_cores_numbers(open_page, words, simple):
    X, _ = simple
    text = words(open_page())
    assert f"η < 2/λmax = {plain(core.learning_rate_limit(X), 4)}" in text
    assert f"η < (2 + 2β)/λmax = {plain(1.9 * core.learning_rate_limit(X), 4)}" in text
    assert f"η ≤ 1/mean(x² + 1) = {plain(core.safe_learning_rate(X, 1), 3)}" in text
    assert f"η ≤ 1/mean(x² + 1) = {plain(core.safe_learning_rate(X, 10), 3)}" in text
    assert "| RMSProp, Adam | no λ in it" in text  # one row for both


@pytest.mark.parametrize("rule", ["rmsprop", "adam"])
def test_steps_of_rmsprop_and_adam_are_at_most_3_2_times_the_rate(simple, rule):
    steps = core.train(*simple, core.TrainingConfig(0.5, 3000, rule), START)
    assert np.abs(np.diff(steps.b)).max() <= 3.17 * 0.5 and np.abs(np.diff(steps.w[:, 0])).max() <= 3.17 * 0.5


def test_the_step_of_a_row_in_the_words_is_the_one_that_the_core_takes(open_page, words, simple):
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
    assert f"a typical single row moves w by {quantity(by_w, '')} and b by {quantity(by_b, '')}, away" in words(
        open_page()
    )


def test_without_noise_nobody_pulls(open_page, words):
    assert wording.NO_PULL in words(open_page(noise="0"))


# ---- long work


def test_long_work_is_the_cores_training_and_shows_its_end(open_page, words):
    app = open_page()
    press(app, "Train 100 epochs of 10,000 rows")
    assert "plain, 1 row: 100 epochs, 1,000,000 updates" in words(app)
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
    app = open_page(opt_work_rule="momentum", opt_work_size="100 rows")
    app.session_state["opt_job"] = job
    app.run()
    assert "momentum, 100 rows: 3 epochs, 300 updates" in words(app)
    press(app, "Go on")
    assert "momentum, 100 rows: 100 epochs, 10,000 updates" in words(app)
    X, y = SCENARIOS["simple"].sample(10_000, 2.5, 10.0, 5.0, 42)
    config = core.TrainingConfig(rate_of(task), 100, "momentum", batch_size=100)
    assert finished_jobs(task)[0].losses == core.train(X, y, config, START).losses.tolist()


def test_work_done_is_shown_to_the_next_visitor_at_once(open_page, words):
    press(open_page(opt_work_size="100 rows"), "Train 100 epochs")
    assert "plain, 100 rows: 100 epochs, 10,000 updates" in words(open_page(opt_work_size="100 rows"))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("rule", RULES)
def test_long_work_never_diverges_at_its_own_rate(scenario, rule):
    job = Job(Task(settings_of(scenario, seed=1), START, 10_000, rule, 100))
    for _ in range(5):
        job.advance()
    assert job.losses[-1] < job.losses[0]
