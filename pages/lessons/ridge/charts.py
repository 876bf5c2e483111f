"""The four pictures of the ridge page: the curve, its weights, its errors and its bowl, the last three against l2."""

from dataclasses import replace

import numpy as np
import plotly.graph_objects as go

from pages.ui.charts import figure, log_ticks
from pages.ui.numbers import power_of_ten
from pages.ui.palette import CHANGE, DATA, FIT, HELD_OUT, LEAST_SQUARES, NOISE, TRUTH

AT_ZERO = 1e-9  # where the log axis has its 0
LABELLED = 4
TRAINING = replace(DATA, name="training")
BOWL = replace(CHANGE, name="bowl", dash="solid", width=3)


def placed(l2):
    """Where an l2 is drawn: 0 has its own place on the log axis."""
    return np.maximum(l2, AT_ZERO)


def against_l2(title, y_title, l2, **layout):
    """An empty chart over the log axis of l2, with the learner's own l2 marked."""
    chart = figure(title, "penalty l2", y_title, **layout)
    exponents = range(-8, 2, 2)
    chart.update_xaxes(
        type="log",
        range=[np.log10(AT_ZERO) - 0.3, 1.3],
        tickvals=[AT_ZERO, *(10.0**k for k in exponents)],
        ticktext=["0", *(power_of_ten(1, k) for k in exponents)],
    )
    chart.add_vline(placed(l2), line={"color": LEAST_SQUARES.color, "dash": LEAST_SQUARES.dash, "width": 2})
    return chart


def line_against_l2(look, l2s, values, **more):
    """One line over the log axis, from the second l2 on: no line can reach 0 there."""
    style = {"color": look.color, "dash": look.dash, "width": look.width}
    return go.Scatter(x=l2s[1:], y=values[1:], name=look.name, mode="lines", line=style, **more)


def dots(name, color, count=1, symbol="circle", size=11):
    """Dots that the player moves."""
    nothing = [None] * count
    marker = {"color": color, "size": size, "symbol": symbol}
    return go.Scatter(name=name, x=nothing, y=nothing, mode="markers", hoverinfo="skip", marker=marker)


def curve_chart(problem, grid, mine):
    """The points on either side of the split, the true curve, the answer at the learner's l2 and the curve that moves."""
    chart = figure("Data and curve", "x", "y")
    everything = np.concatenate([problem.y, problem.y_out, problem.truth])
    low, high = float(everything.min()), float(everything.max())
    air = 0.3 * (high - low)
    chart.update_xaxes(range=[-3.1, 3.1]).update_yaxes(range=[low - air, high + air])
    x = grid[:, 0].tolist()
    true_curve = replace(TRUTH, name="true curve")
    for look, values in ((true_curve, problem.truth[:, 0]), (LEAST_SQUARES, mine), (FIT, np.full(len(x), np.nan))):
        style = {"color": look.color, "dash": look.dash, "width": look.width}
        chart.add_trace(go.Scatter(name=look.name, x=x, y=values.tolist(), mode="lines", line=style, hoverinfo="skip"))
    for look, rows_x, rows_y in ((DATA, problem.x, problem.y), (HELD_OUT, problem.x_out, problem.y_out)):
        marker = {"color": look.color, "size": 9, "symbol": look.symbol, "line": {"width": 2, "color": look.color}}
        points = go.Scatter(
            name=look.name, x=rows_x[:, 0].tolist(), y=rows_y[:, 0].tolist(), mode="markers", marker=marker
        )
        chart.add_trace(points.update(hovertemplate="x %{x:.3g}<br>y %{y:.3g}<extra>" + look.name + "</extra>"))
    names = {
        f"● {len(problem.x)} training": DATA,
        f"◇ {len(problem.x_out)} held out": HELD_OUT,
        "╌ true": TRUTH,
        "┈ your l2": LEAST_SQUARES,
        "━ now": FIT,
    }
    legend = "  ".join(colored(name, look) for name, look in names.items())
    chart.add_annotation(
        text=legend, x=0, y=1, xref="paper", yref="paper", yanchor="bottom", showarrow=False, font={"size": 13}
    )
    return chart.update_layout(margin_t=56)


def weights_chart(path, l2, mine):
    """Every weight against l2. What leaves the chart on the left is as wild as the curve."""
    tame = np.abs(path.w[path.l2s >= 1e-3])
    reach = 1.5 * max(float(tame.max()), 0.1)
    wild = float(np.abs(path.w).max())
    title = "Weights" + (f": up to ±{wild:,.0f} without a penalty" if wild > 2 * reach else "")
    chart = against_l2(title, "weight", l2)
    chart.update_yaxes(range=[-reach, reach])
    chart.add_trace(every_weight(path))
    largest = set(np.argsort(-np.abs(mine))[:LABELLED].tolist())
    text = [f"<b>{power(j + 1)}</b>" if j in largest else "" for j in range(len(mine))]
    chart.add_trace(
        go.Scatter(
            name="at your l2",
            x=[float(placed(l2))] * len(mine),
            y=mine,
            text=text,
            mode="markers+text",
            textposition=["middle right" if k % 2 else "middle left" for k in np.argsort(np.argsort(mine))],
            textfont={"color": LEAST_SQUARES.color, "size": 14},
            marker={"color": LEAST_SQUARES.color, "size": 10, "symbol": "circle-open", "line": {"width": 2}},
            hoverinfo="skip",
        )
    )
    return chart.add_trace(dots("now", FIT.color, len(mine), size=8))


def every_weight(path):
    """All weights in one trace, with gaps between: twelve traces would make every step of the player slow."""
    x, y, names = [], [], []
    for j, values in enumerate(path.w[1::4].T.tolist()):
        x += [*path.l2s[1::4].tolist(), None]
        y += [*values, None]
        names += [power(j + 1)] * (len(values) + 1)
    hover = "%{text}: %{y:.3g} at l2 = %{x:.2g}<extra></extra>"
    line = {"color": CHANGE.color, "width": 1.5}
    return go.Scatter(name="weights", x=x, y=y, text=names, mode="lines", line=line, hovertemplate=hover)


def errors_chart(path, noise, l2):
    """Mean squared error on both sides of the split against l2, both on log axes, and the best l2 for the held-out side."""
    title = f"Error on {colored('training', DATA)} and {colored('held-out', HELD_OUT)} points"
    chart = against_l2(title, "mean squared error", l2)
    low, high = error_range(path, noise)
    chart.update_yaxes(type="log", range=[low, high], **log_ticks(low, high))
    if noise and low < np.log10(noise**2) < high:
        chart.add_hline(noise**2, line={"color": NOISE.color, "dash": NOISE.dash, "width": 1.5})
        name = {"text": "noise σ²", "font": {"color": NOISE.color, "size": 13}, "showarrow": False}
        chart.add_annotation(x=1.25, y=np.log10(noise**2), yanchor="bottom", xanchor="right", **name)
    hover = " error %{y:.3g} at l2 = %{x:.2g}<extra></extra>"
    for look, values in ((TRAINING, path.train), (HELD_OUT, path.held_out)):
        chart.add_trace(
            line_against_l2(look, path.l2s, np.maximum(values, 10**low).tolist(), hovertemplate=look.name + hover)
        )
    chart.add_trace(best_line(path, low, high))
    return chart.add_trace(dots("now", FIT.color, 2, symbol=["circle", "diamond"])).update_layout(margin_t=56)


def error_range(path, noise):
    """log10 of the lowest and the highest error shown: both lines, but an enormous held-out error may leave the chart."""
    best = float(path.held_out.min())
    shown = np.concatenate([path.train, path.held_out, [noise**2 or best]])
    floor = max(float(shown.min()), 1e-6 * best, 1e-12)
    top = max(min(float(shown.max()), max(300 * best, 3 * float(path.train.max()))), 2 * floor)
    return np.log10(floor) - 0.1, np.log10(top) + 0.1


def best_line(path, low, high):
    """The best l2 for the held-out points."""
    x = float(placed(path.l2s[path.best]))
    line = {"color": HELD_OUT.color, "dash": HELD_OUT.dash, "width": 2}
    return go.Scatter(name="best", x=[x, x], y=[10**low, 10**high], mode="lines", line=line, hoverinfo="skip")


def colored(text, look):
    return f'<span style="color:{look.color}"><b>{text}</b></span>'


def bowl_chart(path, l2):
    """The condition number λmax/λmin of the bowl against l2; ∞ has a tick of its own."""
    chart = against_l2("How long the loss bowl is: λmax / λmin", "condition number", l2)
    values = drawn_bowls(path.bowls)
    low, high = np.log10(values.min()), np.log10(values.max())
    every = max(1, int(np.ceil((high - low) / 5)))
    ticks = [k for k in range(0, int(np.ceil(high)) + 1, every)]
    vals, texts = [10.0**k for k in ticks], [power_of_ten(1, k) for k in ticks]
    if np.isinf(path.bowls).any():
        keep = [k < high - 0.6 * every for k in ticks]
        vals = [v for v, k in zip(vals, keep, strict=True) if k] + [float(values.max())]
        texts = [t for t, k in zip(texts, keep, strict=True) if k] + ["∞"]
    air = 0.08 * max(high - low, 1)
    chart.update_yaxes(type="log", range=[max(low - air, -0.1), high + air], tickvals=vals, ticktext=texts)
    chart.add_trace(
        line_against_l2(BOWL, path.l2s, values.tolist(), hovertemplate="%{y:.3g} at l2 = %{x:.2g}<extra></extra>")
    )
    return chart.add_trace(dots("now", FIT.color))


def drawn_bowls(bowls):
    """Condition numbers for a log axis: ∞ a hundred times above the largest finite one."""
    finite = bowls[np.isfinite(bowls)]
    return np.where(np.isfinite(bowls), bowls, 100 * finite.max())


def superscript(k):
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in str(k))


def power(k):
    """x, x², x³ …"""
    return "x" if k == 1 else f"x{superscript(k)}"
