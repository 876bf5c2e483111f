"""House prices: what a house of 1,800 sq ft would cost, and the tutorial's three houses."""

import numpy as np

import linreg_core as core
from pages.ui.numbers import listed, quantity

SCENARIO = "houses"
MIDDLE, HUNDRED = 1500, 100  # sq ft: where x is 0, and one step of x
ASKED = 1800


def answer(experiment, run):
    """Sentences for the scenario of House prices; nothing elsewhere."""
    if experiment.scenario != SCENARIO:
        return ()
    line, typical = run.line(-1), float(np.sqrt(run.losses[-1]))

    def price(square_feet):
        return float(line.at((square_feet - MIDDLE) / HUNDRED))

    low, middle, high = (quantity(price(ASKED) + k * typical, "$") for k in (-1, 0, 1))
    sizes, prices = (values[:, 0] for values in core.house_table())
    told = listed(quantity(price(size), "$") for size in sizes)
    exact = listed(quantity(value, "$") for value in prices)
    return (
        f"What would a house of {ASKED:,} sq ft cost? The line says **{middle}**. About two of three such houses cost "
        f"between {low} and {high}.",
        f"For houses of {listed(f'{size:,.0f}' for size in sizes)} sq ft the line says {told}. At $250 per sq ft it would be "
        f"{exact}.",
    )
