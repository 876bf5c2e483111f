"""Data in, Plotly figure out. Colours of text, grid and paper are left to the page's theme."""

import numpy as np
from plotly.subplots import make_subplots

from pages.ui import drawing as go
from pages.ui.numbers import power_of_ten
from pages.ui.palette import CHANGE, DATA, FIT, LEAST_SQUARES, NOISE, RESIDUAL, TRUTH, faint

MARGIN = {"l": 8, "r": 12, "t": 34, "b": 8}
LETTERS = {"tickfont": {"size": 14}, "title_font": {"size": 15}}  # of axes that are read from afar
RIM = "#FFFFFF"  # around markers on a ground of many colours, in both themes
MOST_DRAWN = 2000  # points: more take a browser too long, and hide each other
FIRST = 0.5  # where time 0 stands on a log axis
LEGEND = {
    "orientation": "h",
    "x": 1,
    "xanchor": "right",
    "y": 1,
    "yanchor": "bottom",
    "font": {"size": 13},
    "itemclick": False,
    "itemdoubleclick": False,
    "bgcolor": "rgba(0, 0, 0, 0)",
}


def titled(text):
    return {"text": text, "x": 0.01, "xanchor": "left", "font": {"size": 16}}


def figure(title, x_title, y_title, **layout):
    """An empty figure in the house style. What with_legend names stands beside its title, or instead of it."""
    return go.Figure(
        layout={
            "template": "none",
            "title": titled(title),
            "margin": MARGIN,
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {"title": {"text": x_title}, "automargin": True, "ticks": "outside"},
            "yaxis": {"title": {"text": y_title}, "automargin": True, "ticks": "outside", "exponentformat": "power"},
        }
        | layout
    )


def stroke(look, width=None):
    """A line of the palette as Plotly draws it; width: another one than its own."""
    return {"color": look.color, "dash": look.dash, "width": width or look.width}


def line_trace(look, x, y, **more):
    """A line of the palette."""
    return go.Scatter(name=look.name, x=x, y=y, mode="lines", hoverinfo="skip", line=stroke(look), **more)


def with_legend(chart, *names):
    """Name these traces, and all levels, in the row of the title: a name at its line would lie on points."""
    chart.for_each_trace(lambda trace: trace.update(showlegend=trace.name in names))
    return chart.update_layout(showlegend=True, legend=LEGEND)


def key_trace(name, **look):
    """A line or a marker of the legend alone, drawn nowhere: for a trace with another name. look: line, marker"""
    mode = "+".join(f"{kind}s" for kind in look)
    return go.Scatter(name=name, x=[None], y=[None], mode=mode, hoverinfo="skip", **look)


def padded(values, share=0.05):
    """[lowest, highest] with some air; a single value gets air of its own size."""
    low, high = float(np.min(values)), float(np.max(values))
    air = (high - low or abs(high) or 1.0) * share
    return [low - air, high + air]


def now_marker(color=FIT.color, size=11, rim=0, name="now", **more):
    """Where a run is now: the player moves it. color: one, or a list for several runs in one trace."""
    marker = {"color": color, "size": size} | ({"line": {"color": RIM, "width": rim}} if rim else {})
    return go.Scatter(name=name, x=[], y=[], mode="markers", hoverinfo="skip", marker=marker, **more)


def line_chart(sample, least_squares, truth=None, start=(0.0, 0.0), residuals=None, axes=None):
    """The points of a Sample, the true line, the least-squares line, and the fit at its start; a Line each.

    residuals: None, "sticks" or "squares". axes: ranges of x and y in place of those that suit the points.
    """
    X, y, names = sample.X, sample.y, sample.names
    x = list(axes[0]) if axes else padded(X)
    ends = {
        name: np.polyval(line, x)
        for name, line in {"fit": start, "best": least_squares, "truth": truth}.items()
        if line
    }
    chart = figure(f"Data and line{some_of(len(X))}", *axis_names(names))
    chart.update_xaxes(range=x, separatethousands=True)
    chart.update_yaxes(
        range=list(axes[1]) if axes else line_range(y, ends), separatethousands=True, exponentformat="none"
    )
    if residuals:
        chart.add_trace(residual_trace(residuals, len(X)))
    chart.add_trace(data_trace(X, y, names))
    if truth:
        chart.add_trace(line_trace(TRUTH, x, ends["truth"]))
    chart.add_trace(line_trace(LEAST_SQUARES, x, ends["best"]))
    chart.add_trace(line_trace(FIT, x, ends["fit"]))
    return with_legend(chart, FIT.name, TRUTH.name, LEAST_SQUARES.name)


def drawn(X, y):
    """The points that are drawn: all, or of very many some, evenly chosen. -> X, y"""
    rows = evenly(len(X), MOST_DRAWN)
    return (X, y) if len(rows) == len(X) else (X[rows], y[rows])


def evenly(n, most):
    """Which of n rows to take where there are more than `most`: so many, the first and the last among them. -> indices"""
    return np.linspace(0, n - 1, min(n, most)).astype(int)


def some_of(n):
    """Behind a title, where not all points are drawn."""
    return f" ({MOST_DRAWN:,} of {n:,} points drawn)" if n > MOST_DRAWN else ""


def data_trace(X, y, names, opacity=0.9, size=None):
    """The points, named in the units of x and y under the mouse."""
    X, y = drawn(X, y)
    marker = {
        "color": faint(DATA, opacity),
        "size": size or (8 if len(X) <= 150 else 6),
        "symbol": DATA.symbol,
    }
    hover = f"{names.x_name} %{{x:,.4g}}<br>{names.y_name} %{{y:,.4g}}<extra></extra>"
    return go.Scatter(name=DATA.name, x=X[:, 0], y=y[:, 0], mode="markers", marker=marker, hovertemplate=hover)


def residual_trace(kind, n=0):
    """Sticks or squares, of n points: many squares have thin lines."""
    width = RESIDUAL.width if n <= 40 or kind == "sticks" else RESIDUAL.width / 2
    fill = {"fill": "toself", "fillcolor": faint(RESIDUAL, 0.15)} if kind == "squares" else {}
    return go.Scatter(
        name=RESIDUAL.name,
        x=[],
        y=[],
        mode="lines",
        hoverinfo="skip",
        connectgaps=False,
        line={"color": RESIDUAL.color, "width": width},
        **fill,
    )


def line_range(y, ends):
    """The points and every line's ends, but no line may squeeze the points into less than a third of the height."""
    low, high = float(np.min(y)), float(np.max(y))
    reach = (high - low) or 1.0
    everything = np.concatenate([[low, high], *ends.values()])
    return padded(np.clip(everything, low - reach, high + reach)) if np.ptp(everything) else padded(everything)


def axis_name(name, unit):
    return f"{name} ({unit})" if unit else name


def axis_names(names):
    """The titles of the axes of x and y."""
    return axis_name(names.x_name, names.x_axis or names.x_unit), axis_name(names.y_name, names.y_unit)


def squared(unit):
    """The unit of a squared error."""
    return f"{unit}²" if unit else ""


def drawable(losses, y):
    """Losses for a log axis: nothing below what rounding leaves, eps²·mean(y²); there even a loss of 0 can be seen."""
    return np.maximum(losses, rounding_floor(y))


def rounding_floor(y):
    return np.finfo(float).eps ** 2 * (float(np.mean(y**2)) or 1.0)


def loss_chart(losses, y, epochs, floor, noise_variance=None, changes=(), unit=""):
    """The loss of one run against its epoch on a log axis, empty but for the levels it can reach.

    changes: [(epoch, text), …] are marked. The ranges hold the whole run, so nothing jumps while it plays.
    """
    lowest = rounding_floor(y)
    levels = [level for level in (floor, noise_variance) if level and level > lowest]
    shown = np.concatenate([drawable(losses, y), levels])
    low, high = np.log10([shown.min(), shown.max()])
    air = max(0.08 * (high - low), 0.05)
    chart = figure("Loss", "epoch", axis_name("mean squared error", squared(unit)))
    chart.update_xaxes(range=[-0.01 * epochs, 1.01 * epochs] if epochs else [-0.5, 0.5])
    log_y(chart, low - 2 * air, high + air)
    add_levels(chart, floor, noise_variance, lowest, low)
    for i, (epoch, text) in enumerate(changes):
        chart.add_vline(
            epoch,
            line=stroke(CHANGE),
            annotation={"text": text, "font": {"color": CHANGE.color, "size": 13}, "yshift": -18 * (i % 4)},
        )
    hover = "epoch %{x:,}<br>MSE %{y:.4g}<extra></extra>"
    line = {"color": FIT.color, "width": 3}
    chart.add_trace(go.Scatter(name="loss", x=[], y=[], mode="lines", line=line, hovertemplate=hover))
    return with_legend(chart.add_trace(now_marker()))


def log_y(chart, low, high, **more):
    """A log axis of y from 10^low to 10^high."""
    return chart.update_yaxes(type="log", range=[low, high], **log_ticks(low, high), **more)


def log_time(chart, last, zero="start", **more):
    """A log axis of time, from 0 (which has a place of its own, named `zero`) to `last`."""
    ticks = [10**k for k in range(9) if 10**k <= last]
    texts = [f"{t:,}" if t < 10**5 else power_of_ten(1, int(np.log10(t))) for t in ticks]
    span = np.log10([0.8 * FIRST, 1.15 * max(last, 2)]).tolist()
    return chart.update_xaxes(type="log", range=span, tickvals=[FIRST, *ticks], ticktext=[zero, *texts], **more)


def in_log_time(steps):
    """Times for a log axis, on which the start stands a little to the left of 1."""
    return np.maximum(steps, FIRST)


def log_ticks(low, high):
    """Powers of ten for several decades; for less, the steps between them too, each in full: 2×10⁹, not a bare 2."""
    span = high - low
    steps = (1,) if span > 1.5 else (1, 2, 5) if span > 0.7 else (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)
    if span < 0.35:
        steps = (1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.6, 4, 4.5, 5, 5.6, 6.3, 7, 8, 9)
    every = max(1, int(span // 10))
    ticks = [(m, k) for k in range(int(np.floor(low)), int(np.ceil(high)) + 1, every) for m in steps]
    return {"tickvals": [m * 10.0**k for m, k in ticks], "ticktext": [power_of_ten(m, k) for m, k in ticks]}


def add_levels(chart, floor, noise_variance, lowest, low):
    """The floor of least squares, and the expected noise floor σ²."""
    if floor > lowest:
        add_level(chart, floor, LEAST_SQUARES, "lowest loss")
    elif low <= np.log10(lowest) + 3:
        add_level(chart, lowest, LEAST_SQUARES, "0, but for rounding")
    if noise_variance and noise_variance > lowest:
        add_level(chart, noise_variance, NOISE, NOISE.name)


def add_level(chart, value, look, name):
    """A level of the loss across a chart, named in its legend."""
    chart.add_hline(value, line=stroke(look, 2), name=name, showlegend=True)


def plot_results(X, y, w, b, losses):
    """The tutorial's closing picture: the data with the learned line, and the loss of every epoch on a log axis."""
    X, y = np.asarray(X, float).reshape(-1, 1), np.asarray(y, float).reshape(-1, 1)
    chart = make_subplots(1, 2, subplot_titles=("Data and line", "Loss"))
    chart.add_scatter(
        x=X[:, 0], y=y[:, 0], mode="markers", name=DATA.name, marker={"color": faint(DATA, 0.9), "size": 8}
    )
    x = padded(X)
    chart.add_scatter(
        x=x,
        y=np.polyval([np.ravel(w)[0], np.ravel(b)[0]], x),
        mode="lines",
        name=FIT.name,
        line={"color": FIT.color, "width": FIT.width},
    )
    chart.add_scatter(
        x=np.arange(len(losses)),
        y=drawable(np.asarray(losses, float), y),
        mode="lines",
        name="loss",
        line={"color": FIT.color},
        row=1,
        col=2,
    )
    chart.update_xaxes(title_text="x", col=1).update_xaxes(title_text="epoch", col=2)
    chart.update_yaxes(title_text="y", col=1)
    chart.update_yaxes(title_text="mean squared error", type="log", exponentformat="power", col=2)
    return chart.update_layout(template="none", showlegend=False)
