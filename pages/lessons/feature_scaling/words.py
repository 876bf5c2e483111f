"""What the two runs showed, and why: a headline, one sentence of evidence, and the reasons."""

from pages.lessons.feature_scaling.views import to_scale
from pages.ui.numbers import count, percent, plain, times
from pages.ui.playback import Story
from pages.ui.progress import left

BOTH, NEITHER = "both at once", "neither"
ONE_MEANING = (
    "Scaling moves no point, and the best line stays the same. "
    "When one feature is standardised, its two curvatures are equal: then one rate suits every direction."
)


def begin(side):
    return side.name.capitalize()


# ---- the question before


def options(comparison):
    return comparison.raw.name, comparison.scaled.name, BOTH, NEITHER


def happened(comparison):
    """Which side arrived first within the epochs of the run: one of the options."""
    raw, scaled = (side.arrives for side in comparison.sides)
    if raw is None and scaled is None:
        return NEITHER
    if raw == scaled:
        return BOTH
    first = comparison.raw if scaled is None or (raw is not None and raw < scaled) else comparison.scaled
    return first.name


def because(comparison):
    """Why it was so, in a few words."""
    raw, scaled = comparison.sides
    what = happened(comparison)
    if raw.outcome.starts_there:
        return "the start is the answer"
    if what == BOTH:
        start = f"the start is already {comparison.goal.words}"
        return start if raw.arrives == 0 else f"each of them needs {count(raw.arrives)}"
    if what == NEITHER:
        if raw.pace.runs_away and scaled.pace.runs_away:
            return "neither rate is below its limit"
        return f"{raw.name} {needs(raw)}, and {scaled.name} {needs(scaled)}"
    return beside(*((raw, scaled) if what == raw.name else (scaled, raw)))


def beside(winner, loser):
    """Why the winner was sooner."""
    if loser.pace.runs_away:
        return f"{loser.name} {needs(loser)}"
    if winner.rate == loser.rate and winner.share > 1.1 * loser.share:
        return f"the rate is {of_limit(winner)} of {winner.name}, and {of_limit(loser)} of {loser.name}"
    mine, other = (plain(side.bowl.condition) for side in (winner, loser))
    if winner.bowl.condition < loser.bowl.condition and mine != other:
        return f"its condition number is {mine}, and that of {loser.name} is {other}"
    return f"it needs {count(winner.arrives)}, and {loser.name} {needs(loser)}"


def needs(side):
    """needs 58 epochs, or why it never arrives."""
    if side.pace.epochs is not None:
        return f"needs {count(side.pace.epochs)}"
    return {"diverges": "diverges", "on the edge": "is exactly at its limit", "never moves": "never moves"}.get(
        side.pace.word, "needs too many epochs to count"
    )


def epochs_needed(pace):
    """1,234, or why it is no number: for a table."""
    if pace.epochs is not None:
        return plain(pace.epochs, 4)
    return "never: it diverges" if pace.word == "diverges" else "never"


# ---- the story


def story(comparison, done=()):
    """The Story of both runs. done: whether the exercise is done, in a sentence."""
    raw, scaled = comparison.sides
    if raw.outcome.starts_there:
        grown = " Above the limit even errors of rounding grow." if raw.risen or scaled.risen else ""
        evidence = f"The start is the least-squares line, so the gradient is 0 in every unit.{grown}"
        return Story("Both start at the answer.", evidence, more=done)
    why = (manner(raw), manner(scaled), belongs(raw, scaled), ONE_MEANING, pictures(comparison))
    return Story(headline(comparison), evidence_of(comparison), tuple(filter(None, why)), done)


def headline(comparison):
    raw, scaled = comparison.sides
    what = happened(comparison)
    if what == BOTH:
        return "The start is already close enough." if raw.arrives == 0 else "Both arrive at the same epoch."
    if what == NEITHER:
        return neither(raw, scaled)
    winner, loser = (raw, scaled) if what == raw.name else (scaled, raw)
    if loser.arrives is not None:
        return f"{begin(winner)} arrives first."
    return f"{begin(winner)} arrives, {loser.name} {fate(loser).removesuffix(' arrive')}."


def neither(raw, scaled):
    fates = fate(raw), fate(scaled)
    both = {
        "diverges": "Both diverge.",
        "swings for ever": "Both swing for ever.",
        "does not arrive": "Neither arrives.",
    }
    return both[fates[0]] if fates[0] == fates[1] else f"{begin(raw)} {fates[0]}, {scaled.name} {fates[1]}."


def fate(side):
    """What its run showed of a side that has not arrived."""
    if side.pace.word == "diverges" and side.risen is not None:
        return "diverges"
    return "swings for ever" if side.pace.word == "on the edge" else "does not arrive"


def evidence_of(comparison):
    raw, scaled = comparison.sides
    if raw.arrives == scaled.arrives == 0:
        return f"The loss of the start is already {comparison.goal.words}."
    if raw.pace.runs_away and scaled.pace.runs_away:
        return f"The rates are not below their limits: {percent(raw.share)} and {percent(scaled.share)} of them."
    slow, fast = sorted(comparison.sides, key=lambda side: -(side.pace.epochs or 0))
    if raw.pace.epochs and scaled.pace.epochs:
        if raw.pace.epochs == scaled.pace.epochs:
            return f"Each of them needs {count(raw.pace.epochs)}."
        ratio = slow.pace.epochs / fast.pace.epochs
        more = f", {times(ratio)} as many" if ratio >= 1.1 else ""
        return f"{begin(fast)} needs {count(fast.pace.epochs)}; {slow.name} needs {count(slow.pace.epochs)}{more}."
    return f"{begin(raw)} {needs(raw)}; {scaled.name} {needs(scaled)}."


# ---- the reasons


def manner(side):
    """What one step leaves of the error in the steepest and the flattest direction."""
    steep, flat = side.bowl.curvatures[0], side.bowl.curvatures[-1]
    name = begin(side)
    if side.rate == 0:
        return f"{name}: a rate of 0 never moves."
    if steep / flat < 1 + 1e-9:
        return (
            f"{name}: both curvatures are {plain(steep)}. One step leaves {left(1 - side.rate * steep)} of the error."
        )
    return (
        f"{name}: the curvatures go from {plain(flat)} to {plain(steep)}. One step leaves {left(1 - side.rate * steep)} of the "
        f"error in the steepest direction, and {left(1 - side.rate * flat)} in the flattest."
    )


def belongs(raw, scaled):
    """A rate is good in one unit only: each side's rate, on the other side."""
    if raw.rate == scaled.rate:
        return (
            f"A rate belongs to its units: {plain(raw.rate)} is {of_limit(raw)} of {raw.name}, and {of_limit(scaled)} of "
            f"{scaled.name}."
        )
    slow, fast = sorted((raw, scaled), key=lambda side: side.bowl.limit)
    grows = abs(1 - fast.rate * slow.bowl.curvatures[0])
    if grows <= 1:
        return ""
    return (
        f"A rate belongs to its units. {plain(fast.rate)}, the rate of {fast.name}, would multiply the error of {slow.name} by "
        f"{plain(grows)} at every step."
    )


def of_limit(side):
    """25% of the limit, or 3,900 times the limit."""
    return f"{times(side.share)} the limit" if side.share >= 10 else f"{percent(side.share)} of the limit"


def pictures(comparison):
    """What the two pictures of the loss cannot say."""
    stretched = [side.name for side in comparison.sides if not to_scale(side)]
    text = "The two pictures have different units, so do not compare their lengths."
    if not stretched:
        return text
    which = "Both are" if len(stretched) == 2 else f"The one of {stretched[0]} is"
    return (
        f"{text} {which} stretched: w and b have very different sizes. A step need not go where a side looks steepest."
    )
