"""What both sides found, in tables and sentences (Markdown) computed from their answers. No Streamlit here."""

from pages.lessons.scikit_learn.race import growth
from pages.ui.numbers import count, plain, quantity

WHAT_FIT_DOES = """
**What `fit()` really does.** `LinearRegression().fit` does not descend. It has no learning rate and no epochs: it centres the
columns and hands them to `scipy.linalg.lstsq`, which solves for the lowest point at once, by a singular value decomposition
(SVD). Our `least_squares` does the same by QR. `SGDRegressor` is the one that descends, a row at a time, and on halved squares:
its `eta0` is twice our learning rate.
"""

PLOTS = (
    r"100 houses: \$100 for every m² of the plot, \$20,000 for every room. Write the area in a smaller unit, "
    "which changes no house, and see what each solver finds."
)

WHY = """
**Then why descend at all?** To solve at once costs about n·d² multiplications; an epoch of descent n·d. With many features the
square hurts. Descent also learns from rows that arrive one by one, and never holds them all; and where the model is not a line,
as in a neural network, there is nothing to solve at once.
"""

MEANING = """
**What it meant.** There is no magic in the library: the same line, to almost every digit. What it adds is decades of care, and
defaults that one has to know.
"""


# ---- the fits


def table_of_fits(fits, unit):
    """One row a solver."""

    def row(fit):
        whose = "ours" if fit.ours else "scikit\u2011learn"
        if fit.mse is None:
            return f"| {fit.name} | {whose} | diverges | | | | | |"
        agrees = "" if fit.digits is None else f"{digits(fit, '**')} of {fit.twin}"
        r2 = "" if fit.r2 is None else f"{fit.r2:.6f}"
        w, b = (quantity(value, unit) for value in fit.line)
        return f"| {fit.name} | {whose} | {w} | {b} | {plain(fit.mse, 6)} | {r2} | {seconds(fit.seconds)} | {agrees} |"

    head = "| solver | whose | w | b | MSE | R² | time | agrees with |\n|---|---|--:|--:|--:|--:|--:|---|"
    return "\n".join([head, *map(row, fits)])


def seconds(value):
    """12.3 ms or 1.23 s, never broken at the end of a line."""
    return f"{1e3 * value:.3g}\u00a0ms" if value < 1 else f"{value:.3g}\u00a0s"


def digits(fit, mark=""):
    """1 digit, 12 digits: what a fit shares with its twin."""
    return f"{mark}{fit.digits}{mark} digit" + ("" if fit.digits == 1 else "s")


def about_descent(epochs, descent, least):
    """How far our descent has come, against least squares."""
    if descent.mse is None:
        return "At the sidebar's rate our gradient descent diverges on these points: choose a smaller one."
    if descent.digits >= 6:
        return f"Our gradient descent has arrived: it shares {descent.digits} digits with least squares."
    return (
        f"After {count(epochs)} gradient descent shares {digits(descent)} with least squares, and took "
        f"{plain(descent.seconds / least.seconds, 2)} times its time. "
        "Move **Epochs** or the **Learning rate** in the sidebar: digits come with patience."
    )


def lines_alt(n, fits):
    lines = "; ".join(f"{fit.name}: w = {fit.line.w:.6g}, b = {fit.line.b:.6g}" for fit in fits if fit.mse is not None)
    return f"{n} points and the lines of {lines}."


# ---- the dropped direction


def table_of_answers(answers):
    """What each solver says a m² and a room are worth."""
    rows = [f"| {a.name} | {dollars(a.area)} | {dollars(a.room)} | {a.r2:.3f} |" for a in answers]
    return "\n".join([r"| solver | \$ per m² | \$ per room | R² |", "|---|--:|--:|--:|", *rows])


def dollars(value):
    return rf"\${round(value):,}"


def about_drop(unit, share, tol, ours, theirs):
    """Whether the default tol dropped the rooms, and at what cost."""
    known = (
        f"In {unit}, the smaller singular value of the centred columns is {plain(share)} of the larger. "
        f"`LinearRegression` has `tol={tol:g}` by default, and "
    )
    if abs(theirs.room) > 0.5 * abs(ours.room):
        return known + "keeps what is larger than that: all agree. Choose a smaller unit."
    return (
        f"{known}drops what is smaller, without a word: **a room seems to be worth {dollars(theirs.room)}**, and R² falls "
        f"from {ours.r2:.3f} to {theirs.r2:.3f}. With `tol=0`, or on standardised columns as ours has them, "
        "the room is found again."
    )


# ---- the race


def race_alt(axis, solvers):
    ends = [f"{name} {points[-1][1]:.2g} s at {points[-1][0]:,} {axis}" for name, points in solvers.items() if points]
    return f"Seconds against {axis} on logarithmic axes: {'; '.join(ends)}."


def about_race(times):
    """How the times grew with n and d, over the last sizes that were measured."""

    def grew(axis, letter):
        powers = {name: growth(points) for name, points in times[axis].items()}
        return ", ".join(f"{name} like ${letter}^{{{p:.1f}}}$" for name, p in powers.items() if p is not None)

    return (
        f"Over the last three sizes measured, the time grew, with more rows: {grew('rows', 'n')}; "
        f"with more features: {grew('features', 'd')}. (Twice the size: $d^1$ takes twice as long, $d^2$ four times.) "
        "What would take longer than a second is not tried. Other work on the machine shows, so measure again."
    )
