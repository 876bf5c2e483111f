"""One step as formulas (KaTeX): each first in letters, then with this step's numbers, then its result. No Streamlit here.

Each result is computed from the numbers shown, so that who checks it with a calculator gets the same digits. The numbers have
six digits, so the results are the core's to about five.
"""

import numpy as np

from pages.ui.charts import squared
from pages.ui.numbers import bracketed, katex_decimals, katex_short, size_of
from pages.ui.palette import DATA, FIT, RESIDUAL
from pages.ui.step_table import number, rounded, to_decimals, units

MOST_DIGITS = 12  # that w and b are shown with
FINER = 2  # further decimals of the old parameter


def in_color(look, formula):
    return rf"\textcolor{{{look.color}}}{{{formula}}}"


Y, Y_HAT, ERROR = in_color(DATA, "y"), in_color(FIT, r"\hat y"), in_color(RESIDUAL, "e")


# ---- units, digits and decimals


def unit(text):
    """A unit for KaTeX, after its number."""
    return r"\ \text{" + text.replace("$", r"\$").replace("²", "}^2\\text{") + "}" if text else ""


def decimals_of(parameter, step):
    """Decimals that show three digits of the step, and the parameter with 12 digits at most."""
    enough = 2 - size_of(step) if step else 4
    return int(np.clip(enough, 2, max(2, MOST_DIGITS - 1 - max(0, size_of(parameter)))))


def decimals_of_move(old, new, move):
    """Decimals for a parameter before and after it has moved that far."""
    return decimals_of(max(abs(old), abs(new)), move)


# ---- the formulas


def block(*lines):
    """Equations below each other, aligned at their first &."""
    return r"\begin{aligned}" + r" \\[2pt] ".join(lines) + r"\end{aligned}"


def prediction(row, step, names):
    """ŷ and the error of a Row of the table."""
    y_hat, of_y = row.height(row.y_hat), unit(names.y_unit)
    return block(
        rf"{Y_HAT} &= w\,x + b = {number(step.before.w)} \cdot {bracketed(row.place)} + {bracketed(number(step.before.b))}",
        rf"&= \mathbf{{{y_hat}}}{of_y}",
        rf"{ERROR} &= {Y_HAT} - {Y} = {y_hat} - {bracketed(row.height(row.y))} = \mathbf{{{row.height(row.error)}}}{of_y}",
    )


def loss(step, names):
    """The mean of the squares."""
    mse = rounded(step.sum_square) / step.n
    return block(
        rf"\text{{MSE}} &= \frac1n \sum {ERROR}^2 = \frac{{1}}{{{step.n}}} \cdot {number(step.sum_square)}",
        rf"&= \mathbf{{{number(mse)}}}{unit(squared(names.y_unit))}",
    )


def gradient(total, n):
    """2/n times a sum as it is shown."""
    return rounded(2 / n * rounded(total))


def gradients(step, names):
    """The slope of the loss in w and in b."""

    def lines(name, summed, total, of_it):
        return (
            rf"\frac{{\partial\,\text{{MSE}}}}{{\partial {name}}} &= \frac2n \sum {summed} "
            rf"= \frac{{2}}{{{step.n}}} \cdot {bracketed(number(total))}",
            rf"&= \mathbf{{{number(gradient(total, step.n))}}}{unit(of_it)}",
        )

    u = units(names)
    return block(
        *lines("w", rf"{ERROR}\,x", step.sum_error_x, u["error_x"]),
        *lines("b", ERROR, step.sum_error, u["y"]),
    )


def update(step, names):
    """Where w and b go."""

    def lines(name, old, total, new, of_it):
        slope = gradient(total, step.n)
        decimals = decimals_of_move(old, new, step.rate * slope)
        finer = decimals + FINER
        found = to_decimals(old, finer) - step.rate * slope
        return (
            rf"{name} &\leftarrow {name} - \eta\,\frac{{\partial\,\text{{MSE}}}}{{\partial {name}}} "
            rf"= {katex_decimals(old, finer)} - {katex_short(step.rate)} \cdot {bracketed(number(slope))}",
            rf"&= \mathbf{{{katex_decimals(found, decimals)}}}{unit(of_it)}",
        )

    u = units(names)
    return block(
        *lines("w", step.before.w, step.sum_error_x, step.after.w, u["w"]),
        *lines("b", step.before.b, step.sum_error, step.after.b, u["y"]),
    )
