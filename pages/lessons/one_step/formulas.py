"""One step as formulas (KaTeX): each first in letters, then with this step's numbers, then its result. No Streamlit here."""

import numpy as np

from pages.ui.charts import squared
from pages.ui.numbers import bracketed, katex, katex_decimals, katex_short, size_of
from pages.ui.palette import DATA, FIT, RESIDUAL

MOST_DIGITS = 12  # that w and b are shown with


def in_color(look, formula):
    return rf"\textcolor{{{look.color}}}{{{formula}}}"


Y, Y_HAT, ERROR = in_color(DATA, "y"), in_color(FIT, r"\hat y"), in_color(RESIDUAL, "e")


# ---- units and decimals


def units(names):
    """The unit of each thing on the page, as plain text: '' where x and y are plain numbers."""
    x, y = names.x_unit, names.y_unit
    return {
        "x": x,
        "y": y,
        "square": squared(y),
        "error_x": "·".join(filter(None, (y, x))) if x != y or not x else squared(x),
        "w": f"{y}/{x}" if x and y and x != y else "",
    }


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


def prediction(step, sample, row):
    """ŷ and the error of the point in this row."""
    x, y = sample.X[row, 0], sample.y[row, 0]
    y_hat, of_y = katex(step.y_pred[row]), unit(sample.names.y_unit)
    return block(
        rf"{Y_HAT} &= w\,x + b = {katex(step.before.w)} \cdot {bracketed(katex(x))} + {bracketed(katex(step.before.b))}",
        rf"&= \mathbf{{{y_hat}}}{of_y}",
        rf"{ERROR} &= {Y_HAT} - {Y} = {y_hat} - {bracketed(katex(y))} = \mathbf{{{katex(step.error[row])}}}{of_y}",
    )


def loss(step, names):
    """The mean of the squares."""
    return block(
        rf"\text{{MSE}} &= \frac1n \sum {ERROR}^2 = \frac{{1}}{{{step.n}}} \cdot {katex(step.sum_square)}",
        rf"&= \mathbf{{{katex(step.mse)}}}{unit(squared(names.y_unit))}",
    )


def gradients(step, names):
    """The slope of the loss in w and in b."""

    def lines(name, pulls, total, gradient, of_it):
        return (
            rf"\frac{{\partial\,\text{{MSE}}}}{{\partial {name}}} &= \frac2n \sum {pulls} "
            rf"= \frac{{2}}{{{step.n}}} \cdot {bracketed(katex(total))}",
            rf"&= \mathbf{{{katex(gradient)}}}{unit(of_it)}",
        )

    u = units(names)
    return block(
        *lines("w", rf"{ERROR}\,x", step.sum_error_x, step.dw, u["error_x"]),
        *lines("b", ERROR, step.sum_error, step.db, u["y"]),
    )


def update(step, names):
    """Where w and b go."""

    def lines(name, old, gradient, new, of_it):
        decimals = decimals_of_move(old, new, step.rate * gradient)
        return (
            rf"{name} &\leftarrow {name} - \eta\,\frac{{\partial\,\text{{MSE}}}}{{\partial {name}}} "
            rf"= {katex_decimals(old, decimals)} - {katex_short(step.rate)} \cdot {bracketed(katex(gradient))}",
            rf"&= \mathbf{{{katex_decimals(new, decimals)}}}{unit(of_it)}",
        )

    u = units(names)
    return block(
        *lines("w", step.before.w, step.dw, step.after.w, u["w"]),
        *lines("b", step.before.b, step.db, step.after.b, u["y"]),
    )
