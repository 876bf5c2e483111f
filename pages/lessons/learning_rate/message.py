"""What the player is told on the learning rate: every run's line and its loss above the lowest, in log time."""

import numpy as np

import linreg_core as core
from pages.lessons.learning_rate import charts
from pages.lessons.learning_rate.race import MILLION, race_of, recording_of
from pages.lessons.learning_rate.words import story
from pages.ui import playback, progress, runs
from pages.ui.charts import in_log_time, rounding_floor
from pages.ui.kept import kept
from pages.ui.numbers import count, listed, plain

FAR = 50  # a line so many heights away is not on the chart
HEIGHT = 360


@kept(200)
def recorded(experiment, racing, ending, near=None):
    """The player's message: every run's line, its loss above the lowest, and what it says of itself."""
    sample, bowl, race = runs.sample(experiment.data), runs.bowl(experiment.data), race_of(experiment, racing)
    recordings = {runner.name: recording_of(experiment, runner.rate) for runner in race.runners}
    excesses = {name: core.excess_losses(*sample.points(), run.w, run.b) for name, run in recordings.items()}
    smallest = rounding_floor(sample.y)
    start, finish = (max(value, smallest) for value in (excesses[racing[0]][0], race.goal.excess))
    line = charts.race_lines(sample, bowl, racing, experiment.start)
    loss = charts.race_losses(racing, start, finish, race.goal.words, experiment.epochs, sample.names.y_unit)
    x_ends, y_range = line.layout.xaxis.range, line.layout.yaxis.range
    steps = playback.log_steps(experiment.epochs, playback.around(near))
    series, gone, there = {"turn": in_log_time(steps)}, {}, []
    for name, run in recordings.items():
        ends = line_ends(run, x_ends)
        gone[name] = playback.leaves_chart(ends, y_range)
        there.append(playback.enters_chart(ends, y_range))
        drawn = drawn_ends(ends, y_range, gone[name])
        series[f"{name} left"], series[f"{name} right"] = at_steps(drawn, steps, "even").T
        series[f"{name} mse"] = at_steps(run.losses[: len(ends)], steps, None)
        excess = np.maximum(excesses[name][: len(ends)], smallest)
        series |= drawn_loss(name, excess, steps, *charts.race_range(start, finish))
    seconds = sum(run.seconds for run in recordings.values())
    trained = f"{len(racing)} runs of {count(experiment.epochs)}" if len(racing) > 1 else count(experiment.epochs)
    return playback.pack(
        run=repr((experiment, racing)),
        view=experiment.scenario,
        setting=playback.setting(sample.names.title, experiment.rate).replace("learning rate", "my rate"),
        epochs=experiment.epochs,
        steps=steps,
        series=series,
        figures={
            "line": playback.picture(line, line_alt(sample, race), HEIGHT, seen=line_seen(race, recordings)),
            "loss": playback.picture(loss, loss_alt(race, excesses), HEIGHT, seen=loss_seen(race, excesses)),
        },
        tracks=[track for run in racing for track in tracks(run, list(x_ends))]
        + [playback.at("loss", "now", ["turn"] * len(racing), [f"{run} now" for run in racing])],
        readouts=[readout(runner, bowl, recordings[runner.name], race.epochs) for runner in race.runners],
        note=f"NumPy trained {trained} in {plain(1e3 * seconds, 2)} ms; you are watching "
        "{slower}× slower, in log time: every tenfold of epochs takes as long.",
        seconds=seconds,
        notices=notices(gone, min(there)),
        ending=ending,
        story=story(experiment, race, bowl),
        pace="log",
    )


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


def notices(gone, enters):
    """On the chart of lines: a start outside of it, and which lines are no longer on it.

    gone: {run: epoch or None}. enters: the first epoch at which a line is on it.
    """
    gone = {run: epoch for run, epoch in gone.items() if epoch}
    told = [(0, "All lines start outside this chart."), (enters, "")] if enters else []
    for epoch in sorted(set(gone.values())):
        told.append((epoch, f"Off this chart since epoch {epoch:,}: {listed(r for r in gone if gone[r] <= epoch)}"))
    return [{"chart": "line", "from": epoch, "text": text} for epoch, text in sorted(told)]


def readout(runner, bowl, run, epochs):
    """A run's key in its colour, its rate, its loss of now, and how it is doing."""
    big = bool(max(bowl.floor, run.losses[0]) >= 1e5 or bowl.floor < 1e-3)
    return playback.readout(
        f"{runner.name}: rate {plain(runner.rate)}",
        "MSE {mse}",
        "{state}",
        look=charts.LOOKS[runner.name],
        mse=playback.number(f"{runner.name} mse", 2 if big or runner.risen is None else 1, big),
        state=playback.words(*progress.states(runner.outcome, runner.pace, runner.risen, epochs)),
    )


def line_alt(sample, race):
    names = sample.names
    rates = ", ".join(f"{runner.name} {plain(runner.rate)}" for runner in race.runners)
    return (
        f"{count(len(sample.X), 'point')}, {names.y_name} against {names.x_name}, and one line for each learning rate: "
        f"{rates}."
    )


def line_seen(race, recordings):
    ends = "; ".join(
        f"{runner.name} w = {plain(recordings[runner.name].w[-1])}, b = {plain(recordings[runner.name].b[-1])}"
        for runner in race.runners
    )
    return f"The lines end: {ends}."


def loss_alt(race, excesses):
    start = plain(excesses[race.runners[0].name][0])
    return (
        f"Loss above the lowest against the epoch, on log axes, {count(len(race.runners), 'run')}. At the start it is {start}. "
        f"A line marks where a run has arrived: {race.goal.words}."
    )


def loss_seen(race, excesses):
    ends = "; ".join(
        f"{runner.name} {plain(excesses[runner.name][-1])}, "
        + progress.states(runner.outcome, runner.pace, runner.risen, race.epochs)[-1][1]
        for runner in race.runners
    )
    return f"Loss above the lowest at the end: {ends}."
