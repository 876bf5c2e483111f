"""What is said around one step before it is taken, and the questions at the end. No Streamlit here."""

import numpy as np

from pages.lessons.one_step.formulas import decimals_of_move
from pages.lessons.one_step.step import steps_to_play
from pages.ui.charts import squared
from pages.ui.numbers import katex_decimals, plain, quantity, unset
from pages.ui.practice import Question
from pages.ui.step_table import number, units

SQUARES_UP_TO = 20  # squares of a start are large: more would hide each other, so only the numbered points have theirs

LOSS = "**2. The loss.** It is the mean of the squared errors, the MSE."
GRADIENTS = "**3. The gradients.** How fast does the loss rise when w grows, and when b grows?"
NUDGING = """
The gradient can be checked without calculus. Make w a little larger and a little smaller by h. Compute the loss both
times. Divide the difference by the width: (loss(w + h) − loss(w − h)) / 2h. Then do the same with b.
"""
ROUNDING = """
The loss is a parabola in w, so every h gives the same slope. Only rounding differs. With a smaller h the two losses
have more equal digits. So fewer digits are left for their difference.
"""
TRY = (
    "Take two steps by hand: the next step, and then one more from your own line. "
    "The page adds up the errors. You do the rest, with a calculator."
)


def asked(losses, epoch):
    """What to predict before the steps from this epoch."""
    shown = steps_to_play(losses, epoch)
    subject = f"do these {shown:,} steps" if shown > 1 else "does this step"
    return f"what {subject} do to the sum of the squares?"


def errors(step, rows):
    """What the table is, and which points stand in it."""
    few = f"{len(rows)} of the {step.n} points" if step.n > len(rows) else "all points"
    return f"**1. The errors.** The line predicts ŷ, and y was measured. The error is ŷ − y. Here are {few}:"


def update(step):
    return (
        f"**4. The update.** Each parameter goes against its gradient, times the learning rate η = {plain(step.rate)}."
    )


def squares(losses, epoch, step):
    """How many steps the button takes, and what the squares and the bar are."""
    shown = steps_to_play(losses, epoch)
    some = f"The numbered points have their squares ({step.n} would hide each other)"
    has = "Every point has a square" if step.n <= SQUARES_UP_TO else some
    key = f"{has}: the side of a square is the error. The bar adds up all {step.n} squares."
    if shown > 1:
        return f"{key} One step is too small to see, so the button takes {shown:,}. The arrow → takes one."
    return key


# ---- the exercise


def decimals_of(step, name):
    """With how many decimals w or b is shown before and after this step."""
    old, new = getattr(step.before, name), getattr(step.after, name)
    return decimals_of_move(old, new, new - old)


def shown_line(step):
    """The line before the step, as the page writes it."""
    w, b = (unset(katex_decimals(getattr(step.before, name), decimals_of(step, name) + 1)) for name in "wb")
    return f"**w = {w}** and **b = {b}**"


def sums(step):
    """What a learner has to know for a step."""
    return (
        f"There **Σ error·x = {unset(number(step.sum_error_x))}** and **Σ error = {unset(number(step.sum_error))}**, "
        f"over n = {step.n} points. The learning rate is **η = {plain(step.rate)}**."
    )


def first_step(step):
    return f"**First step.** The line is at {shown_line(step)}. {sums(step)}"


def second_step(step):
    w, b = (plain(value, 12) for value in step.before)
    return f"**Second step.** You are at **w = {w}** and **b = {b}**. {sums(step)}"


def labels(names):
    """{of a blank: its label, with the unit of what goes in}"""
    u = units(names)
    blanks = {
        "dw": ("∂MSE/∂w", u["error_x"]),
        "w": ("new w", u["w"]),
        "db": ("∂MSE/∂b", u["y"]),
        "b": ("new b", u["y"]),
    }
    return {key: f"{name}, {unit}".replace("$", r"\$") if unit else name for key, (name, unit) in blanks.items()}


def done(first, second, names):
    """Both steps are right: what they did."""
    before, after = (quantity(loss, squared(names.y_unit)) for loss in (first.mse, second.new_mse))
    change = f"the loss stayed at {before}" if before == after else f"the loss went from {before} to {after}"
    return f"**Exercise done.** You took two steps by hand, and {change}."


# ---- the questions at the end


def questions(step, table):
    """Three questions about this very step."""
    i = int(np.argmax(np.abs(table.error_x.values)))
    x, error, product = (shown.formula(shown.values[i]) for shown in (table.x, table.error, table.error_x))
    x, error, product = unset(x), unset(error), unset(product)
    ways = "w becomes larger", "w becomes smaller", "w stays"
    to, alone = (
        sign_of(value, floor) for value, floor in ((step.dw, step.rounding), (float(table.error_x.values[i]), 0))
    )
    move = step.rate * step.dw
    return (
        Question(
            f"∂MSE/∂w is {plain(step.dw, 4)}. What does this step do to w?",
            ways,
            to if step.rate else 2,
            f"The step subtracts η · gradient = {plain(move, 4)} from w.",
        ),
        Question(
            "The learning rate becomes twice as large. How far does w move in this step?",
            ("as far as now", "twice as far", "four times as far"),
            1,
            f"It moves by η · gradient. Now that is {plain(abs(move), 4)}, then {plain(2 * abs(move), 4)}.",
        ),
        Question(
            f"Point {i + 1} of the table has x = {x} and the error {error}. What would a step with this point alone do to w?",
            ways,
            alone,
            f"Its error · x is {product}, and the step goes against the sign of that.",
        ),
    )


def sign_of(value, floor):
    """Which of the ways: w becomes larger where the gradient is negative."""
    return 2 if abs(value) <= floor else 0 if value < 0 else 1
