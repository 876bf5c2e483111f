"""What the player is told on Train: the line over the data, the loss on a log axis, w and b."""

import numpy as np
import streamlit as st

from pages.lessons.train.words import verdict
from pages.ui import charts, playback, runs
from pages.ui.numbers import decimals_for, rate_text


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, history, residuals):
    """Everything the player needs for this experiment, as its message; and the verdict on its run."""
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    run = runs.record(experiment.data, experiment.start, experiment.epochs, history)
    last = playback.visible(run.losses, fewest=6)
    losses = charts.drawable(run.losses[: last + 1], sample.y)
    line = charts.line_chart(sample, bowl.minimum, sample.true_line, experiment.start, residuals)
    loss = charts.loss_chart(
        losses, sample.y, last, bowl.floor, sample.noise and sample.noise**2, changes(history), sample.names.y_unit
    )
    x_ends = list(line.layout.xaxis.range)
    steps = playback.kept_steps(last, history.epochs)
    message = playback.pack(
        run=experiment.run_id,
        view=experiment.scenario,
        epochs=experiment.epochs,
        history=history,
        steps=steps,
        series={"w": run.w[steps], "b": run.b[steps], "loss": losses[steps], "mse": run.losses[steps]},
        figures={
            "line": playback.picture(line, line_alt(sample, bowl, run)),
            "loss": playback.picture(loss, loss_alt(bowl, run)),
        },
        tracks=[
            playback.at("line", "fit", x_ends, [{"b": 1, "w": x} for x in x_ends]),
            *(residual_track(residuals, *sample.points()) if residuals else []),
            playback.grow("loss", "loss", "epoch", "loss"),
            playback.at("loss", "now", ["epoch"], ["loss"]),
        ],
        readouts=readouts(sample.names, bowl, run),
        note=f"NumPy trained {run.epochs:,} epochs in {1e3 * run.seconds:.2g} ms; you are watching it {{slower}}× slower.",
        seconds=run.seconds,
        notices=notices(run, line.layout.yaxis.range, sample.X),
    )
    return message, verdict(experiment, sample, bowl, run)


def changes(history):
    """The rates moved mid-run, to be marked on the loss curve."""
    return [(epoch, f"rate {rate_text(rate)}") for epoch, rate in history.changes[1:]]


def residual_track(kind, X, y):
    """The residuals as sticks or squares, from each point to the line of now."""
    line = [{"b": 1, "w": x} for x in X[:, 0].tolist()]
    if kind == "squares":
        return [playback.squares("line", "residual", X[:, 0].tolist(), y[:, 0].tolist(), line)]
    xs = [value for x in X[:, 0].tolist() for value in (x, x, None)]
    ys = [cell for measured, fitted in zip(y[:, 0].tolist(), line, strict=True) for cell in (measured, fitted, None)]
    return [playback.at("line", "residual", xs, ys)]


def readouts(names, bowl, run):
    """The equation, w, b and the loss of now, and how far each is from least squares."""
    w_decimals, b_decimals = (decimals_for(value) for value in bowl.minimum)
    money, unit = ("$", "") if names.y_unit == "$" else ("", f" {names.y_unit}")
    slope = f"{unit}/{names.x_unit}" if names.x_unit else ""
    return [
        playback.readout(
            "the line now",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"{names.y_name} in {names.y_unit}, {names.x_name} in {names.x_unit}" if names.x_unit else "",
            wide=True,
            w=playback.number("w", w_decimals),
            b=playback.number("b", b_decimals),
        ),
        parameter("w, the slope", "w", bowl.minimum.w, w_decimals, money, slope),
        parameter("b, the intercept", "b", bowl.minimum.b, b_decimals, money, unit),
        loss_readout(charts.squared(names.y_unit), bowl, run),
    ]


def parameter(label, name, best, decimals, money, unit):
    """A parameter of now, and how far it is from least squares."""
    return playback.readout(
        label,
        f"{{now}}{unit}",
        "{+gap} from least squares",
        now=playback.number(name, decimals, prefix=money),
        gap=playback.number({name: 1, "": -best}, decimals, prefix=money),
    )


def loss_readout(unit, bowl, run):
    """The loss of now, and how far it is above its floor: in percent, unless the floor is only rounding."""
    first, floor = float(run.losses[0]), bowl.floor
    big = bool(max(floor, first) >= 1e5 or floor < 1e-3)
    if floor > 1e-12 * first:
        sub, above = "{+above} % above the floor", playback.number({"mse": 100 / floor, "": -100}, 2)
    else:
        sub, above = "{+above} above the floor", playback.number({"mse": 1, "": -floor}, 3, True)
    mse = playback.number("mse", 3, big)
    return playback.readout("MSE, the loss", f"{{mse}} {unit}".rstrip(), sub, mse=mse, above=above)


def notices(run, y_range, X):
    """Where the line leaves the chart for good, in words on the chart."""
    if run.losses[-1] <= run.losses[0]:
        return []
    ends = np.outer(run.w, [X.min(), X.max()]) + run.b[:, np.newaxis]
    outside = np.flatnonzero(np.abs(ends - np.mean(y_range)).max(axis=1) > np.ptp(y_range))
    if not len(outside):
        return []
    epoch = int(outside[0])
    text = f"Since epoch {epoch:,} the line leaves the chart: every step overshoots."
    return [{"chart": "line", "from": epoch, "text": text}]


def line_alt(sample, bowl, run):
    names, best = sample.names, bowl.minimum
    return (
        f"{len(sample.X)} points, {names.y_name} against {names.x_name}. The fitted line ends at w = {run.w[-1]:.4g}, "
        f"b = {run.b[-1]:.4g}; least squares is w = {best.w:.4g}, b = {best.b:.4g}."
    )


def loss_alt(bowl, run):
    return (
        f"Loss against epoch on a log axis, from {run.losses[0]:.4g} to {run.losses[-1]:.4g} after "
        f"{run.epochs:,} epochs; the least-squares floor is {bowl.floor:.4g}."
    )
