"""What the player is told on the network page: the curve with its bends over the data, and the losses of all starts."""

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.beyond import charts, networks
from pages.ui import playback
from pages.ui.charts import drawable, padded, squared
from pages.ui.experiment import SampleSettings
from pages.ui.numbers import plain

GRID = 81  # points of a curve


@st.cache_resource(max_entries=60, show_spinner=False)
def recorded(settings, start, ending):
    """Everything the player needs for these NetworkSettings. start: the one that is watched, from 1"""
    trained = networks.train(settings)
    grid = np.linspace(*padded(trained.sample.X, 0.04), GRID)
    steps = trained.visible(start - 1)
    losses = finite(trained)
    return playback.pack(
        run=repr((settings, start)),
        view=view(settings.data),
        epochs=settings.epochs,
        steps=steps,
        series=series(settings, trained, start, grid, losses[steps]),
        figures={
            "curve": playback.picture(curve(settings, trained, grid), curve_alt(settings, trained, start)),
            "loss": playback.picture(starts(settings, trained, start, losses[: steps[-1] + 1]), loss_alt(trained)),
        },
        tracks=tracks(settings.units, grid),
        readouts=readouts(settings.units, trained),
        note=f"NumPy trained {networks.STARTS} networks for {settings.epochs:,} epochs in {trained.seconds:.2g} s; "
        "you are watching it {slower}× slower.",
        seconds=trained.seconds,
        notices=notices(trained, steps, start),
        ending=ending,
    )


def view(data):
    """While this stays, so does the zoom: a scenario, or a shape and its noise."""
    return data.scenario if isinstance(data, SampleSettings) else f"{data.shape} {data.noise}"


def finite(trained):
    """The losses of all starts as a log axis can show them."""
    ceiling = networks.DIVERGED * float(trained.losses[0].max()) or 1.0
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
        | {"loss": losses[:, start - 1], "lowest": losses.min(axis=1), "highest": losses.max(axis=1)}
    )


def named(prefix, columns):
    """A series a column: {"c0": …, "c1": …}, at four digits."""
    return {f"{prefix}{i}": playback.digits(column, 4) for i, column in enumerate(columns.T)}


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
    """Where the curve of a diverging start leaves the chart, in words on it."""
    losses = trained.losses[:, start - 1]
    lost = steps[losses[steps] > 10 * losses[0]]
    if np.isfinite(losses[-1]) or not len(lost):
        return []
    text = f"Since epoch {lost[0]:,} the curve leaves the chart: every step overshoots. Choose a smaller rate."
    return [{"chart": "curve", "from": int(lost[0]), "text": text}]


# ---- the charts


def curve(settings, trained, grid):
    """The data, and the true curve where there is one."""
    truth = None if isinstance(settings.data, SampleSettings) else core.SHAPES[settings.data.shape](grid)
    return charts.curve_chart(trained.sample, grid, trained.bowl.minimum, truth, networks.every(settings.data))


def starts(settings, trained, start, losses):
    """The losses, and the noise floor where the true curve is known."""
    noise_floor = None if isinstance(settings.data, SampleSettings) else settings.data.noise**2
    sample = trained.sample
    return charts.starts_chart(losses, sample.y, start, trained.bowl.floor, noise_floor, sample.names.y_unit)


def curve_alt(settings, trained, start):
    return (
        f"{len(trained.sample.X)} points and the curve of a network with {settings.units} hidden units; "
        f"its loss ends at {trained.ends[start - 1]:.4g}, the best straight line has {trained.bowl.floor:.4g}."
    )


def loss_alt(trained):
    ends = ", ".join(f"{end:.4g}" for end in trained.ends)
    return f"Loss against epoch on a log axis for every start; they end at {ends}."


# ---- the readouts


def readouts(units, trained):
    """The network's size; the loss and R² of the watched start; the lowest and the highest loss of all."""
    unit = f" {squared(trained.sample.names.y_unit)}".rstrip()
    variance = float(np.var(trained.sample.y)) or 1.0
    big = bool(trained.losses[0].max() >= 1e5 or trained.ends.min() < 1e-3)
    digits = 3 if big else 4
    return [
        size(units),
        playback.readout(
            "MSE, the loss",
            "{mse}" + unit,
            f"best line {plain(trained.bowl.floor)}",
            mse=playback.number("loss", digits, big),
        ),
        playback.readout("R²", "{share}", "1 is perfect", share=playback.number({"loss": -1 / variance, "": 1}, 3)),
        playback.readout(
            f"lowest of {networks.STARTS} starts",
            "{low}" + unit,
            "highest {high}",
            low=playback.number("lowest", digits, big),
            high=playback.number("highest", digits, big),
        ),
    ]


def size(units):
    """How many lines are added, and how many numbers that makes."""
    if not units:
        return playback.readout("the network", "one line", "2 numbers to learn", wide=True)
    bent = f"{units} bent line{'s' if units != 1 else ''}, added"
    learned = f"{3 * units + 1} numbers to learn, a white dot at each bend"
    return playback.readout("the network", bent, learned, wide=True)
