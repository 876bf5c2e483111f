"""To neural networks: the same five functions with a bend in the middle, and the line becomes a curve."""

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.beyond import charts as beyond_charts
from pages.lessons.beyond import controls, networks
from pages.ui import playback
from pages.ui.charts import drawable, padded
from pages.ui.numbers import plain
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

SAME, DIFFERENT, DIVERGED = "all the same", "not all the same", "all of them diverge"

IDEA = """
| | the Train page | here, with a hidden layer |
|---|---|---|
| begin | w, b | V, c for the hidden units, then w, b |
| predict | ŷ = Xw + b | H = f(XV + c), then ŷ = **H**w + b |
| measure | MSE | the same MSE |
| differentiate | ∂w = (2/n) Xᵀ(ŷ − y) | ∂w = (2/n) **H**ᵀ(ŷ − y), and by the chain rule one layer further back |
| improve | w ← w − η ∂w | the same, for every layer |

Every hidden unit is a line of its own, bent once by f; the white dots on the curve mark where. The last step is linear
regression again, on what the units give instead of on x. Without the bend nothing is gained: lines of lines are a line.
"""

MEANING = """
**What it meant.** All deep learning is regression with more layers: predict, measure, differentiate, improve.
More units bend the line into any curve; the price is a loss surface that is no longer one bowl.
"""


def predictions(result, settings, grid):
    """The curve on the grid and each unit's bend, (x, y), after every kept epoch.  (k, m), (k, h), (k, h)"""
    layers = result.of(settings.start - 1)
    with np.errstate(all="ignore"):
        curve = core.forward_network(grid.reshape(-1, 1), layers, settings.activation)[-1][..., 0]
        if not settings.units:
            return curve, np.empty((len(curve), 0)), np.empty((len(curve), 0))
        (V, c), _ = layers
        x = -np.divide(c, V, out=np.full(c.shape, np.inf), where=V != 0)[:, 0, :]  # where the unit's line crosses 0
        x = np.clip(x, grid[0] - np.ptp(grid), grid[-1] + np.ptp(grid))  # a bend outside the chart stays outside
        y = core.forward_network(x[..., np.newaxis], layers, settings.activation)[-1][..., 0]
    return curve, x, y


def visible_steps(result, start):
    """How many of the kept epochs can be shown: those up to where this start diverges."""
    seen = result.losses[result.epochs, start] < 1e6 * result.losses[0, start] + 1e-300
    return len(seen) if seen.all() else max(1, int(np.argmin(seen)))


def named(prefix, columns):
    """A series a column: {"c0": …, "c1": …}, at four digits."""
    return {f"{prefix}{i}": playback.digits(column, 4) for i, column in enumerate(np.transpose(columns))}


def readouts(settings, result, unit):
    unit = f" {unit}²" if unit else ""
    variance = float(np.var(result.y)) or 1.0
    big = bool(result.losses[0].max() >= 1e5 or result.ends.min() < 1e-3)
    digits = 3 if big else 4
    numbers = 3 * settings.units + 1 if settings.units else 2
    learned = f"{numbers} numbers to learn" + (", a white dot at each bend" if settings.units else "")
    bent = f"{settings.units} bent line{'s' if settings.units != 1 else ''}, added" if settings.units else "one line"
    return [
        playback.readout("the network", bent, learned, wide=True),
        playback.readout(
            "MSE, the loss",
            "{mse}" + unit,
            f"best line {plain(result.line_loss)}",
            mse=playback.number("loss", digits, big),
        ),
        playback.readout("R²", "{share}", "1 is perfect", share=playback.number({"loss": -1 / variance, "": 1}, 3)),
        playback.readout(
            f"lowest of {len(result.ends)} starts",
            "{low}" + unit,
            "highest {high}",
            low=playback.number("lowest", digits, big),
            high=playback.number("highest", digits, big),
        ),
    ]


@st.cache_resource(max_entries=60, show_spinner=False)
def packed(settings, result_id, ending, _result):
    """The player's message. _result is what result_id, the settings but for the start, was trained to."""
    result, start = _result, settings.start - 1
    names = networks.names_of(settings.data, settings.data_settings)
    grid = np.linspace(*padded(result.X, 0.04), networks.GRID)
    shown = visible_steps(result, start)
    steps = result.epochs[:shown]
    ceiling = 1e6 * float(result.losses[0].max()) or 1.0
    losses = drawable(np.minimum(result.losses, ceiling), result.y)
    curve, bend_x, bend_y = (values[:shown] for values in predictions(result, settings, grid))
    every = networks.every(settings.data, settings.data_settings)
    truth = None if settings.data == "scenario" else core.SHAPES[settings.data](grid)
    noise = None if settings.data == "scenario" else settings.data_settings[0] ** 2
    others = {f"l{i}": losses[steps, i] for i in range(losses.shape[1])}
    return playback.pack(
        run=repr(settings),
        view=repr((settings.data, names.x_name if settings.data == "scenario" else settings.data_settings[0])),
        epochs=settings.epochs,
        steps=steps,
        series=named("c", curve)
        | named("bx", bend_x)
        | named("by", bend_y)
        | others
        | {
            "loss": losses[steps, start],
            "lowest": losses[steps].min(axis=1),
            "highest": losses[steps].max(axis=1),
        },
        figures={
            "curve": playback.picture(
                beyond_charts.curve_chart(result.X, result.y, names, grid, result.line, truth, every),
                f"{len(result.X)} points and the curve of a network with {settings.units} hidden units; "
                f"its loss ends at {result.ends[start]:.4g}, the best straight line has {result.line_loss:.4g}.",
            ),
            "loss": playback.picture(
                beyond_charts.starts_chart(
                    losses[: steps[-1] + 1], result.y, start, result.line_loss, noise, names.y_unit
                ),
                "Loss against epoch on a log axis for every start; they end at "
                + ", ".join(f"{end:.4g}" for end in result.ends)
                + ".",
            ),
        },
        tracks=[
            playback.at("curve", "fit", grid.tolist(), [f"c{i}" for i in range(len(grid))]),
            playback.at(
                "curve", "bends", [f"bx{i}" for i in range(settings.units)], [f"by{i}" for i in range(settings.units)]
            ),
            *(playback.grow("loss", f"start {i + 1}", "epoch", name) for i, name in enumerate(others)),
            playback.at("loss", "now", ["epoch"], ["loss"]),
        ],
        readouts=readouts(settings, result, names.y_unit),
        note=f"NumPy trained {losses.shape[1]} networks for {settings.epochs:,} epochs in {result.seconds:.2g} s; "
        "you are watching it {slower}× slower.",
        seconds=result.seconds,
        notices=notices(result, steps, start),
        ending=ending,
    )


def notices(result, steps, start):
    """Where the curve of a diverging start leaves the chart, in words on it."""
    lost = np.flatnonzero(result.losses[steps, start] > 10 * result.losses[0, start])
    if np.isfinite(result.ends[start]) or not len(lost):
        return []
    text = f"Since epoch {steps[lost[0]]:,} the curve leaves the chart: every step overshoots. Choose a smaller rate."
    return [{"chart": "curve", "from": int(steps[lost[0]]), "text": text}]


begin("To neural networks", "Add **hidden units** to the line, press **Train**, and watch it bend to the data.")
settings = controls.network()
trained_on = (
    settings.data,
    settings.data_settings,
    settings.units,
    settings.activation,
    settings.rate,
    settings.epochs,
)
result = networks.trained(*trained_on)
happened = SAME if result.all_the_same else DIFFERENT if np.isfinite(result.ends).any() else DIVERGED
ending = predict("where will the losses of the eight starts end?", [SAME, DIFFERENT], happened, "beyond")
player.player(packed(settings, trained_on, ending, result))
st.markdown(networks.words(settings, result, networks.names_of(settings.data, settings.data_settings).y_unit))
with st.expander("The same five functions, with one bend more", icon=":material/compare_arrows:"):
    st.markdown(IDEA)
show_source(
    "The code that runs: the five functions of a network",
    core.initialize_network,
    core.forward_network,
    core.network_loss,
    core.network_gradients,
    core.update_network,
)
st.markdown(MEANING)
