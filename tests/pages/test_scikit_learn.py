"""Against scikit-learn: twins agree to the last digits, the printed code runs, and what the page says of it is so."""

import contextlib
import io
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

import linreg_core as core
from pages.lessons.scikit_learn import race
from pages.lessons.scikit_learn import words as said
from pages.lessons.scikit_learn.dropped import default_tol, dropped_direction
from pages.lessons.scikit_learn.fits import DESCENT, LEAST_SQUARES, RIDGE, SGD, agreeing_digits, fits, sgd_regressor
from pages.lessons.scikit_learn.words import PAIRS
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import plain
from pages.ui.scenarios import SCENARIOS

PAGE = "pages/scikit_learn.py"
TOLD = {"predict": "false"}  # shows everything at once
TITLES = [scenario.title for scenario in SCENARIOS.values()]


def table(app, first="| solver | whose"):
    """The rows of a table, {solver: [cells]}."""
    text = next(m.value for m in app.markdown if m.value.startswith(first))
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.split("\n")[2:]]
    return {row[0]: row[1:] for row in rows}


def digits_of(cells):
    return int(re.search(r"\*\*(\d+)\*\*", cells[-1])[1])


def test_the_table_holds_the_cores_numbers(open_page, read):
    X, y = core.DATASETS["tutorial"].sample(random_state=42)
    w, b = core.least_squares(X, y)
    loss = core.compute_loss(core.forward_pass(X, w, b), y)
    cells = table(open_page(**TOLD))["Least squares"]
    assert cells[1:3] == [plain(w.item(), 6), plain(b.item(), 6)]
    assert read(cells[3]) == pytest.approx(loss, rel=1e-5)
    assert float(cells[4]) == pytest.approx(1 - loss / np.var(y), abs=1e-6)


def test_more_epochs_give_more_digits(open_page):
    few, many = (
        table(open_page(**TOLD, epochs=epochs, rate="0.01"))[name]
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
    assert "says that a room is worth $0, and gives no warning. Its R² is 0.234, not 0.989" in words(open_page(**TOLD))
    assert "All solvers agree" in words(open_page(**TOLD, sk_unit="m²"))


@pytest.mark.parametrize("title", TITLES)
def test_twins_agree_to_the_last_digits_and_the_code_as_printed_gives_the_tables_numbers(title, open_page, read):
    page = open_page(**TOLD, scenario=title, n="40", start_w="0.0")
    rows, printed = table(page), []
    twins = [name for name in rows if name.startswith(("LinearRegression", "Ridge(", "SGDRegressor"))]
    assert len(twins) == 3 and all(digits_of(rows[name]) >= 9 for name in twins), rows
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
    page = open_page(**TOLD, scenario=SCENARIOS["square-feet"].title, rate="0.01")
    rows = table(page)
    assert next(cells for name, cells in rows.items() if name.startswith("Gradient descent"))[1] == "diverges"
    assert digits_of(rows["LinearRegression()"]) >= 9 and "above the limit of this data" in words(page)


# ---- predict, then see


def pairs(app):
    return next(group for group in app.get("button_group") if "which pairs" in group.label)


def press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


@pytest.mark.parametrize("link", [{}, {"rate": "0.01", "epochs": "20000"}, {"sk_l2": "0", "sk_unit": "mm²"}])
def test_nothing_is_told_before_it_is_asked_for(link, open_page, words):
    app = open_page(**link)
    text = words(app)
    assert "| solver" not in text and "agree to at least" not in text and "is worth $" not in text
    assert not app.get("plotly_chart")
    text = words(press(app, "Show the comparison"))
    assert (
        "of the 4 pairs agree to at least 6 digits" in text and "| solver | whose" in text and "is worth $" not in text
    )
    assert "$ per room" in words(press(app, "Show what they find"))


def test_the_exercise_is_done_by_the_right_pairs_and_by_no_others(open_page):
    for right in (True, False):
        app = open_page()
        chosen = [pair for method, pair in PAIRS.items() if method != DESCENT or not right]
        pairs(app).set_value(chosen).run()
        press(app, "Show the comparison")
        told = [message.value for message in (app.success if right else app.warning)]
        assert len(told) == 1 and ("Exercise done" in told[0]) == right
        if not right:
            assert PAIRS[DESCENT] in told[0]


def test_another_setting_asks_anew(open_page, words):
    app = press(open_page(), "Show the comparison")
    assert "| solver | whose" in words(app)
    app.select_slider(key="epochs").set_value(100).run()
    assert "| solver | whose" not in words(app)


@given(st.sampled_from(list(SCENARIOS)), st.integers(5, 60), st.sampled_from([0.0, 0.003, 10.0, 1e5]), st.booleans())
@settings(max_examples=12)
def test_the_headline_counts_the_pairs_that_agree_and_the_questions_are_right(scenario, n, l2, quiet):
    d = SCENARIOS[scenario].defaults
    line = Line(d["w"], d["b"]) if "w" in d else None
    data = SampleSettings(scenario, n, 42, 0.0 if quiet and "noise" in d else d.get("noise"), line)
    found = fits(Experiment(data, Line(0.0, 0.0), d["rate"], 100), l2)
    agree = [fit for fit in found if fit.twin and fit.digits is not None and fit.digits >= 6]
    assert said.headline(found).startswith(f"**{len(agree)} of the 4 pairs")
    assert {fit.method for fit in agree} >= {LEAST_SQUARES, RIDGE, SGD}
    assert said.judged(found, [PAIRS[fit.method] for fit in agree])[0]
    alpha, eta, digits = said.questions(found, n, 0.01, l2)
    assert alpha.options[alpha.right] == plain((l2 or 10.0) * n, 4) and eta.options[eta.right] == "0.02"
    one, other = re.search(r"b = (.*), another one (.*)\. How", digits.text).groups()
    same = next(i for i, (a, b) in enumerate(zip(significant(one), significant(other), strict=True)) if a != b)
    assert str(same) == digits.options[digits.right]


def significant(text):
    return re.sub(r"[^\d]", "", text.split(" ×")[0]).lstrip("0")


def test_a_zero_but_for_rounding_agrees_with_a_zero():
    assert agreeing_digits(Line(1e-17, 5.0), Line(0.0, 5.0), Line(1.0, 5.0)) >= 6
    assert agreeing_digits(Line(1.0, 5.0), Line(1.01, 5.0), Line(1.0, 5.0)) == 2


# ---- the race


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
    assert len(table(open_page(**TOLD, scenario=title, rate=rate, epochs=epochs, n="5", noise="0.0", sk_l2="0"))) == 7


def test_nonsense_in_a_link_gives_the_default_page(open_page):
    usual = table(open_page(**TOLD)).keys()
    for text in ("nan", "-5", "abc", "9" * 30):
        assert table(open_page(**TOLD, sk_l2=text, sk_unit=text)).keys() == usual, text
