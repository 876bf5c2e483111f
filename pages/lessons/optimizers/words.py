"""What a race showed, and why: a headline, one sentence of evidence, and the reasons, computed from its own runs."""

import numpy as np

from pages.lessons.optimizers.exercise import done
from pages.lessons.optimizers.questions import NO_WINNER, NOBODY, after_one_look, question
from pages.lessons.optimizers.results import above_lowest, arrivals, height, of_start, ranked, start_words
from pages.lessons.optimizers.work import EPOCHS
from pages.ui.numbers import capital, count, listed, plain
from pages.ui.playback import Story
from pages.ui.rules import RULES, size_text

EVERY_ONE = "Every run diverges.", "Every loss ends more than ten times above its start: the rates are too large."


# ---- the story


def story(race, own):
    """The Story of a race. own: whether the learner has made it."""
    if race.starts_there:
        head = "It starts at the answer." if len(race.runners) == 1 else "They start at the answer."
        evidence = "The start is the least-squares line: there the gradient of all points together is 0."
        return Story(head, evidence, (*reasons(race), *each(race)))
    asked = question(race)
    tell = {"alone": alone, "arrives": first_to_arrive, "stays": closest, "ahead": ahead}[asked.kind]
    head, evidence = tell(race, asked)
    end = at_the_end(race, asked) if asked.kind == "ahead" else ()
    return Story(head, evidence, (*reasons(race), *each(race)), (*end, *diverged(race), *done(race, own)))


def alone(race, asked):
    """A single run. -> headline, evidence"""
    tape = race.tapes[0]
    if tape.outcome.diverged:
        return (
            "It diverges.",
            "Its loss ends more than ten times above its start: the rate is too large for these batches.",
        )
    if tape.outcome.arrived:
        return "It has arrived.", f"From epoch {tape.outcome.arrives:,} on the loss is {race.goal.words}."
    return "It has not arrived.", f"In the last epochs it is {height(race, tape.stays)}."


def first_to_arrive(race, asked):
    _, first, next_one = ranked(arrivals(race))
    if asked.happened == NOBODY:
        best, lowest, _ = ranked([tape.stays for tape in race.tapes])
        if not np.isfinite(lowest):
            return (
                "Every run diverges.",
                "Every loss ends more than ten times above its start: the rates are too large.",
            )
        return "No run arrives.", f"The best one is {race.titles[best]}: at the end it is {height(race, lowest)}."
    if asked.happened == NO_WINNER:
        return (
            "Two runs arrive first, at the same epoch.",
            f"From epoch {int(first):,} on their loss is {race.goal.words}.",
        )
    then = f"the next run arrives at epoch {int(next_one):,}" if np.isfinite(next_one) else "no other run arrives"
    return f"{capital(asked.happened)} arrives first.", f"It arrives at epoch {int(first):,}; {then}."


def closest(race, asked):
    _, first, next_one = ranked([tape.stays for tape in race.tapes])
    if not np.isfinite(first):
        return "Every run diverges.", "Every loss ends more than ten times above its start: the rates are too large."
    if asked.happened == NO_WINNER:
        return (
            "At the end there is no clear winner.",
            f"In the last epochs the best is {height(race, first)}.",
        )
    other = f"; the next run is {above_lowest(race, next_one)}" if np.isfinite(next_one) else "; all others diverge"
    return (
        f"{capital(asked.happened)} stays closest at the end.",
        f"In the last epochs it is {height(race, first)}{other}.",
    )


def ahead(race, asked):
    if all(tape.outcome.diverged for tape in race.tapes):
        return EVERY_ONE
    heights = [after_one_look(race, i) for i in range(len(race.runners))]
    if asked.best is None:
        first = start_words(race, min(heights))
        return (
            "After one look there is no clear winner.",
            f"The best two are almost equal: their loss above the lowest is {first}.",
        )
    mine, n = race.runners[asked.best], race.n
    others = [heights[i] for i, other in enumerate(race.runners) if not mine.begins_as(other, n)]
    next_one = min(others)
    other = f"; the next run's is {of_start(race, next_one)}" if np.isfinite(next_one) else ""
    return (
        f"{capital(race.titles[asked.best])} is lowest after one look.",
        f"After one look its loss above the lowest is {start_words(race, heights[asked.best])}{other}.",
    )


def at_the_end(race, asked):
    """Who is ahead after one look need not be so at the end."""
    best, lowest, _ = ranked([tape.stays for tape in race.tapes])
    if not np.isfinite(lowest):
        return ()
    told = f"In the last epochs the closest run is **{race.titles[best]}**: it is {height(race, lowest)}."
    if asked.best is None or asked.best == best or race.tapes[asked.best].outcome.diverged:
        return (told,)
    return (f"{told} {capital(race.titles[asked.best])} is {height(race, race.tapes[asked.best].stays)}.",)


def diverged(race):
    """Which runs diverge, where the headline does not say so."""
    gone = [title for title, tape in zip(race.titles, race.tapes, strict=True) if tape.outcome.diverged]
    if not gone or len(gone) == len(race.runners):
        return ()
    return (f"Diverged: {listed(gone)}.",)


# ---- the reasons


def reasons(race):
    """What explains such a race, a few sentences each."""
    small = any(runner.batch(race.n) < race.n for runner in race.runners)
    sizes = len({runner.batch(race.n) for runner in race.runners}) > 1
    return (
        *((MORE_STEPS,) if sizes else ()),
        *((NOISY if race.near_lowest else NO_NOISE,) if small else ()),
        *((SHRINKING,) if any(runner.shrinks for runner in race.runners) else ()),
        *(REASONS[key] for key in REASONS if any(runner.rule == key for runner in race.runners)),
    )


MORE_STEPS = (
    "A step costs one look at each point of its batch. So a small batch makes more steps from the same number of looks."
)
NOISY = (
    "A small batch shows only a part of the data. Its gradient is not 0 at the lowest loss. "
    "So at a constant rate the line does not come to rest."
)
NO_NOISE = (
    "Without noise one line fits every point. There each single gradient is 0, so small batches can come to rest too."
)
SHRINKING = (
    "A shrinking rate, η/(1 + 0.1 · epoch), has long steps first and short ones later. So the line comes to rest."
)
REASONS = {
    "momentum": "Momentum adds up gradients that agree. So its steps can be up to ten times as long.",
    "rmsprop": "RMSProp makes steps of about η, however steep the loss is. So at a constant η it cannot come to rest.",
    "adam": "Adam makes steps of at most a few η, however steep the loss is.",
}


def each(race):
    """What every run did: its steps, what was left after one look, and where it ended."""
    return (*(line(race, i) for i in range(len(race.runners))), "**The last epochs** are the last fifth of them.")


def line(race, i):
    title, runner, tape = race.titles[i], race.runners[i], race.tapes[i]
    steps = f"**{capital(title)}**: {count(runner.updates(race.n), 'step')} in one epoch."
    if tape.outcome.diverged:
        return f"{steps} It diverges."
    after = (
        ""
        if race.starts_there
        else f" After one look its loss above the lowest is {start_words(race, after_one_look(race, i))}."
    )
    return f"{steps}{after} In the last epochs it is {height(race, tape.stays)}."


def shortened(epochs, asked):
    return (
        f"The race ends after {epochs:,} of your {asked:,} epochs. Small batches make many steps in each, and more would take "
        "too long."
    )


# ---- long work


def progress(job):
    state = "" if job.finished or job.running or not job.done else ": stopped"
    return f"Epoch {job.done} of {EPOCHS}{state}"


def work_result(job, excess, full):
    """What the long work has done, and where as many epochs with all points stand."""
    task, done, seconds = job.task, job.done, job.seconds
    updates = done * -(-task.n // min(task.size or task.n, task.n))
    ahead = int(np.argmax(full <= excess[1])) if np.any(full <= excess[1]) else None
    catch = (
        f"All points at once need {count(ahead)} for what this run had after 1."
        if ahead
        else f"In {count(len(full) - 1)}, all points at once do not get as low as this run after 1."
    )
    behind = f" {catch}" if excess[1] < full[1] else ""
    return (
        f"**{capital(RULES[task.rule].name)} ({size_text(task.size)}):** {count(done)} and {count(updates, 'step')} in "
        f"{plain(seconds, 2)} s.{behind}"
    )


def work_ends(excess, full):
    """For those who cannot see the chart."""
    return f" The loss above the lowest ends at {plain(excess[-1])} in small batches, at {plain(full[-1])} with all points."
