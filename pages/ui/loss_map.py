"""The loss over w and b from above: the part of the plane that is shown, its level lines, and points on it. No Streamlit."""

from dataclasses import dataclass

import numpy as np
from plotly.colors import sample_colorscale

from pages.ui import drawing as go
from pages.ui.charts import RIM, axis_name
from pages.ui.palette import SURFACE

LEVELS = 13
AIR = 1.15  # the map reaches this much farther than what it has to show


@dataclass(frozen=True)
class Frame:
    """The part of the (w, b) plane that is shown, with the lowest point in its middle."""

    w: tuple  # (low, high)
    b: tuple

    def holds(self, w, b):
        return (self.w[0] <= w) & (w <= self.w[1]) & (self.b[0] <= b) & (b <= self.b[1])

    def shares(self, w, b):
        """Where these points are, in widths and heights of the frame.  (n,), (n,) -> (n, 2)"""
        return np.column_stack([w / np.ptp(self.w), b / np.ptp(self.b)])


def frame_of(best, points, slider_widths):
    """A frame around `best` that shows all points (n, 2), and at least a tenth of each slider to either side."""
    reach = np.maximum(AIR * np.abs(np.asarray(points) - best).max(axis=0), 0.1 * np.asarray(slider_widths))
    return Frame(*((float(m - r), float(m + r)) for m, r in zip(best, reach, strict=True)))


def level_excesses(X, frame):
    """Log-spaced heights above the lowest point: from a small ellipse to the highest corner of the frame."""
    spread, mean = np.std(X), np.mean(X)
    w, b = np.ptp(frame.w) / 2, np.ptp(frame.b) / 2
    corner = (spread * w) ** 2 + (abs(mean) * w + b) ** 2
    fits = min(spread * w, b * spread / np.hypot(spread, mean) if spread else 0.0) ** 2
    return np.geomspace(max(0.02 * fits, 1e-6 * corner), corner, LEVELS)


def level_colors(count):
    """So many colours, from the lowest level to the highest."""
    return sample_colorscale(SURFACE, np.linspace(0, 0.88, count).tolist())


def axis_titles(names):
    """The titles of the axes of w and b."""
    slope = f"{names.y_unit} per {names.x_unit}" if names.x_unit else ""
    return axis_name("w, the slope", slope), axis_name("b, the intercept", names.y_unit)


def level_shapes(w, b, colors, frame):
    """Level lines as shapes, the highest first and the lower ones upon it: a picture that costs nothing while a path grows.

    w, b (levels, 5): an ellipse at its quarters. Between them a Bézier curve bends as on a circle, true to 0.03 %.
    """
    look = {"type": "path", "layer": "below", "line": {"color": "rgba(255, 255, 255, 0.35)", "width": 1}}
    points = np.stack([w, b], axis=-1)
    centre = (points[:, :1] + points[:, 2:3]) / 2
    ahead = 0.5522847 * (np.roll(points[:, :-1], -1, axis=1) - centre)  # a quarter turn on: the direction of the curve
    curves = np.stack(
        [points[:, :-1] + ahead, points[:, 1:] + (points[:, :-1] - centre) * 0.5522847, points[:, 1:]], axis=2
    )
    places = [int(4 - np.floor(np.log10(np.ptp(span)))) for span in (frame.w, frame.b)]

    def place(point):
        return f"{point[0]:.{max(0, places[0])}f},{point[1]:.{max(0, places[1])}f}"

    return [
        look
        | {
            "fillcolor": color,
            "path": f"M{place(start[0])}" + "".join("C" + " ".join(map(place, c)) for c in quarters) + "Z",
        }
        for start, quarters, color in list(zip(points, curves, colors, strict=True))[::-1]
    ]


def point_trace(name, look, symbol, points):
    """Points (k, 2) with a light rim, so that they stand out from every level; a single one is larger."""
    w, b = np.transpose(points).tolist()
    alone = len(w) == 1
    rim = {"color": look.color if symbol.endswith("open") else RIM, "width": 2.5 if alone else 2}
    marker = {"symbol": symbol, "size": 13 if alone else 10, "color": look.color, "line": rim}
    return go.Scatter(name=name, x=w, y=b, mode="markers", hoverinfo="skip", marker=marker)
