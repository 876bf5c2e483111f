"""The four pictures of the ridge page: the curve, its errors, its weights, and the condition number of its loss."""

from dataclasses import replace

import numpy as np

from pages.ui import drawing as go
from pages.ui.charts import (
    add_level,
    axis_name,
    axis_names,
    figure,
    line_trace,
    log_y,
    now_marker,
    padded,
    stroke,
    with_legend,
)
from pages.ui.numbers import power_of_ten
from pages.ui.palette import CHANGE, DATA, FIT, HELD_OUT, LEAST_SQUARES, NOISE, TRUTH

AT_ZERO = 1e-9  # where the log axis has its 0
MANY = 100  # points: more would hide the curve
TRAINING = replace(DATA, name="training")
BOWL = replace(CHANGE, name="bowl", dash="solid", width=3)
WEIGHTS = replace(CHANGE, name="weights", dash="solid", width=1.5)


# ---- the curve over the points


def curve_chart(p, mine):
    """The points on either side of the split, the true curve if it is known, the answer at the learner's l2 and the curve
    that moves."""
    chart = figure("", *axis_names(p.names))
    everything = np.concatenate([p.y, p.y_out] if p.own else [p.y, p.y_out, p.truth])
    chart.update_xaxes(range=padded(p.grid, 1 / 60)).update_yaxes(range=padded(everything, 0.3))
    x = p.grid[:, 0].tolist()
    if p.own:
        chart.update_xaxes(separatethousands=True).update_yaxes(separatethousands=True, exponentformat="none")
    else:
        chart.add_trace(line_trace(replace(TRUTH, name="true curve"), x, p.truth[:, 0].tolist()))
    chart.add_trace(line_trace(replace(LEAST_SQUARES, name="your l2"), x, mine.tolist()))
    chart.add_trace(line_trace(FIT, x, [None] * len(x)))
    chart.add_trace(points(TRAINING, p.x, p.y, p))
    chart.add_trace(points(HELD_OUT, p.x_out, p.y_out, p))
    return with_legend(chart, "training", "held out", "true curve", "your l2", FIT.name)


def points(look, x, y, p):
    """The rows of one side of the split."""
    marker = {"color": look.color, "size": 9, "symbol": look.symbol, "line": {"width": 2, "color": look.color}}
    if len(p.x) + len(p.x_out) > MANY:
        marker |= {"size": 5, "opacity": 0.6}
    form = ",.4g" if p.own else ".3g"
    hover = f"{p.names.x_name} %{{x:{form}}}<br>{p.names.y_name} %{{y:{form}}}<extra>{look.name}</extra>"
    x, y = x[:, 0].tolist(), y[:, 0].tolist()
    return go.Scatter(name=look.name, x=x, y=y, mode="markers", marker=marker, hovertemplate=hover)


# ---- against l2, or over the epochs


def placed(l2):
    """Where an l2 is drawn: 0 has its own place on the log axis."""
    return np.maximum(l2, AT_ZERO)


def against_l2(title, y_title, l2):
    """An empty chart over the log axis of l2, with the learner's own l2 marked."""
    chart = figure(title, "penalty l2", y_title)
    exponents = range(-8, 2, 2)
    chart.update_xaxes(
        type="log",
        range=[np.log10(AT_ZERO) - 0.3, 1.3],
        tickvals=[AT_ZERO, *(10.0**k for k in exponents)],
        ticktext=["0", *(power_of_ten(1, k) for k in exponents)],
    )
    chart.add_vline(placed(l2), line=stroke(LEAST_SQUARES, 2))
    return chart


def over_epochs(title, y_title, last):
    """An empty chart over the epochs of training."""
    air = 0.02 * last
    return figure(title, "epoch", y_title).update_xaxes(range=[-air, last + 6 * air])


def growing_line(look, hover):
    """A line that the player draws step by step."""
    return go.Scatter(x=[], y=[], name=look.name, mode="lines", line=stroke(look), hovertemplate=hover)


def where(grows):
    """The end of a hover text: at which l2, or at which epoch."""
    return " at l2 = %{x:.2g}<extra></extra>" if grows else " at epoch %{x}<extra></extra>"


# ---- the weights


def weights_against_l2(path, p, l2, mine):
    """A line for each weight as l2 grows, and the weights at the learner's l2."""
    chart = against_l2("Weights", axis_name("weight", p.names.y_unit), l2)
    reach = reach_of(path, p.unit)
    chart.update_yaxes(range=[-reach, reach])
    chart.add_trace(growing_line(WEIGHTS, "%{y:.3g}" + where(True)))
    chart.add_trace(weights_at(float(placed(l2)), mine))
    return with_legend(chart.add_trace(now_marker(size=8)), "at your l2")


def reach_of(path, unit):
    """How far up and down the weights are drawn: what a small penalty leaves; without one they can be huge."""
    return 1.5 * max(float(np.abs(path.w[path.l2s >= 1e-3]).max()), 0.1 * unit)


def weights_over_epochs(path, p, mine):
    """A line for each weight as descent trains, and the weights that ridge computes at once."""
    last, reach = int(path.steps[-1]), reach_of_training(path, p.unit)
    chart = over_epochs("Weights", axis_name("weight", p.names.y_unit), last)
    chart.update_yaxes(range=[-reach, reach])
    chart.add_trace(growing_line(WEIGHTS, "%{y:.3g}" + where(False)))
    chart.add_trace(weights_at(last, mine))
    return with_legend(chart.add_trace(now_marker(size=8)), "at your l2")


def reach_of_training(path, unit):
    return 1.5 * max(float(np.abs(path.w).max()), 0.1 * unit)


def weights_at(x, w):
    """The weights at the learner's l2."""
    marker = {"color": LEAST_SQUARES.color, "size": 10, "symbol": "circle-open", "line": {"width": 2}}
    return go.Scatter(name="at your l2", x=[x] * len(w), y=w, mode="markers", marker=marker, hoverinfo="skip")


# ---- the errors


def errors_against_l2(path, p, l2):
    """Mean squared error on both sides of the split as l2 grows, both axes log, and at the end the best l2."""
    chart = with_errors(against_l2("Error", error_axis(p), l2), path, p, True)
    return chart.add_trace(line_trace(replace(HELD_OUT, name="best", width=2), [], [], showlegend=False))


def errors_over_epochs(path, p):
    """The same two errors as descent trains."""
    return with_errors(over_epochs("Error", error_axis(p), int(path.steps[-1])), path, p, False)


def error_axis(p):
    return axis_name("mean squared error", p.loss_unit)


def with_errors(chart, path, p, grows):
    low, high = error_range(path, p)
    log_y(chart, low, high)
    if p.noise and low < np.log10(p.noise**2) < high:
        add_level(chart, p.noise**2, NOISE, "noise σ²")
    for look in (TRAINING, HELD_OUT):
        chart.add_trace(growing_line(look, f"{look.name} error %{{y:.3g}}" + where(grows)))
    chart.add_trace(now_marker(marker_symbol=["circle", "diamond"]))
    return with_legend(chart, TRAINING.name, HELD_OUT.name)


def error_range(path, p):
    """log10 of the lowest and the highest error shown: both lines, but an enormous held-out error may leave the chart."""
    best = float(path.held_out.min())
    shown = np.concatenate([path.train, path.held_out, [p.noise**2 if p.noise else best]])
    lowest = max(float(shown.min()), 1e-6 * best, 1e-12 * p.unit**2)
    top = max(min(float(shown.max()), max(300 * best, 3 * float(path.train.max()))), 2 * lowest)
    return np.log10(lowest) - 0.1, np.log10(top) + 0.1


# ---- the condition number


def bowl_chart(path, l2, grows):
    """The condition number λmax/λmin of the loss against l2; ∞ has a tick of its own."""
    chart = against_l2("Condition number of the loss", "λmax / λmin", l2)
    values = drawn_bowls(path.bowls, path.bowls)
    low, high = np.log10([values.min(), values.max()])
    air = 0.08 * max(high - low, 1)
    ticks = bowl_ticks(low, high, np.isinf(path.bowls).any())
    chart.update_yaxes(type="log", range=[max(low - air, -0.1), high + air], **ticks)
    line = growing_line(BOWL, "%{y:.3g}" + where(True))
    chart.add_trace(line if grows else line.update(x=path.l2s[1:].tolist(), y=values[1:].tolist()))
    return chart.add_trace(now_marker())


def bowl_ticks(low, high, endless):
    """Powers of ten from 1 on; endless: the highest place is ∞, with none too close below it."""
    every = max(1, int(np.ceil((high - low) / 5)))
    exponents = range(0, int(np.ceil(high)) + 1, every)
    if endless:
        exponents = [k for k in exponents if k < high - 0.6 * every]
    ticks = {10.0**k: power_of_ten(1, k) for k in exponents} | ({10**high: "∞"} if endless else {})
    return {"tickvals": list(ticks), "ticktext": list(ticks.values())}


def drawn_bowls(bowls, known):
    """Condition numbers for a log axis: ∞ a hundred times above the largest finite one that is known."""
    return np.minimum(bowls, 100 * known[np.isfinite(known)].max())
