"""The prose of this lesson, its exercise and its questions. Short sentences; terms of the glossary."""

import numpy as np

from pages.lessons.ridge.fitting import error_text, manner, new_errors
from pages.lessons.ridge.words import OPTIONS
from pages.ui.numbers import count, plain, quantity
from pages.ui.practice import Question

CURVE = """
A line has one column, x. Here the model gets more columns: x, x², x³ and so on. The highest power is the **degree**.

- The prediction is ŷ = w₁ · x + w₂ · x² + … + b. Each **weight** w is a parameter, as the slope of a line is.
- A high degree gives a flexible curve. It can also follow the noise.
- The columns are standardised first, so that one penalty suits all of them.
"""
OWN_X = """
Your x is first moved to the range from −3 to 3, so that its powers stay small. The charts show it as it is.
"""
FITTING = """
The points are split into two groups.

- The curve is fitted to the **training points** only.
- The **held-out points** are kept back. Their error says how well the curve predicts new points.

Two things can go wrong:

- A curve can **overfit**. Then its training error is small and its error on new points is much larger.
- A curve can **underfit**. Then it is too stiff, and both errors are large. Another word for this is bias.
"""
PENALTY = """
Ridge adds a penalty to the loss: MSE + l2 · ‖w‖². Here ‖w‖² is the sum of all squared weights.

- At l2 = 0 only the MSE counts. The weights may become huge.
- A larger l2 makes large weights cost more. So the weights shrink, and the curve becomes smoother.
- The intercept b has no penalty. It only moves the curve up and down.
"""
DESCENT = """
The penalty also helps descent. The loss bends more in every direction of the weights, by 2 · l2.

With many powers of x, some directions are almost flat. There the penalty makes the condition number much smaller. So
descent needs fewer steps.

Choose **training** in the sidebar to see it. The same curve is then found step by step.
"""
SOURCE = (
    "This is the code to read. For speed the app solves all penalties at once, by equal code from `linreg_core/fast`."
)
EXERCISE = """
Two parts:

1. Ridge adds one term to the gradient of each weight: `dw = 2/n · Σ error · x + …`. Write the term.
2. Move your l2 and look at its curve, the dotted one. Then choose **one** l2, before you press **Play**. Its held-out
   error should be at most 10% above the smallest one.

The result says when the exercise is done.
"""
ASKED_L2 = 0.1


def questions(p, path, at_asked):
    """Up to three questions with answers computed from these points. at_asked: the curve at ASKED_L2."""
    asked = loss_with_penalty(at_asked, p.loss_unit), over_or_under(p, path), smallest_training_error(p, path)
    return tuple(question for question in asked if question and len(set(question.options)) == len(question.options))


def loss_with_penalty(curve, unit):
    mse, size = (float(f"{value:.2e}") for value in (curve.train[0], curve.sizes[0] ** 2))
    values = mse + ASKED_L2 * size, ASKED_L2 * (mse + size), mse + ASKED_L2 + size
    return Question(
        f"At l2 = {plain(ASKED_L2)} the training error is {quantity(mse, unit)} and ‖w‖² is {quantity(size, unit)}. "
        "What is the loss?",
        tuple(quantity(value, unit) for value in values),
        0,
        f"The loss is MSE + l2 · ‖w‖² = {plain(mse)} + {plain(ASKED_L2)} · {plain(size)} ≈ {quantity(values[0], unit)}.",
    )


def over_or_under(p, path):
    """What the curve at l2 = 0 does: it is on screen before anything plays. None where own data does not say."""
    first = path.at(0)
    train, new = (error_text(error[0], p) for error in (first.train, new_errors(p, first)))
    does = manner(0.0, p, path, first)
    if p.own and does not in OWN_ANSWERS:
        return None
    right, why = (OWN_ANSWERS if p.own else ANSWERS)[does]
    on_new = f"On the held-out points it is {new}." if p.own else f"On new points it is {new} on average."
    return Question(
        f"At l2 = 0 the training error is {train}. {on_new} What does the curve do?",
        ("it overfits", "it underfits", "neither"),
        right,
        why.format(degree=p.degree),
    )


ANSWERS = {
    "overfits": (0, "It follows the training points too closely. New points have a larger error, and a penalty helps."),
    "few points": (0, "It follows the training points too closely. New points have a much larger error."),
    "too stiff": (1, "The true curve bends more: no curve of degree {degree} can follow it."),
    "about right": (2, "The degree is high enough, and no penalty helps much."),
    "nearly": (2, "New points have about the same error as the training points."),
}
OWN_ANSWERS = {
    "overfits": (0, "The held-out points have a larger error than the training points, and a penalty helps."),
    "few points": (0, "The held-out points have a much larger error than the training points."),
}


def smallest_training_error(p, path):
    rows = count(len(p.x), "training point")
    return Question(
        f"At which l2 is the error on the {rows} smallest?",
        OPTIONS,
        0,
        f"Without a penalty only the MSE of the {rows} counts. There it is {error_text(np.min(path.train), p)}.",
    )
