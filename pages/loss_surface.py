"""The loss surface: every line is a point of a landscape, and descent walks down to its lowest one."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.loss_surface import charts as surface
from pages.lessons.loss_surface import controls, words
from pages.ui import charts, loss_map, playback, runs
from pages.ui import controls as shared
from pages.ui.numbers import decimals_for, rate_text
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.rates import RateHistory
from pages.ui.source import show_source

MAP_HEIGHT, SIDE_HEIGHT = 520, 256
COLUMNS, FIRST = 360, 60  # steps sent of ten runs at once, and the first ones, which are all sent
VALLEY_EPOCHS, TRUE_THETA = 60, 2.5


# ---- paths on the surface


@dataclass(frozen=True, eq=False)
class Paths:
    """Runs of one experiment side by side, at the kept steps: w, b, losses (T, k); `trained` epochs took `seconds`."""

    steps: np.ndarray
    w: np.ndarray
    b: np.ndarray
    losses: np.ndarray
    frame: loss_map.Frame
    trained: int
    seconds: float

    @property
    def leaves(self):
        """The first step from which on each path is off the map for good; len(steps) if it stays.  (k,)"""
        inside = self.frame.holds(self.w, self.b)
        return len(self.steps) - np.argmax(inside[::-1], axis=0)


def frame_of(experiment, run):
    """The map: least squares in its middle; on it (0, 0), the true line, and the path while it is below 9 × its start."""
    known, names, truth = runs.bowl(experiment.data), experiment.names, experiment.data.true_line
    climbed = np.flatnonzero(run.losses > 9 * run.losses[0])
    end = climbed[0] if len(climbed) else len(run.losses)
    points = np.vstack([[(0.0, 0.0)], [truth] if truth else np.empty((0, 2)), np.column_stack([run.w, run.b])[:end]])
    return loss_map.frame_of(known.minimum, points, [np.ptp(names.w_range[:2]), np.ptp(names.b_range[:2])])


@st.cache_resource(max_entries=50, show_spinner=False)
def one_path(experiment, history):
    """From the start that the learner chose."""
    start = experiment.start
    run = runs.record(experiment.data, start, experiment.epochs, history)
    steps = playback.kept_steps(playback.visible(run.losses), history.epochs)
    w, b, losses = (values[steps, np.newaxis] for values in (run.w, run.b, run.losses))
    return Paths(steps, w, b, losses, frame_of(experiment, run), len(run.losses) - 1, run.seconds)


@st.cache_resource(max_entries=50, show_spinner=False)
def ten_paths(experiment):
    """Ten seeded starts: one in each tenth of the map's width, and of its height."""
    frame = one_path(experiment, RateHistory.constant(experiment.rate)).frame
    X, y = runs.sample(experiment.data).points()
    rng = np.random.RandomState(experiment.data.seed)
    ws, bs = (np.interp((rng.permutation(10) + rng.uniform(0.2, 0.8, 10)) / 10, [0, 1], e) for e in (frame.w, frame.b))
    config, began = core.TrainingConfig(experiment.rate, experiment.epochs), perf_counter()
    found = [core.train(X, y, config, start=([w], [b])) for w, b in zip(ws, bs, strict=True)]
    seconds, last = perf_counter() - began, min(playback.visible(run.losses) for run in found)
    stride = -(-last // COLUMNS) | 1  # odd, as in kept_steps: a zig-zag must not look smooth
    steps = np.unique(np.concatenate([np.arange(0, last, stride), np.arange(min(last, FIRST)), [last]]).astype(int))
    w, b, losses = (
        np.column_stack([values[steps] for values in kind]) for kind in zip(*map(parts, found), strict=True)
    )
    return Paths(steps, w, b, losses, frame, min(run.epochs for run in found), seconds)


def parts(run):
    return run.w[:, 0], run.b, run.losses


# ---- the player's messages


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, history, view, count, ending):
    """The surface with one path or ten, their lines and losses, as the player's message; and the words for them."""
    names, known, truth = experiment.names, runs.bowl(experiment.data), experiment.data.true_line
    X, y = runs.sample(experiment.data).points()
    paths = one_path(experiment, history) if count == 1 else ten_paths(experiment)
    losses, best, last = charts.drawable(paths.losses, y), known.minimum, int(paths.steps[-1])
    changes = [(epoch, f"rate {rate_text(rate)}") for epoch, rate in history.changes[1:]]
    land = surface.map_chart if view == "map" else surface.bowl_chart
    land = land(X, y, names, paths.frame, best, known.floor, truth, np.column_stack([paths.w[0], paths.b[0]]))
    line = charts.line_chart(runs.sample(experiment.data), best, truth, (paths.w[0, 0], paths.b[0, 0]) if count == 1 else best)
    noise_floor = experiment.data.noise and experiment.data.noise**2
    loss = charts.loss_chart(losses.ravel(), y, last, known.floor, noise_floor, changes, names.y_unit)
    x_ends = list(line.layout.xaxis.range)
    message = playback.pack(
        run=experiment.run_id if count == 1 else f"ten {experiment!r}",
        view=f"{experiment.scenario} {view} {count}",
        epochs=experiment.epochs,
        steps=paths.steps,
        series=series(X, paths, losses, known),
        figures={
            view: playback.picture(
                land, map_alt(known, paths), MAP_HEIGHT, click="play" if view == "map" else False, tall=True
            ),
            "line": playback.picture(surface.fits(line, count), line_alt(known, paths), SIDE_HEIGHT),
            "loss": playback.picture(surface.losses(loss, count), loss_alt(known, paths), SIDE_HEIGHT),
        },
        tracks=tracks(view, paths, x_ends, surface.lift_of(X, y, paths.frame)),
        readouts=readouts(names, known, paths) if count == 1 else readouts_of_many(names, known, paths),
        note=f"NumPy trained {f'{count} × ' if count > 1 else ''}{paths.trained:,} epochs in {1e3 * paths.seconds:.2g} ms; "
        "you are watching it {slower}× slower.",
        seconds=paths.seconds,
        notices=leaving(view, paths),
        ending=ending,
        history=history if count == 1 else None,
    )
    return message, words.surface_words(names, known, history.rate, paths)


def series(X, paths, losses, known):
    """Of each run w0, b0, loss0; where its path is drawn to, seen_…; the slopes under one run, the extremes of several."""
    kinds = {"w": paths.w, "b": paths.b, "loss": losses}
    found = {f"{name}{i}": values[:, i] for name, values in kinds.items() for i in range(values.shape[1])}
    for i in left_map(paths):
        drawn = np.minimum(np.arange(len(paths.steps)), paths.leaves[i] + 1)
        found |= {f"seen_{name}{i}": values[drawn, i] for name, values in kinds.items()}
    if paths.w.shape[1] == 1:
        slope_w, slope_b = core.hessian(X) @ [paths.w[:, 0] - known.minimum.w, paths.b[:, 0] - known.minimum.b]
        return found | {"slope_w": slope_w, "slope_b": slope_b}
    return found | {f"{end}_{name}": getattr(v, end)(axis=1) for end in ("min", "max") for name, v in kinds.items()}


def left_map(paths):
    """The runs whose path is drawn only until it has left the map: beyond, its to and fro would paint the map over."""
    return np.flatnonzero(paths.leaves + 1 < len(paths.steps) - 1).tolist()


def tracks(view, paths, x_ends, lift):
    """The paths grow; markers, lines and losses stand at the step of now."""
    each, left = range(paths.w.shape[1]), left_map(paths)
    w, b, loss = ([f"{name}{i}" for i in each] for name in ("w", "b", "loss"))
    seen_w, seen_b, seen_loss = ([f"seen_{c}" if i in left else c for i, c in enumerate(kind)] for kind in (w, b, loss))
    lines = [cell for i in each for cell in (*({b[i]: 1, w[i]: x} for x in x_ends), None)]
    path_z = {"z": [{c: 1, "": lift} for c in seen_loss]} if view == "3-D" else {}
    now_z = {"z": [{c: 1, "": 2 * lift} for c in loss]} if view == "3-D" else {}
    return [
        playback.grow(view, "path", seen_w, seen_b) | path_z,
        playback.at(view, "now", w, b, **now_z),
        playback.at("line", "fit", (x_ends + [None]) * len(each), lines),
        playback.grow("loss", "loss", ["epoch"] * len(each), loss),
        playback.at("loss", "now", ["epoch"] * len(each), loss),
    ]


def readouts(names, known, paths):
    """The line of now, the height of its place, and the ground's two slopes there."""
    big = bool(paths.losses[0, 0] >= 1e5 or known.floor < 1e-3)
    decimals = 0 if np.ptp(paths.losses[:, 0]) >= 1e5 else 3
    return [
        playback.readout(
            "the line now, a place on the map",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"lowest: {words.line_text(names, known)}",
            wide=True,
            w=playback.number("w0", decimals_for(known.minimum.w)),
            b=playback.number("b0", decimals_for(known.minimum.b)),
        ),
        playback.readout(
            "MSE, its height",
            "{mse}",
            "lowest: {least}",
            mse=playback.number("loss0", 3, big),
            least=playback.number({"": known.floor}, 3, big),
        ),
        playback.readout("slope along w", "{s}", "∂MSE/∂w", s=playback.number("slope_w", decimals)),
        playback.readout("slope along b", "{s}", "∂MSE/∂b", s=playback.number("slope_b", decimals)),
    ]


def readouts_of_many(names, known, paths):
    """Between which values the lines of now lie."""
    big = bool(paths.losses.max() >= 1e5 or known.floor < 1e-3)
    kinds = [("w", "all w", decimals_for(known.minimum.w), False), ("b", "all b", decimals_for(known.minimum.b), False)]
    kinds.append(("loss", "MSE, their heights", 3, big))
    lowest = {"w": known.minimum.w, "b": known.minimum.b, "loss": known.floor}
    return [
        playback.readout(
            label,
            "{low} to {high}",
            f"lowest point: {words.plain(lowest[name], 4)}",
            low=playback.number(f"min_{name}", decimals, scientific),
            high=playback.number(f"max_{name}", decimals, scientific),
        )
        for name, label, decimals, scientific in kinds
    ]


def leaving(view, paths):
    """Where the first path leaves the map for good, in words on it."""
    if paths.leaves[0] >= len(paths.steps):
        return []
    epoch = int(paths.steps[paths.leaves[0]])
    return [
        {"chart": view, "from": epoch, "text": f"Since epoch {epoch:,} the path is off the map, and still climbing."}
    ]


def map_alt(known, paths):
    (w, b), (end_w, end_b) = ((values[0] for values in (paths.w[t], paths.b[t])) for t in (0, -1))
    return (
        f"The loss over w and b, lowest ({known.floor:.4g}) at w = {known.minimum.w:.4g}, b = {known.minimum.b:.4g}, with {paths.w.shape[1]} "
        f"path(s) of descent: the first from w = {w:.4g}, b = {b:.4g} to w = {end_w:.4g}, b = {end_b:.4g}. "
        f"Condition number {known.curvatures[0] / known.curvatures[-1]:.4g}."
    )


def line_alt(known, paths):
    return (
        f"The data and {paths.w.shape[1]} fitted line(s). Least squares is w = {known.minimum.w:.4g}, b = {known.minimum.b:.4g}; "
        f"the first line ends at w = {paths.w[-1, 0]:.4g}, b = {paths.b[-1, 0]:.4g}."
    )


def loss_alt(known, paths):
    return (
        f"Loss against epoch on a log axis, from {paths.losses[0].max():.4g} at most to {paths.losses[-1].max():.4g} at most; "
        f"the floor is {known.floor:.4g}."
    )


# ---- one parameter, several valleys


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded_valley(start, rate):
    """Descent on the loss of ŷ = sin(θx) from one start; and what became of every start of the slider, at this rate."""
    low, high, step = controls.VALLEY_STARTS
    x, y = core.sine_data(TRUE_THETA)
    began = perf_counter()
    theta = core.sine_descent(x, y, [start], rate, VALLEY_EPOCHS)[:, 0]
    seconds = perf_counter() - began
    losses, minima = core.sine_loss(x, y, theta), surface.minima(x, y, low, high)
    grid, steps = np.linspace(0, 3.8, 77), np.arange(VALLEY_EPOCHS + 1)
    waves = core.sine_model(grid, theta)
    message = playback.pack(
        run=f"valley {start} {rate}",
        view="valley",
        epochs=VALLEY_EPOCHS,
        steps=steps,
        series={"theta": theta, "loss": losses, "slope": core.sine_gradient(x, y, theta)}
        | {f"y{i}": values for i, values in enumerate(waves.T)},
        figures={
            "curve": playback.picture(
                surface.valley_chart(x, y, low, high, minima, start),
                f"Loss over θ with {len(minima)} valleys; descent goes from {start:.4g} to {theta[-1]:.4g}.",
                SIDE_HEIGHT + 30,
                click="play",
            ),
            "wave": playback.picture(
                surface.wave_chart(x, y, grid, TRUE_THETA),
                f"{len(x)} points of the wave with θ = {TRUE_THETA}; the fitted one ends at θ = {theta[-1]:.4g}.",
                SIDE_HEIGHT + 30,
            ),
        },
        tracks=[
            playback.grow("curve", "path", "theta", "loss"),
            playback.at("curve", "now", ["theta"], ["loss"]),
            playback.at("wave", "fit", grid.tolist(), [f"y{i}" for i in range(len(grid))]),
        ],
        readouts=[
            playback.readout("the wave now", "y = sin({theta} · x)", wide=True, theta=playback.number("theta", 3)),
            playback.readout("MSE, the loss", "{mse}", mse=playback.number("loss", 4)),
            playback.readout("slope of the ground", "{slope}", slope=playback.number("slope", 4)),
        ],
        note="Each dot of the way is one step: steep ground makes long steps.",
        seconds=seconds,
    )
    starts = np.arange(low, high + step / 2, step)
    ends = core.sine_descent(x, y, starts, rate, 10 * VALLEY_EPOCHS)[-1]
    return message, words.valley_words(start, theta[-1], ends, minima, core.sine_loss(x, y, minima))


begin(
    "The loss surface",
    "Each place on this map is a line, and its height is that line's loss: **Train** walks downhill. "
    "**Click the map** to start elsewhere.",
)
experiment = shared.experiment()
history = shared.rate_history(experiment)
with st.container(horizontal=True):
    view, count = controls.surface_view()
    paths = one_path(experiment, history) if count == 1 else ten_paths(experiment)
    ending = predict(*words.question(paths, history.rate, runs.bowl(experiment.data)))
message, text = recorded(experiment, history, view, count, ending)
player.player(message, on_click=controls.place_start, on_history=shared.keep_history)
st.markdown(text)

st.subheader("When a loss has more than one valley", anchor=False)
st.markdown(words.VALLEYS)
start, rate = controls.valley()
message, text = recorded_valley(start, rate)
player.player(message, key="valley", on_click=controls.place_valley_start)
st.markdown(text)
st.markdown(words.NETWORKS)
show_source(
    "The code that runs: the surface, its level lines, and the curve with several valleys",
    core.loss_surface,
    core.level_curves,
    core.sine_model,
    core.sine_loss,
    core.sine_gradient,
    core.sine_descent,
)
