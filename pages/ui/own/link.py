"""Own points as text for a link, and back: "size, sq ft|price, $;1000,250000;1500,375000"."""

import numpy as np

from pages.ui.own.data import OWN, own_data
from pages.ui.rates import short

MOST_POINTS = 200
LONGEST = 6000  # characters of a link's points


def to_text(own):
    """-> text; "" if there are more points than a link holds"""
    X, y = own.names.points
    if len(X) > MOST_POINTS:
        return ""
    names = own.names
    head = "|".join((names.x_name, names.x_unit, names.y_name, names.y_unit))
    rows = (f"{short(x)},{short(v)}" for x, v in zip(X[:, 0], y[:, 0], strict=True))
    text = ";".join([head, *rows])
    return text if len(text) <= LONGEST else ""


def from_text(slug, text):
    """The OwnData of this key of OWN; a ValueError if the text makes no sense."""
    head, *rows = text.split(";")
    x_name, x_unit, y_name, y_unit = head.split("|")
    points = np.array([[float(value) for value in row.split(",")] for row in rows])
    if points.ndim != 2 or points.shape[1] != 2 or not 2 <= len(points) <= MOST_POINTS:
        raise ValueError("a link holds 2 to 200 points, each with its x and its y")
    return own_data(points[:, 0], points[:, 1], OWN[slug], (x_name, x_unit), (y_name, y_unit))
