"""One step in words: each formula, then with numbers, then its result (KaTeX), and the table of points. No Streamlit here."""

import numpy as np

from pages.ui.numbers import bracketed, katex, katex_decimals, katex_short, size_of, unset
from pages.ui.palette import DATA, FIT, RESIDUAL

MOST_DIGITS = 12  # that w and b are shown with


def colored(look, formula):
    return rf"\textcolor{{{look.color}}}{{{formula}}}"


Y, Y_HAT, ERROR = colored(DATA, "y"), colored(FIT, r"\hat y"), colored(RESIDUAL, "e")


# ---- numbers


def decimals_of(parameter, step):
    """Decimals that show three digits of the step, and the parameter with 12 digits at most."""
    enough = 2 - size_of(step) if step else 4
    return int(np.clip(enough, 2, max(2, MOST_DIGITS - 1 - max(0, size_of(parameter)))))


def said(value, digits=4):
    return unset(katex(value, digits))


# ---- units


def units(names):
    """The unit of each thing on the page, as plain text: '' where x and y are plain numbers."""
    x, y = names.x_unit, names.y_unit
    return {
        "x": x,
        "y": y,
        "square": f"{y}²" if y else "",
        "error_x": "·".join(filter(None, (y, x))) if x != y or not x else f"{x}²",
        "w": f"{y}/{x}" if x and y and x != y else "",
    }


def unit(text):
    """A unit for KaTeX, after its number."""
    return r"\ \text{" + text.replace("$", r"\$").replace("²", "}^2\\text{") + "}" if text else ""


# ---- the formulas


def block(*lines):
    """Equations below each other, aligned at their first &."""
    return r"\begin{aligned}" + r" \\[2pt] ".join(lines) + r"\end{aligned}"


def prediction(step, X, y, row, u):
    """ŷ and the error of the first point of the table."""
    w, b, x = (bracketed(katex(v)) for v in (step.w, step.b, X[row, 0]))
    y_hat, measured = katex(step.y_pred[row]), bracketed(katex(y[row, 0]))
    return block(
        rf"{Y_HAT} &= w\,x + b = {katex(step.w)} \cdot {x} + {b}",
        rf"&= \mathbf{{{y_hat}}}{unit(u['y'])}",
        rf"{ERROR} &= {Y_HAT} - {Y} = {y_hat} - {measured} = \mathbf{{{katex(step.error[row])}}}{unit(u['y'])}",
    )


def loss(step, u):
    return block(
        rf"\text{{MSE}} &= \frac1n \sum {ERROR}^2 = \frac{{1}}{{{step.n}}} \cdot {katex(step.sum_square)}",
        rf"&= \mathbf{{{katex(step.mse)}}}{unit(u['square'])}",
    )


def gradients(step, u):
    def lines(name, pulls, total, gradient, unit_of):
        return (
            rf"\frac{{\partial\,\text{{MSE}}}}{{\partial {name}}} &= \frac2n \sum {pulls} "
            rf"= \frac{{2}}{{{step.n}}} \cdot {bracketed(katex(total))}",
            rf"&= \mathbf{{{katex(gradient)}}}{unit(unit_of)}",
        )

    return block(
        *lines("w", rf"{ERROR}\,x", step.sum_error_x, step.dw, u["error_x"]),
        *lines("b", ERROR, step.sum_error, step.db, u["y"]),
    )


def update(step, u):
    def lines(name, old, gradient, new, unit_of):
        decimals = decimals_of(max(abs(old), abs(new)), step.rate * gradient)
        return (
            rf"{name} &\leftarrow {name} - \eta\,\frac{{\partial\,\text{{MSE}}}}{{\partial {name}}} "
            rf"= {katex_decimals(old, decimals)} - {katex_short(step.rate)} \cdot {bracketed(katex(gradient))}",
            rf"&= \mathbf{{{katex_decimals(new, decimals)}}}{unit(unit_of)}",
        )

    return block(
        *lines("w", step.w, step.dw, step.new_w, u["w"]),
        *lines("b", step.b, step.db, step.new_b, u["y"]),
    )


# ---- the table


def unit_cell(unit_of, power):
    """A column's unit, with the power of ten that is taken out of it."""
    ten = unset(rf"1 \times 10^{{{power}}}")[4:] if power else ""
    words = " ".join(filter(None, (ten, unit_of)))
    return f"*{words}*".replace("$", r"\$") if words else ""


def common_power(values):
    """The power of ten (a multiple of 3) to take out of a column, so that its numbers stay short; 0 if they are."""
    largest = size_of(np.max(np.abs(values)))
    return 3 * (largest // 3) if largest >= 6 or largest < -3 else 0


def table(step, X, y, rows, u):
    """A few points, a row each, and under them the sums over all points."""
    x, error = X[rows, 0], step.error[rows]
    sums = step.sum_error, step.sum_square, step.sum_error_x
    columns = [
        ("x", u["x"], x),
        ("y", u["y"], y[rows, 0]),
        ("ŷ", u["y"], step.y_pred[rows]),
        ("error", u["y"], error),
        ("error²", u["square"], error**2),
        ("error·x", u["error_x"], error * x),
    ]
    powers = [common_power(values) for _, _, values in columns]
    lines = ["| | " + " | ".join(name for name, _, _ in columns) + " |", "|:--|" + "--:|" * len(columns)]
    of_columns = [unit_cell(unit_of, power) for (_, unit_of, _), power in zip(columns, powers, strict=True)]
    if any(of_columns):
        lines.append("| | " + " | ".join(of_columns) + " |")
    for i in range(len(rows)):
        cells = [said(values[i] / 10.0**power) for (_, _, values), power in zip(columns, powers, strict=True)]
        lines.append(f"| **{i + 1}** | " + " | ".join(cells) + " |")
    totals = [f"**{said(total / 10.0**power)}**" for total, power in zip(sums, powers[3:], strict=True)]
    lines.append(f"| **Σ, all {step.n}** | | | | {' | '.join(totals)} |")
    return "\n".join(lines)


# ---- the slope check


def agreeing(first, second, digits=12):
    """How many leading significant digits two numbers have in common, both rounded to 12."""
    a, b = (f"{v:.{digits - 1}e}" for v in (first, second))
    if first == 0 or second == 0 or not np.isfinite([first, second]).all() or a[0:1] != b[0:1] and "-" in (a[0], b[0]):
        return digits if first == second else 0
    if a.split("e")[1] != b.split("e")[1]:
        return 0
    same = 0
    for left, right in zip(a.split("e")[0], b.split("e")[0], strict=False):
        if left != right:
            break
        same += left.isdigit()
    return same


def marked(value, same, digits=12):
    """A number of 12 digits in Markdown, the first `same` of them marked."""
    if not np.isfinite(value):
        return "too large for a float"
    if value == 0:
        return ":green-background[0]" if same else "0"
    text = unset(katex(value, digits))
    seen, cut, begun = 0, 0, False
    for i, character in enumerate(text):
        begun = begun or character in "123456789"
        if character.isdigit() and begun and seen < same:
            seen, cut = seen + 1, i + 1
    return (f":green-background[**{text[:cut]}**]" if cut else "") + text[cut:]
