"""Numbers in words: one function for each way to write them. In sentences, on axes (Plotly's HTML), in formulas (KaTeX).

Its twin in the browser is format() in player/values.js, which writes the readouts.
"""

import numpy as np

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


# ---- in sentences


def rate_text(rate):
    """A rate as the slider and the link write it: 0.001, 2e-7."""
    return f"{rate:g}".replace("e-0", "e-")


def plain(value, digits=3):
    """0.01104, 181, 7,810,000, 2.56e-7: a number of that many significant digits."""
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.0f}" if rounded >= 100 and rounded == int(rounded) else rate_text(rounded)


def large(n):
    """1,234 or 167 million."""
    for size, word in ((1e12, "million million"), (1e9, "thousand million"), (1e6, "million")):
        if n >= size:
            return f"{plain(n / size)} {word}"
    return f"{n:,.0f}" if n >= 10 or n == int(n) else f"{n:.1f}"


def count(n, one="epoch"):
    """1 epoch, 2,000 epochs."""
    return f"{n:,} {one}" + ("" if n == 1 else "s")


def quantity(value, unit):
    """$1,173 or 0.42 cm, for Markdown: as many digits as the size of the number needs."""
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 3
    text = f"{size:,.{digits}f}" if size < 1e12 and (round(size, digits) or not size) else f"{size:.3g}"
    return with_unit(text, unit, value < 0)


def amount(value, unit):
    """2,000 sq ft or $18.3, for Markdown: a value with up to five digits."""
    return with_unit(plain(abs(value), 5), unit, value < 0)


def with_unit(text, unit, negative=False):
    """A dollar stands before its number, every other unit behind it."""
    minus = "−" if negative else ""
    return rf"{minus}\${text}" if unit == "$" else f"{minus}{text} {unit}".rstrip()


def percent(share):
    """12.34 %, or what is too small for that as one part in so many."""
    return f"{share:.2%}" if share >= 0.0005 else f"one part in {plain(1 / share, 2)}"


def short(value):
    """0, 2.3 × 10⁻⁷, 0.0012, 740, 1.2 × 10¹⁰, ∞: two digits of a number of any size."""
    if np.isinf(value):
        return "∞"
    if value == 0 or 1e-3 <= value < 1e6:
        return plain(value, 2)
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa} × 10{superscript(int(exponent))}"


def superscript(n):
    """The exponent n in small raised digits: ⁻⁷."""
    return str(n).translate(SUPERSCRIPTS)


def size_of(value):
    """The power of ten of a number: 2 for 123."""
    return int(np.floor(np.log10(abs(value)))) if value else 0


def decimals_for(value):
    """Decimals that show about four significant digits."""
    return int(np.clip(3 - size_of(value or 1.0), 0, 5)) if abs(value) < 1e5 else 0


# ---- on axes


def power_of_ten(m, k):
    """m·10ᵏ as a tick: 0.02, 1,000, 5×10⁴ (in HTML)."""
    if -3 <= k <= 3:
        return f"{m * 10.0**k:,g}"
    return f"10<sup>{k}</sup>" if m == 1 else f"{m:g}×10<sup>{k}</sup>"


def two_digits(value):
    """Two digits of a positive number as a label: 31, 2,100 or 1.2×10⁹ (in HTML)."""
    k = size_of(value)
    return power_of_ten(round(value / 10.0**k, 1), k)


# ---- in formulas


def katex(value, digits=4):
    """A number for KaTeX with that many significant digits: 1{,}234, 0.01235, 1.235 \\times 10^{9}."""
    value = float(f"{value:.{digits - 1}e}")
    if value == 0:
        return "0"
    if -4 <= size_of(value) < 7:
        return katex_decimals(value, max(0, digits - 1 - size_of(value)))
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return rf"{mantissa} \times 10^{{{int(exponent)}}}"


def katex_decimals(value, decimals):
    """A number for KaTeX with that many decimals; a very large one with its power of ten."""
    if abs(value) >= 1e10:
        return katex(value, 6)
    return f"{value + 0.0:,.{decimals}f}".replace(",", "{,}")


def katex_short(value):
    """A number for KaTeX as one would set it, such as a rate: 0.001, 2 \\times 10^{-7}."""
    mantissa, exponent = f"{value:e}".split("e")
    small = rf"{float(mantissa):g} \times 10^{{{int(exponent)}}}"
    return small if value < 1e-4 else f"{value:g}"


def katex_trimmed(value, digits=7):
    """A number for KaTeX with at most that many significant digits, no zeros at its end: 144{,}321.5."""
    text = f"{float(f'{value:.{digits}g}'):,.{max(0, digits - 1 - size_of(value))}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", "{,}")


def bracketed(formula):
    """A negative number or a power of ten in brackets, so that it can follow a sign of multiplication."""
    return rf"({formula})" if formula.startswith("-") or "times" in formula else formula


def unset(formula):
    """What KaTeX would set, for a sentence or a table: 1,234 or 1.235 × 10⁹."""
    if r"\times" in formula:
        mantissa, exponent = formula.removesuffix("}").split(r" \times 10^{")
        formula = f"{mantissa} × 10{superscript(exponent)}"
    return formula.replace("{,}", ",").replace("-", "−")
