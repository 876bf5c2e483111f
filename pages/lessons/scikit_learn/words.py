"""What both sides found, in tables and sentences (Markdown) computed from their answers. No Streamlit here."""

from pages.lessons.scikit_learn.fits import DESCENT, LEAST_SQUARES, RIDGE, SGD
from pages.lessons.scikit_learn.race import growth
from pages.ui.numbers import THIN, count, katex, listed, percent, plain, quantity, slope_unit, times, unset
from pages.ui.practice import Question

ENOUGH = 6  # digits
PAIRS = {  # by the method of the fit that has a twin
    DESCENT: "our gradient descent and our least squares",
    LEAST_SQUARES: "LinearRegression and our least squares",
    RIDGE: "Ridge and our ridge",
    SGD: "SGDRegressor and our SGD",
}
TRY = (
    "Below are four pairs of solvers. Predict which pairs agree, then compare. Be right about all four. After that change the "
    "epochs or the data, and predict again."
)
WHAT_FIT_DOES = """
- `LinearRegression` takes no small steps. It has no learning rate and no epochs. It computes the lowest point at once, by a
  singular value decomposition (`scipy.linalg.lstsq`). Our `least_squares` computes the same point by a QR decomposition.
- `Ridge` adds its penalty to the sum of the squares, and we add ours to their mean. So its `alpha` is n times our l2.
- `SGDRegressor` takes one step for each row. It halves the squared error, so its `eta0` is twice our learning rate.
"""
PLOTS = (
    r"100 houses cost \$100 for each m² of the plot and \$20,000 for each room. The area can be written in another unit. "
    "That changes no house. Do all solvers still find what a room is worth?"
)
FOUND, LOST = "yes, all of them", "no, one of them does not"
WHY = """
- Least squares takes about n · d² multiplications for n rows and d features. One epoch takes only about n · d.
- Small steps can use rows that arrive one by one. The computer never has to hold all of them.
- Many models have no formula for the lowest point. A neural network has none.
"""
MEANING = "The library finds the same line. It is well tested, and it has defaults that you should know."


# ---- the fits


def agreeing(fits):
    """The methods of the pairs that agree to ENOUGH digits."""
    return [fit.method for fit in fits if fit.twin and (fit.digits or 0) >= ENOUGH]


def headline(fits):
    n = len(agreeing(fits))
    return f"**{n} of the {len(PAIRS)} pairs agree to at least {ENOUGH} digits.**"


def judged(fits, marked):
    """What was marked beside what came out. -> whether all of it is right, and the sentence"""
    right = [PAIRS[method] for method in agreeing(fits)]
    if set(marked) == set(right):
        return True, f"**Exercise done.** You were right about all {len(PAIRS)} pairs."
    missed = [pair for pair in PAIRS.values() if (pair in marked) != (pair in right)]
    return False, f"Not quite. It is different for {listed(missed)}."


def table_of_fits(fits, names):
    """One row a solver."""

    def row(fit):
        whose = "ours" if fit.ours else "scikit\u2011learn"
        if fit.mse is None:
            return f"| {fit.name} | {whose} | diverges | | | | | |"
        agrees = "" if fit.digits is None else f"{digits(fit, '**')} of {fit.twin}"
        r2 = "" if fit.r2 is None else plain(fit.r2, 6)
        w, b, mse = plain(fit.line.w, 6), plain(fit.line.b, 6), plain(fit.mse, 6)
        return f"| {fit.name} | {whose} | {w} | {b} | {mse} | {r2} | {seconds(fit.seconds)} | {agrees} |"

    w, b = (
        f"{name} ({unit})".replace("$", r"\$") if unit else name
        for name, unit in (("w", slope_unit(names)), ("b", names.y_unit))
    )
    head = f"| solver | whose | {w} | {b} | MSE | R² | time | equal digits |\n|---|---|--:|--:|--:|--:|--:|---|"
    return "\n".join([head, *map(row, fits)])


def seconds(value):
    """12.3 ms or 1.23 s, never broken at the end of a line."""
    return f"{plain(1e3 * value)}{THIN}ms" if value < 1 else f"{plain(value)}{THIN}s"


def digits(fit, mark=""):
    """1 digit, 12 digits: what a fit shares with its twin."""
    return f"{mark}{fit.digits}{mark} digit{'' if fit.digits == 1 else 's'}"


def about_descent(epochs, descent, slowest):
    """Why gradient descent shares so many digits with least squares. slowest: what a step leaves of the error, at most."""
    if descent.mse is None:
        return (
            "Gradient descent diverges here: the learning rate is above the limit of this data. Choose a smaller one."
        )
    text = f"After {count(epochs)} gradient descent shares {digits(descent)} with least squares."
    if slowest >= 1:
        return f"{text} This rate is not below the limit of this data, so more epochs do not help."
    reason = (
        f"In the flattest direction each step removes only {percent(1 - slowest)} of the error."
        if slowest > 0.9
        else ""
    )
    more = "More epochs give more digits." if descent.digits < 10 else "A number in the computer has about 16 digits."
    return " ".join(filter(None, (text, reason, more)))


def lines_alt(n, fits):
    lines = "; ".join(
        f"{fit.name}: w = {plain(fit.line.w, 4)}, b = {plain(fit.line.b, 4)}" for fit in fits if fit.mse is not None
    )
    return f"{count(n, 'point')} and the lines of {lines}."


# ---- the dropped direction


def table_of_answers(answers):
    """What each solver says a m² and a room are worth."""
    rows = [f"| `{a.name}` | {dollars(a.area)} | {dollars(a.room)} | {plain(a.r2)} |" for a in answers]
    return "\n".join([r"| solver | \$ per m² | \$ per room | R² |", "|---|--:|--:|--:|", *rows])


def dollars(value):
    return quantity(round(value) + 0.0, "$", 6)


def is_lost(ours, theirs):
    """Whether the default tol has dropped the rooms."""
    return abs(theirs.room) <= 0.5 * abs(ours.room)


def about_drop(unit, share, tol, ours, theirs):
    """Whether the rooms were dropped, and why."""
    spread = f"In {unit}, the points vary {times(1 / share)} as much along the area as along the rooms."
    limit = (
        f"`LinearRegression` leaves a direction out where this is more than {plain(1 / tol)} times (its default `tol`)."
    )
    if not is_lost(ours, theirs):
        return f"All solvers agree. {spread} {limit} Choose a smaller unit."
    return (
        f"`LinearRegression()` says that a room is worth **{dollars(theirs.room)}**, and gives no warning. Its R² is "
        f"{plain(theirs.r2)}, not {plain(ours.r2)}. {spread} {limit} With `tol=0` it finds the room again. Our code finds it "
        "because it standardises the columns first."
    )


# ---- the race


def race_alt(axis, solvers):
    ends = [
        f"{name} {seconds(points[-1][1])} at {points[-1][0]:,} {axis}" for name, points in solvers.items() if points
    ]
    return f"Seconds against {axis}, both on log axes: {'; '.join(ends)}."


def about_race(measured):
    """How the times grew with n and d, over the last sizes that were measured."""

    def grew(axis):
        powers = {name: growth(points) for name, points in measured[axis].items()}
        told = listed(
            [f"{name} {times(2**p)}" for name, p in powers.items() if p is not None] or ["too little was measured"]
        )
        return f"- Time for twice as many {axis}: {told}."

    return "\n".join(
        [
            "From the last three sizes of each line:",
            "",
            grew("rows"),
            grew("features"),
            "",
            "A size that would take longer than a second is left out. Other work on this machine changes the times.",
        ]
    )


# ---- the questions at the end


def questions(fits, n, rate, l2):
    """Three questions about these points and settings."""
    strength = l2 or 10.0
    least = next(fit for fit in fits if fit.method == LEAST_SQUARES and fit.ours)
    value, near = alike(least.line.b)
    return (
        Question(
            f"Our ridge has l2 = {plain(strength)} on {n:,} points. Which alpha makes Ridge find the same line?",
            tuple(plain(a, 4) for a in (strength / n, strength, strength * n)),
            2,
            "Ridge adds its penalty to the sum of the squares, so alpha = n · l2.",
        ),
        Question(
            f"Our SGD has the rate {plain(rate)}. Which eta0 makes SGDRegressor take the same steps?",
            tuple(plain(eta, 4) for eta in (rate / 2, rate, 2 * rate)),
            2,
            "SGDRegressor halves the squared error, so its gradient is half of ours.",
        ),
        Question(
            f"One solver says b = {value}, another one {near}. How many digits are equal, from the left?",
            ("2", "3", "6"),
            1,
            "The first three digits are equal. The fourth one differs.",
        ),
    )


def alike(value):
    """A number with six digits, and one that shares its first three."""
    mantissa, exponent = f"{value or 1.0:.5e}".split("e")
    place = len(mantissa) - 3  # of the fourth digit
    other = str(int(mantissa[place]) + (-1 if mantissa[place] == "9" else 1))
    changed = mantissa[:place] + other + mantissa[place + 1 :]
    return tuple(unset(katex(float(f"{text}e{exponent}"), 6)) for text in (mantissa, changed))
