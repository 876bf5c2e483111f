"""Races of up to six runs: who takes part, at which rate, and how each is called and drawn. No Streamlit here."""

from collections import Counter
from dataclasses import dataclass, replace

import linreg_core as core
from pages.ui.numbers import plain
from pages.ui.palette import RACE
from pages.ui.rules import RULES, handy, size_text

PLAIN = "gradient descent"
SHRINKING = 0.1  # the decay of a shrinking rate: η/(1 + 0.1·epoch)
SIZES = (None, 1, 5, 10, 32, 100)  # None: all points
UPDATES = 300_000  # more than these in a race would make a slider slow


@dataclass(frozen=True)
class Runner:
    """One run of a race."""

    rule: str  # a key of RULES
    size: int | None  # points in a batch
    rate: float
    shrinks: bool = False

    def config(self, epochs, seed):
        """As the core takes it."""
        decay = SHRINKING if self.shrinks else 0.0
        return core.TrainingConfig(self.rate, epochs, self.rule, self.size, random_state=seed, decay=decay)

    def batch(self, n):
        """How many points an update looks at."""
        return min(self.size or n, n)

    def begins_as(self, other, n):
        """Whether they make the same first epoch: a shrinking rate has not shrunk yet."""
        return (self.rule, self.batch(n), self.rate) == (other.rule, other.batch(n), other.rate)

    def updates(self, n):
        """How many updates an epoch has: ⌈n/batch⌉."""
        return -(-n // self.batch(n))

    def title(self, *more):
        """plain (1 point, shrinking)"""
        shrinking = ("shrinking",) if self.shrinks else ()
        return f"{RULES[self.rule].name} ({', '.join((size_text(self.size), *shrinking, *more))})"


@dataclass(frozen=True)
class Entry:
    """A runner of a ready race before its data are known. share: of the rate that suits its rule and batches."""

    rule: str
    size: int | None = None
    share: float = 1.0
    shrinks: bool = False

    def runner(self, course):
        """-> Runner, at a rate of the menu"""
        rate = RULES[self.rule].rate(replace(course, size=self.size))
        return Runner(self.rule, self.size, handy(self.share * rate), self.shrinks)


WHOLE, TEN, SINGLE, SHRINKS = Entry(PLAIN), Entry(PLAIN, 10), Entry(PLAIN, 1), Entry(PLAIN, 1, shrinks=True)
READY = {
    "batch sizes": lambda: (WHOLE, TEN, SINGLE),
    "optimizers": lambda: tuple(Entry(key) for key in RULES),
    "shrinking rate": lambda: (SINGLE, Entry(PLAIN, 1, share=0.1), SHRINKS),
    "six at once": lambda: (WHOLE, Entry("momentum"), Entry("adam"), TEN, SINGLE, SHRINKS),
}
OWN = WHOLE, Entry(PLAIN, share=0.1), Entry("momentum"), Entry("adam"), TEN, SINGLE  # to begin a race of one's own


def race(kind, course):
    """The Runners of a ready race, each at a rate that suits this Course."""
    return runners_of(READY[kind](), course)


def runners_of(entries, course):
    return tuple(entry.runner(course) for entry in entries)


def names_of(runners):
    """What they are called: rule and batch; the rate too where two would share a name, a letter if even that is shared."""
    titles = Counter(runner.title() for runner in runners)
    named = [r.title() if titles[r.title()] == 1 else r.title(f"rate {plain(r.rate)}") for r in runners]
    return [
        name if named.count(name) == 1 else f"{name} ({'abcdef'[named[:i].count(name)]})"
        for i, name in enumerate(named)
    ]


def looks_of(runners):
    """How they are drawn: each as its rule, or by place where one rule runs twice."""
    rules = [runner.rule for runner in runners]
    if len(set(rules)) < len(rules):
        return RACE[: len(rules)]
    return tuple(RULES[rule].look for rule in rules)


def epochs_of_race(runners, n, epochs):
    """As many epochs as asked for, or fewer if all the updates in small batches would take too long."""
    updates = sum(RULES[r.rule].cost * r.updates(n) for r in runners if r.batch(n) < n)
    return max(1, min(epochs, UPDATES // updates)) if updates else epochs
