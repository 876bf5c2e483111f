"""What the player is told on the loss surface: one path or ten on the map or the bowl, their lines, and their losses."""

import numpy as np

import linreg_core as core
from pages.lessons.loss_surface import charts, words
from pages.lessons.loss_surface.bowl_charts import bowl_chart, lift_of
from pages.lessons.loss_surface.paths import descend
from pages.ui import playback, runs
from pages.ui.charts import drawable, line_chart, loss_chart, padded
from pages.ui.kept import kept
from pages.ui.numbers import count, decimals_for, plain

MAP_HEIGHT, SIDE_HEIGHT = 520, 256


@kept(200)
def recorded(experiment, history, view, ending, near=None):
    """The surface with its paths, as the player's message."""
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    paths, sent = (descend(experiment, history, view.starts, epoch) for epoch in (None, near))
    losses, alone = drawable(paths.losses, sample.y), paths.count == 1
    what = "this run" if alone else f"these {paths.count} runs"
    return playback.pack(
        run=experiment.run_id if alone else f"ten {experiment!r}",
        view=f"{experiment.scenario} {view}",
        setting=playback.setting(sample.names.title, history.rate),
        epochs=experiment.epochs,
        steps=sent.steps,
        series=series(sample.X, sent, drawable(sent.losses, sample.y), bowl),
        figures=figures(view.picture, sample, bowl, paths, losses, changes(history)),
        tracks=tracks(view.picture, sample, sent),
        readouts=readouts(sample.names, bowl, paths) if alone else readouts_of_many(bowl, paths),
        note=f"NumPy needs {plain(1e3 * paths.seconds, 2)} ms for {what}; you are watching it {{slower}}× slower.",
        seconds=paths.seconds,
        notices=leaving(view.picture, paths),
        ending=ending,
        history=history if alone else None,
        story=words.story(experiment, history, paths),
    )


def changes(history):
    """The rates moved mid-run, to be marked on the loss curve."""
    return [(epoch, f"rate {plain(rate)}") for epoch, rate in history.changes[1:]]


# ---- what moves


def series(X, paths, losses, bowl):
    """Of each run w0, b0, loss0; where its path is drawn to, seen_…; the slopes under one run, the extremes of several."""
    kinds = {"w": paths.w, "b": paths.b, "loss": losses}
    found = {f"{name}{i}": values[:, i] for name, values in kinds.items() for i in range(paths.count)}
    for i in left_map(paths):
        drawn = np.minimum(np.arange(len(paths.steps)), paths.leaves[i] + 1)
        found |= {f"seen_{name}{i}": values[drawn, i] for name, values in kinds.items()}
    if paths.count == 1:
        slope_w, slope_b = core.hessian(X) @ [paths.w[:, 0] - bowl.minimum.w, paths.b[:, 0] - bowl.minimum.b]
        return found | {"slope_w": slope_w, "slope_b": slope_b}
    return found | {f"{end}_{name}": getattr(v, end)(axis=1) for end in ("min", "max") for name, v in kinds.items()}


def left_map(paths):
    """The runs whose path is drawn only until it has left the map: beyond, its to and fro would paint the map over."""
    return np.flatnonzero(paths.leaves + 1 < len(paths.steps) - 1).tolist()


def tracks(picture, sample, paths):
    """The paths grow; markers, lines and losses stand at the step of now."""
    each, left, x_ends = range(paths.count), left_map(paths), padded(sample.X)
    w, b, loss = ([f"{name}{i}" for i in each] for name in ("w", "b", "loss"))
    seen_w, seen_b, seen_loss = ([f"seen_{c}" if i in left else c for i, c in enumerate(kind)] for kind in (w, b, loss))
    lines = [cell for i in each for cell in (*({b[i]: 1, w[i]: x} for x in x_ends), None)]
    path_z, now_z = {}, {}
    if picture == "3-D":
        lift = lift_of(*sample.points(), paths.frame)
        path_z, now_z = {"z": [{c: 1, "": lift} for c in seen_loss]}, {"z": [{c: 1, "": 2 * lift} for c in loss]}
    return [
        playback.grow(picture, "path", seen_w, seen_b) | path_z,
        playback.at(picture, "now", w, b, **now_z),
        playback.at("line", "fit", (x_ends + [None]) * paths.count, lines),
        playback.grow("loss", "loss", ["epoch"] * paths.count, loss),
        playback.at("loss", "now", ["epoch"] * paths.count, loss),
    ]


def leaving(picture, paths):
    """Where the first path leaves the map for good, in words on it."""
    first = int(paths.leaves.min())
    if first >= len(paths.steps):
        return []
    epoch = int(paths.steps[first])
    path = "the path" if paths.count == 1 else "a path"
    text = f"Since epoch {epoch:,} {path} is outside this map."
    return [{"chart": picture, "from": epoch, "text": text}]


# ---- the charts


def figures(picture, sample, bowl, paths, losses, changes):
    """The map or the bowl, and beside it the lines over the data and their losses."""
    land = (charts.map_chart if picture == "map" else bowl_chart)(sample, bowl, paths.frame, paths.starts)
    begin = paths.starts[0] if paths.count == 1 else bowl.minimum
    line = line_chart(sample, bowl.minimum, sample.true_line, tuple(begin))
    noise_floor, last = sample.noise and sample.noise**2, int(paths.steps[-1])
    loss = loss_chart(losses.ravel(), sample.y, last, bowl.floor, noise_floor, changes, sample.names.y_unit)
    click = "play" if picture == "map" else False
    return {
        picture: playback.picture(land, map_alt(bowl, paths), MAP_HEIGHT, click, tall=True, seen=map_seen(paths)),
        "line": playback.picture(charts.fits(line, paths.count), line_alt(bowl, paths), SIDE_HEIGHT),
        "loss": playback.picture(
            charts.losses(loss, paths.count), loss_alt(bowl, paths), SIDE_HEIGHT, seen=loss_seen(paths)
        ),
    }


def map_alt(bowl, paths):
    (w, b), best = paths.starts[0], bowl.minimum
    many = f"{paths.count} paths start on it; the first" if paths.count > 1 else "One path"
    return (
        f"The loss over w and b. It is lowest, {plain(bowl.floor, 4)}, at w = {plain(best.w, 4)}, b = {plain(best.b, 4)}. "
        f"{many} starts at w = {plain(w, 4)}, b = {plain(b, 4)}."
    )


def map_seen(paths):
    which = "The first path" if paths.count > 1 else "The path"
    return f"{which} on the loss over w and b ends at w = {plain(paths.w[-1, 0], 4)}, b = {plain(paths.b[-1, 0], 4)}."


def line_alt(bowl, paths):
    (w, b), lines = bowl.minimum, count(paths.count, "line")
    return f"The data and {lines} that training moves. Least squares is w = {plain(w, 4)}, b = {plain(b, 4)}."


def loss_alt(bowl, paths):
    most = "" if paths.count == 1 else " at most"
    return (
        f"Loss against epoch on a log axis, from {plain(paths.losses[0].max(), 4)}{most} at the start. "
        f"The lowest loss is {plain(bowl.floor, 4)}."
    )


def loss_seen(paths):
    most = "" if paths.count == 1 else " at most"
    return f"Loss on a log axis, at the end {plain(paths.losses[-1].max(), 4)}{most}."


# ---- the readouts


def readouts(names, bowl, paths):
    """The line of now, the height of its place, and the two parts of the gradient there."""
    big = bool(paths.losses[0, 0] >= 1e5 or bowl.floor < 1e-3)
    decimals = 0 if np.ptp(paths.losses[:, 0]) >= 1e5 else 3
    return [
        playback.readout(
            "the line now: a place on the map",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"lowest: w = {plain(bowl.minimum.w, 4)}, b = {plain(bowl.minimum.b, 4)}",
            wide=True,
            w=playback.number("w0", decimals_for(bowl.minimum.w)),
            b=playback.number("b0", decimals_for(bowl.minimum.b)),
        ),
        playback.readout(
            "MSE, the loss",
            "{mse}",
            "lowest: {least}",
            mse=playback.number("loss0", 3, big),
            least=playback.number({"": bowl.floor}, 3, big),
        ),
        playback.readout("gradient along w", "{s}", "∂MSE/∂w", s=playback.number("slope_w", decimals)),
        playback.readout("gradient along b", "{s}", "∂MSE/∂b", s=playback.number("slope_b", decimals)),
    ]


def readouts_of_many(bowl, paths):
    """Between which values the lines of now lie."""
    big = bool(paths.losses.max() >= 1e5 or bowl.floor < 1e-3)
    w, b = bowl.minimum
    return [
        between("all w", "w", w, decimals_for(w)),
        between("all b", "b", b, decimals_for(b)),
        between("all losses (MSE)", "loss", bowl.floor, 3, big),
    ]


def between(label, name, lowest, decimals, scientific=False):
    """The smallest and the largest of several runs, and the value at the lowest point."""
    return playback.readout(
        label,
        "{low} to {high}",
        f"lowest point: {plain(lowest, 4)}",
        low=playback.number(f"min_{name}", decimals, scientific),
        high=playback.number(f"max_{name}", decimals, scientific),
    )
