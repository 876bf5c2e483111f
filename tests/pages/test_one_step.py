"""One step by hand: every number on the page against the core's, and no setting that breaks it."""

import re

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.one_step import words as text
from pages.lessons.one_step.step import slope_by_nudging, spread_out, steps_to_play, take_step, walk
from pages.ui.scenarios import EPOCHS, SCENARIOS, learning_rates, rate_text

PAGE = "pages/one_step.py"


def tutorial():
    np.random.seed(42)
    return core.generate_linear_data(50, 250.0, 50_000.0, 30_000.0)


def run_of(X, y, rate=0.001, epochs=2000):
    return core.train(X, y, core.TrainingConfig(rate, epochs), start=(np.zeros((1, 1)), np.zeros((1, 1))))


@pytest.fixture
def opened(open_app):
    """A function: this page, {parameter: text} in its address."""

    def open_page(**link):
        app = open_app(**link).switch_page(PAGE).run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return open_page


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
def test_the_formulas_end_in_what_the_core_computes(opened, epoch):
    X, y = tutorial()
    app, run = opened(step_epoch=str(epoch)), run_of(X, y)
    w, b = run.at(epoch).w, run.at(epoch).b
    y_pred = core.forward_pass(X, w, b)
    dw, db = core.compute_gradients(X, y_pred, y)
    new_w, new_b = core.update_parameters(w, b, dw, db, 0.001)
    row = np.argmin(X)
    shown = [results(formula.value) for formula in app.latex]
    expected = [
        [y_pred[row, 0], y_pred[row, 0] - y[row, 0]],
        [core.compute_loss(y_pred, y)],
        [dw.item(), db],
        [new_w.item(), new_b.item()],
    ]
    for found, right in zip(shown, expected, strict=True):
        assert found == pytest.approx(right, rel=1e-3)


def test_the_numbers_put_in_give_the_result_shown(opened):
    """2/n · Σ error·x, and w − η · gradient, as a learner would check them with a calculator."""
    app = opened(scenario=SCENARIOS["simple"].title, step_epoch="3")
    gradients, update = app.latex[2].value, app.latex[3].value
    for line, gradient in zip(
        re.findall(r"\\frac\{2\}\{100\} \\cdot (.*?) \\\\", gradients), results(gradients), strict=True
    ):
        assert 2 / 100 * numbers(line)[0] == pytest.approx(gradient, rel=1e-3)
    for line, new in zip(re.findall(r"\{\\partial [wb]\} = (.*?) \\\\", update), results(update), strict=True):
        old, rate, gradient = numbers(line)
        assert old - rate * gradient == pytest.approx(new, abs=0.01 * abs(rate * gradient))


def test_the_table_has_six_points_and_the_sums_of_all(opened, words):
    X, y = tutorial()
    page, step = words(opened()), take_step(X, y, 0.0, 0.0, 0.001)
    rows = re.findall(r"^\| \d \|.*$", page, re.M)
    assert len(rows) == 6 and "6 of the 50 points" in page
    first = [cell.strip() for cell in rows[0].split("|")[2:8]]
    assert first[0] == text.said(X.min())
    sums = next(line for line in page.splitlines() if line.startswith("| Σ, all 50"))
    assert text.said(step.sum_error) in sums and text.said(step.sum_error_x / 1e6) in sums
    assert text.said(np.sum(y**2) / 1e9) in sums and "10⁹ $²" in page


def test_the_player_begins_and_ends_at_the_runs_own_lines(opened, told):
    X, y = tutorial()
    run, message = run_of(X, y), told(opened(step_epoch="40"))
    shown = steps_to_play(run.losses, 40)
    assert (message["first"], message["epochs"]) == (40, 40 + shown)
    for column, epoch in ((0, 40), (-1, 40 + shown)):
        assert message.series["w"][column] == pytest.approx(run.w[epoch, 0], rel=1e-5)
        assert message.series["b"][column] == pytest.approx(run.b[epoch], rel=1e-5)
        assert message.series["mse"][column] == pytest.approx(run.losses[epoch], rel=1e-5)
    assert message.series["share"][-1] == pytest.approx(100 * run.losses[40 + shown] / run.losses[40], rel=1e-5)


def test_the_squares_stand_between_the_numbered_points_and_the_line(opened, told):
    X, y = tutorial()
    message, rows = told(opened()), spread_out(X, y)
    track = message.track("line", "square")
    assert track["kind"] == "squares"
    np.testing.assert_allclose(track["x"], X[rows, 0])
    np.testing.assert_allclose(track["y"], y[rows, 0])
    line = [message.value(cell, -1) for cell in track["to"]]
    np.testing.assert_allclose(line, message.series["w"][-1] * X[rows, 0] + message.series["b"][-1])


def test_what_moves_never_leaves_the_chart(opened, told):
    for link in ({}, {"rate": "0.02", "step_epoch": "30"}):
        message = told(opened(scenario=SCENARIOS["simple"].title, **link))
        low, high = message.figures["line"]["layout"]["yaxis"]["range"]
        ends = [message.value(c, t) for c in message.track("line", "fit")["y"] for t in range(len(message.series["w"]))]
        assert low <= min(ends) and max(ends) <= high
        assert max(message.series["share"]) <= message.figures["sum"]["layout"]["xaxis"]["range"][1]


# ---- the step itself


def test_a_step_is_the_cores_step_and_its_sums_are_of_all_points():
    X, y = tutorial()
    step, error = take_step(X, y, 100.0, 40_000.0, 0.001), 100 * X + 40_000 - y
    assert step.sum_square == pytest.approx(np.sum(error**2))
    assert step.dw == pytest.approx(2 / 50 * step.sum_error_x)
    assert step.db == pytest.approx(2 / 50 * step.sum_error)
    assert step.new_w == pytest.approx(100 - 0.001 * step.dw)


def test_nudging_gives_the_gradient_at_every_width_but_for_rounding():
    X, y = tutorial()
    step = take_step(X, y, 100.0, 40_000.0, 0.001)
    for h, digits in ((1.0, 9), (1e-3, 8), (1e-6, 4)):
        dw, db = slope_by_nudging(X, y, 100.0, 40_000.0, h)
        assert text.agreeing(step.dw, dw) >= digits and text.agreeing(step.db, db) >= digits
    wide, narrow = (slope_by_nudging(X, y, 100.0, 40_000.0, h)[0] for h in (1e-2, 1e-10))
    assert abs(wide - step.dw) < abs(narrow - step.dw)


def test_the_walk_passes_through_every_line_of_the_run_in_a_straight_way():
    X, y = tutorial()
    run = runs_like(run_of(X, y))
    at, w, b, loss = walk(X, y, run, 5, 10)
    whole = at == np.floor(at)
    np.testing.assert_allclose(w[whole], run.w[5:16])
    np.testing.assert_allclose(loss[whole], run.losses[5:16])
    middle = np.flatnonzero(at == 0.5)[0]
    assert w[middle] == pytest.approx((run.w[5] + run.w[6]) / 2)
    assert loss[middle] == pytest.approx(core.compute_loss(X * w[middle] + b[middle], y))


def runs_like(run):
    """As pages.ui.runs has it: w with one number an epoch."""
    from types import SimpleNamespace

    return SimpleNamespace(w=run.w[:, 0], b=run.b, losses=run.losses)


def test_the_points_shown_are_different_and_reach_from_end_to_end():
    X = np.array([[1.0], [2.0], [2.0], [2.0], [2.0], [9.0], [3.0]])
    y = np.array([[0.0], [5.0], [5.0], [5.0], [5.0], [1.0], [4.0]])
    rows = spread_out(X, y)
    assert X[rows, 0].tolist() == [1.0, 2.0, 3.0, 9.0]


def test_agreeing_digits_are_counted_from_the_front():
    assert text.agreeing(1.23456789012, 1.23456789012) == 12
    assert text.agreeing(1.2345, 1.2399) == 3
    assert text.agreeing(-1.5, 1.5) == 0
    assert text.agreeing(0.0, 0.0) == 12
    assert text.agreeing(1.0, float("inf")) == 0
    assert text.agreeing(10.0, 1.0) == 0


@pytest.mark.parametrize(
    "value, katex",
    [
        (0.0, "0"),
        (-1234.5678, "-1{,}235"),
        (0.0123456, "0.01235"),
        (1.5e11, r"1.500 \times 10^{11}"),
        (-2e-7, r"-2.000 \times 10^{-7}"),
    ],
)
def test_numbers_are_nicely_rounded(value, katex):
    assert text.in_digits(value) == katex


# ---- what the learner does


def test_next_step_goes_one_epoch_on(opened):
    app = opened(step_epoch="5")
    next(b for b in app.button if b.label == "Next step").click()
    app.run()
    assert app.slider(key="step_epoch").value == 6
    assert app.query_params["step_epoch"] == "6"


def test_a_shorter_run_takes_the_slider_with_it(opened):
    app = opened(step_epoch="1500")
    app.select_slider(key="epochs").set_value(100).run()
    assert not app.exception
    assert app.slider(key="step_epoch").value == 99


@pytest.mark.parametrize("bad", ["-1", "2000", "99999999999999999999", "nan", "inf", "1.5", "x", ""])
def test_a_bad_epoch_in_the_link_falls_back(opened, bad):
    assert 0 <= opened(step_epoch=bad, step_h=bad).slider(key="step_epoch").value <= 1999


def test_your_turn_is_the_step_after_this_one(opened):
    X, y = tutorial()
    app, run = opened(step_epoch="9"), run_of(X, y)
    step = take_step(X, y, run.w[10, 0], run.b[10], 0.001)
    box(app, "∂MSE/∂w").set_value(f"{step.dw:.4g}")
    box(app, "new w").set_value(f"{step.new_w:.2f}")
    app.run()
    assert [s.value for s in app.success] == ["Right.", "Right."] and not app.warning


def test_a_slip_gets_its_hint_and_rubbish_a_clear_sentence(opened):
    X, y = tutorial()
    app, run = opened(), run_of(X, y)
    step = take_step(X, y, run.w[1, 0], run.b[1], 0.001)
    box(app, "∂MSE/∂w").set_value(str(-step.dw))
    box(app, "new w").set_value("rather less")
    app.run()
    assert "sign" in app.warning[0].value and "rather less" in app.warning[1].value
    assert not app.success and not app.exception


def test_an_answer_belongs_to_its_step(opened):
    app = opened()
    box(app, "new w").set_value("12")
    app.run()
    next(b for b in app.button if b.label == "Next step").click()
    app.run()
    assert box(app, "new w").value == ""


def test_a_prediction_is_shown_beside_what_happened(opened, told):
    app = opened()
    happened = told(app)["ending"]
    assert "What happened: 10 to 50 % less" in happened
    app.segmented_control(key="predict_one_step").set_value("grows").run()
    assert told(app)["ending"] == "You predicted: grows. What happened: 10 to 50 % less."


def test_without_predictions_nothing_is_asked(opened, told):
    app = opened(predict="false")
    assert told(app)["ending"] == "" and not [w for w in app.segmented_control if w.key == "predict_one_step"]


# ---- no setting breaks it


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize("epochs", [EPOCHS[0], EPOCHS[-1]])
def test_the_ends_of_every_scenario_work(opened, told, scenario, end, epochs):
    made_up = {} if SCENARIOS[scenario].points else {"noise": "0"}
    rate = rate_text(learning_rates(SCENARIOS[scenario])[end])
    app = opened(scenario=SCENARIOS[scenario].title, n="5", rate=rate, epochs=str(epochs), **made_up)
    told(app)
    app.slider(key="step_epoch").set_value(int(app.slider(key="step_epoch").max)).run()
    box(app, "new w").set_value("1")
    app.run()
    assert not app.exception, [e.message for e in app.exception]
    told(app)
