"""The numbers of a worksheet: the first step of a run, rounded so that who calculates with the printed ones gets the answers.

The table shows a few points with DIGITS digits, and the sums of all others, so that the totals are the run's own. An answer is
the core's number. It has at most RESULT digits, and fewer where the rounded numbers of the table cannot give so many.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

import linreg_core as core
from pages.ui.experiment import Line
from pages.ui.hand_step import change_of, spread_out, take_step
from pages.ui.numbers import POWERS_BELOW, POWERS_FROM, THIN, plain, size_of, superscript
from pages.ui.step_table import rounded, table_of, to_decimals

DIGITS, RESULT = 5, 4
PARAMETER = 8  # digits of w and b
ALL, SOME = 6, 5  # so many points are shown, or so many of more than that
EXACT = 1e-12  # relative: less is rounding


@dataclass(frozen=True)
class Answer:
    """A number of the run, and the decimals that it is printed with; below 0: rounded to tens, hundreds …"""

    value: float
    decimals: int

    @property
    def printed(self):
        """The number that stands on the paper."""
        return round(self.value, self.decimals) + 0.0 if np.isfinite(self.value) else self.value

    @property
    def text(self):
        """1,234.50 or −1.235 × 10⁹"""
        if not np.isfinite(self.value) or self.printed == 0:
            return plain(self.printed)
        size = size_of(self.printed)
        if POWERS_BELOW <= size < POWERS_FROM:
            return f"{self.printed:,.{max(0, self.decimals)}f}".replace("-", "−")
        mantissa, power = f"{self.printed:.{max(0, size + self.decimals)}e}".split("e")
        return f"{mantissa}{THIN}×{THIN}10{superscript(int(power))}".replace("-", "−")


def agreed(value, decimals, *by_hand):
    """The number with at most that many decimals: as many as all ways to find it by hand have in common. -> Answer"""
    if np.isfinite([value, *by_hand]).all():
        while any(abs(found - value) > 10.0**-decimals for found in by_hand):
            decimals -= 1
    return exact(value, decimals)


def exact(value, decimals):
    """The number without zeros at its end, where it has no other digits: 0.5, but 0.500 for 0.49996. -> Answer"""
    if np.isfinite(value):
        while decimals > 0 and abs(round(value, decimals - 1) - value) <= EXACT * abs(value):
            decimals -= 1
    return Answer(value, decimals)


def without_zeros(column, *more):
    """The Column with no more decimals than its numbers have, and these beside them. -> Column"""
    numbers, decimals = np.append(column.values, more), column.decimals
    while decimals > 0 and np.all(np.round(numbers, decimals - 1) == np.round(numbers, decimals)):
        decimals -= 1
    return replace(column, decimals=decimals)


def decimals_of(value, finest=np.inf):
    """Those of RESULT digits, none finer than this."""
    return int(min(RESULT - 1 - size_of(value), finest)) if np.isfinite(value) else 0


@dataclass(frozen=True, eq=False)
class Total:
    """One column's sum over all points: of those in the table, and of all others together, in the column's units."""

    column: object  # a Column
    all: float
    others: float | None  # None: there are none

    @property
    def value(self):
        return self.all * 10.0**self.column.power

    @property
    def shown(self):
        """The column as it is printed, with these sums."""
        return without_zeros(self.column, self.all, self.others or 0)


def total_of(column, whole, others):
    """The sums as they are printed. whole: over all points of the run. -> Total"""
    shown, power = float(np.sum(column.values)), 10.0**column.power
    if not others or not np.isfinite(whole):
        return Total(column, to_decimals(shown, column.decimals), None)
    rest = to_decimals(whole / power - shown, column.decimals)
    return Total(column, to_decimals(shown + rest, column.decimals), rest)


class Sheet:
    """The first step of a recipe's one run, as it is printed."""

    def __init__(self, recipe):
        (descent,) = recipe.descents
        stage = descent.stages[0]
        self.names = recipe.points.names
        self.sample = recipe.points
        if stage.points:
            X, y = stage.points
            self.sample = replace(recipe.points, X=X, y=y)
        self.rate = stage.rate
        self.rate_changes = any(later.rate != stage.rate for later in descent.stages)
        self.step = take_step(self.sample, Line(descent.w[0], descent.b), self.rate)
        self.n = self.step.n
        self.rows = np.argsort(self.sample.X[:, 0]) if self.n <= ALL else spread_out(self.sample)[:SOME]
        self.others = self.n - len(self.rows)
        self.table = table_of(self.step, self.sample, self.rows, DIGITS)

    @cached_property
    def before(self):
        """The line as it is printed."""
        return Line(*(rounded(value) for value in self.step.before))

    @cached_property
    def totals(self):
        """Those of error, error² and error·x."""
        step, table = self.step, self.table
        whole = (table.error, step.sum_error), (table.square, step.sum_square), (table.error_x, step.sum_error_x)
        return tuple(total_of(column, value, self.others) for column, value in whole)

    @cached_property
    def unrounded(self):
        """The same totals by a calculator that keeps all digits of the printed x, y, w and b."""
        x, y = self.table.x.plain, self.table.y.plain
        error = self.before.at(x) - y
        others = [(total.others or 0.0) * 10.0**total.column.power for total in self.totals]
        return [float(np.sum(v)) + rest for v, rest in zip((error, error**2, error * x), others, strict=True)]

    def mean(self, which, factor, value):
        """factor/n times a total, which is this value of the run. -> Answer"""
        total, share = self.totals[which], factor / self.n
        finest = total.column.decimals - total.column.power - size_of(share)
        return agreed(value, decimals_of(value, finest), share * total.value, share * self.unrounded[which])

    @cached_property
    def mse(self):
        return self.mean(1, 1, self.step.mse)

    @cached_property
    def dw(self):
        return self.mean(2, 2, self.step.dw)

    @cached_property
    def db(self):
        return self.mean(0, 2, self.step.db)

    @cached_property
    def w(self):
        return self.moved(self.before.w, self.step.before.w, self.step.after.w, self.dw, self.unrounded[2])

    @cached_property
    def b(self):
        return self.moved(self.before.b, self.step.before.b, self.step.after.b, self.db, self.unrounded[0])

    def moved(self, printed, old, new, gradient, total):
        """A parameter after the step. -> Answer"""
        decimals = decimals_of(new - old, PARAMETER - 1 - size_of(max(abs(old), abs(new))))
        by_hand = (printed - self.rate * slope for slope in (gradient.printed, 2 / self.n * total))
        return agreed(new, decimals, *by_hand)

    @cached_property
    def new_mse(self):
        finest = self.totals[1].column.decimals - self.totals[1].column.power - size_of(1 / self.n)
        return exact(self.step.new_mse, decimals_of(self.step.new_mse, finest))

    # ---- one point again, with the new line

    @cached_property
    def point(self):
        """The point of the table with the largest error: its place there."""
        return int(np.argmax(np.abs(self.table.error.values)))

    @cached_property
    def new_y_hat(self):
        X = self.sample.X[self.rows[self.point] : self.rows[self.point] + 1]
        value = core.forward_pass(X, *self.step.after.parameters).item()
        decimals = self.table.y.decimals - self.table.y.power
        return agreed(value, decimals, self.new_line.at(self.table.x.plain[self.point]))

    @cached_property
    def new_error(self):
        y = float(self.sample.y[self.rows[self.point], 0])
        value, decimals = self.new_y_hat.value - y, self.new_y_hat.decimals
        return agreed(value, decimals, self.new_y_hat.printed - self.table.y.plain[self.point])

    @property
    def new_line(self):
        """The line after the step as it is printed."""
        return Line(self.w.printed, self.b.printed)

    # ---- what became of the loss

    @property
    def change(self):
        return change_of(self.step.mse, self.step.new_mse)

    @cached_property
    def limit(self):
        """2/λmax"""
        return core.learning_rate_limit(self.sample.X)

    @cached_property
    def at_answer(self):
        """Whether the line was the least-squares line before the step."""
        X, y = self.sample.points()
        return self.step.mse - core.smallest_loss(X, y) <= 1e-9 * self.step.mse
