"""Batches and optimizers: the same bowl, the same start, up to six ways down, and what each of them costs."""

from time import monotonic

import numpy as np
import streamlit as st

import linreg_core as core
from linreg_core import optimizers
from linreg_core.fast import stochastic
from linreg_core.training import one_update
from pages.lessons.optimizers import charts, controls, races, words
from pages.lessons.optimizers.work import EPOCHS, Job, Task, excess_of, finished_jobs, full_batch
from pages.ui import controls as shared
from pages.ui import playback, runs
from pages.ui.numbers import rate_text
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

MANY_ROWS = 10_000, 100_000
BATCHES = 60  # of ten rows each, drawn to show their pulls
REFRESH = 0.1  # seconds between two looks at the progress


# ---- who races, and how it went


def runners_of(experiment, kind):
    """The runners that the learner has chosen."""
    known = runs.bowl(experiment.data)
    X, _ = runs.sample(experiment.data).points()
    way = max(abs(known.minimum.w - experiment.start.w), abs(known.minimum.b - experiment.start.b))

    def ready(kind):
        return races.race(kind, X, known, way, experiment.epochs)

    if kind in races.READY:
        return ready(kind)
    keys = [charts.swatch(i) for i in range(6)]
    chosen = controls.own_race(ready("six at once"), keys, races.NAMES, races.SIZES, races.size_text, races.RATES)
    return tuple(races.Runner(*values) for values in chosen)


@st.cache_resource(max_entries=50, show_spinner=False)
def raced(experiment, runners, by_rows):
    """The race: its epochs, the rows looked at, every runner's tape, and the seconds it took."""
    X, y = runs.sample(experiment.data).points()
    n = len(X)
    epochs = races.epochs_of_race(runners, n, experiment.epochs)
    rows = races.log_rows(n, epochs) if by_rows else n * playback.kept_steps(epochs)
    start = experiment.start
    return epochs, rows, *races.run_race(X, y, start, runners, epochs, rows, experiment.data.seed)


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, runners, by_rows, ending):
    """The race as the player's message."""
    X, y = runs.sample(experiment.data).points()
    names, known, n = experiment.names, runs.bowl(experiment.data), len(X)
    epochs, rows, tapes, seconds = raced(experiment, runners, by_rows)
    titles, best, start = races.names_of(runners), known.minimum, experiment.start
    truth = experiment.data.true_line
    frame = charts.frame_of(tapes, best, truth, [np.ptp(names.w_range[:2]), np.ptp(names.b_range[:2])])
    land = charts.map_chart(X, y, names, frame, best, truth, start, len(tapes))
    first, calm = tapes[0].excess[0], [runner.batch(n) == n for runner in runners]
    loss = charts.loss_chart(titles, calm, first, known.floor, n, epochs, by_rows, names.y_unit)
    low, high = charts.loss_range(first, known.floor)
    series = {"at": np.maximum(rows, charts.FIRST) if by_rows else rows // n}
    for i, tape in enumerate(tapes):
        series |= {f"w{i}": off_map(tape.w, frame.w), f"b{i}": off_map(tape.b, frame.b)}
        series[f"loss{i}"] = np.clip(tape.excess, low / 10, high * 10)
        series[f"now{i}"] = np.clip(tape.excess, low, high)
        series[f"mse{i}"] = known.floor + tape.excess
    return playback.pack(
        run=repr((experiment, runners, by_rows)),
        view=f"{experiment.scenario} {by_rows}",
        epochs=int(rows[-1]) if by_rows else epochs,
        steps=rows if by_rows else rows // n,
        series=series,
        figures={
            "map": playback.picture(land, map_alt(titles, tapes, known), 400),
            "loss": playback.picture(loss, loss_alt(titles, tapes, known), 400),
        },
        tracks=tracks(len(tapes)),
        readouts=[readout(i, titles[i], runners[i], tapes[i], known) for i in range(len(tapes))],
        note=f"NumPy ran {len(tapes)} × {epochs:,} epochs in {1e3 * seconds:,.0f} ms; you are watching them {{slower}}× slower"
        + (", in log time: every tenfold of rows takes as long." if by_rows else "."),
        seconds=seconds,
        notices=gone(titles, tapes, 1 if by_rows else n),
        ending=ending,
        **({"pace": "log", "clock": {"name": "Row", "units": "rows"}} if by_rows else {}),
    )


def off_map(values, span):
    """Places far off the map are drawn just far off it: Plotly's numbers stay small."""
    return np.clip(values, span[0] - 20 * np.ptp(span), span[1] + 20 * np.ptp(span))


def tracks(count):
    each = range(count)
    return [
        *(playback.grow("map", f"path{i}", f"w{i}", f"b{i}") for i in each),
        *(playback.grow("loss", f"loss{i}", "at", f"loss{i}") for i in each),
        playback.at("map", "now", [f"w{i}" for i in each], [f"b{i}" for i in each]),
        playback.at("loss", "now", ["at"] * count, [f"now{i}" for i in each]),
    ]


def readout(i, title, runner, tape, known):
    """A runner's key and rate, its loss of now, and how far that is above the floor."""
    big = bool(tape.excess[0] + known.floor >= 1e5 or known.floor < 1e-3 or tape.gone is not None)
    above = (
        playback.number({f"mse{i}": 100 / known.floor, "": -100}, 1) if known.floor > 1e-12 * tape.excess[0] else None
    )
    return playback.readout(
        title,
        "MSE {mse}",
        f"rate {rate_text(runner.rate)}" + ("; floor {+above} %" if above else ""),
        look=charts.RACE[i],
        mse=playback.number(f"mse{i}", 2, big),
        **({"above": above} if above else {}),
    )


def gone(titles, tapes, unit):
    """Who has diverged, in words on the map, from when on. unit: rows in one unit of the player's time"""
    ends = sorted((tape.gone // unit, title) for title, tape in zip(titles, tapes, strict=True) if tape.gone)
    return [
        {"chart": "map", "from": at, "text": f"Diverged: {'; '.join(title for end, title in ends if end <= at)}"}
        for at, _ in ends
    ]


def map_alt(titles, tapes, known):
    ends = "; ".join(
        f"{t} ends at w = {tape.w[-1]:.4g}, b = {tape.b[-1]:.4g}" for t, tape in zip(titles, tapes, strict=True)
    )
    best = f"w = {known.minimum.w:.4g}, b = {known.minimum.b:.4g}"
    return f"Level lines of the loss over w and b with {len(tapes)} paths: {ends}. Lowest: {best}."


def loss_alt(titles, tapes, known):
    ends = "; ".join(f"{t} {tape.excess[-1]:.4g}" for t, tape in zip(titles, tapes, strict=True))
    return (
        f"Loss above its floor of {known.floor:.4g} on a log axis, from {tapes[0].excess[0]:.4g}; at the end: {ends}."
    )


# ---- why it circles


@st.cache_resource(max_entries=200, show_spinner=False)
def pulls(data):
    """At least squares: each row's own gradient, the means of batches of 10, and the picture of both."""
    X, y = runs.sample(data).points()
    known = runs.bowl(data)
    error = known.minimum.w * X + known.minimum.b - y
    each = 2 * np.hstack([error * X, error])
    batches = BATCHES if len(each) > 10 else 0
    draws = np.random.RandomState(0).rand(batches, len(each)).argsort(axis=1)[:, :10]
    means = each[draws].mean(axis=1)
    return each, means, charts.pull_chart(each, means)


def show_why(experiment):
    each, means, chart = pulls(experiment.data)
    X, y = runs.sample(experiment.data).points()
    if runs.bowl(experiment.data).floor <= 1e-18 * float(np.mean(y**2)):
        st.markdown(words.NO_PULL)
        return
    picture, said = st.columns(2)
    text = words.why_it_circles(each, means, races.handy(core.safe_learning_rate(X, 1)), experiment.names)
    picture.plotly_chart(
        chart, key="opt_pulls", alt=f"{len(each)} single rows' gradients at least squares; their mean is 0."
    )
    said.markdown(text)


# ---- long work


def show_long_work(experiment):
    """Many rows in small batches, with its progress; it can be stopped, and goes on where it stood.

    It is the last thing that the script does, so all else is already there; and no fragment, for a click inside a
    fragment waits until that has run to its end. Here any click, on Stop too, ends the work at its next look at the bar.
    """
    n, rule, size = controls.long_work(MANY_ROWS, races.NAMES, races.SIZES[1:], races.size_text)
    task = Task(experiment.data, experiment.start, n, rule, size)
    done = finished_jobs(task)
    job = done[0] if done else controls.kept_job()
    if job is None or job.task != task:
        job = Job(task)
    button, bar = st.empty(), st.empty()
    if job.running and not job.finished:
        with button:
            controls.work_button("Stop", ":material/stop:", "stop", job, False)
        work(job, bar)
        if not done:
            done.append(job)
    with button:
        if job.finished:
            st.markdown(f":green-badge[Done] {EPOCHS} epochs of {n:,} rows.")
        elif job.done:
            controls.work_button("Go on", ":material/play_arrow:", "go_on", job, True)
        else:
            controls.work_button(f"Train {EPOCHS} epochs of {n:,} rows", ":material/play_arrow:", "start", job, True)
    bar.progress(job.done / EPOCHS, progress_text(job))
    if job.done:
        show_work(job, experiment)


def work(job, bar):
    """Epoch after epoch; Streamlit may end this at any look at the bar, and nothing is lost: the job keeps its place."""
    looked = 0.0
    while not job.finished:
        if monotonic() - looked > REFRESH:
            bar.progress(job.done / EPOCHS, progress_text(job))
            looked = monotonic()
        job.advance()
    job.running = False


def progress_text(job):
    state = "" if job.finished or job.running or not job.done else ": stopped"
    return f"Epoch {job.done} of {EPOCHS}{state}"


def show_work(job, experiment):
    task = job.task
    excess, full = excess_of(job), full_batch(task.data, task.start, task.n)
    said = words.work_result(task.n, task.rule, task.size, job.done, job.seconds, excess, full)
    st.markdown(said)
    st.plotly_chart(charts.work_chart(excess, full, experiment.names.y_unit), key="opt_work_chart", alt=said)


# ---- the page

begin(
    "Batches and optimizers",
    "Press **Train**: up to six runs race down the same bowl. One row at a time or all of them, plain or with memory: who "
    "needs the least work?",
)
experiment = shared.experiment(rate_used=False)
choose, count = st.columns([2.2, 1])
with choose:
    kind = controls.race_kind(races.READY)
with count:
    by_rows = controls.race_axis()
runners = runners_of(experiment, kind)
titles, n = races.names_of(runners), len(runs.sample(experiment.data).X)
known = runs.bowl(experiment.data)
epochs, rows, tapes, _ = raced(experiment, runners, by_rows)
question, options, happened = words.question(runners, titles, tapes, rows, n, known.floor)
ask, own = st.columns([2.2, 1], vertical_alignment="bottom")
with ask:
    ending = predict(question, options, happened, "opt_" + "_".join([question, *options]))
if kind in races.READY:
    with own:
        controls.own_race_button(runners)
player.player(recorded(experiment, runners, by_rows, ending))
if epochs < experiment.epochs:
    st.caption(words.shortened(epochs, experiment.epochs))
st.markdown(words.after_one_look(titles, runners, tapes, rows, n))
st.markdown(words.at_the_end(titles, tapes, known.floor, epochs))

st.subheader("Why single rows circle", anchor=False)
show_why(experiment)

st.subheader("How large a rate?", anchor=False)
st.markdown(words.guide(runs.sample(experiment.data).X, known, experiment.start, epochs))

st.subheader("The four rules", anchor=False)
for rule, (formula, said) in words.RULES.items():
    left, right = st.columns(2)
    with left:
        st.markdown(said)
        st.latex(formula)
    with right:
        show_source(f"The code that runs: {races.NAMES[rule]}", optimizers.OPTIMIZERS[rule])

st.subheader(f"Where small batches pay: {MANY_ROWS[0]:,} rows and more", anchor=False)
long_work = st.container()
st.markdown(words.MEANT)
show_source(
    "The code that runs: single rows and batches",
    one_update,
    stochastic.parameters_after,
    stochastic.update_one_by_one,
    stochastic.update_in_stretches,
)
with long_work:
    show_long_work(experiment)
