"""Against scikit-learn: twins agree to the last digits, the printed code runs, and without scikit-learn our side stays."""

import contextlib
import inspect
import io
import re

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.scikit_learn import rivals
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/scikit_learn.py"
TITLES = [dataset.title for dataset in SCENARIOS.values()]
linear_model = pytest.importorskip("sklearn.linear_model")


@pytest.fixture
def alone(monkeypatch):
    """A machine without scikit-learn."""
    monkeypatch.setattr(rivals, "rival", lambda: None)


def table(app, first="| solver | whose"):
    """The rows of a table, {solver: [cells]}."""
    text = next(m.value for m in app.markdown if m.value.startswith(first))
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.split("\n")[2:]]
    return {row[0]: row[1:] for row in rows}


def digits_of(cells):
    return int(re.search(r"\*\*(\d+)\*\*", cells[-1])[1])


@pytest.mark.parametrize("title", TITLES)
def test_every_twin_agrees_to_the_last_digits(title, open_page):
    rows = table(open_page(scenario=title))
    twins = [name for name in rows if name.startswith(("LinearRegression", "Ridge(", "SGDRegressor"))]
    assert len(twins) == 3
    for name in twins:
        assert digits_of(rows[name]) >= 9, (name, rows[name])


def test_the_table_holds_the_cores_numbers(open_page):
    X, y = core.DATASETS["tutorial"].sample(random_state=42)
    w, b = core.least_squares(X, y)
    loss = core.compute_loss(core.forward_pass(X, w, b), y)
    cells = table(open_page())["Least squares"]
    assert cells[1:3] == [rf"\${w.item():,.0f}", rf"\${b.item():,.0f}"]
    assert float(cells[3].replace(",", "")) == pytest.approx(loss, rel=1e-5)
    assert float(cells[4]) == pytest.approx(1 - loss / np.var(y), abs=1e-6)


def test_more_epochs_give_more_digits(open_page):
    few, many = (
        table(open_page(epochs=epochs, rate="0.01"))[name]
        for epochs, name in [
            ("100", "Gradient descent, 100 epochs"),
            ("5000", "Gradient descent, 5,000 epochs"),
        ]
    )
    assert digits_of(many) > digits_of(few) + 5


def test_sgd_is_scikit_learns_with_twice_the_rate():
    X, y = core.generate_linear_data(60, random_state=3)
    run = core.train(X, y, core.TrainingConfig(1e-4, 7, batch_size=1, shuffle=False), start=(0.0, 0.0))
    theirs = rivals.sgd_regressor(linear_model, 1e-4, passes=7)
    theirs.fit(X, y[:, 0], coef_init=np.zeros(1), intercept_init=np.zeros(1))
    assert run.final.w.item() == pytest.approx(theirs.coef_[0], rel=1e-12)
    assert run.final.b.item() == pytest.approx(theirs.intercept_[0], rel=1e-12)


def test_fit_is_an_svd_solve_as_the_page_says():
    assert "linalg.lstsq" in inspect.getsource(linear_model.LinearRegression.fit)


@pytest.mark.parametrize(("unit", "found"), [("m²", True), ("dm²", True), ("cm²", False), ("mm²", False)])
def test_the_default_tol_drops_a_direction_that_ours_keeps(unit, found):
    share, (ours, default, zero) = rivals.dropped_direction(unit)
    assert found == (share > rivals.default_tol())
    assert ours.room == pytest.approx(20_000, rel=0.05) and ours.r2 > 0.98
    assert zero.room == pytest.approx(ours.room, rel=1e-6)
    assert default.room == pytest.approx(ours.room if found else 0, abs=0.01)
    assert (default.r2 > 0.98) == found


def test_the_page_says_when_the_room_is_lost_and_when_not(open_page, words):
    assert "a room seems to be worth $0, and R² falls from 0.989 to 0.234" in words(open_page())
    assert "all agree" in words(open_page(sk_unit="m²"))


@pytest.mark.parametrize("title", TITLES)
def test_the_code_runs_as_printed_and_gives_the_tables_numbers(title, open_page):
    page = open_page(scenario=title, n="40", start_w="0.0")
    rows, printed = table(page), []
    for block in page.code:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(block.value, {})  # noqa: S102
        printed.append([float(line.split()[-1]) for line in out.getvalue().splitlines()])
    ours, theirs = printed
    shown = [float(cells[3].replace(",", "")) for cells in list(rows.values())[:5]]
    descent, least, linear, ridge, their_ridge = shown
    assert ours == pytest.approx([descent, least, ridge], rel=1e-4)
    assert theirs == pytest.approx([linear, their_ridge], rel=1e-4)


def test_without_scikit_learn_our_side_stays_and_the_page_says_what_to_do(alone, open_page):
    page = open_page(seed="777")
    assert "pip install" in page.info[0].value
    assert [name.split(",")[0] for name in table(page)] == ["Gradient descent", "Least squares", "Ridge", "SGD"]
    page.button(key="sk_measure").click().run()
    assert not page.exception


def test_the_race_measures_every_solver(open_page, monkeypatch, words):
    monkeypatch.setattr(rivals, "ROWS", (50, 100))
    monkeypatch.setattr(rivals, "FEATURES", (1, 2, 3))
    monkeypatch.setattr(rivals, "SLOWEST", 60.0)  # the machine may be busy
    monkeypatch.setattr(rivals, "EACH", 60.0)
    page = open_page()
    page.button(key="sk_measure").click().run()
    assert not page.exception
    for name in (rivals.GD, rivals.OURS, rivals.LINEAR, rivals.SGD):
        assert name in words(page)


def test_what_would_take_too_long_is_not_begun(monkeypatch):
    monkeypatch.setattr(rivals, "SLOWEST", 0.0)
    times = rivals.race()
    assert all(len(points) == 1 for solvers in times.values() for points in solvers.values())


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(("rate", "epochs"), [("1", "20000"), ("1e-6", "10")])
def test_every_corner_gives_a_table(title, rate, epochs, open_page):
    assert len(table(open_page(scenario=title, rate=rate, epochs=epochs, n="5", noise="0.0", sk_l2="0"))) == 7


@pytest.mark.parametrize("text", ["inf", "nan", "-5", "abc", "", "9" * 30])
def test_nonsense_in_a_link_gives_the_default_page(text, open_page):
    assert table(open_page(sk_l2=text, sk_unit=text)).keys() == table(open_page()).keys()
