"""Ridge: a price on large weights calms a curve that has too many of them."""

from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.ridge import charts as ridge_charts
from pages.lessons.ridge import controls
from pages.lessons.ridge import words as ridge_words
from pages.lessons.ridge.path import GRID, Path, path, problem, solved
from pages.ui import playback
from pages.ui.numbers import plain
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source


def trained(settings):
    """Gradient descent from zero at the learner's l2, at the rate that suits its bowl best: a path in epochs."""
    p = problem(settings.data_settings)
    start = np.zeros((settings.degree, 1)), np.zeros((1, 1))
    config = core.TrainingConfig(core.best_learning_rate(p.Z, settings.l2), settings.epochs, l2=settings.l2)
    began = perf_counter()
    run = core.train(p.Z, p.y, config, start)
    seconds = perf_counter() - began
    steps = playback.kept_steps(run.epochs)
    w, b = run.w[steps], run.b[steps]
    same = np.ones(len(steps))
    bowls = same * core.condition_number(p.Z, settings.l2)
    return steps, Path(settings.l2 * same, w, b, *p.errors(w, b), bowls, seconds), config.learning_rate


def curve_cells(p, shown):
    """The curve of now as sums of a few series: with orthonormal columns, huge weights lose no digits on the way."""
    columns, R = np.linalg.qr(np.hstack([p.Z_grid, np.ones((len(GRID), 1))]))
    series = np.column_stack([shown.w, shown.b]) @ R.T
    names = [f"c{j}" for j in range(len(R))]
    cells = [dict(zip(names, row, strict=True)) for row in np.round(columns, 7).tolist()]
    return cells, dict(zip(names, series.T, strict=True))


def drawing_errors(best_ends):
    """The error lines draw themselves while l2 grows, and the best l2 is marked when all are known: predict first."""
    return [
        playback.grow("errors", "training", "line_at", "line_train"),
        playback.grow("errors", "held out", "line_at", "line_out"),
        playback.at("errors", "best", ["best_at", "best_at"], best_ends),
    ]


def error_lines(whole):
    """What these lines follow. At step 0, l2 = 0, they still are where they begin; the best is out of sight until the end."""
    lines = {"line_at": whole.l2s, "line_train": whole.train, "line_out": whole.held_out}
    lines = {name: np.append(values[1], values[1:]) for name, values in lines.items()}
    best_at = np.full(len(whole.l2s), 1e-30)
    best_at[-1] = ridge_charts.placed(whole.l2s[whole.best])
    return lines | {"best_at": best_at}


def in_words(values):
    """A readout of steps: numbers of very different sizes, each with two digits; one that stays is told once."""
    texts = [ridge_words.short(value) for value in values]
    return playback.words(*((t, text) for t, text in enumerate(texts) if t == 0 or text != texts[t - 1]))


def best_notice(whole, epoch):
    """Said on the chart of errors as soon as they are all known."""
    return {"chart": "errors", "from": epoch, "text": f"Best: l2 = {ridge_words.short(whole.l2s[whole.best])}"}


def readouts(settings, shown, whole):
    huge = {"decimals": 2, "scientific": True}
    size = np.linalg.norm(shown.w, axis=1).max()
    best = float(whole.held_out.min())
    return [
        playback.readout(
            "the penalty now" if settings.plays == controls.GROWING else "the penalty",
            "l2 = {l2}",
            "loss = MSE + l2 · ‖w‖² = {loss}",
            wide=True,
            l2=in_words(shown.l2s),
            loss=playback.number("loss", 4),
        ),
        playback.readout("MSE, training points", "{train}", train=playback.number("train", 4)),
        playback.readout(
            "MSE, held-out points",
            "{out}",
            f"its best: {best:.4g}",
            out=playback.number("held_out", **(huge if shown.held_out.max() > 1e4 else {"decimals": 4})),
        ),
        playback.readout(
            "size of the weights ‖w‖",
            "{size}",
            "condition number {bowl}",
            size=playback.number("size", **(huge if size > 1e4 else {"decimals": 2})),
            bowl=in_words(shown.bowls),
        ),
    ]


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(settings, ending):
    """The player's message for these settings, and what to say below it."""
    growing = settings.plays == controls.GROWING
    p, whole = problem(settings.data_settings), path(settings.data_settings)
    mine = solved(settings.data_settings, [settings.l2])
    if growing:
        steps, shown = np.arange(len(whole.l2s)), whole
        note = (
            f"NumPy solved {len(steps)} of these in {plain(1e3 * shown.seconds, 2)} ms; "
            "you are watching it {slower}× slower."
        )
    else:
        steps, shown, rate = trained(settings)
        note = (
            f"NumPy trained {steps[-1]:,} epochs at the best fixed rate, {rate:.3g}, in {plain(1e3 * shown.seconds, 2)} ms; "
            "you are watching it {slower}× slower."
        )
    cells, series = curve_cells(p, shown)
    series |= {f"w{j + 1}": shown.w[:, j] for j in range(settings.degree)}
    series |= {"l2": shown.l2s, "at": ridge_charts.placed(shown.l2s), "train": shown.train, "held_out": shown.held_out}
    series |= {"bowl": ridge_charts.drawn_bowls(whole.bowls) if growing else shown.bowls}
    series |= {"size": np.linalg.norm(shown.w, axis=1), "loss": shown.train + shown.l2s * np.sum(shown.w**2, axis=1)}
    if not growing and np.isinf(shown.bowls[0]):
        series["bowl"] = np.full(len(steps), ridge_charts.drawn_bowls(whole.bowls).max())
    series |= error_lines(whole) if growing else {}
    errors = ridge_charts.errors_chart(whole, settings.noise, settings.l2)
    curve = p.Z_grid @ mine.w[0] + mine.b[0]
    x = GRID[:, 0].tolist()
    message = playback.pack(
        run=repr((settings.plays, settings.data_settings, None if growing else (settings.l2, settings.epochs))),
        view="ridge",
        epochs=int(steps[-1]),
        steps=steps,
        series=series,
        figures={
            "curve": playback.picture(ridge_charts.curve_chart(p, GRID, curve), curve_alt(p, settings, mine), 290),
            "errors": playback.picture(
                ridge_charts.errors_chart(whole, settings.noise, settings.l2), errors_alt(whole), 290
            ),
            "weights": playback.picture(
                ridge_charts.weights_chart(whole, settings.l2, mine.w[0]), weights_alt(whole, settings, mine), 260
            ),
            "bowl": playback.picture(ridge_charts.bowl_chart(whole, settings.l2), bowl_alt(whole), 260),
        },
        tracks=[
            playback.at("curve", "fit", x, cells),
            *(drawing_errors(list(errors.data[2].y)) if growing else []),
            playback.at("errors", "now", ["at", "at"], ["train", "held_out"]),
            playback.at("weights", "now", ["at"] * settings.degree, [f"w{j + 1}" for j in range(settings.degree)]),
            playback.at("bowl", "now", ["at"], ["bowl"]),
        ],
        readouts=readouts(settings, shown, whole),
        note=note,
        seconds=shown.seconds,
        notices=[best_notice(whole, int(steps[-1]) if growing else 0)],
        ending=ending,
        clock={"name": "Step", "units": "steps", "button": "Play"} if growing else None,
    )
    return message, ridge_words.verdict(settings, p, whole, mine)


def curve_alt(p, settings, mine):
    return (
        f"{len(p.x)} training and {len(p.x_out)} held-out points around a wave, and a curve of degree {settings.degree}. "
        f"At l2 = {settings.l2:g} its training error is {mine.train[0]:.4g}, its held-out error {mine.held_out[0]:.4g}."
    )


def errors_alt(whole):
    return (
        f"Errors against l2. Training error rises from {whole.train[0]:.4g} to {whole.train[-1]:.4g}; held-out error is "
        f"{whole.held_out[0]:.4g} at l2 = 0, smallest at l2 = {whole.l2s[whole.best]:.3g} with {whole.held_out.min():.4g}, "
        f"and {whole.held_out[-1]:.4g} at l2 = {whole.l2s[-1]:g}."
    )


def weights_alt(whole, settings, mine):
    return (
        f"{settings.degree} weights against l2. The largest is {np.abs(whole.w[0]).max():.4g} at l2 = 0, "
        f"{np.abs(mine.w[0]).max():.4g} at l2 = {settings.l2:g} and {np.abs(whole.w[-1]).max():.4g} at l2 = {whole.l2s[-1]:g}."
    )


def bowl_alt(whole):
    return (
        f"Condition number against l2: {whole.bowls[0]:.3g} at l2 = 0, smallest, {whole.bowls.min():.3g}, "
        f"at l2 = {whole.l2s[np.argmin(whole.bowls)]:.3g}, {whole.bowls[-1]:.3g} at l2 = {whole.l2s[-1]:g}."
    )


begin(
    "Ridge",
    "Watch a wild curve calm down as **l2**, the price of large weights, grows: the loss is now **MSE + l2 · ‖w‖²**.",
)
settings = controls.ridge()
ending = predict(
    "where is the error on held-out points smallest?",
    ridge_words.OPTIONS,
    ridge_words.happened(path(settings.data_settings)),
    "ridge",
)
message, words = recorded(settings, ending)
player.player(message)
st.markdown(words)
st.markdown(ridge_words.MEANING)
show_source(
    "The code that runs: powers, split, ridge",
    core.polynomial_features,
    core.train_test_split,
    core.ridge,
)
