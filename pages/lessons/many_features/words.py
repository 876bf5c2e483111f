"""What the three starts came to, and why: a headline, one sentence of evidence, and the reasons."""

import numpy as np

import linreg_core as core
from pages.lessons.many_features.runs import SAME
from pages.ui.numbers import count, percent, plain, times
from pages.ui.playback import Story
from pages.ui.progress import left

QUESTION = "will three different starts end at the same weights?"
OPTIONS = "yes", "no"
ALIKE = 0.7  # a correlation from which on two columns are worth a word
ALMOST_0 = 1e-6  # of the first difference
MEANING = "More features change only the shapes. The same three lines train one weight or a thousand."


# ---- the question before


def happened(three):
    return OPTIONS[0] if three.same_weights else OPTIONS[1]


def because(settings, c, three):
    """Why it was so, in a few words."""
    if three.on_the_edge:
        return "the rate is exactly at the limit, so they swing for ever"
    if not three.settles:
        return f"the rate {plain(three.rate)} is above the limit of this data"
    if not c.one_answer and settings.l2 == 0:
        return "a column and its copy can share their weight in many ways"
    if three.same_weights:
        return "only one set of weights has the lowest loss"
    apart = three.weights_apart
    return f"after {count(three.epochs)} the largest difference is still {share(apart[-1] / apart[0])} of the first one"


def share(ratio):
    """80%, or 2 times; what is left of a difference is not told as all of it."""
    if 0.99 < ratio < 1:
        return "more than 99%"
    return percent(ratio) if ratio < 1.5 else times(ratio)


# ---- the story


def story(settings, c, three, done=()):
    """The Story of three starts. done: how far the exercise is."""
    if not three.settles:
        return Story(*running_away(three), why=(limit(settings, c, three), both_scales(settings, c)), more=done)
    why = (
        f"Two values count as the same when at most {percent(SAME)} of the first difference is left.",
        one_or_many(settings, c),
        limit(settings, c, three),
        both_scales(settings, c),
        closest(c),
        MEANING,
    )
    return Story(headline(settings, c, three), evidence(three), tuple(filter(None, why)), done)


def running_away(three):
    """-> headline, evidence"""
    if three.on_the_edge:
        return "They swing for ever.", f"The rate {plain(three.rate)} is exactly at the limit; a smaller one settles."
    worse = np.any(three.losses[:, -1] > three.losses[:, 0])
    head = "They run away: the rate is above the limit." if worse else "They will run away, but slowly."
    growth = abs(1 - three.rate * float(three.curvatures[0]))
    more = plain(growth, 4) if growth >= 1.001 else "a little more than 1"
    return head, f"Each step multiplies the error in the steepest direction by {more}; a smaller rate settles."


def headline(settings, c, three):
    if three.same_weights:
        return "All three starts end at the same weights."
    if not three.same_predictions:
        return "Not there yet: the weights and the predictions still differ."
    if not c.one_answer and settings.l2 == 0:
        return "The weights differ, but the predictions agree."
    return "The predictions agree already. The weights do not yet."


def evidence(three):
    weights, predictions = (gap(apart) for apart in (three.weights_apart, three.predictions_apart))
    return (
        f"After {count(three.epochs)} the largest difference is {weights} between the weights, and {predictions} between the "
        "predictions."
    )


def gap(apart):
    """What is left of a difference.  (t,)"""
    return plain(apart[-1]) if apart[-1] > ALMOST_0 * apart[0] else "almost 0"


# ---- the reasons


def one_or_many(settings, c):
    """Whether the columns fix the weights. The rank, where it is met first."""
    if c.one_answer and c.d == 1:
        return "There is one column, so only one weight has the lowest loss."
    if c.one_answer:
        return (
            f"The rank is {c.rank} of {c.d}: that many columns say something new. So only one set of weights has the lowest "
            "loss, and every start goes there."
        )
    first = c.names[0]
    why = (
        f"The rank is {c.rank} of {c.d}: that many columns say something new. {first} and its copy hold the same numbers. When "
        "one of their weights grows and the other shrinks by as much, no prediction changes."
    )
    if settings.l2 == 0:
        return (
            f"{why} In that direction the gradient is 0, so every start keeps the difference it had. Set l2 above 0: then the "
            "three come together."
        )
    flat = 2 * settings.l2
    return (
        f"{why} But the penalty is smallest when both weights are equal. So only one set of weights has the lowest loss. In "
        f"that direction the curvature is 2 · l2 = {plain(flat)}, and one step leaves {left(1 - settings.rate * flat)} of the "
        "difference."
    )


def limit(settings, c, three):
    """The rate against its limit, and what a step leaves."""
    rate, curved = three.rate, three.curvatures
    most = 2 / float(curved[0])
    text = f"The limit of the rate is 2/λmax = {plain(most)} here, and the rate is {plain(rate)}"
    if three.on_the_edge:
        return f"{text}."
    if not three.settles:
        return f"{text}, {times(rate / most)} as large." if rate > 1.05 * most else f"{text}, a little above it."
    slowest = 1 - rate * float(curved[np.argmax(np.abs(1 - rate * curved))])
    best = core.best_learning_rate(c.inputs(settings.scaled)[0], settings.l2)
    return (
        f"{text}, {percent(rate / most)} of it. In the slowest direction one step leaves {left(slowest)} of the error. The "
        f"best rate is {plain(best)}."
    )


def both_scales(settings, c):
    """What standardising changes."""
    raw, scaled = (
        f"the limit is {plain(core.learning_rate_limit(A, settings.l2))} and the condition number "
        f"{plain(core.condition_number(A, settings.l2))}"
        for A in (c.X, c.Z)
    )
    return f"With the columns as they are, {raw}. With standardised columns, {scaled}."


def closest(c):
    """The two columns that are most alike, where that is worth a word; a copy has been told already."""
    if c.d < 2 or not c.one_answer:
        return ""
    alike = np.abs(np.triu(c.Z.T @ c.Z / len(c.Z), 1))
    i, j = np.unravel_index(np.argmax(alike), alike.shape)
    if alike[i, j] < ALIKE:
        return ""
    return (
        f"{c.names[i]} and {c.names[j]} are nearly the same column: the size of their correlation is {plain(alike[i, j])}. So "
        "their weights are found slowly. A small l2 makes that direction less flat."
    )
