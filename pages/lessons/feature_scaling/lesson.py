"""The prose of this lesson, its exercise and its questions. Short sentences; terms of the glossary."""

from pages.lessons.feature_scaling.sides import SCALINGS, dotted, in_units
from pages.lessons.feature_scaling.words import epochs_needed
from pages.ui.controls import slope_unit
from pages.ui.numbers import plain, quantity
from pages.ui.practice import Question

WAYS = """
- **raw**: x as it is.
- **thousands**: x divided by 1,000.
- **min-max**: z = (x − smallest x) / (largest x − smallest x). So z goes from 0 to 1.
- **standardised**: z = (x − mean) / standard deviation. So z has mean 0 and standard deviation 1.

In each of them the points and the best line are the same. Only the numbers w and b are written in another unit.
"""
CONDITION = """
The loss over w and b is a bowl with two main directions. Each has its curvature λ, also called an **eigenvalue**.

- The **condition number** is the largest curvature divided by the smallest. If it is 1, the bowl is round.
- The rate must be below 2/λmax. So the steepest direction sets it.
- In the flattest direction one step removes only the part ηλmin of the error.
- At half of the limit, η = 1/λmax. There that part is 1 / condition number.

So a large condition number means many epochs. A learning rate cannot change it, but scaling x can.
"""


def exercise(names):
    """The task."""
    unit = f" (in {slope_unit(names)})".replace("$", r"\$") if slope_unit(names) else ""
    return (
        "Make the condition number of the second side 1: write x in another way. Press **Train**, and read the line of that "
        f"side at its end. Then write the same line for raw x: its slope{unit} and its intercept."
    )


def table_of_units(sample, experiment, settings):
    """All ways to write x beside each other: their bowls, and the epochs they need. Markdown"""
    rows = [
        "| x written as | one step of x is | λmax | λmin | condition number | limit 2/λmax | rate | epochs |\n"
        f"|---|---|{'---:|' * 6}"
    ]
    for scaling in SCALINGS.values():
        units = in_units(scaling, *sample.points(), experiment.start)
        bowl, rate = units.bowl, settings.rate(units.bowl.limit, experiment.rate)
        rows.append(
            f"| **{scaling.name}** | {one_step(units, sample.names)} | {plain(bowl.curvatures[0])} "
            f"| {plain(bowl.curvatures[-1])} | {plain(bowl.condition)} | {plain(bowl.limit)} | {plain(rate)} "
            f"| {epochs_needed(units.pace(rate))} |"
        )
    return "\n".join(rows)


def one_step(units, names):
    """What a step of 1 is, in the user's unit."""
    scaling, size = units.scaling, quantity(units.scaler.scale.item(), dotted(names.x_unit))
    return f"the {scaling.one}, {size}" if scaling.name in ("min-max", "standardised") else size


# ---- check yourself


def questions(sample, start):
    """Three questions with answers computed from these points."""
    raw, standard = (in_units(SCALINGS[name], *sample.points(), start) for name in ("raw", "standardised"))
    return slope_in_x(standard, sample.names), condition(raw), one_step_rate(standard)


def slope_in_x(standard, names):
    """A slope for each standard deviation, with numbers that divide without a rest."""
    s = float(f"{standard.scaler.scale.item():.2e}")
    slope, unit = 3.0, slope_unit(names)
    total = slope * s
    options = total, slope, total * s
    return Question(
        f"A line rises by {quantity(total, names.y_unit)} for each standard deviation of x. One standard deviation is "
        f"{quantity(s, dotted(names.x_unit))}. What is its slope{' in ' + unit if unit else ''}?".replace(
            " in $", r" in \$"
        ),
        tuple(plain(value, 4) for value in options),
        1,
        f"{plain(total, 4)} / {plain(s, 4)} = {plain(slope)}.",
    )


def condition(raw):
    steep, flat = (plain(raw.bowl.curvatures[i], 4) for i in (0, -1))
    ratio = raw.bowl.condition
    return Question(
        f"Raw, this data has the curvatures {steep} and {flat}. What is its condition number?",
        (f"{flat} / {steep} ≈ {plain(1 / ratio, 2)}", f"{steep} / {flat} ≈ {plain(ratio, 2)}", f"{steep} · {flat}"),
        1,
        "It is the largest curvature divided by the smallest. So it is never below 1.",
    )


def one_step_rate(standard):
    steep = standard.bowl.curvatures[0]
    return Question(
        f"Standardised, both curvatures are {plain(steep)}. At which rate does one step leave nothing of the error?",
        tuple(plain(k / steep) for k in (0.5, 1, 2)),
        1,
        f"One step leaves the part 1 − ηλ = 1 − {plain(1 / steep)} · {plain(steep)} = 0.",
    )
