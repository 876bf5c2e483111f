"""The scale of rates as a chart: how many epochs each rate needs, over its zones, with a few rates marked."""

import numpy as np

from pages.lessons.learning_rate.charts import LOOKS
from pages.lessons.learning_rate.zones import ABOVE, BELOW, place_on_scale, zones
from pages.ui import drawing as go
from pages.ui.charts import LETTERS, RIM, figure, log_ticks, log_y
from pages.ui.numbers import plain
from pages.ui.palette import CHANGE, faint

ZONE_LOOKS = {
    "small": LOOKS["1%"],
    "large": LOOKS["50%"],
    "bounces": LOOKS["95%"],
    "diverges": LOOKS["105%"],
}


def scale_chart(bowl, scale, dots, marked, epochs):
    """The epochs of a Scale against its rates, over the zones. epochs: of the race.

    dots: [(run, rate, epochs or None), …] are put on the curve; marked: the same with words, the learner's own first.
    """
    bottom, room, y_range = heights(scale.epochs)
    chart = empty_scale(bowl, y_range)
    chart.add_hline(epochs, line={"color": CHANGE.color, "dash": CHANGE.dash, "width": 1.5})
    label(chart, np.log10(ABOVE * bowl.limit), np.log10(epochs), "the race&nbsp;", CHANGE.color, "right", "top")
    for name, begin, end in zones(bowl)[:-1]:
        chart.add_trace(needed_trace(name, *piece(scale.rates, scale.epochs, begin, end), scale.goal.words))
    best, limit = (bottom - part * room for part in (0.16, 0.33))
    add_theory(chart, "best", bowl.best_rate, best, y_range[1], LOOKS["best"].color)
    add_theory(chart, "limit", bowl.limit, limit, y_range[1], CHANGE.color)
    for run, rate, arrival in dots:
        add_dot(chart, bowl, y_range, run, rate, arrival)
    for i, mark in enumerate(marked):
        add_named(chart, bowl, y_range, epochs, *mark, mine=not i)
    return chart.update_xaxes(**LETTERS).update_yaxes(**LETTERS)


def heights(needed):
    """The lowest number of epochs as a power of ten, the decades up to the highest, and the range of the axis around them."""
    finite = np.maximum(needed[np.isfinite(needed)], 1)
    bottom, top = (np.log10([finite.min(), finite.max()])) if len(finite) else (0.0, 1.0)
    room = max(top - bottom, 1.0)
    return bottom, room, [bottom - 0.5 * room, top + 0.12 * room]


def empty_scale(bowl, y_range):
    """The log axes, and the zones with their names."""
    low, high = np.log10([BELOW * bowl.limit, ABOVE * bowl.limit])
    chart = figure("", "learning rate, log axis", "epochs needed, log axis")
    chart.update_layout(height=400, margin={"l": 8, "r": 12, "t": 48, "b": 8})
    chart.update_xaxes(type="log", range=[low, high], showgrid=False, **log_ticks(low, high))
    log_y(chart, *y_range)
    for name, begin, end in zones(bowl):
        add_zone(chart, name, begin, end)
    return chart


def piece(rates, needed, begin, end):
    """The part of the curve in one zone, drawn up to its neighbours."""
    inside = np.flatnonzero((rates >= begin) & (rates <= end))
    part = slice(max(0, inside[0] - 1), inside[-1] + 1)
    return rates[part], needed[part]


def needed_trace(zone, rates, needed, goal):
    return go.Scatter(
        name=f"epochs needed: {zone}",
        x=rates,
        y=np.where(np.isfinite(needed), np.maximum(needed, 1), np.nan),
        mode="lines",
        line={"color": ZONE_LOOKS[zone].color, "width": 4},
        hovertemplate=f"rate %{{x:.4g}}<br>%{{y:,}} epochs until the loss is {goal}<extra></extra>",
    )


def add_zone(chart, name, begin, end):
    look = ZONE_LOOKS[name]
    chart.add_vrect(begin, end, fillcolor=faint(look, 0.13), line_width=0, layer="below")
    chart.add_annotation(
        text=f"<b>{name}</b>",
        x=(np.log10(begin) + np.log10(end)) / 2,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=16 if name == "bounces" else 0,  # its zone is narrow: on a phone the names would touch
        showarrow=False,
        font={"color": look.color, "size": 15},
    )


def label(chart, x, y, text, color, anchor, level="bottom", **more):
    """Words at a place of the log axes."""
    place = {"x": x, "y": y, "xanchor": anchor, "yanchor": level, "align": anchor, "showarrow": False}
    chart.add_annotation(text=text, font={"color": color, "size": 14}, **place | more)


def add_theory(chart, name, rate, level, top, color):
    """A rate of the theory: a line from the top down to its own words, so that neighbours never cross them."""
    line = {"color": color, "width": 2, "dash": "dot"}
    chart.add_shape(type="line", x0=rate, x1=rate, y0=10**level, y1=10**top, line=line)
    label(chart, np.log10(rate), level, f"<b>{name} {plain(rate, 4)}</b> ", color, "right", "middle")


# ---- the rates that are marked


def add_dot(chart, bowl, y_range, run, rate, needed, text="", mine=False):
    """A dot on the curve, or a cross above the limit. -> where it is: x, and log10 of y"""
    x, beyond = place_on_scale(rate, bowl)
    y = y_range[1] - (0.1 if mine else 0.42) * float(np.ptp(y_range))
    if needed is not None:
        y = float(np.clip(np.log10(max(needed, 1)), *y_range))
    marker = {
        "color": LOOKS.get(run, CHANGE).color,
        "symbol": beyond or ("x" if needed is None else "circle"),
        "size": 16 if mine else 12,
        "line": {"color": RIM, "width": 1.5},
    }
    hover = f"{text.replace('<br>', ' ') or f'{run} %{{x:.4g}}'}<extra></extra>"
    chart.add_trace(
        go.Scatter(name=text, x=[x], y=[10**y], mode="markers", cliponaxis=False, marker=marker, hovertemplate=hover)
    )
    return x, y


def add_named(chart, bowl, y_range, epochs, run, rate, needed, text, mine):
    """A dot with its words beside it, clear of the curve, of the limit and of the edges. mine: the learner's own, in bold."""
    x, y = add_dot(chart, bowl, y_range, run, rate, needed, text, mine)
    share, height, color = x / bowl.limit, float(np.ptp(y_range)), LOOKS.get(run, CHANGE).color
    words = f"<b>{text}</b>" if mine else text
    if needed is None:  # below its cross
        anchor = "left" if share < 2.5 else "center" if share < 5 else "right"
        label(chart, np.log10(x), y - 0.04 * height, words, color, anchor, "top")
    elif not mine:
        beside = ("right", "top") if share > 0.01 else ("left", "bottom")  # the curve comes down from the left
        label(chart, np.log10(x), y, f"&nbsp;&nbsp;{words}&nbsp;&nbsp;", color, *beside)
    elif share > 0.15:  # the limit is near: to the left, high above the curve
        arrow = {"showarrow": True, "arrowhead": 0, "arrowcolor": color, "ax": -14, "ay": -84, "standoff": 8}
        label(chart, np.log10(x), y, words, color, "right", "bottom", **arrow)
    else:  # below the curve, at the left edge above it, but not on the line of the race
        side, beside = (-1, ("right", "top")) if share > 0.01 else (1, ("left", "bottom"))
        level = np.log10(epochs) if 0 <= side * (np.log10(epochs) - y) < 0.2 * height else y
        label(chart, np.log10(x), level, words, color, *beside, xshift=10 * side)
