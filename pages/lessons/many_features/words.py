"""What scaling, copied columns and the start did to this run, in words computed from its own data."""

import numpy as np

import linreg_core as core
from pages.lessons.many_features.columns import columns
from pages.ui.numbers import count, plain, rate_text

OPTIONS = "yes", "no"
SAME = 0.01  # weights this close, as a part of the largest one, count as the same
MEANING = (
    "**What it means:** more features change nothing but the shapes: the same three lines train one weight or a thousand. "
    "What is new is that columns can repeat each other: then predictions are still certain, and weights are not."
)
AS_SUMS = r"""
**One feature, as sums over rows**

$\hat y_i = w\,x_i + b$

$\frac{\partial L}{\partial w} = \frac{2}{n}\sum_i (\hat y_i - y_i)\,x_i$

$\frac{\partial L}{\partial b} = \frac{2}{n}\sum_i (\hat y_i - y_i)$

$w \leftarrow w - \eta\,\frac{\partial L}{\partial w}, \quad b \leftarrow b - \eta\,\frac{\partial L}{\partial b}$
"""
AS_MATRICES = r"""
**Any number of features, as matrices**

$\hat y = X w + b$

$\frac{\partial L}{\partial w} = \frac{2}{n}\,X^{\top}(\hat y - y)$

$\frac{\partial L}{\partial b} = \frac{2}{n}\sum_i (\hat y_i - y_i)$

$w \leftarrow w - \eta\,\frac{\partial L}{\partial w}, \quad b \leftarrow b - \eta\,\frac{\partial L}{\partial b}$
"""


def verdict(settings, runs):
    c = columns(settings.data)
    return "\n\n".join([speed(settings, c), repeated(settings, c, runs)])


def speed(settings, c):
    """The limit with the columns as they are and standardised, and what this rate does."""
    Z, _ = c.inputs(settings.scaled)
    limit, rate = core.learning_rate_limit(Z, settings.l2), settings.rate
    raw, scaled = (
        f"{plain(core.learning_rate_limit(A, settings.l2))} (condition number {length(A, settings.l2)})"
        for A in (c.X, c.Z)
    )
    both = f"The limit 2/λmax is {raw} for the columns as they are, and {scaled} standardised."
    if rate >= limit:
        return (
            f":red-badge[Diverges] The rate {rate_text(rate)} is above the limit of what is trained here, {plain(limit)}: "
            f"every step multiplies the largest error by {core.growth_factor(Z, rate, settings.l2):.4g}. {both}"
        )
    best = core.best_learning_rate(Z, settings.l2)
    slowest = float(np.max(np.abs(1 - rate * core.curvatures(Z, settings.l2))))
    half = int(np.ceil(np.log(0.5) / np.log(slowest))) if 0 < slowest < 1 else 0
    pace = f"The slowest direction halves its error every {count(max(1, half))}; the best rate would be {plain(best)}."
    return f":green-badge[Stable] The rate {rate_text(rate)} is {rate / limit:.1%} of its limit. {pace} {both}"


def gap(value, size):
    """A difference, or that it is none: less than a millionth of what it began with."""
    return f"**{plain(value)}**" if value > 1e-6 * size else f"**practically nothing** ({plain(value, 2)})"


def length(A, l2):
    value = core.condition_number(A, l2)
    return "∞" if np.isinf(value) else plain(value)


def repeated(settings, c, runs):
    """Rank, and whether the start decides the weights."""
    ends = arrival(settings, c, runs)
    if c.rank == c.d:
        return (
            f"The rank is {c.rank} of {c.d}: every column says something new, so there is one answer for every start to end "
            f"at. {ends} {closest(c)}"
        )
    ways = "one direction" if c.d - c.rank == 1 else f"{c.d - c.rank} directions"
    why = (
        f"The rank is {c.rank} of {c.d}: in {ways} the weights can move and no prediction changes, for what one column gives "
        "another takes."
    )
    if settings.l2 == 0:
        return (
            f"{why} The gradient is 0 along there, so descent keeps whatever the start had. {ends} "
            "Least squares alone cannot choose. Give l2 a little and watch the three come together."
        )
    flat = 2 * settings.l2
    return (
        f"{why} The penalty l2 = {rate_text(settings.l2)} curves it by 2 · l2 = {plain(flat)}: among all weights with these "
        f"predictions it prefers the smallest, so there is one answer, and every epoch multiplies the three starts' distance "
        f"there by {abs(1 - settings.rate * flat):.6g}. {ends}"
    )


def arrival(settings, c, runs):
    """How far the three starts are from each other at the end."""
    if runs.diverges:
        return "At this rate none of them arrives."
    Z, _ = c.inputs(settings.scaled)
    weights, predictions = (float(apart[-1]) for apart in runs.apart(Z))
    sizes = float(np.abs(runs.shown[:, 0]).max()), float(np.ptp(c.y))
    return (
        f"After {count(runs.epochs)} from three starts, weights differ by up to {gap(weights, sizes[0])} "
        f"and predictions by up to {gap(predictions, sizes[1])}."
    )


def closest(c):
    """The two columns that are most alike, where that is worth a word."""
    if c.d < 2:
        return ""
    alike = np.abs(np.triu(c.Z.T @ c.Z / len(c.Z), 1))
    i, j = np.unravel_index(np.argmax(alike), alike.shape)
    if alike[i, j] < 0.7:
        return ""
    return (
        f"But {c.names[i]} and {c.names[j]} are nearly the same column (correlation {plain(alike[i, j])}): "
        "their weights pull against each other, and a little l2 calms them."
    )


def happened(settings, runs):
    """Which prediction came true: do the three starts end at the same weights?"""
    Z, _ = columns(settings.data).inputs(settings.scaled)
    apart, _ = runs.apart(Z)
    largest = float(np.abs(runs.shown[:, -1]).max())
    return OPTIONS[0] if not runs.diverges and apart[-1] <= SAME * largest else OPTIONS[1]
