"""The charts of the page on batches and optimizers: paths on the map, losses, gradients of single points, and long work."""

import numpy as np

import linreg_core as core
from pages.ui import drawing as go
from pages.ui import loss_map
from pages.ui.charts import (
    LEGEND,
    LETTERS,
    axis_name,
    figure,
    log_time,
    log_y,
    now_marker,
    padded,
    squared,
    with_legend,
)
from pages.ui.palette import CHANGE, DATA, LEAST_SQUARES, RACE, TRUTH, faint

HEIGHT = "MSE above the lowest"
CLEAR = "rgba(0, 0, 0, 0)"


def run_trace(name, look, **more):
    """A runner's line, which comes with the steps."""
    line = {"color": look.color, "dash": look.dash, "width": 3} | more.pop("line", {})
    return go.Scatter(name=name, x=[], y=[], mode="lines", **{"line": line, "hoverinfo": "skip"} | more)


def all_now(race):
    """Where all runners are now: one trace, for each one costs time in every frame."""
    return now_marker([look.color for look in race.looks], 13, 2, cliponaxis=False)


# ---- the map


def frame_of(race):
    """The part of the (w, b) plane with all paths on it, while they stay below four times the start."""
    names, truth = race.sample.names, race.sample.true_line
    points = [np.column_stack([t.w, t.b])[t.excess <= 4 * t.excess[0]] for t in race.tapes]
    points.append(np.reshape(truth, (-1, 2)) if truth else np.empty((0, 2)))
    sliders = [np.ptp(names.w_range[:2]), np.ptp(names.b_range[:2])]
    return loss_map.frame_of(race.bowl.minimum, np.vstack(points), 0.02 * np.asarray(sliders))


def map_chart(race, frame):
    """Level lines of the loss at log-spaced heights; the paths come with the steps."""
    best, truth, start = race.bowl.minimum, race.sample.true_line, race.start
    chart = figure("Paths", *loss_map.axis_titles(race.sample.names))
    chart.update_xaxes(range=frame.w, separatethousands=True, showgrid=False, zeroline=False, **LETTERS)
    chart.update_yaxes(range=frame.b, separatethousands=True, showgrid=False, zeroline=False, **LETTERS)
    chart.update_yaxes(exponentformat="none")
    chart.update_layout(shapes=level_lines(race.sample, frame))
    for i, look in enumerate(race.looks):
        chart.add_trace(run_trace(f"path{i}", look, line={"dash": "solid", "width": 2.5}))
    chart.add_trace(loss_map.point_trace("start", CHANGE, "circle-open", [start]))
    if truth:
        chart.add_trace(loss_map.point_trace("true w, b", TRUTH, "diamond", [truth]))
    chart.add_trace(loss_map.point_trace("lowest loss", LEAST_SQUARES, "x", [best]))
    return with_legend(chart.add_trace(all_now(race)), "start", "true w, b", "lowest loss")


def level_lines(sample, frame):
    """Level lines without the colours between them: six paths are seen better so."""
    ellipses = core.level_curves(*sample.points(), loss_map.level_excesses(sample.X, frame), 5)
    shapes = loss_map.level_shapes(*ellipses, [CLEAR] * len(ellipses[0]), frame)
    return [shape | {"line": {"color": faint(CHANGE, 0.6), "width": 1}} for shape in shapes]


# ---- the losses


def loss_range(race):
    """Lowest and highest loss above the lowest on the chart: who arrives leaves it below, who diverges above."""
    start = race.excess_at_start
    if race.starts_there:
        start = max([float(tape.excess.max()) for tape in race.tapes if tape.rises is None], default=0.0) or 1.0
    lowest = 1e-6 * start if race.bowl.floor > 1e-9 * start else 1e-9 * start
    return lowest, 30 * start


def loss_chart(race, by_looks):
    """The loss above the lowest on a log axis, against the points looked at (log) or the epochs.

    Runs on all points come down smoothly; the others shake, and are drawn finer.
    """
    chart = figure("Loss", "", axis_name(HEIGHT, squared(race.sample.names.y_unit)))
    log_y(chart, *np.log10(loss_range(race)), **LETTERS)
    if by_looks:
        looks_axis(chart, race.n, race.epochs)
    else:
        last = race.epochs
        chart.update_xaxes(title={"text": "epochs"}, range=[-0.01 * last, 1.01 * last], **LETTERS)
    counted = "points" if by_looks else "epochs"
    for i, (title, look, runner) in enumerate(zip(race.titles, race.looks, race.runners, strict=True)):
        hover = f"{title}<br>%{{x:,.0f}} {counted}<br>%{{y:.4g}} above the lowest loss<extra></extra>"
        line = {"width": 3 if runner.batch(race.n) == race.n else 1.8}
        chart.add_trace(run_trace(f"loss{i}", look, line=line, hovertemplate=hover, hoverinfo=None))
    return with_legend(chart.add_trace(all_now(race)))


def looks_axis(chart, n, epochs):
    """A log axis of points looked at, from 0 on, with a mark where every point has been looked at once."""
    log_time(chart, n * epochs, zero="0", title={"text": "points looked at, log axis"}, **LETTERS)
    line = {"color": CHANGE.color, "width": 2, "dash": "dot"}
    chart.add_vline(n, line=line, name="1 epoch: each point once", showlegend=True)


# ---- single points


def gradient_chart(gradients):
    """Each point's own gradient at least squares, the means of batches, and 0, the mean of all."""
    chart = small_figure("gradient for w", "gradient for b", 360)
    for axis, values in zip((chart.update_xaxes, chart.update_yaxes), gradients.points.T, strict=True):
        axis(range=padded(values), exponentformat="power", **LETTERS)
    kinds = [
        ("one point", DATA.color, "circle", 8, gradients.points),
        ("mean of 10 points", RACE[1].color, "diamond", 11, gradients.batches),
        ("mean of all points: 0", LEAST_SQUARES.color, "x", 15, np.zeros((1, 2))),
    ]
    for name, color, symbol, size, points in kinds:
        chart.add_trace(
            go.Scatter(
                name=name,
                x=points[:, 0],
                y=points[:, 1],
                mode="markers",
                marker={"color": color, "symbol": symbol, "size": size, "opacity": 0.65 if size == 8 else 1},
                hovertemplate=f"{name}<br>w %{{x:.4g}}<br>b %{{y:.4g}}<extra></extra>",
            )
        )
    return chart


def small_figure(x_title, y_title, height):
    """A figure that stands still, with its legend above it instead of a title."""
    chart = figure("", x_title, y_title, height=height, margin={"l": 8, "r": 12, "t": 12, "b": 8})
    return chart.update_layout(showlegend=True, legend=LEGEND | {"x": 0, "xanchor": "left"})


# ---- long work


def work_chart(excess, full, unit):
    """The loss above the lowest after each epoch, of the long run and of as many epochs with all points at once."""
    shown = np.concatenate([excess, full])
    high = float(shown[np.isfinite(shown)].max()) or 1.0
    low = max(float(shown.min()), 1e-9 * high)
    chart = small_figure("epochs", axis_name(HEIGHT, squared(unit)), 320)
    log_y(chart, *np.log10([low / 2, high * 2]), **LETTERS).update_xaxes(**LETTERS)
    for look, name, values in zip(RACE, ("in small batches", "all points at once"), (excess, full), strict=False):
        line = {"color": look.color, "dash": look.dash, "width": 3}
        hover = f"{name}<br>epoch %{{x}}<br>%{{y:.4g}} above the lowest loss<extra></extra>"
        heights = np.maximum(values, low / 20)
        chart.add_trace(go.Scatter(name=name, y=heights, mode="lines", line=line, hovertemplate=hover))
    return chart
