"""What a learner types is read kindly, judged with a tolerance, and each likely slip is named. No Streamlit needed."""

from dataclasses import dataclass, replace

import pytest

from pages.lessons.one_step.checking import check_gradient, check_update, parse
from pages.ui.experiment import Line


@dataclass(frozen=True)
class Step:
    """What the checks need to know of a HandStep: its line, its rate, and its sums."""

    before: Line = Line(3.0, 0.0)
    rate: float = 0.01
    n: int = 50
    sum_error_x: float = -1200.0
    sum_error: float = -380.0
    rounding: float = 0.0

    @property
    def dw(self):
        return 2 / self.n * self.sum_error_x

    @property
    def db(self):
        return 2 / self.n * self.sum_error


STEP = Step()
N, SUM_EX, SUM_E, RATE = STEP.n, STEP.sum_error_x, STEP.sum_error, STEP.rate
DW, DB, W = STEP.dw, STEP.db, STEP.before.w  # −48, −15.2, 3; the new w is 3.48


def gradient(text):
    return check_gradient(str(text), STEP)


def update(text, **more):
    return check_update(str(text), STEP, **more)


@pytest.mark.parametrize(
    "text, value",
    [
        ("12.5", 12.5),
        ("-12.5", -12.5),
        ("−12.5", -12.5),
        ("  + 7 ", 7),
        (".5", 0.5),
        ("0,5", 0.5),
        ("1,234", 1234),
        ("−1,234,567.8", -1234567.8),
        ("3.2e-4", 3.2e-4),
        ("3.2 × 10⁻⁴", 3.2e-4),
        ("3.2*10^9", 3.2e9),
        ("3.2 x 10^(-4)", 3.2e-4),
        ("$1,173", 1173),
        ("-$1,173", -1173),
        ("129,800 $·sq ft", 129_800),
        ("w = 3.48", 3.48),
        ("0", 0),
    ],
)
def test_a_number_is_read_however_it_is_written(text, value):
    assert parse(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "nan", "inf", "1e999", "--3", "1,2,3", "2/50", "=", "e5", "$", "½"]
)
def test_what_is_no_number_is_none(text):
    assert parse(text) is None


def test_nothing_typed_is_no_mistake():
    for check in (gradient(""), gradient("   "), update("")):
        assert check.right is None and check.text == ""


def test_bad_input_gets_a_sentence_that_shows_how_to_write_a_number():
    for check in (gradient("a lot"), update("a lot")):
        assert check.right is None
        assert "a lot" in check.text and "1,234" in check.text
    assert len(gradient("x" * 10_000).text) < 200


def test_the_gradient_is_right_within_one_percent():
    assert gradient(DW).right and gradient(1.009 * DW).right
    assert not gradient(1.02 * DW).right


@pytest.mark.parametrize(
    "answer, names",
    [
        (-DW, "sign"),
        (SUM_EX / N, "left out the 2"),
        (2 * SUM_EX, "left out the 1/n"),
        (SUM_EX, "left out 2/n"),
        (DB, "gradient for b"),
        (SUM_E / N, "by its x"),
        (SUM_E, "Σ error"),
        (RATE * DW, "learning rate for the next line"),
        (10 * DW, "decimal point"),
        (DW / 1000, "decimal point"),
    ],
)
def test_a_slip_in_the_gradient_is_named(answer, names):
    check = gradient(answer)
    assert check.right is False and names in check.text


def test_two_slips_at_once_are_both_named():
    check = gradient(-SUM_EX / N)
    assert check.right is False and "left out the 2" in check.text and "sign" in check.text


def test_any_other_gradient_is_told_the_way():
    check = gradient(777.7)
    assert check.right is False and "divide by n" in check.text


def test_at_the_bottom_a_zero_is_right():
    bottom = Step(sum_error_x=3e-13, sum_error=1e-13, rounding=1e-9)
    assert check_gradient("0", bottom).right
    assert not check_gradient("5", bottom).right
    assert not check_gradient("0", replace(bottom, rounding=0.0)).right


def test_the_new_w_is_judged_by_the_step_not_by_w():
    """Close to a large w is not enough: an answer that has hardly moved is wrong."""
    large = Step(before=Line(50_000.0, 0.0), n=2, sum_error_x=30.0, sum_error=5.0)
    assert check_update(str(50_000 - 0.3), large).right
    assert check_update("50000", large).right is False


@pytest.mark.parametrize(
    "answer, names",
    [
        (W, "not moved"),
        (W + RATE * DW, "uphill"),
        (W - DW, "left out the learning rate"),
        (W + DW, "minus"),
        (-RATE * DW, "step alone"),
        (RATE * DW, "alone"),
        (W - RATE * DB, "gradient of b"),
    ],
)
def test_a_slip_in_the_update_is_named(answer, names):
    check = update(answer)
    assert check.right is False and names in check.text


@pytest.mark.parametrize(
    "answer, names",
    [
        (-DB, "sign"),
        (SUM_E / N, "left out the 2"),
        (2 * SUM_E, "left out the 1/n"),
        (DW, "gradient for w"),
        (SUM_EX, "Σ error·x"),
    ],
)
def test_a_slip_in_the_gradient_of_b_is_named(answer, names):
    assert check_gradient(str(DB), STEP, "b").right
    check = check_gradient(str(answer), STEP, "b")
    assert check.right is False and names in check.text


@pytest.mark.parametrize(
    "answer, names",
    [
        (0.0, "b has not moved"),
        (RATE * DB, "uphill"),
        (-DB, "left out the learning rate"),
        (-RATE * DW, "gradient of w"),
    ],
)
def test_a_slip_in_the_update_of_b_is_named(answer, names):
    assert update(-RATE * DB, name="b").right
    check = update(answer, name="b")
    assert check.right is False and names in check.text


@pytest.mark.parametrize(
    "share, names", [(1 / 2, "the 2 of the gradient"), (N, "the 1/n"), (N / 2, "the 2/n of the gradient")]
)
def test_where_no_gradient_was_asked_for_its_slips_are_named_in_the_update(share, names):
    assert names in update(W - share * RATE * DW).text


def test_the_right_update_is_right():
    assert update(3.48).right and update("3,48").right and update(W - RATE * DW * 1.015).right


def test_an_update_done_right_with_a_wrong_gradient_says_so():
    check = update(W - RATE * 20, own=20.0)
    assert check.right is False and "Mend the gradient" in check.text


def test_nobody_is_asked_for_more_digits_than_the_page_shows():
    tiny = Step(before=Line(559.23121, 0.0), rate=1e-3, n=2, sum_error_x=1e-3, sum_error=0.0)
    assert check_update("559.2312", tiny, resolution=1e-4).right
    assert not check_update("559.2312", tiny).right
