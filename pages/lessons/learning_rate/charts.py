"""The charts of the page on the learning rate: the race, and the limits of redrawn samples."""

import numpy as np

from pages.ui import drawing as go
from pages.ui.charts import (
    LETTERS,
    add_level,
    axis_name,
    figure,
    line_chart,
    log_time,
    log_y,
    now_marker,
    squared,
    with_legend,
)
from pages.ui.numbers import plain
from pages.ui.palette import CHANGE, FIT, LEAST_SQUARES, RACE

LOOKS = {
    "1%": RACE[4],
    "50%": RACE[3],
    "best": RACE[1],
    "95%": RACE[2],
    "105%": RACE[0],
    "my rate": FIT,  # the fit of the page Train: the same run, the same colour
}


# ---- the race


def race_lines(sample, bowl, racing, start):
    """The points, the least-squares line, and every run's line at its start."""
    chart = line_chart(sample, bowl.minimum, start=start)
    chart.data = [trace for trace in chart.data if trace.name != FIT.name]
    x = list(chart.layout.xaxis.range)
    for run in racing:
        chart.add_trace(run_trace(run, x, start.at(x)))
    return with_legend(chart, LEAST_SQUARES.name)


def run_trace(run, x, y, hover=None):
    look = LOOKS[run]
    line = {"color": look.color, "dash": look.dash, "width": 3.5}
    shown = {"hovertemplate": hover} if hover else {"hoverinfo": "skip"}
    return go.Scatter(name=run, x=x, y=y, mode="lines", line=line, **shown)


def race_range(start, finish):
    """[lowest, highest] excess drawn: a thirtieth of the finish, thirty times the start. A diverging run leaves it."""
    return min(start, finish) / 30, 30 * max(start, finish)


def race_losses(racing, start, finish, goal, epochs, unit):
    """The loss above the lowest against the epoch, on log axes, and the level of the goal.

    start, finish: excess losses; goal: what the finish is called.
    """
    chart = figure("Loss", "epoch, log axis", axis_name("MSE above the lowest", squared(unit)))
    log_y(log_time(chart, epochs), *np.log10(race_range(start, finish)))
    add_level(chart, finish, LEAST_SQUARES, f"arrived: {goal}")
    for run in racing:
        chart.add_trace(
            run_trace(run, [], [], f"{run}<br>epoch %{{x:,.0f}}<br>%{{y:.4g}} above the lowest loss<extra></extra>")
        )
    now = now_marker([LOOKS[run].color for run in racing], 12, rim=1, cliponaxis=False)
    return with_legend(chart.add_trace(now))


# ---- the limits of many samples


def limits_chart(limits, here, tested):
    """How often each limit 2/λmax came out; left of the tested rate it would diverge. tested: a rate on the axis, or None."""
    edges = bin_edges(limits, here, tested)
    counts, _ = np.histogram(limits, edges)
    middles = (edges[:-1] + edges[1:]) / 2
    colors = [LOOKS["105%" if tested and middle < tested else "50%"].color for middle in middles]
    chart = figure("", "limit 2/λmax of a sample", "samples")
    chart.update_layout(height=300, bargap=0.06, margin={"l": 8, "r": 12, "t": 44, "b": 8})
    chart.update_xaxes(exponentformat="power", **LETTERS).update_yaxes(**LETTERS)
    hover = "limit about %{x:.4g}<br>%{y} samples<extra></extra>"
    width = 0.94 * (edges[1] - edges[0])
    chart.add_bar(name="samples", x=middles, y=counts, width=width, marker={"color": colors}, hovertemplate=hover)
    if tested:
        chart.add_vline(tested, line={"color": CHANGE.color, "width": 2.5})
        top_label(chart, tested, f"<b>rate {plain(tested)}</b>", 20)
    chart.add_vline(here, line={"color": LEAST_SQUARES.color, "width": 2, "dash": "dot"})
    top_label(chart, here, "your sample", 0, LEAST_SQUARES.color)
    return chart


def bin_edges(limits, here, tested):
    """The borders of about 40 bars that show every limit, one of them at the tested rate."""
    shown = [*limits, here] + ([tested] if tested else [])
    low, high = float(min(shown)), float(max(shown))
    size = (high - low) / 40 or 1.0
    edge = tested or low
    first = edge - np.ceil((edge - low) / size) * size
    return first + size * np.arange(int(np.ceil((high - first) / size)) + 2)


def top_label(chart, x, text, up, color=None):
    font = {"size": 14} | ({"color": color} if color else {})
    chart.add_annotation(text=text, x=x, y=1, yref="paper", yanchor="bottom", yshift=up, showarrow=False, font=font)
