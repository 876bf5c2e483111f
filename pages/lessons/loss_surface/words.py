"""What a path, or ten of them, did on the map: the question before, and the story after."""

from dataclasses import dataclass

import numpy as np

from pages.lessons.loss_surface import reasons
from pages.lessons.loss_surface.right import right_of
from pages.ui import runs, verdict
from pages.ui.numbers import count, percent, plain, quantity, slope_unit
from pages.ui.playback import Story

STRAIGHT, BEND, ZIG_ZAG, OFF, HARDLY = "straight", "round a bend", "in a zig-zag", "off the map", "it hardly moves"
MANNERS = STRAIGHT, BEND, ZIG_ZAG, OFF, HARDLY
TOGETHER, APART, SEVERAL = "all at one point", "not yet at one point", "in several low points"
ENDS = TOGETHER, APART, SEVERAL, OFF


@dataclass(frozen=True)
class Asked:
    """A question for predict(): what is asked, what happened (one of the options), and why."""

    text: str
    options: tuple
    happened: str
    key: str
    because: str


def question(paths, bowl, rate):
    """The Asked of one path, or of ten."""
    if paths.count == 1:
        happened = manner(paths, bowl)
        return Asked(
            "how will the path go?", MANNERS, happened, "surface", reasons.because(happened, paths, bowl, rate)
        )
    happened = gathering(paths)
    because = {
        TOGETHER: "this loss has one lowest point",
        APART: "at this rate they need more epochs" if rate < bowl.limit else "the rate is above the limit",
        OFF: "the rate is above the limit",
    }[happened]
    return Asked("where will the ten paths end?", ENDS, happened, "surface_ten", because)


def manner(paths, bowl):
    """How one path runs, one of MANNERS, measured in widths and heights of the map: as it looks."""
    if gone(paths):
        return OFF
    shares = paths.frame.shares(paths.w[:, 0], paths.b[:, 0])
    steps = np.diff(shares, axis=0)
    moved, to_go = np.linalg.norm(shares[-1] - shares[0]), way(paths, bowl)
    turns = np.sum(np.sum(steps[1:] * steps[:-1], axis=1) < -1e-4)  # a step against the one before it, as one can see
    if turns >= 3:
        return ZIG_ZAG
    if moved <= 0.1 * to_go:
        return HARDLY
    return BEND if np.linalg.norm(steps, axis=1).sum() > 1.08 * moved else STRAIGHT


def way(paths, bowl):
    """From the start to the lowest point, in widths and heights of the map."""
    (w, b), best = paths.starts[0], bowl.minimum
    return float(np.linalg.norm(paths.frame.shares(np.array([w - best.w]), np.array([b - best.b]))))


def gone(paths):
    """How many paths have left the map for good."""
    return int(np.sum(paths.leaves < len(paths.steps)))


def gathering(paths):
    """Where ten paths end, one of ENDS."""
    if gone(paths):
        return OFF
    ends = paths.frame.shares(paths.w[-1], paths.b[-1])
    return TOGETHER if np.ptp(ends, axis=0).max() < 0.02 else APART


def story(experiment, history, paths):
    """The Story of one path, or of ten."""
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    if paths.count > 1:
        return story_of_ten(sample, bowl, paths, experiment)
    run = runs.record(experiment.data, experiment.start, experiment.epochs, history)
    out = verdict.outcome(sample, bowl, run)
    pace = runs.pace(experiment.data, experiment.start, history.rate)
    why = reasons.why(bowl, history.rate, paths)
    if out.starts_there:
        return Story("It starts at the lowest point.", "There the gradient is 0, so nothing moves.", why)
    if out.diverged or (not out.arrived and (gone(paths) or pace.runs_away)):
        return Story(*climbing(experiment, bowl, paths, history.rate, pace), why)
    since = right_of(sample, bowl, experiment.start).since(run, bowl.minimum)
    head = headline(manner(paths, bowl), out.arrived)
    evidence = when_right(since, experiment, out, sample.names)
    return Story(head, evidence, why, done(experiment, since, run.epochs))


def headline(how, arrived):
    if how == HARDLY:
        return "It hardly moves on this map." if not arrived else "It has arrived: the start was close."
    goes = {STRAIGHT: "goes straight", BEND: "goes round a bend", ZIG_ZAG: "goes in a zig-zag", OFF: "leaves the map"}[
        how
    ]
    return f"It {goes} and arrives." if arrived else f"It {goes}, but has not arrived."


def when_right(since, experiment, out, names):
    """From which epochs on w and b are right, or what is missing."""
    missing = {"w": quantity(abs(out.short.w), slope_unit(names)), "b": quantity(abs(out.short.b), names.y_unit)}
    told = []
    for name, epoch in zip("wb", since, strict=True):
        told.append(
            f"{name} is right from epoch {epoch:,} on" if epoch is not None else f"{name} is still {missing[name]} away"
        )
    both_missing = since == (None, None)
    return f"{'After ' + count(experiment.epochs) + ' ' if both_missing else ''}{told[0]}, and {told[1]}."


def done(experiment, since, epochs):
    """Whether the exercise is done: from a start of the learner's own, w was right in less than half of b's epochs."""
    w, b = since
    d = experiment.names.defaults
    if w is None or tuple(experiment.start) == (d["start_w"], d["start_b"]) or 2 * w >= (epochs if b is None else b):
        return ()
    later = f"b from epoch {b:,} on" if b is not None else f"b not within {count(epochs)}"
    return (f"**Exercise done.** w was right from epoch {w:,} on, {later}.",)


def climbing(experiment, bowl, paths, rate, pace):
    """-> headline, evidence of a path that gets no lower"""
    better = plain(verdict.handy_rate(experiment.names, bowl))
    if pace.word == "on the edge":
        return "It swings for ever.", f"The rate {plain(rate)} is exactly at the limit; {better} would arrive."
    limit = f"The rate {plain(rate)} is above the limit of this data, {plain(bowl.limit)}; {better} would arrive."
    if pace.word != "diverges":  # an earlier rate has thrown it out
        limit = f"An earlier rate was above the limit of this data, {plain(bowl.limit)}."
    return (
        "It leaves the map: every step makes it worse." if gone(paths) else "It will leave the map, but slowly."
    ), limit


# ---- ten paths


def story_of_ten(sample, bowl, paths, experiment):
    rate, names = experiment.rate, sample.names
    why = reasons.why(bowl, rate, paths)
    if verdict.at_the_edge(bowl, rate) or verdict.diverges(bowl, rate):
        lost = gone(paths)
        who = (
            "All ten paths leave"
            if lost == paths.count
            else f"{lost} of the ten paths leave"
            if lost > 1
            else "One of the ten paths leaves"
        )
        head = f"{who} the map." if lost else "The ten paths do not come to rest."
        above = "at" if verdict.at_the_edge(bowl, rate) else "above"
        return Story(
            head, f"The rate {plain(rate)} is {above} the limit of this data, {plain(bowl.limit)}: no start helps.", why
        )
    w, b = (float(np.ptp(values[-1])) for values in (paths.w, paths.b))
    apart = f"{quantity(w, slope_unit(names), 3)} apart in w and {quantity(b, names.y_unit, 3)} in b"
    after = f"After {count(paths.trained)} their lines are {apart}."
    if gathering(paths) == TOGETHER:
        return Story("All ten paths end at one point.", after, (reasons.one_lowest(bowl), *why))
    if len(bowl.curvatures) < 2:
        return Story("The ten paths end in different places.", after, (reasons.one_lowest(bowl), *why))
    left = f"In the slowest part of the error one step removes {percent(1 - bowl.slowest(rate))} of what is left."
    return Story("The ten paths are not at one point yet.", after, (reasons.one_lowest(bowl), left, *why))
