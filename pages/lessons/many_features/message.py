"""What the player is told on Many features: a plane or dots that find their place, weights, predictions and losses."""

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.many_features import charts
from pages.lessons.many_features.columns import KEPT, columns
from pages.lessons.many_features.runs import answer, runs
from pages.lessons.many_features.words import verdict
from pages.ui import playback
from pages.ui.charts import drawable
from pages.ui.numbers import plain

THREE = range(3)


@st.cache_resource(**KEPT)
def recorded(settings, ending):
    """The player's message for these settings; and the verdict on its runs."""
    c, three = columns(settings.data), runs(settings)
    Z, _ = c.inputs(settings.scaled)
    floor = core.smallest_loss(Z, c.y, settings.l2)
    planes = planes_drawn(c)
    steps = playback.kept_steps(three.epochs)
    message = playback.pack(
        run=repr(settings),
        view=repr((settings.data.source, c.d, planes)),
        epochs=settings.epochs,
        steps=steps,
        series={name: values[steps] for name, values in series(c, Z, three).items()},
        figures=figures(settings, c, three, floor, planes),
        tracks=tracks(c, Z, planes),
        readouts=readouts(settings, c, floor),
        note=f"NumPy trained 3 × {three.epochs:,} epochs of {c.d} weights in {plain(1e3 * three.seconds, 2)} ms; "
        "you are watching it {slower}× slower.",
        seconds=three.seconds,
        notices=notices(three),
        ending=ending,
    )
    return message, verdict(settings, three)


def planes_drawn(c):
    """How many planes there are to see: of two columns one, or one a start where the starts part; otherwise none."""
    return 0 if c.d != 2 else 1 if c.rank == 2 else 3


def series(c, Z, three):
    """What moves, by name: shown weights s0_0 …, training's weights of the first run z0 …, losses, distances."""
    apart, predictions = three.apart(Z)
    r2 = 1 - np.mean((Z @ three.w[0].T + three.b[0] - c.y) ** 2, axis=0) / np.var(c.y)
    moving = {f"s{i}_{j}": three.shown[i, :, j] for i in THREE for j in range(c.d)}
    moving |= {f"z{j}": three.w[0, :, j] for j in range(c.d)} | {"zb": three.b[0]}
    moving |= {f"b{i}": three.own_b[i] for i in THREE}
    moving |= {f"loss{i}": drawable(three.losses[i], c.y) for i in THREE}
    return moving | {"apart": apart, "predictions": predictions, "r2": np.maximum(r2, -1e9)}


# ---- what moves


def tracks(c, Z, planes):
    """The model of now as planes or dots, its way over the epochs, and its predictions."""
    lines = [(i, j) for i in charts.starts_drawn(c) for j in range(c.d)]
    return [
        *(plane_tracks(c, planes) if planes else dots_tracks(c)),
        *(playback.grow("weights", f"w{i}_{j}", "epoch", f"s{i}_{j}") for i, j in lines),
        *(playback.grow("loss", f"loss{i}", "epoch", f"loss{i}") for i in THREE),
        predictions_track(c, Z),
    ]


def dots_tracks(c):
    places = list(range(c.d))
    return [playback.at("dots", f"now{i}", places, [f"s{i}_{j}" for j in places]) for i in THREE]


def plane_tracks(c, planes):
    """The planes, and a stick from each row drawn to the first one."""
    ground = charts.corners(c.X)
    x, y = ground.T.tolist()
    turning = [playback.at("plane", f"plane{i}", x, y, z=plane_cells(c, i, ground)) for i in range(planes)]
    drawn = charts.drawn_rows(len(c.X))
    rows, measured = c.X[drawn], c.y[drawn, 0].tolist()
    fitted = plane_cells(c, 0, rows)
    sticks = {
        "x": [v for x in rows[:, 0].tolist() for v in (x, x, None)],
        "y": [v for x in rows[:, 1].tolist() for v in (x, x, None)],
        "z": [v for pair in zip(measured, fitted, strict=True) for v in (*pair, None)],
    }
    return [*turning, playback.at("plane", "residual", **sticks)]


def plane_cells(c, i, rows):
    """The height of run i's plane over each of these rows (x₁, x₂)."""
    return [{f"b{i}": 1, f"s{i}_0": x1, f"s{i}_1": x2} for x1, x2 in (rows / c.unit).tolist()]


def predictions_track(c, Z):
    """The first run's prediction for each row drawn, over its actual value."""
    rows = charts.drawn_rows(len(c.y))
    cells = [{"zb": 1} | {f"z{j}": value for j, value in enumerate(row)} for row in Z[rows].round(6).tolist()]
    return playback.at("fit", "now", c.y[rows, 0].tolist(), cells)


def notices(three):
    """Where a run that diverges rises above its start, in words on the chart."""
    over = np.flatnonzero(three.losses[0] > three.losses[0, 0])
    if not three.diverges or not len(over):
        return []
    return [{"chart": "loss", "from": int(over[0]), "text": f"Since epoch {over[0]:,} the loss is above its start."}]


# ---- what is read out


def readouts(settings, c, floor):
    """The first model of now, its loss, and how far the three are from each other."""
    return [
        model_readout(c),
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


def model_readout(c):
    """Up to three weights as a formula, more of them as a matrix."""
    weights = {f"w{j + 1}": playback.number({f"s0_{j}": 1 / c.unit[j]}, 2) for j in range(min(c.d, 3))}
    text = f"ŷ = Xw + b, w is {c.d} × 1"
    if c.d <= 3:
        terms = " ".join(f"{{{'+' if j else ''}w{j + 1}}} {c.names[j]}" for j in range(c.d))
        text = f"ŷ = {terms} {{+b}}"
    return playback.readout("start 1, the model now", text, wide=True, b=playback.number("b0", 2), **weights)


# ---- the charts, with their texts


def figures(settings, c, three, floor, planes):
    w, b = answer(settings, c)
    last = three.epochs
    unique = settings.l2 > 0 or c.rank == c.d
    now = charts.plane_chart(c, w, b, planes) if planes else charts.dots_chart(c, three.shown, w)
    weights = charts.weights_chart(c, three.shown, w, last, unique)
    fit = charts.predictions_chart(c, charts.drawn_rows(len(c.y)))
    loss = charts.losses_chart(c, three.losses, floor, last, settings.l2 > 0)
    return {
        "plane" if planes else "dots": playback.picture(now, now_alt(c, w, b), 330),
        "weights": playback.picture(weights, weights_alt(three, w), 330),
        "fit": playback.picture(fit, fit_alt(c, c.inputs(settings.scaled)[0], three), 280),
        "loss": playback.picture(loss, loss_alt(three, floor), 280),
    }


def now_alt(c, w, b):
    weights = ", ".join(f"{name} {value:.4g}" for name, value in zip(c.names, w, strict=True))
    return f"{len(c.y)} rows of {c.d} features. The answer in closed form has the weights {weights} and the intercept {b:.4g}."


def weights_alt(three, answer_w):
    ends = "; ".join(", ".join(f"{value:.4g}" for value in run[-1]) for run in three.shown)
    closed = ", ".join(f"{value:.4g}" for value in answer_w)
    return f"Weights against epoch from three starts. They end at {ends}. The closed form: {closed}."


def fit_alt(c, Z, three):
    off = np.sqrt(np.mean((Z @ three.w[0, -1] + three.b[0, -1] - c.y[:, 0]) ** 2))
    return f"Predicted against actual values of {len(c.y)} rows: at the end a prediction is typically off by {off:.4g}."


def loss_alt(three, floor):
    ends = ", ".join(f"{loss:.4g}" for loss in three.losses[:, -1])
    return f"Loss against epoch on a log axis from three starts; they end at {ends}. The floor is {floor:.4g}."
