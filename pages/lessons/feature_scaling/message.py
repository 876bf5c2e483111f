"""What the player is told on feature scaling: two paths in two bowls, and both losses in log time."""

import numpy as np
import streamlit as st

from pages.lessons.feature_scaling import charts, views, words
from pages.lessons.feature_scaling.sides import compare
from pages.ui import playback, runs
from pages.ui.charts import in_log_time, squared
from pages.ui.numbers import decimals_for, plain

HEIGHT = 340
COLUMNS = 600  # kept steps: the paths turn sharply at their first steps


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, settings, ending):
    """The player's message for both sides. settings: a SideSettings."""
    names, bowl = experiment.names, runs.bowl(experiment.data)
    comparison = compare(experiment, settings)
    sides, frames = comparison.sides, [views.frame_of(side) for side in comparison.sides]
    last = max(len(side.excess) for side in sides) - 1
    steps = playback.log_steps(last, fractions=False, columns=COLUMNS)
    series, figures = {"turn": in_log_time(steps)}, {}
    for side, frame in zip(sides, frames, strict=True):
        series |= side_series(side, frame, steps, charts.race_range(comparison))
        chart = charts.bowl_chart(side, frame, views.to_scale(side), names)
        figures[side.key] = playback.picture(chart, bowl_alt(side), HEIGHT)
    race = charts.race_chart(comparison, last, names.y_unit)
    figures["race"] = playback.picture(race, race_alt(comparison), HEIGHT)
    return playback.pack(
        run=repr((experiment, settings)),
        view=repr((experiment.data, experiment.start, settings)),
        epochs=experiment.epochs,
        steps=steps,
        series=series,
        figures=figures,
        tracks=[track for side in sides for track in tracks(side.key)],
        readouts=[readout for side in sides for readout in readouts(side, names, bowl.minimum)],
        note=f"NumPy trained both sides, {last:,} epochs each, in {1e3 * comparison.seconds:.2g} ms; you are watching them "
        "{slower}× slower, in log time: the first epochs get the most of it.",
        seconds=comparison.seconds,
        notices=[notice for both in zip(sides, frames, strict=True) for notice in notices(*both)],
        ending=ending,
        pace="log",
        chart_width="17.5rem",
    )


def side_series(side, frame, steps, race_range):
    """The path, the line in the user's units and the loss of one side; a diverged run stays where it was last seen."""
    (w, b), (w_back, b_back), low, high = views.drawn_path(side, frame), side.restored, *race_range
    curve = np.clip(side.excess, 1.25 * low, 100 * high)  # a loss of 0 runs along the bottom of the chart
    values = {"w": w, "b": b, "w_back": w_back, "b_back": b_back, "excess": side.excess, "curve": curve}
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


def readouts(side, names, best):
    """The line of now in the user's units, the loss above its floor, the bowl and the rate. best: least squares."""
    slope, intercept = (0, 0) if side.diverges else map(decimals_for, best)
    where = "" if side.key == "raw" else f", carried back to {names.x_unit or 'x'}"
    steep, flat = side.bowl.curvatures[0], side.bowl.curvatures[-1]
    return [
        playback.readout(
            f"{side.name}{where}",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"least squares: {best.w:,.{slope}f} and {best.b:,.{intercept}f}",
            wide=True,
            look=side.look,
            w=playback.number(f"{side.key}_w_back", slope),
            b=playback.number(f"{side.key}_b_back", intercept),
        ),
        playback.readout(
            "MSE above its floor",
            f"{{excess}} {squared(names.y_unit)}".rstrip(),
            words.at_epoch(side),
            excess=playback.number(f"{side.key}_excess", 2, True),
        ),
        playback.readout("condition number", plain(side.bowl.condition), f"λ from {plain(flat)} to {plain(steep)}"),
        playback.readout(
            "learning rate", plain(side.rate), f"{words.share_text(side.share)} of the limit {plain(side.bowl.limit)}"
        ),
    ]


def notices(side, frame):
    """Where a diverging path leaves its picture for good."""
    epoch = playback.leaves(frame.holds(side.w, side.b)) if side.diverges else None
    if not epoch:
        return []
    return [{"chart": side.key, "from": epoch, "text": f"Outside since epoch {epoch:,}: it diverges"}]


def bowl_alt(side):
    best = side.bowl.minimum
    return (
        f"The loss of {side.name} over w and b, from above: condition number {side.bowl.condition:.4g}. The path starts at "
        f"w = {side.w[0]:.4g}, b = {side.b[0]:.4g} and ends at {side.w[-1]:.4g}, {side.b[-1]:.4g}; the bottom is at "
        f"{best.w:.4g}, {best.b:.4g}."
    )


def race_alt(comparison):
    arrivals = "; ".join(f"{s.name}: {words.arrival(s.arrives, s.diverges)}" for s in comparison.sides)
    return (
        f"The loss above its floor of both sides on log axes. Epochs until it is {comparison.target_name}: {arrivals}."
    )
