"""The charts of the page on batches and optimizers: paths on the map, losses, single rows' pulls, and long work."""

import numpy as np
import plotly.graph_objects as go

import linreg_core as core
from pages.ui import loss_map
from pages.ui.charts import axis_name, figure, log_ticks, padded
from pages.ui.palette import CHANGE, DATA, LEAST_SQUARES, RACE, TRUTH, faint

FIRST = 0.5  # where 0 rows stand on a log axis
LETTERS = {"tickfont": {"size": 14}, "title_font": {"size": 15}}


def swatch(i):
    """A piece of the run's line where SVG is not allowed."""
    style = {"solid": "solid", "dot": "dotted"}.get(RACE[i].dash, "dashed")
    return f'<div style="width: 34px; border-top: 4px {style} {RACE[i].color}"></div>'


def run_trace(i, name, **more):
    line = {"color": RACE[i].color, "dash": RACE[i].dash, "width": 3}
    return go.Scatter(name=name, x=[], y=[], mode="lines", **{"line": line, "hoverinfo": "skip"} | more)


def now_trace(count):
    """Where all runs are now: one trace, for each one costs time in every frame."""
    colors = [look.color for look in RACE[:count]]
    marker = {"color": colors, "size": 13, "line": {"color": "#FFFFFF", "width": 2}}
    return go.Scatter(name="now", x=[], y=[], mode="markers", hoverinfo="skip", cliponaxis=False, marker=marker)


# ---- the map


def frame_of(tapes, best, truth, slider_widths):
    """The part of the (w, b) plane with all paths on it, while they stay below four times the start."""
    points = [np.column_stack([t.w, t.b])[t.excess <= 4 * t.excess[0]] for t in tapes]
    points.append(np.reshape(truth, (-1, 2)) if truth else np.empty((0, 2)))
    return loss_map.frame_of(best, np.vstack(points), 0.02 * np.asarray(slider_widths))


def map_chart(X, y, names, frame, best, truth, start, count):
    """Level lines of the loss at log-spaced heights; the paths come with the steps."""
    w_title, b_title = loss_map.axis_titles(names)
    chart = figure("The way down, over w and b", w_title, b_title)
    chart.update_xaxes(range=frame.w, separatethousands=True, showgrid=False, zeroline=False, **LETTERS)
    chart.update_yaxes(range=frame.b, separatethousands=True, showgrid=False, zeroline=False, exponentformat="none")
    chart.update_yaxes(**LETTERS)
    ellipses = core.level_curves(X, y, loss_map.level_excesses(X, frame), 5)
    lines = loss_map.level_shapes(*ellipses, ["rgba(0, 0, 0, 0)"] * len(ellipses[0]), frame)
    chart.update_layout(shapes=[line | {"line": {"color": faint(CHANGE, 0.6), "width": 1}} for line in lines])
    for i in range(count):
        chart.add_trace(run_trace(i, f"path{i}", line={"color": RACE[i].color, "dash": "solid", "width": 2.5}))
    chart.add_trace(point_trace("start", CHANGE, "circle-open", start, "start", start[1] < best[1]))
    if truth:
        chart.add_trace(point_trace("truth", TRUTH, "diamond", truth, "true w, b", truth[1] < best[1]))
    below = truth[1] >= best[1] if truth else start[1] > best[1]
    chart.add_trace(point_trace("lowest", LEAST_SQUARES, "x", best, "least squares", below))
    return chart.add_trace(now_trace(count))


def point_trace(name, look, symbol, at, text, below):
    return go.Scatter(
        name=name,
        x=[at[0]],
        y=[at[1]],
        mode="markers+text",
        text=[f"<b>{text}</b>"],
        textposition="bottom center" if below else "top center",
        hoverinfo="skip",
        textfont={"color": look.color, "size": 14},
        marker={"symbol": symbol, "size": 13, "color": look.color, "line": {"color": look.color, "width": 2.5}},
    )


# ---- the losses


def loss_range(start, floor):
    """Lowest and highest loss above the floor on the chart: who converges leaves it below, who diverges above."""
    lowest = 1e-6 * start if floor > 1e-9 * start else 1e-9 * start
    return (lowest or 1e-30), (30 * start or 1.0)


def loss_chart(names, calm, start, floor, n, epochs, by_rows, unit):
    """The loss above its floor on a log axis, against the rows looked at (log) or the epochs.

    calm: whether each run is one of full batches; the others shake, and are drawn finer.
    """
    low, high = np.log10(loss_range(start, floor))
    chart = figure("The loss", "", axis_name("MSE above its floor", f"{unit}²" if unit else ""))
    chart.update_yaxes(type="log", range=[low, high], **log_ticks(low, high), **LETTERS)
    if by_rows:
        rows_axis(chart, n, epochs)
    else:
        chart.update_xaxes(title={"text": "epochs"}, range=[-0.01 * epochs, 1.01 * epochs], **LETTERS)
    counted = "rows" if by_rows else "epochs"
    for i, name in enumerate(names):
        hover = f"{name}<br>%{{x:,.0f}} {counted}<br>%{{y:.4g}} above the floor<extra></extra>"
        line = {"color": RACE[i].color, "dash": RACE[i].dash, "width": 3 if calm[i] else 1.8}
        chart.add_trace(run_trace(i, f"loss{i}", line=line, hovertemplate=hover, hoverinfo=None))
    return chart.add_trace(now_trace(len(names)))


def rows_axis(chart, n, epochs):
    """A log axis of rows from 0 on, with a mark where every row has been looked at once."""
    ticks = [10**k for k in range(9) if 10**k <= n * epochs]
    chart.update_xaxes(
        title={"text": "rows looked at, log axis"},
        type="log",
        range=np.log10([0.8 * FIRST, 1.15 * n * epochs]).tolist(),
        tickvals=[FIRST, *ticks],
        ticktext=["0", *(f"{t:,}" if t < 10**5 else f"10<sup>{int(np.log10(t))}</sup>" for t in ticks)],
        **LETTERS,
    )
    chart.add_shape(
        type="line", x0=n, x1=n, y0=0, y1=1, yref="paper", line={"color": CHANGE.color, "width": 2, "dash": "dot"}
    )
    chart.add_annotation(
        text="1 epoch: each row once ",
        x=np.log10(n),
        y=1,
        yref="paper",
        xanchor="right" if epochs < n else "left",
        yanchor="top",
        showarrow=False,
        font={"color": CHANGE.color, "size": 14},
    )


# ---- why single rows circle


def pull_chart(pulls, means):
    """Each row's own gradient at the bottom, the means of batches, and 0, the mean of all.  (n, 2), (m, 2)"""
    by_w, by_b = (f"pull on {name}" for name in ("w", "b"))
    chart = figure("", by_w, by_b)
    chart.update_layout(height=360, margin={"l": 8, "r": 12, "t": 12, "b": 8})
    for axis, values in ((chart.update_xaxes, pulls[:, 0]), (chart.update_yaxes, pulls[:, 1])):
        axis(range=padded(values), exponentformat="power", **LETTERS)
    kinds = [
        ("one row", DATA.color, "circle", 8, pulls),
        ("mean of 10 rows", RACE[1].color, "diamond", 11, means),
        ("mean of all rows: 0", LEAST_SQUARES.color, "x", 15, np.zeros((1, 2))),
    ]
    for name, color, symbol, size, points in kinds:
        chart.add_trace(
            go.Scatter(
                name=name,
                x=points[:, 0],
                y=points[:, 1],
                mode="markers",
                marker={"color": color, "symbol": symbol, "size": size, "opacity": 0.65 if size == 8 else 1},
                hovertemplate=f"{name}<br>on w %{{x:.4g}}<br>on b %{{y:.4g}}<extra></extra>",
            )
        )
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "font": {"size": 14}, "itemclick": False}
    return chart.update_layout(showlegend=True, legend=legend)


# ---- long work


def work_chart(excess, full, unit):
    """The loss above its floor after each epoch, of the long run and of as many full-batch epochs."""
    shown = np.concatenate([excess, full])
    high = float(shown[np.isfinite(shown)].max()) or 1.0
    low = max(float(shown.min()), 1e-9 * high)
    chart = figure("", "epochs", axis_name("MSE above its floor", f"{unit}²" if unit else ""))
    chart.update_layout(height=320, margin={"l": 8, "r": 12, "t": 12, "b": 8})
    low, high = np.log10([low / 2, high * 2])
    chart.update_yaxes(type="log", range=[low, high], **log_ticks(low, high), **LETTERS).update_xaxes(**LETTERS)
    for i, (name, values) in enumerate((("in small batches", excess), ("all rows at once", full))):
        line = {"color": RACE[i].color, "dash": RACE[i].dash, "width": 3}
        hover = f"{name}<br>epoch %{{x}}<br>%{{y:.4g}} above the floor<extra></extra>"
        chart.add_trace(
            go.Scatter(name=name, y=np.maximum(values, 10.0**low / 10), mode="lines", line=line, hovertemplate=hover)
        )
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0, "font": {"size": 14}, "itemclick": False}
    return chart.update_layout(showlegend=True, legend=legend)
