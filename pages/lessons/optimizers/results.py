"""What came out of a race, as numbers and as parts of sentences."""

import numpy as np

from pages.ui import verdict
from pages.ui.numbers import percent, plain

MOST = 10  # times: from here on a share is no percentage


def ranked(values):
    """-> the place of the smallest, the smallest, and the next one (inf if there is none)"""
    order = np.argsort(values, kind="stable")
    first, *others = (float(values[i]) for i in order)
    return int(order[0]), first, others[0] if others else np.inf


def arrivals(race):
    """The epoch at which each run arrives; inf: it does not."""
    return [np.inf if tape.outcome.arrives is None else tape.outcome.arrives for tape in race.tapes]


def portion(share):
    """12%, 0.3%; 1,230 times."""
    return percent(share) if share < MOST else f"{plain(share)} times"


def of_start(race, excess):
    """The loss above the lowest against the start's: '12%', '1,230 times', '0'."""
    return "0" if excess <= verdict.rounding(race.sample.y) else portion(excess / race.excess_at_start)


def start_words(race, excess):
    """'12% of the start's', '1,230 times the start's' or '0'."""
    told = of_start(race, excess)
    return told if told == "0" else f"{told} of the start's" if told.endswith("%") else f"{told} the start's"


def height(race, excess):
    """'on average 12% above the lowest loss'; where that is next to nothing: 'at 0.3% of the start's loss'."""
    where = above_lowest(race, excess)
    if where.startswith(("at ", "away ")):
        return where
    return f"on average {where} above the lowest loss" if where.endswith("%") else f"on average {where}"


def above_lowest(race, excess):
    """'12%', or '17 times the lowest loss'; where that is next to nothing: 'at 0.3% of the start's loss'."""
    if excess <= verdict.rounding(race.sample.y):
        return "at the lowest loss"
    if race.near_lowest:
        share = excess / race.bowl.floor
        return percent(share) if share < MOST else f"{plain(1 + share)} times the lowest loss"
    if race.starts_there:
        return "away from the lowest loss"
    return f"at {portion(excess / race.excess_at_start)} of the start's loss"
