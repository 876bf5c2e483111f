"""Charts of the network page: data in, Plotly figure out."""

from dataclasses import replace

import numpy as np

from pages.ui import drawing as go
from pages.ui.charts import (
    add_level,
    axis_name,
    axis_names,
    data_trace,
    drawable,
    figure,
    line_range,
    line_trace,
    log_y,
    now_marker,
    padded,
    squared,
    with_legend,
)
from pages.ui.palette import FIT, LEAST_SQUARES, NOISE, TRUTH, faint


def curve_chart(sample, grid, line, truth=None, every=1):
    """The points of a Sample, the best Line, the true curve where there is one, and an empty fit with its bends.

    grid: the x of the curves, (m,). truth: the true curve there. every: 2 if the points are every second one there is.
    """
    straight = line.at(grid)
    title = "Data and curve" if every == 1 else f"Data and curve, one of every {every} points"
    chart = figure(title, *axis_names(sample.names))
    chart.update_xaxes(range=padded(grid, 0.02), separatethousands=True)
    chart.update_yaxes(range=line_range(sample.y, {"line": straight}), separatethousands=True, exponentformat="none")
    chart.add_trace(data_trace(*sample.points(), sample.names, opacity=0.8, size=7))
    if truth is not None:
        chart.add_trace(line_trace(replace(TRUTH, name="true curve"), grid, truth))
    chart.add_trace(line_trace(replace(LEAST_SQUARES, name="best line"), grid, straight))
    chart.add_trace(line_trace(FIT, [], []))
    chart.add_trace(bends_trace())
    return with_legend(chart, FIT.name, "true curve", "best line")


def bends_trace():
    """White dots on the curve, where its units bend it."""
    marker = {"color": "#FFFFFF", "size": 10, "line": {"color": FIT.color, "width": 3}}
    return go.Scatter(name="bends", x=[], y=[], mode="markers", hoverinfo="skip", marker=marker)


def starts_chart(losses, y, start, best_line, noise_variance, unit):
    """The losses of all starts on a log axis, empty: thin ones named "start 1" …, and `start` (from 1) bold.

    losses: (epochs + 1, starts), finite. best_line: the smallest MSE of a straight line.
    """
    epochs = max(1, len(losses) - 1)
    levels = [level for level in (best_line, noise_variance) if level]
    seen = drawable(np.concatenate([np.minimum(losses, 10 * losses[0].max()).ravel(), levels]), y)
    low, high = np.log10([seen.min(), seen.max()])
    air = max(0.08 * (high - low), 0.05)
    chart = figure(f"Loss, start {start} bold", "epoch", axis_name("mean squared error", squared(unit)))
    chart.update_xaxes(range=[-0.01 * epochs, 1.01 * epochs])
    log_y(chart, low - air, high + air)
    if best_line > drawable(0.0, y):
        add_level(chart, best_line, LEAST_SQUARES, "best line")
    if noise_variance:
        add_level(chart, noise_variance, NOISE, NOISE.name)
    for i in range(1, losses.shape[1] + 1):
        chart.add_trace(loss_trace(i, bold=i == start))
    return with_legend(chart.add_trace(now_marker()))


def loss_trace(start, bold):
    """The loss of one start, empty."""
    line = {"color": FIT.color, "width": 3.5} if bold else {"color": faint(FIT, 0.4), "width": 1.8}
    hover = f"start {start}<br>epoch %{{x:,}}<br>MSE %{{y:.4g}}<extra></extra>"
    return go.Scatter(name=f"start {start}", x=[], y=[], mode="lines", line=line, hovertemplate=hover)
