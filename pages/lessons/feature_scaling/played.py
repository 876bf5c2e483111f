"""What a challenge is told of the two sides."""

from pages.ui.challenges.played import Sides


def played(experiment, comparison):
    """-> Sides"""
    arrives = tuple((side.name, side.arrives) for side in comparison.sides)
    return Sides(experiment, arrives, comparison.raw.outcome.starts_there)
