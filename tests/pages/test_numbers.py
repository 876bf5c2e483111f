"""Numbers in words: as many digits as say something, and signs, units and powers as one would write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.numbers import (
    count,
    decimals_for,
    katex,
    katex_trimmed,
    listed,
    percent,
    plain,
    power_of_ten,
    quantity,
    rate_text,
    size_of,
    superscript,
    times,
    unset,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1173.2, "$", r"\$1,173"),
        (-29.53, "$ per sq ft", r"−\$29.53 per sq ft"),
        (0.42161, "cm", "0.4216\u202fcm"),
        (6.661e8, "$²", "6.661\u202f×\u202f10⁸\u202f\\$²"),
        (0, "", "0"),
    ],
)
def test_a_quantity_has_four_digits_and_its_unit_on_the_right_side(value, unit, text):
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0110432, "0.011"),
        (181.3, "181"),
        (7_812_345.0, "7,810,000"),
        (2.561e-7, "2.56\u202f×\u202f10⁻⁷"),
        (1e9, "10⁹"),
        (-0.5, "−0.5"),
        (-0.0, "0"),
        (9_999_999, "10⁷"),
        (np.inf, "∞"),
    ],
)
def test_plain_numbers_are_plain(value, text):
    assert plain(value) == text


def test_one_epoch_is_singular():
    assert (count(1), count(2), count(1500)) == ("1 epoch", "2 epochs", "1,500 epochs")
    assert count(1, "batch", "batches") == "1 batch" and count(3, "batch", "batches") == "3 batches"
    assert count(53_392_885) == "5.34\u202f×\u202f10⁷ epochs"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0019, "0.19%"), (0.5, "50%"), (0.0909, "9.1%"), (1e-6, "less than 0.01%"), (0, "0%"), (12, "1,200%")],
)
def test_a_share_is_a_percentage_of_two_digits(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(("ratio", "text"), [(1.504, "1.5 times"), (10.02, "10 times"), (2, "2 times")])
def test_how_many_times_has_two_digits(ratio, text):
    assert times(ratio) == text


def test_a_list_reads_like_a_sentence():
    assert (listed(["a"]), listed("ab"), listed("abc")) == ("a", "a and b", "a, b and c")


@pytest.mark.parametrize(
    ("m", "k", "text"), [(1, 3, "1,000"), (2, -2, "0.02"), (1, 9, "10<sup>9</sup>"), (5, 4, "5×10<sup>4</sup>")]
)
def test_a_power_of_ten_is_written_in_full(m, k, text):
    assert power_of_ten(m, k) == text


def test_an_exponent_is_raised():
    assert superscript(-17) == "⁻¹⁷"


@pytest.mark.parametrize(
    ("value", "formula", "words"),
    [
        (1234.4, "1{,}234", "1,234"),
        (-0.012345, "-0.01235", "−0.01235"),
        (1.2346e9, r"1.235 \times 10^{9}", "1.235 × 10⁹"),
        (-2e-7, r"-2.000 \times 10^{-7}", "−2.000 × 10⁻⁷"),
        (0, "0", "0"),
    ],
)
def test_a_number_in_a_formula_and_the_same_in_a_sentence(value, formula, words):
    assert katex(value) == formula
    assert unset(formula) == words


def test_a_trimmed_number_ends_in_no_zero():
    assert katex_trimmed(144_321.5) == "144{,}321.5" and katex_trimmed(2.0) == "2"


@given(st.floats(-1e12, 1e12).filter(lambda v: v == 0 or abs(v) > 1e-12), st.integers(1, 6))
def test_the_digits_of_a_number_survive_its_way_into_words(read, value, digits):
    text = plain(value, digits)
    assert read(text) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits))
    assert "e" not in text and "-" not in text and not text.endswith(".0")


@given(st.floats(1e-12, 1e12))
def test_a_rate_in_a_link_can_be_read_again(value):
    assert float(rate_text(value)) == pytest.approx(value, rel=5e-6)
    assert 10.0 ** size_of(value) <= value * (1 + 1e-12) and value < 10.0 ** (size_of(value) + 1) * (1 + 1e-12)


@given(st.floats(1e-2, 99_999))
def test_the_decimals_of_a_readout_show_about_four_digits(value):
    assert abs(float(f"{value:.{decimals_for(value)}f}") / value - 1) < 6e-4
