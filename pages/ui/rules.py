"""The optimizers as the pages show them: one row each, in the order of linreg_core.OPTIMIZERS. No Streamlit here.

A row holds all that a page says of a rule, so a new rule is a new row, and nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.ui.experiment import Line
from pages.ui.numbers import count, plain
from pages.ui.palette import RACE, Look

RATES = [float(f"{m}e{k}") for k in range(-10, 4) for m in (1, 2, 5)]  # what a menu of rates offers, for every rule


def handy(rate):
    """The largest rate of the menu that is not above this one."""
    return max([r for r in RATES if r <= rate], default=RATES[0])


def size_text(size):
    """all points, 1 point, 10 points: how many a step looks at."""
    return "all points" if size is None else count(size, "point")


@dataclass(frozen=True, eq=False)
class Course:
    """What a rate has to suit: the data, the way from the start to the lowest loss, and how often a step is taken on it."""

    X: np.ndarray  # (n, 1)
    start: Line
    lowest: Line
    epochs: int
    size: int | None = None  # points in a batch; None: all of them

    @property
    def updates(self):
        """epochs · ⌈n/size⌉"""
        n = len(self.X)
        return self.epochs * -(-n // (self.size or n))

    @property
    def farther(self):
        """The name of the parameter that has farther to go, and how far."""
        way = {"w": abs(self.lowest.w - self.start.w), "b": abs(self.lowest.b - self.start.b)}
        name = max(way, key=way.get)
        return name, way[name]


@dataclass(frozen=True)
class Advice:
    """A row of the guide: in these batches (nothing: in any), so large a rate, and why. Markdown."""

    batches: str
    rate: str
    why: str


@dataclass(frozen=True)
class Rule:
    """An optimizer as the pages show it."""

    key: str  # as in linreg_core.OPTIMIZERS
    name: str
    look: Look
    formula: str  # KaTeX
    words: str  # beside the formula, Markdown
    cost: int  # of one update in small batches, in plain ones
    rate: Callable[[Course], float]  # that suits a course
    advice: Callable[[Course], Iterator[Advice]]  # for all points first, then for small batches


# ---- how large a rate


def plain_rate(course):
    """Close to the best one; in batches, the largest at which none of them overshoots."""
    if course.size is None:
        return 0.95 * core.best_learning_rate(course.X)
    return core.safe_learning_rate(course.X, course.size)


def momentum_rate(course):
    """Half its limit; in batches a tenth of plain descent's rate, for gradients add up to ten times as much."""
    if course.size is None:
        return 0.5 * core.learning_rate_limit(course.X, beta=0.9)
    return core.safe_learning_rate(course.X, course.size) / 10


def stride_rate(course):
    """A step is about η long: a tenth of the updates get to the lowest loss, or in batches a twentieth."""
    _, way = course.farther
    return (10 if course.size is None else 20) * way / course.updates


def plain_advice(course):
    limit = plain(core.learning_rate_limit(course.X), 4)
    yield Advice("all points", f"η < 2/λmax = **{limit}**", "Above this limit the run diverges.")
    for size in (1, 10):
        if size < len(course.X):
            whose = "One point far from x = 0 has" if size == 1 else "Ten points far from x = 0 have"
            yield Advice(
                size_text(size),
                f"η ≤ 1/mean(x² + 1) = **{plain(core.safe_learning_rate(course.X, size))}**",
                f"{whose} a larger curvature than all points together. Up to this η no batch bounces. "
                "The mean is over the points farthest from 0.",
            )


def momentum_advice(course):
    yield Advice(
        "all points",
        f"η < (2 + 2β)/λmax = **{plain(core.learning_rate_limit(course.X, beta=0.9), 4)}**",
        "Gradients that change their sign cancel in m. So the limit is 1.9 times as high as without momentum.",
    )
    yield Advice(
        "small batches",
        "a tenth of plain's",
        "Gradients add up over about ten batches. So a step can be 1/(1 − β) = 10 times as long.",
    )


LONGEST_STEPS = (
    1 / np.sqrt(1 - 0.9),
    (1 - 0.9) / np.sqrt((1 - 0.999) * (1 - 0.9**2 / 0.999)),
)  # of RMSProp and Adam, in η


def stride_advice(course):
    name, way = course.farther
    of_rmsprop, of_adam = (plain(steps, 2) for steps in LONGEST_STEPS)
    yield Advice(
        "all points",
        f"η from about **{plain(way / course.epochs, 2)}** on",
        f"There is no λ in it: a step of w or b is usually about η long. It is never longer than {of_rmsprop} η with RMSProp, "
        f"and {of_adam} η with Adam. {name} has {plain(way)} to go in {count(course.epochs, 'step')}.",
    )


# ---- the table

RULES = {
    rule.key: rule
    for rule in (
        Rule(
            key="gradient descent",
            name="plain",
            look=RACE[0],
            formula=r"\theta \leftarrow \theta - \eta\, g",
            words="**Plain gradient descent** steps against the gradient g. w and b get the same η. θ is w or b.",
            cost=1,
            rate=plain_rate,
            advice=plain_advice,
        ),
        Rule(
            key="momentum",
            name="momentum",
            look=RACE[1],
            formula=r"m \leftarrow \beta m + g, \qquad \theta \leftarrow \theta - \eta\, m",
            words="**Momentum** adds the gradients up in m. Gradients that agree become up to 1/(1 − β) = 10 times as much. "
            "Those that change their sign cancel. β = 0.9.",
            cost=5,
            rate=momentum_rate,
            advice=momentum_advice,
        ),
        Rule(
            key="rmsprop",
            name="RMSProp",
            look=RACE[2],
            formula=r"v \leftarrow \rho v + (1-\rho) g^2, \qquad "
            r"\theta \leftarrow \theta - \eta\, \frac{g}{\sqrt{v} + \varepsilon}",
            words="**RMSProp** divides the gradient by its usual size. So w and b each step by about η, however steep the "
            "loss is. ρ = 0.9, and ε = 10⁻⁸ keeps the divisor above 0.",
            cost=5,
            rate=stride_rate,
            advice=stride_advice,
        ),
        Rule(
            key="adam",
            name="Adam",
            look=RACE[3],
            formula=r"\begin{gathered} m \leftarrow \beta_1 m + (1-\beta_1) g, \qquad "
            r"v \leftarrow \beta_2 v + (1-\beta_2) g^2 \\ "
            r"\theta \leftarrow \theta - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon} \end{gathered}",
            words="**Adam** does both: m as momentum, v as RMSProp. Both begin at 0, and the hats correct that: "
            "m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). β₁ = 0.9, β₂ = 0.999.",
            cost=5,
            rate=stride_rate,
            advice=stride_advice,
        ),
    )
}
