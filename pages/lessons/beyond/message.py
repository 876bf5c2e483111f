"""What the player is told on the network page: the curve with its bends over the data, and the losses of all starts."""

import numpy as np

import linreg_core as core
from pages.lessons.beyond import charts, networks, words
from pages.ui import playback
from pages.ui.charts import drawable, padded, squared
from pages.ui.experiment import SampleSettings
from pages.ui.kept import kept
from pages.ui.numbers import count, listed, plain

GRID = 81  # points of a curve


@kept(60)
def recorded(settings, start, ending, near=None):
    """Everything the player needs for these NetworkSettings. start: the one that is watched, from 1"""
    trained = networks.train(settings)
    sent = trained if near is None else networks.train_near(settings, near)
    grid = np.linspace(*padded(trained.sample.X, 0.04), GRID)
    steps, kept = (run.visible(start - 1) for run in (trained, sent))
    losses = finite(trained)
    return playback.pack(
        run=repr((settings, start)),
        view=view(settings.data),
        setting=playback.setting(data_title(settings.data), settings.rate),
        epochs=settings.epochs,
        steps=kept,
        series=series(settings, sent, start, grid, losses[kept]),
        figures={
            "curve": playback.picture(
                curve(settings, trained, grid), curve_alt(settings, trained), seen=curve_seen(trained, start)
            ),
            "loss": playback.picture(
                starts(trained, start, losses[: steps[-1] + 1]), loss_alt(trained, start), seen=loss_seen(trained)
            ),
        },
        tracks=tracks(settings.units, grid),
        readouts=readouts(settings.units, trained, losses[steps, start - 1]),
        note=f"NumPy trained {networks.STARTS} networks for {count(settings.epochs)} in {plain(trained.seconds, 2)} s; "
        "you are watching it {slower}× slower.",
        seconds=trained.seconds,
        notices=notices(trained, steps, start),
        ending=ending,
        story=words.story(settings, trained, start),
    )


def data_title(data):
    """What the points are, in words."""
    return data.names.title if isinstance(data, SampleSettings) else f"A {data.shape}"


def view(data):
    """While this stays, so does the zoom: a scenario, or a shape and its noise."""
    return data.scenario if isinstance(data, SampleSettings) else f"{data.shape} {data.noise}"


def finite(trained):
    """The losses of all starts as a log axis can show them."""
    ceiling = networks.BEYOND * float(trained.losses[0].max()) or 1.0
    return drawable(np.minimum(trained.losses, ceiling), trained.sample.y)


# ---- what moves


def series(settings, trained, start, grid, losses):
    """The curve c0, c1, … along the grid, its bends (bx0, by0), …, and the losses of all starts, at every kept step."""
    layers = [(W[: len(losses)], b[: len(losses)]) for W, b in trained.of(start - 1)]
    curves = networks.curves(layers, settings.activation, grid)
    bend_x, bend_y = networks.bends(layers, settings.activation, grid)
    return (
        named("c", curves)
        | named("bx", bend_x)
        | named("by", bend_y)
        | {f"l{i}": column for i, column in enumerate(losses.T)}
        | {"loss": losses[:, start - 1], "lowest": losses.min(axis=1)}
    )


def named(prefix, columns):
    """A series a column: {"c0": …, "c1": …}, at four digits."""
    return {f"{prefix}{i}": column for i, column in enumerate(playback.digits(columns.T, 4))}


def tracks(units, grid):
    """The curve and its bends stand at the step of now; the losses grow."""
    bends = [f"bx{i}" for i in range(units)], [f"by{i}" for i in range(units)]
    return [
        playback.at("curve", "fit", grid.tolist(), [f"c{i}" for i in range(len(grid))]),
        playback.at("curve", "bends", *bends),
        *(playback.grow("loss", f"start {i + 1}", "epoch", f"l{i}") for i in range(networks.STARTS)),
        playback.at("loss", "now", ["epoch"], ["loss"]),
    ]


def notices(trained, steps, start):
    """Where the curve of a start that has diverged leaves the chart, in words on it."""
    losses = trained.losses[steps, start - 1]
    left = playback.leaves(losses <= 10 * losses[0])
    if left is None or not trained.blown[start - 1]:
        return []
    epoch = int(steps[left])
    text = f"Since epoch {epoch:,} the loss is more than 10 times its start: the curve leaves this chart."
    return [{"chart": "curve", "from": epoch, "text": text}]


# ---- the charts


def curve(settings, trained, grid):
    """The data, and the true curve where there is one."""
    truth = None if isinstance(settings.data, SampleSettings) else core.SHAPES[settings.data.shape](grid)
    return charts.curve_chart(trained.sample, grid, trained.bowl.minimum, truth, networks.every(settings.data))


def starts(trained, start, losses):
    """The losses of all starts, and σ² where it is known."""
    sample = trained.sample
    variance = sample.noise and sample.noise**2
    return charts.starts_chart(losses, sample.y, start, trained.bowl.floor, variance, sample.names.y_unit)


def curve_alt(settings, trained):
    points, units = count(len(trained.sample.X), "point"), count(settings.units, "hidden unit")
    line = plain(trained.bowl.floor, 4)
    return f"{points}, and the curve of a network with {units} that training moves. The best line has the loss {line}."


def curve_seen(trained, start):
    return f"The curve of start {start} {ends_at(trained, start - 1)}."


def loss_alt(trained, start):
    return (
        f"Loss against epoch on a log axis, for {networks.STARTS} starts. "
        f"Start {start} begins at {plain(trained.losses[0, start - 1], 4)}."
    )


def loss_seen(trained):
    told = [f"start {i + 1} {ends_at(trained, i)}" for i in range(networks.STARTS)]
    return f"Loss on a log axis for every start: {listed(told)}."


def ends_at(trained, i):
    """ends at the loss 0.012, or what else became of it."""
    if trained.blown[i]:
        return "diverges"
    return "does not come to rest" if trained.lost[i] else f"ends at the loss {plain(trained.ends[i])}"


# ---- the readouts


def readouts(units, trained, losses):
    """The network's size; the loss and R² of the watched start; the lowest loss of all."""
    unit = f" {squared(trained.sample.names.y_unit)}".rstrip()
    variance = float(np.var(trained.sample.y)) or 1.0
    big = bool(losses.max() >= 1e5 or losses.min() < 1e-3)
    digits = 3 if big else 4
    return [
        size(units),
        playback.readout(
            "MSE, the loss",
            "{mse}" + unit,
            f"best line: {plain(trained.bowl.floor)}",
            mse=playback.number("loss", digits, big),
        ),
        playback.readout("R²", "{share}", "1 is perfect", share=playback.number({"loss": -1 / variance, "": 1}, 2)),
        playback.readout(
            f"lowest loss of {networks.STARTS} starts", "{low}" + unit, low=playback.number("lowest", digits, big)
        ),
    ]


def size(units):
    """How many lines are added, and how many numbers that makes."""
    if not units:
        return playback.readout("the network", "one line", "2 numbers to learn", wide=True)
    bent = f"{count(units, 'bent line')}, added"
    learned = f"{3 * units + 1} numbers to learn, a white dot at each bend"
    return playback.readout("the network", bent, learned, wide=True)
