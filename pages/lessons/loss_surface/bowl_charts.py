"""The same landscape in three dimensions: height is the MSE, the paths run on its ground."""

import numpy as np

import linreg_core as core
from pages.ui import drawing as go
from pages.ui.charts import RIM, titled, with_legend
from pages.ui.loss_map import level_colors, level_excesses
from pages.ui.palette import FIT, LEAST_SQUARES, TRUTH
from pages.ui.playback import digits

GRID = 37  # places along w, and along b


def bowl_chart(sample, bowl, frame, starts):
    """The ground and its marks; the paths and the markers of now are empty. starts: (k, 2)"""
    X, y = sample.points()
    ws, bs = np.linspace(*frame.w, GRID), np.linspace(*frame.b, GRID)
    heights = core.loss_surface(X, y, ws, bs)
    chart = go.Figure(layout={"template": "none", "title": titled("Loss: drag to turn it")})
    chart.update_layout(
        margin={"l": 0, "r": 0, "t": 30, "b": 0},
        scene=scene(frame, float(heights.max())) | {"camera": camera(X, frame, starts[0] - bowl.minimum)},
    )
    chart.add_trace(ground(ws, bs, heights, bowl.floor, level_excesses(X, frame)[0]))
    chart.add_trace(path_3d(8 if len(starts) == 1 else 5))
    marks = [("lowest loss", LEAST_SQUARES, "square", bowl.minimum)]
    marks += [("true w, b", TRUTH, "diamond", sample.true_line)] if sample.true_line else []
    for name, look, symbol, (w, b) in marks:
        height = core.loss_surface(X, y, [w], [b]).item() + 3 * lift_of(X, y, frame)
        chart.add_trace(marker_3d(name, look.color, symbol, 6, [w], [b], [height]))
    chart.add_trace(marker_3d("now", FIT.color, "circle", 7))
    return with_legend(chart, "true w, b", "lowest loss")


def scene(frame, highest):
    """The three axes, all in sight."""
    axis = {"showbackground": False, "showspikes": False, "nticks": 5, "tickfont": {"size": 11}}
    flat = axis | {"exponentformat": "none", "separatethousands": True}
    upright = axis | {"exponentformat": "power"}
    return {
        "xaxis": flat | {"title": {"text": "w"}, "range": frame.w},
        "yaxis": flat | {"title": {"text": "b"}, "range": frame.b},
        "zaxis": upright | {"title": {"text": ""}, "range": [0, highest * 1.03]},
        "aspectmode": "manual",
        "aspectratio": {"x": 1, "y": 1, "z": 0.6},
    }


def camera(X, frame, from_best):
    """Where to stand: high up, a little beside the end of the valley that is nearer to the start."""
    half = np.diag([np.ptp(frame.w), np.ptp(frame.b)]) / 2
    along = np.linalg.eigh(half @ core.hessian(X) @ half)[1][:, 0]
    along = along if along @ (from_best / np.diag(half)) >= 0 else -along
    x, y = 1.7 * along + 0.7 * np.array([-along[1], along[0]])
    return {"eye": {"x": float(x), "y": float(y), "z": 1.6}, "center": {"x": 0, "y": 0, "z": -0.12}}


def ground(ws, bs, heights, floor, least):
    """The surface as triangles, cheaper to draw again and again than Plotly's own surface; colours as on the map."""
    corner = np.arange(len(bs) * len(ws)).reshape(len(bs), len(ws))
    a, b, c, d = corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]
    each_w, each_b = np.meshgrid(ws, bs)
    return go.Mesh3d(
        name="ground",
        x=digits(each_w.ravel(), 4),
        y=digits(each_b.ravel(), 4),
        z=digits(heights.ravel(), 4),
        i=np.append(a, a).tolist(),
        j=np.append(b, c).tolist(),
        k=np.append(c, d).tolist(),
        intensity=digits(np.log10(np.maximum(heights - floor, least)).ravel(), 4),
        colorscale=list(zip([0, 0.25, 0.5, 0.75, 1], level_colors(5), strict=True)),
        showscale=False,
        hoverinfo="skip",
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
    )


def lift_of(X, y, frame):
    """How far paths float above the ground, so that they can be seen."""
    return 0.012 * float(core.loss_surface(X, y, frame.w, frame.b).max())


def path_3d(width):
    return go.Scatter3d(
        name="path", x=[], y=[], z=[], mode="lines", hoverinfo="skip", line={"color": FIT.color, "width": width}
    )


def marker_3d(name, color, symbol, size, x=(), y=(), z=()):
    return go.Scatter3d(
        name=name,
        x=list(x),
        y=list(y),
        z=list(z),
        mode="markers",
        hoverinfo="skip",
        marker={"color": color, "symbol": symbol, "size": size, "line": {"color": RIM, "width": 1.5}},
    )
