"""What the networks did, in words computed from their own runs: the question before, and the story after."""

from dataclasses import dataclass, replace

import numpy as np

from pages.lessons.beyond import networks
from pages.ui.experiment import Line
from pages.ui.numbers import count, listed, plain, quantity, slope_unit, times
from pages.ui.playback import Story

SAME, DIFFERENT, LOST = "all at the same loss", "at different losses", "some diverge or bounce"
OPTIONS = SAME, DIFFERENT, LOST
BETTER = 0.05  # of the line's loss: less is no difference
STUCK = 2.0  # times the lowest loss


@dataclass(frozen=True)
class Asked:
    """A question for predict(): what is asked, what happened (one of the options), and why."""

    text: str
    options: tuple
    happened: str
    because: str


def question(settings, trained):
    """Where the eight starts end."""
    text = f"where will the {networks.STARTS} starts end?"
    lost = int(np.sum(trained.lost))
    if lost:
        return Asked(text, OPTIONS, LOST, f"the rate {plain(settings.rate)} is too large for {lost} of them")
    if trained.all_the_same:
        why = (
            "the loss of a line has one lowest point"
            if not settings.units
            else "here all starts fit about equally well"
        )
        return Asked(text, OPTIONS, SAME, why)
    falling = bool(np.any(trained.falling & (trained.ends > networks.SAME * trained.ends.min())))
    why = "some of them need more epochs" if falling or not settings.units else "this loss has several low points"
    return Asked(text, OPTIONS, DIFFERENT, why)


def story(settings, trained, start):
    """The Story of the start that is watched (from 1), and of the others."""
    i = start - 1
    tell = too_fast if trained.lost[i] else of_a_network if settings.units else of_a_line
    head, evidence, why = tell(settings, trained, start)
    return Story(head, evidence, why, (*others(trained), *done(settings, trained, start)))


def too_fast(settings, trained, start):
    """A start that diverges, or that bounces."""
    first, end, unit = trained.losses[0, start - 1], trained.ends[start - 1], trained.loss_unit
    rate = plain(settings.rate)
    why = (
        "A line has one limit for the rate, 2/λmax. A network has none: its curvature changes from place to place.",
        "With more units the loss is often steeper. Then a smaller rate is needed.",
    )
    if not trained.blown[start - 1]:
        return (
            f"Start {start} bounces and does not come to rest.",
            f"At the rate {rate} its curve still jumps at the end.",
            why,
        )
    to = f"to {quantity(end, unit, 3)}" if np.isfinite(end) else "beyond the largest number of the computer"
    return f"Start {start} diverges.", f"At the rate {rate} its loss goes from {quantity(first, unit, 3)} {to}.", why


def of_a_line(settings, trained, start):
    """No hidden units: the line of page 1."""
    end, lowest, unit = trained.ends[start - 1], trained.bowl.floor, trained.loss_unit
    mine = Line(*(value[-1, start - 1].item() for value in trained.layers[0]))
    why = (
        f"Without hidden units this is the line of page 1. Start {start} ends at {named(mine, trained)}.",
        f"Least squares has {named(trained.bowl.minimum, trained)}.",
        "The loss of a line has one lowest point, and every start leads to it.",
    )
    if trained.at_the_lowest(start - 1):
        return (
            "It is a line, and it has arrived.",
            f"The loss is {quantity(end, unit)}: that is the lowest loss of a line.",
            why,
        )
    missing = f"The loss is {quantity(end, unit)}; the lowest loss of a line is {quantity(lowest, unit)}."
    return "It is a line, and it has not arrived.", missing, why


def named(line, trained):
    """w = $24,330 per 100 sq ft, b = $374,500"""
    names = trained.sample.names
    return f"w = {quantity(line.w, slope_unit(names))}, b = {quantity(line.b, names.y_unit)}"


def of_a_network(settings, trained, start):
    end, line, unit = trained.ends[start - 1], trained.bowl.floor, trained.loss_unit
    gain = 1 - end / max(line, trained.rounding)
    best = f"the best line has {quantity(line, unit, 3)}"
    if line <= trained.rounding:
        best = "the best line goes through every point"
    head = "The curve is better than a line." if trained.fit_loss is None else "Better than a line, but not a fit yet."
    if gain <= BETTER:
        head = "The curve is worse than a line." if gain < -BETTER else "The curve is no better than a line."
    elif trained.fits[start - 1]:
        head = "The curve fits the points."
    times_bent = count(settings.units, "time")
    bends = f"The network adds {count(settings.units, 'line')}, each bent once. So the curve can bend {times_bent}."
    return head, f"Start {start} ends at the loss {quantity(end, unit, 3)}; {best}.", (bends, *against_noise(trained))


def against_noise(trained):
    """What the noise alone would leave."""
    if not trained.sample.noise:
        return ()
    variance = quantity(trained.sample.noise**2, trained.loss_unit, 3)
    return (
        f"The noise alone is σ² = {variance}. A much lower loss would mean that the curve follows the noise: it overfits.",
    )


def others(trained):
    """What the eight starts have in common, or not."""
    many, lost, unit = len(trained.ends), trained.lost, trained.loss_unit
    sentences = []
    if lost.any():
        some = f"{int(lost.sum())} of the {many} starts diverge or bounce"
        one = f"1 of the {many} starts diverges or bounces"
        gone = f"All {many} starts diverge or bounce" if lost.all() else one if lost.sum() == 1 else some
        sentences.append(f"{gone}: the rate is too large.")
    ends = trained.ends[~lost]
    if len(ends) < 2:
        return tuple(sentences)
    low, high = float(ends.min()), float(ends.max())
    who = f"All {many} starts" if not lost.any() else "The other starts"
    if high <= networks.SAME * low + trained.rounding:
        return (*sentences, f"{who} end at about the same loss.")
    ratio = f", {times(high / low)} as much" if low > trained.rounding and high >= 1.1 * low else ""
    sentences.append(f"{who} end at losses from {quantity(low, unit, 3)} to {quantity(high, unit, 3)}{ratio}.")
    return (*sentences, *stuck(trained, low))


def stuck(trained, low):
    """Starts far above the lowest: which of them have stopped, and whether others still fall."""
    above = ~trained.lost & (trained.ends > STUCK * low)
    stopped = [str(i + 1) for i in np.flatnonzero(above & ~trained.falling)]
    if stopped:
        who = f"Start {stopped[0]} has" if len(stopped) == 1 else f"Starts {listed(stopped)} have"
        return (
            f"{who} almost stopped, far above the lowest: in the last tenth of the run the loss fell by less than 1%.",
        )
    return ("The higher ones are still falling: give them more epochs.",) if above.any() else ()


def done(settings, trained, start):
    """Whether the exercise is done: the wave is fitted, and with one unit less none of the starts fits."""
    if trained.shape != "wave" or not settings.units or not trained.fits[start - 1]:
        return ()
    fewer = networks.train(replace(settings, units=settings.units - 1))
    enough = int(np.sum(fewer.fits))
    less, mine = count(settings.units - 1, "unit"), count(settings.units, "unit")
    if enough:
        half = f"The wave is fitted with {mine}. But {enough} of the starts fit it with {less}, too."
        return (f"**Half of the exercise is done.** {half}",)
    return (
        f"**Exercise done.** The wave is fitted with {mine}. At these settings none of the starts fits it with {less}.",
    )
