"""Points set by hand: which make sense, the axes they stand on, what a run was trained on before. No Streamlit.

A report comes from a browser, and a row from a table, so anything may be in them.
"""

from math import ceil, floor, isfinite

from pages.ui.own.data import LARGEST, SMALLEST, rounded_up, spread_enough
from pages.ui.own.link import MOST_POINTS
from pages.ui.rates import EPOCHS, MOST_CHANGES

TINY = 1e-12  # a smaller number is 0, or too small to draw
EMPTY = (0.0, 10.0), (0.0, 10.0)  # the axes of a chart without points
AIR, ROOM = 0.03, 0.15  # of an axis: left free at its ends; and given where it is not
REPLACES = 0.02  # as for rates: a change this soon, in parts of the run, replaces the last one


def is_value(value):
    """Whether a point may stand there: a finite number, neither too large nor too small."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
    return number and (value == 0 or TINY <= abs(value) <= LARGEST)


def from_report(report):
    """-> run, epoch, ((x, y), …), the number of the report

    Errors: a ValueError, KeyError or TypeError where it makes no sense.
    """
    points = tuple((x, y) for x, y in report["points"])
    if len(points) > MOST_POINTS or not all(is_value(value) for point in points for value in point):
        raise ValueError("a report holds up to 200 points, each with a finite x and y")
    epoch, told = report["epoch"], report["told"]
    if type(epoch) is not int or not 0 <= epoch <= EPOCHS[-1] or type(told) is not int:
        raise ValueError("an epoch is a whole number from 0 on")
    return str(report["run"]), epoch, tuple((float(x), float(y)) for x, y in points), told


def as_pairs(X, y):
    """X (n, 1) and y (n, 1) as ((x, y), …)."""
    return tuple(zip(X[:, 0].tolist(), y[:, 0].tolist(), strict=True))


def missing(points):
    """What is missing for a line, in a sentence; "" if nothing is."""
    if not points:
        return "Click to add a point: a line needs two."
    if len(points) == 1:
        return "One point: add a second one."
    if not spread_enough([x for x, _ in points]):
        return "All x are equal: move one point to the left or to the right."
    return ""


def earlier_than(earlier, own, epoch, epochs):
    """What a run of so many epochs was trained on before this epoch, if it is `own` until then. -> ((until, OwnData), …)

    earlier: the same for `own` itself. Changes close to each other count as one.
    """
    begins = [0, *(until for until, _ in earlier)]
    told = [(begin, data) for begin, (_, data) in zip(begins, [*earlier, (epochs, own)], strict=True) if begin < epoch]
    ends = [*(begin for begin, _ in told[1:]), epoch]
    kept = tuple((end, data) for end, (_, data) in zip(ends, told, strict=True))
    soon = len(told) > 1 and epoch - told[-1][0] < REPLACES * epochs
    return kept[:-1] if soon or len(kept) >= MOST_CHANGES else kept


def axes_around(points, before=None, line=(0.0, 0.0)):
    """((lowest, highest) of x, of y) with air around all points; those of before where they still have it.

    line: the w and b that a run starts with; without axes of before it is in sight too, or at least near.
    """
    if not points:
        return before or EMPTY
    x, y = zip(*points, strict=True)
    if before is None and len(points) > 1:
        reach, (w, b) = max(y) - min(y), line
        y = (*y, *(min(max(w * at + b, min(y) - reach), max(y) + reach) for at in (min(x), max(x))))
    before = before or ((None, None) if len(points) > 1 else EMPTY)
    return axis_around(x, before[0]), axis_around(y, before[1])


def axis_around(values, before=None):
    """(lowest, highest) in round numbers; an end of before stays where it is far enough from all values."""
    low, high = min(values), max(values)
    air = AIR * (before[1] - before[0]) if before else 0.0
    keeps_low, keeps_high = (before and before[0] + air <= low), (before and high <= before[1] - air)
    low, high = before[0] if keeps_low else low, before[1] if keeps_high else high
    size = max(abs(low), abs(high))
    span = high - low if high - low > SMALLEST * size else size or 1.0
    step = rounded_up(span / 20)
    return (
        low if keeps_low else in_digits(floor((low - ROOM * span) / step) * step),
        high if keeps_high else in_digits(ceil((high + ROOM * span) / step) * step),
    )


def in_digits(value):
    """Without what rounding leaves behind the last digit: 0.3, not 0.30000000000000004."""
    return float(f"{value:.12g}")


def said_of(rows):
    """The rows of a table, [(x, y), …] with gaps, as points, and a sentence about what is none. -> ((x, y), …), text"""
    begun = [(i, row) for i, row in enumerate(rows, 1) if any(value is not None for value in row)]
    good = tuple((float(x), float(y)) for _, (x, y) in begun if is_value(x) and is_value(y))
    bad = [str(i) for i, (x, y) in begun if not (is_value(x) and is_value(y))]
    if bad:
        which = f"Row {bad[0]} is no point yet" if len(bad) == 1 else f"Rows {', '.join(bad)} are no points yet"
        return good[:MOST_POINTS], f"{which}: x and y must both be a number, up to 10¹²."
    return good[:MOST_POINTS], f"Only the first {MOST_POINTS} points count." if len(good) > MOST_POINTS else ""
