"""The same experiment as code to copy, for our side and for scikit-learn's. It runs from the root of the repository."""

import linreg_core as core


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
    """Two lines that draw the points of these SampleSettings again."""
    slug, line = data.scenario, data.true_line
    source, registry = ("linreg_core", "DATASETS") if slug in core.DATASETS else ("pages.ui.scenarios", "SCENARIOS")
    settings = "" if line is None else f", true_w={line.w:g}, true_b={line.b:g}, noise_scale={data.noise:g}"
    return f"""from {source} import {registry}

X, y = {registry}["{slug}"].sample({data.n}{settings}, random_state={data.seed})
"""
