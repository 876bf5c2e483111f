"""The loss as a landscape: a map of level lines, a bowl in three dimensions, and a curve with several valleys."""


import numpy as np
import plotly.graph_objects as go

import linreg_core as core
from pages.ui.charts import RIM, figure, padded, titled
from pages.ui.loss_map import LEVELS, axis_titles, level_colors, level_excesses, level_shapes, point_trace, side
from pages.ui.numbers import power_of_ten
from pages.ui.palette import CHANGE, DATA, FIT, LEAST_SQUARES, TRUTH, faint

GRID = 37


def map_chart(X, y, names, frame, best, floor, truth, starts):
    """The loss over (w, b) as nested ellipses, exact at any zoom; paths and markers of now are empty. starts: (k, 2)"""
    chart = figure("Loss over w and b: click to start there", *axis_titles(names))
    chart.update_xaxes(range=frame.w, separatethousands=True, showgrid=False, zeroline=False)
    chart.update_yaxes(range=frame.b, separatethousands=True, showgrid=False, zeroline=False, exponentformat="none")
    excesses = level_excesses(X, frame)
    chart.update_layout(shapes=level_shapes(*core.level_curves(X, y, excesses, 5), level_colors(LEVELS), frame))
    chart.add_trace(level_labels(X, excesses, floor, best, starts[0], frame))
    chart.add_trace(path_trace(len(starts)))
    chart.add_trace(point_trace("start", FIT, "circle-open", starts, "start", side(starts[0][1] < best[1])))
    if truth:
        chart.add_trace(point_trace("truth", TRUTH, "diamond", [truth], "true w, b", side(truth[1] < best[1])))
    name = "lowest: least squares"
    below = truth[1] >= best[1] if truth else starts[0][1] > best[1]
    chart.add_trace(point_trace("lowest", LEAST_SQUARES, "x", [best], name, side(below)))
    chart.add_trace(now_trace())
    return chart


def level_labels(X, excesses, floor, best, start, frame):
    """The MSE of a few levels, on the side of the lowest point that paths do not cross."""
    away = np.where(np.asarray(best) >= start, 1, -1) * [np.ptp(frame.w) / 2, np.ptp(frame.b) / 2]
    at_edge = (np.std(X) * away[0]) ** 2 + (np.mean(X) * away[0] + away[1]) ** 2
    shares, chosen = np.sqrt(excesses / at_edge), []
    for i in np.flatnonzero((shares > 0.22) & (shares < 0.93)):
        if not chosen or shares[i] - shares[chosen[-1]] > 0.16:
            chosen.append(i)
    return go.Scatter(
        name="levels",
        x=[best[0] + shares[i] * away[0] for i in chosen],
        y=[best[1] + shares[i] * away[1] for i in chosen],
        mode="text",
        text=[f"MSE {rounded(floor + excesses[i])}" for i in chosen],
        hoverinfo="skip",
        textfont={"size": 12},
    )


def rounded(value):
    """Two digits: 31, 2,100 or 1.2×10⁹."""
    power = int(np.floor(np.log10(value)))
    m = round(value / 10.0**power, 1)
    return power_of_ten(m, power) if abs(power) > 3 else f"{m * 10.0**power:,.4g}"


def path_trace(count):
    return go.Scatter(
        name="path",
        x=[],
        y=[],
        mode="lines",
        hoverinfo="skip",
        connectgaps=False,
        line={"color": FIT.color, "width": 3.5 if count == 1 else 2.5},
    )


def now_trace():
    return go.Scatter(
        name="now",
        x=[],
        y=[],
        mode="markers",
        hoverinfo="skip",
        marker={"color": FIT.color, "size": 14, "line": {"color": RIM, "width": 2}},
    )


def bowl_chart(X, y, names, frame, best, floor, truth, starts):
    """The same landscape in three dimensions: height is the MSE, the paths run on its ground."""
    ws, bs = np.linspace(*frame.w, GRID), np.linspace(*frame.b, GRID)
    heights = core.loss_surface(X, y, ws, bs)
    chart = go.Figure(layout={"template": "none", "title": titled("Loss over w and b: drag to turn it")})
    axis = {"showbackground": False, "showspikes": False, "nticks": 5, "tickfont": {"size": 11}}
    flat = axis | {"exponentformat": "none", "separatethousands": True}
    chart.update_layout(
        margin={"l": 0, "r": 0, "t": 30, "b": 0},
        showlegend=False,
        scene={
            "xaxis": flat | {"title": {"text": "w"}, "range": frame.w},
            "yaxis": flat | {"title": {"text": "b"}, "range": frame.b},
            "zaxis": axis
            | {"title": {"text": ""}, "exponentformat": "power", "range": [0, float(heights.max()) * 1.03]},
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.6},
            "camera": {"eye": eye(X, frame, starts[0] - best), "center": {"x": 0, "y": 0, "z": -0.12}},
        },
    )
    chart.add_trace(ground(ws, bs, heights, floor, level_excesses(X, frame)[0]))
    chart.add_trace(path_3d(8 if len(starts) == 1 else 5))
    marks = [("lowest", LEAST_SQUARES, "square", best)] + ([("truth", TRUTH, "diamond", truth)] if truth else [])
    for name, look, symbol, (w, b) in marks:
        height = core.loss_surface(X, y, [w], [b]).item() + 3 * lift_of(X, y, frame)
        chart.add_trace(marker_3d(name, look.color, symbol, 6, [w], [b], [height]))
    chart.add_trace(marker_3d("now", FIT.color, "circle", 7))
    return chart


def eye(X, frame, from_best):
    """Where to stand: high up, a little beside the end of the valley that is nearer to the start."""
    half = np.diag([np.ptp(frame.w), np.ptp(frame.b)]) / 2
    along = np.linalg.eigh(half @ core.hessian(X) @ half)[1][:, 0]
    along = along if along @ (from_best / np.diag(half)) >= 0 else -along
    x, y = 1.7 * along + 0.7 * np.array([-along[1], along[0]])
    return {"x": float(x), "y": float(y), "z": 1.6}


def ground(ws, bs, heights, floor, least):
    """The surface as triangles, cheaper to draw again and again than Plotly's own surface; colours as on the map."""
    corner = np.arange(len(bs) * len(ws)).reshape(len(bs), len(ws))
    a, b, c, d = corner[:-1, :-1], corner[:-1, 1:], corner[1:, 1:], corner[1:, :-1]
    w, b_of = np.meshgrid(ws, bs)
    return go.Mesh3d(
        name="ground",
        x=shortened(w),
        y=shortened(b_of),
        z=shortened(heights),
        i=np.append(a, a).tolist(),
        j=np.append(b, c).tolist(),
        k=np.append(c, d).tolist(),
        intensity=shortened(np.log10(np.maximum(heights - floor, least))),
        colorscale=list(zip([0, 0.25, 0.5, 0.75, 1], level_colors(5), strict=True)),
        showscale=False,
        hoverinfo="skip",
        lighting={"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
    )


def lift_of(X, y, frame):
    """How far paths float above the ground, so that they can be seen."""
    return 0.012 * float(core.loss_surface(X, y, frame.w, frame.b).max())


def shortened(values):
    return [float(f"{value:.4g}") for value in np.ravel(values).tolist()]


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


# ---- several runs in the charts of one


def fits(chart, count):
    """The data chart with `count` fitted lines, which come with the steps; only a single one is named."""
    fit = chart.data[-1]
    fit.update(x=[*fit.x, None], y=[*fit.y, None], text=[*fit.text, ""])
    if count > 1:
        fit.update(text=None, mode="lines", line={"color": faint(FIT, 0.75), "width": 2})
        chart.update_layout(title=titled(f"Data and {count} lines"))
    return chart


def losses(chart, count):
    """The loss chart, made low: fewer ticks, a shorter title; `count` curves, thinner if they are many."""
    axis = chart.layout.yaxis
    ticks = [
        t for t in zip(axis.tickvals, axis.ticktext, strict=True) if axis.range[0] <= np.log10(t[0]) <= axis.range[1]
    ]
    ticks = ticks[:: -(-len(ticks) // 7) or 1]  # a low chart has room for seven
    axis.update(tickvals=[value for value, _ in ticks], ticktext=[text for _, text in ticks])
    axis.title.text = axis.title.text.replace("mean squared error", "MSE")
    if count > 1:
        chart.update_traces(line={"width": 1.5}).update_traces(marker={"size": 7}, selector={"name": "now"})
    return chart


# ---- one parameter, several valleys


def minima(x, y, low, high):
    """The places of the valleys between two θ, to three decimals."""
    theta = np.linspace(low, high, int((high - low) * 1000) + 1)
    losses = core.sine_loss(x, y, theta)
    return theta[1:-1][(losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:])]


def valley_chart(x, y, low, high, minima, start):
    """The loss of ŷ = sin(θx) over θ, its valleys named; the way down and the ball of now are empty."""
    theta = np.linspace(low, high, 401)
    losses = core.sine_loss(x, y, theta)
    chart = figure("Loss of ŷ = sin(θx): click to start there", "θ", "mean squared error")
    chart.update_xaxes(range=padded([low, high], 0.03), zeroline=False)
    chart.update_yaxes(range=[-0.32, float(losses.max()) * 1.12], zeroline=False)
    chart.add_trace(
        go.Scatter(
            name="ground",
            x=theta.tolist(),
            y=np.round(losses, 4).tolist(),
            mode="lines",
            line={"color": CHANGE.color, "width": 3},
            hovertemplate="θ %{x:.3g}<br>MSE %{y:.3g}<extra></extra>",
        )
    )
    global_one = int(np.argmin(core.sine_loss(x, y, minima)))
    for i, (at, height) in enumerate(zip(minima, core.sine_loss(x, y, minima), strict=True)):
        look = TRUTH if i == global_one else CHANGE
        chart.add_trace(
            go.Scatter(
                name=f"valley{i}",
                x=[at],
                y=[height],
                mode="markers+text",
                text=["<b>global minimum</b>" if i == global_one else "local minimum"],
                textposition="bottom center",
                hoverinfo="skip",
                textfont={"color": look.color, "size": 14},
                marker={"color": look.color, "symbol": "diamond" if i == global_one else "circle", "size": 10},
            )
        )
    chart.add_trace(
        go.Scatter(
            name="path",
            x=[],
            y=[],
            mode="lines+markers",
            hoverinfo="skip",
            line={"color": faint(FIT, 0.6), "width": 1.5},
            marker={"color": faint(FIT, 0.6), "size": 6},
        )
    )
    chart.add_trace(
        go.Scatter(
            name="start",
            x=[start],
            y=core.sine_loss(x, y, [start]).tolist(),
            mode="markers",
            hoverinfo="skip",
            marker={"symbol": "circle-open", "size": 14, "color": FIT.color, "line": {"width": 2.5}},
        )
    )
    chart.add_trace(now_trace().update(marker={"size": 18}))
    return chart


def wave_chart(x, y, grid, true_theta):
    """The points, the wave they come from, and the fitted wave, which comes with the steps."""
    chart = figure("Data and wave", "x", "y")
    chart.update_xaxes(range=padded(grid, 0.0), zeroline=False)
    chart.update_yaxes(range=[-1.45, 1.45])
    chart.add_trace(
        go.Scatter(
            name="true wave",
            x=grid.tolist(),
            y=np.round(core.sine_model(grid, [true_theta])[0], 4).tolist(),
            mode="lines",
            hoverinfo="skip",
            line={"color": TRUTH.color, "dash": TRUTH.dash, "width": 2.5},
        )
    )
    chart.add_trace(
        go.Scatter(
            name="fit", x=[], y=[], mode="lines", hoverinfo="skip", line={"color": FIT.color, "width": FIT.width}
        )
    )
    chart.add_trace(
        go.Scatter(
            name=DATA.name,
            x=x.tolist(),
            y=y.tolist(),
            mode="markers",
            marker={"color": DATA.color, "size": 11, "line": {"color": RIM, "width": 1.5}},
            hovertemplate="x %{x:.3g}<br>y %{y:.3g}<extra></extra>",
        )
    )
    return chart
