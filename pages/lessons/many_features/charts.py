"""The pictures of the page of many features: a plane, weights, predictions, losses, and the shapes of Xw + b."""

import numpy as np
import plotly.graph_objects as go

from pages.ui.charts import figure, log_ticks, padded, rounding_floor, titled
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, RACE, RESIDUAL, TRUTH, faint

RUNS = (FIT, RACE[1], RACE[3])  # one colour a start
FROM = ("start 1", "start 2", "start 3")
SYMBOLS = "circle", "square", "diamond"
MOST_DRAWN = 100
MOST_FOR_THREE = 4  # with more weights than these the chart over epochs shows the first start only


def colored(text, look):
    return f'<span style="color:{look.color}"><b>{text}</b></span>'


def starts_title(text):
    """A title that names the three runs in their colours."""
    return text + ": " + ", ".join(colored(name, look) for name, look in zip(FROM, RUNS, strict=True))


# ---- two features: a plane in space


def corners(X):
    """The four corners over which planes are drawn.  (4, 2)"""
    (left, right), (front, back) = (padded(X[:, j]) for j in (0, 1))
    return np.array([[left, front], [right, front], [right, back], [left, back]])


def plane_chart(c, answer_w, answer_b, planes):
    """The points over the ground of x₁ and x₂, the plane of least squares as a frame, and the planes that turn."""
    ground = corners(c.X)
    axis = {"showbackground": False, "showspikes": False, "nticks": 5, "tickfont": {"size": 11}}
    heights = np.concatenate([c.y[:, 0], [0.0], ground @ answer_w + answer_b])
    chart = go.Figure(layout={"template": "none", "title": titled("The plane: drag to turn it")})
    chart.update_layout(
        margin={"l": 0, "r": 0, "t": 30, "b": 0},
        showlegend=False,
        scene={
            "xaxis": axis | {"title": {"text": c.names[0]}, "range": padded(ground[:, 0], 0.02)},
            "yaxis": axis | {"title": {"text": c.names[1]}, "range": padded(ground[:, 1], 0.02)},
            "zaxis": axis | {"title": {"text": c.y_name}, "range": padded(heights)},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.8},
            "camera": {"eye": {"x": 1.05, "y": -1.25, "z": 0.5}, "center": {"x": 0, "y": 0, "z": -0.12}},
        },
    )
    points = {"x": c.X[:, 0].tolist(), "y": c.X[:, 1].tolist(), "z": c.y[:, 0].tolist()}
    chart.add_trace(
        go.Scatter3d(name="data", **points, mode="markers", hoverinfo="skip", marker={"color": DATA.color, "size": 4})
    )
    chart.add_trace(frame_3d("answer", LEAST_SQUARES, ground, (ground @ answer_w + answer_b).tolist()))
    if c.true_w is not None:
        chart.add_trace(frame_3d("truth", TRUTH, ground, (ground @ c.true_w + answer_b).tolist()))
    chart.add_trace(
        go.Scatter3d(name="residual", x=[], y=[], z=[], mode="lines", hoverinfo="skip", line=thin(RESIDUAL, 2))
    )
    for i in range(planes):
        chart.add_trace(
            go.Mesh3d(
                name=f"plane{i}",
                x=ground[:, 0].tolist(),
                y=ground[:, 1].tolist(),
                z=[0.0] * 4,
                i=[0, 0],
                j=[1, 2],
                k=[2, 3],
                color=RUNS[i].color,
                opacity=0.45,
                flatshading=True,
                hoverinfo="skip",
            )
        )
    return chart


def frame_3d(name, look, ground, heights):
    around = [0, 1, 2, 3, 0]
    x, y = (ground[around, j].tolist() for j in (0, 1))
    z = [heights[i] for i in around]
    return go.Scatter3d(name=name, x=x, y=y, z=z, mode="lines", hoverinfo="skip", line=thin(look, 4))


def thin(look, width):
    return {"color": look.color, "dash": look.dash, "width": width}


# ---- any number of features


def dots_chart(c, shown, answer_w):
    """Each weight as a place on its own line: where the three runs are, least squares and the truth."""
    chart = figure(starts_title("Weights now"), "", weight_name(c))
    places = list(range(c.d))
    values = [shown[:, 0].ravel(), shown[:, -1].ravel(), answer_w, *([c.true_w] if c.true_w is not None else [])]
    chart.update_yaxes(range=reach(np.concatenate(values), answer_w), zeroline=True)
    chart.update_xaxes(range=[-0.6, c.d - 0.4], tickvals=places, ticktext=c.names, showgrid=False, zeroline=False)
    if c.true_w is not None:
        chart.add_trace(bars("true weight", TRUTH, places, c.true_w))
    chart.add_trace(bars("answer", LEAST_SQUARES, places, answer_w))
    for i in (2, 1, 0):
        marker = {"color": RUNS[i].color, "size": 13 - 2 * i, "symbol": SYMBOLS[i]}
        marks = go.Scatter(name=f"now{i}", x=places, y=[None] * c.d, mode="markers", marker=marker, hoverinfo="skip")
        chart.add_trace(marks)
    return chart


def bars(name, look, places, values):
    """A short level line at each place."""
    x = [edge for j in places for edge in (j - 0.3, j + 0.3, None)]
    y = [edge for value in values.tolist() for edge in (value, value, None)]
    return go.Scatter(name=name, x=x, y=y, mode="lines", hoverinfo="skip", line=thin(look, 3))


def weight_name(c):
    return "weight" if c.true_w is not None else "weight × spread of its column"


def reach(values, answer_w):
    """The range of a weights' axis: what the runs visit, unless they run away."""
    limit = 4 * max(1.0, float(np.abs(answer_w).max()))
    return padded(np.clip(values, -limit, limit), 0.08)


def starts_drawn(c):
    """Whose weights are drawn over epochs: a line a weight and start, and no more lines than can be told apart."""
    return [0, 1, 2] if c.d <= MOST_FOR_THREE else [0]


def weights_chart(c, shown, answer_w, last, unique):
    """Every weight against the epoch, from three starts; where one answer exists, its levels."""
    every = starts_drawn(c)
    chart = figure(starts_title("Weights") if len(every) > 1 else "Weights of start 1", "epoch", weight_name(c))
    shown = shown[every]
    levels = answer_w if unique else []
    chart.update_yaxes(range=reach(np.concatenate([shown.ravel(), levels]), answer_w))
    chart.update_xaxes(range=epochs_range(last))
    for level in levels:
        chart.add_hline(float(level), line={"color": LEAST_SQUARES.color, "dash": LEAST_SQUARES.dash, "width": 1.5})
    labels = sorted(zip(answer_w.tolist(), c.names, strict=True)) if c.d <= 4 and unique else []
    for level, name in labels:
        font = {"color": LEAST_SQUARES.color, "size": 13}
        chart.add_annotation(x=last, y=level, text=f"<b>{name}</b>", yanchor="bottom", showarrow=False, font=font)
    for i in reversed(every):
        for j in range(c.d):
            line = {"color": RUNS[i].color, "width": 3 if i == 0 else 1.5, "dash": RUNS[i].dash}
            hover = f"{c.names[j]}, {FROM[i]}: %{{y:.4g}} at epoch %{{x}}<extra></extra>"
            chart.add_trace(go.Scatter(name=f"w{i}_{j}", x=[], y=[], mode="lines", line=line, hovertemplate=hover))
    return chart


def drawn_rows(n):
    """Which rows the chart of predictions shows: all, or some evenly spread in the order they come."""
    return np.arange(n) if n <= MOST_DRAWN else np.linspace(0, n - 1, MOST_DRAWN).astype(int)


def predictions_chart(c, rows):
    """Predicted against actual: on the diagonal every prediction is right."""
    some = f" ({len(rows)} of {len(c.y)} rows)" if len(rows) < len(c.y) else ""
    chart = figure("Predicted against actual" + some, f"actual {c.y_name}", "predicted")
    span = padded(c.y, 0.1)
    chart.update_xaxes(range=span).update_yaxes(range=span)
    diagonal = {"color": TRUTH.color, "dash": TRUTH.dash, "width": 2}
    chart.add_trace(go.Scatter(name="right", x=span, y=span, mode="lines", line=diagonal, hoverinfo="skip"))
    marker = {"color": faint(DATA, 0.75), "size": 7}
    return chart.add_trace(go.Scatter(name="now", x=[], y=[], mode="markers", marker=marker, hoverinfo="skip"))


def losses_chart(c, losses, floor, last, penalised):
    """The loss of the three runs on a log axis, over the floor that none can pass."""
    chart = figure(starts_title("Loss"), "epoch", "MSE + l2 · ‖w‖²" if penalised else "mean squared error")
    lowest = rounding_floor(c.y)
    shown = np.log10(np.maximum([losses.min(), losses.max(), floor], lowest))
    low, high = shown.min(), shown.max()
    air = max(0.06 * (high - low), 0.05)
    chart.update_yaxes(type="log", range=[low - air, high + air], **log_ticks(low - air, high + air))
    chart.update_xaxes(range=epochs_range(last))
    if floor > lowest:
        line = {"color": LEAST_SQUARES.color, "dash": LEAST_SQUARES.dash, "width": LEAST_SQUARES.width}
        chart.add_hline(floor, line=line)
        font = {"color": LEAST_SQUARES.color, "size": 13}
        text = "ridge floor" if penalised else "least-squares floor"
        chart.add_annotation(
            x=last, y=np.log10(floor), text=text, xanchor="right", yanchor="bottom", showarrow=False, font=font
        )
    for i in (2, 1, 0):
        line = {"color": RUNS[i].color, "width": 3 if i == 0 else 2, "dash": RUNS[i].dash}
        hover = f"{FROM[i]}: %{{y:.4g}} at epoch %{{x}}<extra></extra>"
        chart.add_trace(go.Scatter(name=f"loss{i}", x=[], y=[], mode="lines", line=line, hovertemplate=hover))
    return chart


def epochs_range(last):
    return [-0.01 * last, 1.02 * last] if last else [-0.5, 0.5]


# ---- the shapes of ŷ = Xw + b, drawn

ROW, TALLEST = 15, 150


def shapes_drawing(n, d):
    """ŷ = X w + b as boxes of HTML: as wide as their columns, as high as their rows (many rows are cut)."""
    alt = f"y hat, {n} by 1, is X, {n} by {d}, times w, {d} by 1, plus b, 1 by 1"
    parts = [
        box("ŷ", n, 1, FIT),
        sign("="),
        box("X", n, d, DATA),
        sign("·"),
        box("w", d, 1, FIT),
        sign("+"),
        box("b", 1, 1, FIT),
    ]
    row = "display: flex; align-items: center; gap: 0.6rem; flex-wrap: nowrap"
    return f'<div role="img" aria-label="{alt}" style="{row}">{"".join(parts)}</div>'


def box(name, rows, columns, look):
    """One matrix: its name, its box and its shape."""
    width, height = (max(ROW, min(TALLEST, ROW * count)) for count in (columns, rows))
    drawn = f"width: {width}px; height: {height}px; background: {faint(look, 0.25)}; border: 2px solid {look.color}"
    column = "display: flex; flex-direction: column; align-items: center; gap: 0.25rem; min-width: 3.2rem"
    return (
        f'<div style="{column}"><b>{name}</b><div style="{drawn}; border-radius: 2px"></div>'
        f'<span style="font-size: 0.8rem; white-space: nowrap">{rows:,} × {columns}</span></div>'
    )


def sign(text):
    return f'<span style="font-size: 1.4rem">{text}</span>'
