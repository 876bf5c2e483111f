"""The table of one step: a few points with their errors, each number computed from those shown beside it. No Streamlit here."""

from dataclasses import dataclass

import numpy as np

from pages.lessons.one_step.formulas import DIGITS, number, rounded, units
from pages.ui.numbers import katex_decimals, size_of, unset


@dataclass(frozen=True, eq=False)
class Column:
    """Numbers as they are shown: in units of a power of ten, with so many decimals."""

    values: np.ndarray  # rounded, in these units
    power: int
    decimals: int

    @property
    def plain(self):
        """The numbers without the power taken out."""
        return self.values * 10.0**self.power

    def formula(self, value):
        """One of its values (or a sum of them), for KaTeX."""
        text = katex_decimals(value, self.decimals) if round(value, self.decimals) else "0"
        return rf"{text} \times 10^{{{self.power}}}" if self.power and text != "0" else text

    def cell(self, value):
        """One of its values in a cell, without the power."""
        return unset(katex_decimals(value, self.decimals)) if round(value, self.decimals) else "0"


def column(values, *beside):
    """A Column of these values, with DIGITS digits for the largest of them and of those beside it."""
    largest = max(float(np.max(np.abs(group))) for group in (values, *beside))
    power = 3 * (size_of(largest) // 3) if size_of(largest) >= 6 or size_of(largest) < -3 else 0
    decimals = max(0, DIGITS - 1 - size_of(largest / 10.0**power)) if largest else 0
    return Column(np.round(values / 10.0**power, decimals), power, decimals)


@dataclass(frozen=True)
class Row:
    """A point of the table, for its formula."""

    heights: Column
    place: str  # x, for KaTeX
    y: float
    y_hat: float
    error: float

    def height(self, value):
        return self.heights.formula(value)


@dataclass(frozen=True)
class Table:
    """The columns of the table."""

    x: Column
    y: Column
    y_hat: Column
    error: Column
    square: Column
    error_x: Column

    def row(self, i):
        """The Row of a point, for its formula."""
        place = self.x.formula(self.x.values[i])
        y, y_hat, error = (float(c.values[i]) for c in (self.y, self.y_hat, self.error))
        return Row(self.y, place, y, y_hat, error)


def table_of(step, sample, rows):
    """The points of these rows. ŷ, the error and its products come from the numbers shown."""
    x, real_y = column(sample.X[rows, 0]), sample.y[rows, 0]
    fitted = rounded(step.before.w) * x.plain + rounded(step.before.b)
    y, y_hat = column(real_y, fitted), column(fitted, real_y)
    error = Column(np.round(y_hat.values - y.values, y.decimals), y.power, y.decimals)
    return Table(x, y, y_hat, error, column(error.plain**2), column(error.plain * x.plain))


def markdown(table, step, names):
    """The table: a row a point, and under them the sums over all points."""
    u = units(names)
    columns = {  # name: (unit, Column, the sum over all points)
        "x": (u["x"], table.x, None),
        "y": (u["y"], table.y, None),
        "ŷ": (u["y"], table.y_hat, None),
        "error": (u["y"], table.error, step.sum_error),
        "error²": (u["square"], table.square, step.sum_square),
        "error·x": (u["error_x"], table.error_x, step.sum_error_x),
    }
    heads = [head(of_it, shown.power) for of_it, shown, _ in columns.values()]
    cells = [[shown.cell(value) for value in shown.values] for _, shown, _ in columns.values()]
    totals = ["" if total is None else f"**{in_power(total, shown.power)}**" for _, shown, total in columns.values()]
    numbered = [line(f"**{i}**", *points) for i, points in enumerate(zip(*cells, strict=True), start=1)]
    return "\n".join(
        [
            line("point", *columns),
            "|:--|" + "--:|" * len(columns),
            *([line("", *heads)] if any(heads) else []),
            *numbered,
            line(f"**Σ, all {step.n} ≈**", *totals),
        ]
    )


def in_power(total, power):
    return unset(number(total / 10.0**power)) if np.isfinite(total) else "∞"


def line(*cells):
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def head(of_it, power):
    """A column's unit, with the power of ten that is taken out of it."""
    ten = unset(rf"1 \times 10^{{{power}}}")[4:] if power else ""
    words = " ".join(filter(None, (ten, of_it)))
    return f"*{words}*".replace("$", r"\$") if words else ""
