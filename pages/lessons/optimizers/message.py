"""What the player is told: the paths on the map, the losses, and what each runner has got."""

import numpy as np

from pages.lessons.optimizers import charts
from pages.lessons.optimizers.tapes import raced
from pages.lessons.optimizers.words import story
from pages.ui import playback
from pages.ui.charts import in_log_time
from pages.ui.kept import kept
from pages.ui.numbers import count, decimals_for, plain


@kept(200)
def recorded(experiment, runners, by_looks, own, ending, near=None):
    """The race of these Runners as the player's message. by_looks: time is counted in points looked at, not in epochs."""
    race, sent = (raced(experiment, runners, by_looks, at) for at in (None, near))
    size, frame = len(runners), charts.frame_of(race)
    many = f"{size} runs of {count(race.epochs)}" if size > 1 else count(race.epochs)
    return playback.pack(
        run=repr((experiment, runners, by_looks)),
        view=f"{experiment.scenario} {by_looks}",
        setting=experiment.names.title,
        epochs=int(race.looks_at[-1]) if by_looks else race.epochs,
        steps=sent.looks_at if by_looks else sent.looks_at // race.n,
        series=series(sent, frame, charts.loss_range(race), by_looks),
        figures={
            "map": playback.picture(charts.map_chart(race, frame), map_alt(race), 400, seen=map_seen(race)),
            "loss": playback.picture(charts.loss_chart(race, by_looks), loss_alt(race), 400, seen=loss_seen(race)),
        },
        tracks=tracks(size),
        readouts=[readout(race, i) for i in range(size)],
        note=f"NumPy trained {many} in {plain(1e3 * race.seconds, 2)} ms; you are watching {{slower}}× slower"
        + (", in log time: every tenfold of points takes as long." if by_looks else "."),
        seconds=race.seconds,
        notices=diverging(race, 1 if by_looks else race.n),
        ending=ending,
        story=story(race, own),
        **(in_looks(race) if by_looks else {}),
    )


def in_looks(race):
    """Time in points looked at; a step is the smallest batch, after which a run moves."""
    stride = min(runner.batch(race.n) for runner in race.runners)
    return {"pace": "log", "clock": {"name": "Point", "units": "points", "stride": stride}}


def series(race, frame, loss_range, by_looks):
    """Where the runners are and how high, kept close to what the charts show: Plotly's numbers stay small."""
    low, high = loss_range
    values = {"at": in_log_time(race.looks_at) if by_looks else race.looks_at // race.n}
    for i, tape in enumerate(race.tapes):
        values |= {f"w{i}": off_map(tape.w, frame.w), f"b{i}": off_map(tape.b, frame.b)}
        values[f"loss{i}"] = np.clip(tape.excess, low / 10, high * 10)
        values[f"now{i}"] = np.clip(tape.excess, low, high)
        values[f"mse{i}"] = race.bowl.floor + tape.excess
    return values


def off_map(values, span):
    """Places far off the map are drawn just far off it."""
    return np.clip(values, span[0] - 20 * np.ptp(span), span[1] + 20 * np.ptp(span))


def tracks(size):
    """What moves: a path and a loss for each runner, and all their places of now."""
    each = range(size)
    return [
        *(playback.grow("map", f"path{i}", f"w{i}", f"b{i}") for i in each),
        *(playback.grow("loss", f"loss{i}", "at", f"loss{i}") for i in each),
        playback.at("map", "now", [f"w{i}" for i in each], [f"b{i}" for i in each]),
        playback.at("loss", "now", ["at"] * size, [f"now{i}" for i in each]),
    ]


def readout(race, i):
    """A runner's line and rate, and its loss of now."""
    floor, tape = race.bowl.floor, race.tapes[i]
    big = bool(tape.excess[0] + floor >= 1e5 or floor < 1e-3 or tape.outcome.diverged)
    values = {"mse": playback.number(f"mse{i}", 2 if big else decimals_for(floor), big)}
    rate = f"rate {plain(race.runners[i].rate)}"
    return playback.readout(race.titles[i], "MSE {mse}", rate, look=race.looks[i], **values)


def diverging(race, unit):
    """Who diverges, in words on the map, from when on. unit: looks in one unit of the player's time"""
    ends = sorted((t.rises // unit, title) for title, t in zip(race.titles, race.tapes, strict=True) if t.rises)
    return [
        {"chart": "map", "from": at, "text": f"Diverges: {'; '.join(title for end, title in ends if end <= at)}"}
        for at in sorted({end for end, _ in ends})
    ]


# ---- for those who cannot see


def map_alt(race):
    best, start = race.bowl.minimum, race.start
    return (
        f"Level lines of the loss over w and b, and {count(len(race.tapes), 'path')}. The start is w = {plain(start.w, 4)}, "
        f"b = {plain(start.b, 4)}. The lowest loss is at w = {plain(best.w, 4)}, b = {plain(best.b, 4)}."
    )


def map_seen(race):
    ends = "; ".join(
        f"{title} at w = {plain(tape.w[-1])}, b = {plain(tape.b[-1])}"
        for title, tape in zip(race.titles, race.tapes, strict=True)
    )
    return f"The paths over w and b end: {ends}."


def loss_alt(race):
    return (
        f"Loss above the lowest loss of {plain(race.bowl.floor, 4)} on a log axis, {count(len(race.tapes), 'run')}. "
        f"The start is {plain(race.excess_at_start, 4)} above it."
    )


def loss_seen(race):
    ends = "; ".join(f"{title} {plain(tape.excess[-1])}" for title, tape in zip(race.titles, race.tapes, strict=True))
    return f"The loss above the lowest, at the end: {ends}."
