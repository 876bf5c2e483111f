"""The prose of this lesson and its questions. Short sentences; terms of the glossary."""

from dataclasses import replace

import numpy as np

from pages.lessons.optimizers.races import PLAIN
from pages.ui.numbers import count, plain, quantity, slope_unit
from pages.ui.practice import Question
from pages.ui.rules import RULES, handy

WORDS = """
- A **batch** is the points that one step looks at: one point, ten points, or all of them.
- An **epoch** is one look at all the points. {epoch}
- An **optimizer** is the rule that makes a step from the gradient.
- The **learning rate** η says how far a step goes. Each optimizer needs a rate of its own.
- A **shrinking** rate is η/(1 + 0.1 · epoch). It becomes smaller in every epoch.

All runs of a race begin at the same w and b. They read the points in the same random order.
"""
NO_NOISE = (
    "Without noise the line goes through every point. Then each single gradient is 0 there. Set some noise to see more."
)
LONG_WORK = (
    "With many points one step with all of them takes long. Compare small batches with all points at once, by epochs."
)


def definitions(n):
    """The words of this lesson, for n points."""
    size = batch_for(n)
    return WORDS.format(epoch=f"With {n:,} points and batches of {size} it has {count(-(-n // size), 'step')}.")


def batch_for(n):
    """A batch for an example: smaller than n."""
    return 10 if n > 20 else 2


def single_points(gradients, rate, names):
    """What the picture of single gradients shows, and the step that a typical one makes. Markdown"""
    by_w, by_b = np.sqrt(np.mean(gradients.points**2, axis=0))
    slope, height = quantity(rate * by_w, slope_unit(names), 3), quantity(rate * by_b, names.y_unit, 3)
    mean, m = "", len(gradients.batches)
    if m:
        smaller = plain(by_b / np.sqrt(np.mean(gradients.batches[:, 1] ** 2)), 2)
        mean = f"\n- The mean of 10 points is smaller: for b by {smaller} times, in {m} batches drawn here."
    return (
        "This is the gradient of every single point **at the least-squares line**.\n"
        "- The mean of all of them is 0: there all points together make no step.\n"
        "- But a step with one point moves the line away.\n"
        f"- At the rate {plain(rate)} a typical point moves w by {slope} and b by {height}.{mean}\n\n"
        "Two things help:\n"
        "- A smaller rate moves the line less, but it needs more epochs.\n"
        "- A shrinking rate has long steps first and short ones later."
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
        f"| {', '.join(alike)} | {row.batches} | {row.rate} | {row.why} |" for row, alike in names.items()
    )
    return f"| optimizer | batch | how large a rate | why |\n|---|---|---|---|\n{table}"


# ---- check yourself


def questions(sample, bowl, course):
    """Three questions with answers computed from these points."""
    return steps_of_an_epoch(len(sample.X)), gradient_of_a_point(sample, bowl), shrunk(course)


def steps_of_an_epoch(n):
    size = batch_for(n)
    steps, rest = -(-n // size), n % size
    last = f" The last batch has only {count(rest, 'point')}." if rest else ""
    return Question(
        f"There are {n:,} points, and each batch has {size}. How many steps does one epoch have?",
        tuple(f"{k:,}" for k in (1, steps, n)),
        1,
        f"{n:,} / {size} = {plain(n / size, 4)}, so there are {count(steps, 'step')}.{last}",
    )


def gradient_of_a_point(sample, bowl):
    """The point with the largest residual at least squares."""
    errors = bowl.minimum.at(sample.X) - sample.y
    error = float(errors.flat[np.argmax(np.abs(errors))])
    if bowl.floor <= 1e-18 * float(np.mean(sample.y**2)):
        return Question(
            "These points lie on a line. What is the gradient of one point at the least-squares line?",
            ("0", "1", "it depends on the point"),
            0,
            "Its residual is 0 there, and the gradient is a multiple of the residual.",
        )
    unit = sample.names.y_unit
    error = float(f"{error:.2e}")  # three digits, so that the double adds up in the digits shown
    shown, double = quantity(error, unit), quantity(2 * error, unit)
    return Question(
        f"At the least-squares line one point has the residual {shown}. What is the gradient of this point alone for b?",
        ("0", shown, double),
        2,
        f"It is 2 · (ŷ − y) = {double}. Only the mean over all points is 0.",
    )


def shrunk(course):
    """A shrinking rate after 90 epochs is a tenth."""
    rate = handy(RULES[PLAIN].rate(replace(course, size=1)))
    return Question(
        f"A shrinking rate begins at {plain(rate)}. It is η/(1 + 0.1 · epoch). What is it at epoch 90?",
        tuple(plain(rate / k) for k in (1, 10, 90)),
        1,
        f"1 + 0.1 · 90 = 10, so it is {plain(rate)} / 10 = {plain(rate / 10)}.",
    )
