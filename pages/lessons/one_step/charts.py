"""The pictures of one step: the line before and after it with its squares, and the bar of their sum. No Streamlit here."""

import numpy as np

from pages.ui import charts
from pages.ui import drawing as go
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, RESIDUAL, Look, faint

MOST = 150  # % of before: always the same, so that the axis does not tell what the step will do


def step_chart(sample, least_squares, before, lines, rows):
    """Data, the least-squares line, the line before the step, and room for the squares of some points.

    before: a Line. lines: (w, b) as arrays, all that will be shown, so that nothing leaves the chart.
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
    chart.add_trace(ghost(x, before.at(x)))
    squares = charts.residual_trace("squares")
    chart.add_trace(squares.update(name="square", fillcolor=faint(RESIDUAL, 0.25)))
    chart.add_trace(numbered(X, y, rows))
    order = ["residual", "square", "data", "least squares", "before", "fit", "numbered"]
    chart.data = sorted(chart.data, key=lambda trace: order.index(trace.name))
    return charts.with_legend(chart, FIT.name, "before", LEAST_SQUARES.name)


def line_room(x, y, least_squares, lines):
    """A y-range that holds the points and every line that will be shown, from one end of x to the other."""
    ends = np.outer(lines[0], x) + np.asarray(lines[1])[:, np.newaxis]
    return charts.padded(np.concatenate([ends.ravel(), y[:, 0], least_squares.at(x)]), 0.06)


def ghost(x, y):
    """Where the line was before the step."""
    return charts.line_trace(Look("before", FIT.color, "dot", width=2), x, y).update(line_color=faint(FIT, 0.7))


def numbered(X, y, rows):
    """The points of the table, with their numbers in it."""
    return go.Scatter(
        name="numbered",
        x=X[rows, 0],
        y=y[rows, 0],
        mode="markers+text",
        text=[f"<b>{i}</b>" for i in range(1, len(rows) + 1)],
        textfont={"color": charts.RIM, "size": 12, "shadow": "none"},
        marker={"color": DATA.color, "size": 20, "line": {"color": charts.RIM, "width": 1}},
        hovertemplate="point %{text}<br>x %{x:,.4g}<br>y %{y:,.4g}<extra></extra>",
    )


def bar_chart(n, floor_share):
    """The sum of all squares as one bar, in percent of what it was before; the trace "sum" moves."""
    chart = charts.figure(f"The sum of all {n} squares, in % of before", "", "")
    chart.update_xaxes(range=[0, MOST])
    chart.update_yaxes(range=[0, 1], showticklabels=False, showgrid=False, zeroline=False, ticks="", fixedrange=True)
    chart.update_layout(margin={**charts.MARGIN, "l": 16, "t": 30}, title={"y": 1, "yanchor": "top", "pad": {"t": 6}})
    chart.add_trace(bar("before", {"width": 1.5, "dash": "dot"}))
    chart.add_trace(bar("sum", {"width": 2}, fill="toself", fillcolor=faint(RESIDUAL, 0.55)))
    chart.add_trace(floor_mark(floor_share))
    return chart


BAR = [0.12, 0.12, 0.68, 0.68, 0.12]


def bar(name, line, **fill):
    """A bar of 100 %."""
    line = {"color": RESIDUAL.color, **line}
    return go.Scatter(name=name, x=[0, 100, 100, 0, 0], y=BAR, mode="lines", hoverinfo="skip", line=line, **fill)


def floor_mark(share):
    """The smallest sum that any line has, named beside its upper end: above the bar."""
    text = {"text": ["", f"<b>{LEAST_SQUARES.name}</b>"], "textfont": {"color": LEAST_SQUARES.color, "size": 14}}
    text["textposition"] = "middle right" if share < 0.6 * MOST else "middle left"
    return charts.line_trace(LEAST_SQUARES, [share, share], [0.05, 0.9]).update(mode="lines+text", **text)
