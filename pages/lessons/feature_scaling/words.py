"""What the page on feature scaling says, in numbers of the data on screen. Markdown, but for the player's readouts."""

import numpy as np

import linreg_core as core
from pages.lessons.feature_scaling.sides import (
    at_the_edge,
    bowl,
    diverges,
    epochs_needed,
    houses_with_bedrooms,
    whole_table,
)
from pages.ui import playback
from pages.ui.numbers import amount, decimals_for, katex_trimmed, large, percent, plain, quantity, rate_text, size_of

ONE_MEANING = (
    "Scaling moves neither the points nor the best line. Standardised, the bowl of one feature is round, and in a round "
    "bowl one rate suits every direction."
)
KEEP = (
    "**Keep {shift} and {scale} with the model**: they are part of it. A new {x_name} must be scaled with the numbers of "
    "the training data, {numbers}."
)


def arrival(epochs, diverges=False):
    if diverges:
        return "never: it diverges"
    return "never" if epochs is None else large(epochs)


# ---- the readouts of one side


def readouts(side, names, known):
    """The line of now in the user's units, the loss above its floor, the bowl and the rate."""
    slope, intercept = (0, 0) if side.diverges else (decimals_for(v) for v in known.minimum)
    where = "" if side.key == "raw" else f", carried back to {names.x_unit or 'x'}"
    steep, flat = side.bowl.curvatures[0], side.bowl.curvatures[-1]
    return [
        playback.readout(
            f"{side.name}{where}",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"least squares: {known.minimum.w:,.{slope}f} and {known.minimum.b:,.{intercept}f}",
            wide=True,
            look=side.look,
            w=playback.number(f"{side.key}_w_back", slope),
            b=playback.number(f"{side.key}_b_back", intercept),
        ),
        playback.readout(
            "MSE above its floor",
            "{excess}" + (f" {names.y_unit}²" if names.y_unit else ""),
            at_epoch(side),
            excess=playback.number(f"{side.key}_excess", 2, True),
        ),
        playback.readout("condition number", plain(side.bowl.condition), f"λ from {plain(flat)} to {plain(steep)}"),
        playback.readout(
            "learning rate", plain(side.rate), f"{share_text(side.share)} of the limit {plain(side.bowl.limit)}"
        ),
    ]


def at_epoch(side):
    text = arrival(side.arrives, side.diverges)
    return "it diverges" if side.diverges else "never arrives" if text == "never" else f"arrives at epoch {text}"


def share_text(share):
    """25 %, 3.1 %, 8.6e-6 %"""
    return f"{plain(100 * share)} %"


# ---- what happened, and why


def happened(sides, epochs):
    """Which side reached the target within the epochs of the run."""
    raw, scaled = (s.arrives if s.arrives is not None and s.arrives <= epochs else None for s in sides)
    if raw is None and scaled is None:
        return "neither"
    if raw == scaled:
        return "both at once"
    return "raw" if scaled is None or (raw is not None and raw < scaled) else "scaled"


def comparison(sides, target_name):
    """Who needs how many epochs, and how much of the flattest direction one step removes."""
    raw, scaled = sides
    parts = [f"{badge(sides)} {manner(raw)} {manner(scaled)}"]
    if raw.arrives and scaled.arrives and raw.arrives != scaled.arrives:
        slow, fast = sorted(sides, key=lambda s: -s.arrives)
        times = slow.arrives / fast.arrives
        parts.append(
            f"Until the loss is {target_name}, {slow.name} takes {arrival(slow.arrives)} epochs and {fast.name} "
            f"**{arrival(fast.arrives)}, {large(times)} times fewer**."
        )
    return "\n\n".join([" ".join(parts), belongs(raw, scaled)])


def badge(sides):
    if all(s.diverges for s in sides):
        return ":red-badge[Both diverge]"
    if any(s.diverges for s in sides):
        return f":red-badge[{next(s.name for s in sides if s.diverges).capitalize()} diverges]"
    raw, scaled = sides
    if any(at_the_edge(s.bowl, s.rate) for s in sides):
        return ":orange-badge[On the edge]"
    if scaled.share < 0.01:
        return f":orange-badge[Far too small a rate for {scaled.name}]"
    if lands_at_once(scaled):
        return ":green-badge[One step]"
    return (
        ":green-badge[Scaling helps]" if (scaled.arrives or 0) < (raw.arrives or 0) else ":orange-badge[No help here]"
    )


def lands_at_once(side):
    """Every direction is flat to rounding after one step."""
    return bool(np.all(np.abs(1 - side.rate * side.bowl.curvatures) < 1e-9))


def manner(side):
    """What one step leaves of the error in the steepest and the flattest direction."""
    steep, flat = side.bowl.curvatures[0], side.bowl.curvatures[-1]
    name = side.name.capitalize()
    if side.rate == 0:
        return f"{name}: a rate of 0 never moves."
    if side.diverges:
        return f"{name}: every step multiplies the error by {plain(abs(1 - side.rate * steep))}."
    if at_the_edge(side.bowl, side.rate):
        return f"{name} stands exactly at its limit: in its steepest direction it swings for ever."
    if lands_at_once(side):
        return (
            f"{name}: both curvatures are {plain(steep)}, and 1 − {rate_text(side.rate)} · {plain(steep)} = 0. One step "
            "leaves nothing of the error, in any direction and from any start."
        )
    if steep / flat < 1 + 1e-9:
        left = 1 - side.rate * steep
        if left > 0.99:
            return (
                f"{name}: both curvatures are {plain(steep)}, and a step removes only {percent(1 - left)} of the error."
            )
        swings = ", on the other side of the bottom," if left < 0 else ""
        return (
            f"{name}: both curvatures are {plain(steep)}, so each step leaves {plain(abs(left))} of the error{swings} in "
            f"every direction. At {rate_text(float(f'{1 / steep:.6g}'))} it would leave nothing: **one step**."
        )
    return (
        f"{name}: the rate must suit the steepest direction. In the flattest one, {plain(steep / flat)} times flatter, "
        f"a step removes only {percent(min(1.0, side.rate * flat))} of the error."
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


def table_of_units(scalings, X, y, start, target, rate_of, names):
    """All ways to write x beside each other: their bowls, and the epochs they need."""
    rows = [
        "| x written as | one step of x is | λmax | λmin | condition number | limit 2/λmax | rate | epochs |\n"
        f"|---|---|{'---:|' * 6}"
    ]
    for scaling in scalings:
        b = bowl(scaling, X, y, start)
        rate = rate_of(b)
        needed = arrival(epochs_needed(b, y, rate, target), diverges(b, rate))
        rows.append(
            f"| **{scaling.name}** | {one_step(scaling, b, names)} | {plain(b.curvatures[0])} | {plain(b.curvatures[-1])} "
            f"| {plain(b.condition)} | {plain(b.limit)} | {plain(rate)} | {needed} |"
        )
    return "\n".join(rows)


def one_step(scaling, bowl, names):
    size = quantity(bowl.scaler.scale.item(), names.x_unit)
    if scaling.name == "raw":
        return f"1 {names.x_unit}".strip() if names.x_unit != "$" else size
    return size if scaling.name == "thousands" else f"the {scaling.one}, {size}"


# ---- back to the user's units


def in_brackets(value):
    return rf"({katex_trimmed(value)})" if value < 0 else katex_trimmed(value)


def carried_back(side):
    """The arithmetic of scaler.restore in numbers, for KaTeX; the results are the core's own."""
    w, b = side.w[-1], side.b[-1]
    scaler = side.bowl.scaler
    shift, scale = scaler.shift.item(), scaler.scale.item()
    (back_w,), (back_b,) = (p[0] for p in scaler.restore([[w]], [[b]]))
    return rf"""\begin{{aligned}}
w &= \frac{{w_z}}{{s}} = \frac{{{katex_trimmed(w)}}}{{{katex_trimmed(scale)}}} = \mathbf{{{katex_trimmed(back_w, 6)}}} \\[6pt]
b &= b_z - \frac{{w_z \, m}}{{s}} = {katex_trimmed(b)} - \frac{{{katex_trimmed(w)} \cdot {in_brackets(shift)}}}{{{katex_trimmed(scale)}}} \\[2pt]
&= \mathbf{{{katex_trimmed(back_b, 6)}}}
\end{{aligned}}"""


def learned(side, names):
    """What w and b mean on the scaled side."""
    scaling, scaler = side.bowl.scaling, side.bowl.scaler
    shift, scale = (amount(v.item(), names.x_unit) for v in (scaler.shift, scaler.scale))
    return (
        f"The **{side.name}** side has learned $w_z$ = {quantity(side.w[-1], names.y_unit)} per "
        f"{scaling.one.format(unit=names.x_unit or 'x').strip()} and $b_z$ = {quantity(side.b[-1], names.y_unit)} at z = 0. "
        f"With z = (x − m)/s, m = {shift} and s = {scale}, that is the same line as"
    )


def agreeing(first, second, digits=14):
    """Two numbers with the digits on which they agree in bold, to so many significant digits."""
    places = max(0, digits - 1 - size_of(max(abs(first), abs(second))))
    texts = [f"{v:,.{places}f}".replace("-", "−") for v in (first, second)]
    same = next((i for i, pair in enumerate(zip(*texts, strict=False)) if len(set(pair)) > 1), min(map(len, texts)))
    return [f"**{t[:same]}**{t[same:]}" for t in texts]


def both_forms(side, x, names):
    """The same prediction from z and from x, digit by digit."""
    scaler, w, b = side.bowl.scaler, side.w[-1:].reshape(1, 1), side.b[-1:].reshape(1, 1)
    z = scaler.transform([[x]])
    back = scaler.restore(w, b)
    from_z, from_x = core.forward_pass(z, w, b).item(), core.forward_pass([[x]], *back).item()
    unit = r"\$" if names.y_unit == "$" else ""
    after = f" {names.y_unit}" if names.y_unit not in ("", "$") else ""
    first, second = agreeing(from_z, from_x)
    name = names.x_name
    return (
        f"| | the input | {names.y_name} |\n|---|---|---|\n"
        f"| **{side.name}**: $w_z z + b_z$ | z = ({plain(x, 6)} − {plain(scaler.shift.item(), 6)}) / "
        f"{plain(scaler.scale.item(), 6)} = {plain(z.item(), 5)} | {unit}{first}{after} |\n"
        f"| **carried back**: $w x + b$ | {name} = {amount(x, names.x_unit)} | {unit}{second}{after} |\n\n"
        "Bold: the digits that agree."
    )


def keep(side, x, names):
    """Which two numbers are part of the model, and what happens without them."""
    scaling, scaler = side.bowl.scaling, side.bowl.scaler
    w, b, shift, scale = side.w[-1], side.b[-1], scaler.shift.item(), scaler.scale.item()
    forgotten = quantity(w * x + b, names.y_unit)
    if scaling.name == "thousands":
        return (
            f"**Keep the 1,000 with the model.** Put {plain(x, 6)} into $w_z z + b_z$ without dividing, and the answer "
            f"is {forgotten}."
        )
    numbers = f"{amount(shift, names.x_unit)} and {amount(scale, names.x_unit)}"
    shift_name = {"min-max": "the smallest value", "standardised": "the mean"}[scaling.name]
    scale_name = {"min-max": "the range", "standardised": "the standard deviation"}[scaling.name]
    text = KEEP.format(shift=shift_name, scale=scale_name, x_name=names.x_name, numbers=numbers)
    return (
        f"{text} Not scaled at all, {plain(x, 6)} is read as z = {plain(x, 6)} and gives {forgotten}. Scaled by itself, "
        f"any single {names.x_name} becomes z = 0 and gives {quantity(b, names.y_unit)}."
    )


# ---- the pitfall with two columns


def two_columns(seed):
    """A table and a sentence: one mean and one std for the whole table, against one for each column."""
    X, y = houses_with_bedrooms(seed)
    forms = {
        "raw": X,
        "`(X - X.mean()) / X.std()`, the tutorial's": whole_table(X),
        "`(X - X.mean(axis=0)) / X.std(axis=0)`": core.standardize(X)[0],
    }
    target, start = 0.01 * core.smallest_loss(X, y), (np.zeros((2, 1)), np.zeros((1, 1)))
    head = (
        "| | size: mean | size: std | bedrooms: mean | bedrooms: std | condition number | limit 2/λmax | epochs |\n"
        f"|---|{'---:|' * 7}"
    )
    rows, needed = [head], []
    for name, Z in forms.items():
        limit = core.learning_rate_limit(Z)
        needed.append(core.epochs_to_reach(Z, y, start, limit / 2, target))
        columns = " | ".join(
            f"{tidy(mean)} | {tidy(std)}" for mean, std in zip(Z.mean(axis=0), Z.std(axis=0), strict=True)
        )
        condition = plain(core.condition_number(Z))
        rows.append(f"| {name} | {columns} | {condition} | {plain(limit)} | {arrival(needed[-1])} |")
    wrong = forms["`(X - X.mean()) / X.std()`, the tutorial's"]
    words = (
        f"One mean ({plain(X.mean())}) and one standard deviation ({plain(X.std())}) for the whole table mix square feet "
        f"with bedrooms. The bedrooms, all between {X[:, 1].min():g} and {X[:, 1].max():g}, end up between "
        f"{tidy(wrong[:, 1].min(), 4)} and {tidy(wrong[:, 1].max(), 4)}: nearly a second intercept, so the bowl stays a "
        f"valley: {arrival(needed[1])} epochs, against {arrival(needed[2])} column by column. "
        "There (`axis=0`) both columns have mean 0 and standard deviation 1. With a single column the two lines are the "
        "same, which is why the tutorial's works there."
    )
    return "\n".join(rows), words


def tidy(value, digits=3):
    """A mean or std of a column: three digits, and what is only rounding as 0."""
    return "0" if abs(value) < 1e-9 else plain(value, digits).replace("-", "−", 1)
