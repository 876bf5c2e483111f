"""What the player's Save writes of this page: one path, or ten from all over the map."""

from pages.lessons.loss_surface.paths import frame_of_many, scattered
from pages.ui.rates import RateHistory
from pages.ui.take_home.experiments import line_from, one_run, race

TITLE = "The loss surface"


def recipe(experiment, history, starts):
    """-> Recipe"""
    if starts == 1:
        return one_run("loss_surface", TITLE, experiment, history)
    constant = RateHistory.constant(experiment.rate)
    lines = scattered(frame_of_many(experiment), experiment.data.seed)
    paths = [line_from(experiment, constant, line, f"path {i}") for i, line in enumerate(lines, 1)]
    return race("loss_surface", TITLE, experiment, paths, experiment.rate)
