"""The words of the page on batches and optimizers, computed from the data and the runs that they speak of."""

import numpy as np

import linreg_core as core
from pages.lessons.optimizers.races import NAMES, size_text
from pages.ui.numbers import plain, quantity

RULES = {
    "gradient descent": (
        r"\theta \leftarrow \theta - \eta\, g",
        "**Plain descent** goes against the gradient g. A long slope and a short one get the same η.",
    ),
    "momentum": (
        r"m \leftarrow \beta m + g, \qquad \theta \leftarrow \theta - \eta\, m",
        "**Momentum** keeps rolling: gradients that agree add up to 1/(1 − β) = 10 times as much, "
        "those that alternate cancel. β = 0.9.",
    ),
    "rmsprop": (
        r"v \leftarrow \rho v + (1-\rho) g^2, \qquad \theta \leftarrow \theta - \eta\, \frac{g}{\sqrt{v} + \varepsilon}",
        "**RMSProp** divides by the usual size of the gradient: w and b each step by about η, however steep it is. ρ = 0.9.",
    ),
    "adam": (
        r"\begin{gathered} m \leftarrow \beta_1 m + (1-\beta_1) g, \qquad v \leftarrow \beta_2 v + (1-\beta_2) g^2 \\ "
        r"\theta \leftarrow \theta - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon} \end{gathered}",
        "**Adam** does both; the hats undo the start from zero: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). β₁ = 0.9, β₂ = 0.999.",
    ),
}
MEANT = (
    "**What it meant:** small batches take many cheap, shaky steps: far ahead after one look at the data, and restless at the "
    "end unless their rate shrinks. The other rules change how long a step is, not where the bottom lies."
)


def percent(share):
    """99.99 %, 12 %, 0.3 %, 2e-05 %: of two digits that say something."""
    if share > 10:
        return f"{share:,.3g} times" if share < 1e6 else f"{share:.2g} times"
    return f"{100 * share:.2g} %" if share < 0.1 else f"{100 * share:.0f} %"


def left(share):
    return "diverged" if not np.isfinite(share) or share > 1e6 else percent(share)


def after_one_look(names, runners, tapes, rows, n):
    """What each runner has done with every row once: its updates, and how much of its loss above the floor is left."""
    at = int(np.searchsorted(rows, n))
    told = []
    for name, runner, tape in zip(names, runners, tapes, strict=True):
        updates = -(-n // runner.batch(n))
        share = tape.excess[at] / tape.excess[0] if tape.excess[0] else 0.0
        rest = left(share if tape.gone is None or tape.gone > n else np.inf)
        told.append(f"**{name}** {updates:,} update{'' if updates == 1 else 's'}, {rest}")
    return (
        f"**After one look at all {n:,} rows**, updates made and what is left of the loss above its floor: "
        f"{'; '.join(told)}."
    )


def at_the_end(names, tapes, floor, epochs):
    """How far above its floor each run hovers in the last fifth of the race, and the smallest loss there is."""
    ends = {name: tape.circling for name, tape in zip(names, tapes, strict=True)}
    if floor > 1e-9 * max(tapes[0].excess[0], floor):
        told = [f"**{name}** {rest(end / floor)}" for name, end in ends.items()]
        return (
            f"**In the last fifth of {epochs:,} epochs** the loss is on average above its floor by: {'; '.join(told)}."
        )
    told = [f"**{name}** {rest(end / tapes[0].excess[0])}" for name, end in ends.items()]
    return (
        "**Without noise** a single row wants the same line as all rows together, so nobody has to circle. "
        f"In the last fifth of {epochs:,} epochs this part of the loss is left: {'; '.join(told)}."
    )


def rest(share):
    return "diverged" if not np.isfinite(share) else "nothing" if share < 1e-12 else percent(share)


def shortened(epochs, asked):
    return (
        f"The race ends after {epochs:,} of your {asked:,} epochs: small batches make many updates in each, and more would "
        "keep you waiting."
    )


def question(runners, names, tapes, rows, n, floor):
    """What this race makes one curious about.  -> the question, the possible answers, what happened"""
    if all(runner.batch(n) == n for runner in runners):
        goal, near = arrived(floor, tapes[0].excess[0])
        ends = [last_above(tape.excess, goal) for tape in tapes]
        first = names[int(np.argmin(ends))] if min(ends) < len(rows) else "nobody"
        return f"who is first, for good, {near}?", [*names, "nobody"], first
    if len({runner.batch(n) for runner in runners}) == 1:
        return "who stays closest to the bottom at the end?", names, names[int(np.argmin([t.circling for t in tapes]))]
    at = int(np.searchsorted(rows, n))
    alike = {}  # a cooling rate has not cooled yet in the first epoch
    for runner, name, tape in zip(runners, names, tapes, strict=True):
        height = np.inf if tape.gone is not None and tape.gone <= n else tape.excess[at]
        alike.setdefault((runner.rule, runner.batch(n), runner.rate), []).append((name, height))
    heights = {named[0][0] + (" (cooling or not)" if len(named) > 1 else ""): named[0][1] for named in alike.values()}
    return f"who is lowest after one look at all {n:,} rows?", list(heights), min(heights, key=heights.get)


def arrived(floor, first):
    """The loss above the floor that counts as arrived, and its name."""
    return (
        (0.01 * floor, "within 1 % of the floor")
        if floor > 1e-9 * first
        else (1e-6 * first, "at a millionth of its start")
    )


def last_above(excess, goal):
    """The first column from which on the loss is within the goal."""
    above = np.flatnonzero(excess > goal)
    return int(above[-1]) + 1 if len(above) else 0


NO_PULL = "Without noise no row pulls at the bottom: single rows come to rest there by themselves. Set some noise to see more."


def why_it_circles(pulls, means, rate, names):
    """The typical pull of one row at the bottom, and the step that it makes."""
    typical = np.sqrt(np.mean(pulls**2, axis=0))
    slope, height = (quantity(rate * value, names.y_unit) for value in typical)
    shrunk = ""
    if len(means):
        times = typical[1] / np.sqrt(np.mean(means[:, 1] ** 2))
        shrunk = f" The mean of 10 rows pulls less: {times:.1f} times less on b, in {len(means)} batches drawn here."
    return (
        "Put the line **at the bottom**, on least squares. The gradient of all rows is 0 there: their pulls cancel. But no row "
        f"is at rest by itself, and SGD asks one at a time. At the rate {plain(rate)} a typical single row moves w by {slope} "
        f"and b by {height}, away from the bottom it stands on: so it **circles**.{shrunk}\n\n"
        "**Two cures.** A smaller rate circles closer, but walks slower. A **cooling** rate, η/(1 + 0.1·epoch), has both: long "
        "steps at first, shorter and shorter ones at the end, so the circle shrinks to a point. Race *cooling down* to see it."
    )


def guide(X, known, start, epochs):
    """Which number bounds the rate of which rule on this data: a table."""
    limit, heavy = plain(known.limit, 4), plain(core.learning_rate_limit(X, beta=0.9), 4)
    way = {"w": abs(known.minimum.w - start[0]), "b": abs(known.minimum.b - start[1])}
    farther = max(way, key=way.get)
    rows = [
        ("plain, all rows", f"η < 2/λmax = **{limit}**", "Above it, every step overshoots by more than it corrects."),
        (
            "momentum, all rows",
            f"η < (2 + 2β)/λmax = **{heavy}**",
            "2/λmax does not apply: to and fro cancels in m, so it bears 1.9 times as much.",
        ),
        (
            "RMSProp, Adam",
            f"no λ in it; η from about **{plain(way[farther] / epochs, 2)}** on",
            "2/λmax does not apply: a step of w or b is never longer than 3.2 η, and usually about η. So they never run "
            f"away, but {farther} has {plain(way[farther])} to go in {epochs:,} steps. At the bottom a large η jitters.",
        ),
    ]
    for size in (1, 10):
        if size < len(X):
            far = "one row far from 0 is" if size == 1 else "ten rows far from 0 are"
            rows.append(
                (
                    f"plain, {size_text(size)}",
                    f"η ≤ 1/mean(x² + 1) = **{plain(core.safe_learning_rate(X, size), 3)}**",
                    f"2/λmax does not apply: {far} steeper than all together. At this η no batch overshoots, whichever it is "
                    "(the mean is over the farthest rows). A smaller or cooling η also gets closer to the bottom.",
                )
            )
    rows.append(
        (
            "momentum, small batches",
            "about a tenth of that",
            "Pulls add up over ten batches: its steps, and its circle, are like those of a rate 1/(1 − β) = 10 times as large.",
        )
    )
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"| run | how large a rate | why |\n|---|---|---|\n{table}"


def work_result(n, rule, size, done, seconds, excess, full):
    """What the long work has done, and where as many full-batch epochs stand."""
    updates = done * -(-n // min(size or n, n))
    ahead = int(np.argmax(full <= excess[1])) if np.any(full <= excess[1]) else None
    catch = (
        f"the full batch needs {ahead:,} epochs for what this run had after 1"
        if ahead
        else f"in {len(full) - 1:,} epochs the full batch does not get to where this run was after 1"
    )
    behind = f" {catch[0].upper()}{catch[1:]}." if excess[1] < full[1] else ""
    return (
        f"**{NAMES[rule]}, {size_text(size)}:** {done:,} epochs, {updates:,} updates in {plain(seconds, 2)} s, "
        f"{plain(1e3 * seconds / done, 2)} ms an epoch.{behind}"
    )
