"""The tutorial says that 0.01 is too large: is it so on this data, and on other samples? Markdown."""

import numpy as np

from pages.lessons.learning_rate.words import against
from pages.ui.numbers import count, listed, plain, times

TUTORIAL, CURE = 0.01, 0.001  # the rate that the tutorial says diverges, and the one it uses instead
CLAIM = f"The tutorial of this app says that the rate {plain(TUTORIAL)} diverges, and that {plain(CURE)} does not."
MEANT = "So no rate is large or small by itself. The steepest direction of your data sets the limit, 2/λmax."


def claim(bowl, fast, slow, n):
    """Is it so here? fast, slow: the Pace of TUTORIAL and of CURE."""
    text = f"{CLAIM} On these {count(n, 'point')} the limit is {plain(bowl.limit, 4)}. So "
    if slow.epochs is None and slow.word == "diverges":
        return text + f"**both diverge**: {plain(CURE)} is {against(CURE / bowl.limit)} the limit."
    if fast.word == "diverges":
        return text + f"it is right: **{plain(TUTORIAL)} diverges**, and {plain(CURE)} does not."
    if "on the edge" in (fast.word, slow.word):
        return text + "one of the two rates is exactly at the limit, and swings for ever."
    text += f"**{plain(TUTORIAL)} does not diverge**: it is {against(TUTORIAL / bowl.limit)} the limit."
    if not fast.epochs:
        return text
    text += f" It arrives after {count(fast.epochs)}."
    ratio = (slow.epochs or 0) / fast.epochs
    return text if ratio < 1.1 else f"{text} That is {times(ratio)} as fast as {plain(CURE)}."


def asked(n):
    """Before anybody has pressed."""
    return f"And on other samples of {count(n, 'point')}? Press the button, and see on how many {plain(TUTORIAL)} diverges."


def counted(limits, rates, n, real):
    """On how many of the redrawn samples each rate would diverge."""
    drawn = (
        f"samples of {count(n, 'point')}, drawn from the real ones" if real else f"new samples of {count(n, 'point')}"
    )
    parts = [f"{plain(rate)} diverges on **{np.count_nonzero(limits < rate):,}**" for rate in dict.fromkeys(rates)]
    decides = any(limits.min() < rate < limits.max() for rate in rates)
    end = "So chance decides: compute the limit of your own data." if decides else "So chance decides nothing here."
    spread = f"Their limits go from {plain(limits.min())} to {plain(limits.max())}."
    return f"Of {len(limits):,} {drawn}: {listed(parts)}. {spread} {end}"
