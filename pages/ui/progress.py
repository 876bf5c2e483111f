"""What a run is doing now, in words for its readout: they change as the run plays. No Streamlit here."""

from pages.ui import playback, verdict
from pages.ui.numbers import count, percent


def rises(y, excess):
    """The epoch from which on the loss is above its start to the end, by more than rounding; None: it is not.

    excess (T+1,): the loss above the lowest.
    """
    return playback.leaves(~(excess > max(excess[0], verdict.rounding(y))))


def states(outcome, pace, risen, epochs):
    """[(epoch, text), …] of one run: what can be said of it from each epoch on. risen: of rises()."""
    if outcome.starts_there:
        grown = [(risen, f"rounding errors grow since epoch {risen:,}")] if risen else []
        return [(0, "it starts at the answer"), *grown]
    if outcome.arrived and not pace.runs_away:
        return [(0, "on its way"), (outcome.arrives, f"arrived at epoch {outcome.arrives:,}")]
    if risen is not None and pace.runs_away:
        return [(0, "on its way"), (risen, f"above its start since epoch {risen:,}")]
    return [(0, "on its way"), (epochs, "not yet: " + missing(pace))]


def missing(pace):
    """What a run that has not arrived needs."""
    if pace.epochs is not None:
        return f"it needs {count(pace.epochs)}"
    return {
        "never moves": "a rate of 0 never moves",
        "on the edge": "the rate is exactly at the limit",
        "diverges": "the rate is above the limit",
    }.get(pace.word, "it needs more epochs than can be counted")


def left(factor):
    """What one step leaves of an error: 83%, or 56% on the other side; near 100% with the digits that tell it from 100%."""
    share = abs(factor)
    if share <= 1e-9:
        return "nothing"
    near = "more than 99.99%" if 0.9999 < share < 1 else percent(share, 2 if share < 0.99 or share > 1.1 else 4)
    return near if factor >= 0 else f"{near} (on the other side)"
