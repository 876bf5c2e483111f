"""What the player's Save writes of this page: the run up to the last step that it shows."""

from dataclasses import replace

from pages.lessons.one_step.step import run_of, steps_to_play
from pages.ui.rates import RateHistory
from pages.ui.take_home.experiments import one_run


def recipe(experiment, epoch):
    """-> Recipe"""
    run = one_run("one_step", "One step by hand", experiment, RateHistory.constant(experiment.rate))
    return replace(run, last=epoch + steps_to_play(run_of(experiment).losses, epoch))
