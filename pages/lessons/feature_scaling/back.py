"""The exercise: the learner writes the line of the scaled side in the user's unit of x. What is typed in, words out."""

from pages.ui.numbers import bracketed, katex_trimmed, plain, quantity
from pages.ui.typed import Answer, parse, unreadable

CLOSE = 0.01  # how far off, as a part of the right value
CLOSE_PARTS = 0.003  # or of the two numbers that b is the difference of
ROUND = "1"  # the condition number as it is shown
NO_LINE = "This run has no line: it does not come to rest. Choose a smaller share of the limit."


def formula(side, names):
    """How this side writes x, in numbers: z = (size − 1,998) / 577."""
    m, s = (plain(v.item(), 5) for v in (side.units.scaler.shift, side.units.scaler.scale))
    top = names.x_name if m == "0" else f"({names.x_name} {'+ ' + m[1:] if m.startswith('−') else '− ' + m})"
    return f"z = {names.x_name}" if (m, s) == ("0", "1") else f"z = {top} / {s}"


def check(text, name, side):
    """Is this the slope (name "w") or the intercept ("b") of the side's last line in the user's unit? -> Answer"""
    answer = parse(text)
    if answer is None:
        return Answer(None, unreadable(text))
    if side.pace.runs_away:
        return Answer(False, NO_LINE)
    w, b, m, s = float(side.w[-1]), float(side.b[-1]), side.units.scaler.shift.item(), side.units.scaler.scale.item()
    back = side.restored
    right, allowed = (back.w, CLOSE * abs(back.w)) if name == "w" else (back.b, CLOSE * abs(back.b))
    if name == "b":
        allowed = max(allowed, CLOSE_PARTS * (abs(b) + abs(w * m / s)))
    if abs(answer - right) <= allowed:
        return Answer(True, "Right.")
    slips = slips_of_w(w, s) if name == "w" else slips_of_b(w, b, m, s)
    for value, words in slips:
        if abs(answer - value) <= CLOSE * abs(value):
            return Answer(False, words)
    return Answer(False, "Not yet. Take the line at the end of the run, and put z into it.")


def slips_of_w(w, s):
    return (
        (w, "That is the slope in z. z grows by 1 when x grows by s, so divide by s."),
        (w * s, "You multiplied by s. z grows by 1 when x grows by s, so divide by s."),
    )


def slips_of_b(w, b, m, s):
    return (
        (b, "That is the prediction where z is 0. The intercept is the prediction where x is 0."),
        (b + w * m / s, "Look at the sign: where x is 0, z is −m/s."),
        (b - w * m, "You left out s: where x is 0, z is −m/s."),
    )


def done(side, names, w_right, b_right):
    """(a sentence,) once the condition number is 1 and both answers are right, or ()"""
    if not (w_right and b_right and plain(side.bowl.condition) == ROUND):
        return ()
    line = side.restored
    sign, b = ("−", -line.b) if line.b < 0 else ("+", line.b)
    return (
        f"**Exercise done.** The condition number is 1, and the line is {names.y_name} = {plain(line.w, 4)} · {names.x_name} "
        f"{sign} {plain(b, 4)}.",
    )


# ---- worked out


def carried_back(side):
    """The arithmetic in numbers, for KaTeX: each result follows from the numbers shown."""
    values = side.w[-1], side.b[-1], side.units.scaler.shift.item(), side.units.scaler.scale.item()
    w, b, m, s = (float(f"{value:.7g}") for value in values)
    shown_w, shown_b, shown_m, shown_s = (katex_trimmed(value) for value in (w, b, m, s))
    shown_m = bracketed(shown_m)
    return rf"""\begin{{aligned}}
w &= \frac{{w_z}}{{s}} = \frac{{{shown_w}}}{{{shown_s}}} \approx \mathbf{{{katex_trimmed(w / s, 6)}}} \\[6pt]
b &= b_z - \frac{{w_z \, m}}{{s}} \\[2pt]
&= {shown_b} - \frac{{{shown_w} \cdot {shown_m}}}{{{shown_s}}} \\[2pt]
&\approx \mathbf{{{katex_trimmed(b - w * m / s, 6)}}}
\end{{aligned}}"""


def learned(side, names):
    """What w and b mean on the scaled side. Markdown"""
    return (
        f"At the end of the run the slope is $w_z$ = {quantity(side.w[-1], names.y_unit)} per "
        f"{side.units.scaling.unit(names)}. "
        f"The intercept is $b_z$ = {quantity(side.b[-1], names.y_unit)}, at z = 0. Here {formula(side, names)}. So:"
    )


def both_forms(side, x, names):
    """The same prediction from z and from x, and what happens when x is not scaled. Markdown"""
    z, line = side.units.scaler.transform([[x]]).item(), side.restored
    from_z, from_x = (quantity(value, names.y_unit, 5) for value in (side.w[-1] * z + side.b[-1], line.at(x)))
    wrong = quantity(side.w[-1] * x + side.b[-1], names.y_unit)
    return (
        f"For x = {plain(x, 5)}:\n"
        f"- **{side.name}**: z ≈ {plain(z)}, and $w_z$ · z + $b_z$ gives {from_z}.\n"
        f"- **raw**: w · x + b gives {from_x}.\n\n"
        f"A new x must be scaled with the same two numbers. Put {plain(x, 5)} in for z, and the answer is {wrong}. "
        "So keep both numbers with the model."
    )
