"""What the player is told on Ridge: the curve, its errors, weights and condition number, while l2 grows or descent trains."""

import numpy as np

from pages.lessons.ridge import charts, training_words, words
from pages.lessons.ridge.descent import descent
from pages.lessons.ridge.fitting import error_text
from pages.lessons.ridge.path import path, solved
from pages.lessons.ridge.problem import GRID, problem
from pages.ui import playback
from pages.ui.kept import kept
from pages.ui.numbers import count, plain


@kept(200)
def recorded(settings, ending, done, near=None):
    """The player's message for these settings. ending: what was predicted. done: how far the exercise is."""
    data = settings.data
    p, whole, mine = problem(data), path(data), solved(data, [settings.l2])
    run = None if settings.grows else descent(data, settings.l2, settings.epochs)
    shown = run.path if run else whole
    sent = descent(data, settings.l2, settings.epochs, near).path if run else whole
    cells, curve = curve_cells(p, sent)
    return playback.pack(
        run=repr((settings.plays, data, (settings.l2, settings.epochs) if run else None)),
        view=f"ridge {settings.plays}",
        setting=f"degree {p.degree}" + (f", l2 = {plain(settings.l2)}" if run else ""),
        epochs=int(shown.steps[-1]),
        steps=sent.steps,
        series=curve | path_series(p, sent, whole) | lines(p, sent, settings.grows),
        figures=figures(settings, p, whole, mine, shown),
        tracks=tracks(settings, p, whole, cells),
        readouts=readouts(settings, p, shown),
        note=note(shown, run),
        seconds=shown.seconds,
        notices=notices(p, whole, mine, shown, settings.grows),
        ending=ending,
        story=training_words.story(settings, p, whole, mine, run)
        if run
        else words.story(settings, p, whole, mine, done),
        clock=None if run else {"name": "Step", "units": "steps", "button": "Play"},
    )


def curve_cells(p, shown):
    """The curve of now as sums of a few series: with orthonormal columns, huge weights lose no digits on the way."""
    columns, R = np.linalg.qr(np.hstack([p.Z_grid, np.ones((len(GRID), 1))]))
    series = np.column_stack([shown.w, shown.b - p.middle]) @ R.T
    names = [f"c{j}" for j in range(len(R))]
    middle = {"": p.middle} if p.middle else {}
    cells = [dict(zip(names, row, strict=True)) | middle for row in np.round(columns, 7).tolist()]
    return cells, dict(zip(names, series.T, strict=True))


def path_series(p, shown, whole):
    """What moves, by name: weights w1 …, errors, the condition number as it is drawn."""
    return {f"w{j}": values for j, values in enumerate(shown.w.T, start=1)} | {
        "l2": shown.l2s,
        "at": charts.placed(shown.l2s),
        "train": shown.train,
        "held_out": shown.held_out,
        "bowl": charts.drawn_bowls(shown.bowls, whole.bowls),
        "size": shown.sizes,
        "loss": shown.losses,
    }


def lines(p, shown, grows):
    """What the lines follow. Against l2 they begin at the second step: no line can reach 0 on a log axis."""
    low = 10 ** charts.error_range(shown, p)[0]
    followed = {"line_train": np.maximum(shown.train, low), "line_out": np.maximum(shown.held_out, low)}
    if not grows:
        return followed
    followed |= {"line_at": shown.l2s, "line_bowl": charts.drawn_bowls(shown.bowls, shown.bowls)}
    followed |= {f"line_w{j}": values for j, values in enumerate(shown.w.T, start=1)}
    followed = {name: np.append(values[1], values[1:]) for name, values in followed.items()}
    best_at = np.full(len(shown.l2s), -1e30)  # no place on a log axis until all errors are known
    best_at[-1] = charts.placed(shown.l2s[shown.best])
    return followed | {"best_at": best_at}


def tracks(settings, p, whole, cells):
    """What moves: the curve, a dot for each value of now, and the lines behind the dots."""
    degree = range(1, settings.data.degree + 1)
    at, line_at, line_w = ("at", "line_at", "line_w") if settings.grows else ("epoch", "epoch", "w")
    weights = [f"w{j}" for j in degree]
    return [
        playback.at("curve", "fit", p.grid[:, 0].tolist(), cells),
        playback.grow("errors", "training", line_at, "line_train"),
        playback.grow("errors", "held out", line_at, "line_out"),
        playback.at("errors", "now", [at, at], ["train", "held_out"]),
        playback.grow("weights", "weights", [line_at] * len(weights), [f"{line_w}{j}" for j in degree]),
        playback.at("weights", "now", [at] * len(weights), weights),
        playback.at("bowl", "now", ["at"], ["bowl"]),
        *(drawn_while_growing(p, whole) if settings.grows else []),
    ]


def drawn_while_growing(p, whole):
    """The condition number's line, and the best l2, which is marked when all errors are known: predict first."""
    ends = [10**end for end in charts.error_range(whole, p)]
    return [
        playback.grow("bowl", "bowl", "line_at", "line_bowl"),
        playback.at("errors", "best", ["best_at", "best_at"], ends),
    ]


# ---- what is read out


def readouts(settings, p, shown):
    """l2 and the loss of now, the errors on both sides of the split, and the size of the weights."""
    mse, size = (f" {unit}".rstrip() for unit in (p.loss_unit, p.names.y_unit))
    return [
        playback.readout(
            "the penalty now" if settings.grows else "the penalty",
            "l2 = {l2}",
            "loss = MSE + l2 · ‖w‖² = {loss}" + mse,
            wide=True,
            l2=in_words(shown.l2s),
            loss=number("loss", shown.losses, 4, p.unit**2),
        ),
        playback.readout("MSE, training points", "{train}" + mse, train=number("train", shown.train, 4, p.unit**2)),
        playback.readout("MSE, held-out points", "{out}" + mse, out=number("held_out", shown.held_out, 4, p.unit**2)),
        playback.readout(
            "size of the weights ‖w‖",
            "{size}" + size,
            "condition number {bowl}",
            size=number("size", shown.sizes, 2, p.unit),
            bowl=in_words(shown.bowls, 3),
        ),
    ]


def number(name, values, decimals, usual):
    """A value in a readout, with a power of ten where it grows huge, or where its usual size is very small."""
    power = bool(values.max() > 1e4 or usual < 0.1)
    return playback.number(name, 2 if power else decimals, power)


def in_words(values, digits=2):
    """A readout of steps: numbers of very different sizes, each with a few digits; one that stays is told once."""
    texts = [plain(value, digits) for value in values]
    return playback.words(*((t, text) for t, text in enumerate(texts) if t == 0 or text != texts[t - 1]))


def note(shown, run):
    """How long NumPy took, and how much slower it plays."""
    work = f"trained {count(run.epochs)}" if run else f"solved {count(len(shown.steps), 'curve')}"
    return f"NumPy {work} in {plain(1e3 * shown.seconds, 2)} ms; you are watching it {{slower}}× slower."


# ---- what is outside of a chart, and the best l2 at the end


def notices(p, whole, mine, shown, grows):
    """What a chart cannot show, for as long as it cannot; and the best l2 as soon as all errors are known."""
    reach = charts.reach_of(whole, p.unit) if grows else charts.reach_of_training(shown, p.unit)
    hidden = np.abs(shown.w).max(axis=1) > reach
    above = shown.held_out > 10 ** charts.error_range(shown, p)[1]
    told = outside("errors", above, shown, "The held-out error is above this chart.")
    told += outside("weights", hidden, shown, "Some weights are outside this chart.")
    if not grows and np.abs(mine.w).max() > reach:
        told.append({"chart": "weights", "from": 0, "text": "Some weights of the formula are outside this chart."})
    if grows:
        best = f"Smallest held-out error: l2 = {plain(whole.l2s[whole.best], 2)}"
        told.append({"chart": "errors", "from": int(shown.steps[-1]), "text": best})
    return told


def outside(chart, hidden, shown, text):
    """Said from the first step on that is hidden, until none is any more."""
    seen = np.flatnonzero(hidden)
    if not len(seen):
        return []
    told = [{"chart": chart, "from": int(shown.steps[seen[0]]), "text": text}]
    if seen[-1] + 1 < len(hidden):
        told.append({"chart": chart, "from": int(shown.steps[seen[-1] + 1]), "text": ""})
    return told


# ---- the charts, with their texts


def figures(settings, p, whole, mine, shown):
    """The four charts: what is known before, and what was seen."""
    l2, grows = settings.l2, settings.grows
    answer = p.Z_grid @ mine.w[0] + mine.b[0]
    if grows:
        errors = charts.errors_against_l2(whole, p, l2)
        weights = charts.weights_against_l2(whole, p, l2, mine.w[0])
    else:
        errors, weights = charts.errors_over_epochs(shown, p), charts.weights_over_epochs(shown, p, mine.w[0])
    against = "l2" if grows else "epoch"
    bowl = charts.bowl_chart(whole, l2, grows)
    return {
        "curve": playback.picture(
            charts.curve_chart(p, answer), curve_alt(p, l2), 290, seen=curve_seen(p, shown, grows)
        ),
        "errors": playback.picture(errors, errors_alt(p, shown, against), 290, seen=errors_seen(p, shown, grows)),
        "weights": playback.picture(weights, weights_alt(mine, against), 260, seen=weights_seen(shown, grows)),
        "bowl": playback.picture(bowl, bowl_alt(whole, l2, mine), 260, seen=bowl_seen(whole)),
    }


def as_text(error, p):
    """A mean squared error in a text that is no Markdown."""
    return error_text(error, p).replace(r"\$", "$")


def curve_alt(p, l2):
    where = f"of {p.names.y_name} against {p.names.x_name}" if p.own else "around a wave"
    return (
        f"{count(len(p.x), 'training point')} and {count(len(p.x_out), 'held-out point')} {where}. One curve of degree "
        f"{p.degree} is drawn at your l2 = {plain(l2)}; another one moves."
    )


def ends(shown, grows):
    """Where a run ends."""
    return f"l2 = {plain(shown.l2s[-1])}" if grows else f"epoch {int(shown.steps[-1]):,}"


def curve_seen(p, shown, grows):
    train, held_out = as_text(shown.train[-1], p), as_text(shown.held_out[-1], p)
    return f"The curve that moves ends at {ends(shown, grows)}. Its training error is {train}, its held-out error {held_out}."


def errors_alt(p, shown, against):
    train, held_out = as_text(shown.train[0], p), as_text(shown.held_out[0], p)
    return f"Training error and held-out error against {against}, on a log axis. At the start they are {train} and {held_out}."


def errors_seen(p, shown, grows):
    train, held_out = ([as_text(errors[i], p) for i in (0, -1)] for errors in (shown.train, shown.held_out))
    at = f"l2 = {plain(shown.l2s[shown.best], 2)}" if grows else f"epoch {int(shown.steps[shown.best]):,}"
    return (
        f"Training error goes from {train[0]} to {train[1]}. Held-out error goes from {held_out[0]} to {held_out[1]}, and is "
        f"smallest at {at}: {as_text(shown.held_out.min(), p)}."
    )


def weights_alt(mine, against):
    largest = plain(float(np.abs(mine.w).max()))
    return f"{count(mine.w.shape[1], 'weight')} against {against}. At your l2 the largest one has the size {largest}."


def weights_seen(shown, grows):
    first, last = (plain(float(np.abs(shown.w[i]).max())) for i in (0, -1))
    return f"The largest weight goes from the size {first} to {last} at {ends(shown, grows)}."


def bowl_alt(whole, l2, mine):
    own = "" if l2 == 0 else f", and {plain(mine.bowls[0])} at your l2"
    return f"Condition number of the loss against l2, on log axes: {plain(whole.bowls[0])} at l2 = 0{own}."


def bowl_seen(whole):
    roundest = int(np.argmin(whole.bowls))
    return (
        f"Condition number against l2: {plain(whole.bowls[0])} at l2 = 0, smallest at l2 = {plain(whole.l2s[roundest], 2)} "
        f"with {plain(whole.bowls[roundest])}, and {plain(whole.bowls[-1])} at l2 = {plain(whole.l2s[-1])}."
    )
