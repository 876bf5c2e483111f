"""Charts of the page against scikit-learn: data in, Plotly figure out."""

import numpy as np

from pages.lessons.scikit_learn import rivals
from pages.ui.charts import axis_name, figure, line_range, padded
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, RACE, faint

RIDGE, SGD = RACE[3], RACE[4]
LEGEND = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0}
CIRCLES = 9  # on each line, where scikit-learn's is
SOLVERS = {
    rivals.GD: (FIT, "circle"),
    rivals.OURS: (LEAST_SQUARES, "square"),
    rivals.LINEAR: (RACE[1], "diamond"),
    rivals.SGD: (SGD, "x"),
}


def lines_chart(X, y, names, fits):
    """The points, our four lines, and scikit-learn's answers as circles: on the line where they agree."""
    x = padded(X)
    spread = np.linspace(*x, CIRCLES + 2)[1:-1]
    known = [fit for fit in fits if fit.mse is not None]
    ends = {fit.name: np.polyval((fit.w, fit.b), x) for fit in known}
    chart = figure(
        "Lines: ours. Circles: scikit-learn's",
        axis_name(names.x_name, names.x_axis or names.x_unit),
        axis_name(names.y_name, names.y_unit),
        showlegend=True,
        legend=LEGEND,
    )
    chart.update_xaxes(range=x, separatethousands=True)
    chart.update_yaxes(range=line_range(y, ends), separatethousands=True, exponentformat="none")
    chart.add_scatter(
        x=X[:, 0],
        y=y[:, 0],
        mode="markers",
        name=DATA.name,
        showlegend=False,
        marker={"color": faint(DATA, 0.5), "size": 6},
        hoverinfo="skip",
    )
    for fit in known:
        look = look_of(fit.name)
        if fit.ours:
            chart.add_scatter(
                x=x,
                y=ends[fit.name],
                mode="lines",
                name=fit.name,
                line={"color": look.color, "dash": look.dash, "width": 3},
            )
        else:
            chart.add_scatter(
                x=spread,
                y=np.polyval((fit.w, fit.b), spread),
                mode="markers",
                name=fit.name,
                showlegend=False,
                marker={"color": look.color, "symbol": "circle-open", "size": 13, "line": {"width": 2}},
            )
    return chart


def look_of(name):
    """The colour of a solver, the same for both twins."""
    if name.startswith("Gradient"):
        return FIT
    return LEAST_SQUARES if name.startswith(("Least", "Linear")) else RIDGE if name.startswith("Ridge") else SGD


def race_chart(axis, solvers):
    """Seconds against the number of rows or of features, both axes in powers of ten. solvers: {name: [(size, seconds), …]}"""
    title, x_title = {
        "rows": (f"{rivals.FEATURES_OF_ROWS} features, more and more rows", "rows n"),
        "features": (f"{rivals.ROWS_OF_FEATURES:,} rows, more and more features", "features d"),
    }[axis]
    chart = figure(title, x_title, "seconds", showlegend=True, legend=LEGEND)
    for name, points in solvers.items():
        look, symbol = SOLVERS[name]
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
