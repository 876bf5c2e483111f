"""Feature scaling: the same data in two units, two bowls, and how much one rate can do in each."""

from dataclasses import replace
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.feature_scaling import charts, controls, words
from pages.lessons.feature_scaling.sides import SCALINGS, bowl, side, target_of
from pages.ui import controls as shared
from pages.ui import playback, runs
from pages.ui.charts import axis_name
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

BEST_ON = "square-feet"
WHO_FIRST = "raw", "scaled", "both at once", "neither"
DENSITY = 110  # kept steps lie 1 part in so many of their epoch apart: about 250 a tenfold
HEIGHT = 340


@st.cache_resource(max_entries=200, show_spinner=False)
def two_sides(experiment, scaled, share):
    """Both runs, what counts as arrived, and the seconds NumPy took. share: of each limit; None: the sidebar's rate."""
    X, y = runs.sample(experiment.data).points()
    start = experiment.start
    target, target_name = target_of(X, y, runs.bowl(experiment.data), start)
    bowls = {"raw": bowl(SCALINGS["raw"], X, y, start), "scaled": bowl(SCALINGS[scaled], X, y, start)}
    began = perf_counter()
    sides = tuple(
        side(key, b, y, experiment.rate if share is None else share * b.limit, experiment.epochs, target)
        for key, b in bowls.items()
    )
    return sides, target, target_name, perf_counter() - began


def log_steps(last):
    """All first epochs, then ever fewer, always an odd number apart: a run that jumps to and fro must not look smooth."""
    steps = [0]
    while steps[-1] < last:
        steps.append(steps[-1] + (max(1, steps[-1] // DENSITY) | 1))
    return np.array(steps[:-1] + [last])


def at_steps(values, steps):
    """A series at these epochs; a diverged run stays where it was last seen."""
    return values[np.minimum(steps, len(values) - 1)]


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, scaled, share, ending):
    """The player's message for both sides."""
    names, known = experiment.names, runs.bowl(experiment.data)
    sides, target, target_name, seconds = two_sides(experiment, scaled, share)
    last = max(len(s.excess) for s in sides) - 1
    steps = log_steps(last)
    series = {"turn": charts.log_epochs(steps)}
    for s in sides:
        drawn = *charts.drawn_path(s), *s.restored, s.excess, charts.drawn_excess(s, sides, target)
        for name, values in zip(("w", "b", "w_back", "b_back", "excess", "curve"), drawn, strict=True):
            series[f"{s.key}_{name}"] = at_steps(values, steps)
    race = charts.race_chart(sides, last, target, target_name, names.y_unit)
    return playback.pack(
        run=repr((experiment, scaled, share)),
        view=repr((experiment.data, experiment.start, scaled, share)),
        epochs=experiment.epochs,
        steps=steps,
        series=series,
        figures={s.key: playback.picture(bowl_of(s, names), bowl_alt(s), HEIGHT) for s in sides}
        | {"race": playback.picture(race, race_alt(sides, target_name), HEIGHT)},
        tracks=[track for s in sides for track in tracks(s)],
        readouts=[readout for s in sides for readout in words.readouts(s, names, known)],
        note=f"NumPy trained both sides, {last:,} epochs each, in {1e3 * seconds:.2g} ms; you are watching them {{slower}}× "
        "slower, in log time: the first epochs get the most of it.",
        seconds=seconds,
        notices=[notice for s in sides if (notice := notice_of(s))],
        ending=ending,
        pace="log",
        chart_width="17.5rem",
    )


def tracks(side):
    w, b, turn, curve = (*(f"{side.key}_{name}" for name in ("w", "b")), "turn", f"{side.key}_curve")
    return [
        playback.grow(side.key, "path halo", w, b),
        playback.grow(side.key, "path", w, b),
        playback.at(side.key, "now", [w], [b]),
        playback.grow("race", side.key, turn, curve),
        playback.at("race", f"{side.key} now", [turn], [curve]),
    ]


def bowl_of(side, names):
    per = side.bowl.scaling.one.format(unit=names.x_unit)
    slope = f"{names.y_unit} per {per}".strip() if names.x_unit or side.key == "scaled" else ""
    color = f'<span style="color:{side.look.color}"><b>{side.name.capitalize()}</b></span>'
    return charts.bowl_chart(
        side,
        f"{color}: condition number {words.plain(side.bowl.condition)}",
        axis_name("w", slope),
        axis_name("b", names.y_unit),
    )


def notice_of(side):
    epoch = charts.leaves(side) if side.diverges else None
    return epoch and {
        "chart": side.key,
        "from": epoch,
        "text": f"Outside since epoch {epoch:,}: it diverges",
    }


def bowl_alt(side):
    return (
        f"The loss of {side.name} over w and b, from above: condition number {side.bowl.condition:.4g}. The path starts at "
        f"w = {side.w[0]:.4g}, b = {side.b[0]:.4g} and ends at {side.w[-1]:.4g}, {side.b[-1]:.4g}; the bottom is at "
        f"{side.bowl.w:.4g}, {side.bowl.b:.4g}."
    )


def race_alt(sides, target_name):
    arrivals = "; ".join(f"{s.name}: {words.arrival(s.arrives, s.diverges)}" for s in sides)
    return f"The loss above its floor of both sides on log axes. Epochs until it is {target_name}: {arrivals}."


begin(
    "Feature scaling",
    "One data set, written in two units of x: press **Train** and see which of the two paths finds the bottom of its bowl.",
)
scaled, share = controls.two_sides()
experiment = shared.experiment(rate_used=share is None)
names = experiment.names
if experiment.scenario != BEST_ON:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("This lesson is clearest on houses whose sizes are not scaled yet.", width="content")
        title = shared.SCENARIOS[BEST_ON].title
        st.button(f"Switch to: {title}", on_click=shared.choose_scenario, args=(BEST_ON,))
settings = experiment if share is None else replace(experiment, rate=0.0)
sides, target, target_name, _ = two_sides(settings, scaled, share)
ending = predict(
    f"in these {experiment.epochs:,} epochs, which loss is {target_name} first?",
    WHO_FIRST,
    words.happened(sides, experiment.epochs),
    "feature_scaling",
)
player.player(recorded(settings, scaled, share, ending))
st.markdown(words.comparison(sides, target_name))

X, y = runs.sample(experiment.data).points()
start = experiment.start
st.subheader("Which units matter", anchor=False)
st.markdown(
    words.table_of_units(
        SCALINGS.values(), X, y, start, target, lambda b: experiment.rate if share is None else share * b.limit, names
    )
)
st.caption(f"Epochs: computed from the eigenvalues, until the loss is {target_name}.")

scaled_side = sides[1]
st.subheader(f"Back to {shared.slope_unit(names) or 'x'}".replace("$", r"\$"), anchor=False)
if scaled_side.diverges:
    st.markdown("This run diverges: there is no line to carry back. Choose a smaller share of the limit.")
else:
    st.markdown(words.learned(scaled_side, names))
    st.latex(words.carried_back(scaled_side))
    x = controls.value_of_x(names, experiment.scenario)
    st.markdown(words.both_forms(scaled_side, x, names))
    st.markdown(words.keep(scaled_side, x, names))

st.subheader("The pitfall with two columns", anchor=False)
table, sentence = words.two_columns(experiment.data.seed)
st.markdown(
    "50 made-up houses: size in square feet, and number of bedrooms. Epochs at half of each limit, to within 1 %."
)
st.markdown(table)
st.markdown(sentence)
st.markdown(f"**{words.ONE_MEANING}**")
show_source("The code that runs: scaling, and back", core.standardize, core.min_max, core.Scaler)
