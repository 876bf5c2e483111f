"""A line fitted by hand before training: where it begins, the chart it stands on, what its handles need. No Streamlit here.

A report comes from a browser and a text from a link, so anything may be in them.
"""

import numpy as np

from pages.ui import charts, playback, runs
from pages.ui import drawing as go
from pages.ui.challenges.played import Drawn
from pages.ui.experiment import Line
from pages.ui.own.points import is_value
from pages.ui.palette import FIT, HAND, LEAST_SQUARES, NOISE, RESIDUAL, faint

AT = 0.15, 0.85  # of the axis of x: where the handles stand
AIR = 0.25  # of the spread of y, above and below the points: room for a line that does not fit yet
DECADES = 4  # of the loss: an axis that ended at the lowest loss would tell it
WORST = "your worst point"
# What a learner sees only when the run has been seen.
UNSEEN = LEAST_SQUARES.name, "lowest loss", "0, but for rounding", NOISE.name


def axes_of(sample):
    """((lowest, highest) of x, of y): they depend on the points alone, so no line that fits is told, and nothing jumps."""
    return tuple(charts.padded(sample.X)), tuple(charts.padded(sample.y, AIR))


def flat(sample):
    """A level line in the middle of the chart. -> Line"""
    return Line(0.0, float(np.mean(axes_of(sample)[1])))


def from_report(report):
    """-> Line. Errors: a ValueError or KeyError where it makes no sense."""
    line = report["w"], report["b"]
    if not all(is_value(value) for value in line):
        raise ValueError("a report holds a finite w and b")
    return Line(*map(float, line))


def in_time(report, seconds):
    """A line drawn against the clock. -> Drawn. Errors: a ValueError or KeyError where it makes no sense or came too late."""
    used = report["used"]
    if not is_value(used) or not 0 <= used <= seconds:
        raise ValueError(f"a line is drawn within {seconds} seconds")
    return Drawn(from_report(report), float(used))


def to_text(line):
    """For a link: "24330.5,374500.0"; "" for None."""
    return f"{line.w!r},{line.b!r}" if line else ""


def from_text(text):
    """-> Line; a ValueError where it is none"""
    w, b = map(float, text.split(","))
    if not (is_value(w) and is_value(b)):
        raise ValueError("w and b are finite numbers")
    return Line(w, b)


def told(sample, bowl, line, answers):
    """What the player needs while a line is fitted by hand: its two handles, and the loss of every line, as
    floor + Var(x)·(w − w*)² + (w·x̄ + b − ȳ)².  answers: the number of the last report."""
    (low, high), _ = axes_of(sample)
    x, y = float(np.mean(sample.X)), float(np.mean(sample.y))
    return {
        "chart": "line",
        "x": [low + share * (high - low) for share in AT],
        "line": line._asdict(),
        "bowl": {"floor": bowl.floor, "variance": float(np.var(sample.X)), "slope": bowl.minimum.w, "x": x, "y": y},
        "smallest": charts.rounding_floor(sample.y),
        "answers": answers,
    }


def on_line_chart(chart, sample, line):
    """The learner's own line, and the square of the point that is farthest from it. -> chart, tracks"""
    ends = np.array(chart.layout.xaxis.range)
    style = {"color": RESIDUAL.color, "width": 2}
    square = go.Scatter(
        name=WORST,
        x=[],
        y=[],
        mode="lines",
        hoverinfo="skip",
        line=style,
        fill="toself",
        fillcolor=faint(RESIDUAL, 0.2),
    )
    chart.add_trace(square).add_trace(charts.line_trace(HAND, ends.tolist(), line.at(ends).tolist()))
    chart.update_layout(dragmode=False)
    charts.with_legend(chart, FIT.name, HAND.name, LEAST_SQUARES.name)
    return chart, [playback.squares("line", WORST, *worst(sample, line))]


def worst(sample, line):
    """The drawn point that is farthest from a line, as cells of squares. -> x, y, to"""
    X, y = charts.drawn(*sample.points())
    i = int(np.argmax(np.abs(line.at(X) - y)))
    x = float(X[i, 0])
    return [x], [float(y[i, 0])], [float(line.at(x))]


def on_loss_chart(chart, first, y, epochs):
    """Axes that do not tell where the run ends: whole decades below the start, or the worst line on the chart, and all epochs.

    first: the loss of the start. -> chart, the axes for when the run has been seen
    """
    seen = {name: dict(chart.layout[name]) for name in ("xaxis", "yaxis")}
    high = np.ceil(np.log10(max(first, float(np.ptp(y) * (0.5 + AIR)) ** 2) or 1.0))
    chart.update_xaxes(range=[-0.01 * epochs, 1.01 * epochs])
    return charts.log_y(chart, high - DECADES, high), seen


def with_level(chart, sample, line):
    """The loss of a line drawn against the clock: descent comes down to it, or does not. -> chart"""
    charts.add_level(chart, runs.loss_of(sample, line), HAND, HAND.name)
    return chart
