"""The pictures of the page of many features: a plane, weights, predictions, losses."""

import numpy as np

from pages.ui import drawing as go
from pages.ui.charts import (
    add_level,
    drawable,
    figure,
    key_trace,
    line_trace,
    log_y,
    now_marker,
    padded,
    rounding_floor,
    stroke,
    titled,
    with_legend,
)
from pages.ui.palette import DATA, FIT, LEAST_SQUARES, RACE, RESIDUAL, TRUTH, faint

RUNS = (FIT, RACE[1], RACE[3])  # one colour a start
FROM = ("start 1", "start 2", "start 3")
SYMBOLS = "circle", "square", "diamond"
MOST_DRAWN = 100
FEW = 4  # with more weights than these the chart over epochs shows the first start only, and no names
TO_TURN = {  # a scene seen from the front, a little from the right and from above
    "aspectmode": "manual",
    "aspectratio": {"x": 1, "y": 1, "z": 0.8},
    "camera": {"eye": {"x": 1.05, "y": -1.25, "z": 0.5}, "center": {"x": 0, "y": 0, "z": -0.12}},
}


def with_starts(chart, *others, kind="line"):
    """The three starts in the legend, by their lines or their markers, and these traces."""
    for name, look, symbol in zip(FROM, RUNS, SYMBOLS, strict=True):
        key = (
            {"line": stroke(look, 3)}
            if kind == "line"
            else {"marker": {"color": look.color, "symbol": symbol, "size": 9}}
        )
        chart.add_trace(key_trace(name, **key))
    return with_legend(chart, *FROM, *others)


# ---- two features: a plane in space


def corners(X):
    """The four corners over which planes are drawn.  (4, 2)"""
    (left, right), (front, back) = (padded(X[:, j]) for j in (0, 1))
    return np.array([[left, front], [right, front], [right, back], [left, back]])


def plane_chart(c, answer_w, answer_b, planes):
    """The points over the ground of two columns (made up), two planes as frames, and the planes that turn."""
    ground = corners(c.X)
    answer = ground @ answer_w + answer_b
    chart = go.Figure(layout={"template": "none", "title": titled("Plane: drag to turn it")})
    scene = space(c, ground, np.concatenate([c.y[:, 0], [0.0], answer]))
    chart.update_layout(margin={"l": 0, "r": 0, "t": 30, "b": 0}, scene=scene)
    chart.add_trace(points_3d(c))
    chart.add_trace(frame_3d("lowest loss", LEAST_SQUARES, ground, answer.tolist()))
    chart.add_trace(frame_3d("true plane", TRUTH, ground, (ground @ c.true_w + c.true_b).tolist()))
    chart.add_trace(line_3d("residual", [], [], [], stroke(RESIDUAL, 2)))
    for i in range(planes):
        chart.add_trace(plane_3d(f"plane{i}", RUNS[i], ground))
    return with_legend(chart, "lowest loss", "true plane")


def space(c, ground, heights):
    """The axes of x₁, x₂ and y, and where they are seen from."""
    axis = {"showbackground": False, "showspikes": False, "nticks": 5, "tickfont": {"size": 11}}
    titles = (c.names[0], c.names[1], c.y_name)
    ranges = padded(ground[:, 0], 0.02), padded(ground[:, 1], 0.02), padded(heights)
    axes = zip(("xaxis", "yaxis", "zaxis"), titles, ranges, strict=True)
    return {name: axis | {"title": {"text": title}, "range": span} for name, title, span in axes} | TO_TURN


def points_3d(c):
    (x, y), z = c.X.T.tolist(), c.y[:, 0].tolist()
    marker = {"color": DATA.color, "size": 4}
    return go.Scatter3d(name="data", x=x, y=y, z=z, mode="markers", hoverinfo="skip", marker=marker)


def frame_3d(name, look, ground, heights):
    """The rim of a plane."""
    around = [0, 1, 2, 3, 0]
    x, y = ground[around].T.tolist()
    return line_3d(name, x, y, [heights[i] for i in around], stroke(look, 4))


def line_3d(name, x, y, z, line):
    return go.Scatter3d(name=name, x=x, y=y, z=z, mode="lines", hoverinfo="skip", line=line)


def plane_3d(name, look, ground):
    """A plane of two triangles; the player turns it."""
    x, y = ground.T.tolist()
    triangles = {"i": [0, 0], "j": [1, 2], "k": [2, 3]}
    shade = {"color": look.color, "opacity": 0.45, "flatshading": True}
    return go.Mesh3d(name=name, x=x, y=y, z=[0.0] * 4, **triangles, **shade, hoverinfo="skip")


# ---- any number of features: their weights


def dots_chart(c, shown, answer_w):
    """Each weight as a place on its own line: where the three runs are, the lowest loss and the truth."""
    chart = figure("", "", weight_name(c))
    places = list(range(c.d))
    values = [shown[:, 0].ravel(), shown[:, -1].ravel(), answer_w, *([c.true_w] if c.true_w is not None else [])]
    chart.update_yaxes(range=reach(np.concatenate(values), answer_w), zeroline=True)
    chart.update_xaxes(range=[-0.6, c.d - 0.4], tickvals=places, ticktext=c.names, showgrid=False, zeroline=False)
    if c.true_w is not None:
        chart.add_trace(bars("true weight", TRUTH, places, c.true_w))
    chart.add_trace(bars("lowest loss", LEAST_SQUARES, places, answer_w))
    for i in (2, 1, 0):
        chart.add_trace(now_marker(RUNS[i].color, 13 - 2 * i, name=f"now{i}", marker_symbol=SYMBOLS[i]))
    return with_starts(chart, "lowest loss", "true weight", kind="marker")


def bars(name, look, places, values):
    """A short level line at each place."""
    x = [edge for j in places for edge in (j - 0.3, j + 0.3, None)]
    y = [edge for value in values.tolist() for edge in (value, value, None)]
    return go.Scatter(name=name, x=x, y=y, mode="lines", hoverinfo="skip", line=stroke(look, 3))


def weight_name(c):
    return "weight" if c.true_w is not None else "weight × spread of its column"


def reach(values, answer_w):
    """The range of a weights' axis: what the runs visit, unless they run away."""
    limit = 4 * max(1.0, float(np.abs(answer_w).max()))
    return padded(np.clip(values, -limit, limit), 0.08)


def starts_drawn(c):
    """Whose weights are drawn over epochs: a line a weight and start, and no more lines than can be told apart."""
    return [0, 1, 2] if c.d <= FEW else [0]


def weights_chart(c, shown, answer_w, last):
    """Every weight against the epoch, from three starts, and the levels of the lowest loss."""
    every = starts_drawn(c)
    chart = figure("Weights" if len(every) > 1 else "Weights of start 1", "epoch", weight_name(c))
    chart.update_yaxes(range=reach(np.concatenate([shown[every].ravel(), answer_w]), answer_w))
    chart.update_xaxes(range=epochs_range(last))
    for level in answer_w:
        chart.add_hline(float(level), line=stroke(LEAST_SQUARES, 1.5))
    if c.d <= FEW:
        name_levels(chart, c, answer_w)
    for i in reversed(every):
        for j, name in enumerate(c.names):
            chart.add_trace(growing(i, f"w{i}_{j}", f"{name}, {FROM[i]}", 1.5))
    return with_starts(chart) if len(every) > 1 else chart


def name_levels(chart, c, answer_w):
    """The weights' names at the ends of their levels, in the margin; neighbours share a place."""
    named = named_levels(c, answer_w, 0.07 * float(np.ptp(chart.layout.yaxis.range)))
    font = {"color": LEAST_SQUARES.color, "size": 13}
    for level, name in named:
        label = {"text": f"<b>{name}</b>", "xanchor": "left", "showarrow": False, "font": font}
        chart.add_annotation(x=1, xref="paper", xshift=4, y=level, **label)
    chart.update_layout(margin_r=16 + 9 * max(len(name) for _, name in named))


def named_levels(c, answer_w, near):
    """[(level, names)], from the lowest level on; those nearer than `near` to the one below share its name."""
    named = []
    for level, name in sorted(zip(answer_w.tolist(), c.names, strict=True)):
        if named and level - named[-1][0] < near:
            named[-1] = named[-1][0], f"{named[-1][1]}, {name}"
        else:
            named.append((level, name))
    return named


def growing(i, name, hover, width):
    """What run i leaves behind it over the epochs; the first run is drawn boldest."""
    hover += ": %{y:.4g} at epoch %{x}<extra></extra>"
    line = stroke(RUNS[i], 3 if i == 0 else width)
    return go.Scatter(name=name, x=[], y=[], mode="lines", line=line, hovertemplate=hover)


def epochs_range(last):
    return [-0.01 * last, 1.02 * last] if last else [-0.5, 0.5]


# ---- predictions and losses


def drawn_rows(n):
    """Which rows the chart of predictions shows: all, or some evenly spread in the order they come."""
    return np.arange(n) if n <= MOST_DRAWN else np.linspace(0, n - 1, MOST_DRAWN).astype(int)


def predictions_chart(c, rows):
    """Predicted against actual: on the diagonal every prediction is right."""
    some = f" ({len(rows)} of {len(c.y)} rows)" if len(rows) < len(c.y) else ""
    chart = figure("Predicted against actual" + some, f"actual {c.y_name}", "predicted")
    span = padded(c.y, 0.1)
    chart.update_xaxes(range=span).update_yaxes(range=span)
    diagonal = line_trace(TRUTH, span, span).update(name="exactly right", line_width=2)
    return with_legend(chart.add_traces([diagonal, now_marker(faint(DATA, 0.75), 7)]), "exactly right")


def losses_chart(c, losses, floor, last, penalised):
    """The loss of the three runs on a log axis, over the lowest loss."""
    chart = figure("Loss", "epoch", "MSE + l2 · ‖w‖²" if penalised else "mean squared error")
    shown = np.log10(drawable(np.array([losses.min(), losses.max(), floor]), c.y))
    low, high = shown.min(), shown.max()
    air = max(0.06 * (high - low), 0.05)
    log_y(chart, low - air, high + air)
    chart.update_xaxes(range=epochs_range(last))
    if floor > rounding_floor(c.y):
        add_level(chart, floor, LEAST_SQUARES, "lowest loss")
    for i in (2, 1, 0):
        chart.add_trace(growing(i, f"loss{i}", FROM[i], 2))
    return with_starts(chart)
