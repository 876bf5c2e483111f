"""The prose of this lesson, its exercise and its questions. Short sentences; terms of the glossary."""

import numpy as np

from pages.lessons.beyond.networks import STARTS as MANY
from pages.ui.numbers import plain
from pages.ui.practice import Question

UNITS = """
- A **hidden unit** is a line of x, bent once by a function. It is hidden: only the sum of all units is seen.
- **tanh** bends the line to a smooth S. **ReLU** sets all values below 0 to 0, so the line gets a kink.
- A **weight** is a parameter that something is multiplied by, as w is in a line. Each unit has a weight in the sum.
- A white dot on the curve shows where a unit bends it.
- With 0 hidden units the network is a straight line, as on page 1.
"""
STARTS = f"""
A network cannot start with all parameters at 0. Then all its units would stay equal. So it starts at random numbers.

- This page trains the same network from {MANY} starts. The data and the learning rate are the same for all.
- The loss of a line has one lowest point. The loss of a network can have several low points.
- A **local minimum** is lower than all places near it, but not the lowest of all. A start can end in one and stay there.
- It can also reach a place that is almost flat. There the gradient is so small that the loss hardly changes.
"""
FUNCTIONS = """
| step | page 1 | here, with a hidden layer |
|---|---|---|
| begin | w, b | V, c for the hidden units, then w, b |
| predict | ŷ = Xw + b | H = f(XV + c), then ŷ = **H**w + b |
| measure | MSE | the same MSE |
| differentiate | ∂w = (2/n) Xᵀ(ŷ − y) | ∂w = (2/n) **H**ᵀ(ŷ − y), and one layer further back by the chain rule |
| improve | w ← w − η ∂w | the same, for every layer |

A **hidden layer** is all the hidden units together. The last step is linear regression again: on H, not on x.

Without the bend f nothing is gained. A sum of lines is a line.
"""
DEEP = """
- Deep learning uses networks with many layers. Each layer takes what the layer before it gives.
- Training is the same loop: predict, measure the loss, find the gradient, take a step.
- More units can follow more curves. But the loss has more than one low point, and the model can overfit.
- In large networks most low points are about equally good.
"""
TRY = (
    "Choose the data **A wave** and fit it with as few hidden units as you can. {fits} "
    "Press **Train**: the result says when it is done."
)


def exercise(settings, trained):
    """The task, and what counts as a fit on this data."""
    if trained.shape != "wave":
        return TRY.format(fits="Then you see here what counts as a fit.")
    over = "1.2 times σ²" if trained.sample.noise**2 * 1.2 >= trained.fit_loss else "1% of the variance of y"
    return TRY.format(fits=f"It fits when the loss is at most {plain(trained.fit_loss, 2)}: that is {over}.")


def questions(settings, trained):
    """Three questions with answers computed from this network and these points."""
    h = settings.units or 3
    variance, line = float(np.var(trained.sample.y)), trained.bowl.floor
    r2 = 1 - line / variance if variance else 0.0
    return (
        Question(
            f"A network has {h} hidden unit{'' if h == 1 else 's'}. How many numbers does training change?",
            (f"{h}", f"{2 * h + 1}", f"{3 * h + 1}"),
            2,
            f"Each unit has three: two for its line, and its weight in the sum. One b is added: 3 · {h} + 1 = {3 * h + 1}.",
        ),
        Question(
            f"The best line has the loss {plain(line)}. The variance of y is {plain(variance)}. What is the R² of this line?",
            tuple(plain(value, 2) for value in (r2 + 1, r2, r2 + 2)),
            1,
            f"R² is 1 minus loss divided by variance: {plain(r2, 2)}.",
        ),
        Question(
            "The same network trains twice, from two random starts. Is the loss at the end the same?",
            ("always", "never", "not always"),
            2,
            "The loss of a network can have several low points. The start decides which one is reached.",
        ),
    )
