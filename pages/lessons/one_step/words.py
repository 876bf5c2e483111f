"""What is said of one step, in sentences computed from its own numbers. No Streamlit here."""

from pages.lessons.one_step.formulas import decimals_of_move, units
from pages.lessons.one_step.step import NOTICEABLE, change_of, steps_to_play
from pages.lessons.one_step.tables import said
from pages.ui.numbers import count, katex_decimals, plain, unset

SQUARES_UP_TO = 20  # more would hide each other: then only the numbered points have theirs
FATES = "grows", "about the same", "10 to 50 % less", "over 50 % less"

NUDGING = (
    "Nudge w a little up and a little down, compute the loss both times, and divide the difference "
    "by the width: (loss(w + h) − loss(w − h)) / 2h. No calculus, the same number."
)
ROUNDING = (
    "The loss is a parabola in w, so this slope is exact for every h. What differs is rounding: "
    "make h smaller, and the two losses agree in ever more digits, so fewer are left for their difference."
)


def fate(change):
    """One of FATES, for a relative change of the loss."""
    return FATES[0 if change >= 0.1 else 1 if change > -0.1 else 2 if change >= -0.5 else 3]


def prediction(losses, epoch):
    """What to predict before the steps from this epoch, and what happens. -> question, one of FATES"""
    shown = steps_to_play(losses, epoch)
    subject = f"do these {shown:,} steps" if shown > 1 else "does this step"
    return f"what {subject} do to the sum of squares?", fate(change_of(losses[epoch], losses[epoch + shown]))


def compare(step, rows):
    """What the table is, and which points stand in it."""
    few = f"{len(rows)} of the {step.n} points, evenly spread over x" if step.n > len(rows) else "All points"
    return f"**1. Compare.** The line says ŷ, the data says y: the difference is the error. {few}:"


def pace(losses, floor, epoch, step):
    """How much of the run the player shows, and why; and what the squares and the bar are."""
    shown = steps_to_play(losses, epoch)
    squares = "Every point has its square" if step.n <= SQUARES_UP_TO else "The numbered points have their squares"
    key = f"{squares}; the bar adds up all {step.n}."
    if shown > 1:
        return f"One step here is too small to see, so the button takes {shown:,}; the arrow → takes one. {key}"
    if abs(step.change) >= NOTICEABLE:
        return f"The button takes this one step, slowly. {key}"
    if losses[epoch] <= 1.01 * floor or floor == 0:
        return f"The line has arrived: the gradients are nearly 0 here, so the step is nearly 0 too. {key}"
    return f"The rate {plain(step.rate)} is so small that even many steps hardly move this line. {key}"


def decimals_of_w(step):
    """With how many decimals w is shown before and after this step."""
    return decimals_of_move(step.before.w, step.after.w, step.rate * step.dw)


def question(step):
    """A step with two blanks: what a learner has to know for it."""
    w = unset(katex_decimals(step.before.w, decimals_of_w(step)))
    return (
        f"The next step starts at **w = {w}**. There **Σ error·x = {said(step.sum_error_x, 6)}** and "
        f"Σ error = {said(step.sum_error, 6)}, over n = {step.n} points, and **η = {plain(step.rate)}**. "
        "What is the gradient, and where does w go?"
    )


def labels(names):
    """The labels of the two blanks, with the unit of what goes in."""
    of_gradient, of_w = units(names)["error_x"], units(names)["w"]
    blanks = ("∂MSE/∂w", of_gradient), ("new w", of_w)
    return [f"{name}, {unit}".replace("$", r"\$") if unit else name for name, unit in blanks]


def what_it_meant(step, epochs):
    """The step in one paragraph, and what training is."""
    if step.change > 1e-9:
        result = f"and came out higher on the other side: the loss grew by {plain(100 * step.change)} %. The rate is too large."
    else:
        result = f"and the loss changed by {signed_percent(step.change)}."
    return (
        "**What it meant.** Every error pulls on the line, and a point far from x = 0 turns it more: that is why its error is "
        f"multiplied by x. The gradients are the mean of all pulls, times 2. The step went against them, {result} "
        f"Training for {count(epochs)} is exactly this, {epochs:,} times."
    )


def signed_percent(share):
    """+3 %, −0.21 %, 0 %."""
    return f"{'+' if share > 0 else '−'}{plain(abs(100 * share), 2)} %" if share else "0 %"
