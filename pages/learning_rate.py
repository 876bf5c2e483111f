"""The learning rate: the same data and start, five rates, one race; and where each rate stands on the data's own scale."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.learning_rate import charts, controls, words
from pages.ui import controls as shared
from pages.ui import playback, runs
from pages.ui.charts import rounding_floor
from pages.ui.numbers import plain
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.rates import RateHistory
from pages.ui.scenarios import SCENARIOS
from pages.ui.source import show_source
from pages.ui.verdict import goal

SHARES = {"crawl": 0.01, "steady": 0.5, "best": None, "zig-zag": 0.95, "diverge": 1.05}  # of the limit
RUNS = *SHARES, "my rate"
USUAL = "crawl", "steady", "best", "diverge", "my rate"
SAMPLES = 1000


@dataclass(frozen=True, eq=False)
class Race:
    """What follows from the eigenvalues before anybody trains: each rate, the finish, and when everyone gets there."""

    rates: dict  # {run: rate}
    start: tuple
    finish: float  # the excess loss that counts as arrived
    finish_name: str
    arrivals: dict  # {run: epoch or None}
    rising: dict  # {run: the epoch from which on the loss is above its start, or None}
    million: dict  # {run: the epoch at which it passes a million times its start, or None}
    scale: np.ndarray  # many rates below the limit
    scale_epochs: np.ndarray  # and the epochs that each of them needs

    @property
    def fastest(self):
        """(rate, epochs) of the rate that is first at the finish."""
        first = int(np.argmin(self.scale_epochs))
        return float(self.scale[first]), float(self.scale_epochs[first])


@st.cache_resource(max_entries=200, show_spinner=False)
def race_of(experiment):
    """Everything about the race that is computed, not trained."""
    X, y = runs.sample(experiment.data).points()
    known, start = runs.bowl(experiment.data), experiment.start.parameters
    rates = {run: known.best_rate if share is None else share * known.limit for run, share in SHARES.items()}
    rates["my rate"] = experiment.rate
    first = core.compute_loss(core.forward_pass(X, *start), y)
    finish, finish_name = goal(X, y, known, start)
    scale = charts.scale_rates(known)

    def passes(times):
        excess = max(times * first - known.floor, 0.0)
        return {run: core.epochs_to_exceed(X, y, start, rate, excess) for run, rate in rates.items()}

    return Race(
        rates,
        start,
        finish,
        finish_name,
        words.arrivals(X, y, start, rates, finish),
        passes(1),
        passes(words.MILLION),
        scale,
        core.epochs_to_reach(X, y, start, scale, finish),
    )


# ---- the race, for the player


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


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, racing, ending):
    """The player's message: every run's line, its loss above the floor, and what it says of itself."""
    X, y = runs.sample(experiment.data).points()
    names, known, race = experiment.names, runs.bowl(experiment.data), race_of(experiment)
    start = experiment.start
    tapes = {
        run: runs.record(experiment.data, start, experiment.epochs, RateHistory.constant(race.rates[run])) for run in racing
    }
    smallest = rounding_floor(y)
    begin_at, finish = (max(value, smallest) for value in (tapes[racing[0]].losses[0] - known.floor, race.finish))
    low, high = charts.race_range(begin_at, finish)
    line = charts.race_lines(runs.sample(experiment.data), known, racing, start)
    loss = charts.race_losses(racing, begin_at, finish, race.finish_name, experiment.epochs, names.y_unit)
    x_ends, y_range = np.array(line.layout.xaxis.range), line.layout.yaxis.range
    steps = playback.log_steps(experiment.epochs)
    series, notices = {"turn": np.maximum(steps, charts.FIRST)}, {}
    for run, tape in tapes.items():
        end = drawable_epochs(tape.losses)
        ends = np.outer(tape.w[:end], x_ends) + tape.b[:end, np.newaxis]
        leaves = charts.leaves_at(ends, y_range)
        ends = at_steps(charts.drawn_ends(ends, y_range, leaves), steps, "even")
        excess = np.maximum(tape.losses[:end] - known.floor, smallest)
        series[f"{run} left"], series[f"{run} right"] = ends.T
        series[f"{run} mse"] = at_steps(tape.losses[:end], steps, None)
        series[f"{run} loss"] = at_steps(np.clip(excess, low / 10, high * 10), steps, "log")
        series[f"{run} now"] = np.clip(series[f"{run} loss"], low, high)
        if leaves is not None:
            notices[run] = leaves
    seconds = sum(tape.seconds for tape in tapes.values())
    return playback.pack(
        run=repr((experiment, racing)),
        view=experiment.scenario,
        epochs=experiment.epochs,
        steps=steps,
        series=series,
        figures={
            "line": playback.picture(line, line_alt(names, X, race, racing), 360),
            "loss": playback.picture(loss, loss_alt(race, racing, experiment.epochs), 360),
        },
        tracks=[track for run in racing for track in tracks(run, x_ends.tolist())]
        + [playback.at("loss", "now", ["turn"] * len(racing), [f"{run} now" for run in racing])],
        readouts=[readout(run, race, tapes[run], known, experiment.epochs) for run in racing],
        note=f"NumPy trained {len(racing)} × {experiment.epochs:,} epochs in {plain(1e3 * seconds, 2)} ms; you are watching "
        "them {slower}× slower, in log time: soon every tenfold of epochs takes as long.",
        seconds=seconds,
        notices=[off_the_chart(notices, epoch) for epoch in sorted(notices.values())],
        ending=ending,
        pace="log",
    )


def drawable_epochs(losses):
    """How many epochs of a run are drawn: up to a million times its start."""
    beyond = np.flatnonzero(losses > words.MILLION * losses[0]) if losses[0] > 0 else []
    return int(beyond[0]) + 1 if len(beyond) else len(losses)


def off_the_chart(notices, epoch):
    gone = " and ".join(run for run, left in notices.items() if left <= epoch)
    return {"chart": "line", "from": epoch, "text": f"Off this chart since epoch {epoch:,}: {gone}"}


def tracks(run, x_ends):
    return [
        playback.at("line", run, x_ends, [f"{run} left", f"{run} right"]),
        playback.grow("loss", run, "turn", f"{run} loss"),
    ]


def readout(run, race, tape, known, epochs):
    """A run's key in its colour, its rate, its loss of now, and how it is doing."""
    big = bool(max(known.floor, tape.losses[0]) >= 1e5 or known.floor < 1e-3)
    told = words.states(race.arrivals[run], race.rising[run], race.million[run], epochs)
    return playback.readout(
        f"{run} {plain(race.rates[run])}",
        "MSE {mse}",
        "{state}",
        look=charts.LOOKS[run],
        mse=playback.number(f"{run} mse", 2 if big or race.rising[run] is None else 1, big),
        state=playback.words(*told),
    )


def line_alt(names, X, race, racing):
    rates = ", ".join(f"{run} {plain(race.rates[run])}" for run in racing)
    return f"{len(X)} points, {names.y_name} against {names.x_name}, and one line for each learning rate: {rates}."


def loss_alt(race, racing, epochs):
    ends = [f"{run} {words.states(race.arrivals[run], None, race.million[run], epochs)[-1][1]}" for run in racing]
    return f"Loss above its floor against the epoch, both on log axes: {'; '.join(ends)}."


# ---- the scale of rates, and other samples


@st.cache_resource(max_entries=200, show_spinner=False)
def scale(experiment):
    """The chart of epochs against the rate, and its text for those who cannot see it."""
    known, race = runs.bowl(experiment.data), race_of(experiment)
    X, y = runs.sample(experiment.data).points()
    claimed = words.arrivals(X, y, race.start, {r: r for r in (words.TUTORIAL, words.CURE)}, race.finish)
    mine = experiment.rate, race.arrivals["my rate"]
    marked = [
        ("my rate", *mine, words.on_the_scale("my rate", *mine, known)),
        *words.tutorial_marks(claimed, mine[0], known),
    ]
    dots = [(run, race.rates[run], race.arrivals[run]) for run in SHARES if run != "diverge"]
    chart = charts.scale_chart(known, race.scale, race.scale_epochs, dots, marked, experiment.epochs, race.finish_name)
    rate, epochs = race.fastest
    alt = (
        f"Epochs until the loss is {race.finish_name}, against the learning rate, with its zones. "
        f"The limit is {plain(known.limit, 4)}, the best rate {plain(known.best_rate, 4)}; {plain(rate, 4)} is fastest with "
        f"{epochs:,.0f} epochs; {marked[0][3].replace('<br>', ': ')}."
    )
    return chart, alt, words.tutorials_claim(known, claimed, len(X))


@st.cache_resource(max_entries=200, show_spinner=False)
def redrawn_limits(data, times):
    """The limits of SAMPLES other samples; real points are drawn with repetition. times: another one, other samples."""
    dataset, rng, n = SCENARIOS[data.scenario], np.random.RandomState([data.seed, times]), data.n
    if dataset.points:
        return core.learning_rate_limits(rng.choice(dataset.points[0][:, 0], (SAMPLES, n)))
    return core.learning_rate_limits(dataset.draw_x(rng, SAMPLES * n, 1).reshape(SAMPLES, n))


def show_redrawn(experiment, known):
    times = controls.redraws(f"Redraw the sample {SAMPLES:,} times", icon=":material/casino:")
    if not times:
        st.markdown(
            f"And on other samples of {experiment.data.n} points? Press, and see on how many {words.TUTORIAL:g} diverges."
        )
        return
    limits = redrawn_limits(experiment.data, times)
    said = words.counted(limits, (words.TUTORIAL, experiment.rate), experiment.data.n, bool(experiment.names.points))
    st.markdown(said)
    near = [r for r in (words.TUTORIAL, experiment.rate) if 0.5 * limits.min() < r < 2 * limits.max()]
    st.plotly_chart(charts.limits_chart(limits, known.limit, near[0] if near else None), key="lr_limits", alt=said)


begin(
    "The learning rate",
    "Press **Train**: the same data, the same start, only the rate differs. Who is first at the floor, who never arrives?",
)
experiment = shared.experiment()
choose, ask = st.columns([0.78, 1])
with choose:
    racing = controls.racers(RUNS, USUAL)
known, race = runs.bowl(experiment.data), race_of(experiment)
first = words.first_of({run: race.arrivals[run] for run in racing}, experiment.epochs)
with ask:
    ending = predict(f"who is first {race.finish_name}?", [*racing, "nobody"], first, "lr_" + "_".join(racing))
player.player(recorded(experiment, racing, ending))
st.markdown(words.under_the_race(experiment.rate, known, race))

st.subheader("Every rate on this data: computed, not trained", anchor=False)
chart, alt, claim = scale(experiment)
st.plotly_chart(chart, key="lr_scale", alt=alt)
st.subheader(f"Is {words.TUTORIAL:g} too large?", anchor=False)
st.markdown(claim)
show_redrawn(experiment, known)
st.markdown(words.MEANT)
show_source(
    "The code that runs: the limit, the best rate, the epochs",
    core.learning_rate_limit,
    core.best_learning_rate,
    core.growth_factor,
    core.epochs_to_reach,
    core.epochs_to_exceed,
    core.learning_rate_limits,
)
