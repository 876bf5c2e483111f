"""The worksheet: the first step of a run on paper. Its answers are the run's own, and the printed numbers lead to them.

Left out: how it prints, which tests/browser/test_save.py holds.
"""

import re
from html import unescape

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import pages.ui.player.player as player
from pages.lessons.one_step import words
from pages.ui import runs
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.hand_step import spread_out, take_step
from pages.ui.own.data import OWN, own_data
from pages.ui.rates import LARGEST_RATE, RateHistory
from pages.ui.scenarios import SCENARIOS
from pages.ui.take_home import downloads, worksheet
from pages.ui.take_home.experiments import one_run
from pages.ui.take_home.paper import Answer, Sheet
from tests.pages.experiments import experiment, some_experiments


@pytest.fixture(autouse=True, scope="module")
def nothing_kept():
    """There is no visit to keep own data for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "sample", runs.sample.__wrapped__)
        yield


def recipe_of(an_experiment, *changes):
    """What Train saves of it. changes: (epoch, rate), …"""
    history = RateHistory(((0, an_experiment.rate), *changes))
    return one_run("train", "Train a line", an_experiment, history).until(an_experiment.epochs)


def own(x, y, x_named=("x", ""), y_named=("y", ""), start=(0.5, -1.0), rate=0.02):
    """The recipe of a run on one's own points."""
    data = SampleSettings("points", len(x), 42, own=own_data(x, y, OWN["points"], x_named, y_named, "p"))
    return recipe_of(Experiment(data, Line(*start), rate, 100))


@st.composite
def own_points(draw):
    """Runs on points of any size, from nanometres to billions, of which some are equal."""
    x_size, y_size = (10.0 ** draw(st.integers(-8, 11)) for _ in "xy")
    numbers = st.floats(-1, 1).map(lambda value: round(value, draw(st.integers(1, 9))))
    points = draw(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=12))
    x, y = np.array(points).T * [[x_size], [y_size]]
    assume(np.ptp(x) > 1e-3 * np.max(np.abs(x)))
    rate = min(draw(st.floats(0.001, 3)) / float(np.mean(x**2)), LARGEST_RATE / 2)
    start = draw(st.sampled_from([(0.0, 0.0), (float(f"{y_size / x_size:.3g}"), -2 * y_size)]))
    return own(x, y, ("size", "m"), ("price", "$"), start, float(f"{rate:.1g}"))


any_run = st.one_of(some_experiments([2, 3, 6, 7, 30, 100]).map(recipe_of), own_points())
some = hypothesis_settings(max_examples=60)


# ---- reading it as a student does


def number(text):
    """The number that is printed."""
    text = text.replace(",", "").replace("−", "-").replace("\u202f", "")
    digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    mantissa, _, power = text.replace(" ", "").partition("×10")
    return float(f"{mantissa}e{power.translate(digits) or 0}")


def last_digit(answer):
    """What one unit of the last printed digit is worth."""
    return 10.0**-answer.decimals


def plain_text(html):
    return unescape(re.sub(r"<[^>]+>", " ", html))


def pages_of(recipe):
    """-> (questions, answers), as HTML"""
    return re.findall(r"<section>(.*?)</section>", worksheet.text(recipe), re.DOTALL)


def table(page):
    """Its rows, (name, *cells) as text; the powers of ten of its columns."""
    rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr.*?</tr>", page)]
    heads = [re.search(r"<small>10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", head) for head in rows[0][1:]]
    powers = [number(f"1×10{head[1]}") if head else 1.0 for head in heads]
    return rows[1:], powers


def results(page):
    """What is printed in bold behind the formulas: MSE, ∂MSE/∂w, ∂MSE/∂b, new w, new b, without units."""
    lines = re.findall(r'= <b><span class="number">([^<]*)</span></b></span>', page)
    return [number(re.match(r"[^a-z$/]*(?<=[\d⁰¹²³⁴⁵⁶⁷⁸⁹])", line)[0]) for line in lines]


# ---- the numbers are the run's own


@some
@given(any_run)
def test_the_answers_are_the_first_step_of_the_run(recipe):
    sheet, (trace,) = Sheet(recipe), recipe.traces()
    assert sheet.step.mse == pytest.approx(trace.losses[0], rel=1e-9)
    if len(trace.losses) > 1:  # else the first step is beyond all numbers
        for answer, value in ((sheet.w, trace.w[1, 0]), (sheet.b, trace.b[1]), (sheet.new_mse, trace.losses[1])):
            assert abs(answer.printed - value) <= 0.5 * last_digit(answer) * (1 + 1e-6) + 1e-9 * abs(value)


@some
@given(any_run)
def test_who_calculates_with_the_printed_numbers_gets_the_printed_answers(recipe):
    """Line by line, as one does by hand, each result within two units of its last digit."""
    sheet, (_, page) = Sheet(recipe), pages_of(recipe)
    rows, powers = table(page)
    (*points, sums), others = rows, None
    if sheet.others:
        *points, others = points
    w, b = sheet.before
    totals = np.zeros(3)
    for _, *cells in points:
        x, y, y_hat, error, square, error_x = (number(c) * p for c, p in zip(cells, powers, strict=True))
        unit_y, unit_square, unit_product = (
            10.0 ** (c.power - c.decimals) for c in (sheet.table.y, sheet.table.square, sheet.table.error_x)
        )
        assert abs(w * x + b - y_hat) <= 2 * unit_y * (1 + 1e-9) + 1e-6 * abs(y_hat)
        assert abs(y_hat - y - error) <= 1e-6 * unit_y
        assert abs(error**2 - square) <= 0.51 * unit_square and abs(error * x - error_x) <= 0.51 * unit_product
        totals += error, square, error_x
    totals += [number(cell) * p for cell, p in zip(others[4:], powers[3:], strict=True)] if others else 0
    printed = np.array([number(cell) * p for cell, p in zip(sums[4:], powers[3:], strict=True)])
    assert np.allclose(
        totals,
        printed,
        rtol=2e-6,
        atol=0.51
        * max(last_digit(Answer(0, t.column.decimals)) * p for t, p in zip(sheet.totals, powers[3:], strict=True)),
    )
    error, square, error_x = printed
    mse, dw, db, new_w, new_b = results(page)
    n, rate = sheet.n, sheet.rate
    for by_hand, shown, answer in (
        (square / n, mse, sheet.mse),
        (2 / n * error_x, dw, sheet.dw),
        (2 / n * error, db, sheet.db),
        (w - rate * dw, new_w, sheet.w),
        (b - rate * db, new_b, sheet.b),
    ):
        assert shown == pytest.approx(answer.printed, rel=1e-12)
        assert abs(by_hand - shown) <= 2 * last_digit(answer)


@pytest.mark.parametrize("slug", SCENARIOS)
@pytest.mark.parametrize("n", [5, 60])
def test_every_scenario_has_at_least_three_digits_in_its_answers(slug, n):
    sheet = Sheet(recipe_of(experiment(slug, n=n, seed=3)))
    for answer in (sheet.mse, sheet.dw, sheet.db):
        assert 0.0 < last_digit(answer) <= abs(answer.value) / 100 or answer.printed == pytest.approx(
            answer.value, 1e-9
        )


def test_the_rows_are_the_first_points_of_one_step_and_all_of_few():
    many, few = recipe_of(experiment("houses")), recipe_of(experiment("houses", n=6))
    sheet = Sheet(many)
    assert list(sheet.rows) == list(spread_out(sheet.sample)[:5])
    rows, _ = table(pages_of(many)[0])
    assert [row[0] for row in rows][-2:] == ["the other 45 points together", "Σ, all 50"]
    assert len(table(pages_of(few)[0])[0]) == 7 and "others" not in pages_of(few)[0]


def test_equal_points_are_all_counted():
    sheet = Sheet(own((1, 1, 1, 2, 2, 3), (1, 1, 1, 2, 2, 2)))
    assert len(sheet.rows) == 6 and not sheet.others
    many = Sheet(own((1, 1, 1, 2, 2, 2, 3), (1, 1, 1, 2, 2, 2, 2)))
    assert len(many.rows) + many.others == 7


def test_a_run_with_other_rates_and_points_later_starts_with_its_first_ones():
    first, then = (own_data((1, 2, 4), y, OWN["points"], lineage="p") for y in ((2, 3, 7), (2, 3, 1)))
    data = SampleSettings("points", 3, 42, own=then, earlier=((100, first),))
    recipe = recipe_of(Experiment(data, Line(0.5, -1.0), 0.01, 300), (150, 0.02))
    sheet = Sheet(recipe)
    assert np.array_equal(sheet.sample.y, first.names.points[1]) and sheet.rate == 0.01
    assert sheet.step.after.w == pytest.approx(recipe.traces()[0].w[1, 0])
    assert "first learning rate" in pages_of(recipe)[0]


# ---- what it says


def test_words_and_signs_are_those_of_the_page_one_step():
    recipe = recipe_of(experiment("houses"))
    said = re.sub(r"\s+", " ", plain_text(pages_of(recipe)[0]))
    step = take_step(runs.sample(experiment("houses").data), Line(0, 0), 0.01)
    for sentence in (words.errors(step, range(5)), words.LOSS, words.GRADIENTS, words.update(step)):
        *_, plain = sentence.rstrip(".:?").split("**")
        assert plain.strip().removesuffix(" Here are 5 of the 50 points") in said
    for sign in ("error·x", "error²", "∂MSE", "η = 0.01", "ŷ = w·x + b"):
        assert sign in said


@pytest.mark.parametrize(
    ("rate", "start", "says"),
    [
        (0.01, (0, 0), "Yes. It falls from"),
        (0.03, (0, 0), "No. It grows from"),
        (0.0, (0, 0), "The learning rate is 0, so nothing moves."),
        (1e-12, (0, 0), "Yes. It falls by less than the digits of"),
    ],
)
def test_the_answer_tells_what_became_of_the_loss_and_the_question_does_not(rate, start, says):
    pages = [
        re.sub(r"\s+", " ", plain_text(page))
        for page in pages_of(recipe_of(experiment("simple", rate=rate, start=start)))
    ]
    assert says in re.sub(r" ([.,])", r"\1", pages[1])
    assert "Is the loss of all 100 points smaller with the new line? Why?" in pages[0]
    for telling in ("falls", "It grows", "limit", "2/λmax", "Yes", "too large"):
        assert telling not in pages[0]


def test_a_rate_above_the_limit_may_lower_the_loss_once():
    recipe = own((1, 2, 3), (1, 2, 3), start=(0.0, 2.4), rate=0.21)
    sheet = Sheet(recipe)
    assert sheet.rate > sheet.limit and sheet.change < 0
    assert "After more steps the loss grows." in pages_of(recipe)[1]
    assert recipe.traces()[0].losses[-1] > sheet.step.mse


def test_at_the_least_squares_line_nothing_moves_and_rounding_is_not_shown():
    sheet = Sheet(recipe := own((1, 2, 3), (3, 5, 7), start=(2.0, 1.0)))
    assert (sheet.mse.text, sheet.dw.text, sheet.w.text, sheet.b.text) == ("0", "0", "2", "1")
    assert "This line is the line of least squares" in pages_of(recipe)[1]


def test_the_largest_numbers_and_the_largest_rate_can_be_printed():
    recipe = own(
        (1e11, -9e11, 5e11), (9e11, -9e11, 1.0), ("size", "m"), ("price", "$"), (4.0, 2e12), 0.999 * LARGEST_RATE
    )
    questions, answers = pages_of(recipe)
    assert "10⁹ m" in questions and "It grows from" in answers and not re.search(r"\b(nan|inf)\b", questions + answers)


def test_a_line_that_leaves_the_chart_is_said_to():
    assert "Dashed: the line after one step." in pages_of(recipe_of(experiment("houses")))[1]
    assert "lies outside of this chart" in pages_of(recipe_of(experiment("iris", rate=0.5, start=(1, 1))))[1]


def test_names_of_own_data_are_text():
    names = ("<b>x</b>&\"'", "<img src=x onerror=alert(1)>"), ('"><script>', "$/m²")
    html = worksheet.text(own((1, 2, 4, 5), (2, 3, 7, 8), *names))
    tags = set(re.findall(r"<(\w+)", html))
    assert not tags & {"b1", "img"} and html.count("<script") == 0
    assert "alert" not in re.sub(r">[^<]*<", "><", html.split("</style>")[1])


def test_text_is_escaped_whatever_a_name_holds():
    """as_name() makes letters harmless before; the paper does not count on it."""
    recipe = own((1, 2, 4, 5), (2, 3, 7, 8))
    object.__setattr__(recipe.points.names, "y_name", "<script>alert(1)</script>")
    object.__setattr__(recipe.points.names, "y_unit", "<i>&")
    html = worksheet.text(recipe)
    assert "<script" not in html and "<i>" not in html and "&lt;script&gt;" in html and "&lt;i&gt;&amp;" in html


def test_it_loads_nothing():
    html = worksheet.text(recipe_of(experiment("houses")))
    assert "default-src 'none'" in html
    assert not re.search(r"https?:|src=|href=|url\((?!#)|@import", html)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (-1234.5, 2, "−1,234.50"),
        (0.0, 3, "0"),
        (-0.0004, 2, "0"),
        (-7.3541e10, -7, "−7.354 × 10¹⁰"),
        (2.5e-7, 8, "2.5 × 10⁻⁷"),
        (9_999_999.9, 0, "1.0000000 × 10⁷"),
        (np.inf, 0, "∞"),
    ],
)
def test_numbers_on_paper(value, decimals, text):
    assert Answer(value, decimals).text.replace("\u202f", " ") == text


# ---- where it is offered


@pytest.fixture
def offered(monkeypatch):
    """A list that grows: the Recipe of each player that a page has shown."""
    found, offer = [], downloads.offer
    monkeypatch.setattr(player, "offer", lambda recipe: found.append(recipe) or offer(recipe))
    return found


@pytest.mark.parametrize(("more", "pages"), [("", 2), ("*answers.no", 1)])
def test_where_a_lesson_shows_no_answers_the_paper_has_none(open_app, offered, more, pages):
    open_app("pages/train.py", lesson=f"pages.train{more}")
    html = worksheet.text(offered[-1])
    assert html.count("<section>") == pages and ("Answers" in html) is (pages == 2)


def test_only_plain_descent_of_one_line_has_a_worksheet(open_app, offered):
    has = {}
    for page, link in (
        ("train", {}),
        ("one_step", {}),
        ("loss_surface", {}),
        ("loss_surface", {"surface_starts": "drop ten"}),
        ("learning_rate", {}),
        ("feature_scaling", {}),
        ("optimizers", {}),
        ("ridge", {"ridge_plays": "training", "ridge_degree": "1"}),
        ("many_features", {}),
    ):
        offered.clear()
        open_app(f"pages/{page}.py", epochs="100", **link)
        has[page, *link] = "worksheet" in downloads.kinds_of(offered[0])
    assert {page for page, it_has in has.items() if it_has} == {("train",), ("one_step",), ("loss_surface",)}
