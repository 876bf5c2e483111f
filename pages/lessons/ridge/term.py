"""The exercise, first part: what ridge adds to the gradient, as people write it. Text in, words out. No Streamlit here."""

import re

from pages.ui.typed import Answer

RIGHT = "Right: the gradient of l2 · w² is 2 · l2 · w."
NOT_YET = "Not yet. Take the penalty of one weight, l2 · w². How fast does it rise when w grows?"
SLIPS = {  # the factors, in order of the alphabet, that a slip would give
    "l2 w": "You left out the 2: the gradient of w² is 2 · w.",
    "l2 w²": "That is the penalty itself. The gradient says how fast it rises when w grows.",
    "2 l2 w²": "Each weight is squared in the penalty. The gradient of w² is 2 · w, without the square.",
    "2 w": "You left out l2: a larger l2 makes a larger change.",
    "w": "You left out 2 and l2.",
    "2 l2": "You left out w: a large weight changes more than a small one.",
    "l2": "You left out 2 and w: a large weight changes more than a small one.",
    "- 2 l2 w": "Look at the sign. The penalty is added to the loss, so its gradient is added too.",
    "2 b l2": "The penalty does not know b. It is the sum of the squared weights.",
    "/ 2 l2 n w": "The mean over the n points belongs to the errors. The penalty is not divided by n.",
}
NAMES = {"λ": "l2", "lambda": "l2", "l₂": "l2", "l_2": "l2", "weights": "w", "weight": "w"}
PART = re.compile(r"l2|w²|w|b|n|/|-|2")


def check(text):
    """Is this the term 2 · l2 · w? -> Answer"""
    if not text.strip():
        return Answer(None, "")
    found = factors(text)
    if found == "2 l2 w":
        return Answer(True, RIGHT)
    return Answer(False, SLIPS.get(found, NOT_YET))


def factors(text):
    """'dw + 2·λ·w' -> '2 l2 w': the factors of the last term, in order; "?" for what is something else."""
    text = text.lower().strip().rstrip(".").replace("−", "-").replace("–", "-")
    for name, short in NAMES.items():
        text = text.replace(name, short)
    text = re.sub(r"(?:‖w‖|\|+w\|+|w)(?:\s*(?:\*\*|\^)\s*2|²|2)", "w²", text)
    text = re.sub(r"w[_\[]?[ijkⱼᵢ1₁]\]?", "w", text)
    text = re.sub(r"(?<=\d)\.0*", "", text)
    last = re.split(r"[=+]|(?=-)", text)[-1]
    last = re.sub(r"[\s*·⋅×,;()\[\]_]", " ", last)
    parts = PART.findall(last)
    return " ".join(sorted(parts)) if "".join(parts) == last.replace(" ", "") else "?"
