"""What the player is told on One step by hand: the line on its way with its squares, and the bar of their sum."""

import numpy as np
import streamlit as st

from pages.lessons.one_step.charts import BAR, bar_chart, step_chart
from pages.lessons.one_step.formulas import decimals_of
from pages.lessons.one_step.step import spread_out, steps_to_play, take_step, walk
from pages.lessons.one_step.words import SQUARES_UP_TO
from pages.ui import playback, runs
from pages.ui.charts import squared
from pages.ui.rates import RateHistory


def run_of(experiment):
    """The whole run at the sidebar's rate, of which the page shows a step."""
    return runs.record(experiment.data, experiment.start, experiment.epochs, RateHistory.constant(experiment.rate))


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, epoch, ending):
    """The player's message: from this epoch on until the steps can be seen."""
    sample, bowl, run = runs.sample(experiment.data), runs.bowl(experiment.data), run_of(experiment)
    step, rows = take_step(sample, run.line(epoch), experiment.rate), spread_out(sample)
    shown = steps_to_play(run.losses, epoch)
    steps, w, b, losses = walk(sample, run, epoch, shown)
    *shares, floor_share = percents([*losses, bowl.floor], losses[0])
    line = step_chart(sample, bowl.minimum, step.before, step.after, (w, b), rows)
    bar = bar_chart(step.n, shares, min(100.0, floor_share))
    seconds = run.seconds * shown / run.epochs
    return playback.pack(
        run=f"one step {experiment} {epoch}",
        view=f"one step {experiment.scenario}",
        epochs=epoch + shown,
        first=epoch,
        steps=steps,
        series={"w": w, "b": b, "mse": losses, "share": shares},
        figures={
            "line": playback.picture(line, line_alt(step, rows), height=340),
            "sum": playback.picture(bar, bar_alt(step, shares), height=120),
        },
        tracks=tracks(sample, rows, list(line.layout.xaxis.range)),
        readouts=[readout(step, sample.names)],
        note=f"NumPy needs {1e6 * seconds:.2g} µs for this; you are watching it {{slower}}× slower.",
        seconds=seconds,
        ending=ending,
        clock={"button": f"Take {shown:,} steps" if shown > 1 else "Take the step"},
    )


def percents(losses, first):
    """Losses in percent of the first one."""
    return 100 * (np.asarray(losses) / first) if first > 0 else np.full(len(losses), 100.0)


def tracks(sample, rows, x_ends):
    """What moves: the line, the squares (of the numbered points, and where they are few of all others), and the bar."""
    others = np.setdiff1d(np.arange(len(sample.X)), rows) if len(sample.X) <= SQUARES_UP_TO else []
    return [
        *(squares(trace, sample, points) for trace, points in (("residual", others), ("square", rows)) if len(points)),
        playback.at("line", "fit", x_ends, [{"b": 1, "w": x} for x in x_ends]),
        playback.at("sum", "sum", [0, "share", "share", 0, 0], BAR),
    ]


def squares(trace, sample, rows):
    """True squares between these points and the line of now."""
    x, y = sample.X[rows, 0].tolist(), sample.y[rows, 0].tolist()
    return playback.squares("line", trace, x, y, [{"b": 1, "w": value} for value in x])


def readout(step, names):
    """The equation and the loss of now."""
    w_decimals, b_decimals = (decimals_of(value, value / 10) for value in step.after)
    return playback.readout(
        "the line now",
        f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
        f"MSE {{mse}} {squared(names.y_unit)}".rstrip() + ", {+change} % since before",
        wide=True,
        w=playback.number("w", w_decimals),
        b=playback.number("b", b_decimals),
        mse=playback.number("mse", 3, step.mse >= 1e5 or step.mse < 1e-3),
        change=playback.number({"share": 1, "": -100}, 2),
    )


def line_alt(step, rows):
    return (
        f"{step.n} points and the line before the step, w = {step.before.w:.4g}, b = {step.before.b:.4g}, and after it, "
        f"w = {step.after.w:.4g}, b = {step.after.b:.4g}; a square on the error of each of {len(rows)} numbered points."
    )


def bar_alt(step, shares):
    return f"The sum of all {step.n} squares, as a bar that goes from 100 % to {shares[-1]:.4g} %."
