"""Charts of the page against scikit-learn: data in, Plotly figure out."""

import numpy as np
from plotly.subplots import make_subplots

from pages.ui import rivals
from pages.ui.charts import MARGIN, axis_name, figure, line_range, padded
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, RACE, faint

RIDGE, SGD = RACE[3], RACE[4]
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
        legend={"orientation": "h", "y": -0.2, "yanchor": "top", "x": 0},
    )
    chart.update_xaxes(range=x, separatethousands=True)
    chart.update_yaxes(range=line_range(y, ends), separatethousands=True, exponentformat="none")
    chart.add_scatter(
        x=X[:, 0],
        y=y[:, 0],
        mode="markers",
        name=DATA.name,
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
                marker={"color": look.color, "symbol": "circle-open", "size": 13, "line": {"width": 2}},
            )
    return chart


def look_of(name):
    """The colour of a solver, the same for both twins."""
    if name.startswith("Gradient"):
        return FIT
    return LEAST_SQUARES if name.startswith(("Least", "Linear")) else RIDGE if name.startswith("Ridge") else SGD


def race_chart(times):
    """Seconds against rows and against features, both axes in powers of ten."""
    chart = make_subplots(
        1,
        2,
        shared_yaxes=True,
        horizontal_spacing=0.06,
        subplot_titles=(
            f"{rivals.FEATURES_OF_ROWS} features, more and more rows",
            f"{rivals.ROWS_OF_FEATURES:,} rows, more and more features",
        ),
    )
    for column, axis in enumerate(("rows", "features"), 1):
        for name, points in times[axis].items():
            look, symbol = SOLVERS[name]
            chart.add_scatter(
                x=[size for size, _ in points],
                y=[seconds for _, seconds in points],
                name=name,
                legendgroup=name,
                showlegend=column == 1,
                mode="lines+markers",
                line={"color": look.color, "dash": look.dash, "width": 2.5},
                marker={"size": 9, "symbol": symbol},
                hovertemplate=f"{name}<br>{axis} %{{x:,}}<br>%{{y:.3g}} s<extra></extra>",
                row=1,
                col=column,
            )
    chart.update_xaxes(type="log", exponentformat="power", dtick=1)
    chart.update_xaxes(title_text="rows n", col=1).update_xaxes(title_text="features d", col=2)
    chart.update_yaxes(type="log", exponentformat="power", dtick=1).update_yaxes(title_text="seconds", col=1)
    legend = {"orientation": "h", "y": -0.22, "yanchor": "top", "x": 0}
    return chart.update_layout(template="none", margin=MARGIN, legend=legend, height=420)
