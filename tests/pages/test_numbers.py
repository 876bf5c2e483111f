"""Numbers in words: as many digits as say something, and signs, units and powers as one would write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.numbers import (
    amount,
    count,
    decimals_for,
    katex,
    katex_trimmed,
    large,
    percent,
    plain,
    power_of_ten,
    quantity,
    rate_text,
    short,
    size_of,
    superscript,
    unset,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1173.2, "$", r"\$1,173"),
        (-29.53, "$", r"−\$29.5"),
        (0.4216, "cm", "0.42 cm"),
        (0, "", "0.000"),
        (2e14, "", "2e+14"),
    ],
)
def test_a_quantity_has_the_digits_its_size_needs(value, unit, text):
    assert quantity(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.0110432, "0.011"), (181.3, "181"), (7_812_345.0, "7,810,000"), (2.561e-7, "2.56e-7")]
)
def test_plain_numbers_are_plain(value, text):
    assert plain(value) == text


def test_one_epoch_is_singular():
    assert (count(1), count(2), count(1500)) == ("1 epoch", "2 epochs", "1,500 epochs")


@pytest.mark.parametrize(("share", "text"), [(0.0019, "0.19%"), (0.5, "50.00%"), (1e-6, "one part in 1,000,000")])
def test_a_tiny_share_is_one_part_in_many(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("n", "text"), [(9.5, "9.5"), (1234, "1,234"), (167e6, "167 million"), (2.5e12, "2.5 million million")]
)
def test_a_large_number_is_told_in_millions(n, text):
    assert large(n) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"), [(2000, "sq ft", "2,000 sq ft"), (-18.26, "$", r"−\$18.26"), (3, "", "3")]
)
def test_an_amount_has_its_unit_on_the_right_side(value, unit, text):
    assert amount(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (2.34e-7, "2.3 × 10⁻⁷"), (0.00123, "0.0012"), (743, "740"), (1.2e10, "1.2 × 10¹⁰"), (np.inf, "∞")],
)
def test_two_digits_of_a_number_of_any_size(value, text):
    assert short(value) == text


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


@given(st.floats(1e-12, 1e12))
def test_the_digits_of_a_number_survive_its_way_into_words(value):
    assert float(plain(value, 6).replace(",", "")) == pytest.approx(value, rel=5e-6)
    assert float(rate_text(value)) == pytest.approx(value, rel=5e-6)
    assert 10.0 ** size_of(value) <= value * (1 + 1e-12) and value < 10.0 ** (size_of(value) + 1) * (1 + 1e-12)


@given(st.floats(1e-2, 99_999))
def test_the_decimals_of_a_readout_show_about_four_digits(value):
    assert abs(float(f"{value:.{decimals_for(value)}f}") / value - 1) < 6e-4
