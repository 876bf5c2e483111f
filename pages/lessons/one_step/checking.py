"""Checks what a learner typed for a gradient and an update, and names the likely slip: text and a step in, words out."""

from pages.ui.typed import Answer, parse, unreadable

CLOSE = 0.01  # how far off, as a part of the right gradient
CLOSE_STEP = 0.02  # how far off, as a part of the right step: the gradient's rounding comes on top
SUMS = {"w": "Σ error·x", "b": "Σ error"}


def unread(text):
    """Nothing typed is no mistake; what is no number is told how to write one."""
    return Answer(None, unreadable(text))


def near(answer, value, allowed):
    return abs(answer - value) <= allowed


# ---- the gradient


def check_gradient(text, step, name="w"):
    """Is this the step's (2/n) Σ error·x, or of b (2/n) Σ error? If not, which slip would give it."""
    answer, right = parse(text), gradient_of(step, name)
    if answer is None:
        return unread(text)
    if near(answer, right, max(CLOSE * abs(right), step.rounding)):
        return Answer(True, "Right.")
    for value, words in gradient_slips(step, name):
        if value != right and near(answer, value, CLOSE * abs(value)):
            return Answer(False, words + ".")
        if value and near(answer, -value, CLOSE * abs(value)):
            ending = ", the sign is not" if value == right else ", and the sign is the other way round"
            return Answer(False, f"{words}{ending}. The error is ŷ − y, and the sum keeps its sign.")
    for places in (1, 2, 3, -1, -2, -3):
        value = right * 10.0**places
        if near(abs(answer), abs(value), CLOSE * abs(value)):
            return Answer(False, "The digits are right, the decimal point is not. Count the places again.")
    return Answer(False, f"Not yet. Take {SUMS[name]}, multiply by 2, divide by n, and keep the sign.")


def gradient_of(step, name):
    return step.dw if name == "w" else step.db


def gradient_slips(step, name):
    """What a slip would give, and its name; the right value is among them for a slip of the sign alone."""
    n, right = step.n, gradient_of(step, name)
    total = step.sum_error_x if name == "w" else step.sum_error
    return [
        (right, "The size is right"),
        (total / n, "You left out the 2: the slope of a square e² is 2e"),
        (2 * total, f"You left out the 1/n: the loss is a mean, so divide by n = {n}"),
        (total, f"You left out 2/n: multiply the sum by 2 and divide by n = {n}"),
        *(slips_of_w(step) if name == "w" else slips_of_b(step)),
        (step.rate * right, "That is already η times the gradient. Leave the learning rate for the next line"),
    ]


def slips_of_w(step):
    n, sum_error = step.n, step.sum_error
    return [
        (step.db, "That is the gradient for b. For w, multiply each error by its x first"),
        (sum_error / n, "Multiply each error by its x before you add, and mind the 2 in 2/n"),
        (2 * sum_error, "Multiply each error by its x before you add, and divide by n"),
        (sum_error, "That is Σ error. Take Σ error·x, and multiply it by 2/n"),
    ]


def slips_of_b(step):
    return [
        (step.dw, "That is the gradient for w. For b, add the errors alone, without x"),
        (step.sum_error_x, "That is Σ error·x. Take Σ error, and multiply it by 2/n"),
    ]


# ---- the update


def check_update(text, step, resolution=0.0, own=None, name="w"):
    """Is this the step's w − η·dw, or b − η·db? If not, which slip would give it.

    resolution: the last decimal shown on the page; nobody can be asked for more. own: the gradient the learner found.
    """
    answer = parse(text)
    if answer is None:
        return unread(text)

    def close(value, move):
        return near(answer, value, max(CLOSE_STEP * abs(move), 0.6 * resolution))

    old, gradient = getattr(step.before, name), gradient_of(step, name)
    move = step.rate * gradient
    if close(old - move, move):
        return Answer(True, "Right.")
    if own is not None and not near(own, gradient, CLOSE * abs(gradient)):
        own_move = step.rate * own
        if close(old - own_move, own_move):
            words = "That follows from your gradient, and the update is done right. Mend the gradient first."
            return Answer(False, words)
    words = next((words for value, size, words in update_slips(step, name) if close(value, size)), None)
    return Answer(False, words or f"Not yet. The new {name} is the old {name}, minus η times the gradient.")


def update_slips(step, name):
    """What a slip would give, the move in it that it is measured by, and its name."""
    old, gradient = getattr(step.before, name), gradient_of(step, name)
    move = step.rate * gradient
    other, why = (
        (step.db, "The one for w has the x in it") if name == "w" else (step.dw, "The one for b has no x in it")
    )
    of_other = step.rate * other
    return [
        (old, move, f"{name} has not moved yet. Subtract η times the gradient from it."),
        (old + move, move, f"You went uphill: that is {name} + η · gradient. The gradient points up, so subtract it."),
        (
            old - gradient,
            gradient,
            "You left out the learning rate: multiply the gradient by η before you subtract it.",
        ),
        (old + gradient, gradient, f"You left out the learning rate, and the sign is a minus: {name} − η · gradient."),
        (-move, move, f"That is the step alone. Add it to the old {name}."),
        (move, move, f"That is η · gradient alone. Subtract it from the old {name}."),
        (old - of_other, of_other, f"You used the gradient of {'b' if name == 'w' else 'w'}. {why}."),
        (old - move / 2, move / 2, "You left out the 2 of the gradient: it is 2/n times the sum."),
        (old - step.n * move, step.n * move, f"You left out the 1/n of the gradient: divide by n = {step.n}."),
        (old - step.n * move / 2, step.n * move / 2, "You left out the 2/n of the gradient: it is 2/n times the sum."),
    ]
