"""What the player is told on the learning rate: every run's line and its loss above the floor, in log time."""

import numpy as np
import streamlit as st

from pages.lessons.learning_rate import charts, words
from pages.lessons.learning_rate.race import MILLION, race_of
from pages.ui import playback, runs
from pages.ui.charts import in_log_time, rounding_floor
from pages.ui.numbers import plain
from pages.ui.rates import RateHistory

FAR = 50  # a line so many heights away is not on the chart
HEIGHT = 360


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, racing, ending):
    """The player's message: every run's line, its loss above the floor, and what it says of itself."""
    sample, bowl, race = runs.sample(experiment.data), runs.bowl(experiment.data), race_of(experiment)
    recordings = train(experiment, race, racing)
    smallest = rounding_floor(sample.y)
    start, finish = (max(v, smallest) for v in (recordings[racing[0]].losses[0] - bowl.floor, race.finish))
    line = charts.race_lines(sample, bowl, racing, experiment.start)
    loss = charts.race_losses(racing, start, finish, race.finish_name, experiment.epochs, sample.names.y_unit)
    x_ends, y_range = line.layout.xaxis.range, line.layout.yaxis.range
    steps = playback.log_steps(experiment.epochs)
    series, gone = {"turn": in_log_time(steps)}, {}
    for run, recording in recordings.items():
        ends = line_ends(recording, x_ends)
        gone[run] = leaves_at(ends, y_range)
        drawn = drawn_ends(ends, y_range, gone[run])
        excess = np.maximum(recording.losses[: len(ends)] - bowl.floor, smallest)
        series[f"{run} left"], series[f"{run} right"] = at_steps(drawn, steps, "even").T
        series[f"{run} mse"] = at_steps(recording.losses[: len(ends)], steps, None)
        series |= drawn_loss(run, excess, steps, *charts.race_range(start, finish))
    seconds = sum(recording.seconds for recording in recordings.values())
    return playback.pack(
        run=repr((experiment, racing)),
        view=experiment.scenario,
        epochs=experiment.epochs,
        steps=steps,
        series=series,
        figures={
            "line": playback.picture(line, line_alt(sample, race, racing), HEIGHT),
            "loss": playback.picture(loss, loss_alt(race, racing, experiment.epochs), HEIGHT),
        },
        tracks=[track for run in racing for track in tracks(run, list(x_ends))]
        + [playback.at("loss", "now", ["turn"] * len(racing), [f"{run} now" for run in racing])],
        readouts=[readout(run, race.runners[run], bowl, recordings[run], experiment.epochs) for run in racing],
        note=f"NumPy trained {len(racing)} × {experiment.epochs:,} epochs in {plain(1e3 * seconds, 2)} ms; you are watching "
        "them {slower}× slower, in log time: soon every tenfold of epochs takes as long.",
        seconds=seconds,
        notices=notices(gone),
        ending=ending,
        pace="log",
    )


def train(experiment, race, racing):
    """{run: its Recording}"""
    rates = {run: RateHistory.constant(race.runners[run].rate) for run in racing}
    return {run: runs.record(experiment.data, experiment.start, experiment.epochs, rate) for run, rate in rates.items()}


# ---- what is drawn of a run


def at_steps(values, steps, between):
    """A series at these steps, fractions on the way from one epoch to the next; a run that ended stays where it was.

    between: None holds the epoch's value, "even" mixes evenly, "log" as a log axis does.
    """
    last = len(values) - 1
    below, above = (np.minimum(edge(steps).astype(int), last) for edge in (np.floor, np.ceil))
    if between is None:
        return values[below]
    part = (steps - np.floor(steps)).reshape(-1, *[1] * (values.ndim - 1))
    if between == "log":
        return np.exp((1 - part) * np.log(values[below]) + part * np.log(values[above]))
    return (1 - part) * values[below] + part * values[above]


def line_ends(recording, x_ends):
    """ŷ at both ends of the chart, up to a million times the start.  (T+1, 2)"""
    end = playback.visible(recording.losses, MILLION) + 1
    return np.outer(recording.w[:end], x_ends) + recording.b[:end, np.newaxis]


def leaves_at(ends, y_range):
    """The epoch from which the line's ends stay off the chart, or None."""
    return playback.leaves(np.abs(ends - np.mean(y_range)).max(axis=1) <= np.ptp(y_range))


def drawn_ends(ends, y_range, leaves):
    """The ends of a run's line; from the epoch it leaves the chart for good it is drawn nowhere."""
    middle, height = np.mean(y_range), np.ptp(y_range)
    ends = np.clip(ends, middle - FAR * height, middle + FAR * height)
    if leaves is not None:
        ends[leaves:] = middle + FAR * height
    return ends


def drawn_loss(run, excess, steps, low, high):
    """The curve goes a little out of the chart; the marker of now stays at its edge."""
    curve = at_steps(np.clip(excess, low / 10, high * 10), steps, "log")
    return {f"{run} loss": curve, f"{run} now": np.clip(curve, low, high)}


def tracks(run, x_ends):
    return [
        playback.at("line", run, x_ends, [f"{run} left", f"{run} right"]),
        playback.grow("loss", run, "turn", f"{run} loss"),
    ]


# ---- what is said of it


def notices(gone):
    """On the chart of lines, who is no longer on it. gone: {run: epoch or None}"""
    gone = {run: epoch for run, epoch in gone.items() if epoch is not None}
    names = {epoch: " and ".join(run for run in gone if gone[run] <= epoch) for epoch in gone.values()}
    return [
        {"chart": "line", "from": epoch, "text": f"Off this chart since epoch {epoch:,}: {names[epoch]}"}
        for epoch in sorted(gone.values())
    ]


def readout(run, runner, bowl, recording, epochs):
    """A run's key in its colour, its rate, its loss of now, and how it is doing."""
    big = bool(max(bowl.floor, recording.losses[0]) >= 1e5 or bowl.floor < 1e-3)
    return playback.readout(
        f"{run} {plain(runner.rate)}",
        "MSE {mse}",
        "{state}",
        look=charts.LOOKS[run],
        mse=playback.number(f"{run} mse", 2 if big or runner.rises is None else 1, big),
        state=playback.words(*words.states(runner, epochs)),
    )


def line_alt(sample, race, racing):
    names = sample.names
    rates = ", ".join(f"{run} {plain(race.runners[run].rate)}" for run in racing)
    return (
        f"{len(sample.X)} points, {names.y_name} against {names.x_name}, and one line for each learning rate: {rates}."
    )


def loss_alt(race, racing, epochs):
    ends = [f"{run} {words.states(race.runners[run], epochs)[-1][1]}" for run in racing]
    return f"Loss above its floor against the epoch, both on log axes: {'; '.join(ends)}."
