"""What the player is told on Ridge: the curve, its errors, its weights and its bowl, while l2 grows or descent trains."""

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.ridge import charts
from pages.lessons.ridge.path import GRID, KEPT, path, problem, solved, trained
from pages.lessons.ridge.words import verdict
from pages.ui import playback
from pages.ui.numbers import plain, short


@st.cache_resource(**KEPT)
def recorded(settings, ending):
    """The player's message for these settings; and the verdict on the curve at the learner's l2."""
    p, whole, mine = problem(settings.data), path(settings.data), solved(settings.data, [settings.l2])
    shown = whole if settings.grows else trained(settings)
    cells, curve = curve_cells(p, shown)
    last = int(shown.steps[-1])
    message = playback.pack(
        run=repr((settings.plays, settings.data, None if settings.grows else (settings.l2, settings.epochs))),
        view="ridge",
        epochs=last,
        steps=shown.steps,
        series=curve | path_series(shown, whole) | (error_lines(whole) if settings.grows else {}),
        figures=figures(settings, p, whole, mine),
        tracks=tracks(settings, whole, cells),
        readouts=readouts(settings, shown, whole),
        note=note(settings, p, shown),
        seconds=shown.seconds,
        notices=[best_notice(whole, last if settings.grows else 0)],
        ending=ending,
        clock={"name": "Step", "units": "steps", "button": "Play"} if settings.grows else None,
    )
    return message, verdict(settings, p, whole, mine)


def curve_cells(p, shown):
    """The curve of now as sums of a few series: with orthonormal columns, huge weights lose no digits on the way."""
    columns, R = np.linalg.qr(np.hstack([p.Z_grid, np.ones((len(GRID), 1))]))
    series = np.column_stack([shown.w, shown.b]) @ R.T
    names = [f"c{j}" for j in range(len(R))]
    cells = [dict(zip(names, row, strict=True)) for row in np.round(columns, 7).tolist()]
    return cells, dict(zip(names, series.T, strict=True))


def path_series(shown, whole):
    """What moves against l2, by name: weights w1 …, errors, the bowl as it is drawn."""
    return {f"w{j}": values for j, values in enumerate(shown.w.T, start=1)} | {
        "l2": shown.l2s,
        "at": charts.placed(shown.l2s),
        "train": shown.train,
        "held_out": shown.held_out,
        "bowl": charts.drawn_bowls(shown.bowls, whole.bowls),
        "size": shown.sizes,
        "loss": shown.losses,
    }


def error_lines(whole):
    """What these lines follow. At step 0, l2 = 0, they still are where they begin; the best is out of sight until the end."""
    lines = {"line_at": whole.l2s, "line_train": whole.train, "line_out": whole.held_out}
    lines = {name: np.append(values[1], values[1:]) for name, values in lines.items()}
    best_at = np.full(len(whole.l2s), 1e-30)
    best_at[-1] = charts.placed(whole.l2s[whole.best])
    return lines | {"best_at": best_at}


def tracks(settings, whole, cells):
    """What moves: the curve, a dot for each value of now, and while l2 grows the lines of the errors."""
    weights = [f"w{j}" for j in range(1, settings.data.degree + 1)]
    return [
        playback.at("curve", "fit", GRID[:, 0].tolist(), cells),
        *(drawing_errors(settings, whole) if settings.grows else []),
        playback.at("errors", "now", ["at", "at"], ["train", "held_out"]),
        playback.at("weights", "now", ["at"] * len(weights), weights),
        playback.at("bowl", "now", ["at"], ["bowl"]),
    ]


def drawing_errors(settings, whole):
    """The error lines draw themselves while l2 grows, and the best l2 is marked when all are known: predict first."""
    ends = [10**end for end in charts.error_range(whole, settings.data.noise)]
    return [
        playback.grow("errors", "training", "line_at", "line_train"),
        playback.grow("errors", "held out", "line_at", "line_out"),
        playback.at("errors", "best", ["best_at", "best_at"], ends),
    ]


def readouts(settings, shown, whole):
    """l2 and the loss of now, the errors on both sides of the split, and the size of the weights."""
    return [
        playback.readout(
            "the penalty now" if settings.grows else "the penalty",
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
            f"its best: {float(whole.held_out.min()):.4g}",
            out=number("held_out", shown.held_out, 4),
        ),
        playback.readout(
            "size of the weights ‖w‖",
            "{size}",
            "condition number {bowl}",
            size=number("size", shown.sizes, 2),
            bowl=in_words(shown.bowls),
        ),
    ]


def number(name, values, decimals):
    """A value in a readout, with a power of ten where it grows huge."""
    huge = bool(values.max() > 1e4)
    return playback.number(name, 2 if huge else decimals, huge)


def in_words(values):
    """A readout of steps: numbers of very different sizes, each with two digits; one that stays is told once."""
    texts = [short(value) for value in values]
    return playback.words(*((t, text) for t, text in enumerate(texts) if t == 0 or text != texts[t - 1]))


def best_notice(whole, epoch):
    """Said on the chart of errors as soon as they are all known."""
    return {"chart": "errors", "from": epoch, "text": f"Best: l2 = {short(whole.l2s[whole.best])}"}


def note(settings, p, shown):
    """How long NumPy took, and how much slower it plays."""
    if settings.grows:
        work = f"solved {len(shown.steps)} of these"
    else:
        rate = core.best_learning_rate(p.Z, settings.l2)
        work = f"trained {shown.steps[-1]:,} epochs at the best fixed rate, {rate:.3g},"
    return f"NumPy {work} in {plain(1e3 * shown.seconds, 2)} ms; you are watching it {{slower}}× slower."


def figures(settings, p, whole, mine):
    """The four charts, with their texts."""
    l2, noise = settings.l2, settings.data.noise
    answer = p.Z_grid @ mine.w[0] + mine.b[0]
    return {
        "curve": playback.picture(charts.curve_chart(p, GRID, answer), curve_alt(p, l2, mine), 290),
        "errors": playback.picture(charts.errors_chart(whole, noise, l2), errors_alt(whole), 290),
        "weights": playback.picture(charts.weights_chart(whole, l2, mine.w[0]), weights_alt(whole, l2, mine), 260),
        "bowl": playback.picture(charts.bowl_chart(whole, l2), bowl_alt(whole), 260),
    }


def curve_alt(p, l2, mine):
    return (
        f"{len(p.x)} training and {len(p.x_out)} held-out points around a wave, and a curve of degree {p.degree}. "
        f"At l2 = {l2:g} its training error is {mine.train[0]:.4g}, its held-out error {mine.held_out[0]:.4g}."
    )


def errors_alt(whole):
    return (
        f"Errors against l2. Training error rises from {whole.train[0]:.4g} to {whole.train[-1]:.4g}; held-out error is "
        f"{whole.held_out[0]:.4g} at l2 = 0, smallest at l2 = {whole.l2s[whole.best]:.3g} with {whole.held_out.min():.4g}, "
        f"and {whole.held_out[-1]:.4g} at l2 = {whole.l2s[-1]:g}."
    )


def weights_alt(whole, l2, mine):
    largest = [float(np.abs(w).max()) for w in (whole.w[0], mine.w[0], whole.w[-1])]
    return (
        f"{whole.w.shape[1]} weights against l2. The largest is {largest[0]:.4g} at l2 = 0, "
        f"{largest[1]:.4g} at l2 = {l2:g} and {largest[2]:.4g} at l2 = {whole.l2s[-1]:g}."
    )


def bowl_alt(whole):
    return (
        f"Condition number against l2: {whole.bowls[0]:.3g} at l2 = 0, smallest, {whole.bowls.min():.3g}, "
        f"at l2 = {whole.l2s[np.argmin(whole.bowls)]:.3g}, {whole.bowls[-1]:.3g} at l2 = {whole.l2s[-1]:g}."
    )
