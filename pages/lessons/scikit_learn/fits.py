"""Our solvers and scikit-learn's on the same points: what they find, how long they take, how many digits agree.

scikit-learn is imported inside functions only, when its page asks for it: it takes a second to load.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.ui import runs
from pages.ui.experiment import Line
from pages.ui.kept import kept
from pages.ui.numbers import count, plain

PASSES = 20  # of SGD over the rows
ZERO = 1e-9  # of the usual size of a parameter
PATIENCE = 0.006  # seconds: a short fit is repeated that long, and its best time counts
DESCENT, LEAST_SQUARES, RIDGE, SGD = "descent", "least squares", "ridge", "sgd"


@dataclass(frozen=True, eq=False)
class Solver:
    """One way to a line. method: what twins have in common."""

    method: str
    name: str
    ours: bool
    solve: Callable  # of X (n, 1), y (n, 1) -> w, b in any shape


@dataclass(frozen=True, eq=False)
class Fit:
    """One solver's answer. mse and r2 are None where it diverged. twin: the name of the fit it should equal."""

    method: str
    name: str
    ours: bool
    line: Line
    mse: float | None
    r2: float | None
    seconds: float
    digits: int | None = None  # shared with the twin
    twin: str = ""


@kept(50, show_spinner="Both sides are fitting …")
def fits(experiment, l2):
    """Everyone's answer on the points of this experiment: ours, each before its scikit-learn twin. -> [Fit, …]"""
    X, y = runs.sample(experiment.data).points()
    found = [answer(solver, X, y) for solver in solvers(experiment, X, l2)]
    ours = {fit.method: fit for fit in found if fit.ours}

    def twin(fit):
        if fit.method == DESCENT:  # it should end at least squares
            return ours[LEAST_SQUARES]
        return None if fit.ours else ours[fit.method]

    return [beside(fit, twin(fit), sizes(X, y)) for fit in found]


def solvers(experiment, X, l2):
    """-> [Solver, …]"""
    from sklearn.linear_model import LinearRegression, Ridge

    start, n, rate = experiment.start, len(X), sgd_rate(X, experiment.rate)
    descent = core.TrainingConfig(experiment.rate, experiment.epochs)
    passes = core.TrainingConfig(rate, PASSES, batch_size=1, shuffle=False)
    at_start = {"coef_init": start.w, "intercept_init": start.b}
    return [
        Solver(DESCENT, f"Gradient descent, {count(experiment.epochs)}", True, trained(descent, start)),
        Solver(LEAST_SQUARES, "Least squares", True, core.least_squares),
        Solver(LEAST_SQUARES, "LinearRegression()", False, fitted(LinearRegression())),
        Solver(RIDGE, f"Ridge, l2 = {plain(l2)}", True, lambda X, y: core.ridge(X, y, l2)),
        Solver(RIDGE, "Ridge(alpha=n·l2)", False, fitted(Ridge(alpha=n * l2))),
        Solver(SGD, f"SGD, {PASSES} epochs, rate {plain(rate)}", True, trained(passes, start)),
        Solver(SGD, "SGDRegressor(eta0=2·rate)", False, fitted(sgd_regressor(rate), **at_start)),
    ]


def sgd_rate(X, rate):
    """The rate, but at most half of what the farthest point alone bears; at two digits, to be written in code."""
    return float(f"{min(rate, 0.5 / (1 + float(np.max(X**2)))):.2g}")


def sgd_regressor(rate, passes=PASSES):
    """Plain SGD: its squared error is halved, so its rate is twice ours; rows in their order, no penalty, no early end."""
    from sklearn.linear_model import SGDRegressor

    return SGDRegressor(penalty=None, learning_rate="constant", eta0=2 * rate, max_iter=passes, tol=None, shuffle=False)


def trained(config, start):
    """Our training from this line, as a function of (X, y)."""

    def solve(X, y):
        run = core.train(X, y, config, start.parameters)
        return (np.nan, np.nan) if run.status == "diverged" else (run.final.w, run.final.b)

    return solve


def fitted(model, **start):
    """A model of scikit-learn's, as a function of (X, y). start: the numbers that SGD begins from."""

    def solve(X, y):
        if start:  # fit writes into these arrays
            model.fit(X, y[:, 0], **{name: np.array([value]) for name, value in start.items()})
        else:
            model.fit(X, y)
        return model.coef_, model.intercept_

    return solve


def answer(solver, X, y):
    """Run and time a solver. -> Fit"""
    label = solver.method, solver.name, solver.ours
    with np.errstate(all="ignore"):
        try:
            (w, b), seconds = timed(lambda: solver.solve(X, y))
        except ValueError:  # scikit-learn's SGD stops so where it overflows
            return Fit(*label, Line(np.nan, np.nan), None, None, 0.0)
        line = Line(float(np.squeeze(w)), float(np.squeeze(b)))
        mse, variance = float(np.mean((line.at(X) - y) ** 2)), float(np.var(y))
    if not np.isfinite(mse):
        return Fit(*label, line, None, None, seconds)
    return Fit(*label, line, mse, 1 - mse / variance if variance else None, seconds)


def timed(work):
    """What it gives, and its best time."""
    best, began = np.inf, perf_counter()
    while True:
        start = perf_counter()
        result = work()
        best = min(best, perf_counter() - start)
        if perf_counter() - began > PATIENCE:
            return result, best


def sizes(X, y):
    """How large w and b can be expected to be: what counts as 0, but for rounding, is small against them. -> Line"""
    height, width = float(np.sqrt(np.mean(y**2))), float(np.std(X))
    return Line(height / width if width else height, height)


def beside(fit, twin, usual):
    """The fit, and how many digits it shares with its twin, if it has one and neither diverged. usual: of sizes()"""
    if twin is None or fit.mse is None:
        return fit
    digits = None if twin.mse is None else agreeing_digits(fit.line, twin.line, usual)
    return replace(fit, twin=twin.name, digits=digits)


def agreeing_digits(first, second, usual=(0.0, 0.0)):
    """How many leading digits two lines share in both parameters, 16 being all that a float has.

    usual: sizes of the parameters; one that is a billionth of it or less is 0, but for rounding.
    """
    pairs = zip(first, second, usual, strict=True)
    worst = max(abs(a - b) / max(abs(a), abs(b), ZERO * size, 1e-300) for a, b, size in pairs)
    return int(np.clip(np.floor(-np.log10(worst)), 0, 16)) if worst > 0 else 16
