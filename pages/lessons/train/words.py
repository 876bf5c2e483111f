"""What a run did, and why, in words computed from its own data."""

import numpy as np

import linreg_core as core
from pages.ui.numbers import count, percent, plain, quantity, rate_text
from pages.ui.verdict import goal, handy_rate


def verdict(experiment, sample, bowl, run):
    """Three short paragraphs of Markdown: stable or not, fast or slow, and what remains at the end."""
    if run.history.rate == 0:
        return "**It never moves.** A learning rate of 0 takes steps of length 0. Choose a larger one."
    if run.history.rate >= bowl.limit:
        return diverging(experiment, bowl, run)
    return " ".join(
        [stable(bowl, run), speed(experiment, sample, bowl, run), "\n\n" + remains(experiment, sample, bowl, run)]
    )


def stable(bowl, run):
    rate = run.history.rate
    share = rate / bowl.limit
    manner = " It crosses the valley to and fro at every step." if share > 0.5 else ""
    percent = f"{share:.1%}" if share < 0.1 or share > 0.95 else f"{share:.0%}"
    return (
        f":green-badge[Stable] The rate {rate_text(rate)} is {percent} of this data's limit, "
        f"2/λmax = {plain(bowl.limit, 4)}.{manner}"
    )


def speed(experiment, sample, bowl, run):
    """Epochs until the loss is close to its floor, from the eigenvalues, against what a better rate would need."""
    start, rate = experiment.start.parameters, run.history.rate
    excess, close = goal(*sample.points(), bowl, start)
    needed = core.epochs_to_reach(*sample.points(), start, rate, excess)
    better = handy_rate(experiment.names, bowl)
    possible = core.epochs_to_reach(*sample.points(), start, better, excess)
    if needed is None:
        return "The loss shrinks for ever, but by less than rounding."
    if needed == 0:
        return "It starts at the bottom already."
    fact = f"From the start it takes {count(needed)} until the loss is {close}"
    times = needed / max(1, possible)
    if times < 1.5 and needed > experiment.epochs:
        valley = plain(bowl.curvatures[0] / bowl.curvatures[-1])
        return (
            f":orange-badge[Slow] {fact}, and no fixed rate is much faster on this data: its bowl is a long valley, "
            f"{valley} times as steep across as along. Scaling x would round it."
        )
    if times < 1.5:
        return f":green-badge[Fast] {fact}: about as fast as gradient descent gets here."
    badge = ":orange-badge[Slow]" if times >= 3 else ":blue-badge[Fair]"
    return f"{badge} {fact}; **{rate_text(better)} would need {possible:,}, {times_faster(times)}**."


def times_faster(times):
    words = {2: "twice as fast", 3: "three times faster", 5: "five times faster", 10: "ten times faster"}
    return words.get(round(times), f"{times:,.0f} times faster" if times >= 10 else f"{times:.1f} times faster")


def remains(experiment, sample, bowl, run):
    """How far the end is from least squares, in which direction it was slow, and why that is not the true line."""
    names, last = experiment.names, len(run.losses) - 1
    short_w, short_b = bowl.minimum.w - run.w[-1], bowl.minimum.b - run.b[-1]
    excess = run.losses[-1] / bowl.floor - 1 if bowl.floor > 0 else 0.0
    unit = names.y_unit
    if run.status == "converged":
        text = f"After {count(last)} it has arrived: w = {quantity(run.w[-1], unit)}, b = {quantity(run.b[-1], unit)}."
    else:
        text = (
            f"After {count(last)} b is still **{quantity(abs(short_b), unit)} {side(short_b)}** and "
            f"w {quantity(abs(short_w), unit)} {side(short_w)} ({loss_left(excess)}): {slowest_direction(bowl, run)}"
        )
    return text + " " + against_truth(sample, bowl)


def slowest_direction(bowl, run):
    """Why it takes so long: the direction in which a step removes least, the flattest one or the one it swings across."""
    left = np.abs(1 - run.history.rate * bowl.curvatures)
    steepest, flattest = plain(bowl.curvatures[0]), plain(bowl.curvatures[-1])
    removed = percent(1 - float(left.max()))
    if left[0] > left[-1]:
        return (
            f"it swings across the steepest direction (λ = {steepest}), and a step removes only {removed} of the swing."
        )
    return (
        f"in its flattest direction (λ = {flattest}, the steepest has {steepest}) "
        f"a step removes only {removed} of what is left."
    )


def side(short):
    return "short" if short > 0 else "too high"


def loss_left(excess):
    return (
        f"the loss is {excess:.2%} above its floor"
        if 1e-5 < excess < 10
        else (f"the loss is {excess + 1:,.3g} times its floor" if excess >= 10 else "the loss is at its floor")
    )


def against_truth(sample, bowl):
    """Why least squares is not the true line: noise, and how much of it reaches the slope."""
    n, truth = len(sample.X), sample.true_line
    spread = float(np.sum((sample.X - sample.X.mean()) ** 2))
    if truth is None or n < 3 or spread == 0:
        return "These are real measurements: nobody knows a true line, least squares is the best there is."
    if sample.noise == 0:
        return "Without noise least squares is the true line."
    uncertain = np.sqrt(bowl.floor * n / (n - 2) / spread)
    best, true, give = (quantity(v, sample.names.y_unit) for v in (bowl.minimum.w, truth.w, uncertain))
    return (
        f"Least squares itself has w = {best}, not the true {true}: with this noise {n} points fix the slope only to "
        f"± {give}."
    )


def diverging(experiment, bowl, run):
    """At which epoch, by which factor, and the rate that would not."""
    rate, highest = run.history.rate, run.losses[0]
    growth = abs(1 - rate * bowl.curvatures[0])
    over = np.flatnonzero(run.losses > highest)
    begins = f"In these {count(len(run.losses) - 1)} it does not show yet, but it must. "
    if len(over):
        begins = f"From epoch {over[0]:,} on the loss is above its start. "
    end = f"At epoch {run.diverged_at:,} the numbers overflow. " if run.diverged_at else ""
    if growth <= 1:
        return (
            f":orange-badge[On the edge] The rate {rate_text(rate)} is exactly at the limit: the line swings for ever."
        )
    return (
        f":red-badge[Diverges] The rate {rate_text(rate)} is above this data's limit, 2/λmax = {plain(bowl.limit, 4)}: "
        f"every step overshoots the valley and multiplies the error by **{growth:.4g}**. {begins}{end}\n\n"
        f"Any rate below the limit converges: **try {rate_text(handy_rate(experiment.names, bowl))}**."
    )
