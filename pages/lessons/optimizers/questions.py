"""Predict first: what a race makes one curious about, the possible answers, and which of them happened."""

from dataclasses import dataclass

import numpy as np

from pages.lessons.optimizers.results import arrivals, ranked, start_words
from pages.ui import verdict
from pages.ui.numbers import count

NO_WINNER, NOBODY = "no clear winner", "none arrives"
ALONE = "it arrives", "it does not arrive", "it diverges"
SAME = 1.01  # the best two differ by less than this factor: nobody has won


@dataclass(frozen=True)
class Question:
    """text: what is asked. happened: one of the options. because: why, in a few words. best: the runner's number, or None."""

    kind: str  # alone, arrives, stays, ahead
    text: str
    options: tuple
    happened: str
    because: str
    best: int | None = None


def question(race):
    """The Question that fits this race."""
    batches = {runner.batch(race.n) for runner in race.runners}
    if len(race.runners) == 1:
        return does_it_arrive(race)
    if batches == {race.n}:
        return who_arrives(race)
    return who_stays(race) if len(batches) == 1 else who_is_ahead(race)


def does_it_arrive(race):
    """A single run."""
    outcome = race.tapes[0].outcome
    happened = ALONE[0] if outcome.arrived else ALONE[2] if outcome.diverged else ALONE[1]
    because = {
        ALONE[0]: f"from epoch {outcome.arrives or 0:,} on its loss is {race.goal.words}",
        ALONE[1]: "its loss does not stay near the lowest",
        ALONE[2]: "its rate is too large for these batches",
    }[happened]
    return Question("alone", "will this run arrive?", ALONE, happened, because)


def who_arrives(race):
    """All points at once: who is the first to arrive."""
    text, options = "which run arrives first?", (*race.titles, NO_WINNER, NOBODY)
    best, first, next_one = ranked(arrivals(race))
    if not np.isfinite(first):
        because = "at these rates no run stays near the lowest loss"
        if all(tape.outcome.diverged for tape in race.tapes):
            because = "every rate is too large"
        return Question("arrives", text, options, NOBODY, because)
    if next_one == first:
        return Question("arrives", text, options, NO_WINNER, f"two runs arrive at epoch {int(first):,}")
    because = f"from epoch {int(first):,} on its loss is {race.goal.words}"
    return Question("arrives", text, options, race.titles[best], because, best)


def who_stays(race):
    """Small batches of one size: who stays closest to the lowest loss."""
    text, options = "which run is closest to the lowest loss at the end?", (*race.titles, NO_WINNER)
    best, *heights = ranked([tape.stays for tape in race.tapes])
    if no_winner(race, *heights):
        return Question("stays", text, options, NO_WINNER, same(race))
    runner = race.runners[best]
    smallest = runner.rate < min(other.rate for i, other in enumerate(race.runners) if i != best)
    because = "its steps are shorter than the others'" if smallest else "its loss is the lowest in the last epochs"
    if runner.shrinks:
        because = "its steps become shorter and shorter"
    return Question("stays", text, options, race.titles[best], because, best)


def who_is_ahead(race):
    """Several sizes: who gets most out of one look. A shrinking rate has not shrunk yet: such runs count once."""
    alike, titles = {}, race.titles
    for i, runner in enumerate(race.runners):
        alike.setdefault((runner.rule, runner.batch(race.n), runner.rate), []).append(i)
    options = tuple(" or ".join(titles[i] for i in places) for places in alike.values())
    text = "which run has the lowest loss after one look at all points?"
    best, *heights = ranked([after_one_look(race, i) for i, *_ in alike.values()])
    if no_winner(race, *heights):
        return Question("ahead", text, (*options, NO_WINNER), NO_WINNER, same(race))
    i = list(alike.values())[best][0]
    steps = [runner.updates(race.n) for runner in race.runners]
    because = f"its loss above the lowest is {start_words(race, heights[0])}"
    if steps[i] == max(steps) and heights[0] < race.excess_at_start / 2:
        because = f"it makes {count(steps[i], 'step')} in one look at all points"
    if race.starts_there:
        because = "the runs start at the answer, and this one stays closest"
    return Question("ahead", text, (*options, NO_WINNER), options[best], because, i)


def after_one_look(race, i):
    """The loss above the lowest once every point has been looked at; inf if it has run away."""
    tape = race.tapes[i]
    return np.inf if race.one_look >= tape.end else tape.excess[race.one_look]


def no_winner(race, first, next_one):
    """Whether the best two are equal, but for a hundredth or for rounding."""
    rounding = verdict.rounding(race.sample.y)
    everyone = all(tape.outcome.diverged for tape in race.tapes)
    return bool(everyone or not np.isfinite(first) or next_one <= SAME * first + rounding)


def same(race):
    """Why nobody has won."""
    everyone = all(tape.outcome.diverged for tape in race.tapes)
    return "every run diverges" if everyone else "the best two differ by less than 1%"
