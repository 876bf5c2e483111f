"""What the player is told on Train: the line over the data, the loss on a log axis, w and b."""

import numpy as np

from pages.lessons.train import by_hand, overlay
from pages.lessons.train.words import TOO_MANY, drawn, story
from pages.ui import charts, playback, runs
from pages.ui.kept import kept
from pages.ui.numbers import count, decimals_for, plain


@kept(200)
def recorded(
    experiment, history, residuals, ending, axes=None, hand=None, others=(), contest=False, hides=(), near=None
):
    """Everything the player needs for this experiment, as its message. ending: what was predicted, and what happened.

    axes: of the data, where its points are set by hand. hand: a line fitted by hand, so nothing tells the answer: it is the
    start, or in a contest what descent is compared with. others: earlier runs, drawn beside this one, ((number, Finished), …).
    hides: what a challenge asks for, and the story leaves out.
    """
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    run = runs.record(experiment.data, experiment.start, experiment.epochs, history)
    last = playback.visible(run.losses, fewest=6)
    losses = charts.drawable(run.losses[: last + 1], sample.y)
    kind = drawn(residuals, experiment.data.n)
    axes = by_hand.axes_of(sample) if hand else axes
    truth = None if hand else sample.true_line
    line = charts.line_chart(sample, bowl.minimum, truth, experiment.start, kind, axes)
    marks = changes(history, experiment.data.earlier)
    loss = charts.loss_chart(
        losses, sample.y, last, bowl.floor, sample.noise and sample.noise**2, marks, sample.names.y_unit
    )
    x_ends, of_hand, late, clock, axes_seen = list(line.layout.xaxis.range), [], (), {}, None
    if hand:
        line, of_hand = by_hand.on_line_chart(line, sample, hand)
        loss, axes_seen = by_hand.on_loss_chart(loss, losses[0], sample.y, experiment.epochs)
        late = by_hand.UNSEEN
        clock = {} if contest else {"button": "Train from here", "reveal": "Compare", "compares": True}
        loss = by_hand.with_level(loss, sample, hand) if hand != experiment.start else loss
    line, loss = overlay.on_charts(line, loss, others)
    steps = playback.kept_steps(last, [*(epoch for epoch, _ in marks), *playback.around(near)])
    return playback.pack(
        run=experiment.run_id,
        view=experiment.scenario,
        epochs=experiment.epochs,
        setting=playback.setting(sample.names.title, history.rate),
        history=history,
        steps=steps,
        series={
            "w": run.w[steps],
            "b": run.b[steps],
            "loss": losses[steps],
            "mse": run.losses[steps],
            "rmse": np.sqrt(run.losses[steps]),
        },
        figures={
            "line": playback.picture(line, line_alt(sample, bowl, hand), seen=line_seen(run), late=late),
            "loss": playback.picture(
                loss, loss_alt(bowl, run, hand), seen=loss_seen(run), late=late, late_axes=axes_seen
            ),
        },
        tracks=[
            playback.at("line", "fit", x_ends, [{"b": 1, "w": x} for x in x_ends]),
            *(residual_track(kind, *charts.drawn(*sample.points())) if kind else []),
            *of_hand,
            playback.grow("loss", "loss", "epoch", "loss"),
            playback.at("loss", "now", ["epoch"], ["loss"]),
        ],
        readouts=readouts(sample.names, bowl, run, hand),
        note=f"NumPy needs {plain(1e3 * run.seconds, 2)} ms for this run; you are watching it {{slower}}× slower.",
        seconds=run.seconds,
        notices=notices(run, line.layout.yaxis.range, sample, "" if kind == residuals else TOO_MANY),
        ending=ending,
        clock=clock,
        story=story(experiment, sample, bowl, run, hand, hides),
    )


def changes(history, earlier):
    """The rates, and the points, moved mid-run, to be marked on the loss curve."""
    rates = [(epoch, f"rate {plain(rate)}") for epoch, rate in history.changes[1:]]
    return sorted([*rates, *((until, "points moved") for until, _ in earlier)])


def residual_track(kind, X, y):
    """The residuals as sticks or squares, from each point to the line of now."""
    line = [{"b": 1, "w": x} for x in X[:, 0].tolist()]
    if kind == "squares":
        return [playback.squares("line", "residual", X[:, 0].tolist(), y[:, 0].tolist(), line)]
    xs = [value for x in X[:, 0].tolist() for value in (x, x, None)]
    ys = [cell for measured, fitted in zip(y[:, 0].tolist(), line, strict=True) for cell in (measured, fitted, None)]
    return [playback.at("line", "residual", xs, ys)]


def readouts(names, bowl, run, hand=False):
    """The equation, w, b and the loss of now, and how far each is from least squares, unless a hand is to find it."""
    w_decimals, b_decimals = (decimals_for(value) for value in bowl.minimum)
    money, unit = ("$", "") if names.y_unit == "$" else ("", f" {names.y_unit}")
    slope = f"{unit}/{names.x_unit}" if names.x_unit else ""
    return [
        playback.readout(
            "the line now",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"{names.y_name} in {names.y_unit}, {names.x_name} in {names.x_unit}" if names.x_unit else "",
            wide=True,
            w=playback.number("w", w_decimals),
            b=playback.number("b", b_decimals),
        ),
        parameter("w, the slope", "w", bowl.minimum.w, w_decimals, money, slope, hand),
        parameter("b, the intercept", "b", bowl.minimum.b, b_decimals, money, unit, hand),
        loss_readout(names, bowl, run),
    ]


def parameter(label, name, best, decimals, money, unit, hand=False):
    """A parameter of now, and how far it is from least squares, unless a hand is to find it."""
    now = playback.number(name, decimals, prefix=money)
    gap = playback.number({name: 1, "": -best}, decimals, prefix=money)
    below = {} if hand else {"sub": "{+gap} from least squares", "gap": gap}
    return playback.readout(label, f"{{now}}{unit}", now=now, **below)


def loss_readout(names, bowl, run):
    """The loss of now, and its root: a typical error in the unit of y."""
    big = bool(max(bowl.floor, float(run.losses[0])) >= 1e5 or bowl.floor < 1e-3)
    money, unit = ("$", "") if names.y_unit == "$" else ("", f" {names.y_unit}" if names.y_unit else "")
    rmse = playback.number("rmse", decimals_for(float(np.sqrt(bowl.floor))), prefix=money)
    mse = playback.number("mse", 3, big)
    text = f"{{mse}} {charts.squared(names.y_unit)}".rstrip()
    return playback.readout("MSE, the loss", text, f"RMSE {{rmse}}{unit}", mse=mse, rmse=rmse)


def notices(run, y_range, sample, usual):
    """A start outside the chart, and where the line leaves it for good, in words on the chart; `usual` at all other times."""
    ends = np.outer(run.w, [sample.X.min(), sample.X.max()]) + run.b[:, np.newaxis]
    enters, leaves = playback.enters_chart(ends, y_range), playback.leaves_chart(ends, y_range)
    first = "The line starts outside this chart." if enters else usual
    told = [{"chart": "line", "from": 0, "text": first}] if first else []
    if 0 < enters < (len(ends) if leaves is None else leaves):
        told.append({"chart": "line", "from": enters, "text": usual})
    if leaves is not None and run.losses[-1] > run.losses[0]:
        epoch = max(1, leaves)
        text = f"Since epoch {epoch:,} the line leaves the chart: every step overshoots."
        told.append({"chart": "line", "from": epoch, "text": text})
    return told


def line_alt(sample, bowl, hand=False):
    names, best = sample.names, bowl.minimum
    points = f"{count(len(sample.X), 'point')}, {names.y_name} against {names.x_name}, and "
    if hand:
        return f"{points}your line, with a handle on the left and one on the right."
    return f"{points}the line that training moves. Least squares is w = {plain(best.w, 4)}, b = {plain(best.b, 4)}."


def line_seen(run):
    return f"The line of the run ends at w = {plain(run.w[-1], 4)}, b = {plain(run.b[-1], 4)}."


def loss_alt(bowl, run, hand=False):
    begins = f"Loss against epoch on a log axis, from {plain(run.losses[0], 4)} at the start."
    return begins if hand else f"{begins} The lowest loss is {plain(bowl.floor, 4)}."


def loss_seen(run):
    return (
        f"Loss on a log axis, from {plain(run.losses[0], 4)} to {plain(run.losses[-1], 4)} after {count(run.epochs)}."
    )
