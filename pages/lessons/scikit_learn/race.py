"""Time against n and d: our solvers and scikit-learn's on growing data, measured here and now. No Streamlit here."""

from time import perf_counter

import numpy as np

import linreg_core as core

SLOWEST, EACH = 0.7, 2.5  # seconds: what is expected to take longer is not begun, nor anything after so long an axis
SMALL = 3  # the first sizes of an axis are always tried
EPOCHS = 100  # of descent
ROWS, FEATURES = (100, 1000, 10_000, 100_000), (1, 3, 10, 30, 100, 300, 1000)
ROWS_OF_FEATURES, FEATURES_OF_ROWS = 2000, 10

GD, OURS, LINEAR, SGD = f"our descent, {EPOCHS} epochs", "our least_squares", "LinearRegression", "SGDRegressor, 1 pass"


def racers():
    """{name: a function of (X, y)}"""
    from sklearn.linear_model import LinearRegression, SGDRegressor

    def descend(X, y):
        for _ in core.training_steps(X, y, core.TrainingConfig(1e-3, EPOCHS, random_state=0)):
            pass

    return {
        GD: descend,
        OURS: core.least_squares,
        LINEAR: lambda X, y: LinearRegression().fit(X, y),
        SGD: lambda X, y: SGDRegressor(max_iter=1, tol=None).fit(X, y[:, 0]),
    }


def race(progress=lambda share: None):
    """Time every solver on growing data, for a few seconds. -> {"rows" or "features": {name: [(size, seconds), …]}}"""
    solvers = racers()
    with np.errstate(all="ignore"):
        return {
            "rows": times(solvers, ROWS, lambda n: noisy(n, FEATURES_OF_ROWS), 1, lambda done: progress(done / 2)),
            "features": times(
                solvers, FEATURES, lambda d: noisy(ROWS_OF_FEATURES, d), 2, lambda done: progress(0.5 + done / 2)
            ),
        }


def times(solvers, sizes, points, power, progress):
    """Seconds of every solver at growing sizes. power: the work may grow like sizeᵖ. -> {name: [(size, seconds), …]}"""
    measured = {name: [] for name in solvers}
    began = perf_counter()
    for i, size in enumerate(sizes):
        X, y = points(size)
        for name, solve in solvers.items():
            done = measured[name]
            expected = done[-1][1] * (size / done[-1][0]) ** power if done else 0
            skipped = len(done) < i  # it was too slow before
            late = i >= SMALL and perf_counter() - began + expected > EACH
            if not (skipped or late or expected > SLOWEST):
                done.append((size, best_of_three(lambda X=X, y=y, solve=solve: solve(X, y))))
        progress((i + 1) / len(sizes))
    return measured


def best_of_three(work):
    """Seconds; what takes long is not repeated."""
    seconds = []
    while len(seconds) < 3 and sum(seconds) < 0.2:
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)


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
