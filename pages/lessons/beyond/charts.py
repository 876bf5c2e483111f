"""Charts of the network page: data in, Plotly figure out."""

from dataclasses import replace

import numpy as np
import plotly.graph_objects as go

from pages.ui.charts import add_level, axis_name, drawable, figure, line_range, line_trace, log_ticks, padded
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, NOISE, TRUTH, faint

OTHERS = faint(FIT, 0.4)


def curve_chart(X, y, names, grid, line, truth=None, every=1):
    """The points, the best line (w, b), the true curve where there is one, and an empty fit with its bends.

    grid: the x of the curves, (m,). truth: the true curve there. names: of the axes, as in a Dataset.
    every: 2 if X and y are every second point.
    """
    straight = np.polyval(line, grid)
    chart = figure(
        "Data and curve" if every == 1 else f"Data and curve, one of every {every} points",
        axis_name(names.x_name, names.x_axis or names.x_unit),
        axis_name(names.y_name, names.y_unit),
    )
    chart.update_xaxes(range=padded(grid, 0.02), separatethousands=True)
    chart.update_yaxes(range=line_range(y, {"line": straight}), separatethousands=True, exponentformat="none")
    chart.add_trace(
        go.Scatter(
            name=DATA.name,
            x=X[:, 0],
            y=y[:, 0],
            mode="markers",
            marker={"color": faint(DATA, 0.8), "size": 7, "symbol": DATA.symbol},
            hovertemplate=f"{names.x_name} %{{x:,.4g}}<br>{names.y_name} %{{y:,.4g}}<extra></extra>",
        )
    )
    if truth is not None:
        chart.add_trace(line_trace(replace(TRUTH, name="true curve"), grid, truth, len(grid) // 2, "bottom right"))
    chart.add_trace(line_trace(replace(LEAST_SQUARES, name="best line"), grid, straight, -1, "top left"))
    curve = {"color": FIT.color, "width": FIT.width}
    chart.add_trace(go.Scatter(name=FIT.name, x=[], y=[], mode="lines", hoverinfo="skip", line=curve))
    chart.add_trace(
        go.Scatter(
            name="bends",
            x=[],
            y=[],
            mode="markers",
            hoverinfo="skip",
            marker={"color": "#FFFFFF", "size": 10, "line": {"color": FIT.color, "width": 3}},
        )
    )
    return chart


def starts_chart(losses, y, shown, best_line, noise_variance, unit):
    """The losses of all starts on a log axis, empty: thin ones named "start 0" …, the bold one "loss".

    losses: (epochs + 1, starts), finite. shown: the bold one. best_line: the smallest MSE of a straight line.
    """
    epochs = max(1, len(losses) - 1)
    levels = [level for level in (best_line, noise_variance) if level]
    seen = drawable(np.concatenate([np.minimum(losses, 10 * losses[0].max()).ravel(), levels]), y)
    low, high = np.log10([seen.min(), seen.max()])
    air = max(0.08 * (high - low), 0.05)
    chart = figure(
        f"Loss of {losses.shape[1]} starts, start {shown + 1} bold",
        "epoch",
        axis_name("mean squared error", f"{unit}²" if unit else ""),
    )
    chart.update_xaxes(range=[-0.01 * epochs, 1.01 * epochs])
    chart.update_yaxes(type="log", range=[low - air, high + air], **log_ticks(low - air, high + air))
    if best_line > drawable(0.0, y):
        add_level(chart, best_line, LEAST_SQUARES, "best line", below=False)
    if noise_variance:
        add_level(chart, noise_variance, NOISE, NOISE.name, below=False)
    for i in range(losses.shape[1]):
        look = {"color": FIT.color, "width": 3.5} if i == shown else {"color": OTHERS, "width": 1.8}
        chart.add_trace(
            go.Scatter(
                name=f"start {i + 1}",
                x=[],
                y=[],
                mode="lines",
                line=look,
                hovertemplate=f"start {i + 1}<br>epoch %{{x:,}}<br>MSE %{{y:.4g}}<extra></extra>",
            )
        )
    chart.add_trace(
        go.Scatter(name="now", x=[], y=[], mode="markers", hoverinfo="skip", marker={"color": FIT.color, "size": 11})
    )
    return chart
