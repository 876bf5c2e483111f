"""Recipes of what most lessons run: one experiment, or a race of several runs on its points."""

from pages.ui import runs
from pages.ui.numbers import plain, with_unit
from pages.ui.own.data import OWN
from pages.ui.take_home.points import points_of
from pages.ui.take_home.recipe import Descent, Recipe, Stage


def one_run(page, title, experiment, history, tells_line=True):
    """The run of an experiment, with all rates and all points that it has had. -> Recipe

    tells_line: whether the words of its settings tell the true line: not where a hand is to find it.
    """
    return race(page, title, experiment, [line_from(experiment, history)], history.rate, tells_line)


def line_from(experiment, history, start=None, name=""):
    """A run from the experiment's start, or from another Line. -> Descent"""
    data, now = experiment.data, runs.sample(experiment.data).X
    stages = tuple(
        Stage(rate, end - begin, None if points[0] is now else points)
        for begin, end, rate, points in runs.stretches(data, experiment.epochs, history)
    )
    w, b = start or experiment.start
    return Descent((w,), b, stages, name)


def race(page, title, experiment, descents, rate=None, tells_line=True):
    """Runs on the points of an experiment. rate: that of all of them, in words. -> Recipe"""
    data = experiment.data
    sample = runs.sample(data)
    seeded = data.true_line or len(sample.X) < (sample.names.n_samples or 0)
    return Recipe(
        page,
        title,
        settings(experiment, rate, tells_line),
        points_of(data, sample),
        tuple(descents),
        shuffle=data.seed,
        seed=data.seed if seeded and data.scenario not in OWN else None,
    )


def settings(experiment, rate, tells_line=True):
    """Everything that was set, in one line."""
    line = experiment.data.true_line if tells_line else None
    data, names, start = experiment.data, experiment.names, experiment.start
    return " · ".join(
        [
            names.title,
            *([] if data.own else [f"{data.n} points", f"seed {data.seed}"]),
            *(
                [f"noise {unit(data.noise, names.y_unit)}", f"true w {plain(line.w, 6)}, b {plain(line.b, 6)}"]
                if line
                else []
            ),
            f"start w {plain(start.w, 6)}, b {plain(start.b, 6)}",
            *([] if rate is None else [f"learning rate {plain(rate, 4)}"]),
            f"{experiment.epochs:,} epochs",
        ]
    )


def unit(value, name):
    """30,000 $: as text, no Markdown."""
    return with_unit(plain(value), name).replace("\\", "")
