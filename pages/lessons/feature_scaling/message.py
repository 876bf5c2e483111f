"""What the player is told on feature scaling: two paths in two bowls, and both losses in log time."""

import numpy as np

from pages.lessons.feature_scaling import back, charts, views
from pages.lessons.feature_scaling.sides import compare
from pages.lessons.feature_scaling.words import story
from pages.ui import playback, progress
from pages.ui.charts import in_log_time, squared
from pages.ui.kept import kept
from pages.ui.numbers import count, decimals_for, percent, plain

HEIGHT = 340
COLUMNS = 600  # kept steps: the paths turn sharply at their first steps


@kept(200)
def recorded(experiment, settings, ending, done=(), near=None):
    """The player's message for both sides. settings: a SideSettings. done: whether the exercise is done, in a sentence."""
    names, comparison = experiment.names, compare(experiment, settings)
    sides, frames = comparison.sides, [views.frame_of(side) for side in comparison.sides]
    last = max(len(side.excess) for side in sides) - 1
    steps = playback.log_steps(last, playback.around(near), fractions=False, columns=COLUMNS)
    series, figures = {"turn": in_log_time(steps)}, {}
    for side, frame in zip(sides, frames, strict=True):
        series |= side_series(side, frame, steps, charts.race_range(comparison))
        chart = charts.bowl_chart(side, frame, views.to_scale(side), names)
        figures[side.key] = playback.picture(chart, bowl_alt(side), HEIGHT, seen=bowl_seen(side))
    race = charts.race_chart(comparison, last, names.y_unit)
    figures["race"] = playback.picture(race, race_alt(comparison), HEIGHT, seen=race_seen(comparison))
    return playback.pack(
        run=repr((experiment, settings)),
        view=repr((experiment.data, experiment.start, settings)),
        setting=names.title,
        epochs=experiment.epochs,
        steps=steps,
        series=series,
        figures=figures,
        tracks=[track for side in sides for track in tracks(side.key)],
        readouts=[readout for side in sides for readout in readouts(side, names, comparison.epochs)],
        note=f"NumPy trained both sides, {count(experiment.epochs)} each, in {plain(1e3 * comparison.seconds, 2)} ms; you are "
        "watching {slower}× slower, in log time: every tenfold of epochs takes as long.",
        seconds=comparison.seconds,
        notices=[notice for both in zip(sides, frames, strict=True) for notice in notices(*both)],
        ending=ending,
        story=story(comparison, done),
        pace="log",
    )


def side_series(side, frame, steps, race_range):
    """The path, the line and the loss of one side; a diverged run stays where it was last seen."""
    (w, b), low, high = views.drawn_path(side, frame), *race_range
    curve = np.clip(side.excess, 1.25 * low, 100 * high)  # a loss of 0 runs along the bottom of the chart
    values = {"w": w, "b": b, "slope": side.w, "intercept": side.b, "excess": side.excess, "curve": curve}
    kept = np.minimum(steps, len(side.excess) - 1)
    return {f"{side.key}_{name}": column[kept] for name, column in values.items()}


def tracks(key):
    """The path in its bowl and the curve in the race."""
    w, b, curve = f"{key}_w", f"{key}_b", f"{key}_curve"
    return [
        playback.grow(key, "path halo", w, b),
        playback.grow(key, "path", w, b),
        playback.at(key, "now", [w], [b]),
        playback.grow("race", key, "turn", curve),
        playback.at("race", f"{key} now", ["turn"], [curve]),
    ]


def readouts(side, names, epochs):
    """The line of now in this side's own x, the loss above the lowest, the bowl and the rate."""
    slope, intercept = (0, 0) if side.pace.runs_away else map(decimals_for, side.bowl.minimum)
    steep, flat = side.bowl.curvatures[0], side.bowl.curvatures[-1]
    x = names.x_name if side.key == "raw" else "z"
    return [
        playback.readout(
            side.name,
            f"{names.y_name} = {{w}} · {x} {{+b}}",
            "x as it is" if side.key == "raw" else back.formula(side, names),
            wide=True,
            look=side.look,
            w=playback.number(f"{side.key}_slope", slope),
            b=playback.number(f"{side.key}_intercept", intercept),
        ),
        playback.readout(
            "loss above the lowest",
            f"{{excess}} {squared(names.y_unit)}".rstrip(),
            "{state}",
            excess=playback.number(f"{side.key}_excess", 2, True),
            state=playback.words(*progress.states(side.outcome, side.pace, side.risen, epochs)),
        ),
        playback.readout("condition number", plain(side.bowl.condition), f"λ from {plain(flat)} to {plain(steep)}"),
        playback.readout(
            "learning rate", plain(side.rate), f"{percent(side.share, 3)} of its limit {plain(side.bowl.limit)}"
        ),
    ]


def notices(side, frame):
    """Where a path leaves its picture for good."""
    epoch = playback.leaves(frame.holds(side.w, side.b)) if side.pace.word == "diverges" else None
    return [{"chart": side.key, "from": epoch, "text": f"Outside since epoch {epoch:,}."}] if epoch else []


# ---- for those who cannot see


def bowl_alt(side):
    best = side.bowl.minimum
    return (
        f"The loss of {side.name} over w and b, from above: condition number {plain(side.bowl.condition)}. The path starts at "
        f"w = {plain(side.w[0])}, b = {plain(side.b[0])}. The lowest point is at w = {plain(best.w)}, b = {plain(best.b)}."
    )


def bowl_seen(side):
    return f"The path of {side.name} ends at w = {plain(side.w[-1], 4)}, b = {plain(side.b[-1], 4)}."


def race_alt(comparison):
    return (
        f"The loss above the lowest of both sides against the epoch, on log axes. At the start it is "
        f"{plain(comparison.raw.excess[0])}. A line marks where a run has arrived: {comparison.goal.words}."
    )


def race_seen(comparison):
    ends = "; ".join(
        f"{side.name} {plain(side.excess[-1])}, "
        + progress.states(side.outcome, side.pace, side.risen, comparison.epochs)[-1][1]
        for side in comparison.sides
    )
    return f"The loss above the lowest at the end: {ends}."
