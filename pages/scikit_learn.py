"""Against scikit-learn: the same data through our solvers and theirs, digit by digit and second by second."""

import streamlit as st

import linreg_core as core
from pages.lessons.scikit_learn import charts as rivals_charts
from pages.lessons.scikit_learn import controls, rivals
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.numbers import plain, quantity
from pages.ui.page import begin
from pages.ui.source import show_source

WITHOUT = """
scikit-learn is not installed where this app runs, so only our own side is shown. To see both, install it
(`pip install "scikit-learn>=1.9,<1.10"`) where you run `streamlit run app.py`.
"""

FIT = """
**What `fit()` really does.** `LinearRegression().fit` does not descend. It has no learning rate and no epochs: it centres the
columns and hands them to `scipy.linalg.lstsq`, which solves for the lowest point at once, by a singular value decomposition
(SVD). Our `least_squares` does the same by QR. `SGDRegressor` is the one that descends, a row at a time, and on halved squares:
its `eta0` is twice our learning rate.
"""

WHY = """
**Then why descend at all?** To solve at once costs about n·d² multiplications; an epoch of descent n·d. With many features the
square hurts. Descent also learns from rows that arrive one by one, and never holds them all; and where the model is not a line,
as in a neural network, there is nothing to solve at once.
"""

MEANING = """
**What it meant.** There is no magic in the library: the same line, to almost every digit. What it adds is decades of care, and
defaults that one has to know.
"""


@st.cache_resource(max_entries=50, show_spinner="Both sides are fitting …")
def fitted(data, rate, epochs, start, l2):
    X, y = runs.sample(data).points()
    return rivals.fits(X, y, rate, epochs, start, l2)


def seconds(value):
    return f"{1e3 * value:.3g}\u00a0ms" if value < 1 else f"{value:.3g}\u00a0s"


def table(fits, names):
    """One row a solver, as text."""
    unit = names.y_unit

    def row(fit):
        whose = "ours" if fit.ours else "scikit\u2011learn"
        if fit.mse is None:
            return f"| {fit.name} | {whose} | diverges | | | | | |"
        agrees = "" if fit.digits is None else f"**{fit.digits}** digit{'s' if fit.digits != 1 else ''} of {fit.twin}"
        r2 = "" if fit.r2 is None else f"{fit.r2:.6f}"
        return (
            f"| {fit.name} | {whose} | {quantity(fit.w, unit)} | {quantity(fit.b, unit)} | {plain(fit.mse, 6)} | {r2} | "
            f"{seconds(fit.seconds)} | {agrees} |"
        )

    return "\n".join(
        [
            "| solver | whose | w | b | MSE | R² | time | agrees with |",
            "|---|---|--:|--:|--:|--:|--:|---|",
            *map(row, fits),
        ]
    )


def about_descent(experiment, X, y, fits):
    """How many epochs our descent would need for as many digits as the solvers share."""
    descent, least = fits[0], fits[1]
    if descent.mse is None:
        return "At the sidebar's rate our gradient descent diverges on these points: choose a smaller one."
    if descent.digits is None or descent.digits >= 6:
        return f"Our gradient descent has arrived: it shares {descent.digits} digits with least squares."
    faster = descent.seconds / least.seconds
    return (
        f"After {experiment.epochs:,} epochs gradient descent shares {descent.digits} "
        f"digit{'s' if descent.digits != 1 else ''} with least squares, and took "
        f"{plain(faster, 2)} times its time. "
        "Move **Epochs** or the **Learning rate** in the sidebar: digits come with patience."
    )


def show_drop():
    """The unit of a column decides what LinearRegression finds, by its default tol."""
    st.subheader("A default worth knowing", anchor=False)
    st.markdown(
        r"100 houses: \$100 for every m² of the plot, \$20,000 for every room. Write the area in a smaller unit, "
        "which changes no house, and see what each solver finds."
    )
    unit = controls.area_unit(rivals.AREA_UNITS)
    share, answers = rivals.dropped_direction(unit)
    rows = [f"| {a.name} | {dollars(a.area)} | {dollars(a.room)} | {a.r2:.3f} |" for a in answers]
    st.markdown("\n".join([r"| solver | \$ per m² | \$ per room | R² |", "|---|--:|--:|--:|", *rows]))
    if (tol := rivals.default_tol()) is not None:
        st.markdown(about_drop(unit, share, tol, *answers[:2]))


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


def show_race():
    """Time against n and d, when asked."""
    st.subheader("Time, measured here and now", anchor=False)
    st.markdown(WHY)

    def work():
        bar = st.progress(0.0, "Measuring: at most a few seconds …")
        times = rivals.race(bar.progress)
        bar.empty()
        return times

    times = controls.measured(work, "Measure on this machine")
    if times is None:
        return
    for column, (axis, solvers) in zip(st.columns(2), times.items(), strict=True):
        chart = rivals_charts.race_chart(axis, solvers)
        column.plotly_chart(chart, key=f"sk_race_{axis}", alt=race_alt(axis, solvers), height=400)
    st.markdown(about_race(times))


def race_alt(axis, solvers):
    ends = [f"{name} {points[-1][1]:.2g} s at {points[-1][0]:,} {axis}" for name, points in solvers.items() if points]
    return f"Seconds against {axis} on logarithmic axes: {'; '.join(ends)}."


def about_race(times):
    """How the times grew with n and d, over the last sizes that were measured."""

    def grew(axis, letter):
        powers = {name: rivals.growth(points) for name, points in times[axis].items()}
        return ", ".join(f"{name} like ${letter}^{{{p:.1f}}}$" for name, p in powers.items() if p is not None)

    return (
        f"Over the last three sizes measured, the time grew, with more rows: {grew('rows', 'n')}; "
        f"with more features: {grew('features', 'd')}. (Twice the size: $d^1$ takes twice as long, $d^2$ four times.) "
        "What would take longer than a second is not tried. Other work on the machine shows, so measure again."
    )


begin(
    "Against scikit-learn",
    "The same points through our code and through scikit-learn's: see **how many digits agree**, and who is faster.",
)
experiment = shared.experiment()
names = experiment.names
if rivals.rival() is None:
    st.info(WITHOUT, icon=":material/info:")
with st.columns([1, 1])[0]:
    l2 = controls.ridge_strength()
X, y = runs.sample(experiment.data).points()
start = experiment.start
fits = fitted(experiment.data, experiment.rate, experiment.epochs, start, l2)
st.markdown(table(fits, names))
st.markdown(about_descent(experiment, X, y, fits))
chart = rivals_charts.lines_chart(X, y, names, fits)
alt = "; ".join(f"{f.name}: w = {f.w:.6g}, b = {f.b:.6g}" for f in fits if f.mse is not None)
st.plotly_chart(chart, key="sk_lines", alt=f"{len(X)} points and the lines of {alt}.", height=420)
st.markdown(FIT)
show_drop()
show_race()
st.subheader("The same experiment, as code in both", anchor=False)
data = rivals.code_of_data(experiment.data)
ours, theirs = st.columns(2)
ours.caption("Ours")
ours.code(rivals.code_of_ours(data, experiment.rate, experiment.epochs, start, l2), language="python", wrap_lines=True)
theirs.caption("scikit-learn")
theirs.code(rivals.code_of_theirs(data, l2), language="python", wrap_lines=True)
show_source("Our least squares and ridge: the code that ran", core.least_squares, core.ridge)
st.markdown(MEANING)
