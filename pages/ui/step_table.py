"""The table of one step: a few points with their errors, each number computed from those shown beside it. No Streamlit here."""

from dataclasses import dataclass

import numpy as np

from pages.ui.charts import squared
from pages.ui.numbers import katex, katex_decimals, size_of, unset

DIGITS = 6
POWER_FROM = 1e10  # as katex_decimals writes it


# ---- units and numbers


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


def rounded(value):
    """The number that number() shows."""
    return float(f"{value:.{digits_of(value) - 1}e}")


def number(value):
    """A number for KaTeX with DIGITS significant digits, or one more where it is a whole number."""
    return katex(value, digits_of(value)) if np.isfinite(value) else r"\infty"


def digits_of(value):
    """A number of seven digits is shown whole: it would end in a false 0."""
    return DIGITS + 1 if np.isfinite(value) and size_of(value) == DIGITS else DIGITS


def to_decimals(value, decimals):
    """The number that katex_decimals shows."""
    return rounded(value) if abs(value) >= POWER_FROM else round(value, decimals)


# ---- the table


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


def column(values, *beside, digits=DIGITS):
    """A Column of these values, with that many digits for the largest of them and of those beside it."""
    largest = max(float(np.max(np.abs(group))) for group in (values, *beside))
    power = 3 * (size_of(largest) // 3) if size_of(largest) >= 6 or size_of(largest) < -3 else 0
    decimals = max(0, digits - 1 - size_of(largest / 10.0**power)) if largest else 0
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


def table_of(step, sample, rows, digits=DIGITS):
    """The points of these rows. ŷ, the error and its products come from the numbers shown."""

    def shown(values, *beside):
        return column(values, *beside, digits=digits)

    x, real_y = shown(sample.X[rows, 0]), sample.y[rows, 0]
    fitted = rounded(step.before.w) * x.plain + rounded(step.before.b)
    y, y_hat = shown(real_y, fitted), shown(fitted, real_y)
    error = Column(np.round(y_hat.values - y.values, y.decimals), y.power, y.decimals)
    return Table(x, y, y_hat, error, shown(error.plain**2), shown(error.plain * x.plain))


def in_power(total, power):
    return unset(number(total / 10.0**power)) if np.isfinite(total) else "∞"


def power_and_unit(power, of_it):
    """What stands over a column: the power of ten that is taken out of it, and its unit."""
    ten = unset(rf"1 \times 10^{{{power}}}")[4:] if power else ""
    return " ".join(filter(None, (ten, of_it)))
