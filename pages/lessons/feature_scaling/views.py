"""What part of a bowl its picture shows, and what of a path can be seen there. No Streamlit here."""

import numpy as np

from pages.ui.loss_map import Frame

HALF_ROUND = 4  # a bowl with a smaller condition number looks round
COMPARABLE = 30  # two axes so different can still share one unit of length
AIR = 1.25  # the picture reaches this much farther than the path
NOWHERE = 1e-9  # a path that leaves the bottom by less than this part of it is at the bottom
FAR = 10  # a path is drawn up to so many widths of the picture away
FINEST = 8000  # a picture is so many of its smallest steps wide


def reach(side):
    """How far the picture reaches from the bottom in w and in b; a diverging path is followed for its first steps."""
    near = side.excess <= 4 * side.excess[0]
    far = [float(np.max(np.abs(v[near] - best))) for v, best in zip((side.w, side.b), side.bowl.minimum, strict=True)]
    far = [d if d > NOWHERE * abs(best) else 0.0 for d, best in zip(far, side.bowl.minimum, strict=True)]
    most = max(far) or abs(side.bowl.minimum.b) or 1.0
    return tuple(AIR * (value or most) for value in far)


def to_scale(side):
    """Whether both axes share one unit of length, so that a round bowl looks round."""
    w, b = reach(side)
    return bool(side.bowl.condition < HALF_ROUND or 1 / COMPARABLE < w / b < COMPARABLE)


def frame_of(side):
    """The part of the (w, b) plane in the picture of a side. -> Frame"""
    w, b = reach(side)
    if to_scale(side):
        w = b = max(w, b)
    best = side.bowl.minimum
    return Frame((best.w - w, best.w + w), (best.b - b, best.b + b))


def drawn_path(side, frame):
    """w and b of the path; the step that goes very far outside the picture is cut off, and is the last one drawn."""
    w, b = side.w, side.b
    away = np.max(np.abs(frame.shares(w - side.bowl.minimum.w, b - side.bowl.minimum.b)), axis=1)
    k = int(np.argmax(away > FAR))
    if k:
        part = (FAR - away[k - 1]) / (away[k] - away[k - 1])
        w, b = (np.append(v[:k], np.full(len(v) - k, v[k - 1] + part * (v[k] - v[k - 1]))) for v in (w, b))
    return snapped(w, np.ptp(frame.w) / FINEST), snapped(b, np.ptp(frame.b) / FINEST)


def snapped(values, unit):
    """Rounded to far less than a pixel, so that a path which hardly moves need not be drawn again."""
    return np.round(values / unit) * unit
