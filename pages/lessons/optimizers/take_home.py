"""What the player's Save writes of this page: the race, with each runner's rule, batches and rate."""

from pages.ui.take_home.experiments import race
from pages.ui.take_home.recipe import Descent, Stage


def recipe(experiment, race_run):
    """race_run: the Race that was run. -> Recipe"""
    descents = []
    for runner, name in zip(race_run.runners, race_run.titles, strict=True):
        config = runner.config(race_run.epochs, experiment.data.seed)
        stage = Stage(config.learning_rate, config.epochs)
        rule = config.optimizer, config.batch_size, config.decay
        descents.append(Descent((race_run.start.w,), race_run.start.b, (stage,), name, *rule))
    return race("optimizers", "Batches and optimizers", experiment, descents)
