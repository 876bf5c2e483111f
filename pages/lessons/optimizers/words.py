"""The words of the page on batches and optimizers, computed from the data and the runs that they speak of."""

from dataclasses import dataclass

import numpy as np

from pages.lessons.optimizers.work import EPOCHS
from pages.ui.numbers import count, plain, quantity
from pages.ui.rules import RULES, size_text

SPELLED = "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
MEANT = (
    "**What it meant:** small batches take many cheap, shaky steps: far ahead after one look at the data, and restless at the "
    "end unless their rate shrinks. The other rules change how long a step is, not where the bottom lies."
)
NO_PULL = "Without noise no row pulls at the bottom: single rows come to rest there by themselves. Set some noise to see more."


# ---- the race


def portion(share):
    """12 %, 0.3 %, 2e-05 %, 1,234 times: of two or three digits that say something."""
    if share > 10:
        return f"{share:,.3g} times" if share < 1e6 else f"{share:.2g} times"
    return f"{100 * share:.2g} %" if share < 0.1 else f"{100 * share:.0f} %"


def left(share):
    return "diverged" if not np.isfinite(share) or share > 1e6 else portion(share)


def rest(share):
    return "diverged" if not np.isfinite(share) else "nothing" if share < 1e-12 else portion(share)


def after_one_look(race):
    """What each runner has done with every row once: its updates, and how much of its loss above the floor is left."""
    told = []
    for name, runner, tape in zip(race.titles, race.runners, race.tapes, strict=True):
        share = tape.excess[race.one_look] / tape.excess[0] if tape.excess[0] else 0.0
        gone = tape.gone is not None and tape.gone <= race.n
        told.append(f"**{name}** {count(runner.updates(race.n), 'update')}, {left(np.inf if gone else share)}")
    return (
        f"**After one look at all {race.n:,} rows**, updates made and what is left of the loss above its floor: "
        f"{'; '.join(told)}."
    )


def at_the_end(race):
    """How far above its floor each run hovers in the last fifth of the race, and the smallest loss there is."""
    floor, first = race.bowl.floor, race.excess_at_start
    noisy = floor > 1e-9 * max(first, floor)
    told = "; ".join(
        f"**{name}** {rest(tape.circling / (floor if noisy else first))}"
        for name, tape in zip(race.titles, race.tapes, strict=True)
    )
    if noisy:
        return f"**In the last fifth of {race.epochs:,} epochs** the loss is on average above its floor by: {told}."
    return (
        "**Without noise** a single row wants the same line as all rows together, so nobody has to circle. "
        f"In the last fifth of {race.epochs:,} epochs this part of the loss is left: {told}."
    )


def shortened(epochs, asked):
    return (
        f"The race ends after {epochs:,} of your {asked:,} epochs: small batches make many updates in each, and more would "
        "keep you waiting."
    )


# ---- predict first


@dataclass(frozen=True)
class Question:
    """What a race makes one curious about, the possible answers, and which of them happened."""

    text: str
    options: list
    happened: str


def question(race):
    """The question that fits this race. -> Question"""
    batches = {runner.batch(race.n) for runner in race.runners}
    if batches == {race.n}:
        return who_arrives(race)
    return who_rests(race) if len(batches) == 1 else who_is_ahead(race)


def who_arrives(race):
    """All rows at once: who is first at the bottom."""
    floor, first = race.bowl.floor, race.excess_at_start
    goal, near = (0.01 * floor, "within 1 % of the floor")
    if floor <= 1e-9 * first:
        goal, near = (1e-6 * first, "at a millionth of its start")
    arrivals = [last_above(tape.excess, goal) for tape in race.tapes]
    winner = race.titles[int(np.argmin(arrivals))] if min(arrivals) < len(race.rows) else "nobody"
    return Question(f"who is first, for good, {near}?", [*race.titles, "nobody"], winner)


def last_above(excess, goal):
    """The first column from which on the loss is within the goal."""
    above = np.flatnonzero(excess > goal)
    return int(above[-1]) + 1 if len(above) else 0


def who_rests(race):
    """Small batches of one size: who circles closest."""
    closest = int(np.argmin([tape.circling for tape in race.tapes]))
    return Question("who stays closest to the bottom at the end?", race.titles, race.titles[closest])


def who_is_ahead(race):
    """Several sizes: who gets most out of one look at the rows. A cooling rate has not cooled yet: such runs count once."""
    alike = {}
    for runner, name, tape in zip(race.runners, race.titles, race.tapes, strict=True):
        gone = tape.gone is not None and tape.gone <= race.n
        height = np.inf if gone else tape.excess[race.one_look]
        alike.setdefault((runner.rule, runner.batch(race.n), runner.rate), []).append((name, height))
    heights = {named[0][0] + (" (cooling or not)" if len(named) > 1 else ""): named[0][1] for named in alike.values()}
    lowest = min(heights, key=heights.get)
    return Question(f"who is lowest after one look at all {race.n:,} rows?", list(heights), lowest)


# ---- why it circles, and how large a rate


def why_it_circles(pulls, rate, names):
    """The typical pull of one row at the bottom, and the step that it makes."""
    typical = np.sqrt(np.mean(pulls.rows**2, axis=0))
    slope, height = (quantity(rate * value, names.y_unit) for value in typical)
    shrunk, m = "", len(pulls.batches)
    if m:
        times = typical[1] / np.sqrt(np.mean(pulls.batches[:, 1] ** 2))
        shrunk = f" The mean of 10 rows pulls less: {times:.1f} times less on b, in {m} batches drawn here."
    return (
        "Put the line **at the bottom**, on least squares. The gradient of all rows is 0 there: their pulls cancel. But no row "
        f"is at rest by itself, and SGD asks one at a time. At the rate {plain(rate)} a typical single row moves w by {slope} "
        f"and b by {height}, away from the bottom it stands on: so it **circles**.{shrunk}\n\n"
        "**Two cures.** A smaller rate circles closer, but walks slower. A **cooling** rate, η/(1 + 0.1·epoch), has both: long "
        "steps at first, shorter and shorter ones at the end, so the circle shrinks to a point. Race *cooling down* to see it."
    )


def guide(course):
    """Which number bounds the rate of which rule on this Course: a table. Rules with the same advice share a row."""
    advice = {rule.name: list(rule.advice(course)) for rule in RULES.values()}
    whole = [(name, told[0]) for name, told in advice.items()]
    batches = [(name, row) for name, told in advice.items() for row in told[1:]]
    names = {}
    for name, row in whole + batches:
        names.setdefault(row, []).append(name)
    table = "\n".join(
        f"| {', '.join([*alike, row.batches] if row.batches else alike)} | {row.rate} | {row.why} |"
        for row, alike in names.items()
    )
    return f"| run | how large a rate | why |\n|---|---|---|\n{table}"


# ---- long work


def progress(job):
    state = "" if job.finished or job.running or not job.done else ": stopped"
    return f"Epoch {job.done} of {EPOCHS}{state}"


def work_result(job, excess, full):
    """What the long work has done, and where as many full-batch epochs stand."""
    task, done, seconds = job.task, job.done, job.seconds
    updates = done * -(-task.n // min(task.size or task.n, task.n))
    ahead = int(np.argmax(full <= excess[1])) if np.any(full <= excess[1]) else None
    catch = (
        f"The full batch needs {ahead:,} epochs for what this run had after 1."
        if ahead
        else f"In {len(full) - 1:,} epochs the full batch does not get to where this run was after 1."
    )
    behind = f" {catch}" if excess[1] < full[1] else ""
    return (
        f"**{RULES[task.rule].name}, {size_text(task.size)}:** {done:,} epochs, {updates:,} updates in "
        f"{plain(seconds, 2)} s, {plain(1e3 * seconds / done, 2)} ms an epoch.{behind}"
    )
