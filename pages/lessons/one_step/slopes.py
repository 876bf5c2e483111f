"""The slope check: the gradients of a formula beside those without calculus, digit by digit, in Markdown. No Streamlit here."""

import numpy as np

from pages.lessons.one_step.table import line
from pages.ui.numbers import katex, unset

DIGITS = 12  # compared


def slopes(step, nudged):
    """The gradients of the step beside those without calculus (dw, db), the digits they share marked."""
    lines = [line("slope", "formula", "without calculus", "equal digits"), "|--|--:|--:|--:|"]
    for name, formula, other in zip("wb", (step.dw, step.db), nudged, strict=True):
        same = agreeing(formula, other)
        lines.append(line(f"**∂MSE/∂{name}**", marked(formula, same), marked(other, same), f"**{same}** of {DIGITS}"))
    return "\n".join(lines)


def agreeing(first, second):
    """How many leading significant digits two numbers have in common, both rounded to 12."""
    if first == second:
        return DIGITS
    if not np.isfinite([first, second]).all() or (first < 0) != (second < 0):
        return 0
    (a, a_power), (b, b_power) = (
        f"{abs(value):.{DIGITS - 1}e}".replace(".", "").split("e") for value in (first, second)
    )
    if a_power != b_power:
        return 0
    return next((i for i in range(DIGITS) if a[i] != b[i]), DIGITS)


def marked(value, same):
    """A number of 12 digits in Markdown, the first `same` of them marked."""
    if not np.isfinite(value):
        return "too large for a float"
    if value == 0:
        return ":green-background[0]" if same else "0"
    text = unset(katex(value, DIGITS))
    digits = [i for i, character in enumerate(text) if character.isdigit()]
    significant = [i for i in digits if text[: i + 1].strip("−0,.")]
    cut = significant[:same][-1] + 1 if same else 0
    return (f":green-background[**{text[:cut]}**]" if cut else "") + text[cut:]
