"""What the map of the loss shows, in words computed from its own data."""

import numpy as np

from pages.ui.numbers import count, decimals_for, percent, plain

MANNERS = "straight down", "round a bend", "zig-zag", "off the map", "hardly at all"
ENDS = "all at one point", "in one valley, apart", "in several valleys", "off the map"


def question(paths, rate, bowl):
    """For predict(): the question, its options, what really happens, and a key."""
    if paths.count == 1:
        return "How will the path run?", MANNERS, manner(paths, rate, bowl), "surface"
    return "Where will the ten end?", ENDS, gathering(paths, rate, bowl), "surface_ten"


def manner(paths, rate, bowl):
    """How one path runs, one of MANNERS, measured in widths and heights of the map."""
    if rate >= bowl.limit:
        return "off the map"
    shares = paths.frame.shares(paths.w[:, 0], paths.b[:, 0])
    goal = paths.frame.shares(np.array([bowl.minimum.w]), np.array([bowl.minimum.b]))[0]
    steps = np.diff(shares, axis=0)
    moved, to_go = np.linalg.norm(shares[-1] - shares[0]), np.linalg.norm(goal - shares[0])
    turns = np.sum(np.sum(steps[1:] * steps[:-1], axis=1) < -1e-6)  # a step against the one before it
    if turns >= 3:
        return "zig-zag"
    if moved < 0.1 * to_go:
        return "hardly at all"
    return "round a bend" if np.linalg.norm(steps, axis=1).sum() > 1.08 * moved else "straight down"


def gathering(paths, rate, bowl):
    """Where many paths end, one of ENDS."""
    if rate >= bowl.limit:
        return "off the map"
    ends = paths.frame.shares(paths.w[-1], paths.b[-1])
    return "all at one point" if np.ptp(ends, axis=0).max() < 0.02 else "in one valley, apart"


def surface_words(bowl, rate, paths):
    """The shape of the ground, and what became of the path or paths."""
    if rate >= bowl.limit:
        ends = climbing(bowl) if paths.count == 1 else f"No start helps. {climbing(bowl)}"
    else:
        ends = one_path(bowl, rate, paths) if paths.count == 1 else many_paths(bowl, paths)
    return f"{shape(bowl, rate)}\n\n{ends}"


def shape(bowl, rate):
    """Bowl or valley, with the condition number."""
    if len(bowl.curvatures) < 2:
        return "**A trough.** All x are equal here: along its bottom every line is as good as the next."
    steep, flat = bowl.curvatures
    condition = bowl.condition
    numbers = f"λmax = {plain(steep)} across, λmin = {plain(flat)} along: condition number **{plain(condition)}**"
    if condition > 1000:
        return (
            f"**A long valley.** Its ground curves {plain(condition)} times as much across as along ({numbers}). A rate "
            "that is safe across is far too small along: a path drops into the valley and then almost stops. "
            "Scaling x would round it."
        )
    if condition < 4:
        return f"**An almost round bowl** ({numbers}): a path runs nearly straight to the bottom."
    return f"**An oval bowl** ({numbers}). {why(rate, steep)}"


def why(rate, steep):
    """Why a path in an oval bowl bends, swings or leaves: what one step does across the valley."""
    factor = 1 - rate * steep
    if factor > -0.2:
        return "A path first goes down its steep side, then along the flat one: that is the bend."
    far = f"Each step lands on the other side of the valley, {plain(-factor)} times as far out"
    return f"{far}: the path zig-zags, while it goes along slowly." if factor > -1 else f"{far}."


def one_path(bowl, rate, paths):
    """Where the path ends, and how much of the way is left."""
    if paths.losses[-1, 0] <= bowl.floor * (1 + 1e-6) + 1e-12 * paths.losses[0, 0]:
        return f"After {count(paths.trained)} the path has arrived at the lowest point: both slopes are 0 there."
    short_w, short_b = abs(bowl.minimum.w - paths.w[-1, 0]), abs(bowl.minimum.b - paths.b[-1, 0])
    return (
        f"After {count(paths.trained)} the path is still {plain(short_w)} in w and {plain(short_b)} in b from the lowest "
        f"point: in the slowest direction each step removes only {percent(1 - bowl.slowest(rate))} of what is left."
    )


def many_paths(bowl, paths):
    """How far apart the paths began and ended."""
    w, b = (np.ptp(values[[0, -1]], axis=1) for values in (paths.w, paths.b))
    if max(w[1] / w[0], b[1] / b[0]) < 1e-4:
        met = f"After {count(paths.trained)} all ten lines are the same line."
    else:
        met = (
            f"In {count(paths.trained)} the ten came closer: their w from {plain(w[0])} apart to **{plain(w[1])}**, their b "
            f"from {plain(b[0])} apart to **{plain(b[1])}**."
        )
    if len(bowl.curvatures) < 2:
        return f"{met} All are at the bottom of the same trough."
    return (
        f"{met} However long they take, they all go to the same place: this surface curves upwards in every direction, "
        "everywhere (it is **convex**), so there is no second valley to get stuck in."
    )


def climbing(bowl):
    return (
        f"The rate is above this data's limit, 2/λmax = {plain(bowl.limit, 4)}: each step crosses the valley and lands higher "
        "than before, so the path climbs out of the map."
    )


def line_text(line):
    """w = 2.428, b = 10.04"""
    w, b = (f"{value:,.{decimals_for(value)}f}".replace("-", "−") for value in line)
    return f"w = {w}, b = {b}"
