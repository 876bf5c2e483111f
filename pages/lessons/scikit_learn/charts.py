"""Charts of the page against scikit-learn: data in, Plotly figure out."""

import numpy as np

from pages.lessons.scikit_learn import race
from pages.ui import charts
from pages.ui import drawing as go
from pages.ui.palette import FIT, LEAST_SQUARES, RACE

LOOKS = {"descent": FIT, "least squares": LEAST_SQUARES, "ridge": RACE[3], "sgd": RACE[4]}  # of twins: one a method
BELOW = charts.LEGEND | {"yref": "container", "y": 0, "x": 0, "xanchor": "left"}  # many names: under the chart
CIRCLES = 9  # on each line, where scikit-learn's is
RACERS = {
    race.GD: (FIT, "circle"),
    race.OURS: (LEAST_SQUARES, "square"),
    race.LINEAR: (RACE[1], "diamond"),
    race.SGD: (RACE[4], "x"),
}


def lines_chart(sample, fits):
    """The points, our four lines, and scikit-learn's answers as circles: on the line where they agree."""
    X, y = sample.points()
    x = charts.padded(X)
    known = [fit for fit in fits if fit.mse is not None]
    ends = {fit.name: fit.line.at(x) for fit in known}
    axes = charts.axis_names(sample.names)
    chart = charts.figure("Lines: ours. Circles: scikit-learn's", *axes, showlegend=True, legend=BELOW)
    chart.update_xaxes(range=x, separatethousands=True)
    chart.update_yaxes(range=charts.line_range(y, ends), separatethousands=True, exponentformat="none")
    chart.add_trace(charts.data_trace(X, y, sample.names, opacity=0.5, size=6).update(showlegend=False))
    chart.add_traces([our_line(fit, x) if fit.ours else their_circles(fit, x) for fit in known])
    return chart


def our_line(fit, x):
    look = LOOKS[fit.method]
    line = {"color": look.color, "dash": look.dash, "width": 3}
    return go.Scatter(name=fit.name, x=x, y=fit.line.at(x), mode="lines", line=line)


def their_circles(fit, x):
    spread = np.linspace(*x, CIRCLES + 2)[1:-1]
    marker = {"color": LOOKS[fit.method].color, "symbol": "circle-open", "size": 13, "line": {"width": 2}}
    return go.Scatter(name=fit.name, x=spread, y=fit.line.at(spread), mode="markers", marker=marker, showlegend=False)


def race_chart(axis, solvers):
    """Seconds against the number of rows or of features, both axes in powers of ten. solvers: {name: [(size, seconds), …]}"""
    title, x_title = {
        "rows": (f"{race.FEATURES_OF_ROWS} features, more and more rows", "rows n"),
        "features": (f"{race.ROWS_OF_FEATURES:,} rows, more and more features", "features d"),
    }[axis]
    chart = charts.figure(title, x_title, "seconds", showlegend=True, legend=BELOW)
    for name, points in solvers.items():
        look, symbol = RACERS[name]
        chart.add_scatter(
            x=[size for size, _ in points],
            y=[seconds for _, seconds in points],
            name=name,
            mode="lines+markers",
            line={"color": look.color, "dash": look.dash, "width": 2.5},
            marker={"size": 9, "symbol": symbol},
            hovertemplate=f"{name}<br>{axis} %{{x:,}}<br>%{{y:.3g}} s<extra></extra>",
        )
    chart.update_xaxes(type="log", exponentformat="power", dtick=1)
    chart.update_yaxes(type="log", exponentformat="power", dtick=1)
    return chart
