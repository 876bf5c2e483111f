"""What the page on the learning rate says, in numbers of the data on screen."""

import numpy as np

from pages.lessons.learning_rate.zones import ABOVE, zone_of
from pages.ui.numbers import count, plain, rate_text

TUTORIAL, CURE = 0.01, 0.001  # the tutorial's rate that is said to diverge, and the one to use instead
MEANT = (
    "**What it meant.** No learning rate is large or small by itself. The steepest direction of your data sets the limit, "
    "2/λmax; the flattest sets how long you wait. So look at the loss first: if it rises, divide the rate by ten."
)


def share_of(rate, limit):
    """9.1 %, 95 % or 3,900 times: a rate against the limit."""
    share = rate / limit
    if share >= 10:
        return f"{plain(share, 3)} times"
    if share < 0.0005:
        return f"one part in {plain(1 / share, 2)} of"
    return f"{share:.1%} of" if share < 0.1 or 0.9 < share < 1.1 else f"{share:.0%} of"


# ---- under a run's name


def states(runner, epochs):
    """What a run is doing, as (epoch, text) pairs for a readout."""
    arrives = runner.arrives
    if runner.million is not None or runner.rises is not None:
        texts = {
            "at the finish: epoch {:,}": arrives,
            "above its start since epoch {:,}": runner.rises,
            "a million times its start: epoch {:,}": runner.million,
        }
        told = [(epoch, text.format(epoch)) for text, epoch in texts.items() if epoch is not None]
        return sorted([(0, "on its way"), *told], key=lambda state: state[0])
    if arrives is None:
        return [(0, "on its way"), (epochs, "never arrives")]
    if arrives <= epochs:
        return [(0, "on its way"), (arrives, f"arrived at epoch {arrives:,}")]
    needs = plain(arrives, 4) if arrives > 1e7 else f"{arrives:,}"
    return [(0, "on its way"), (epochs, f"not yet: needs {needs} epochs")]


def first_of(race, racing, epochs):
    """Who of these runs is first at the finish within the epochs of the race: a name, several together, or nobody."""
    arrivals = {run: race.runners[run].arrives for run in racing}
    there = {run: epoch for run, epoch in arrivals.items() if epoch is not None and epoch <= epochs}
    return " and ".join(run for run, epoch in there.items() if epoch == min(there.values())) or "nobody"


# ---- under the race


def under_the_race(race, bowl):
    """Your rate, the one just above the limit, and the best one."""
    paragraphs = [my_rate(race, bowl)]
    if bowl.slowest(race.runners["my rate"].rate) <= 1:
        paragraphs.append(f"**diverge** is only 5 % above the limit. {divergence(race.runners['diverge'], bowl)}")
    return "\n\n".join([*paragraphs, about_best(race, bowl)])


def my_rate(race, bowl):
    """The learner's own rate in one paragraph."""
    mine, goal_name = race.runners["my rate"], race.finish_name
    share, limit = share_of(mine.rate, bowl.limit), plain(bowl.limit, 4)
    text = f"**Your rate, {rate_text(mine.rate)}**, is {share} this data's limit, 2/λmax = {limit}"
    if bowl.slowest(mine.rate) > 1:
        return f":red-badge[Diverges] {text}. {divergence(mine, bowl)}"
    text = manner(mine.rate, bowl).format(text)
    if mine.arrives is None:
        return f"{text} It never comes {goal_name}."
    if mine.arrives == 0:
        return f"{text} It starts {goal_name}."
    other, epochs = race.fastest
    compared = f" The fastest rate here, about {plain(other, 4)}, needs {epochs:,.0f}."
    compared = "" if mine.arrives < 1.5 * epochs else compared
    return f"{text} It needs **{count(mine.arrives)}** until the loss is {goal_name}.{compared}"


def manner(rate, bowl):
    """How a rate below the limit goes down, around {} for what it is."""
    return {
        "crawl": ":orange-badge[Crawls] {}: safe, and slow.",
        "good": ":green-badge[Good] {}: quick, and no step overshoots the valley.",
        "zig-zag": ":blue-badge[Zig-zags] {}: every step jumps across the valley, and its error there is "
        f"{abs(1 - rate * bowl.curvatures[0]):.1%} of what it was, on the other side.",
    }[zone_of(rate, bowl)]


def divergence(runner, bowl):
    """What every step does to the error, and when the loss has passed a million times its start."""
    growth = bowl.slowest(runner.rate)
    if runner.million is None:
        return (
            f"Every step multiplies the error by |1 − ηλmax| = **{growth:.4g}**. This start has no error in the steepest "
            "direction to multiply."
        )
    return (
        f"Every step multiplies the error in the steepest direction by |1 − ηλmax| = **{growth:.4g}**, and its share of the "
        f"loss by the square, {plain(growth**2)}. "
        f"The loss passes **a million times its start at epoch {runner.million:,}**."
    )


def about_best(race, bowl):
    """Why the best rate in the long run need not be first at the finish."""
    best, slowest = race.runners["best"], bowl.slowest(bowl.best_rate)
    if slowest < 1e-9:
        return "**best** lands in one step: this bowl is round, one rate suits every direction."
    removed = plain(100 * (1 - slowest), 2)
    text = (
        f"**best** = 2/(λmin+λmax) = {plain(best.rate, 4)} is the best in the long run: even its worst direction loses "
        f"{removed} % of its error a step, and no other fixed rate does better there."
    )
    rate, epochs = race.fastest
    if best.arrives is not None and epochs < 0.95 * best.arrives:
        text += (
            f" But it is {nearly(best.rate / bowl.limit)} of the limit, and zig-zags long. From this start a rate at "
            f"{nearly(rate / bowl.limit)} of it is first {race.finish_name}: {epochs:,.0f} epochs, "
            f"against {best.arrives:,} for best."
        )
    return text


def nearly(share):
    """98.8 %, 99.999998 %: as many digits as tell it from 100 %."""
    digits = int(np.clip(np.ceil(-np.log10(max(1 - share, 1e-12))) - 2, 1, 10))
    return f"{100 * share:.{digits}f} %"


# ---- on the scale


def on_the_scale(name, rate, needed, bowl):
    """The words beside a rate's dot: what it is, and what it needs or does."""
    if needed is not None:
        return f"{name} {rate_text(rate)}<br>{needed:,} epochs"
    return f"{name}<br>{rate_text(rate)}<br>{'diverges' if rate > bowl.limit else 'never arrives'}"


def tutorial_marks(claimed, mine, bowl):
    """(run, rate, epochs, text) for the tutorial's rates, but for the learner's own; far beyond the scale they share one."""
    if min(claimed) > ABOVE * bowl.limit:
        both = "<br>and ".join(f"{rate:g}" for rate in sorted(claimed))
        return [("", min(claimed), None, f"tutorial<br>{both}<br>diverge")]
    return [
        ("", rate, t, on_the_scale("tutorial", rate, t, bowl) if t is None else f"tutorial {rate:g}")
        for rate, t in claimed.items()
        if rate != mine
    ]


# ---- is 0.01 too large?


def tutorials_claim(bowl, claimed, n):
    """The tutorial says that 0.01 diverges and 0.001 does not: is it so here? claimed: {rate: epochs or None}"""
    here = f"these {n} points, where the limit is {plain(bowl.limit, 4)}"
    claim = f"The tutorial says that {TUTORIAL:g} diverges and that {CURE:g} is the cure. On {here}, "
    if bowl.limit <= CURE:
        return claim + f"**both diverge**: {CURE:g} is {share_of(CURE, bowl.limit)} the limit."
    if bowl.limit <= TUTORIAL:
        return claim + f"it is right: **{TUTORIAL:g} diverges**, and {CURE:g} does not."
    fast, slow = claimed[TUTORIAL], claimed[CURE]
    times = f", {slow / fast:.1f} times sooner than {CURE:g} ({slow:,})" if fast and slow and slow > fast else ""
    when = f" It arrives after {fast:,} epochs{times}." if fast else ""
    return claim + f"**{TUTORIAL:g} does not diverge**: it is {share_of(TUTORIAL, bowl.limit)} the limit.{when}"


def asked(n):
    """Before anybody has pressed."""
    return f"And on other samples of {n} points? Press, and see on how many {TUTORIAL:g} diverges."


def counted(limits, rates, n, real):
    """On how many of the redrawn samples each rate would diverge."""
    drawn = f"samples of {n}, drawn from the real ones with repetition" if real else f"fresh samples of {n} points"
    parts = [
        f"**{rate_text(rate)} would diverge on {np.count_nonzero(limits < rate):,}**" for rate in dict.fromkeys(rates)
    ]
    spread = f"Their limits go from {plain(limits.min())} to {plain(limits.max())}"
    decides = any(limits.min() < rate < limits.max() for rate in rates)
    moral = "chance decides, so compute the limit" if decides else "chance decides nothing here"
    return f"Of {len(limits):,} {drawn}: {' and '.join(parts)}. {spread}: {moral}."
