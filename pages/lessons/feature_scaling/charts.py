"""The charts of the page on feature scaling: a bowl from above for each side, and both loss curves."""

import numpy as np
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from pages.ui.charts import axis_name, figure, log_ticks
from pages.ui.palette import LEAST_SQUARES, SURFACE

LEVELS = 12  # level lines in a bowl
SMALLEST = 0.12  # the innermost one takes this part of the view
POINTS = 121  # of one level line
HALF_ROUND = 4  # a bowl with a smaller condition number looks round
COMPARABLE = 30  # two axes so different can still share one unit of length
FAR = 10  # a path is drawn up to so many widths of the picture away
FINEST = 8000  # a picture is so many of its smallest steps wide
FIRST = 0.3  # where epoch 0 stands on a log axis


def reach(side):
    """How far the picture reaches from the bottom in w and in b; a diverging path is followed for its first steps."""
    near = side.excess <= 4 * side.excess[0]
    far = [float(np.max(np.abs(v[near] - best))) for v, best in ((side.w, side.bowl.w), (side.b, side.bowl.b))]
    most = max(far) or abs(side.bowl.b) or 1.0
    return tuple(1.25 * (value or most) for value in far)


def view(side):
    """Ranges of w and b, and whether both axes share one unit of length, so that a round bowl looks round."""
    w, b = reach(side)
    to_scale = side.bowl.condition < HALF_ROUND or 1 / COMPARABLE < w / b < COMPARABLE
    if to_scale:
        w = b = max(w, b)
    return [side.bowl.w - w, side.bowl.w + w], [side.bowl.b - b, side.bowl.b + b], to_scale


def levels(side, w_range, b_range):
    """LEVELS losses above the floor in equal ratios, from a small ellipse in the view to its highest corner."""
    bowl, corners = side.bowl, np.array([(w, b) for w in w_range for b in b_range])
    spread_w, spread_b = level_line(bowl, 1.0)
    size = max(np.ptp(spread_w) / np.ptp(w_range), np.ptp(spread_b) / np.ptp(b_range))
    return np.geomspace((SMALLEST / size) ** 2, np.max(bowl.excess(*corners.T)), LEVELS + 1)[:-1]


def level_line(bowl, excess):
    """Where the loss is so much above its floor: an ellipse, V(w − w*)² + (z̄(w − w*) + b − b*)² = excess."""
    t = np.linspace(0, 2 * np.pi, POINTS)
    dw = np.sqrt(excess / np.var(bowl.Z)) * np.cos(t)
    return bowl.w + dw, bowl.b + np.sqrt(excess) * np.sin(t) - np.mean(bowl.Z) * dw


def contours(side, w_range, b_range):
    """The bowl as filled ellipses, the outer ones first, on a ground of the highest colour.

    Shapes, because Plotly.animate takes a contour trace off the chart; and an ellipse is exact however long the valley.
    """
    colors = sample_colorscale(SURFACE, np.linspace(1, 0, LEVELS + 1).tolist())
    whole = {"type": "rect", "xref": "x domain", "yref": "y domain", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    ellipses = [
        {"type": "path", "path": svg_path(*level_line(side.bowl, level))}
        for level in levels(side, w_range, b_range)[::-1]
    ]
    line = {"width": 0.7, "color": "rgba(255, 255, 255, 0.45)"}
    return [
        shape | {"fillcolor": color, "line": line, "layer": "below"}
        for shape, color in zip([whole, *ellipses], colors, strict=True)
    ]


def svg_path(x, y):
    return "M" + "L".join(f"{u:.6g},{v:.6g}" for u, v in zip(x.tolist(), y.tolist(), strict=True)) + "Z"


def bowl_chart(side, title, w_title, b_title):
    """The bowl of one side from above, with log-spaced levels, its bottom, its start, and a path still to grow."""
    w_range, b_range, to_scale = view(side)
    chart = figure(title, w_title, b_title)
    chart.update_xaxes(range=w_range, showgrid=False, zeroline=False, exponentformat="SI", nticks=6)
    chart.update_yaxes(range=b_range, showgrid=False, zeroline=False, exponentformat="SI", nticks=7)
    if to_scale:
        chart.update_yaxes(scaleanchor="x", scaleratio=1, constrain="domain")
        chart.update_xaxes(constrain="domain")
    chart.update_layout(shapes=contours(side, w_range, b_range))
    for name, color, width in (("path halo", "#FFFFFF", 6.5), ("path", side.look.color, 3.5)):
        chart.add_trace(
            go.Scatter(name=name, x=[], y=[], mode="lines", hoverinfo="skip", line={"color": color, "width": width})
        )
    chart.add_trace(mark("start", *side.bowl.start, "#FFFFFF", "circle-open", "start", away_from_the_bottom(side)))
    chart.add_trace(mark("bottom", side.bowl.w, side.bowl.b, LEAST_SQUARES.color, "x", LEAST_SQUARES.name, "top right"))
    chart.add_trace(mark("now", *side.bowl.start, side.look.color, "circle", "", "top right"))
    return chart


def away_from_the_bottom(side):
    return "top center" if side.bowl.start[1] > side.bowl.b else "bottom center"


def mark(name, x, y, color, symbol, text, position):
    return go.Scatter(
        name=name,
        x=[x],
        y=[y],
        mode="markers+text",
        text=[f"<b>{text}</b>" if text else ""],
        textposition=position,
        hoverinfo="skip",
        textfont={"size": 14},
        marker={"color": color, "symbol": symbol, "size": 13, "line": {"color": "#FFFFFF", "width": 2}},
    )


def log_epochs(steps):
    """Epochs for a log axis, on which the start stands a little to the left of 1."""
    return np.maximum(steps, FIRST)


def race_chart(sides, last, target, target_name, unit):
    """The loss above its floor of both sides on log axes, empty but for the level that counts as arrived."""
    names = " and ".join(f'<span style="color:{s.look.color}"><b>{s.name}</b></span>' for s in sides)
    low, high = np.log10(race_range(sides, target))
    chart = figure(f"Loss: {names}", "epoch, log axis", axis_name("MSE above its floor", f"{unit}²" if unit else ""))
    ticks = [10**k for k in range(6) if 10**k <= last]
    chart.update_xaxes(
        type="log",
        tickangle=0,
        range=np.log10([0.8 * FIRST, 1.1 * max(last, 2)]).tolist(),
        tickvals=[FIRST, *ticks],
        ticktext=["start", *(f"{t:,}" for t in ticks)],
    )
    chart.update_yaxes(type="log", range=[low, high], **log_ticks(low, high))
    chart.add_hline(target, line={"color": LEAST_SQUARES.color, "dash": LEAST_SQUARES.dash, "width": 2})
    chart.add_annotation(
        text=f"<b>arrived: {target_name.split(' of ')[0]}</b>",
        x=1,
        xref="paper",
        y=np.log10(target),
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        font={"color": LEAST_SQUARES.color, "size": 14},
    )
    for s in sides:
        line = {"color": s.look.color, "dash": s.look.dash, "width": 3.5}
        hover = f"{s.name}<br>epoch %{{x:,.0f}}<br>%{{y:.4g}} above the floor<extra></extra>"
        chart.add_trace(go.Scatter(name=s.key, x=[], y=[], mode="lines", line=line, hovertemplate=hover))
        dot = {"color": s.look.color, "size": 11}
        chart.add_trace(go.Scatter(name=f"{s.key} now", x=[], y=[], mode="markers", hoverinfo="skip", marker=dot))
    return chart


def race_range(sides, target):
    """[lowest, highest] excess loss drawn: a thousandth of the target, and a thousand times the start at most."""
    start = max(sides[0].excess[0], target)
    highest = min(max(float(np.max(s.excess)) for s in sides), 1e3 * start)
    return 1e-3 * target, 3 * max(highest, start)


def drawn_excess(side, sides, target):
    """What the curve shows: nothing below the bottom of the chart, so that a loss of 0 runs along it."""
    low, high = race_range(sides, target)
    return np.clip(side.excess, 1.25 * low, 100 * high)


def drawn_path(side):
    """w and b of the path; the step that goes very far outside the picture is cut off, and is the last one drawn."""
    w_range, b_range, _ = view(side)
    ranges = w_range, b_range
    size = np.max(
        [np.abs(v - np.mean(ends)) / np.ptp(ends) for v, ends in zip((side.w, side.b), ranges, strict=True)], 0
    )
    k = int(np.argmax(size > FAR))
    if k:
        part = (FAR - size[k - 1]) / (size[k] - size[k - 1])
        path = (np.append(v[:k], np.full(len(v) - k, v[k - 1] + part * (v[k] - v[k - 1]))) for v in (side.w, side.b))
    else:
        path = side.w, side.b
    return tuple(snapped(v, np.ptp(ends) / FINEST) for v, ends in zip(path, ranges, strict=True))


def snapped(values, unit):
    """Rounded to far less than a pixel, so that a path which hardly moves need not be drawn again."""
    return np.round(values / unit) * unit


def leaves(side):
    """The epoch from which the path stays outside its picture, or None."""
    w_range, b_range, _ = view(side)
    outside = [np.abs(v - np.mean(ends)) > np.ptp(ends) / 2 for v, ends in ((side.w, w_range), (side.b, b_range))]
    inside = np.flatnonzero(~(outside[0] | outside[1]))
    last = int(inside[-1]) if len(inside) else -1
    return last + 1 if last + 1 < len(side.w) else None
