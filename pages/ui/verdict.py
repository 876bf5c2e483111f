"""What a run did, and why, in words computed from its own data."""

import numpy as np

import linreg_core as core
from pages.ui.scenarios import learning_rates, rate_text


def quantity(value, unit):
    """$1,173 or 0.42 cm, for Markdown: as many digits as the size of the number needs."""
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 3
    text = f"{size:,.{digits}f}" if size < 1e12 and (round(size, digits) or not size) else f"{size:.3g}"
    minus = "−" if value < 0 else ""
    return rf"{minus}\${text}" if unit == "$" else f"{minus}{text} {unit}".rstrip()


def plain(value, digits=3):
    """0.01104, 181, 7,810,000, 2.56e-7: a number of that many significant digits."""
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.0f}" if rounded >= 100 and rounded == int(rounded) else rate_text(rounded)


def count(n):
    return f"{n:,} epoch" + ("" if n == 1 else "s")


def verdict(experiment, X, y, known, run):
    """Three short paragraphs of Markdown: stable or not, fast or slow, and what remains at the end."""
    if run.rates[-1][1] == 0:
        return "**It never moves.** A learning rate of 0 takes steps of length 0. Choose a larger one."
    if run.rates[-1][1] >= known.limit:
        return diverging(experiment, known, run)
    return " ".join(
        [stable(known, run), speed(experiment, X, y, known, run), "\n\n" + remains(experiment, X, y, known, run)]
    )


def stable(known, run):
    rate = run.rates[-1][1]
    share = rate / known.limit
    manner = " It crosses the valley to and fro at every step." if share > 0.5 else ""
    percent = f"{share:.1%}" if share < 0.1 or share > 0.95 else f"{share:.0%}"
    return (
        f":green-badge[Stable] The rate {rate_text(rate)} is {percent} of this data's limit, "
        f"2/λmax = {plain(known.limit, 4)}.{manner}"
    )


def goal(X, y, known, start):
    """The excess loss that counts as arrived, and its name: 1 % of the floor, or if that is 0 a millionth of the start."""
    if known.floor > 1e-20 * float(np.mean(y**2)):
        return 0.01 * known.floor, "within 1 % of its floor"
    rounding = 1e-20 * float(np.mean(y**2))
    return max(1e-6 * core.excess_at(X, y, start, 0.0, 0), rounding), "a millionth of what it was"


def starting_point(experiment):
    return np.full((1, 1), experiment.start_w), np.full((1, 1), experiment.start_b)


def handy_rate(experiment, known):
    """The largest rate of the slider that keeps clear of the best one: fast in every direction."""
    rates = learning_rates(experiment.dataset)
    return max([rate for rate in rates if rate <= 0.95 * known.best], default=rates[0])


def speed(experiment, X, y, known, run):
    """Epochs until the loss is close to its floor, from the eigenvalues, against what a better rate would need."""
    start, rate = starting_point(experiment), run.rates[-1][1]
    excess, close = goal(X, y, known, start)
    needed = core.epochs_to_reach(X, y, start, rate, excess)
    better = handy_rate(experiment, known)
    possible = core.epochs_to_reach(X, y, start, better, excess)
    if needed is None:
        return "The loss shrinks for ever, but by less than rounding."
    if needed == 0:
        return "It starts at the bottom already."
    fact = f"From the start it takes {count(needed)} until the loss is {close}"
    times = needed / max(1, possible)
    if times < 1.5 and needed > experiment.epochs:
        valley = plain(known.curvatures[0] / known.curvatures[-1])
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


def remains(experiment, X, y, known, run):
    """How far the end is from least squares, in which direction it was slow, and why that is not the true line."""
    names, last = experiment.dataset, len(run.losses) - 1
    short_w, short_b = known.w - run.w[-1], known.b - run.b[-1]
    excess = run.losses[-1] / known.floor - 1 if known.floor > 0 else 0.0
    unit = names.y_unit
    if run.status == "converged":
        text = f"After {count(last)} it has arrived: w = {quantity(run.w[-1], unit)}, b = {quantity(run.b[-1], unit)}."
    else:
        text = (
            f"After {count(last)} b is still **{quantity(abs(short_b), unit)} {side(short_b)}** and "
            f"w {quantity(abs(short_w), unit)} {side(short_w)} ({loss_left(excess)}): {slowest_direction(known, run)}"
        )
    return text + " " + against_truth(experiment, X, known)


def slowest_direction(known, run):
    """Why it takes so long: the direction in which a step removes least, the flattest one or the one it swings across."""
    left = np.abs(1 - run.rates[-1][1] * known.curvatures)
    steepest, flattest = plain(known.curvatures[0]), plain(known.curvatures[-1])
    removed = percent(1 - float(left.max()))
    if left[0] > left[-1]:
        return f"it swings across the steepest direction (λ = {steepest}), and a step removes only {removed} of the swing."
    return (
        f"in its flattest direction (λ = {flattest}, the steepest has {steepest}) "
        f"a step removes only {removed} of what is left."
    )


def percent(share):
    return f"{share:.2%}" if share >= 0.0005 else f"one part in {plain(1 / share, 2)}"


def side(short):
    return "short" if short > 0 else "too high"


def loss_left(excess):
    return (
        f"the loss is {excess:.2%} above its floor"
        if 1e-5 < excess < 10
        else (f"the loss is {excess + 1:,.3g} times its floor" if excess >= 10 else "the loss is at its floor")
    )


def against_truth(experiment, X, known):
    """Why least squares is not the true line: noise, and how much of it reaches the slope."""
    n = len(X)
    spread = float(np.sum((X - X.mean()) ** 2))
    if experiment.true_w is None or n < 3 or spread == 0:
        return "These are real measurements: nobody knows a true line, least squares is the best there is."
    if experiment.noise == 0:
        return "Without noise least squares is the true line."
    uncertain = np.sqrt(known.floor * n / (n - 2) / spread)
    best, true, give = (quantity(v, experiment.dataset.y_unit) for v in (known.w, experiment.true_w, uncertain))
    return (
        f"Least squares itself has w = {best}, not the true {true}: with this noise {n} points fix the slope only to ± {give}."
    )


def diverging(experiment, known, run):
    """At which epoch, by which factor, and the rate that would not."""
    rate, highest = run.rates[-1][1], run.losses[0]
    growth = abs(1 - rate * known.curvatures[0])
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
        f":red-badge[Diverges] The rate {rate_text(rate)} is above this data's limit, 2/λmax = {plain(known.limit, 4)}: "
        f"every step overshoots the valley and multiplies the error by **{growth:.4g}**. {begins}{end}\n\n"
        f"Any rate below the limit converges: **try {rate_text(handy_rate(experiment, known))}**."
    )
