"""What the map of the loss shows, in words computed from its own data."""

import numpy as np

from pages.ui.numbers import count, decimals_for, percent, plain

MANNERS = "straight down", "round a bend", "zig-zag", "off the map", "hardly at all"
ENDS = "all at one point", "in one valley, apart", "in several valleys", "off the map"

VALLEYS = (
    "A line's loss is always **one** bowl. A model that bends can do worse. Here the same descent fits a wave, ŷ = sin(θx), to "
    "eight points that lie exactly on one; nobody measured between 1 and 3, so a wave with another number of swings "
    "nearly fits. Move the start, or click the curve: which valley does it end in?"
)
NETWORKS = (
    "A neural network puts its parameters inside bent functions, so **its** loss surface has hills and several valleys, and "
    "the random start decides in which of them training ends. In large networks most of the places where training ends are "
    "about equally good, so this hurts less than it seems. **A line has none of these worries: from every start, "
    "there is one lowest point, and downhill leads to it.**"
)


def question(paths, rate, known):
    """For predict(): the question, its options, what really happens, and a key."""
    if paths.w.shape[1] == 1:
        return "How will the path run?", MANNERS, manner(paths, rate, known), "surface"
    return "Where will the ten end?", ENDS, gathering(paths, rate, known), "surface_ten"


def manner(paths, rate, known):
    """How one path runs, one of MANNERS, measured in widths and heights of the map."""
    if rate >= known.limit:
        return "off the map"
    shares = paths.frame.shares(paths.w[:, 0], paths.b[:, 0])
    goal = paths.frame.shares(np.array([known.minimum.w]), np.array([known.minimum.b]))[0]
    steps = np.diff(shares, axis=0)
    moved, to_go = np.linalg.norm(shares[-1] - shares[0]), np.linalg.norm(goal - shares[0])
    turns = np.sum(np.sum(steps[1:] * steps[:-1], axis=1) < -1e-6)  # a step against the one before it
    if turns >= 3:
        return "zig-zag"
    if moved < 0.1 * to_go:
        return "hardly at all"
    return "round a bend" if np.linalg.norm(steps, axis=1).sum() > 1.08 * moved else "straight down"


def gathering(paths, rate, known):
    """Where many paths end, one of ENDS."""
    if rate >= known.limit:
        return "off the map"
    ends = paths.frame.shares(paths.w[-1], paths.b[-1])
    return "all at one point" if np.ptp(ends, axis=0).max() < 0.02 else "in one valley, apart"


def surface_words(names, known, rate, paths):
    """The shape of the ground, and what became of the path or paths."""
    ends = climbing(known) if rate >= known.limit else one_path(known, rate, paths)
    if paths.w.shape[1] > 1:
        ends = f"No start helps. {climbing(known)}" if rate >= known.limit else many_paths(known, paths)
    return f"{shape(known, rate)}\n\n{ends}"


def shape(known, rate):
    """Bowl or valley, with the condition number."""
    if len(known.curvatures) < 2:
        return "**A trough.** All x are equal here: along its bottom every line is as good as the next."
    steep, flat = known.curvatures
    condition = steep / flat
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


def one_path(known, rate, paths):
    """Where the path ends, and how much of the way is left."""
    if paths.losses[-1, 0] <= known.floor * (1 + 1e-6) + 1e-12 * paths.losses[0, 0]:
        return f"After {count(paths.trained)} the path has arrived at the lowest point: both slopes are 0 there."
    short_w, short_b = abs(known.minimum.w - paths.w[-1, 0]), abs(known.minimum.b - paths.b[-1, 0])
    slowest = float(np.max(np.abs(1 - rate * known.curvatures)))
    return (
        f"After {count(paths.trained)} the path is still {plain(short_w)} in w and {plain(short_b)} in b from the lowest "
        f"point: in the slowest direction each step removes only {percent(1 - slowest)} of what is left."
    )


def many_paths(known, paths):
    """How far apart the paths began and ended."""
    w, b = (np.ptp(values[[0, -1]], axis=1) for values in (paths.w, paths.b))
    if max(w[1] / w[0], b[1] / b[0]) < 1e-4:
        met = f"After {count(paths.trained)} all ten lines are the same line."
    else:
        met = (
            f"In {count(paths.trained)} the ten came closer: their w from {plain(w[0])} apart to **{plain(w[1])}**, their b "
            f"from {plain(b[0])} apart to **{plain(b[1])}**."
        )
    if len(known.curvatures) < 2:
        return f"{met} All are at the bottom of the same trough."
    return (
        f"{met} However long they take, they all go to the same place: this surface curves upwards in every direction, "
        "everywhere (it is **convex**), so there is no second valley to get stuck in."
    )


def climbing(known):
    return (
        f"The rate is above this data's limit, 2/λmax = {plain(known.limit, 4)}: each step crosses the valley and lands higher "
        "than before, so the path climbs out of the map."
    )


def line_text(names, known):
    """w = 2.428, b = 10.04"""
    return f"w = {known.minimum.w:,.{decimals_for(known.minimum.w)}f}, b = {known.minimum.b:,.{decimals_for(known.minimum.b)}f}".replace("-", "−")


def valley_words(start, end, ends, minima, losses):
    """Where descent on the curve ended, and how many of the slider's starts end in the deepest valley."""
    deepest = int(np.argmin(losses))
    near = int(np.argmin(np.abs(minima - end)))
    reached = int(np.sum(np.abs(ends - minima[deepest]) < 0.05))
    share = f"Of the {len(ends)} starts of this slider, **{reached}** end in the deepest valley at this rate."
    if abs(minima[near] - end) > 0.05:
        return f"From θ = {start:.2f} it has not settled in any of these valleys. {share}"
    if near == deepest:
        return (
            f"From θ = {start:.2f} it ends in the **deepest** valley: θ = {end:.2f}, loss {losses[near]:.2g}. {share}"
        )
    return (
        f"From θ = {start:.2f} it ends at θ = {end:.2f} with the loss {losses[near]:.2g}, a **local** minimum: the slope is 0 "
        f"there, so descent stops, though at θ = {minima[deepest]:.2f} the loss is {losses[deepest]:.2g}. {share}"
    )
