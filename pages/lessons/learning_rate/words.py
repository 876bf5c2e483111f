"""What the page on the learning rate says, in numbers of the data on screen."""

import numpy as np

import linreg_core as core
from pages.lessons.learning_rate.charts import ABOVE, zone_of
from pages.ui.numbers import count, plain, rate_text

TUTORIAL, CURE = 0.01, 0.001  # the tutorial's rate that is said to diverge, and the one to use instead
MILLION = 1e6
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


def states(reaches, passes_start, passes_million, epochs):
    """What a run is doing, as (epoch, text) pairs for a readout. Each argument: an epoch, or None for never."""
    if passes_million is not None or passes_start is not None:
        told = [(0, "on its way")]
        told += [(reaches, f"at the finish: epoch {reaches:,}")] if reaches is not None else []
        told += [(passes_start, f"above its start since epoch {passes_start:,}")] if passes_start is not None else []
        if passes_million is not None:
            told.append((passes_million, f"a million times its start: epoch {passes_million:,}"))
        return sorted(told, key=lambda state: state[0])
    if reaches is None:
        return [(0, "on its way"), (epochs, "never arrives")]
    if reaches <= epochs:
        return [(0, "on its way"), (reaches, f"arrived at epoch {reaches:,}")]
    return [
        (0, "on its way"),
        (epochs, f"not yet: needs {plain(reaches, 4) if reaches > 1e7 else f'{reaches:,}'} epochs"),
    ]


def first_of(arrivals, epochs):
    """Who reached the finish first within the race: a name, several together, or nobody. arrivals: {run: epoch or None}"""
    there = {run: epoch for run, epoch in arrivals.items() if epoch is not None and epoch <= epochs}
    if not there:
        return "nobody"
    return " and ".join(run for run, epoch in there.items() if epoch == min(there.values()))


# ---- under the race


def my_rate(rate, known, needed, fastest, growth, million, goal_name):
    """The learner's own rate in one paragraph. fastest: (rate, epochs) of the scale; growth: |1 − ηλmax|."""
    share, limit = share_of(rate, known.limit), plain(known.limit, 4)
    mine = f"**Your rate, {rate_text(rate)}**, is {share} this data's limit, 2/λmax = {limit}"
    if growth > 1:
        return f":red-badge[Diverges] {mine}. {divergence(growth, million)}"
    manner = {
        "crawl": ":orange-badge[Crawls] {}: safe, and slow.",
        "good": ":green-badge[Good] {}: quick, and no step overshoots the valley.",
        "zig-zag": ":blue-badge[Zig-zags] {}: every step jumps across the valley, and its error there is "
        f"{abs(1 - rate * known.curvatures[0]):.1%} of what it was, on the other side.",
    }[zone_of(rate, known)].format(mine)
    if needed is None:
        return f"{manner} It never comes {goal_name}."
    if needed == 0:
        return f"{manner} It starts {goal_name}."
    other, epochs = fastest
    compared = "" if needed < 1.5 * epochs else f" The fastest rate here, about {plain(other, 4)}, needs {epochs:,.0f}."
    return f"{manner} It needs **{count(needed)}** until the loss is {goal_name}.{compared}"


def divergence(growth, million):
    """What every step does to the error, and when the loss has passed a million times its start."""
    if million is None:
        return (
            f"Every step multiplies the error by |1 − ηλmax| = **{growth:.4g}**. This start has no error in the steepest "
            "direction to multiply."
        )
    return (
        f"Every step multiplies the error in the steepest direction by |1 − ηλmax| = **{growth:.4g}**, and its share of the "
        f"loss by the square, {plain(growth**2)}. The loss passes **a million times its start at epoch {million:,}**."
    )


def about_best(known, needed, fastest, goal_name):
    """Why the best rate in the long run need not be first at the finish."""
    slowest = float(np.max(np.abs(1 - known.best_rate * known.curvatures)))
    if slowest < 1e-9:
        return "**best** lands in one step: this bowl is round, one rate suits every direction."
    removed = plain(100 * (1 - slowest), 2)
    text = (
        f"**best** = 2/(λmin+λmax) = {plain(known.best_rate, 4)} is the best in the long run: even its worst direction loses "
        f"{removed} % of its error a step, and no other fixed rate does better there."
    )
    rate, epochs = fastest
    if needed is not None and epochs < 0.95 * needed:
        text += (
            f" But it is {nearly(known.best_rate / known.limit)} of the limit, and zig-zags long. From this start a rate at "
            f"{nearly(rate / known.limit)} of it is first {goal_name}: {epochs:,.0f} epochs, against {needed:,} for best."
        )
    return text


def under_the_race(rate, known, race):
    """Your rate, the one just above the limit, and the best one."""
    growth = {run: float(np.max(np.abs(1 - r * known.curvatures))) for run, r in race.rates.items()}
    paragraphs = [
        my_rate(
            rate,
            known,
            race.arrivals["my rate"],
            race.fastest,
            growth["my rate"],
            race.million["my rate"],
            race.finish_name,
        )
    ]
    if growth["my rate"] <= 1:
        paragraphs.append(
            f"**diverge** is only 5 % above the limit. {divergence(growth['diverge'], race.million['diverge'])}"
        )
    paragraphs.append(about_best(known, race.arrivals["best"], race.fastest, race.finish_name))
    return "\n\n".join(paragraphs)


def on_the_scale(name, rate, needed, known):
    """The words beside a rate's dot: what it is, and what it needs or does."""
    if needed is not None:
        return f"{name} {rate_text(rate)}<br>{needed:,} epochs"
    return f"{name}<br>{rate_text(rate)}<br>{'diverges' if rate > known.limit else 'never arrives'}"


def tutorial_marks(claimed, mine, known):
    """(run, rate, epochs, text) for the tutorial's rates, but for the learner's own; far beyond the scale they share one."""
    if min(claimed) > ABOVE * known.limit:
        both = "<br>and ".join(f"{rate:g}" for rate in sorted(claimed))
        return [("", min(claimed), None, f"tutorial<br>{both}<br>diverge")]
    return [
        ("", rate, t, on_the_scale("tutorial", rate, t, known) if t is None else f"tutorial {rate:g}")
        for rate, t in claimed.items()
        if rate != mine
    ]


def nearly(share):
    """98.8 %, 99.999998 %: as many digits as tell it from 100 %."""
    digits = int(np.clip(np.ceil(-np.log10(max(1 - share, 1e-12))) - 2, 1, 10))
    return f"{100 * share:.{digits}f} %"


# ---- is 0.01 too large?


def tutorials_claim(known, needed, n):
    """The tutorial says that 0.01 diverges and 0.001 does not: is it so here? needed: {rate: epochs or None}"""
    here = f"these {n} points, where the limit is {plain(known.limit, 4)}"
    claim = f"The tutorial says that {TUTORIAL:g} diverges and that {CURE:g} is the cure. "
    if known.limit <= CURE:
        return claim + f"On {here}, **both diverge**: {CURE:g} is {share_of(CURE, known.limit)} the limit."
    if known.limit <= TUTORIAL:
        return claim + f"On {here}, it is right: **{TUTORIAL:g} diverges**, and {CURE:g} does not."
    fast, slow = needed[TUTORIAL], needed[CURE]
    times = f", {slow / fast:.1f} times sooner than {CURE:g} ({slow:,})" if fast and slow and slow > fast else ""
    when = f" It arrives after {fast:,} epochs{times}." if fast else ""
    return (
        claim
        + f"On {here}, **{TUTORIAL:g} does not diverge**: it is {share_of(TUTORIAL, known.limit)} the limit.{when}"
    )


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


def arrivals(X, y, start, rates, excess):
    """Epochs to the finish of each rate, computed.  {name: rate} -> {name: epochs, or None for never}"""
    epochs = core.epochs_to_reach(X, y, start, np.array(list(rates.values())), excess)
    return {name: int(t) if np.isfinite(t) else None for name, t in zip(rates, epochs, strict=True)}
