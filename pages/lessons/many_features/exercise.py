"""The exercise of this lesson: which numbers does a copy of a column change?"""

from dataclasses import replace

import numpy as np

import linreg_core as core
from pages.lessons.many_features.columns import columns
from pages.ui.numbers import listed, plain
from pages.ui.verdict import mean_square

LOSS, PREDICTIONS, WEIGHTS, CONDITION = "the lowest loss", "the predictions", "the weights", "the condition number"
OPTIONS = LOSS, PREDICTIONS, WEIGHTS, CONDITION
CHANGED = 1e-3  # a number that moves by more than this part has changed
ROUNDING = 1e-9


def text(name):
    return (
        f"{name} comes a second time, as one more column. Which numbers change by more than 0.1%? Mark them first. Then turn "
        f"on **Add a copy of {name}** and press **Train**. The result says whether you were right."
    )


def sides(settings):
    """The same settings without the copy and with it."""
    return [replace(settings, data=replace(settings.data, copied=copied)) for copied in (False, True)]


def numbers(settings):
    """What the lowest point of these settings has: loss, predictions (n,), weights of training (d,), condition number."""
    c = columns(settings.data)
    Z, _ = c.inputs(settings.scaled)
    w, b = core.ridge(Z, c.y, settings.l2)
    loss = core.smallest_loss(Z, c.y, settings.l2)
    return loss, (Z @ w + b)[:, 0], w[:, 0], core.condition_number(Z, settings.l2)


def changed(settings):
    """The OPTIONS that the copy changes. Without a penalty there is no single set of weights any more: they change."""
    without, with_it = (numbers(side) for side in sides(settings))
    y = columns(settings.data).y
    size = float(np.abs(y).max())
    loss, predictions, weights, condition = (moved(*pair) for pair in zip(without, with_it, strict=True))
    limits = {
        LOSS: loss > max(CHANGED * without[0], ROUNDING**2 * mean_square(y)),
        PREDICTIONS: predictions > max(CHANGED * float(np.std(y)), ROUNDING * size),
        WEIGHTS: settings.l2 == 0 or weights > max(CHANGED * float(np.abs(without[2]).max()), ROUNDING * size),
        CONDITION: condition > CHANGED * without[3],
    }
    return [option for option in OPTIONS if limits[option]]


def moved(before, after):
    """The largest change of a number, or of the numbers that both have."""
    before, after = np.atleast_1d(before), np.atleast_1d(after)
    return float(np.max(np.abs(after[: len(before)] - before)))


def done(settings, three, marks):
    """Sentences for the story: were the marks right? None without a copy, or where nothing was marked."""
    if not settings.data.copied or not marks:
        return ()
    if not three.same_predictions:
        return (
            "**The exercise is not checked yet.** First the predictions must agree. Change the rate or the epochs.",
        )
    right = changed(settings)
    if set(marks) != set(right):
        wrong = [option for option in OPTIONS if (option in marks) != (option in right)]
        return (f"**Not quite.** It is different for {listed(wrong)}. Take the copy away and mark again.",)
    verb = "changes" if right in ([LOSS], [CONDITION]) else "change"
    return (f"**Exercise done.** Only {listed(right)} {verb}. {before_and_after(settings)}",)


def before_and_after(settings):
    """The two numbers that a sentence can hold."""
    (loss, _, _, condition), (new_loss, _, _, new_condition) = (numbers(side) for side in sides(settings))
    rounding = ROUNDING**2 * mean_square(columns(settings.data).y)
    losses = [plain(value) if value > rounding else "0" for value in (loss, new_loss)]
    same = f"is {losses[0]} both times" if losses[0] == losses[1] else f"goes from {losses[0]} to {losses[1]}"
    return f"The lowest loss {same}. The condition number goes from {plain(condition)} to {plain(new_condition)}."
