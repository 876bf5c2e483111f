"""What the player is told on Many features: a plane or dots that find their place, weights, predictions and losses."""

import numpy as np

import linreg_core as core
from pages.lessons.many_features import charts
from pages.lessons.many_features.columns import columns
from pages.lessons.many_features.controls import DIABETES, MADE_UP, OWN_FILE
from pages.lessons.many_features.runs import answer, runs
from pages.lessons.many_features.words import story
from pages.ui import playback, progress
from pages.ui.charts import drawable
from pages.ui.kept import kept
from pages.ui.numbers import count, decimals_for, listed, plain

THREE = range(3)

TITLES = {MADE_UP: "Made-up data", DIABETES: "Diabetes", OWN_FILE: "Your own file"}


@kept(100)
def recorded(settings, ending, done, near=None):
    """The player's message for these settings. ending: what was predicted. done: how far the exercise is."""
    c, three = columns(settings.data), runs(settings)
    Z, _ = c.inputs(settings.scaled)
    floor = core.smallest_loss(Z, c.y, settings.l2)
    planes = planes_drawn(c)
    steps = playback.kept_steps(three.epochs, playback.around(near))
    return playback.pack(
        run=repr(settings),
        view=repr((settings.data.source, c.d, planes)),
        setting=playback.setting(TITLES[settings.data.source], settings.rate),
        epochs=settings.epochs,
        steps=steps,
        series={name: values[steps] for name, values in series(c, settings, three).items()},
        figures=figures(settings, c, three, floor, planes),
        tracks=tracks(c, Z, planes),
        readouts=readouts(settings, c, floor),
        note=f"NumPy needs {plain(1e3 * three.seconds, 2)} ms for three runs of {count(c.d, 'weight')}; "
        "you are watching it {slower}× slower.",
        seconds=three.seconds,
        notices=notices(c, three, floor),
        ending=ending,
        story=story(settings, c, three, done),
    )


def planes_drawn(c):
    """How many planes there are to see: of two columns one, or one a start where the starts part; otherwise none."""
    return 0 if c.d != 2 else 1 if c.rank == 2 else 3


def series(c, settings, three):
    """What moves, by name: shown weights s0_0 …, training's weights of the first run z0 …, losses, distances."""
    Z, _ = c.inputs(settings.scaled)
    r2 = 1 - np.mean((Z @ three.w[0].T + three.b[0] - c.y) ** 2, axis=0) / np.var(c.y)
    moving = {f"s{i}_{j}": three.shown[i, :, j] for i in THREE for j in range(c.d)}
    moving |= {f"z{j}": three.w[0, :, j] for j in range(c.d)} | {"zb": three.b[0]}
    moving |= {f"b{i}": three.own_b[i] for i in THREE}
    moving |= {f"loss{i}": drawable(three.losses[i], c.y) for i in THREE}
    apart = {"apart": three.weights_apart, "predictions": three.predictions_apart}
    return moving | apart | {"r2": np.maximum(r2, -1e9)}


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


def notices(c, three, floor):
    """Where the first run rises above its start for good, in words on the chart."""
    epoch = progress.rises(c.y, three.losses[0] - floor)
    if not epoch:
        return []
    return [{"chart": "loss", "from": epoch, "text": f"Since epoch {epoch:,} the loss of start 1 is above its start."}]


# ---- what is read out


def readouts(settings, c, floor):
    """The first model of now, its loss, and how far the three are from each other."""
    return [
        model_readout(c),
        playback.readout(
            "the loss of start 1" + (", with the penalty" if settings.l2 else ""),
            "{loss}",
            "R² {r2}",
            loss=playback.number("loss0", decimals_for(floor)),
            r2=playback.number("r2", 3),
        ),
        playback.readout(
            "largest difference of weights", "{apart}", "between the three starts", apart=playback.number("apart", 3)
        ),
        playback.readout(
            "largest difference of predictions",
            "{apart}",
            "between the three starts",
            apart=playback.number("predictions", 3),
        ),
    ]


def model_readout(c):
    """Up to two weights as a formula; more of them, or a copy, as a matrix."""
    text, values = f"ŷ = Xw + b, w is {c.d} × 1", {}
    if c.d <= 2 and c.one_answer:
        terms = " ".join(f"{{{'+' if j else ''}w{j + 1}}} {c.names[j]}" for j in range(c.d))
        text = f"ŷ = {terms} {{+b}}"
        values = {f"w{j + 1}": playback.number({f"s0_{j}": 1 / c.unit[j]}, 2) for j in range(c.d)}
        values["b"] = playback.number("b0", 2)
    return playback.readout("the model of start 1 now", text, wide=True, **values)


# ---- the charts, with their texts


def figures(settings, c, three, floor, planes):
    w, b = answer(settings, c)
    last = three.epochs
    now = charts.plane_chart(c, w, b, planes) if planes else charts.dots_chart(c, three.shown, w)
    weights = charts.weights_chart(c, three.shown, w, last)
    fit = charts.predictions_chart(c, charts.drawn_rows(len(c.y)))
    loss = charts.losses_chart(c, three.losses, floor, last, settings.l2 > 0)
    Z, _ = c.inputs(settings.scaled)
    return {
        "plane" if planes else "dots": playback.picture(now, now_alt(c, w, b, planes), 330, seen=now_seen(c, three)),
        "loss": playback.picture(loss, loss_alt(three, floor), 330, seen=loss_seen(three)),
        "weights": playback.picture(weights, weights_alt(c, w), 280, seen=weights_seen(c, three)),
        "fit": playback.picture(fit, fit_alt(c), 280, seen=fit_seen(c, Z, three)),
    }


def weights_text(c, values):
    return ", ".join(f"{name} {plain(value, 4)}" for name, value in zip(c.names, values, strict=True))


def now_alt(c, w, b, planes):
    drawn = "in space, and the plane that training turns" if planes else "and each weight as a dot, for three starts"
    return (
        f"{count(len(c.y), 'row')} of {count(c.d, 'feature')} {drawn}. The lowest loss has these weights: "
        f"{weights_text(c, w)}. Its intercept is {plain(b, 4)}."
    )


def now_seen(c, three):
    return f"Start 1 ends with {weights_text(c, three.shown[0, -1])} and the intercept {plain(three.own_b[0, -1], 4)}."


def weights_alt(c, w):
    return f"Weights against epoch from three starts. Levels are the weights of the lowest loss: {weights_text(c, w)}."


def weights_seen(c, three):
    ends = "; ".join(
        f"{name} at {weights_text(c, run[-1])}" for name, run in zip(charts.FROM, three.shown, strict=True)
    )
    return f"Weights against epoch. At the end: {ends}."


def fit_alt(c):
    return f"Predicted against actual {c.y_name} of {count(len(c.y), 'row')}. On the diagonal a prediction is right."


def fit_seen(c, Z, three):
    off = np.sqrt(np.mean((Z @ three.w[0, -1] + three.b[0, -1] - c.y[:, 0]) ** 2))
    return f"Predicted against actual {c.y_name}: at the end the RMSE of start 1 is {plain(off, 4)}."


def loss_alt(three, floor):
    starts = listed([plain(run[0], 4) for run in three.losses])
    return f"Loss against epoch on a log axis, of three starts. They begin at {starts}. The lowest loss is {plain(floor, 4)}."


def loss_seen(three):
    ends = listed([plain(run[-1], 4) for run in three.losses])
    return f"Loss against epoch on a log axis. After {count(three.epochs)} the losses of the three starts are {ends}."
