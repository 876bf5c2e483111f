"""Why a path goes as it does: the two parts of its error, and what one step leaves of each. No Streamlit here.

The map is stretched, so nothing here says which way looks steep on it.
"""

import numpy as np

from pages.ui import verdict
from pages.ui.numbers import plain
from pages.ui.progress import left

ROUND = 4  # up to this condition number both parts shrink at about the same speed
MOST = 0.8  # of the way in one part: the path is straight


def because(happened, paths, bowl, rate):
    """Why it was so, in a few words."""
    if happened == "off the map":
        return "the rate is above the limit of this data" if verdict.diverges(bowl, rate) else "a rate was too large"
    if happened == "it hardly moves":
        best, start = np.asarray(bowl.minimum), paths.starts[0]
        return "it starts at the lowest point" if np.allclose(start, best) else "its steps are very short at this rate"
    if happened == "in a zig-zag":
        return "each step goes too far in one direction, and the next one comes back"
    if happened == "round a bend":
        return "a part of its error shrinks faster than the rest"
    return straight(paths, bowl)


def straight(paths, bowl):
    if len(bowl.curvatures) < 2 or bowl.condition <= ROUND:
        return "all of its error shrinks at about the same speed"
    if max(share := steep_share(paths, bowl), 1 - share) >= MOST:
        return "nearly all of its error shrinks at one speed"
    return "its bend is too small to see on this map"


def steep_share(paths, bowl):
    """The part of the way to the lowest point that belongs to λmax, in widths and heights of the map."""
    directions = main_directions(paths)
    away = directions.T @ (paths.starts[0] - np.asarray(bowl.minimum))
    parts = [part * v for part, v in zip(away, directions.T, strict=True)]
    lengths = [np.linalg.norm(paths.frame.shares(*part.reshape(2, 1))) for part in parts]
    return float(lengths[0] / (sum(lengths) or 1.0))


def main_directions(paths):
    """The eigenvectors of the Hessian as columns, the steepest first.  (2, 2)"""
    return np.linalg.eigh(paths.hessian)[1][:, ::-1]


# ---- paragraphs


def why(bowl, rate, paths):
    """The two parts of the error, what a step leaves of them, and how the map shows it."""
    if len(bowl.curvatures) < 2:
        return ("All x are equal here. So many lines have the lowest loss: they lie on one straight line of the map.",)
    return shape(bowl), step(bowl, rate), directions(paths), stretched(paths)


def shape(bowl):
    steep, flat = bowl.curvatures
    text = (
        "The error has two parts, one for each main direction of the surface. "
        f"Their curvatures are λmax = {plain(steep)} and λmin = {plain(flat)}. "
        f"The condition number is {plain(bowl.condition)}: the first divided by the second."
    )
    return f"{text} It is large, so one part needs very long. Scaling x would help." if bowl.condition > 1000 else text


def step(bowl, rate):
    """What one step leaves of each part."""
    steep, flat = 1 - rate * bowl.curvatures
    return f"One step takes the part with λmax to {left(steep)}, and the part with λmin to {left(flat)}."


def directions(paths):
    """Which parameter belongs to the part with λmin, and how it lies on the map."""
    w, b = main_directions(paths)[:, 1]
    flat, steep = ("b", "w") if abs(b) >= abs(w) else ("w", "b")
    change = f"The part with λmin is mostly an error of {flat}, the part with λmax mostly one of {steep}."
    if max(abs(w), abs(b)) < 2 * min(abs(w), abs(b)):
        change = "Both parts are errors of w and of b."
    return f"{change} On this map the part with λmin goes {lies(w, b, paths)}."


def lies(w, b, paths):
    """How a direction lies on the map."""
    (right, up), *_ = paths.frame.shares(np.array([w]), np.array([b]))
    if abs(right) < 0.2 * abs(up):
        return "up and down"
    if abs(up) < 0.2 * abs(right):
        return "left and right"
    return "from lower left to upper right" if right * up > 0 else "from upper left to lower right"


def stretched(paths):
    """That the picture is not to scale."""
    width, height = np.ptp(paths.frame.w), np.ptp(paths.frame.b)
    return (
        f"The map is stretched: it is {plain(width)} wide in w and {plain(height)} high in b. "
        "So a step need not go where the map looks steepest."
    )


def one_lowest(bowl):
    """Why no path gets stuck."""
    if len(bowl.curvatures) < 2:
        return "All x are equal here, so many lines have the same lowest loss."
    return (
        "The loss of a line curves upwards in every direction. Such a surface is called convex. "
        "It has one lowest point, and no path can get stuck."
    )
