"""What the player is told on the curve with several low points: the path over θ, and the wave of each step."""

from time import perf_counter

import numpy as np

import linreg_core as core
from pages.lessons.loss_surface import valley_charts, valley_words
from pages.lessons.loss_surface.valley import EPOCHS, STARTS, TRUE_THETA, minima
from pages.ui import playback
from pages.ui.kept import kept
from pages.ui.numbers import plain

HEIGHT = 286
WAVE = np.linspace(0, 3.8, 77)  # x of the waves


@kept(200)
def recorded(valley):
    """The player's message for these ValleySettings."""
    low, high, step = STARTS
    x, y = core.sine_data(TRUE_THETA)
    began = perf_counter()
    theta = core.sine_descent(x, y, [valley.start], valley.rate, EPOCHS)[:, 0]
    seconds = perf_counter() - began
    bottoms = minima(x, y, low, high)
    starts = np.arange(low, high + step / 2, step)
    ends = core.sine_descent(x, y, starts, valley.rate, 10 * EPOCHS)[-1]
    return playback.pack(
        run=repr(valley),
        view="valley",
        setting=playback.setting("A loss with several low points", valley.rate),
        epochs=EPOCHS,
        steps=np.arange(EPOCHS + 1),
        series=series(x, y, theta),
        figures=figures(x, y, theta, bottoms),
        tracks=[
            playback.grow("curve", "path", "theta", "loss"),
            playback.at("curve", "now", ["theta"], ["loss"]),
            playback.at("wave", "fit", WAVE.tolist(), [f"y{i}" for i in range(len(WAVE))]),
        ],
        readouts=[
            playback.readout("the wave now", "y = sin({theta} · x)", wide=True, theta=playback.number("theta", 3)),
            playback.readout("MSE, the loss", "{mse}", mse=playback.number("loss", 4)),
            playback.readout("the gradient", "{slope}", slope=playback.number("slope", 4)),
        ],
        note="Each dot of the path is one step. Where the loss is steep, the steps are long.",
        seconds=seconds,
        story=valley_words.story(x, y, theta, valley.rate, ends, bottoms),
    )


def series(x, y, theta):
    """θ, the loss and its slope at every step, and the wave of each: y0, y1, … along WAVE."""
    waves = core.sine_model(WAVE, theta).T
    found = {"theta": theta, "loss": core.sine_loss(x, y, theta), "slope": core.sine_gradient(x, y, theta)}
    return found | {f"y{i}": values for i, values in enumerate(waves)}


def figures(x, y, theta, bottoms):
    low, high, _ = STARTS
    return {
        "curve": playback.picture(
            valley_charts.valley_chart(x, y, low, high, bottoms, float(theta[0])),
            f"Loss over θ with {len(bottoms)} low points. Training starts at θ = {plain(theta[0], 4)}.",
            HEIGHT,
            click="play",
            seen=f"Training on the loss over θ goes from {plain(theta[0], 4)} to {plain(theta[-1], 4)}.",
        ),
        "wave": playback.picture(
            valley_charts.wave_chart(x, y, WAVE, TRUE_THETA),
            f"{len(x)} points of the wave with θ = {plain(TRUE_THETA)}, and the wave that training moves.",
            HEIGHT,
            seen=f"The wave that training moves ends at θ = {plain(theta[-1], 4)}.",
        ),
    }
