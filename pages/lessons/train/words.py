"""What a run did, and why: a headline, one sentence of evidence, and the reasons, computed from its own data."""

import numpy as np

from pages.lessons.train import houses
from pages.ui import runs, verdict
from pages.ui.charts import squared
from pages.ui.numbers import THIN, count, percent, plain, quantity, slope_unit, times
from pages.ui.playback import Story
from pages.ui.runs import first_loss

OPTIONS = "all the way", "close", "not even near", "it runs away"
GOAL_EPOCHS = 200  # of the exercise
SQUARES_UP_TO = 100
TOO_MANY = f"Sticks, because more than {SQUARES_UP_TO} squares would hide each other. Choose fewer points."


def drawn(residuals, n):
    """How the residuals of n points are drawn: as they are to be, but very many squares as sticks."""
    return "sticks" if residuals == "squares" and n > SQUARES_UP_TO else residuals


def story(experiment, sample, bowl, run, hand=False, hides=()):
    """The Story of a run. hand: it began at a line fitted by hand, which is no setting that one changes. hides: what is not
    told while a challenge is open: that the "exercise" is done; which "rates" would arrive."""
    out = verdict.outcome(sample, bowl, run)
    pace = runs.pace(experiment.data, experiment.start, run.history.rate)
    if out.starts_there:
        return Story(
            "It starts at the answer.", "The start is the least-squares line, so the gradient is 0 and nothing moves."
        )
    if pace.word == "never moves":
        return Story("It never moves.", "The learning rate is 0, so every step has length 0.")
    exercise = () if hand or "exercise" in hides else done(experiment, out)
    told = "rates" not in hides
    more = (*fit(sample, run), *houses.answer(experiment, run), *exercise)
    if out.diverged or pace.runs_away:
        return Story(*diverging(experiment, bowl, run, pace, told), more=exercise)
    head = (
        "It has arrived."
        if out.arrived
        else "Close, but not there yet."
        if is_close(sample, bowl, run)
        else "Still far away."
    )
    evidence = arrival(out) if out.arrived else missing(experiment, sample, bowl, out, pace, told)
    return Story(head, evidence, why(experiment, sample, bowl, run, pace, told), more)


def happened(experiment, sample, bowl, run):
    """How close the line got: one of OPTIONS."""
    out = verdict.outcome(sample, bowl, run)
    if out.diverged or run.losses[-1] > 2 * first_loss(sample, run):
        return OPTIONS[3]
    return OPTIONS[0] if out.arrived else OPTIONS[1] if is_close(sample, bowl, run) else OPTIONS[2]


def because(experiment, sample, bowl, run):
    """Why it was so, in a few words."""
    pace = runs.pace(experiment.data, experiment.start, run.history.rate)
    if pace.word == "diverges":
        return f"the rate {plain(run.history.rate)} is above the limit of this data, {plain(bowl.limit)}"
    if pace.epochs is None:
        return "at this rate it never arrives"
    return f"this rate needs {count(pace.epochs)} from the start, and there were {experiment.epochs:,}"


def is_close(sample, bowl, run):
    return bool(run.losses[-1] - bowl.floor <= verdict.CLOSE * (first_loss(sample, run) - bowl.floor))


# ---- the evidence


def arrival(out):
    return f"From epoch {out.arrives:,} on the loss is {out.goal.words}."


def missing(experiment, sample, bowl, out, pace, told=True):
    """What is still missing, and the rate that would be there, if it may be told."""
    better = verdict.handy_rate(experiment.names, bowl)
    other = runs.pace(experiment.data, experiment.start, better)
    gap = f"The line is still {distance(experiment, sample, out)}"
    if not told:
        return f"{gap}."
    if other.epochs is not None and pace.epochs is not None and pace.epochs >= 1.1 * other.epochs:
        return f"{gap}; a rate of {plain(better)} would be there after {count(other.epochs)}."
    return f"{gap}, and no fixed rate is much faster on this data."


def distance(experiment, sample, out):
    """How far the line still is: its height in the middle of the points, or its slope, whichever is more of the error."""
    names, x_mean, spread = sample.names, float(sample.X.mean()), float(sample.X.std())
    height, slope = out.short.b + out.short.w * x_mean, out.short.w
    if abs(height) >= abs(slope) * spread:
        return (
            f"{quantity(abs(height), names.y_unit)} too {'low' if height > 0 else 'high'} in the middle of the points"
        )
    return f"{quantity(abs(slope), slope_unit(names))} too {'flat' if slope > 0 else 'steep'}"


def diverging(experiment, bowl, run, pace, told=True):
    """-> headline, evidence, why. told: with the limit, and a rate that would arrive"""
    rate, better = run.history.rate, plain(verdict.handy_rate(experiment.names, bowl))
    growth = abs(1 - rate * bowl.curvatures[0])
    limit = f"The limit of this data is 2/λmax = {plain(bowl.limit)}, and the rate is {plain(rate)}."
    if pace.word == "on the edge":
        return (
            "It swings for ever.",
            f"The rate {plain(rate)} is exactly at the limit; {better} would arrive.",
            (limit,),
        )
    over = np.flatnonzero(run.losses > run.losses[0])
    head = "It runs away: every step makes it worse." if len(over) else "It will run away, but slowly."
    evidence = f"Each step multiplies the largest error by {plain(growth)}"
    evidence = f"{evidence}; a rate of {better} would arrive." if told else f"{evidence}."
    when = (
        f"From epoch {over[0]:,} on the loss is above its start."
        if len(over)
        else f"In these {count(run.epochs)} it does not show yet."
    )
    end = (f"At epoch {run.diverged_at:,} the numbers are too large for the computer.",) if run.diverged_at else ()
    farther = "Above the limit each step lands on the other side, and farther away."
    return head, evidence, (f"{limit} {farther}" if told else farther, when, *end)


# ---- a line fitted by hand


def compared(sample, bowl, run):
    """The learner's own line, where descent took it from there, and the lowest loss."""
    unit = squared(sample.names.y_unit)
    yours, floor = first_loss(sample, run), bowl.floor
    return (
        f"Your line: **{quantity(yours, unit)}**. Descent from there: **{ended(sample, run, unit)}**. Least squares: "
        f"**{quantity(floor, unit)}**. {how_good(yours, floor)}"
    )


def against(sample, bowl, run, drawn):
    """A line drawn against the clock, where descent came from its own start, and the lowest loss."""
    unit = squared(sample.names.y_unit)
    yours, floor = runs.loss_of(sample, drawn.line), bowl.floor
    return (
        f"Your line: **{quantity(yours, unit)}**. Descent after {count(run.epochs)}: **{ended(sample, run, unit)}**. Least "
        f"squares: **{quantity(floor, unit)}**. {how_good(yours, floor)}"
    )


def ended(sample, run, unit):
    """The loss that descent ended at, in words."""
    away = run.diverged_at is not None or run.losses[-1] > 2 * first_loss(sample, run)
    return "it runs away" if away else quantity(float(run.losses[-1]), unit)


def how_good(yours, floor):
    """A loss against the lowest one."""
    if yours <= (1 + verdict.NEAR) * floor:
        return "No line is more than 1% better than yours."
    if floor <= verdict.NOTHING * yours:
        return "The lowest loss is next to nothing."
    ratio = yours / floor
    more = f"{percent(ratio - 1)} above" if ratio < 2 else times(ratio)
    return f"Your loss is {more} the lowest loss."


# ---- the reasons


def why(experiment, sample, bowl, run, pace, told=True):
    return tuple(
        filter(None, (told and speed(bowl, run, pace), direction(bowl, run), lowest(sample, bowl), truth(sample, bowl)))
    )


def speed(bowl, run, pace):
    """The rate against the limit, and against the best one."""
    rate = run.history.rate
    share = percent(rate / bowl.limit)
    text = f"The learning rate {plain(rate)} is {share} of the limit of this data, 2/λmax = {plain(bowl.limit)}."
    if pace.bounces:
        text += (
            " It is more than half of the limit, so the line bounces: each step lands on the other side of the valley."
        )
    if pace.epochs is None or pace.best_epochs is None:
        return text
    than = "" if pace.ratio < 1.1 else f" The best rate, {plain(bowl.best_rate)}, is {times(pace.ratio)} as fast."
    return f"{text} From the start it needs {count(pace.epochs)}: that is {pace.word} here.{than}"


def direction(bowl, run):
    """In which direction the error goes away most slowly."""
    rate, steep, flat = run.history.rate, bowl.curvatures[0], bowl.curvatures[-1]
    left = np.abs(1 - rate * bowl.curvatures)
    removed = percent(1 - float(left.max()))
    if left[0] > left[-1]:
        return f"In the steepest direction (curvature {plain(steep)}) one step removes only {removed} of the swing."
    return (
        f"In the flattest direction one step removes {removed} of what is left. Its curvature is {plain(flat)}; the steepest "
        f"has {plain(steep)}."
    )


def lowest(sample, bowl):
    """Why the lowest loss is not σ²."""
    n, noise = len(sample.X), sample.noise
    if not noise or sample.true_line is None or n < 3:
        return ""
    unit = f"{sample.names.y_unit}²" if sample.names.y_unit else ""
    average = quantity(noise**2 * (n - 2) / n, unit)
    return (
        f"The lowest loss is {quantity(bowl.floor, unit)}. On average it is σ²(n − 2)/n = {average}, a little below σ² = "
        f"{quantity(noise**2, unit)}: the line also fits a part of the noise."
    )


def truth(sample, bowl):
    """Why least squares is not the true line."""
    names, n, best = sample.names, len(sample.X), bowl.minimum
    spread = float(np.std(sample.X))
    if names.truth == "unknown":
        return (
            "These are real measurements, so nobody knows a true line. Least squares is the line with the lowest loss."
        )
    if names.truth == "curve":
        return "The points come from a curve, so no line fits them well. The residuals are all positive in some places."
    if sample.noise is None or n < 3 or spread == 0:
        return ""
    if sample.noise == 0:
        return "Without noise the least-squares line is the true line."
    found, true, give = (
        quantity(v, slope_unit(names)) for v in (best.w, sample.true_line.w, sample.noise / np.sqrt(n) / spread)
    )
    return (
        f"Least squares has the slope {found}; the true slope is {true}. With this noise, {n} points leave the slope "
        f"uncertain by about ±{THIN}{give}."
    )


# ---- what else has come out


def fit(sample, run):
    """RMSE and R² of the line at the end."""
    variance = float(np.var(sample.y))
    mse = float(run.losses[-1])
    if variance == 0 or not np.isfinite(mse):
        return ()
    r2 = 1 - mse / variance
    says = (
        "the line explains none of the spread of y"
        if r2 <= 0
        else f"the line explains {percent(r2)} of the spread of y"
    )
    return (f"RMSE is {quantity(np.sqrt(mse), sample.names.y_unit)}, a typical error. R² is {plain(r2, 2)}: {says}.",)


def done(experiment, out):
    """Whether the exercise is done: one setting changed, and there in GOAL_EPOCHS."""
    if not out.arrived or out.arrives > GOAL_EPOCHS:
        return ()
    changed = changes_from(experiment, experiment.names.defaults)
    if len(changed) != 1:
        return ()
    return (
        f"**Exercise done.** You changed one setting ({changed[0]}), and the line arrived after {count(out.arrives)}.",
    )


def changes_from(experiment, d):
    """The names of the settings that are not as the scenario has them."""
    data, line = experiment.data, experiment.data.true_line
    now = {"points": data.n, "seed": data.seed, "learning rate": experiment.rate, "epochs": experiment.epochs}
    now |= {"starting w": experiment.start.w, "starting b": experiment.start.b}
    then = {"points": d["n"], "seed": d["seed"], "learning rate": d["rate"], "epochs": d["epochs"]}
    then |= {"starting w": d["start_w"], "starting b": d["start_b"]}
    if line is not None:
        now |= {"noise": data.noise, "true w": line.w, "true b": line.b}
        then |= {"noise": d["noise"], "true w": d["w"], "true b": d["b"]}
    return [name for name in now if now[name] != then[name]]
