"""The pictures of one step: the line before and after it with its squares, and the bar of their sum. No Streamlit here."""

import numpy as np
import plotly.graph_objects as go

from pages.ui import charts
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, RESIDUAL, faint

APART = 0.05  # lines closer than this share of the height cannot be told apart


def step_chart(sample, least_squares, before, after, lines, rows):
    """Data, the least-squares line, the line before and after one step, and room for the squares of some points.

    before, after: (w, b). lines: (w, b) as arrays, all that will be shown, so that nothing leaves the chart.
    rows: the numbered points. Traces to move: "fit", "square" (numbered points), "residual" (all others).
    """
    chart = charts.line_chart(sample, least_squares, None, before, "squares")
    X, y = sample.points()
    x = list(chart.layout.xaxis.range)
    low, high = height = line_room(x, y, least_squares, lines)
    chart.update_yaxes(range=height)
    if max(abs(low), abs(high)) >= 1e7:
        chart.update_yaxes(exponentformat="power", separatethousands=False)
    chart.update_traces(line_width=0.75, fillcolor=faint(RESIDUAL, 0.06), selector={"name": RESIDUAL.name})
    chart.update_traces(text=["", ""], selector={"name": FIT.name})
    chart.update_traces(text=["", ""], selector={"name": LEAST_SQUARES.name})
    chart.add_annotation(  # a key beside the title: on the line, points would hide it
        text=f"<b>··· {LEAST_SQUARES.name}</b>",
        x=1,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"color": LEAST_SQUARES.color, "size": 14},
    )
    ends = [np.polyval(line, x) for line in (before, after)]
    chart.add_traces(list(ghosts(x, ends, high - low)))
    chart.add_trace(square_trace())
    chart.add_trace(numbered(X, y, rows))
    order = ["residual", "square", "data", "least squares", "before", "after", "fit", "numbered"]
    chart.data = sorted(chart.data, key=lambda trace: order.index(trace.name))
    return chart


def line_room(x, y, least_squares, lines):
    """A y-range that holds the points and every line that will be shown, from one end of x to the other."""
    ends = np.outer(lines[0], x) + np.asarray(lines[1])[:, np.newaxis]
    return charts.padded(np.concatenate([ends.ravel(), y[:, 0], np.polyval(least_squares, x)]), 0.06)


def ghosts(x, ends, height):
    """Where the line was and where one step takes it, named at the end where they lie further apart."""
    gaps = [ends[1][i] - ends[0][i] for i in (0, -1)]
    side = -1 if abs(gaps[1]) >= abs(gaps[0]) else 0
    apart = abs(gaps[side]) > APART * height
    across = "left" if side else "right"
    above, below = f"top {across}", f"bottom {across}"
    after_above = gaps[side] >= 0
    looks = [("before", "dot", below if after_above else above), ("after", "dash", above if after_above else below)]
    for (name, dash, position), line in zip(looks, ends, strict=True):
        label = name if apart else "before, and after one step" if name == "before" else ""
        text = ["", ""]
        text[side] = f"<b>{label}</b>" if label else ""
        yield go.Scatter(
            name=name,
            x=x,
            y=line,
            mode="lines+text",
            text=text,
            textposition=position,
            hoverinfo="skip",
            line={"color": faint(FIT, 0.7), "dash": dash, "width": 2},
            textfont={"color": FIT.color, "size": 14},
        )


def square_trace():
    """The squares of the numbered points."""
    return go.Scatter(
        name="square",
        x=[],
        y=[],
        mode="lines",
        hoverinfo="skip",
        connectgaps=False,
        fill="toself",
        fillcolor=faint(RESIDUAL, 0.25),
        line={"color": RESIDUAL.color, "width": 1.5},
    )


def numbered(X, y, rows):
    """The points of the table, with their numbers in it."""
    return go.Scatter(
        name="numbered",
        x=X[rows, 0],
        y=y[rows, 0],
        mode="markers+text",
        text=[f"<b>{i}</b>" for i in range(1, len(rows) + 1)],
        textfont={"color": "#FFFFFF", "size": 12, "shadow": "none"},
        marker={"color": DATA.color, "size": 20, "line": {"color": "#FFFFFF", "width": 1}},
        hovertemplate="point %{text}<br>x %{x:,.4g}<br>y %{y:,.4g}<extra></extra>",
    )


def bar_chart(n, shares, floor_share):
    """The sum of all squares as one bar, in percent of what it was before; the trace "sum" moves."""
    most = max(100.0, float(np.max(shares)))
    chart = charts.figure(f"The sum of all {n} squares, in % of before", "", "")
    chart.update_xaxes(range=[0, 1.06 * most], exponentformat="power")
    chart.update_yaxes(range=[0, 1], showticklabels=False, showgrid=False, zeroline=False, ticks="", fixedrange=True)
    chart.update_layout(margin={**charts.MARGIN, "l": 16, "t": 30}, title={"y": 1, "yanchor": "top", "pad": {"t": 6}})
    chart.add_trace(outline(100.0))
    chart.add_trace(
        go.Scatter(
            name="sum",
            x=[0, 100, 100, 0, 0],
            y=BAR,
            mode="lines",
            hoverinfo="skip",
            fill="toself",
            fillcolor=faint(RESIDUAL, 0.55),
            line={"color": RESIDUAL.color, "width": 2},
        )
    )
    chart.add_trace(floor_mark(floor_share, most))
    return chart


BAR = [0.12, 0.12, 0.68, 0.68, 0.12]


def outline(share):
    return go.Scatter(
        name="before",
        x=[0, share, share, 0, 0],
        y=BAR,
        mode="lines",
        hoverinfo="skip",
        line={"color": RESIDUAL.color, "width": 1.5, "dash": "dot"},
    )


def floor_mark(share, most):
    """The smallest sum that any line has."""
    right = share < 0.6 * most
    return go.Scatter(
        name="least squares",
        x=[share, share],
        y=[0.05, 0.9],
        mode="lines+text",
        text=["", "<b>least squares</b>"],
        textposition="middle right" if right else "middle left",
        hoverinfo="skip",
        line={"color": LEAST_SQUARES.color, "dash": LEAST_SQUARES.dash, "width": 3},
        textfont={"color": LEAST_SQUARES.color, "size": 14},
    )
