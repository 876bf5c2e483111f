"""Batches and optimizers: every number on the page is the core's, whoever races, and long work keeps what it has done."""

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.optimizers import races
from pages.lessons.optimizers import words as wording
from pages.lessons.optimizers.work import EPOCHS, Job, Task, rate_of
from pages.ui.runs import facts
from pages.ui.scenarios import SCENARIOS
from pages.ui.verdict import plain

SIMPLE = "simple", 100, 2.5, 10.0, 5.0, 42
START = 0.0, 0.0
TITLES = {slug: dataset.title for slug, dataset in SCENARIOS.items()}


@pytest.fixture
def open_page(open_app):
    """A function: the page as a link opens it."""

    def open_one(scenario="simple", **link):
        app = open_app(scenario=TITLES.get(scenario, scenario), **link)
        app.switch_page("pages/optimizers.py").run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return open_one


@pytest.fixture
def simple():
    return SCENARIOS["simple"].sample(*SIMPLE[1:])


def ready(kind, X, epochs=1000):
    known = facts(SIMPLE)
    return races.race(kind, X, known, max(abs(known.w), abs(known.b)), epochs)


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception, [e.message for e in app.exception]


# ---- the race


def test_at_the_end_of_every_epoch_each_runner_is_where_the_core_trains_it(open_page, told, simple):
    X, y = simple
    runners = ready("six at once", X)
    message = told(open_page(opt_race="six at once"))
    rows = message.series["epoch"].astype(int)
    whole = (rows % 100 == 0) & (rows <= 2000)
    assert whole.sum() == 21
    for i, runner in enumerate(runners):
        run = core.train(X, y, runner.config(20, 42), START)
        for name, values in ((f"w{i}", run.w[:, 0]), (f"b{i}", run.b), (f"mse{i}", run.losses)):
            np.testing.assert_allclose(message.series[name][whole], values, rtol=2e-5, atol=1e-5)


def test_inside_an_epoch_a_batch_acts_when_it_is_complete(open_page, told, simple):
    X, y = simple
    message = told(open_page(opt_race="batch sizes"))
    rows, w = message.series["epoch"], [message.series[f"w{i}"] for i in range(3)]
    assert np.all(w[0][rows < 100] == 0) and w[0][rows == 100] != 0
    assert np.all(w[1][rows < 10] == 0) and len(np.unique(w[1][rows < 100])) == 10
    ten = next(iter(core.training_steps(X, y, ready("batch sizes", X)[1].config(1, 42), START)))
    assert ten.w.item() == 0 and np.all(w[2][(rows > 0) & (rows < 10)] != 0)


def test_counted_in_epochs_the_race_is_the_same(open_page, told):
    by_rows, by_epochs = (
        told(open_page(opt_race="six at once", opt_axis=axis)) for axis in ("rows looked at", "epochs")
    )
    assert by_epochs["clock"]["name"] == "Epoch" and by_rows["clock"]["name"] == "Row"
    at = np.searchsorted(by_rows.series["epoch"], 100 * np.arange(21))
    for i in range(6):
        np.testing.assert_array_equal(by_rows.series[f"mse{i}"][at], by_epochs.series[f"mse{i}"][:21])


def test_the_words_count_updates_and_what_is_left(open_page, words, simple):
    X, y = simple
    text = words(open_page())
    for runner, updates in zip(ready("batch sizes", X), (1, 10, 100), strict=True):
        run = core.train(X, y, runner.config(1, 42), START)
        excess = core.excess_losses(X, y, run.w, run.b)
        name = runner.title
        assert f"{name} {updates} update{'s' * (updates > 1)}, {100 * excess[1] / excess[0]:.0f} %" in text


def test_a_constant_rate_circles_a_tenth_circles_closer_and_a_cooling_one_comes_to_rest(simple):
    X, y = simple
    runners = ready("cooling down", X)
    tapes, _ = races.run_race(X, y, START, runners, 1000, races.log_rows(100, 1000), 42)
    constant, tenth, cooling = (tape.circling for tape in tapes)
    assert constant > 10 * tenth > 10 * cooling


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", races.READY)
def test_no_ready_race_diverges_and_every_scenario_can_be_read(open_page, told, scenario, kind):
    message = told(open_page(scenario, opt_race=kind))
    assert not message["notices"]
    assert len(message["readouts"]) == {"batch sizes": 3, "rules": 4, "cooling down": 3, "six at once": 6}[kind]


def test_too_many_updates_shorten_the_race_and_the_page_says_so(open_page, told):
    app = open_page(opt_race="six at once", n="500", epochs="20000")
    message = told(app)
    epochs = message["epochs"] // 500
    assert 1 < epochs < 20_000
    assert any(f"after {epochs:,} of your 20,000 epochs" in caption.value for caption in app.caption)
    runners = [races.Runner("adam", 1, 0.1)] * 6
    assert sum(500 * races.epochs_of_race(runners, 500, 20_000) for _ in runners) <= races.UPDATES


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


def test_a_rate_too_large_for_single_rows_diverges_below_2_over_lambda_max(open_page, told, simple):
    X, _ = simple
    assert core.learning_rate_limit(X) > 0.01
    link = {"opt_race": "my own", "opt_runs": "2"}
    link |= {"opt_rule1": "plain", "opt_size1": "all rows", "opt_rate1": "0.01"}
    link |= {"opt_rule2": "plain", "opt_size2": "1 row", "opt_rate2": "0.01"}
    message = told(open_page(**link))
    assert [notice["text"] for notice in message["notices"]] == ["Diverged: plain, 1 row"]


@pytest.mark.parametrize(
    "link",
    [
        {"opt_race": "nonsense", "opt_axis": "miles", "opt_runs": "99"},
        {"opt_race": "my own", "opt_runs": "inf", "opt_rate1": "nan", "opt_size1": "0", "opt_rule1": "magic"},
        {"opt_race": "", "opt_axis": "", "opt_work_n": "1e9", "opt_work_size": "all", "opt_work_rule": "?"},
    ],
)
def test_nonsense_in_the_link_falls_back(open_page, told, link):
    assert told(open_page(**link))["readouts"]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("n, noise, epochs", [("5", "0", "10"), ("5", None, "20000"), ("500", "0", "20000")])
def test_extremes_are_no_exception(open_page, told, scenario, n, noise, epochs):
    link = {"n": n, "epochs": epochs} | ({"noise": noise} if noise else {})
    assert told(open_page(scenario, opt_race="six at once", **link))["readouts"]
    assert told(open_page(scenario, opt_race="rules", opt_axis="epochs", **link))["readouts"]


def test_names_never_meet():
    same = races.Runner("adam", 1, 0.1)
    assert races.names_of([same, same, races.Runner("adam", 1, 0.2)]) == [
        "Adam, 1 row, 0.1 (1)",
        "Adam, 1 row, 0.1 (2)",
        "Adam, 1 row, 0.2",
    ]


# ---- predict first


def test_the_question_fits_the_race(simple):
    X, y = simple
    asked = {}
    for kind in races.READY:
        runners, rows = ready(kind, X), races.log_rows(100, 1000)
        tapes, _ = races.run_race(X, y, START, runners, 1000, rows, 42)
        asked[kind] = wording.question(runners, races.names_of(runners), tapes, rows, 100, facts(SIMPLE).floor)
    assert asked["batch sizes"][0] == "who is lowest after one look at all 100 rows?"
    assert asked["batch sizes"][2] == "plain, 1 row"
    assert asked["rules"][2] == "momentum, all rows" and "nobody" in asked["rules"][1]
    assert asked["cooling down"][2] == "plain, 1 row, cooling"
    assert asked["six at once"][2] == "plain, 1 row (cooling or not)"
    assert all(happened in options for _, options, happened in asked.values())


# ---- the guide, and the pulls


def test_the_guide_gives_the_cores_numbers(open_page, words, simple):
    X, _ = simple
    text = words(open_page())
    assert f"η < 2/λmax = {plain(core.learning_rate_limit(X), 4)}" in text
    assert f"η < (2 + 2β)/λmax = {plain(1.9 * core.learning_rate_limit(X), 4)}" in text
    assert f"η ≤ 1/mean(x² + 1) = {plain(core.safe_learning_rate(X, 1), 3)}" in text
    assert f"η ≤ 1/mean(x² + 1) = {plain(core.safe_learning_rate(X, 10), 3)}" in text


@pytest.mark.parametrize("rule", ["rmsprop", "adam"])
def test_steps_of_rmsprop_and_adam_are_at_most_3_2_times_the_rate(simple, rule):
    X, y = simple
    run = core.train(X, y, core.TrainingConfig(0.5, 3000, rule), START)
    assert np.abs(np.diff(run.b)).max() <= 3.17 * 0.5 and np.abs(np.diff(run.w[:, 0])).max() <= 3.17 * 0.5


def test_at_the_bottom_the_rows_pulls_cancel_and_each_is_twice_its_error(open_page, words, simple):
    X, y = simple
    app, known = open_page(), facts(SIMPLE)
    error = known.w * X + known.b - y
    rate = races.handy(core.safe_learning_rate(X, 1))
    step = rate * np.sqrt(np.mean((2 * error * X) ** 2))
    assert np.abs(np.mean(error * X)) < 1e-10 * step
    assert f"At the rate {rate:g} a typical single row moves w by {step:.3f}" in words(app)


def test_without_noise_nobody_pulls(open_page, words):
    assert wording.NO_PULL in words(open_page(noise="0"))


# ---- long work


def test_long_work_is_the_cores_training_and_shows_its_end(open_page, words):
    app = open_page()
    press(app, "Train 100 epochs of 10,000 rows")
    text = words(app)
    assert "plain, 1 row: 100 epochs, 1,000,000 updates" in text
    assert not [button for button in app.button if button.label in ("Stop", "Go on")]
    job = Job(Task(SIMPLE, START, 10_000, "gradient descent", 1))
    job.advance()
    X, y = SCENARIOS["simple"].sample(10_000, *SIMPLE[2:])
    run = core.train(X, y, core.TrainingConfig(rate_of(job.task), 1, batch_size=1), START)
    assert job.losses == run.losses.tolist()


def test_stopped_work_goes_on_where_it_stood():
    whole, stopped = (Job(Task(SIMPLE, START, 10_000, "gradient descent", 1)) for _ in range(2))
    for _ in range(6):
        whole.advance()
    for _ in range(3):
        stopped.advance()
    assert stopped.done == 3 and not stopped.finished
    for _ in range(3):
        stopped.advance()
    assert stopped.losses == whole.losses
    assert EPOCHS == 100


def test_work_done_is_shown_to_the_next_visitor_at_once(open_page, words):
    press(open_page(opt_work_size="100 rows"), "Train 100 epochs")
    assert "plain, 100 rows: 100 epochs, 10,000 updates" in words(open_page(opt_work_size="100 rows"))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("rule", races.NAMES)
def test_long_work_never_diverges_at_its_own_rate(scenario, rule):
    settings = (scenario, None, None, None, None, 1)
    job = Job(Task(settings, START, 10_000, rule, 100))
    for _ in range(5):
        job.advance()
    assert job.losses[-1] < job.losses[0]
