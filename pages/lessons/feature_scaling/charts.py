"""The charts of the page on feature scaling: a bowl from above for each side, and both loss curves."""

import numpy as np

import linreg_core as core
from pages.ui import drawing as go
from pages.ui.charts import (
    RIM,
    add_level,
    axis_name,
    figure,
    key_trace,
    log_time,
    log_y,
    now_marker,
    squared,
    with_legend,
)
from pages.ui.loss_map import LEVELS, level_colors, level_excesses, level_shapes
from pages.ui.numbers import plain, slope_unit
from pages.ui.palette import LEAST_SQUARES


def bowl_chart(side, frame, to_scale, names):
    """The bowl of one side from above, with log-spaced levels, its bottom, and a path still to grow.

    to_scale: both axes share one unit of length.
    """
    chart = empty_bowl(side, frame, to_scale, names)
    excesses = level_excesses(side.units.Z, frame)
    levels = core.level_curves(*side.units.points(), excesses, 5)
    chart.update_layout(shapes=level_shapes(*levels, level_colors(LEVELS), frame))
    for name, color, width in (("path halo", RIM, 6.5), ("path", side.look.color, 3.5)):
        line = {"color": color, "width": width}
        chart.add_trace(go.Scatter(name=name, x=[], y=[], mode="lines", hoverinfo="skip", line=line))
    chart.add_trace(key_trace(shown_name(side), line={"color": side.look.color, "width": 3.5}))
    chart.add_trace(mark("lowest loss", side.bowl.minimum, LEAST_SQUARES.color, "x"))
    chart.add_trace(mark("now", side.units.start, side.look.color, "circle"))
    return with_legend(chart, shown_name(side), "lowest loss")


def shown_name(side):
    """In legends; traces are called by the side's key."""
    return side.name.capitalize()


def empty_bowl(side, frame, to_scale, names):
    """The axes of w and b in the units of a side, and its condition number above them."""
    one = slope_unit(names) if side.key == "raw" else f"{names.y_unit} per {side.units.scaling.unit(names)}".strip()
    title = f"Condition number {plain(side.bowl.condition)}"
    chart = figure(title, axis_name("w", one), axis_name("b", names.y_unit))
    look = {"showgrid": False, "zeroline": False, "exponentformat": "SI"}
    chart.update_xaxes(range=frame.w, nticks=4, tickangle=0, **look)
    chart.update_yaxes(range=frame.b, nticks=7, **look)
    if to_scale:
        chart.update_yaxes(scaleanchor="x", scaleratio=1, constrain="domain")
        chart.update_xaxes(constrain="domain")
    return chart


def mark(name, line, color, symbol):
    """One Line on the map as a point, with a light rim."""
    return go.Scatter(
        name=name,
        x=[line.w],
        y=[line.b],
        mode="markers",
        hoverinfo="skip",
        marker={"color": color, "symbol": symbol, "size": 13, "line": {"color": RIM, "width": 2}},
    )


def race_chart(comparison, last, unit):
    """The loss above the lowest of both sides on log axes, empty but for the level that counts as arrived."""
    chart = figure("Loss", "epoch, log axis", axis_name("MSE above the lowest", squared(unit)))
    log_time(chart, last, zero="0", tickangle=0)  # in a narrow chart "start" would touch the 1
    log_y(chart, *np.log10(race_range(comparison)))
    add_level(chart, comparison.goal.excess, LEAST_SQUARES, "arrived")
    for side in comparison.sides:
        line = {"color": side.look.color, "dash": side.look.dash, "width": 3.5}
        hover = f"{side.name}<br>epoch %{{x:,.0f}}<br>%{{y:.4g}} above the lowest loss<extra></extra>"
        chart.add_trace(go.Scatter(name=side.key, x=[], y=[], mode="lines", line=line, hovertemplate=hover))
        chart.add_trace(now_marker(side.look.color, name=f"{side.key} now"))
        chart.add_trace(key_trace(shown_name(side), line=line))
    return with_legend(chart, *map(shown_name, comparison.sides))


def race_range(comparison):
    """[lowest, highest] excess loss drawn: a thousandth of the goal, and a thousand times the start at most."""
    goal = comparison.goal.excess
    start = max(comparison.raw.excess[0], goal)
    highest = min(max(float(np.max(side.excess)) for side in comparison.sides), 1e3 * start)
    return 1e-3 * goal, 3 * max(highest, start)
