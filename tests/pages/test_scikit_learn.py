"""Against scikit-learn: twins agree to the last digits, the printed code runs, and what the page says of it is so."""

import contextlib
import io
import re

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

import linreg_core as core
from pages.lessons.scikit_learn import race
from pages.lessons.scikit_learn.dropped import default_tol, dropped_direction
from pages.lessons.scikit_learn.fits import sgd_regressor
from pages.ui.numbers import quantity
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/scikit_learn.py"
TITLES = [scenario.title for scenario in SCENARIOS.values()]


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


def test_the_table_holds_the_cores_numbers(open_page, read):
    X, y = core.DATASETS["tutorial"].sample(random_state=42)
    w, b = core.least_squares(X, y)
    loss = core.compute_loss(core.forward_pass(X, w, b), y)
    cells = table(open_page())["Least squares"]
    assert cells[1:3] == [quantity(w.item(), "$"), quantity(b.item(), "$")]
    assert read(cells[3]) == pytest.approx(loss, rel=1e-5)
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
    theirs = sgd_regressor(1e-4, passes=7)
    theirs.fit(X, y[:, 0], coef_init=np.zeros(1), intercept_init=np.zeros(1))
    assert run.final.w.item() == pytest.approx(theirs.coef_[0], rel=1e-12)
    assert run.final.b.item() == pytest.approx(theirs.intercept_[0], rel=1e-12)


def test_fit_is_a_singular_value_decomposition_of_the_centred_columns_as_the_page_says():
    X, y = core.generate_linear_data(60, true_w=(2.0, -1.0), random_state=3)
    model = LinearRegression().fit(X, y)
    np.testing.assert_allclose(model.singular_, np.linalg.svd(X - X.mean(axis=0), compute_uv=False))
    assert not hasattr(model, "n_iter_")  # which all that descend have


@pytest.mark.parametrize(("unit", "found"), [("m²", True), ("dm²", True), ("cm²", False), ("mm²", False)])
def test_the_default_tol_drops_a_direction_that_ours_keeps(unit, found):
    share, (ours, default, zero) = dropped_direction(unit)
    assert found == (share > default_tol())
    assert ours.room == pytest.approx(20_000, rel=0.05) and ours.r2 > 0.98
    assert zero.room == pytest.approx(ours.room, rel=1e-6)
    assert default.room == pytest.approx(ours.room if found else 0, abs=0.01)
    assert (default.r2 > 0.98) == found


def test_the_page_says_when_the_room_is_lost_and_when_not(open_page, words):
    assert "a room seems to be worth $0, and R² falls from 0.989 to 0.234" in words(open_page())
    assert "all agree" in words(open_page(sk_unit="m²"))


@pytest.mark.parametrize("title", TITLES)
def test_the_code_runs_as_printed_and_gives_the_tables_numbers(title, open_page, read):
    page = open_page(scenario=title, n="40", start_w="0.0")
    rows, printed = table(page), []
    for block in page.code:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(block.value, {})  # noqa: S102
        printed.append([float(line.split()[-1]) for line in out.getvalue().splitlines()])
    ours, theirs = printed
    shown = [read(cells[3]) for cells in list(rows.values())[:5]]
    descent, least, linear, ridge, their_ridge = shown
    assert ours == pytest.approx([descent, least, ridge], rel=1e-4)
    assert theirs == pytest.approx([linear, their_ridge], rel=1e-4)


def test_a_rate_that_diverges_says_so_and_scikit_learns_least_squares_stays(open_page, words):
    page = open_page(scenario=SCENARIOS["square-feet"].title, rate="0.01")
    rows = table(page)
    assert next(cells for name, cells in rows.items() if name.startswith("Gradient descent"))[1] == "diverges"
    assert digits_of(rows["LinearRegression()"]) >= 9 and "choose a smaller one" in words(page)


def test_the_race_measures_every_solver(open_page, monkeypatch, words):
    monkeypatch.setattr(race, "ROWS", (50, 100))
    monkeypatch.setattr(race, "FEATURES", (1, 2, 3))
    monkeypatch.setattr(race, "SLOWEST", 60.0)  # the machine may be busy
    monkeypatch.setattr(race, "EACH", 60.0)
    page = open_page()
    page.button(key="sk_measure").click().run()
    assert not page.exception
    for name in (race.GD, race.OURS, race.LINEAR, race.SGD):
        assert name in words(page)


def test_what_would_take_too_long_is_not_begun(monkeypatch):
    monkeypatch.setattr(race, "SLOWEST", 0.0)
    times = race.race()
    assert all(len(points) == 1 for solvers in times.values() for points in solvers.values())


def test_the_progress_of_the_race_rises_to_its_end(monkeypatch):
    monkeypatch.setattr(race, "ROWS", (20, 40))
    monkeypatch.setattr(race, "FEATURES", (1, 2))
    shares = []
    race.race(shares.append)
    assert shares == [0.25, 0.5, 0.75, 1.0]


def test_growth_is_the_power_of_the_last_three_sizes():
    assert race.growth([(1, 9.0), (10, 2.0), (100, 200.0), (1000, 20_000.0)]) == pytest.approx(2)
    assert race.growth([(1, 1.0), (10, 10.0)]) is None


@pytest.mark.parametrize("i, title", list(enumerate(TITLES)))
def test_every_corner_gives_a_table(i, title, open_page):
    """The highest rate for the longest, and the lowest for the shortest, by turns."""
    rate, epochs = (("1", "20000"), ("1e-6", "10"))[i % 2]
    assert len(table(open_page(scenario=title, rate=rate, epochs=epochs, n="5", noise="0.0", sk_l2="0"))) == 7


def test_nonsense_in_a_link_gives_the_default_page(open_page):
    usual = table(open_page()).keys()
    for text in ("inf", "nan", "-5", "abc", "", "9" * 30):
        assert table(open_page(sk_l2=text, sk_unit=text)).keys() == usual, text
