"""Many features: a plane instead of a line, the same three lines of code, and columns that repeat each other."""

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.many_features import charts as many_charts
from pages.lessons.many_features import columns as many_data
from pages.lessons.many_features import controls
from pages.lessons.many_features import words as many_words
from pages.ui import playback
from pages.ui.numbers import plain
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

THREE = range(3)


def series_of(settings, c, runs, steps):
    """What moves, by name: shown weights s0_1 …, training's weights of the first run z1 …, losses, distances."""
    Z, _ = many_data.inputs(settings, c)
    apart, predictions = runs.apart(Z)
    r2 = 1 - np.mean((Z @ runs.w[0].T + runs.b[0] - c.y) ** 2, axis=0) / np.var(c.y)
    series = {f"s{i}_{j}": runs.shown[i, :, j] for i in THREE for j in range(c.d)}
    series |= {f"z{j}": runs.w[0, :, j] for j in range(c.d)} | {"zb": runs.b[0]}
    series |= {f"b{i}": runs.own_b[i] for i in THREE}
    series |= {f"loss{i}": np.maximum(runs.losses[i], many_charts.rounding_floor(c.y)) for i in THREE}
    series |= {"apart": apart, "predictions": predictions, "r2": np.maximum(r2, -1e9)}
    return {name: values[steps] for name, values in series.items()}


def plane_cells(c, i, rows):
    """The height of run i's plane over each of these rows (x₁, x₂)."""
    return [{f"b{i}": 1, f"s{i}_0": x1, f"s{i}_1": x2} for x1, x2 in (rows / c.unit).tolist()]


def plane_tracks(c, planes):
    ground = many_charts.corners(c.X)
    x, y = ground.T.tolist()
    turning = [playback.at("plane", f"plane{i}", x, y, z=plane_cells(c, i, ground)) for i in range(planes)]
    rows = c.X[many_charts.drawn_rows(len(c.X))]
    measured = c.y[many_charts.drawn_rows(len(c.X)), 0].tolist()
    fitted = plane_cells(c, 0, rows)
    sticks = {
        "x": [v for x in rows[:, 0].tolist() for v in (x, x, None)],
        "y": [v for x in rows[:, 1].tolist() for v in (x, x, None)],
        "z": [v for pair in zip(measured, fitted, strict=True) for v in (*pair, None)],
    }
    return [*turning, playback.at("plane", "residual", **sticks)]


def readouts(settings, c, floor):
    names = {f"w{j + 1}": playback.number({f"s0_{j}": 1 / c.unit[j]}, 2) for j in range(min(c.d, 3))}
    if c.d <= 3:
        terms = " ".join(f"{{{'+' if j else ''}w{j + 1}}} {c.names[j]}" for j in range(c.d))
        text = f"ŷ = {terms} {{+b}}"
    else:
        text = f"ŷ = Xw + b, w is {c.d} × 1"
    return [
        playback.readout("start 1, the model now", text, wide=True, b=playback.number("b0", 2), **names),
        playback.readout(
            "loss of start 1" + (" with l2" if settings.l2 else ""),
            "{loss}",
            f"R² {{r2}}, floor {floor:.4g}",
            loss=playback.number("loss0", 2),
            r2=playback.number("r2", 3),
        ),
        playback.readout(
            "the three weights, apart", "{apart}", "at most, in any column", apart=playback.number("apart", 3)
        ),
        playback.readout(
            "their predictions, apart", "{apart}", "at most, for any row", apart=playback.number("predictions", 3)
        ),
    ]


@st.cache_resource(max_entries=100, show_spinner=False)
def recorded(settings, ending):
    """The player's message for these settings, and what to say below it."""
    c, runs = many_data.columns(settings.data_settings), many_data.runs(settings)
    Z, _ = many_data.inputs(settings, c)
    answer_w, answer_b = many_data.answer(settings, c)
    last = runs.losses.shape[1] - 1
    unique = settings.l2 > 0 or many_data.rank(c) == c.d
    floor = core.smallest_loss(Z, c.y, settings.l2)
    steps = playback.kept_steps(last)
    rows = many_charts.drawn_rows(len(c.y))
    planes = 0 if c.d != 2 else 1 if many_data.rank(c) == 2 else 3
    first = (
        many_charts.plane_chart(c, answer_w, answer_b, planes)
        if planes
        else many_charts.dots_chart(c, runs.shown, answer_w)
    )
    charts = {
        "plane" if planes else "dots": playback.picture(first, first_alt(c, answer_w, answer_b), 330),
        "weights": playback.picture(
            many_charts.weights_chart(c, runs.shown, answer_w, last, unique), weights_alt(c, runs, answer_w), 330
        ),
        "fit": playback.picture(many_charts.predictions_chart(c, rows), fit_alt(c, Z, runs), 280),
        "loss": playback.picture(
            many_charts.losses_chart(c, runs.losses, floor, last, settings.l2 > 0), loss_alt(runs, floor), 280
        ),
    }
    tracks = plane_tracks(c, planes) if planes else []
    if not planes:
        tracks = [playback.at("dots", f"now{i}", list(range(c.d)), [f"s{i}_{j}" for j in range(c.d)]) for i in THREE]
    every = many_charts.starts_drawn(c)
    tracks += [playback.grow("weights", f"w{i}_{j}", "epoch", f"s{i}_{j}") for i in every for j in range(c.d)]
    tracks += [playback.grow("loss", f"loss{i}", "epoch", f"loss{i}") for i in THREE]
    cells = [{"zb": 1} | {f"z{j}": value for j, value in enumerate(row)} for row in Z[rows].round(6).tolist()]
    tracks.append(playback.at("fit", "now", c.y[rows, 0].tolist(), cells))
    message = playback.pack(
        run=repr(settings),
        view=repr((settings.data, c.d, planes)),
        epochs=settings.epochs,
        steps=steps,
        series=series_of(settings, c, runs, steps),
        figures=charts,
        tracks=tracks,
        readouts=readouts(settings, c, floor),
        note=f"NumPy trained 3 × {last:,} epochs of {c.d} weights in {plain(1e3 * runs.seconds, 2)} ms; "
        "you are watching it {slower}× slower.",
        seconds=runs.seconds,
        notices=notices(runs),
        ending=ending,
    )
    return message, many_words.verdict(settings, runs)


def notices(runs):
    over = np.flatnonzero(runs.losses[0] > runs.losses[0, 0])
    if not runs.diverges or not len(over):
        return []
    return [{"chart": "loss", "from": int(over[0]), "text": f"Since epoch {over[0]:,} the loss is above its start."}]


def first_alt(c, w, b):
    weights = ", ".join(f"{name} {value:.4g}" for name, value in zip(c.names, w, strict=True))
    return f"{len(c.y)} rows of {c.d} features. The answer in closed form has the weights {weights} and the intercept {b:.4g}."


def weights_alt(c, runs, answer_w):
    ends = "; ".join(", ".join(f"{value:.4g}" for value in run[-1]) for run in runs.shown)
    closed = ", ".join(f"{value:.4g}" for value in answer_w)
    return f"Weights against epoch from three starts. They end at {ends}. The closed form: {closed}."


def fit_alt(c, Z, runs):
    off = np.sqrt(np.mean((Z @ runs.w[0, -1] + runs.b[0, -1] - c.y[:, 0]) ** 2))
    return f"Predicted against actual values of {len(c.y)} rows: at the end a prediction is typically off by {off:.4g}."


def loss_alt(runs, floor):
    ends = ", ".join(f"{loss:.4g}" for loss in runs.losses[:, -1])
    return f"Loss against epoch on a log axis from three starts; they end at {ends}. The floor is {floor:.4g}."


begin(
    "Many features",
    "Press **Train** and watch a plane turn into place: two features, or ten, are learned by the same three lines as one.",
)
settings = controls.many(many_data.real_rows())
if settings.data == controls.DIABETES and settings.weights:
    st.info(many_words.MISSING)
ending = predict(
    "will three different starts end at the same weights?",
    many_words.OPTIONS,
    many_words.happened(settings, many_data.runs(settings)),
    "many",
)
message, words = recorded(settings, ending)
player.player(message)
st.markdown(words)
sums, matrices, shapes = st.columns([1, 1, 1], vertical_alignment="center")
sums.markdown(many_words.AS_SUMS)
matrices.markdown(many_words.AS_MATRICES)
c = many_data.columns(settings.data_settings)
shapes.html(many_charts.shapes_drawing(len(c.y), c.d))
st.markdown(many_words.MEANING)
show_source(
    "The code that runs: the same three lines for any number of features",
    core.forward_pass,
    core.compute_gradients,
    core.update_parameters,
)
