"""What the penalty did to this curve, in words computed from its own points."""

import numpy as np

import linreg_core as core
from pages.lessons.ridge.path import SPLITS, best_of_other_splits
from pages.ui.numbers import count, plain, rate_text, short

NEAR = 1.1  # within 10 % of the smallest held-out error
TOO_STIFF = 0.05  # how far the closest curve of this degree may be from the true one
HOPELESS = 1e12


def verdict(settings, p, path, mine):
    """Overfitting or not, the best l2 and how far to trust it, and what l2 does for descent."""
    return "\n\n".join([fit(settings, p, path, mine), best(settings, p, path), bowl(settings, p, path, mine)])


def fit(settings, p, path, mine):
    train, held_out, smallest = mine.train[0], mine.held_out[0], path.held_out[path.best]
    at = f"At your l2 = {rate_text(settings.l2)}: training error {plain(train)}, held-out error {plain(held_out)}."
    times = plain(held_out / smallest, 2) if smallest else "many"
    bias = core.smallest_loss(p.Z_grid, p.truth)
    if held_out > NEAR * smallest and settings.l2 < path.l2s[path.best]:
        return (
            f":orange-badge[Overfits] {at} The curve follows its {len(p.x)} training points too closely: on points it has "
            f"never seen its error is {times} times the best one. A larger l2 would do better."
        )
    if held_out > NEAR * smallest:
        return (
            f":blue-badge[Underfits] {at} Weights held this small cannot make the curve that is needed: "
            f"its held-out error is {times} times the best one. A smaller l2 would do better."
        )
    if bias > TOO_STIFF:
        return (
            f":blue-badge[Underfits] {at} No l2 does clearly better here, but no curve of degree {p.degree} can follow "
            f"the true one: even the closest is off by {plain(bias, 2)} in the mean of the squares. Raise the degree."
        )
    return f":green-badge[About right] {at} No l2 does clearly better on the points held out."


def best(settings, p, path):
    chosen, true_best = path.l2s[path.best], path.l2s[np.argmin(path.truth)]
    low, high = (rate_text(l2) for l2 in best_of_other_splits(settings.data))
    moves = f"is {low} each time" if low == high else f"lies anywhere from {low} to {high}"
    return (
        f"On these {len(p.x_out)} held-out points **l2 = {plain(chosen, 2)} is best**, with an error of "
        f"{plain(path.held_out[path.best])}. It was chosen on them, so that number flatters: in {SPLITS} other splits of the "
        f"same points the best l2 {moves}. We made the points and know the true curve: closest to it is "
        f"l2 = {plain(true_best, 2)}."
    )


def bowl(settings, p, path, mine):
    """Round bowl, quick descent; up to the point where b, which is not penalised, is the flattest direction."""
    yours = "" if settings.l2 == 0 else f" and {short(mine.bowls[0])} at yours"
    text = f"The condition number is {short(path.bowls[0])} at l2 = 0{yours}: {speed(p, settings.l2)}."
    roundest = int(np.argmin(path.bowls))
    if path.bowls[-1] > 1.5 * path.bowls[roundest]:
        text += (
            f" From l2 = {plain(path.l2s[roundest], 2)} on the bowl grows longer again: "
            "b is never penalised, and its direction is then the flattest."
        )
    if settings.l2 == 0:
        return text
    return text + (
        f" In scikit-learn, on the same standardised columns, this curve is `Ridge(alpha={plain(len(p.x) * settings.l2, 4)})`: "
        f"n · l2 = {len(p.x)} · {rate_text(settings.l2)}."
    )


def speed(p, l2):
    """How long descent from zero weights takes at the best rate."""
    length = core.condition_number(p.Z, l2)
    if np.isinf(length):
        return (
            "these points do not fix all the weights, many choices share the smallest loss, and where descent ends "
            "depends on where it starts"
        )
    if length > HOPELESS:
        return "gradient descent would need more epochs than anyone has"
    rate, smallest = core.best_learning_rate(p.Z, l2), core.smallest_loss(p.Z, p.y, l2)
    needed = core.epochs_to_reach(p.Z, p.y, p.zero, rate, 0.01 * smallest, l2)
    if needed is None:
        return "gradient descent comes ever closer to an error of 0"
    return f"gradient descent at its best rate needs {count(needed)} there to come within 1 % of its smallest loss"


def happened(path):
    """Which of the predictions came true."""
    return OPTIONS[0] if path.best == 0 else OPTIONS[2] if path.best == len(path.l2s) - 1 else OPTIONS[1]


OPTIONS = "at l2 = 0", "somewhere between", "at the largest l2"
MEANING = (
    "**What it means:** a flexible curve fits its own points best and new points badly. Ridge pays for every large weight, "
    "so it gives up a little of the first for a lot of the second; held-out points, not training points, say how much to pay."
)
