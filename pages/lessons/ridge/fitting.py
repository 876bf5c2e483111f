"""Does a curve overfit or underfit? Of the wave we know the error on new points; of own data the held-out points judge."""

import numpy as np

import linreg_core as core
from pages.ui.numbers import plain, quantity

NEAR = 1.1  # an error up to 10% above the smallest counts as good
TINY = 1e-3  # of mean(y²): an error of the wave this small is good, wherever the smallest one is
FOLLOWS, MUCH = 1.5, 3.0  # times the training error: new points are worse, or much worse
TOO_STIFF = 0.05  # how far the closest curve of this degree may be from the true one


def error_text(value, p):
    """A mean squared error; rounding is not told as a number."""
    return quantity(value, p.loss_unit, 3) if value > p.nothing else "practically 0"


def new_errors(p, path):
    """The mean squared error at each l2 that judges a curve.

    We made the wave, so the error on new points is known: the distance from the true curve, and the noise. Own data has
    its held-out points.
    """
    return path.held_out if p.own else path.truth + p.noise**2


def manner(l2, p, path, mine):
    """What a curve does: a key of MEANS."""
    new, train = float(new_errors(p, mine)[0]), float(mine.train[0])
    everywhere, tiny = new_errors(p, path), p.nothing if p.own else TINY * float(np.mean(p.y**2))
    best_l2, much_worse = float(path.l2s[np.argmin(everywhere)]), new > max(MUCH * train, tiny)
    good = new <= max(NEAR * everywhere.min(), tiny)
    if good and much_worse:
        return "few points"
    if not good and l2 > best_l2:
        return "too large" if much_worse else "underfits"
    if not good and new > FOLLOWS * train:
        return "overfits"
    if not p.own and stiffness(p) > TOO_STIFF:
        return "too stiff"
    return "about right" if good else "nearly"


def stiffness(p):
    """How far the closest curve of this degree is from the true one, in the mean of the squares."""
    return core.smallest_loss(p.Z_grid, p.truth)


def fit(l2, p, path, mine):
    """Both errors at the learner's l2, and what they mean."""
    train, held_out, new = (error_text(e, p) for e in (mine.train[0], mine.held_out[0], new_errors(p, mine)[0]))
    at = f"At your l2 = {plain(l2)} the training error is {train} and the held-out error is {held_out}."
    means = (OWN_MEANS if p.own else MEANS)[manner(l2, p, path, mine)]
    return f"{at} {means.format(n=len(p.x), new=new, train=train, degree=p.degree)}"


MEANS = {
    "overfits": (
        "The curve overfits: it follows its {n} training points too closely. "
        "On new points its error is {new} on average. A larger l2 would do better."
    ),
    "underfits": (
        "The curve underfits: its weights are too small to follow the true curve. "
        "On new points its error is {new} on average. A smaller l2 would do better."
    ),
    "too stiff": (
        "The curve underfits: no curve of degree {degree} can follow the true one. No l2 changes that. Raise the degree."
    ),
    "few points": (
        "This l2 is about right: no other one does much better. On new points the error is {new} on average, much more than "
        "on the {n} training points. More points would help."
    ),
    "too large": (
        "On new points the error is {new} on average, much more than on the {n} training points. "
        "Here a smaller l2 would do better."
    ),
    "about right": "This l2 is about right. On new points the error is {new} on average.",
    "nearly": (
        "On new points the error is {new} on average, not much more than on the training points. "
        "A larger l2 would do a little better."
    ),
}
OWN_MEANS = {
    "overfits": (
        "By the held-out points the curve overfits: it follows its {n} training points too closely. "
        "On the held-out points a larger l2 does better."
    ),
    "underfits": (
        "By the held-out points the curve underfits: its weights are too small. "
        "On the held-out points a smaller l2 does better."
    ),
    "few points": (
        "On the held-out points no other l2 does much better. But their error is much larger than the error on the {n} "
        "training points. More points may help."
    ),
    "too large": (
        "The held-out error is much larger than the training error. On the held-out points a smaller l2 does better."
    ),
    "about right": "On the held-out points no other l2 does much better.",
    "nearly": "On the held-out points a larger l2 does better.",
}
