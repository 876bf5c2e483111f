"""One step by hand: every number on the page against the core's, and no setting that breaks it."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from pages.lessons.one_step.tables import agreeing, marked, said

import linreg_core as core
from pages.lessons.one_step.step import slope_by_nudging, spread_out, steps_to_play, take_step, walk
from pages.ui import runs
from pages.ui.experiment import Line
from pages.ui.numbers import rate_text
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import SCENARIOS

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


def test_the_numbers_put_in_give_the_result_shown(open_page):
    """2/n · Σ error·x, and w − η · gradient, as a learner would check them with a calculator."""
    app = open_page(scenario=SCENARIOS["simple"].title, step_epoch="3")
    gradients, update = app.latex[2].value, app.latex[3].value
    for line, gradient in zip(
        re.findall(r"\\frac\{2\}\{100\} \\cdot (.*?) \\\\", gradients), results(gradients), strict=True
    ):
        assert 2 / 100 * numbers(line)[0] == pytest.approx(gradient, rel=1e-3)
    for line, new in zip(re.findall(r"\{\\partial [wb]\} = (.*?) \\\\", update), results(update), strict=True):
        old, rate, gradient = numbers(line)
        assert old - rate * gradient == pytest.approx(new, abs=0.01 * abs(rate * gradient))


def test_the_table_has_six_points_and_the_sums_of_all(open_page, words):
    page, step = words(open_page()), step_at(0)
    rows = re.findall(r"^\| \d \|.*$", page, re.M)
    assert len(rows) == 6 and "6 of the 50 points" in page
    first = [cell.strip() for cell in rows[0].split("|")[2:8]]
    assert first[0] == said(X.min())
    sums = next(line for line in page.splitlines() if line.startswith("| Σ, all 50"))
    assert said(step.sum_error) in sums and said(step.sum_error_x / 1e6) in sums
    assert said(np.sum(Y**2) / 1e9) in sums and "10⁹ $²" in page


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


def test_what_moves_never_leaves_the_chart(open_page, told):
    for link in ({}, {"rate": "0.02", "step_epoch": "30"}):
        message = told(open_page(scenario=SCENARIOS["simple"].title, **link))
        low, high = message.figures["line"]["layout"]["yaxis"]["range"]
        ends = [message.value(c, t) for c in message.track("line", "fit")["y"] for t in range(len(message.series["w"]))]
        assert low <= min(ends) and max(ends) <= high
        assert max(message.series["share"]) <= message.figures["sum"]["layout"]["xaxis"]["range"][1]


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
        dw, db = slope_by_nudging(SAMPLE, line, h)
        assert agreeing(step.dw, dw) >= digits and agreeing(step.db, db) >= digits
    wide, narrow = (slope_by_nudging(SAMPLE, line, h)[0] for h in (1e-2, 1e-10))
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


def test_your_turn_is_the_step_after_this_one(open_page):
    app, step = open_page(step_epoch="9"), step_at(10)
    box(app, "∂MSE/∂w").set_value(f"{step.dw:.4g}")
    box(app, "new w").set_value(f"{step.after.w:.2f}")
    app.run()
    assert [s.value for s in app.success] == ["Right.", "Right."] and not app.warning


def test_a_slip_gets_its_hint_and_rubbish_a_clear_sentence(open_page):
    app, step = open_page(), step_at(1)
    box(app, "∂MSE/∂w").set_value(str(-step.dw))
    box(app, "new w").set_value("rather less")
    app.run()
    assert "sign" in app.warning[0].value and "rather less" in app.warning[1].value
    assert not app.success and not app.exception


def test_an_answer_belongs_to_its_step(open_page):
    app = open_page()
    box(app, "new w").set_value("12")
    app.run()
    next(b for b in app.button if b.label == "Next step").click()
    app.run()
    assert box(app, "new w").value == ""


def test_a_prediction_is_shown_beside_what_happened(open_page, told):
    app = open_page()
    happened = told(app)["ending"]
    assert "What happened: 10 to 50 % less" in happened
    app.segmented_control(key="predict_one_step").set_value("grows").run()
    assert told(app)["ending"] == "You predicted: grows. What happened: 10 to 50 % less."


def test_without_predictions_nothing_is_asked(open_page, told):
    app = open_page(predict="false")
    assert told(app)["ending"] == "" and not [w for w in app.segmented_control if w.key == "predict_one_step"]


# ---- no setting breaks it


@pytest.mark.parametrize("i, scenario", list(enumerate(SCENARIOS)))
@pytest.mark.parametrize("end", [0, -1])
def test_the_ends_of_every_scenario_work(open_page, told, i, scenario, end):
    """The lowest and the highest rate, with the fewest and the most epochs in turn."""
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
