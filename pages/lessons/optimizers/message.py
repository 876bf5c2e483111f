"""What the player is told: the paths on the map, the losses, and what each runner has got."""

import numpy as np
import streamlit as st

from pages.lessons.optimizers import charts
from pages.lessons.optimizers.tapes import raced
from pages.ui import playback
from pages.ui.charts import in_log_time
from pages.ui.numbers import rate_text

IN_ROWS = {"pace": "log", "clock": {"name": "Row", "units": "rows"}}


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, runners, by_rows, ending):
    """The race of these Runners as the player's message. by_rows: time is counted in rows, not in epochs."""
    race = raced(experiment, runners, by_rows)
    count, frame = len(runners), charts.frame_of(race)
    return playback.pack(
        run=repr((experiment, runners, by_rows)),
        view=f"{experiment.scenario} {by_rows}",
        epochs=int(race.rows[-1]) if by_rows else race.epochs,
        steps=race.rows if by_rows else race.rows // race.n,
        series=series(race, frame, by_rows),
        figures={
            "map": playback.picture(charts.map_chart(race, frame), map_alt(race), 400),
            "loss": playback.picture(charts.loss_chart(race, by_rows), loss_alt(race), 400),
        },
        tracks=tracks(count),
        readouts=[readout(race, i) for i in range(count)],
        note=f"NumPy ran {count} × {race.epochs:,} epochs in {1e3 * race.seconds:,.0f} ms; "
        "you are watching them {slower}× slower"
        + (", in log time: every tenfold of rows takes as long." if by_rows else "."),
        seconds=race.seconds,
        notices=gone(race, 1 if by_rows else race.n),
        ending=ending,
        **(IN_ROWS if by_rows else {}),
    )


def series(race, frame, by_rows):
    """Where the runners are and how high, kept close to what the charts show: Plotly's numbers stay small."""
    low, high = charts.loss_range(race)
    values = {"at": in_log_time(race.rows) if by_rows else race.rows // race.n}
    for i, tape in enumerate(race.tapes):
        values |= {f"w{i}": off_map(tape.w, frame.w), f"b{i}": off_map(tape.b, frame.b)}
        values[f"loss{i}"] = np.clip(tape.excess, low / 10, high * 10)
        values[f"now{i}"] = np.clip(tape.excess, low, high)
        values[f"mse{i}"] = race.bowl.floor + tape.excess
    return values


def off_map(values, span):
    """Places far off the map are drawn just far off it."""
    return np.clip(values, span[0] - 20 * np.ptp(span), span[1] + 20 * np.ptp(span))


def tracks(count):
    """What moves: a path and a loss for each runner, and all their places of now."""
    each = range(count)
    return [
        *(playback.grow("map", f"path{i}", f"w{i}", f"b{i}") for i in each),
        *(playback.grow("loss", f"loss{i}", "at", f"loss{i}") for i in each),
        playback.at("map", "now", [f"w{i}" for i in each], [f"b{i}" for i in each]),
        playback.at("loss", "now", ["at"] * count, [f"now{i}" for i in each]),
    ]


def readout(race, i):
    """A runner's line and rate, its loss of now, and how far that is above the floor."""
    floor, tape = race.bowl.floor, race.tapes[i]
    big = bool(tape.excess[0] + floor >= 1e5 or floor < 1e-3 or tape.gone is not None)
    values = {"mse": playback.number(f"mse{i}", 2, big)}
    rate = f"rate {rate_text(race.runners[i].rate)}"
    if floor > 1e-12 * tape.excess[0]:
        values["above"] = playback.number({f"mse{i}": 100 / floor, "": -100}, 1)
        rate += "; floor {+above} %"
    return playback.readout(race.titles[i], "MSE {mse}", rate, look=race.looks[i], **values)


def gone(race, unit):
    """Who has diverged, in words on the map, from when on. unit: rows in one unit of the player's time"""
    ends = sorted((tape.gone // unit, title) for title, tape in zip(race.titles, race.tapes, strict=True) if tape.gone)
    return [
        {"chart": "map", "from": at, "text": f"Diverged: {'; '.join(title for end, title in ends if end <= at)}"}
        for at, _ in ends
    ]


def map_alt(race):
    best = race.bowl.minimum
    ends = "; ".join(
        f"{title} ends at w = {tape.w[-1]:.4g}, b = {tape.b[-1]:.4g}"
        for title, tape in zip(race.titles, race.tapes, strict=True)
    )
    return (
        f"Level lines of the loss over w and b with {len(race.tapes)} paths: {ends}. "
        f"Lowest: w = {best.w:.4g}, b = {best.b:.4g}."
    )


def loss_alt(race):
    ends = "; ".join(f"{title} {tape.excess[-1]:.4g}" for title, tape in zip(race.titles, race.tapes, strict=True))
    return (
        f"Loss above its floor of {race.bowl.floor:.4g} on a log axis, from {race.excess_at_start:.4g}; "
        f"at the end: {ends}."
    )
