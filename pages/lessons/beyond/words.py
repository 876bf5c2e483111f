"""What the networks did, in words computed from their own runs; and what they have in common with a line."""

import numpy as np

from pages.lessons.beyond.networks import SAME
from pages.ui.numbers import plain, quantity

ALL_SAME, DIFFERENT, DIVERGED = "all the same", "not all the same", "all of them diverge"
STUCK = 2.0  # times the lowest loss

IDEA = """
| | the Train page | here, with a hidden layer |
|---|---|---|
| begin | w, b | V, c for the hidden units, then w, b |
| predict | ŷ = Xw + b | H = f(XV + c), then ŷ = **H**w + b |
| measure | MSE | the same MSE |
| differentiate | ∂w = (2/n) Xᵀ(ŷ − y) | ∂w = (2/n) **H**ᵀ(ŷ − y), and by the chain rule one layer further back |
| improve | w ← w − η ∂w | the same, for every layer |

Every hidden unit is a line of its own, bent once by f; the white dots on the curve mark where. The last step is linear
regression again, on what the units give instead of on x. Without the bend nothing is gained: lines of lines are a line.
"""

MEANING = """
**What it meant.** All deep learning is regression with more layers: predict, measure, differentiate, improve.
More units bend the line into any curve; the price is a loss surface that is no longer one bowl.
"""


def question(trained):
    """For predict(): the question, its options, what really happened, and a key."""
    happened = DIFFERENT if np.isfinite(trained.ends).any() else DIVERGED
    happened = ALL_SAME if trained.all_the_same else happened
    return "where will the losses of the eight starts end?", [ALL_SAME, DIFFERENT], happened, "beyond"


def verdict(settings, trained, start):
    """What happened, in Markdown. start: the one that is watched, from 1"""
    if not np.isfinite(trained.ends).all():
        return diverged(settings, trained)
    return (of_a_network if settings.units else of_a_line)(trained, start)


def diverged(settings, trained):
    lost = int(np.sum(~np.isfinite(trained.ends)))
    return (
        f":red-badge[Diverges] At the rate {plain(settings.rate)}, {lost} of {len(trained.ends)} starts overshot until the "
        "numbers overflowed. A network has no single limit 2/λmax: the curvature changes from place to place, and more "
        "units make it steeper. Choose a smaller rate."
    )


def of_a_line(trained, start):
    w, b = (value[-1, start - 1].item() for value in trained.layers[0])
    best, ends, unit = trained.bowl.minimum, trained.ends, trained.sample.names.y_unit
    together = (
        f"all {len(ends)} starts ended at the same line"
        if trained.all_the_same
        else f"the {len(ends)} starts are still on their way: their losses go from {plain(ends.min())} to {plain(ends.max())}"
    )
    return (
        f"Without hidden units this **is** the Train page: ŷ = wx + b. Start {start} ended at "
        f"w = {quantity(w, unit)}, b = {quantity(b, unit)}; least squares says "
        f"w = {quantity(best.w, unit)}, b = {quantity(best.b, unit)}. "
        f"The loss of a line is a bowl with one lowest point, and {together}."
    )


def of_a_network(trained, start):
    ends, end = trained.ends, trained.ends[start - 1]
    lowest, highest = float(ends.min()), float(ends.max())
    against = f"Start {start} ends at an MSE of **{plain(end)}**, {against_line(end, trained.bowl.floor)}."
    if trained.all_the_same:
        return f"{against} All {len(ends)} starts end within {SAME - 1:.0%} of each other here."
    spread = (
        f"The {len(ends)} starts are the same network, the same data and the same rate, and yet they end at losses from "
        f"**{plain(lowest)}** to **{plain(highest)}**, {plain(highest / lowest, 2)} times as much."
        if lowest > 0
        else f"The {len(ends)} starts end at losses from 0 to {plain(highest)}."
    )
    return f"{against} {spread} {who_is_stuck(trained)}"


def against_line(loss, line_loss):
    """How the loss compares with the best straight line's."""
    line = f"the best straight line's {plain(line_loss)}"
    if not line_loss or abs(loss / line_loss - 1) < 0.01:
        return f"about the same as {line}: there is nothing here to bend for"
    return f"{abs(1 - loss / line_loss):.0%} {'below' if loss < line_loss else 'above'} {line}"


def who_is_stuck(trained):
    """Starts far above the lowest: which of them have stopped, and which still fall."""
    above = trained.ends > STUCK * trained.ends.min()
    stopped = [str(i + 1) for i in np.flatnonzero(above & ~still_falling(trained.losses))]
    if stopped:
        who = (
            f"start {stopped[0]} has"
            if len(stopped) == 1
            else f"starts {', '.join(stopped[:-1])} and {stopped[-1]} have"
        )
        return (
            f"Of those, {who} stopped far above the others: in the last tenth of the run the loss fell by less than 1 %. "
            "The surface is no longer one bowl: it has valleys and plateaus, "
            "and going downhill ends in the one where you begin."
        )
    if above.any():
        return "The higher ones still fall: give them more epochs, and see which arrive."
    return "The surface is no longer one bowl, so where a run ends depends on where it began."


def still_falling(losses):
    """Which starts lost more than 1 % of their loss in the last tenth of the run."""
    return losses[-1] < 0.99 * losses[-1 - (len(losses) - 1) // 10]
