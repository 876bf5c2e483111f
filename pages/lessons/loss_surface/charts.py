"""The loss as a map of level lines, and the two charts beside it: the lines over the data, and their losses."""

import numpy as np

import linreg_core as core
from pages.ui import drawing as go
from pages.ui.charts import figure, now_marker, titled, with_legend
from pages.ui.loss_map import LEVELS, axis_titles, level_colors, level_excesses, level_shapes, point_trace
from pages.ui.numbers import two_digits
from pages.ui.palette import FIT, LEAST_SQUARES, TRUTH, faint


def map_chart(sample, bowl, frame, starts):
    """The loss over (w, b) as nested ellipses, exact at any zoom; paths and markers of now are empty. starts: (k, 2)"""
    X, best, truth = sample.X, bowl.minimum, sample.true_line
    chart = figure("Loss: click to start there", *axis_titles(sample.names))
    chart.update_xaxes(range=frame.w, separatethousands=True, showgrid=False, zeroline=False)
    chart.update_yaxes(range=frame.b, separatethousands=True, showgrid=False, zeroline=False, exponentformat="none")
    excesses = level_excesses(X, frame)
    ellipses = core.level_curves(*sample.points(), excesses, 5)
    chart.update_layout(shapes=level_shapes(*ellipses, level_colors(LEVELS), frame))
    if len(starts) == 1:  # ten paths leave no side free
        chart.add_trace(level_labels(X, excesses, bowl, starts[0], frame))
    chart.add_trace(path_trace(len(starts)))
    chart.add_trace(point_trace("start", FIT, "circle-open", starts))
    if truth:
        chart.add_trace(point_trace("true w, b", TRUTH, "diamond", [truth]))
    chart.add_trace(point_trace("lowest loss", LEAST_SQUARES, "x", [best]))
    chart.add_trace(now_marker(size=14, rim=2))
    return with_legend(chart, "start", "true w, b", "lowest loss")


def level_labels(X, excesses, bowl, start, frame):
    """The MSE of a few levels, on the side of the lowest point that paths do not cross."""
    best = np.asarray(bowl.minimum)
    away = np.where(best >= start, 1, -1) * [np.ptp(frame.w) / 2, np.ptp(frame.b) / 2]
    at_edge = (np.std(X) * away[0]) ** 2 + (np.mean(X) * away[0] + away[1]) ** 2
    shares, chosen = np.sqrt(excesses / at_edge), []
    for i in np.flatnonzero((shares > 0.22) & (shares < 0.93)):
        if not chosen or shares[i] - shares[chosen[-1]] > 0.26:  # or they would touch on a phone
            chosen.append(i)
    return go.Scatter(
        name="levels",
        x=[best[0] + shares[i] * away[0] for i in chosen],
        y=[best[1] + shares[i] * away[1] for i in chosen],
        mode="text",
        text=[f"MSE {two_digits(bowl.floor + excesses[i])}" for i in chosen],
        textposition="middle left" if away[0] > 0 else "middle right",  # inwards: none is cut off at the edge
        hoverinfo="skip",
        textfont={"size": 12},
    )


def path_trace(count):
    return go.Scatter(
        name="path",
        x=[],
        y=[],
        mode="lines",
        hoverinfo="skip",
        connectgaps=False,
        line={"color": FIT.color, "width": 3.5 if count == 1 else 2.5},
    )


# ---- several runs in the charts of one


def fits(chart, count):
    """The data chart with `count` fitted lines, which come with the steps."""
    fit = chart.data[-1]
    fit.update(x=[*fit.x, None], y=[*fit.y, None])
    if count > 1:
        fit.update(line={"color": faint(FIT, 0.75), "width": 2})
        chart.update_layout(title=titled(f"Data and {count} lines"))
    return chart


def losses(chart, count):
    """The loss chart, made low: fewer ticks, a shorter title; `count` curves, thinner if they are many."""
    axis = chart.layout.yaxis
    ticks = [
        t for t in zip(axis.tickvals, axis.ticktext, strict=True) if axis.range[0] <= np.log10(t[0]) <= axis.range[1]
    ]
    ticks = ticks[:: -(-len(ticks) // 7) or 1]  # a low chart has room for seven
    axis.update(tickvals=[value for value, _ in ticks], ticktext=[text for _, text in ticks])
    axis.title.text = axis.title.text.replace("mean squared error", "MSE")
    if count > 1:
        chart.update_traces(line={"width": 1.5}).update_traces(marker={"size": 7}, selector={"name": "now"})
    return chart
