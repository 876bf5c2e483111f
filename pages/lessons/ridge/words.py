"""What the penalty did while l2 grew, and why: a headline, one sentence of evidence, and the reasons."""

import numpy as np

from pages.lessons.ridge.fitting import NEAR, error_text, fit, new_errors
from pages.lessons.ridge.path import SPLITS, best_of_other_splits
from pages.ui.numbers import count, percent, plain, times
from pages.ui.playback import Story

OPTIONS = "at l2 = 0", "somewhere between", "at the largest l2"


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
    truth = () if p.own else (nearest_truth(path),)
    why = fit(settings.l2, p, path, mine), chosen(settings.data, p, path), *truth, *bowl(settings, p, path)
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


# ---- the best l2, and how far to trust it


def chosen(data, p, path):
    """The best l2 was chosen on the held-out points: what that means for new points, and for other splits."""
    points, here = count(len(p.x_out), "held-out point"), "" if p.own else f" {on_new_points(p, path)}"
    low, high = (plain(l2) for l2 in best_of_other_splits(data))
    others = f"is {low} each time" if low == high else f"goes from {low} to {high}"
    return (
        f"We picked the best l2 with {points}. So we must expect a larger error on new points.{here} "
        f"In {SPLITS} other splits of the same points the best l2 {others}."
    )


def on_new_points(p, path):
    """The error of the best l2 on new points, beside the one on the held-out points."""
    new = float(new_errors(p, path)[path.best])
    size = error_text(new, p)
    if new > path.held_out[path.best]:
        return f"Here it is larger: {size} on average."
    return f"Here it happens to be smaller: {size} on average."


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
