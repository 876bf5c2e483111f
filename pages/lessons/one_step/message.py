"""What the player is told on One step by hand: the line on its way with its squares, and the bar of their sum."""

import numpy as np

from pages.lessons.one_step.charts import BAR, MOST, bar_chart, step_chart
from pages.lessons.one_step.formulas import decimals_of_move
from pages.lessons.one_step.step import run_of, steps_to_play, walk
from pages.lessons.one_step.story import story, told_of
from pages.lessons.one_step.words import SQUARES_UP_TO
from pages.ui import playback, runs
from pages.ui.charts import squared
from pages.ui.hand_step import spread_out, take_step
from pages.ui.kept import kept
from pages.ui.numbers import count, decimals_for, plain


@kept(200)
def recorded(experiment, epoch, ending, done=()):
    """The player's message: from this epoch on until the steps can be seen. done: told once the exercise is done."""
    sample, bowl, run = runs.sample(experiment.data), runs.bowl(experiment.data), run_of(experiment)
    step, rows = take_step(sample, run.line(epoch), experiment.rate), spread_out(sample)
    shown = steps_to_play(run.losses, epoch)
    steps, w, b, losses = walk(sample, run, epoch, shown)
    told = told_of(experiment, epoch)
    *shares, floor_share = percents([*losses, bowl.floor], 0 if told.at_answer else losses[0])
    line = step_chart(sample, bowl.minimum, step.before, (w, b), rows)
    bar = bar_chart(step.n, min(100.0, floor_share))
    seconds = run.seconds * shown / run.epochs
    return playback.pack(
        run=f"one step {experiment} {epoch}",
        view=f"one step {experiment.scenario}",
        setting=playback.setting(experiment.names.title, experiment.rate),
        epochs=epoch + shown,
        first=epoch,
        steps=steps,
        series={"w": w, "b": b, "mse": losses, "share": shares},
        figures={
            "line": playback.picture(line, line_alt(step, rows), height=340, seen=line_seen(run.line(epoch + shown))),
            "sum": playback.picture(bar, bar_alt(step), height=120, seen=bar_seen(step, shares[-1])),
        },
        tracks=tracks(sample, rows, list(line.layout.xaxis.range)),
        readouts=[readout(step, run.line(epoch + shown), sample.names)],
        note=f"NumPy needs {plain(1e6 * seconds, 2)} µs for this; you are watching it {{slower}}× slower.",
        seconds=seconds,
        notices=notices(steps, shares),
        ending=ending,
        story=story(told, done),
        clock={"button": f"Take {shown:,} steps" if shown > 1 else "Take the step"},
    )


def percents(losses, first):
    """Losses in percent of the first one; of one that is 0, but for rounding, nothing changes."""
    return 100 * (np.asarray(losses) / first) if first > 0 else np.full(len(losses), 100.0)


def tracks(sample, rows, x_ends):
    """What moves: the line, the squares (of the numbered points, and where they are few of all others), and the bar."""
    others = np.setdiff1d(np.arange(len(sample.X)), rows) if len(sample.X) <= SQUARES_UP_TO else []
    return [
        *(squares(trace, sample, points) for trace, points in (("residual", others), ("square", rows)) if len(points)),
        playback.at("line", "fit", x_ends, [{"b": 1, "w": x} for x in x_ends]),
        playback.at("sum", "sum", [0, "share", "share", 0, 0], BAR),
    ]


def squares(trace, sample, rows):
    """True squares between these points and the line of now."""
    x, y = sample.X[rows, 0].tolist(), sample.y[rows, 0].tolist()
    return playback.squares("line", trace, x, y, [{"b": 1, "w": value} for value in x])


def readout(step, end, names):
    """The equation and the loss of now, with the decimals in which the move can be seen."""
    big = step.mse >= 1e5 or step.mse < 1e-3
    w_decimals, b_decimals = (decimals_of_move(*ends, ends[1] - ends[0]) for ends in zip(step.before, end, strict=True))
    return playback.readout(
        "the line now",
        f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
        f"MSE {{mse}} {squared(names.y_unit)}".rstrip(),
        wide=True,
        w=playback.number("w", w_decimals),
        b=playback.number("b", b_decimals),
        mse=playback.number("mse", 3 if big else decimals_for(step.mse), big),
    )


def notices(steps, shares):
    """Where the bar becomes longer than its chart."""
    beyond = np.flatnonzero(np.asarray(shares) > MOST)
    if not len(beyond):
        return []
    return [{"chart": "sum", "from": float(steps[beyond[0]]), "text": "The sum is now longer than this chart."}]


def line_alt(step, rows):
    return (
        f"{step.n} points and the line before the step, w = {plain(step.before.w, 4)}, b = {plain(step.before.b, 4)}; "
        f"a square on the error of each of {count(len(rows), 'numbered point')}."
    )


def line_seen(end):
    return f"The line has moved to w = {plain(end.w, 4)}, b = {plain(end.b, 4)}; each square has its new size."


def bar_alt(step):
    return f"The sum of all {step.n} squares as a bar. Before the step it stands at 100%."


def bar_seen(step, share):
    return f"The sum of all {step.n} squares as a bar. It went from 100% to {plain(share, 4)}%."
