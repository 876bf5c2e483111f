"""The curve with several low points: the loss of ŷ = sin(θx) over θ, and the wave that the θ of now draws."""

from dataclasses import replace

import numpy as np

import linreg_core as core
from pages.ui import drawing as go
from pages.ui.charts import data_trace, figure, line_trace, now_marker, padded, with_legend
from pages.ui.palette import CHANGE, FIT, TRUTH, faint


def valley_chart(x, y, low, high, minima, start):
    """The loss over θ, its low points named; the path and the ball of now are empty."""
    theta = np.linspace(low, high, 401)
    losses, depths = core.sine_loss(x, y, theta), core.sine_loss(x, y, minima)
    chart = figure("Loss of ŷ = sin(θx): click to start there", "θ", "mean squared error")
    chart.update_xaxes(range=padded([low, high], 0.03), zeroline=False)
    chart.update_yaxes(range=[-0.32, float(losses.max()) * 1.12], zeroline=False)
    chart.add_trace(ground_trace(theta, losses))
    for i, (place, depth) in enumerate(zip(minima, depths, strict=True)):
        chart.add_trace(bottom_trace(f"valley{i}", place, depth, depth == depths.min()))
    chart.add_trace(way_trace())
    chart.add_trace(start_trace(start, core.sine_loss(x, y, [start]).item()))
    return chart.add_trace(now_marker(size=18, rim=2))


def ground_trace(theta, losses):
    hover = "θ %{x:.3g}<br>MSE %{y:.3g}<extra></extra>"
    line = {"color": CHANGE.color, "width": 3}
    heights = np.round(losses, 4).tolist()
    return go.Scatter(name="ground", x=theta.tolist(), y=heights, mode="lines", line=line, hovertemplate=hover)


def bottom_trace(name, place, depth, deepest):
    """A low point, named."""
    look = TRUTH if deepest else CHANGE
    return go.Scatter(
        name=name,
        x=[place],
        y=[depth],
        mode="markers+text",
        text=["<b>global minimum</b>" if deepest else "local minimum"],
        textposition="bottom center",
        hoverinfo="skip",
        textfont={"color": look.color, "size": 14},
        marker={"color": look.color, "symbol": "diamond" if deepest else "circle", "size": 10},
    )


def way_trace():
    """The path, a dot a step."""
    line, marker = {"color": faint(FIT, 0.6), "width": 1.5}, {"color": faint(FIT, 0.6), "size": 6}
    return go.Scatter(name="path", x=[], y=[], mode="lines+markers", hoverinfo="skip", line=line, marker=marker)


def start_trace(theta, loss):
    marker = {"symbol": "circle-open", "size": 14, "color": FIT.color, "line": {"width": 2.5}}
    return go.Scatter(name="start", x=[theta], y=[loss], mode="markers", hoverinfo="skip", marker=marker)


def wave_chart(x, y, grid, true_theta):
    """The points, the wave they come from, and the fitted wave, which comes with the steps."""
    chart = figure("Data and wave", "x", "y")
    chart.update_xaxes(range=padded(grid, 0.0), zeroline=False)
    chart.update_yaxes(range=[-1.45, 1.45])
    wave = np.round(core.sine_model(grid, [true_theta])[0], 4).tolist()
    chart.add_trace(line_trace(replace(TRUTH, name="true wave", width=2.5), grid.tolist(), wave))
    chart.add_trace(line_trace(FIT, [], []))
    names = core.Dataset(x_name="x", y_name="y")
    chart.add_trace(data_trace(x.reshape(-1, 1), y.reshape(-1, 1), names, opacity=1, size=11))
    return with_legend(chart, FIT.name, "true wave")
