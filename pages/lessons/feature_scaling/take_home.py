"""What the player's Save writes of this page: the same run twice, with x in two units."""

from pages.ui.take_home.experiments import race
from pages.ui.take_home.recipe import Descent, Stage

X_CODE = {
    "raw": "X",
    "thousands": "X / 1000",
    "min-max": "(X - X.min()) / (X.max() - X.min())",
    "standardised": "(X - X.mean()) / X.std()",
}


def recipe(experiment, comparison):
    """-> Recipe"""
    descents = []
    for side in comparison.sides:
        (w, b), stage = side.units.start, Stage(side.rate, comparison.epochs)
        descents.append(Descent((w,), b, (stage,), named(side), X=side.units.Z, x_code=X_CODE[side.name]))
    return race("feature_scaling", "Feature scaling", experiment, descents)


def named(side):
    """Two sides may have one scaling."""
    return f"{'left' if side.key == 'raw' else 'right'}, x {side.name}"
