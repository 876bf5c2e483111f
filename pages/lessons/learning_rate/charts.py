"""The charts of the page on the learning rate: the race, the scale of rates, and the limits of redrawn samples."""

import numpy as np
import plotly.graph_objects as go

from pages.ui.charts import axis_name, figure, line_chart, log_ticks
from pages.ui.numbers import plain, rate_text
from pages.ui.palette import CHANGE, FIT, LEAST_SQUARES, RACE, faint

LOOKS = {
    "crawl": RACE[4],
    "steady": RACE[3],
    "best": RACE[1],
    "zig-zag": RACE[2],
    "diverge": RACE[0],
    "my rate": FIT,  # the fit of the page Train: the same run, the same colour
}
ZONE_LOOKS = {"crawl": "crawl", "good": "steady", "zig-zag": "zig-zag", "diverges": "diverge"}
FIRST = 0.5  # where epoch 0 stands on a log axis
BELOW, ABOVE = 10**-2.5, 10**0.9  # the scale of rates, in parts of the limit
FAR = 50  # a line so many heights away is not on the chart
LETTERS = {"tickfont": {"size": 14}, "title_font": {"size": 15}}
MARKS = {"limit": ("#7A8794", 2), "best": (LOOKS["best"].color, 2)}


# ---- the race


def race_lines(sample, known, runs, start):
    """The points, the least-squares line, and every run's line at its start."""
    chart = line_chart(sample, known.minimum, start=start)
    chart.data = [trace for trace in chart.data if trace.name != FIT.name]
    x = list(chart.layout.xaxis.range)
    for run in runs:
        chart.add_trace(run_trace(run, run, x, np.polyval(start, x)))
    return chart


def run_trace(run, name, x, y, hover=None):
    look = LOOKS[run]
    line = {"color": look.color, "dash": look.dash, "width": 3.5}
    shown = {"hovertemplate": hover} if hover else {"hoverinfo": "skip"}
    return go.Scatter(name=name, x=x, y=y, mode="lines", line=line, **shown)


def drawn_ends(ends, y_range, leaves):
    """The ends (T+1, 2) of a run's line; from the epoch it leaves the chart for good it is drawn nowhere."""
    middle, height = np.mean(y_range), np.ptp(y_range)
    ends = np.clip(ends, middle - FAR * height, middle + FAR * height)
    if leaves is not None:
        ends[leaves:] = middle + FAR * height
    return ends


def leaves_at(ends, y_range):
    """The epoch from which the line's ends stay off the chart, or None."""
    outside = np.abs(ends - np.mean(y_range)).max(axis=1) > np.ptp(y_range)
    inside = np.flatnonzero(~outside)
    first = int(inside[-1]) + 1 if len(inside) else 0
    return first if first < len(ends) else None


def race_range(start, goal):
    """[lowest, highest] excess on the loss chart: a thirtieth of the finish, thirty times the start. Who diverges leaves it."""
    return min(start, goal) / 30, 30 * max(start, goal)


def race_losses(runs, start, goal, goal_name, epochs, unit):
    """The loss above its floor against the epoch, both on log axes, with the finish."""
    low, high = np.log10(race_range(start, goal))
    chart = figure("Loss", "epoch, log axis", axis_name("MSE above its floor", f"{unit}²" if unit else ""))
    ticks = [10**k for k in range(6) if 10**k <= epochs]
    chart.update_xaxes(
        type="log",
        range=np.log10([0.8 * FIRST, 1.15 * max(epochs, 2)]).tolist(),
        tickvals=[FIRST, *ticks],
        ticktext=["start", *(f"{t:,}" for t in ticks)],
    )
    chart.update_yaxes(type="log", range=[low, high], **log_ticks(low, high))
    chart.add_hline(goal, line={"color": LEAST_SQUARES.color, "dash": LEAST_SQUARES.dash, "width": 2})
    chart.add_annotation(
        text=f"<b>finish: {goal_name}</b>",
        x=0.01,
        xref="paper",
        y=np.log10(goal),
        showarrow=False,
        xanchor="left",
        yanchor="top",
        font={"color": LEAST_SQUARES.color, "size": 14},
    )
    for run in runs:
        hover = f"{run}<br>epoch %{{x:,.0f}}<br>%{{y:.4g}} above the floor<extra></extra>"
        chart.add_trace(run_trace(run, run, [], [], hover))
    dots = {"color": [LOOKS[run].color for run in runs], "size": 12, "line": {"color": "#FFFFFF", "width": 1}}
    chart.add_trace(go.Scatter(name="now", x=[], y=[], mode="markers", hoverinfo="skip", marker=dots, cliponaxis=False))
    return chart


# ---- the scale of rates, with the epochs each of them needs


def scale_rates(known):
    """Rates from far below the limit to just below it, closest together where the curve bends most."""
    near = 1 - np.geomspace(0.5, 1e-4, 160)
    return known.limit * np.unique(np.concatenate([np.geomspace(BELOW, 0.5, 160), near, [known.best_rate / known.limit]]))


def zones(known):
    """[(name, from, to), …] in rates: a tenth of the best, 1/λmax and 2/λmax are the borders."""
    borders = [BELOW * known.limit, known.best_rate / 10, known.limit / 2, known.limit, ABOVE * known.limit]
    return list(zip(ZONE_LOOKS, borders, borders[1:], strict=False))


def zone_of(rate, known):
    """The zone that a rate is in, however small or large it is."""
    return next((name for name, _, end in zones(known)[:-1] if rate <= end), "diverges")


def scale_chart(known, rates, needed, dots, marked, epochs, goal_name):
    """Epochs against the rate, over the zones.

    dots: [(run, rate, epochs or None), …] are put on the curve; marked: the same with words, the learner's own first.
    """
    low, high = np.log10([BELOW * known.limit, ABOVE * known.limit])
    finite = np.maximum(needed[np.isfinite(needed)], 1)
    bottom, top = (np.log10([finite.min(), finite.max()])) if len(finite) else (0.0, 1.0)
    room = max(top - bottom, 1.0)
    y_range = [bottom - 0.5 * room, top + 0.12 * room]
    chart = figure("", "learning rate, log axis", "epochs")
    chart.update_layout(height=400, margin={"l": 8, "r": 12, "t": 48, "b": 8})
    chart.update_xaxes(type="log", range=[low, high], showgrid=False, **log_ticks(low, high))
    chart.update_yaxes(type="log", range=y_range, **log_ticks(*y_range))
    for name, begin, end in zones(known):
        add_zone(chart, name, begin, end)
    chart.add_hline(epochs, line={"color": CHANGE.color, "dash": CHANGE.dash, "width": 1.5})
    label(chart, high, np.log10(epochs), "the race&nbsp;", CHANGE.color, "right")
    for name, begin, end in zones(known)[:-1]:
        chart.add_trace(needed_trace(name, *piece(rates, needed, begin, end), goal_name))
    for i, (name, rate) in enumerate((("best", known.best_rate), ("limit", known.limit))):
        add_mark(chart, name, rate, bottom - (0.16 + 0.17 * i) * room, y_range[1])
    for run, rate, arrival in dots:
        add_rate(chart, known, y_range, epochs, run, rate, arrival, "", above=False)
    for i, mark in enumerate(marked):
        add_rate(chart, known, y_range, epochs, *mark, above=not i)
    return chart.update_xaxes(**LETTERS).update_yaxes(**LETTERS)


def piece(rates, needed, begin, end):
    """The part of the curve in one zone, drawn up to its neighbours."""
    inside = np.flatnonzero((rates >= begin) & (rates <= end))
    part = slice(max(0, inside[0] - 1), inside[-1] + 1)
    return rates[part], needed[part]


def needed_trace(zone, rates, needed, goal_name):
    return go.Scatter(
        name=f"epochs needed: {zone}",
        x=rates,
        y=np.where(np.isfinite(needed), np.maximum(needed, 1), np.nan),
        mode="lines",
        line={"color": LOOKS[ZONE_LOOKS[zone]].color, "width": 4},
        hovertemplate=f"rate %{{x:.4g}}<br>%{{y:,}} epochs until {goal_name}<extra></extra>",
    )


def add_zone(chart, name, begin, end):
    color = LOOKS[ZONE_LOOKS[name]]
    chart.add_vrect(begin, end, fillcolor=faint(color, 0.13), line_width=0, layer="below")
    chart.add_annotation(
        text=f"<b>{name}</b>",
        x=(np.log10(begin) + np.log10(end)) / 2,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=16 if name == "zig-zag" else 0,  # its zone is narrow: on a phone the names would touch
        showarrow=False,
        font={"color": color.color, "size": 15},
    )


def label(chart, x, y, text, color, anchor, level="bottom", **more):
    """Words at a place of the log axes."""
    place = {"x": x, "y": y, "xanchor": anchor, "yanchor": level, "align": anchor, "showarrow": False}
    chart.add_annotation(text=text, font={"color": color, "size": 14}, **place | more)


def add_mark(chart, name, rate, level, top):
    """A rate of the theory: a line from the top down to its own words, so that neighbours never cross them."""
    color, width = MARKS[name]
    formula = {"best": "best, 2/(λmin+λmax)", "limit": "limit, 2/λmax"}[name]
    chart.add_shape(
        type="line", x0=rate, x1=rate, y0=10**level, y1=10**top, line={"color": color, "width": width, "dash": "dot"}
    )
    label(chart, np.log10(rate), level, f"<b>{formula} = {plain(rate, 4)}</b> ", color, "right", "middle")


def add_rate(chart, known, y_range, epochs, run, rate, needed, text, above):
    """A dot on the curve with its words; above the limit near the top, beyond the scale at its edge."""
    low, high = 1.02 * BELOW * known.limit, 0.98 * ABOVE * known.limit
    x, height = float(np.clip(rate, low, high)), float(np.ptp(y_range))
    y = y_range[1] - (0.1 if above else 0.42) * height
    if needed is not None:
        y = float(np.clip(np.log10(max(needed, 1)), *y_range))
    look = LOOKS.get(run, CHANGE)
    symbol = "circle" if needed is not None else "x"
    symbol = "triangle-left" if rate < low else "triangle-right" if rate > high else symbol
    marker = {
        "color": look.color,
        "symbol": symbol,
        "size": 16 if above else 12,
        "line": {"color": "#FFFFFF", "width": 1.5},
    }
    hover = f"{text.replace('<br>', ' ') or f'{run} %{{x:.4g}}'}<extra></extra>"
    chart.add_trace(
        go.Scatter(name=text, x=[x], y=[10**y], mode="markers", cliponaxis=False, marker=marker, hovertemplate=hover)
    )
    if not text:
        return
    words, place = (f"<b>{text}</b>", x / known.limit) if above else (text, x / known.limit)
    if needed is None:  # below its cross, clear of the limit and of the edge
        anchor = "left" if place < 2.5 else "center" if place < 5 else "right"
        label(chart, np.log10(x), y - 0.04 * height, words, look.color, anchor, "top")
    elif not above:
        label(chart, np.log10(x), y, f"{words}&nbsp;&nbsp;", look.color, "right" if place > 0.01 else "left", "top")
    elif place > 0.15:  # the limit is near: to the left, high above the curve
        arrow = {"showarrow": True, "arrowhead": 0, "arrowcolor": look.color, "ax": -14, "ay": -84, "standoff": 8}
        label(chart, np.log10(x), y, words, look.color, "right", "bottom", **arrow)
    else:
        on_the_line = 0 <= np.log10(epochs) - y < 0.2 * height
        label(
            chart, np.log10(x), np.log10(epochs) if on_the_line else y, words, look.color, "left", "bottom", xshift=10
        )


# ---- the limits of many samples


def limits_chart(limits, here, tested):
    """How often each limit 2/λmax came out; left of the tested rate it would diverge. tested: a rate on the axis, or None."""
    low, high = float(min(limits.min(), here)), float(max(limits.max(), here))
    low, high = (min(low, tested), max(high, tested)) if tested else (low, high)
    size = (high - low) / 40 or 1.0
    edge = tested or low
    first = edge - np.ceil((edge - low) / size) * size
    edges = first + size * np.arange(int(np.ceil((high - first) / size)) + 2)
    counts, _ = np.histogram(limits, edges)
    middles = (edges[:-1] + edges[1:]) / 2
    diverging = middles < edge
    colors = [LOOKS["diverge"].color if bad else LOOKS["steady"].color for bad in diverging]
    chart = figure("", "limit 2/λmax of a sample", "samples")
    chart.update_layout(height=300, bargap=0.06, margin={"l": 8, "r": 12, "t": 44, "b": 8})
    chart.update_xaxes(exponentformat="power", **LETTERS).update_yaxes(**LETTERS)
    chart.add_trace(
        go.Bar(
            name="samples",
            x=middles,
            y=counts,
            width=0.94 * size,
            marker={"color": colors},
            hovertemplate="limit about %{x:.4g}<br>%{y} samples<extra></extra>",
        )
    )
    if tested:
        chart.add_vline(tested, line={"color": CHANGE.color, "width": 2.5})
        top_label(chart, tested, f"<b>rate {rate_text(tested)}</b>", 20)
    chart.add_vline(here, line={"color": LEAST_SQUARES.color, "width": 2, "dash": "dot"})
    top_label(chart, here, "your sample", 0, LEAST_SQUARES.color)
    return chart


def top_label(chart, x, text, up, color=None):
    font = {"size": 14} | ({"color": color} if color else {})
    chart.add_annotation(text=text, x=x, y=1, yref="paper", yanchor="bottom", yshift=up, showarrow=False, font=font)
