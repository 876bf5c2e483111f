"""The tables of one step, in Markdown: a few points with their errors, and the slopes digit by digit. No Streamlit here."""

import numpy as np

from pages.lessons.one_step.formulas import units
from pages.ui.numbers import katex, size_of, unset

DIGITS = 12  # compared in the slope check


def said(value, digits=4):
    """A number in a cell or a sentence."""
    return unset(katex(value, digits))


# ---- the points


def errors(step, sample, rows):
    """These points, a row each, and under them the sums over all points."""
    x, y, error, u = sample.X[rows, 0], sample.y[rows, 0], step.error[rows], units(sample.names)
    columns = {  # name: (unit, values, the sum over all points)
        "x": (u["x"], x, None),
        "y": (u["y"], y, None),
        "ŷ": (u["y"], step.y_pred[rows], None),
        "error": (u["y"], error, step.sum_error),
        "error²": (u["square"], error**2, step.sum_square),
        "error·x": (u["error_x"], error * x, step.sum_error_x),
    }
    heads, cells, totals = [], [], []
    for of_it, values, total in columns.values():
        power = common_power(values)
        heads.append(head(of_it, power))
        cells.append([said(value / 10.0**power) for value in values])
        totals.append("" if total is None else f"**{said(total / 10.0**power)}**")
    numbered = [row(f"**{i}**", *points) for i, points in enumerate(zip(*cells, strict=True), start=1)]
    return "\n".join(
        [
            row("", *columns),
            "|:--|" + "--:|" * len(columns),
            *([row("", *heads)] if any(heads) else []),
            *numbered,
            row(f"**Σ, all {step.n}**", *totals),
        ]
    )


def row(*cells):
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def head(of_it, power):
    """A column's unit, with the power of ten that is taken out of it."""
    ten = unset(rf"1 \times 10^{{{power}}}")[4:] if power else ""
    words = " ".join(filter(None, (ten, of_it)))
    return f"*{words}*".replace("$", r"\$") if words else ""


def common_power(values):
    """The power of ten (a multiple of 3) to take out of a column, so that its numbers stay short; 0 if they are."""
    largest = size_of(np.max(np.abs(values)))
    return 3 * (largest // 3) if largest >= 6 or largest < -3 else 0


# ---- the slopes


def slopes(step, nudged):
    """The gradients of the step beside those by nudging (dw, db), the digits they share marked."""
    lines = [row("", "formula", "by nudging", "equal digits"), "|--|--:|--:|--:|"]
    for name, formula, other in zip("wb", (step.dw, step.db), nudged, strict=True):
        same = agreeing(formula, other)
        lines.append(row(f"**∂MSE/∂{name}**", marked(formula, same), marked(other, same), f"**{same}** of {DIGITS}"))
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
