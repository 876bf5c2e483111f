"""Train: the line finds the data while the loss falls."""

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.train import controls
from pages.ui import charts, playback, runs, scenarios
from pages.ui import controls as shared
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.source import show_source
from pages.ui.verdict import verdict

SQUARES_UP_TO = 40


def names_of_changes(rates):
    return [(epoch, f"rate {scenarios.rate_text(rate)}") for epoch, rate in rates[1:]]


def visible(losses):
    """The epochs worth showing: all of them, or of a diverging run the first ones, up to 10¹² times its start."""
    beyond = np.flatnonzero(losses > 1e12 * losses[0]) if losses[0] > 0 else []
    return min(max(int(beyond[0]), 6), len(losses) - 1) if len(beyond) else len(losses) - 1


def residual_track(kind, X, y):
    """The residuals as sticks or squares, from each point to the line of now."""
    line = [{"b": 1, "w": x} for x in X[:, 0].tolist()]
    if kind == "squares":
        return [playback.squares("line", "residual", X[:, 0].tolist(), y[:, 0].tolist(), line)]
    xs = [value for x in X[:, 0].tolist() for value in (x, x, None)]
    ys = [cell for measured, fitted in zip(y[:, 0].tolist(), line, strict=True) for cell in (measured, fitted, None)]
    return [playback.at("line", "residual", xs, ys)]


def readouts(names, known, run):
    """The equation, w, b and the loss of now, and how far each is from least squares."""
    w_decimals, b_decimals = (decimals_for(v) for v in (known.w, known.b))
    money, unit = ("$", "") if names.y_unit == "$" else ("", f" {names.y_unit}")
    slope = f"{unit}/{names.x_unit}" if names.x_unit else ""
    big = bool(max(known.floor, run.losses[0]) >= 1e5 or known.floor < 1e-3)
    if known.floor > 1e-12 * float(run.losses[0]):
        above = {"text": "{+above} % above the floor", "above": playback.number({"mse": 100 / known.floor, "": -100}, 2)}
    else:
        above = {"text": "{+above} above the floor", "above": playback.number({"mse": 1, "": -known.floor}, 3, True)}

    def number(cell, decimals):
        return playback.number(cell, decimals, prefix=money)

    return [
        playback.readout(
            "the line now",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            about_units(names),
            wide=True,
            w=playback.number("w", w_decimals),
            b=playback.number("b", b_decimals),
        ),
        playback.readout(
            "w, the slope",
            f"{{w}}{slope}",
            "{+gap} from least squares",
            w=number("w", w_decimals),
            gap=number({"w": 1, "": -known.w}, w_decimals),
        ),
        playback.readout(
            "b, the intercept",
            f"{{b}}{unit}",
            "{+gap} from least squares",
            b=number("b", b_decimals),
            gap=number({"b": 1, "": -known.b}, b_decimals),
        ),
        playback.readout(
            "MSE, the loss",
            "{mse}" + (f" {names.y_unit}²" if names.y_unit else ""),
            above["text"],
            mse=playback.number("mse", 3, big),
            above=above["above"],
        ),
    ]


def about_units(names):
    return f"{names.y_name} in {names.y_unit}, {names.x_name} in {names.x_unit}" if names.x_unit else ""


def decimals_for(value):
    """Decimals that show about four significant digits."""
    return int(np.clip(3 - np.floor(np.log10(abs(value) or 1.0)), 0, 5)) if abs(value) < 1e5 else 0


def notices(run, y_range, X):
    """Where the line leaves the chart for good, in words on the chart."""
    if run.losses[-1] <= run.losses[0]:
        return []
    ends = np.outer(run.w, [X.min(), X.max()]) + run.b[:, np.newaxis]
    outside = np.flatnonzero(np.abs(ends - np.mean(y_range)).max(axis=1) > np.ptp(y_range))
    if not len(outside):
        return []
    epoch = int(outside[0])
    return [
        {
            "chart": "line",
            "from": epoch,
            "text": f"Since epoch {epoch:,} the line leaves the chart: every step overshoots.",
        }
    ]


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, rates, residuals):
    """Everything the player needs for this experiment, as its message; with the run it shows."""
    names, rates = experiment.dataset, rates or ((0, experiment.rate),)
    X, y = runs.sample(experiment.data_settings)
    known = runs.facts(experiment.data_settings)
    start = (experiment.start_w, experiment.start_b)
    run = runs.record(experiment.data_settings, start, experiment.epochs, rates)
    last = visible(run.losses)
    losses = charts.drawable(run.losses[: last + 1], y)
    truth = None if experiment.true_w is None else (experiment.true_w, experiment.true_b)
    changes = names_of_changes(rates)
    line = charts.line_chart(X, y, names, (known.w, known.b), truth, start, residuals)
    loss = charts.loss_chart(
        losses, y, last, known.floor, experiment.noise and experiment.noise**2, changes, names.y_unit
    )
    x_ends = list(line.layout.xaxis.range)
    steps = playback.kept_steps(last, [epoch for epoch, _ in rates])
    message = playback.pack(
        run=experiment.run_id,
        view=experiment.scenario,
        epochs=experiment.epochs,
        rates=rates,
        steps=steps,
        series={"w": run.w[steps], "b": run.b[steps], "loss": losses[steps], "mse": run.losses[steps]},
        figures={
            "line": playback.picture(line, line_alt(names, X, known, run)),
            "loss": playback.picture(loss, loss_alt(run, known)),
        },
        tracks=[
            playback.at("line", "fit", x_ends, [{"b": 1, "w": x} for x in x_ends]),
            *(residual_track(residuals, X, y) if residuals else []),
            playback.grow("loss", "loss", "epoch", "loss"),
            playback.at("loss", "now", ["epoch"], ["loss"]),
        ],
        readouts=readouts(names, known, run),
        note=f"NumPy trained {len(run.losses) - 1:,} epochs in {1e3 * run.seconds:.2g} ms; "
        "you are watching it {slower}× slower.",
        seconds=run.seconds,
        notices=notices(run, line.layout.yaxis.range, X),
    )
    return message, verdict(experiment, X, y, known, run)


def line_alt(names, X, known, run):
    return (
        f"{len(X)} points, {names.y_name} against {names.x_name}. The fitted line ends at w = {run.w[-1]:.4g}, "
        f"b = {run.b[-1]:.4g}; least squares is w = {known.w:.4g}, b = {known.b:.4g}."
    )


def loss_alt(run, known):
    return (
        f"Loss against epoch on a log axis, from {run.losses[0]:.4g} to {run.losses[-1]:.4g} after "
        f"{len(run.losses) - 1:,} epochs; the least-squares floor is {known.floor:.4g}."
    )


begin("Train a line", "Press **Train** and watch the line find the data, one step downhill at a time.")
experiment = shared.experiment()
residuals = controls.residuals(SQUARES_UP_TO if experiment.n > SQUARES_UP_TO else None)
message, words = recorded(experiment, tuple(shared.rate_history(experiment)), residuals)
player.player(message, on_history=shared.keep_history)
st.markdown(words)
show_source(
    "The code that runs: five functions",
    core.initialize_parameters,
    core.forward_pass,
    core.compute_loss,
    core.compute_gradients,
    core.update_parameters,
)
