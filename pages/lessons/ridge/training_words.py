"""What descent at the learner's l2 came to, and why: a headline, one sentence of evidence, and the reasons."""

import numpy as np

import linreg_core as core
from pages.lessons.ridge.fitting import error_text
from pages.ui import verdict
from pages.ui.numbers import count, percent, plain, times
from pages.ui.playback import Story

OPTIONS = "yes", "no"


def question(epochs):
    return f"will the loss arrive at its lowest in {epochs:,} epochs?"


def happened(run):
    return OPTIONS[0] if run.arrives is not None else OPTIONS[1]


def because(run):
    """Why it was so, in a few words."""
    if run.starts_there:
        return "the start is already close enough"
    if run.needs is None:
        return "it needs more epochs than can be counted"
    return f"it needs {count(run.needs)} to arrive"


def story(settings, p, path, mine, run):
    """The Story of a run."""
    return Story(headline(run), evidence(run), why(settings, p, path, mine, run))


def headline(run):
    if run.starts_there:
        return "The start is already close enough."
    if run.arrives is not None:
        return "It has arrived."
    return "Close, but not there yet." if run.excess <= verdict.CLOSE * run.first else "Still far away."


def evidence(run):
    if run.starts_there:
        return f"At epoch 0 the loss is already {run.goal.words}."
    if run.arrives is not None:
        return f"From epoch {run.arrives:,} on the loss is {run.goal.words}."
    return f"After {count(run.epochs)} the loss is still {above(run)}, and {because(run)}."


def above(run):
    """How far the end is from the lowest loss: against that, or against the start where the lowest loss is next to nothing."""
    share = run.excess / run.lowest if run.lowest > 0 else np.inf
    if share > 1e4:
        return f"{percent(run.excess / run.first)} of its start"
    return f"{percent(share)} above the lowest loss" if share < 1 else f"{times(1 + share)} the lowest loss"


def why(settings, p, path, mine, run):
    return bowl(settings, path, mine), steps(settings, p, run), errors(p, mine, run)


def bowl(settings, path, mine):
    first, own = plain(path.bowls[0]), plain(mine.bowls[0])
    if np.isinf(mine.bowls[0]):
        return (
            "The condition number is ∞: these points do not fix all the weights. Many curves share the lowest loss, and the "
            "start decides which one is reached."
        )
    if settings.l2 == 0 or first == own:
        return f"The condition number of the loss is {own}. The larger it is, the more epochs descent needs."
    return (
        f"The condition number of the loss is {first} at l2 = 0 and {own} at your l2. "
        "The larger it is, the more epochs descent needs."
    )


def steps(settings, p, run):
    text = f"The learning rate is the best fixed one, {plain(run.rate)}."
    if np.isinf(core.condition_number(p.Z, settings.l2)):
        return text
    removed = percent(run.rate * float(core.curvatures(p.Z, settings.l2)[-1]))
    return f"{text} In the flattest direction one step removes {removed} of what is left."


def errors(p, mine, run):
    """The end of descent beside the answer that ridge computes at once."""
    end, answer = (error_text(path.held_out[-1], p) for path in (run.path, mine))
    text = f"At the end the held-out error is {end}. The formula of ridge gives {answer}."
    if run.arrives is None and run.path.held_out[-1] < 0.9 * mine.held_out[0]:
        text += " Fewer steps keep the weights small: that works like a penalty."
    return text
