"""Checks what a learner typed for a gradient and an update, and names the likely slip: text and a step in, words out."""

import re
from dataclasses import dataclass

CLOSE = 0.01  # how far off, as a part of the right gradient
CLOSE_STEP = 0.02  # how far off, as a part of the right step: the gradient's rounding comes on top
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
MINUS = str.maketrans("−–—", "---")
NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:[a-z$][^\d]*)?")
UNREADABLE = "I cannot read “{text}” as a number. Write it like −12.5, 1,234 or 3.2e-4."


@dataclass(frozen=True)
class Check:
    """right: None if nothing was typed, or nothing that is a number."""

    right: bool | None
    text: str


def parse(text):
    """'−1,234.5 $', 'w = 3.2 × 10⁻⁴', '0,5' -> a float; None if it is no finite number."""
    text = re.sub(r"\s|_", "", text.split("=")[-1].translate(MINUS).lower())
    text = re.sub(r"^([-+]?)\$", r"\1", text)
    text = re.sub(r"[×·*x]10(?:\^|\*\*)?\(?([-+]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)\)?", r"e\1", text).translate(SUPERSCRIPTS)
    if re.match(r"[-+]?\d{1,3}(,\d{3})+(?![\d,])", text):
        text = text.replace(",", "")
    elif text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    found = NUMBER.fullmatch(text)
    value = float(found[1]) if found else float("inf")
    return value if abs(value) < float("inf") else None


def unread(text):
    """Nothing typed is no mistake; what is no number is told how to write one."""
    if not text.strip():
        return Check(None, "")
    return Check(None, UNREADABLE.format(text=text if len(text) <= 20 else text[:20] + "…"))


def near(answer, value, allowed):
    return abs(answer - value) <= allowed


# ---- the gradient


def check_gradient(text, step):
    """Is this the step's (2/n) Σ error·x? If not, which slip would give it."""
    answer = parse(text)
    if answer is None:
        return unread(text)
    if near(answer, step.dw, max(CLOSE * abs(step.dw), step.rounding)):
        return Check(True, "Right.")
    for value, words in gradient_slips(step):
        if value != step.dw and near(answer, value, CLOSE * abs(value)):
            return Check(False, words + ".")
        if value and near(answer, -value, CLOSE * abs(value)):
            ending = ", the sign is not" if value == step.dw else ", and the sign is the other way round"
            return Check(False, f"{words}{ending}. The error is ŷ − y, and the sum keeps its sign.")
    for places in (1, 2, 3, -1, -2, -3):
        value = step.dw * 10.0**places
        if near(abs(answer), abs(value), CLOSE * abs(value)):
            return Check(False, "The digits are right, the decimal point is not. Count the places again.")
    return Check(False, "Not yet. Take Σ error·x, multiply by 2, divide by n, and keep the sign.")


def gradient_slips(step):
    """What a slip would give, and its name; the right value is among them for a slip of the sign alone."""
    n, sum_error_x, sum_error = step.n, step.sum_error_x, step.sum_error
    return [
        (step.dw, "The size is right"),
        (sum_error_x / n, "You left out the 2: the slope of a square e² is 2e"),
        (2 * sum_error_x, f"You left out the 1/n: the loss is a mean, so divide by n = {n}"),
        (sum_error_x, f"You left out 2/n: multiply the sum by 2 and divide by n = {n}"),
        (step.db, "That is the gradient for b. For w, multiply each error by its x first"),
        (sum_error / n, "Multiply each error by its x before you add, and mind the 2 in 2/n"),
        (2 * sum_error, "Multiply each error by its x before you add, and divide by n"),
        (sum_error, "That is Σ error. Take Σ error·x, and multiply it by 2/n"),
        (step.rate * step.dw, "That is already η times the gradient. Leave the learning rate for the next line"),
    ]


# ---- the update


def check_update(text, step, resolution=0.0, own_dw=None):
    """Is this the step's w − η·dw? If not, which slip would give it.

    resolution: the last decimal shown on the page; nobody can be asked for more. own_dw: the gradient the learner found.
    """
    answer = parse(text)
    if answer is None:
        return unread(text)

    def close(value, move):
        return near(answer, value, max(CLOSE_STEP * abs(move), 0.6 * resolution))

    w, move = step.before.w, step.rate * step.dw
    if close(w - move, move):
        return Check(True, "Right.")
    if own_dw is not None and not near(own_dw, step.dw, CLOSE * abs(step.dw)):
        own_move = step.rate * own_dw
        if close(w - own_move, own_move):
            words = "That follows from your gradient, and the update is done right. Mend the gradient first."
            return Check(False, words)
    words = next((words for value, size, words in update_slips(step) if close(value, size)), None)
    return Check(False, words or "Not yet. The new w is the old w, minus η times the gradient.")


def update_slips(step):
    """What a slip would give, the move in it that it is measured by, and its name."""
    w, dw = step.before.w, step.dw
    move, move_of_b = step.rate * dw, step.rate * step.db
    return [
        (w, move, "w has not moved yet. Subtract η times the gradient from it."),
        (w + move, move, "You went uphill: that is w + η · gradient. The gradient points up, so subtract it."),
        (w - dw, dw, "You left out the learning rate: multiply the gradient by η before you subtract it."),
        (w + dw, dw, "You left out the learning rate, and the sign is a minus: w − η · gradient."),
        (-move, move, "That is the step alone. Add it to the old w."),
        (move, move, "That is η · gradient alone. Subtract it from the old w."),
        (w - move_of_b, move_of_b, "You used the gradient of b. The one for w has the x in it."),
    ]
