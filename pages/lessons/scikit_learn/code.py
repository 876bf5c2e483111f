"""The same experiment as code to copy, for our side and for scikit-learn's. It runs from the root of the repository."""

import linreg_core as core
from pages.ui.rates import short

WRITTEN_OUT = 50  # points


def ours(experiment, l2):
    """Descent, least squares and ridge with linreg_core."""
    begin = ", ".join(f"{value:g}" for value in experiment.start)
    return f"""{points(experiment.data)}
from linreg_core import TrainingConfig, compute_loss, forward_pass, least_squares, ridge, train

run = train(X, y, TrainingConfig(learning_rate={experiment.rate:g}, epochs={experiment.epochs}), start=({begin}))
print("gradient descent", run.final.w, run.final.b, run.final.loss)

w, b = least_squares(X, y)
print("least squares   ", w, b, compute_loss(forward_pass(X, w, b), y))

w, b = ridge(X, y, l2={l2:g})
print("ridge           ", w, b, compute_loss(forward_pass(X, w, b), y))"""


def theirs(experiment, l2):
    """Least squares and ridge with scikit-learn. It has no full-batch gradient descent to put beside ours."""
    return f"""{points(experiment.data)}
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import mean_squared_error

model = LinearRegression(tol=0).fit(X, y)
print("least squares   ", model.coef_, model.intercept_, mean_squared_error(y, model.predict(X)))

model = Ridge(alpha=len(X) * {l2:g}).fit(X, y)
print("ridge           ", model.coef_, model.intercept_, mean_squared_error(y, model.predict(X)))"""


def points(data):
    """The lines that give the points of these SampleSettings again."""
    return own_points(data.own) if data.own else drawn_points(data)


def own_points(own):
    """A learner's own: each one if they are few, else the way to read them from the file."""
    X, y = own.names.points
    if len(X) > WRITTEN_OUT:
        return """import pandas as pd

table = pd.read_csv("your-file.csv").select_dtypes("number").dropna()
X, y = table.iloc[:, :1].to_numpy(), table.iloc[:, -1:].to_numpy()  # your columns of x and y
"""
    xs, ys = (", ".join(short(value) for value in column[:, 0]) for column in (X, y))
    return f"""import numpy as np

X = np.array([{xs}]).reshape(-1, 1)
y = np.array([{ys}]).reshape(-1, 1)
"""


def drawn_points(data):
    """Two lines that draw them."""
    slug, line = data.scenario, data.true_line
    source, registry = ("linreg_core", "DATASETS") if slug in core.DATASETS else ("pages.ui.scenarios", "SCENARIOS")
    settings = "" if line is None else f", true_w={line.w:g}, true_b={line.b:g}, noise_scale={data.noise:g}"
    return f"""from {source} import {registry}

X, y = {registry}["{slug}"].sample({data.n}{settings}, random_state={data.seed})
"""
