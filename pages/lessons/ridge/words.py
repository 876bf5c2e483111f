"""What the penalty did while l2 grew, and why: a headline, one sentence of evidence, and the reasons."""

import numpy as np

import linreg_core as core
from pages.lessons.ridge.path import SPLITS, best_of_other_splits
from pages.ui.numbers import count, percent, plain, times
from pages.ui.playback import Story

OPTIONS = "at l2 = 0", "somewhere between", "at the largest l2"
NEAR = 1.1  # an error up to 10% above the smallest counts as good
TINY = 1e-3  # of mean(y²): an error this small is good, wherever the smallest one is
FOLLOWS, MUCH = 1.5, 3.0  # times the training error: new points are worse, or much worse
TOO_STIFF = 0.05  # how far the closest curve of this degree may be from the true one
PRACTICALLY_0 = 1e-12  # of mean(y²)


def error_text(value, p):
    """A mean squared error; rounding is not told as a number."""
    return plain(value) if value > PRACTICALLY_0 * float(np.mean(p.y**2)) else "practically 0"


def beside_smallest(ratio):
    """The smallest one, 3% larger than it, or 9.4 times as large."""
    if ratio <= 1:
        return "the smallest one"
    if ratio <= NEAR:
        return f"{percent(ratio - 1)} larger than the smallest one"
    return f"{times(ratio) if np.isfinite(ratio) else 'many times'} as large as the smallest one"


def compared(value, smallest):
    return float(value / smallest) if smallest else np.inf if value else 1.0


# ---- the question before


QUESTION = "l2 grows from 0: where is the error on held-out points smallest?"


def happened(path):
    """Which of the predictions came true."""
    return OPTIONS[0] if path.best == 0 else OPTIONS[2] if path.best == len(path.l2s) - 1 else OPTIONS[1]


def because(path):
    """Why it was so, in a few words."""
    if path.best == 0:
        return "on these points every penalty makes it larger"
    return f"at l2 = 0 the error is {beside_smallest(compared(path.held_out[0], path.held_out[path.best]))}"


# ---- the story


def story(settings, p, path, mine, done=()):
    """The Story of a growing l2. mine: the curve at the learner's l2. done: how far the exercise is."""
    why = fit(settings.l2, p, path, mine), chosen(settings.data, p, path), nearest_truth(path), *bowl(settings, p, path)
    return Story(headline(path), evidence(p, path), why, done)


def headline(path):
    if path.best == 0:
        return "The held-out error is smallest without a penalty."
    if path.best == len(path.l2s) - 1:
        return "The held-out error is smallest with the largest l2."
    return f"The held-out error is smallest at l2 = {plain(path.l2s[path.best], 2)}."


def evidence(p, path):
    """The error there, and at the two ends."""
    there, first, last = (error_text(path.held_out[i], p) for i in (path.best, 0, -1))
    if path.best == 0:
        return f"There it is {there}; with the largest l2 it is {last}."
    if path.best == len(path.l2s) - 1:
        return f"There it is {there}; without a penalty it is {first}."
    return f"There it is {there}; without a penalty it is {first}, and with the largest l2 {last}."


# ---- over- and underfitting: we made the points, so the error on new ones is known


def new_errors(p, path):
    """The mean squared error on new points at each l2: the distance from the true curve, and the noise."""
    return path.truth + p.noise**2


def manner(l2, p, path, mine):
    """What a curve does: a key of MEANS."""
    new, train = float(new_errors(p, mine)[0]), float(mine.train[0])
    everywhere, tiny = new_errors(p, path), TINY * float(np.mean(p.y**2))
    best_l2, much_worse = float(path.l2s[np.argmin(everywhere)]), new > max(MUCH * train, tiny)
    good = new <= max(NEAR * everywhere.min(), tiny)
    if good and much_worse:
        return "few points"
    if not good and l2 > best_l2:
        return "too large" if much_worse else "underfits"
    if not good and new > FOLLOWS * train:
        return "overfits"
    if stiffness(p) > TOO_STIFF:
        return "too stiff"
    return "about right" if good else "nearly"


def stiffness(p):
    """How far the closest curve of this degree is from the true one, in the mean of the squares."""
    return core.smallest_loss(p.Z_grid, p.truth)


def fit(l2, p, path, mine):
    """Both errors at the learner's l2, and what they mean."""
    train, held_out, new = (error_text(e, p) for e in (mine.train[0], mine.held_out[0], new_errors(p, mine)[0]))
    at = f"At your l2 = {plain(l2)} the training error is {train} and the held-out error is {held_out}."
    return f"{at} {MEANS[manner(l2, p, path, mine)].format(n=len(p.x), new=new, train=train, degree=p.degree)}"


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


# ---- the best l2, and how far to trust it


def chosen(data, p, path):
    """The best l2 was chosen on the held-out points: what that means for new points, and for other splits."""
    points, smallest = count(len(p.x_out), "held-out point"), float(path.held_out[path.best])
    new = float(new_errors(p, path)[path.best])
    size = error_text(new, p)
    here = (
        f"Here it is larger: {size} on average."
        if new > smallest
        else f"Here it happens to be smaller: {size} on average."
    )
    low, high = (plain(l2) for l2 in best_of_other_splits(data))
    others = f"is {low} each time" if low == high else f"goes from {low} to {high}"
    return (
        f"We picked the best l2 with {points}. So we must expect a larger error on new points. {here} "
        f"In {SPLITS} other splits of the same points the best l2 {others}."
    )


def nearest_truth(path):
    closest = plain(path.l2s[np.argmin(path.truth)], 2)
    return f"We made these points, so we know the true curve. The fitted curve is closest to it at l2 = {closest}."


# ---- the condition number


def bowl(settings, p, path):
    """-> how l2 changes the condition number, and what scikit-learn calls this l2"""
    roundest = int(np.argmin(path.bowls))
    first, lowest = plain(path.bowls[0]), plain(path.bowls[roundest])
    if roundest == 0:
        text = f"The condition number of the loss is {first} at l2 = 0. Here a penalty does not make it smaller."
    else:
        at = plain(path.l2s[roundest], 2)
        text = f"The condition number of the loss is {first} at l2 = 0 and {lowest} at l2 = {at}. So descent needs fewer steps."
    if path.bowls[-1] > 1.5 * path.bowls[roundest]:
        text += (
            f" With the largest l2 it is {plain(path.bowls[-1])}: b has no penalty, so its direction is the flattest."
        )
    if settings.l2 == 0:
        return (text,)
    alpha = plain(len(p.x) * settings.l2, 4)
    return (
        text,
        f"scikit-learn adds the penalty to the sum of the squares, not to their mean. So your l2 = {plain(settings.l2)} is "
        f"alpha = {alpha} there: {len(p.x)} training points times l2.",
    )


# ---- the exercise


def done(term_right, l2, path, held_out):
    """(a sentence,) for the story: is the term right, and is the chosen l2 good? held_out: its error on those points."""
    ratio = compared(held_out, float(path.held_out[path.best]))
    error = f"At your choice, l2 = {plain(l2)}, the held-out error is {beside_smallest(ratio)}."
    if ratio > NEAR:
        return (f"{error} Press **New split** and choose again.",)
    if not term_right:
        return (f"**Half of the exercise is done.** {error} Now write the term of the gradient.",)
    return (f"**Exercise done.** Your term of the gradient is right. {error}",)
