"""Numbers in words: one function for each way to write them. In sentences, on axes (Plotly's HTML), in formulas (KaTeX).

In a sentence a number has at most four significant digits, thousands are separated, from 10⁷ on and below 10⁻⁴ it has its
power of ten, the minus is a minus (U+2212), a thin space stands before a unit and none before %. plain() has a twin in the
browser, plainNumber() in player/values.js; a test holds the two equal.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
THIN = "\u202f"  # a thin space at which no line breaks
POWERS_FROM, POWERS_BELOW = 7, -4  # exponents


# ---- in sentences


def rate_text(rate):
    """A rate as the slider and the link write it: 0.001, 2e-7. In sentences it is plain()."""
    return f"{rate:g}".replace("e-0", "e-")


def plain(value, digits=3):
    """0.011, 181, 7,810,000, 2.56 × 10⁻⁷: a number of that many significant digits, none of them a zero at its end."""
    value = float(value)
    if not np.isfinite(value) or value == 0:
        return {True: "∞", False: "0"}[bool(np.isinf(value))] if value >= 0 else f"−{plain(-value, digits)}"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(abs(value)))
    sign, exponent = "−" if value < 0 else "", rounded.adjusted()
    if POWERS_BELOW <= exponent < POWERS_FROM:
        return sign + trimmed(f"{rounded:,f}")
    mantissa = trimmed(f"{rounded.scaleb(-exponent):f}")
    power = f"10{superscript(exponent)}"
    return sign + (power if mantissa == "1" else f"{mantissa}{THIN}×{THIN}{power}")


def trimmed(text):
    """Without zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(n, one="epoch", many=None):
    """1 epoch, 2,000 epochs."""
    text = f"{n:,}" if n < 10**POWERS_FROM else plain(n)
    return f"{text} {one if n == 1 else many or one + 's'}"


def quantity(value, unit, digits=4):
    """$1,173 or 0.42 cm, for Markdown."""
    return with_unit(plain(abs(value), digits), unit, value < 0)


def with_unit(text, unit, negative=False):
    """A dollar stands before its number, every other unit behind it."""
    minus = "−" if negative else ""
    if unit == "$²":
        return rf"{minus}{text}{THIN}\$²"
    dollars, rest = (unit[:1], unit[1:].strip()) if unit.startswith("$") else ("", unit)
    number = rf"{minus}\${text}" if dollars else f"{minus}{text}"
    return f"{number} {rest}" if dollars and rest else f"{number}{THIN}{rest}" if rest else number


def slope_unit(names):
    """The unit of w: '$ per sq ft'."""
    return f"{names.y_unit} per {names.x_unit}" if names.x_unit else ""


def percent(share, digits=2):
    """12%, 0.19%; what is too small to say so is "less than 0.01%"."""
    if 0 < abs(share) < 1e-4:
        return "less than 0.01%"
    return f"{plain(100 * share, digits)}%"


def times(ratio):
    """1.5 times, 10 times: two digits."""
    return f"{plain(ratio, 2)} times"


def listed(names, last="and"):
    """a; a and b; a, b and c."""
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def capital(text):
    """With a capital letter, at the beginning of a sentence."""
    return text[0].upper() + text[1:]


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
