"""What the player's Save writes of this page: the race, each rate with its name."""

from pages.ui.rates import RateHistory
from pages.ui.take_home.experiments import line_from, race


def recipe(experiment, rates):
    """rates: the Race that was run. -> Recipe"""
    descents = [line_from(experiment, RateHistory.constant(r.rate), name=r.name) for r in rates.runners]
    return race("learning_rate", "The learning rate", experiment, descents)
