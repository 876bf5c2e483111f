"""Where a rate stands on its data's own scale: the zones with their borders, and the scale itself. No Streamlit here."""

import numpy as np

ZONES = "small", "large", "bounces", "diverges"  # what a step does, not how fast it is
BELOW, ABOVE = 10**-2.5, 10**0.9  # the scale of rates, in parts of the limit


def zones(bowl):
    """[(name, from, to), …] in rates: a tenth of the best, 1/λmax and 2/λmax are the borders."""
    borders = [BELOW * bowl.limit, bowl.best_rate / 10, bowl.limit / 2, bowl.limit, ABOVE * bowl.limit]
    return list(zip(ZONES, borders, borders[1:], strict=False))


def scale_rates(bowl):
    """Rates from far below the limit to just below it, closest together where the curve bends most."""
    near = 1 - np.geomspace(0.5, 1e-4, 160)
    return bowl.limit * np.unique(np.concatenate([np.geomspace(BELOW, 0.5, 160), near, [bowl.best_rate / bowl.limit]]))


def place_on_scale(rate, bowl):
    """Where a rate is marked: beyond the scale, at its edge. -> that rate, and a symbol for beyond, or None"""
    low, high = 1.02 * BELOW * bowl.limit, 0.98 * ABOVE * bowl.limit
    beyond = "triangle-left" if rate < low else "triangle-right" if rate > high else None
    return float(np.clip(rate, low, high)), beyond
