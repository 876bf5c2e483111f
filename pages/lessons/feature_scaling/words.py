"""What the page says of its two sides, in numbers of the data on screen. Markdown, but for what the player reads out."""

from pages.lessons.feature_scaling.sides import SCALINGS, in_units
from pages.ui.numbers import large, percent, plain, quantity, rate_text

ONE_MEANING = (
    "Scaling moves neither the points nor the best line. Standardised, the bowl of one feature is round, and in a round "
    "bowl one rate suits every direction."
)


def arrival(epochs, diverges=False):
    """1,234, 167 million, or never."""
    if diverges:
        return "never: it diverges"
    return "never" if epochs is None else large(epochs)


def at_epoch(side):
    text = arrival(side.arrives, side.diverges)
    return "it diverges" if side.diverges else "never arrives" if text == "never" else f"arrives at epoch {text}"


def share_text(share):
    """25 %, 3.1 %, 8.6e-6 %"""
    return f"{plain(100 * share)} %"


# ---- what happened, and why


def happened(comparison, epochs):
    """Which side reached the target within the epochs of the run."""
    raw, scaled = (s.arrives if s.arrives is not None and s.arrives <= epochs else None for s in comparison.sides)
    if raw is None and scaled is None:
        return "neither"
    if raw == scaled:
        return "both at once"
    return "raw" if scaled is None or (raw is not None and raw < scaled) else "scaled"


def compared(comparison):
    """Who needs how many epochs, and how much of the flattest direction one step removes."""
    raw, scaled = comparison.sides
    parts = [f"{badge(raw, scaled)} {manner(raw)} {manner(scaled)}"]
    if raw.arrives and scaled.arrives and raw.arrives != scaled.arrives:
        slow, fast = sorted(comparison.sides, key=lambda s: -s.arrives)
        times = slow.arrives / fast.arrives
        parts.append(
            f"Until the loss is {comparison.target_name}, {slow.name} takes {arrival(slow.arrives)} epochs and {fast.name} "
            f"**{arrival(fast.arrives)}, {large(times)} times fewer**."
        )
    return "\n\n".join([" ".join(parts), belongs(raw, scaled)])


def badge(raw, scaled):
    """The whole comparison in a word or two."""
    diverging = [side.name for side in (raw, scaled) if side.diverges]
    if len(diverging) == 2:
        return ":red-badge[Both diverge]"
    if diverging:
        return f":red-badge[{diverging[0].capitalize()} diverges]"
    if raw.at_the_edge or scaled.at_the_edge:
        return ":orange-badge[On the edge]"
    if scaled.share < 0.01:
        return f":orange-badge[Far too small a rate for {scaled.name}]"
    if lands_at_once(scaled):
        return ":green-badge[One step]"
    helps = (scaled.arrives or 0) < (raw.arrives or 0)
    return ":green-badge[Scaling helps]" if helps else ":orange-badge[No help here]"


def lands_at_once(side):
    """Every direction is flat to rounding after one step."""
    return side.bowl.slowest(side.rate) < 1e-9


def manner(side):
    """What one step leaves of the error in the steepest and the flattest direction."""
    steep, flat = side.bowl.curvatures[0], side.bowl.curvatures[-1]
    name = side.name.capitalize()
    if side.rate == 0:
        return f"{name}: a rate of 0 never moves."
    if side.diverges:
        return f"{name}: every step multiplies the error by {plain(abs(1 - side.rate * steep))}."
    if side.at_the_edge:
        return f"{name} stands exactly at its limit: in its steepest direction it swings for ever."
    if lands_at_once(side) or steep / flat < 1 + 1e-9:
        return f"{name}: both curvatures are {plain(steep)}{in_a_round_bowl(side)}"
    return (
        f"{name}: the rate must suit the steepest direction. In the flattest one, {plain(steep / flat)} times flatter, "
        f"a step removes only {percent(min(1.0, side.rate * flat))} of the error."
    )


def in_a_round_bowl(side):
    """What one step leaves of the error where every direction is as steep."""
    steep = side.bowl.curvatures[0]
    left = 1 - side.rate * steep
    if lands_at_once(side):
        return (
            f", and 1 − {rate_text(side.rate)} · {plain(steep)} = 0. One step "
            "leaves nothing of the error, in any direction and from any start."
        )
    if left > 0.99:
        return f", and a step removes only {percent(1 - left)} of the error."
    swings = ", on the other side of the bottom," if left < 0 else ""
    return (
        f", so each step leaves {plain(abs(left))} of the error{swings} in "
        f"every direction. At {rate_text(float(f'{1 / steep:.6g}'))} it would leave nothing: **one step**."
    )


def belongs(raw, scaled):
    """A rate is good in one unit only: each side's rate, on the other side."""
    if raw.rate == scaled.rate:
        return (
            f"A rate belongs to its units: {rate_text(raw.rate)} is {share_text(raw.share)} of the limit of {raw.name} "
            f"and {share_text(scaled.share)} of the limit of {scaled.name}."
        )
    slow, fast = sorted((raw, scaled), key=lambda s: s.bowl.limit)
    grows = abs(1 - fast.rate * slow.bowl.curvatures[0])
    if grows <= 1:
        return ""
    return (
        f"A rate belongs to its units: {plain(fast.rate)}, the rate of {fast.name}, would multiply the error of "
        f"{slow.name} by {plain(grows)} at every step."
    )


# ---- all units beside each other


def table_of_units(sample, experiment, settings, target):
    """All ways to write x beside each other: their bowls, and the epochs they need."""
    rows = [
        "| x written as | one step of x is | λmax | λmin | condition number | limit 2/λmax | rate | epochs |\n"
        f"|---|---|{'---:|' * 6}"
    ]
    for scaling in SCALINGS.values():
        units = in_units(scaling, *sample.points(), experiment.start)
        bowl, rate = units.bowl, settings.rate(units.bowl.limit, experiment.rate)
        needed = arrival(units.epochs_needed(rate, target), units.diverges(rate))
        rows.append(
            f"| **{scaling.name}** | {one_step(units, sample.names)} | {plain(bowl.curvatures[0])} "
            f"| {plain(bowl.curvatures[-1])} | {plain(bowl.condition)} | {plain(bowl.limit)} | {plain(rate)} | {needed} |"
        )
    return "\n".join(rows)


def one_step(units, names):
    """What a step of 1 is, in the user's unit."""
    scaling, size = units.scaling, quantity(units.scaler.scale.item(), names.x_unit)
    if scaling.name == "raw":
        return f"1 {names.x_unit}".strip() if names.x_unit != "$" else size
    return size if scaling.name == "thousands" else f"the {scaling.one}, {size}"
