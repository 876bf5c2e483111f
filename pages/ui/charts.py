"""Data in, Plotly figure out. Colours of text, grid and paper are left to the page's theme."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from pages.ui.palette import CHANGE, DATA, FIT, LEAST_SQUARES, NOISE, RESIDUAL, TRUTH, faint

MARGIN = {"l": 8, "r": 12, "t": 34, "b": 8}


def titled(text):
    return {"text": text, "x": 0.01, "xanchor": "left", "font": {"size": 16}}


def figure(title, x_title, y_title, **layout):
    """An empty figure in the house style."""
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


def line_trace(look, x, y, label_at=None, label_position="top right", **more):
    """A line of the palette, named at one of its ends (label_at: 0 or -1)."""
    text = [""] * len(x)
    if label_at is not None:
        text[label_at] = f"<b>{look.name}</b>"
    return go.Scatter(
        name=look.name,
        x=x,
        y=y,
        mode="lines+text",
        text=text,
        textposition=label_position,
        hoverinfo="skip",
        line={"color": look.color, "dash": look.dash, "width": look.width},
        textfont={"color": look.color, "size": 14},
        **more,
    )


def padded(values, share=0.05):
    """[lowest, highest] with some air; a single value gets air of its own size."""
    low, high = float(np.min(values)), float(np.max(values))
    air = (high - low or abs(high) or 1.0) * share
    return [low - air, high + air]


def line_chart(X, y, names, least_squares, truth=None, start=(0.0, 0.0), residuals=None):
    """The points, the true line, the least-squares line, and the fit at its start; (w, b) each.

    names: a Dataset, for the axes. residuals: None, "sticks" or "squares".
    """
    x = padded(X)
    ends = {
        name: np.polyval(line, x)
        for name, line in {"fit": start, "best": least_squares, "truth": truth}.items()
        if line
    }
    chart = figure(
        "Data and line", axis_name(names.x_name, names.x_axis or names.x_unit), axis_name(names.y_name, names.y_unit)
    )
    chart.update_xaxes(range=x, separatethousands=True)
    chart.update_yaxes(range=line_range(y, ends), separatethousands=True, exponentformat="none")
    if residuals:
        chart.add_trace(residual_trace(residuals))
    chart.add_trace(
        go.Scatter(
            name=DATA.name,
            x=X[:, 0],
            y=y[:, 0],
            mode="markers",
            marker={"color": faint(DATA, 0.9), "size": 8 if len(X) <= 150 else 6, "symbol": DATA.symbol},
            hovertemplate=f"{names.x_name} %{{x:,.4g}}<br>{names.y_name} %{{y:,.4g}}<extra></extra>",
        )
    )
    best_is_above = truth is None or ends["best"][0] >= ends["truth"][0]
    if truth:
        chart.add_trace(line_trace(TRUTH, x, ends["truth"], 0, "bottom right" if best_is_above else "top right"))
    chart.add_trace(line_trace(LEAST_SQUARES, x, ends["best"], 0, "top right" if best_is_above else "bottom right"))
    chart.add_trace(line_trace(FIT, x, ends["fit"], -1, "top left"))
    return chart


def residual_trace(kind):
    fill = {"fill": "toself", "fillcolor": faint(RESIDUAL, 0.15)} if kind == "squares" else {}
    return go.Scatter(
        name=RESIDUAL.name,
        x=[],
        y=[],
        mode="lines",
        hoverinfo="skip",
        connectgaps=False,
        line={"color": RESIDUAL.color, "width": RESIDUAL.width},
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
    chart = figure("Loss", "epoch", axis_name("mean squared error", f"{unit}²" if unit else ""))
    chart.update_xaxes(range=[-0.01 * epochs, 1.01 * epochs] if epochs else [-0.5, 0.5])
    chart.update_yaxes(type="log", range=[low - 2 * air, high + air], **log_ticks(low - 2 * air, high + air))
    add_levels(chart, floor, noise_variance, lowest, low)
    for i, (epoch, text) in enumerate(changes):
        chart.add_vline(
            epoch,
            line={"color": CHANGE.color, "dash": CHANGE.dash, "width": CHANGE.width},
            annotation={"text": text, "font": {"color": CHANGE.color, "size": 13}, "yshift": -18 * (i % 4)},
        )
    chart.add_trace(
        go.Scatter(
            name="loss",
            x=[],
            y=[],
            mode="lines",
            line={"color": FIT.color, "width": 3},
            hovertemplate="epoch %{x:,}<br>MSE %{y:.4g}<extra></extra>",
        )
    )
    chart.add_trace(
        go.Scatter(name="now", x=[], y=[], mode="markers", hoverinfo="skip", marker={"color": FIT.color, "size": 11})
    )
    return chart


def log_ticks(low, high):
    """Powers of ten for several decades; for less, the steps between them too, each in full: 2×10⁹, not a bare 2."""
    span = high - low
    steps = (1,) if span > 1.5 else (1, 2, 5) if span > 0.7 else (1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9)
    if span < 0.35:
        steps = (1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3.2, 3.6, 4, 4.5, 5, 5.6, 6.3, 7, 8, 9)
    every = max(1, int(span // 10))
    ticks = [(m, k) for k in range(int(np.floor(low)), int(np.ceil(high)) + 1, every) for m in steps]
    return {"tickvals": [m * 10.0**k for m, k in ticks], "ticktext": [power_of_ten(m, k) for m, k in ticks]}


def power_of_ten(m, k):
    if -3 <= k <= 3:
        return f"{m * 10.0**k:,g}"
    return f"10<sup>{k}</sup>" if m == 1 else f"{m:g}×10<sup>{k}</sup>"


def add_levels(chart, floor, noise_variance, lowest, low):
    """The floor of least squares and the expected noise floor σ², named on opposite sides of their lines."""
    noise_above = bool(noise_variance) and noise_variance >= floor
    if floor > lowest:
        add_level(chart, floor, LEAST_SQUARES, "least-squares floor", below=noise_above or not noise_variance)
    elif low <= np.log10(lowest) + 3:
        add_level(chart, lowest, LEAST_SQUARES, "0, but for rounding", below=False)
    if noise_variance and noise_variance > lowest:
        add_level(chart, noise_variance, NOISE, NOISE.name, below=not noise_above)


def add_level(chart, value, look, name, below):
    chart.add_hline(value, line={"color": look.color, "dash": look.dash, "width": 2})
    chart.add_annotation(
        text=f"<b>{name}</b>",
        x=1,
        xref="paper",
        y=np.log10(value),
        showarrow=False,
        xanchor="right",
        yanchor="top" if below else "bottom",
        font={"color": look.color, "size": 14},
    )


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
