"""Our solvers and scikit-learn's on the same data: what they find, how long they take, how many digits agree.

scikit-learn is imported in here only, inside functions, when a page asks for it; where it is missing `rival` says None.
"""

import importlib
from dataclasses import dataclass
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.ui.numbers import rate_text

PASSES = 20  # of SGD over the rows
PATIENCE = 0.02  # seconds: a short fit is repeated that long, and its best time counts
SLOWEST, EACH = 0.7, 2.5  # seconds: what is expected to take longer is not begun, nor anything after so long an axis
EPOCHS = 100  # of descent, in the race against n and d
ROWS, FEATURES = (100, 1000, 10_000, 100_000), (1, 3, 10, 30, 100, 300, 1000)
ROWS_OF_FEATURES, FEATURES_OF_ROWS = 2000, 10

GD, OURS, LINEAR, SGD = f"our descent, {EPOCHS} epochs", "our least_squares", "LinearRegression", "SGDRegressor, 1 pass"


def rival():
    """scikit-learn's linear models, or None where it is not installed."""
    try:
        return importlib.import_module("sklearn.linear_model")
    except ImportError:
        return None


@dataclass(frozen=True, eq=False)
class Fit:
    """One solver's answer. mse and r2 are None where it diverged. twin: the place of the fit it should equal, or None."""

    name: str
    ours: bool
    w: float
    b: float
    mse: float | None
    r2: float | None
    seconds: float
    digits: int | None = None
    twin: str = ""


def timed(work):
    """What it gives, and its best time."""
    best, began = np.inf, perf_counter()
    while True:
        start = perf_counter()
        result = work()
        best = min(best, perf_counter() - start)
        if perf_counter() - began > PATIENCE:
            return result, best


def agreeing_digits(first, second):
    """How many leading digits two results (w, b) share, 16 being all that a float has."""
    worst = max(abs(a - b) / max(abs(a), abs(b), 1e-300) for a, b in zip(first, second, strict=True))
    return int(np.clip(np.floor(-np.log10(worst)), 0, 16)) if worst > 0 else 16


def answer(name, ours, X, y, work, twin=None):
    """Run and time a solver that gives (w, b)."""
    with np.errstate(all="ignore"):
        try:
            (w, b), seconds = timed(work)
        except ValueError:  # scikit-learn's SGD stops so where it overflows
            return Fit(name, ours, np.nan, np.nan, None, None, 0.0)
        w, b = float(np.squeeze(w)), float(np.squeeze(b))
        mse = float(np.mean((w * X + b - y) ** 2))
    variance = float(np.var(y))
    if not mse <= 1e3 * (float(np.mean(y**2)) or 1.0):
        return Fit(name, ours, w, b, None, None, seconds)
    r2 = 1 - mse / variance if variance else None
    digits = agreeing_digits((w, b), (twin.w, twin.b)) if twin and twin.mse is not None else None
    return Fit(name, ours, w, b, mse, r2, seconds, digits, twin.name if twin else "")


def sgd_rate(X, rate):
    """The rate, but at most half of what the farthest point alone bears; at two digits, to be written in code."""
    return float(f"{min(rate, 0.5 / (1 + float(np.max(X**2)))):.2g}")


def fits(X, y, rate, epochs, start, l2):
    """All solvers on one data set of one feature. -> [Fit, …], ours before its scikit-learn twin"""
    theirs, n = rival(), len(X)
    begin = tuple(np.full((1, 1), value) for value in start)
    small = sgd_rate(X, rate)

    def descend(config):
        final = core.train(X, y, config, begin).final
        return final.w, final.b

    def sklearn_of(model, target=y, **more):
        model.fit(X, target, **more)
        return model.coef_, model.intercept_

    passes = core.TrainingConfig(small, PASSES, batch_size=1, shuffle=False)
    least = answer("Least squares", True, X, y, lambda: core.least_squares(X, y))
    descent = answer(
        f"Gradient descent, {epochs:,} epochs",
        True,
        X,
        y,
        lambda: descend(core.TrainingConfig(rate, epochs)),
        least,
    )
    ridge = answer(f"Ridge, l2 = {l2:g}", True, X, y, lambda: core.ridge(X, y, l2))
    sgd = answer(f"SGD, {PASSES} passes, rate {rate_text(small)}", True, X, y, lambda: descend(passes))
    if theirs is None:
        return [descent, least, ridge, sgd]
    return [
        descent,
        least,
        answer("LinearRegression()", False, X, y, lambda: sklearn_of(theirs.LinearRegression()), least),
        ridge,
        answer(f"Ridge(alpha={n * l2:g})", False, X, y, lambda: sklearn_of(theirs.Ridge(alpha=n * l2)), ridge),
        sgd,
        answer(
            f"SGDRegressor(eta0={rate_text(2 * small)}, …)",
            False,
            X,
            y,
            lambda: sklearn_of(
                sgd_regressor(theirs, small),
                y[:, 0],
                coef_init=begin[0][0].copy(),  # fit writes into them
                intercept_init=begin[1][0].copy(),
            ),
            sgd,
        ),
    ]


def sgd_regressor(theirs, rate, passes=PASSES):
    """Plain SGD: its squared error is halved, so its rate is twice ours; rows in their order, no penalty, no early end."""
    return theirs.SGDRegressor(
        penalty=None, learning_rate="constant", eta0=2 * rate, max_iter=passes, tol=None, shuffle=False
    )


# ---- the direction that LinearRegression drops

AREA_UNITS = {"m²": 1, "dm²": 10**2, "cm²": 10**4, "mm²": 10**6}


@dataclass(frozen=True, eq=False)
class Answer:
    """Two weights, in $ per m² and $ per room, whatever the unit of the column; and R²."""

    name: str
    area: float
    room: float
    r2: float


def plots_and_rooms(unit):
    """100 houses: plot area in this unit and number of rooms; $100 a m², $20,000 a room.  X (100, 2), y (100, 1)"""
    rng = np.random.RandomState(42)
    area, rooms = rng.uniform(200, 1000, (100, 1)), rng.randint(2, 9, (100, 1))
    y = 50_000 + 100 * area + 20_000 * rooms + 5000 * rng.randn(100, 1)
    return np.hstack([area * AREA_UNITS[unit], rooms]), y


def dropped_direction(unit):
    """The smallest singular value of the centred columns over the largest, and everyone's answer."""
    X, y = plots_and_rooms(unit)
    theirs, size = rival(), AREA_UNITS[unit]
    sizes = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)

    def answered(name, w, b):
        left = np.mean((core.forward_pass(X, w, b) - y) ** 2)
        return Answer(name, float(w[0, 0]) * size, float(w[1, 0]), 1 - float(left / np.var(y)))

    answers = [answered("least_squares(X, y), ours", *core.least_squares(X, y))]
    if theirs is not None:
        for name, model in [
            ("LinearRegression()", theirs.LinearRegression()),
            ("LinearRegression(tol=0)", theirs.LinearRegression(tol=0)),
        ]:
            model.fit(X, y)
            answers.append(answered(name, model.coef_.reshape(-1, 1), model.intercept_.reshape(1, 1)))
    return float(sizes[-1] / sizes[0]), answers


def default_tol():
    """LinearRegression's own, as installed here; None without it."""
    theirs = rival()
    return None if theirs is None else theirs.LinearRegression().tol


# ---- time against n and d


def racers():
    """{name: a function of (X, y)}"""
    theirs = rival()

    def descend(X, y):
        for _ in core.training_steps(X, y, core.TrainingConfig(1e-3, EPOCHS, random_state=0)):
            pass

    ours = {GD: descend, OURS: core.least_squares}
    if theirs is None:
        return ours
    return ours | {
        LINEAR: lambda X, y: theirs.LinearRegression().fit(X, y),
        SGD: lambda X, y: theirs.SGDRegressor(max_iter=1, tol=None).fit(X, y[:, 0]),
    }


def race(progress=lambda share: None):
    """Time every solver on growing data, for a few seconds. -> {"rows" or "features": {name: [(size, seconds), …]}}"""
    solvers = racers()
    plan = {
        "rows": [(n, n, FEATURES_OF_ROWS) for n in ROWS],
        "features": [(d, ROWS_OF_FEATURES, d) for d in FEATURES],
    }
    times = {axis: {name: [] for name in solvers} for axis in plan}
    with np.errstate(all="ignore"):
        for half, (axis, sizes) in enumerate(plan.items()):
            began = perf_counter()
            power = 1 if axis == "rows" else 2  # how the work may grow
            for i, (size, n, d) in enumerate(sizes):
                X, y = noisy(n, d)
                for name, solve in solvers.items():
                    done = times[axis][name]
                    expected = done[-1][1] * (size / done[-1][0]) ** power if done else 0
                    skipped = len(done) < i  # it was too slow before
                    late = i >= 3 and perf_counter() - began + expected > EACH  # the first three sizes are small
                    if skipped or expected > SLOWEST or late:
                        continue
                    done.append((size, best_of_three(lambda X=X, y=y, solve=solve: solve(X, y))))
                progress((half + (i + 1) / len(sizes)) / len(plan))
    return times


def best_of_three(work):
    """Seconds; what takes long is not repeated."""
    times = []
    while len(times) < 3 and sum(times) < 0.2:
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def growth(points):
    """The power p of time ~ sizeᵖ over the last three sizes, or None."""
    if len(points) < 3:
        return None
    sizes, seconds = np.log(np.array(points[-3:])).T
    return float(np.polyfit(sizes, seconds, 1)[0])


def noisy(n, d):
    """A line in d features: X (n, d) standard normal, y (n, 1)."""
    rng = np.random.RandomState(0)
    X = rng.randn(n, d)
    return X, X @ rng.randn(d, 1) + rng.randn(n, 1)


# ---- the same experiment as code


def code_of_ours(data, rate, epochs, start, l2):
    """Our side, ready to copy: runs from the root of the repository."""
    begin = ", ".join(f"{value:g}" for value in start)
    return f"""{data}
from linreg_core import TrainingConfig, compute_loss, forward_pass, least_squares, ridge, train

run = train(X, y, TrainingConfig(learning_rate={rate:g}, epochs={epochs}), start=({begin}))
print("gradient descent", run.final.w, run.final.b, run.final.loss)

w, b = least_squares(X, y)
print("least squares   ", w, b, compute_loss(forward_pass(X, w, b), y))

w, b = ridge(X, y, l2={l2:g})
print("ridge           ", w, b, compute_loss(forward_pass(X, w, b), y))"""


def code_of_theirs(data, l2):
    """scikit-learn's side of the same experiment. It has no full-batch gradient descent to put beside ours."""
    return f"""{data}
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import mean_squared_error

model = LinearRegression(tol=0).fit(X, y)
print("least squares   ", model.coef_, model.intercept_, mean_squared_error(y, model.predict(X)))

model = Ridge(alpha=len(X) * {l2:g}).fit(X, y)
print("ridge           ", model.coef_, model.intercept_, mean_squared_error(y, model.predict(X)))"""


def code_of_data(data):
    """Two lines that draw the points of these SampleSettings again."""
    slug, line = data.scenario, data.true_line
    source, registry = ("linreg_core", "DATASETS") if slug in core.DATASETS else ("pages.ui.scenarios", "SCENARIOS")
    settings = "" if line is None else f", true_w={line.w:g}, true_b={line.b:g}, noise_scale={data.noise:g}"
    return f"""from {source} import {registry}

X, y = {registry}["{slug}"].sample({data.n}{settings}, random_state={data.seed})
"""
