"""Long work: many points in small batches, epoch by epoch, so that it can show how far it is, be stopped, and go on."""

from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

import linreg_core as core
from pages.lessons.optimizers.races import PLAIN
from pages.ui.experiment import Line, SampleSettings
from pages.ui.kept import kept
from pages.ui.rules import RULES, Course, handy

MANY_POINTS = 10_000, 100_000
EPOCHS = 100


@dataclass(frozen=True)
class Task:
    """What is trained: points of a scenario, a rule, and a batch."""

    data: SampleSettings
    start: Line
    n: int
    rule: str  # a key of RULES
    size: int | None


@kept(8)
def many_points(data, n):
    """n points of the scenario; of real data, drawn with repetition. -> X (n, 1), y (n, 1)"""
    scenario = data.names
    if not scenario.points:
        true_w, true_b = data.true_line or (None, None)
        return scenario.sample(n, true_w, true_b, data.noise, data.seed)
    rows = np.random.RandomState(data.seed).randint(len(scenario.points[0]), size=n)
    return scenario.points[0][rows], scenario.points[1][rows]


def rate_of(task):
    """The rate of the menu that suits its rule, its points and its batches."""
    X, y = many_points(task.data, task.n)
    w, b = core.least_squares(X, y)
    return handy(RULES[task.rule].rate(Course(X, task.start, Line(w.item(), b.item()), EPOCHS, task.size)))


@dataclass(eq=False)
class Job:
    """A task under way: its steps so far, and the generator of those to come."""

    task: Task
    running: bool = False
    losses: list = field(default_factory=list)
    lines: list = field(default_factory=list)  # Line
    seconds: float = 0.0
    steps: object = None

    @property
    def done(self):
        """Epochs done."""
        return max(0, len(self.losses) - 1)

    @property
    def finished(self):
        return self.done >= EPOCHS

    def advance(self):
        """One epoch more."""
        began = perf_counter()
        if self.steps is None:
            self.steps = steps_of(self.task)
            self.keep(next(self.steps))
        self.keep(next(self.steps))
        self.seconds += perf_counter() - began

    def keep(self, step):
        self.losses.append(step.loss)
        self.lines.append(Line(step.w.item(), step.b.item()))


def steps_of(task):
    """Its training, as a stream of the core's steps."""
    config = core.TrainingConfig(rate_of(task), EPOCHS, task.rule, batch_size=task.size)
    return core.fast_steps(*many_points(task.data, task.n), config, task.start.parameters)


@kept(8)
def finished_jobs(task):
    """A place for the finished job of a task, shared by all visitors: nobody trains it twice."""
    return []


@kept(8)
def full_batch(data, start, n):
    """As many epochs of plain descent with all points, close to its best rate: the loss above the lowest."""
    X, y = many_points(data, n)
    config = core.TrainingConfig(rate_of(Task(data, start, n, PLAIN, None)), EPOCHS)
    run = core.train(X, y, config, start.parameters)
    return core.excess_losses(X, y, run.w, run.b)


def excess_of(job):
    """The job's loss above the lowest after every epoch done."""
    w, b = np.transpose(job.lines)
    return core.excess_losses(*many_points(job.task.data, job.task.n), w, b)
