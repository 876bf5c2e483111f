"""What the race showed, and why: a headline, one sentence of evidence, and the reasons, computed from its own runs."""

import numpy as np

from pages.lessons.learning_rate.race import MINE
from pages.ui import verdict
from pages.ui.numbers import count, percent, plain, times
from pages.ui.playback import Story
from pages.ui.progress import left
from pages.ui.rates import learning_rates

TIE, NOBODY = "several at once", "none of them"
TRY = (
    "Find the largest learning rate on the slider that still settles: its loss falls to the end and never rises. "
    "Move the learning rate, let **my rate** take part, and press **Train**. The result says when it is done."
)


# ---- the question before


def question(race):
    return f"which rate arrives first in these {count(race.epochs)}?"


def options(race):
    names = [runner.name for runner in race.runners]
    return (*names, TIE, NOBODY) if len(names) > 1 else (*names, NOBODY)


def happened(race):
    """One of the options."""
    first = race.first
    return NOBODY if not first else first[0].name if len(first) == 1 else TIE


def because(race, bowl):
    """Why it was so, in a few words."""
    if race.starts_there:
        return "the start is the answer"
    first = race.first
    if not first:
        return nobody_because(race)
    if first[0].arrives == 0:
        return f"the start is already {race.goal.words}"
    if len(first) > 1:
        return f"each of them needs {count(first[0].arrives)}"
    if len(race.runners) == 1:
        return f"it needs {count(first[0].arrives)}"
    return beside_the_others(first[0], race, bowl)


def nobody_because(race):
    if all(runner.pace.runs_away for runner in race.runners):
        return "no rate is below the limit"
    needed = fastest(race)
    return f"the fastest, {needed.name}, needs {count(needed.pace.epochs)}" if needed else "they need too many epochs"


def fastest(race):
    """The Runner that would arrive first in a longer race, or None."""
    there = [runner for runner in race.runners if runner.pace.epochs is not None]
    return min(there, key=lambda runner: runner.pace.epochs, default=None)


def beside_the_others(winner, race, bowl):
    """Below 1/λmax the larger rate is never slower. So a slower one is smaller, or it bounces, or it diverges."""
    smaller = any(runner.rate < winner.rate for runner in race.runners)
    larger = [runner for runner in race.runners if runner.rate > winner.rate]
    does = ["bounce longer" if winner.pace.bounces else "bounce"] if any(r.rate < bowl.limit for r in larger) else []
    does += ["diverge"] if any(verdict.diverges(bowl, runner.rate) for runner in larger) else []
    parts = ["smaller rates make shorter steps"] if smaller else []
    parts += [f"larger rates {' or '.join(does)}"] if does else []
    return ", and ".join(parts)


# ---- the story


def story(experiment, race, bowl):
    """The Story of a Race."""
    if race.starts_there:
        grown = [runner.name for runner in race.runners if runner.risen]
        more = " Above the limit even errors of rounding grow." if grown else ""
        return Story(
            "It starts at the answer.", f"The start is the least-squares line, so the gradient is 0 there.{more}"
        )
    why = (limit(bowl), *(each(runner, bowl) for runner in race.runners), *about_best(race, bowl))
    return Story(headline(race), evidence(race), why, (*mine(race, bowl), *done(experiment, race, bowl)))


def headline(race):
    first, alone = race.first, len(race.runners) == 1
    if not first:
        if all(runner.pace.word == "diverges" and runner.risen is not None for runner in race.runners):
            return "It diverges." if alone else "Every run diverges."
        return "It does not arrive." if alone else "No run arrives."
    if alone:
        return "It has arrived."
    if first[0].arrives == 0:
        return "The start is already close enough."
    return f"{begin(first[0].name)} arrives first." if len(first) == 1 else f"{len(first)} runs arrive first, together."


def begin(name):
    """A name at the beginning of a sentence."""
    return "The best rate" if name == "best" else "My rate" if name == MINE else f"The run at {name} of the limit"


def evidence(race):
    first = race.first
    if not first:
        return nobody(race)
    if first[0].arrives == 0:
        return f"The loss of the start is already {race.goal.words}."
    then = sorted(r.arrives for r in race.runners if r.arrives is not None and r not in first)
    told = f"From epoch {first[0].arrives:,} on its loss is {race.goal.words}"
    if len(first) > 1:
        told = f"From epoch {first[0].arrives:,} on their loss is {race.goal.words}"
    if len(race.runners) == len(first):
        return f"{told}."
    return f"{told}; the next run arrives at epoch {then[0]:,}." if then else f"{told}; no other run arrives."


def nobody(race):
    if all(runner.pace.runs_away for runner in race.runners):
        which = "The rate is not" if len(race.runners) == 1 else "No rate is"
        return f"{which} below the limit of this data, so no number of epochs is enough."
    needed = fastest(race)
    if needed is None:
        return "The steps are so short that it would take too many epochs to count."
    name = "It" if len(race.runners) == 1 else f"The fastest run is {needed.name}: it"
    return f"{name} needs {count(needed.pace.epochs)}, and there were {race.epochs:,}."


# ---- the reasons


def limit(bowl):
    return (
        f"The limit of this data is 2/λmax = {plain(bowl.limit, 4)}. Its largest curvature is λmax ≈ "
        f"{plain(bowl.curvatures[0])}. In a direction with curvature λ, one step leaves the part 1 − ηλ of the error."
    )


def each(runner, bowl):
    """What becomes of a run, and what one of its steps leaves of the error in the steepest and the flattest direction."""
    steep, flat = (left(1 - runner.rate * bowl.curvatures[i]) for i in (0, -1))
    leaves = f"One step leaves {steep} of the error in the steepest direction"
    leaves += f" and {flat} in the flattest." if len(bowl.curvatures) > 1 else "."
    return f"**{runner.name}**, rate {plain(runner.rate)}: {means(runner)} {leaves}"


def means(runner):
    """The word for the rate, and when its loss is far above the start."""
    pace = runner.pace
    if pace.word == "on the edge":
        return "it is exactly at the limit, so the error swings for ever."
    if pace.word == "diverges":
        if runner.million is not None:
            return f"from epoch {runner.million:,} on its loss is a million times the start."
        return "it diverges." if runner.risen is not None else "it diverges, but in these epochs it does not show yet."
    if pace.epochs is None:
        return "it needs too many epochs to count."
    return f"it needs {count(pace.epochs)}" + (f", that is {pace.word} here." if pace.best_epochs is not None else ".")


def about_best(race, bowl):
    """Why the best rate in the long run need not be the first to arrive."""
    best = race.named("best")
    if best is None:
        return ()
    slowest = bowl.slowest(best.rate)
    if slowest < 1e-9:
        return ("**best** is 2/(λmin + λmax). Here both curvatures are equal, so it arrives in one step.",)
    told = "**best** is 2/(λmin + λmax). In the long run no other fixed rate is faster, whatever the start."
    first = race.first
    if best in first or not first or best.pace.epochs is None:
        return (told,)
    return (
        f"{told} But it bounces: each step leaves {left(slowest)} of that error. From this start another rate is sooner.",
    )


def mine(race, bowl):
    """The learner's own rate."""
    runner = race.named(MINE)
    if runner is None:
        return ()
    told = f"**My rate**, {plain(runner.rate)}, is {against(runner.rate / bowl.limit)} the limit."
    pace = runner.pace
    if pace.word == "diverges":
        return (f"{told} So it diverges.",)
    if pace.epochs is None or pace.best_epochs is None:
        return (told,)
    bounces = " It bounces." if pace.bounces else ""
    return (f"{told}{bounces} It needs {count(pace.epochs)}: that is {pace.word} here.",)


def against(share):
    """9.1% of, or 3,900 times: a rate against the limit; near it with the digits that tell it from it."""
    if share >= 10:
        return times(share)
    if np.isclose(share, 1, atol=1e-9, rtol=0):
        return "exactly"
    return f"{percent(share, 4 if 0.99 < share < 1.01 else 3 if 0.9 < share < 1.1 else 2)} of"


# ---- the exercise


def done(experiment, race, bowl):
    """Whether the learner's rate is the largest of the slider that settles, and its run never rose."""
    runner = race.named(MINE)
    if runner is None or runner.pace.runs_away or runner.risen is not None:
        return ()
    larger = [rate for rate in learning_rates(experiment.names) if rate > runner.rate]
    settles = [rate for rate in larger if not (verdict.diverges(bowl, rate) or verdict.at_the_edge(bowl, rate))]
    if settles:
        return ()
    after = f" The next rate on the slider, {plain(larger[0])}, does not settle." if larger else ""
    return (f"**Exercise done.** {plain(runner.rate)} settles: it is below the limit {plain(bowl.limit, 4)}.{after}",)
