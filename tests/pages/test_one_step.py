"""One step by hand: every number against the core's and against those beside it; what is told, and when; the exercise."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import linreg_core as core
from pages.lessons.one_step import formulas, story, words
from pages.lessons.one_step.slopes import agreeing, marked
from pages.lessons.one_step.step import run_of, slope_of_two_losses, steps_to_play, walk
from pages.lessons.one_step.table import markdown
from pages.ui import runs, verdict
from pages.ui.experiment import Line
from pages.ui.hand_step import spread_out, take_step
from pages.ui.numbers import rate_text
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import SCENARIOS
from pages.ui.step_table import table_of
from tests.pages.experiments import experiment

PAGE = "pages/one_step.py"
RATE, EPOCHS_OF_RUN = 0.001, 2000
X, Y = core.generate_linear_data(50, 250.0, 50_000.0, 30_000.0, random_state=42)  # as the page begins: the tutorial's
SAMPLE = runs.Sample(X, Y, SCENARIOS["tutorial"], None, None)
RUN = core.train(X, Y, core.TrainingConfig(RATE, EPOCHS_OF_RUN), start=(0.0, 0.0))


def step_at(epoch):
    return take_step(SAMPLE, line_at(epoch), RATE)


def line_at(epoch):
    return Line(RUN.w[epoch, 0], RUN.b[epoch])


def numbers(formula):
    """The numbers of a KaTeX formula, in order."""
    found = re.findall(r"-?\d[\d{},]*\.?\d*(?: \\times 10\^\{-?\d+\})?", formula)
    return [float(re.sub(r" \\times 10\^\{(-?\d+)\}", r"e\1", n).replace("{,}", "").rstrip(",{}")) for n in found]


def results(latex):
    """The bold results in a formula."""
    return [numbers(bold)[0] for bold in re.findall(r"\\mathbf\{((?:[^{}]|\{[^{}]*\})*)\}", latex)]


def box(app, start):
    return next(widget for widget in app.text_input if widget.label.startswith(start))


# ---- the numbers


@pytest.mark.parametrize("epoch", [0, 7, 1999])
def test_the_formulas_end_in_what_the_core_computes(open_page, epoch):
    app = open_page(step_epoch=str(epoch))
    w, b = RUN.at(epoch).w, RUN.at(epoch).b
    y_pred = core.forward_pass(X, w, b)
    dw, db = core.compute_gradients(X, y_pred, Y)
    new_w, new_b = core.update_parameters(w, b, dw, db, RATE)
    row = np.argmin(X)
    shown = [results(formula.value) for formula in app.latex]
    expected = [
        [y_pred[row, 0], y_pred[row, 0] - Y[row, 0]],
        [core.compute_loss(y_pred, Y)],
        [dw.item(), db],
        [new_w.item(), new_b.item()],
    ]
    for found, right in zip(shown, expected, strict=True):
        assert found == pytest.approx(right, rel=1e-3)


@st.composite
def any_step(draw):
    """An experiment, and an epoch of its run."""
    slug = draw(st.sampled_from(list(SCENARIOS)))
    d = SCENARIOS[slug].defaults
    noise = 0.0 if "noise" in d and draw(st.booleans()) else None
    start = draw(st.sampled_from([(0.0, 0.0), (d.get("w", 0.0), d.get("b", 0.0)), (-3.0, 40.0)]))
    rate = draw(st.sampled_from([*learning_rates(SCENARIOS[slug])]))
    e = experiment(slug, draw(st.sampled_from([5, 6, 20, 50])), noise, start, rate=rate, epochs=300)
    return e, draw(st.integers(0, max(0, run_of(e).epochs - 1)))


def last_place(text):
    """Half of the last decimal of a number as it is written, and a little for rounding."""
    mantissa, *power = re.split(r" \\\\times 10\^\{| × 10", text)
    decimals = len(mantissa.split(".")[1]) if "." in mantissa else 0
    return 0.501 * 10.0**-decimals


def written(text):
    """(value, half of its last place) of a number in KaTeX."""
    text = text.strip("()").replace("{,}", "")
    mantissa, _, power = text.partition(r" \times 10^{")
    size = 10.0 ** int(power.rstrip("}") or 0)
    return float(mantissa) * size, last_place(mantissa) * size


def adds_up(computed, text):
    value, half = written(text)
    assert computed == pytest.approx(value, abs=half, rel=1e-12), (computed, text)


BOLD = r"\\mathbf\{((?:[^{}]|\{[^{}]*\})*)\}"


@given(any_step())
@hypothesis_settings(max_examples=60)
def test_every_step_worked_by_hand_adds_up_in_the_digits_shown(drawn):
    e, epoch = drawn
    sample, run = runs.sample(e.data), run_of(e)
    step = take_step(sample, run.line(epoch), e.rate)
    table = table_of(step, sample, spread_out(sample))

    first = formulas.prediction(table.row(0), step, sample.names)
    y_hat, error = re.findall(BOLD, first)
    w, x, b = re.search(r"x \+ b = (.*?) \\cdot (.*?) \+ (.*?) \\\\", first).groups()
    adds_up(written(w)[0] * written(x)[0] + written(b)[0], y_hat)
    of_error = re.search(r"y\} = (.*) = \\mathbf", first)[1]
    left, right = re.fullmatch(r"(\S*(?: \\times 10\^\{-?\d+\})?) - (.*)", of_error).groups()
    adds_up(written(left)[0] - written(right)[0], error)

    mean = formulas.loss(step, sample.names)
    adds_up(written(re.search(r"\\cdot (.*?) \\\\", mean)[1])[0] / step.n, re.findall(BOLD, mean)[0])

    gradients = formulas.gradients(step, sample.names)
    for total, found in zip(re.findall(r"\\cdot (.*?) \\\\", gradients), re.findall(BOLD, gradients), strict=True):
        adds_up(2 / step.n * written(total)[0], found)

    update = formulas.update(step, sample.names)
    lines = re.findall(r"\{\\partial [wb]\} = (\S*(?: \\times 10\^\{-?\d+\})?) - .*? \\cdot (.*?) \\\\", update)
    for (old, slope), new in zip(lines, re.findall(BOLD, update), strict=True):
        adds_up(written(old)[0] - step.rate * written(slope)[0], new)


@given(any_step())
@hypothesis_settings(max_examples=60)
def test_every_row_of_the_table_adds_up_in_the_digits_shown(drawn):
    e, epoch = drawn
    sample = runs.sample(e.data)
    step = take_step(sample, run_of(e).line(epoch), e.rate)
    table = table_of(step, sample, spread_out(sample))
    half = {c: 0.501 * 10.0 ** (c.power - c.decimals) for c in (table.error, table.square, table.error_x)}
    for i in range(len(table.x.values)):
        x, y, y_hat, error, square, error_x = (
            c.plain[i] for c in (table.x, table.y, table.y_hat, table.error, table.square, table.error_x)
        )
        assert y_hat - y == pytest.approx(error, abs=half[table.error], rel=1e-12)
        assert error**2 == pytest.approx(square, abs=half[table.square], rel=1e-12)
        assert error * x == pytest.approx(error_x, abs=half[table.error_x], rel=1e-12)
    text = markdown(table, step, sample.names)
    assert not re.search(r"\b(nan|inf)\b|−0(?![\d.,])", text), text


def test_the_table_has_six_points_and_the_sums_of_all(open_page, words):
    page = words(open_page())
    rows = re.findall(r"^\| \d \|.*$", page, re.M)
    assert len(rows) == 6 and "6 of the 50 points" in page
    first = [cell.strip() for cell in rows[0].split("|")[2:8]]
    assert float(first[0].replace("−", "-")) == pytest.approx(X.min(), abs=1e-4)
    sums = next(line for line in page.splitlines() if line.startswith("| Σ, all 50"))
    squares, error_x = (float(cell.replace("−", "-").replace(",", "")) for cell in sums.split("|")[6:8])
    assert squares == pytest.approx(np.sum(Y**2) / 1e9, rel=1e-5)
    assert error_x == pytest.approx(step_at(0).sum_error_x / 1e6, rel=1e-5) and "10⁹ $²" in page


def test_the_player_begins_and_ends_at_the_runs_own_lines(open_page, told):
    message, shown = told(open_page(step_epoch="40")), steps_to_play(RUN.losses, 40)
    assert (message["first"], message["epochs"]) == (40, 40 + shown)
    for column, epoch in ((0, 40), (-1, 40 + shown)):
        assert message.series["w"][column] == pytest.approx(RUN.w[epoch, 0], rel=1e-5)
        assert message.series["b"][column] == pytest.approx(RUN.b[epoch], rel=1e-5)
        assert message.series["mse"][column] == pytest.approx(RUN.losses[epoch], rel=1e-5)
    assert message.series["share"][-1] == pytest.approx(100 * RUN.losses[40 + shown] / RUN.losses[40], rel=1e-5)


def test_the_squares_stand_between_the_numbered_points_and_the_line(open_page, told):
    message, rows = told(open_page()), spread_out(SAMPLE)
    track = message.track("line", "square")
    assert track["kind"] == "squares"
    np.testing.assert_allclose(track["x"], X[rows, 0])
    np.testing.assert_allclose(track["y"], Y[rows, 0])
    line = [message.value(cell, -1) for cell in track["to"]]
    np.testing.assert_allclose(line, message.series["w"][-1] * X[rows, 0] + message.series["b"][-1])


def test_the_line_never_leaves_its_chart(open_page, told):
    for link in ({}, {"rate": "0.02", "step_epoch": "30"}):
        message = told(open_page(scenario=SCENARIOS["simple"].title, **link))
        low, high = message.figures["line"]["layout"]["yaxis"]["range"]
        ends = [message.value(c, t) for c in message.track("line", "fit")["y"] for t in range(len(message.series["w"]))]
        assert low <= min(ends) and max(ends) <= high


def test_a_bar_longer_than_its_chart_says_so_and_only_then(open_page, told):
    for link in ({}, {"rate": "0.02", "step_epoch": "30"}):
        message = told(open_page(scenario=SCENARIOS["simple"].title, **link))
        beyond = max(message.series["share"]) > message.figures["sum"]["layout"]["xaxis"]["range"][1]
        assert beyond == bool(link) == bool(message["notices"])


# ---- the step itself


def test_a_step_is_the_cores_step_and_its_sums_are_of_all_points():
    step, error = take_step(SAMPLE, Line(100.0, 40_000.0), RATE), 100 * X + 40_000 - Y
    assert step.sum_square == pytest.approx(np.sum(error**2))
    assert step.dw == pytest.approx(2 / 50 * step.sum_error_x)
    assert step.db == pytest.approx(2 / 50 * step.sum_error)
    assert step.after == pytest.approx((100 - RATE * step.dw, 40_000 - RATE * step.db))
    assert step.new_mse == pytest.approx(np.mean((step.after.at(X) - Y) ** 2))


def test_nudging_gives_the_gradient_at_every_width_but_for_rounding():
    line = Line(100.0, 40_000.0)
    step = take_step(SAMPLE, line, RATE)
    for h, digits in ((1.0, 9), (1e-3, 8), (1e-6, 4)):
        dw, db = slope_of_two_losses(SAMPLE, line, h)
        assert agreeing(step.dw, dw) >= digits and agreeing(step.db, db) >= digits
    wide, narrow = (slope_of_two_losses(SAMPLE, line, h)[0] for h in (1e-2, 1e-10))
    assert abs(wide - step.dw) < abs(narrow - step.dw)


def test_the_walk_passes_through_every_line_of_the_run_in_a_straight_way():
    run = SimpleNamespace(w=RUN.w[:, 0], b=RUN.b)
    at, w, b, loss = walk(SAMPLE, run, 5, 10)
    whole = at == np.floor(at)
    np.testing.assert_allclose(w[whole], run.w[5:16])
    np.testing.assert_allclose(b[whole], run.b[5:16])
    np.testing.assert_allclose(loss[whole], RUN.losses[5:16])
    middle = np.flatnonzero(at == 0.5)[0]
    assert w[middle] == pytest.approx((run.w[5] + run.w[6]) / 2)
    assert loss[middle] == pytest.approx(core.compute_loss(X * w[middle] + b[middle], Y))


def test_one_step_is_played_if_it_can_be_seen_and_else_as_many_as_it_takes():
    assert steps_to_play(np.array([1.0, 0.8, 0.7, 0.6]), 0) == 1
    assert steps_to_play(1 - 0.02 * np.arange(40), 0) == 10
    assert steps_to_play(1 - 0.002 * np.arange(400), 0) == 100
    assert steps_to_play(np.linspace(1, 0.95, 8), 2) == 5  # all that are left
    assert steps_to_play(np.full(2000, 1.0), 0) == 1  # nothing moves: one is enough


def test_the_points_shown_are_different_and_reach_from_end_to_end():
    X = np.array([[1.0], [2.0], [2.0], [2.0], [2.0], [9.0], [3.0]])
    y = np.array([[0.0], [5.0], [5.0], [5.0], [5.0], [1.0], [4.0]])
    rows = spread_out(runs.Sample(X, y, SCENARIOS["simple"], None, None))
    assert X[rows, 0].tolist() == [1.0, 2.0, 3.0, 9.0]


def test_agreeing_digits_are_counted_from_the_front():
    assert agreeing(1.23456789012, 1.23456789012) == 12
    assert agreeing(1.2345, 1.2399) == 3
    assert agreeing(-1.5, 1.5) == agreeing(1e-200, -1e-200) == 0
    assert agreeing(0.0, 0.0) == 12
    assert agreeing(0.0, 1.0) == agreeing(-1.0, 0.0) == 0
    assert agreeing(1.0, float("inf")) == 0
    assert agreeing(10.0, 1.0) == 0


def test_the_agreeing_digits_are_marked():
    assert marked(-0.0123456789012, 3) == ":green-background[**−0.0123**]456789012"
    assert marked(1234.5, 12) == ":green-background[**1,234.50000000**]"
    assert marked(-1.5e9, 0) == "−1.50000000000 × 10⁹"
    assert marked(0.0, 12) == ":green-background[0]"
    assert marked(float("inf"), 0) == "too large for a float"


# ---- what is told, and when


@pytest.mark.parametrize("link", [{}, {"rate": "0.02"}, {"step_epoch": "1999"}, {"scenario": "A simple line"}])
def test_nothing_tells_what_the_step_does_before_it_is_taken(open_page, told, words, link):
    app = open_page(**link)
    message, text = told(app), words(app).split("\n- RMSE:")[0]  # but for the glossary
    assert message.figures["sum"]["layout"]["xaxis"]["range"] == [0, 150]
    assert "after" not in [trace["name"] for trace in message.figures["line"]["data"]]
    for figure in message["figures"].values():
        assert "100.0" not in figure["alt"] and "moved" not in figure["alt"]
    for sentence in (message["story"]["headline"], message["story"]["evidence"], "arrived", "too far", "% less"):
        assert sentence not in text


@given(any_step())
@hypothesis_settings(max_examples=80)
def test_the_story_is_true_of_the_step(drawn):
    e, epoch = drawn
    sample, bowl, run = runs.sample(e.data), runs.bowl(e.data), run_of(e)
    told = story.told_of(e, epoch)
    head = story.story(told).headline
    before, after = told.losses
    assert len(head.split()) <= 12
    assert (before, after) == (run.losses[epoch], run.losses[epoch + told.shown])
    excess = core.excess_losses(*sample.points(), run.w, run.b)
    goal = verdict.goal_of(*sample.points(), bowl.floor, e.start.parameters).excess
    if "this line is the answer" in head:
        assert excess[epoch] <= verdict.rounding(sample.y) and story.fate(told) == story.FATES[1]
    if "had arrived" in head:
        assert max(excess[epoch:]) <= goal
    if "has arrived" in head:
        assert excess[epoch] > goal >= excess[epoch + told.shown]
    assert ("too far" in head) == (after > before * (1 + 1e-9) and "answer" not in head)
    if "too far" in head or "too large" in head:
        assert e.rate > bowl.limit and "limit" in story.because(told)
    if "more than half" in head:
        assert after < before / 2 and story.fate(told) == story.FATES[3]
    for text in (*story.story(told).why, story.story(told).evidence, story.because(told)):
        assert not re.search(r"\b(nan|inf|None)\b|(?<![\d.,])[−-]0(?![\d.,])|(?<![\d.,])0%|\de[+-]", text), text


def test_the_tutorials_run_has_not_arrived_a_step_before_it_has():
    e = experiment()
    arrives = verdict.outcome(runs.sample(e.data), runs.bowl(e.data), run_of(e)).arrives
    assert "arrived" not in story.headline(story.told_of(e, 0))
    assert "has arrived" in story.headline(story.told_of(e, arrives - 1))
    late = story.told_of(e, 1999)
    assert "had arrived" in story.headline(late) and any(
        r"b is now \$1,173 too small" in text for text in story.why(late)
    )


def test_the_check_questions_are_right():
    for e, epoch in ((experiment(), 0), (experiment("simple", rate=0.01), 1), (experiment("simple", rate=0.02), 7)):
        sample = runs.sample(e.data)
        step = take_step(sample, run_of(e).line(epoch), e.rate)
        table = table_of(step, sample, spread_out(sample))
        way, _, alone = words.questions(step, table)
        assert way.options[way.right] == ("w becomes larger" if step.after.w > step.before.w else "w becomes smaller")
        i = int(re.search(r"Point (\d)", alone.text)[1]) - 1
        row = spread_out(sample)[i : i + 1]
        by_itself = core.compute_gradients(sample.X[row], step.y_pred[row, np.newaxis], sample.y[row])[0].item()
        assert alone.options[alone.right] == ("w becomes larger" if by_itself < 0 else "w becomes smaller")


# ---- what the learner does


def test_next_step_goes_one_epoch_on(open_page):
    app = open_page(step_epoch="5")
    next(b for b in app.button if b.label == "Next step").click()
    app.run()
    assert app.slider(key="step_epoch").value == 6
    assert app.query_params["step_epoch"] == "6"


def test_a_shorter_run_takes_the_slider_with_it(open_page):
    app = open_page(step_epoch="1500")
    app.select_slider(key="epochs").set_value(100).run()
    assert not app.exception
    assert app.slider(key="step_epoch").value == 99


@pytest.mark.parametrize("bad", ["-1", "2000", "99999999999999999999", "nan", "inf", "1.5", "x", ""])
def test_a_bad_epoch_in_the_link_falls_back(open_page, bad):
    app = open_page(step_epoch=bad, step_h=bad)
    assert 0 <= app.slider(key="step_epoch").value <= EPOCHS_OF_RUN - 1
    assert app.select_slider(key="step_h").value == 1e-3


def type_in(app, **answers):
    """dw, w, db, b into their boxes; of two boxes with one label into the last, the second step's."""
    for name, value in answers.items():
        label = {"dw": "∂MSE/∂w", "db": "∂MSE/∂b"}.get(name, f"new {name}")
        [widget for widget in app.text_input if widget.label.startswith(label)][-1].set_value(value)
    return app.run()


def by_hand(app, step):
    """The right answers for a step, as a learner would write them."""
    return {
        "dw": f"{step.dw:.4g}",
        "w": f"{step.after.w:.3f}",
        "db": f"{step.db:.4g}",
        "b": f"{step.after.b:.2f}",
    }


def test_two_steps_by_hand_are_checked_the_second_from_the_learners_own_first(open_page, told, words):
    app, step = open_page(step_epoch="9"), step_at(10)
    first = by_hand(app, step)
    type_in(app, **first)
    assert [s.value for s in app.success] == ["Right."] * 4 and not app.warning
    own = take_step(SAMPLE, Line(float(first["w"]), float(first["b"])), RATE)
    assert "Second step" in words(app) and told(app)["story"]["more"] == []
    answers = by_hand(app, own)
    type_in(app, w=answers["w"], b=answers["b"])
    assert "Exercise done" in app.success[-1].value and not app.warning
    assert "Exercise done" in told(app)["story"]["more"][0]


def test_a_wrong_step_does_not_do_the_exercise(open_page, told, words):
    app, step = open_page(step_epoch="9"), step_at(10)
    answers = by_hand(app, step)
    type_in(app, **answers | {"b": str(step.before.b)})
    assert "Second step" not in words(app) and "not moved" in app.warning[0].value
    type_in(app, **answers)
    type_in(app, w=answers["w"], b=answers["b"])  # the same place again is no second step
    assert len(app.warning) == 2 and "Exercise done" not in "".join(s.value for s in app.success)
    assert told(app)["story"]["more"] == []


def test_a_slip_gets_its_hint_and_rubbish_a_clear_sentence(open_page):
    app, step = open_page(), step_at(1)
    type_in(app, dw=str(-step.dw), w="rather less")
    assert "sign" in app.warning[0].value and "rather less" in app.warning[1].value
    assert not app.success and not app.exception


def test_an_answer_belongs_to_its_step(open_page):
    app = open_page()
    box(app, "new w").set_value("12")
    app.run()
    next(b for b in app.button if b.label == "Next step").click()
    app.run()
    assert box(app, "new w").value == ""


def asked(app):
    return next(w for w in app.segmented_control if w.label.startswith("Predict first"))


def test_a_prediction_is_told_beside_what_happened_and_why(open_page, told):
    app = open_page()
    assert told(app)["ending"].startswith("It was: **it falls by 10 to 50%**, because one step removes")
    asked(app).set_value("it grows").run()
    assert told(app)["ending"].startswith("You said: **it grows**. But it was: **it falls by 10 to 50%**, because")
    app.slider(key="step_epoch").set_value(3).run()
    assert asked(app).value is None


def test_without_predictions_nothing_is_asked(open_page, told):
    app = open_page(predict="false")
    assert told(app)["ending"] == "" and not app.segmented_control


# ---- no setting breaks it


@pytest.mark.parametrize("i, scenario", list(enumerate(SCENARIOS)))
def test_the_ends_of_every_scenario_work(open_page, told, i, scenario):
    """The lowest and the highest rate, with the fewest and the most epochs, in turn; the words see every rate above."""
    end = -(i // 2 % 2)
    made_up = {} if SCENARIOS[scenario].points else {"noise": "0"}
    rate, epochs = rate_text(learning_rates(SCENARIOS[scenario])[end]), EPOCHS[[0, -1][(i + end) % 2]]
    app = open_page(scenario=SCENARIOS[scenario].title, n="5", rate=rate, epochs=str(epochs), **made_up)
    told(app)
    last = int(app.slider(key="step_epoch").max)
    app.slider(key="step_epoch").set_value(last).run()
    box(app, "new w").set_value("1")
    app.run()
    assert not app.exception, [e.message for e in app.exception]
    assert told(app)["first"] == last
