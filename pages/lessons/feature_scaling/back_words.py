"""Back to the user's units: the arithmetic, and the same prediction from both forms of the line."""

import linreg_core as core
from pages.ui.numbers import amount, bracketed, katex_trimmed, plain, quantity, size_of

NO_LINE = "This run diverges: there is no line to carry back. Choose a smaller share of the limit."
KEEP = (
    "**Keep {shift} and {scale} with the model**: they are part of it. A new {x_name} must be scaled with the numbers of "
    "the training data, {numbers}."
)


def carried_back(side):
    """The arithmetic of scaler.restore in numbers, for KaTeX; the results are the core's own."""
    w, b, scaler = side.w[-1], side.b[-1], side.units.scaler
    (back_w,), (back_b,) = (p[0] for p in scaler.restore([[w]], [[b]]))
    w, b, m, s = (katex_trimmed(value) for value in (w, b, scaler.shift.item(), scaler.scale.item()))
    m = bracketed(m)
    return rf"""\begin{{aligned}}
w &= \frac{{w_z}}{{s}} = \frac{{{w}}}{{{s}}} = \mathbf{{{katex_trimmed(back_w, 6)}}} \\[6pt]
b &= b_z - \frac{{w_z \, m}}{{s}} = {b} - \frac{{{w} \cdot {m}}}{{{s}}} \\[2pt]
&= \mathbf{{{katex_trimmed(back_b, 6)}}}
\end{{aligned}}"""


def learned(side, names):
    """What w and b mean on the scaled side."""
    scaling, scaler = side.units.scaling, side.units.scaler
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
    scaler, w, b = side.units.scaler, side.w[-1:].reshape(1, 1), side.b[-1:].reshape(1, 1)
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
    scaling, scaler = side.units.scaling, side.units.scaler
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
