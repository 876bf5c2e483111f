"""Long work: many rows in small batches, epoch by epoch, so that it can show how far it is, be stopped, and go on."""

from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.optimizers.races import handy
from pages.ui.experiment import Line, SampleSettings
from pages.ui.scenarios import SCENARIOS

EPOCHS = 100
KEPT = {"max_entries": 8, "show_spinner": False}


@dataclass(frozen=True)
class Task:
    """What is trained: rows of a scenario, a rule, and a batch."""

    data: SampleSettings
    start: Line
    n: int
    rule: str
    size: int | None


@st.cache_resource(**KEPT)
def many_rows(data, n):
    """n rows of the scenario; of real data, drawn with repetition."""
    dataset = SCENARIOS[data.scenario]
    if not dataset.points:
        return dataset.sample(n, *data.true_line, data.noise, data.seed)
    rows = np.random.RandomState(data.seed).randint(len(dataset.points[0]), size=n)
    return dataset.points[0][rows], dataset.points[1][rows]


def rate_of(task):
    """Safe for plain descent in these batches; a tenth of it with momentum; for RMSProp and Adam a twentieth of the way."""
    X, y = many_rows(task.data, task.n)
    safe = core.safe_learning_rate(X, task.size or task.n)
    if task.rule in ("rmsprop", "adam"):
        w, b = core.least_squares(X, y)
        way = max(abs(w.item() - task.start[0]), abs(b.item() - task.start[1]))
        updates = EPOCHS * -(-task.n // (task.size or task.n))
        return handy(20 * way / updates)
    return handy(safe / 10 if task.rule == "momentum" else safe)


@dataclass(eq=False)
class Job:
    """A task under way: its steps so far, and the generator of those to come."""

    task: Task
    running: bool = False
    losses: list = field(default_factory=list)
    lines: list = field(default_factory=list)  # (w, b)
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
            X, y = many_rows(self.task.data, self.task.n)
            config = core.TrainingConfig(rate_of(self.task), EPOCHS, self.task.rule, batch_size=self.task.size)
            self.steps = core.fast_steps(X, y, config, self.task.start)
            next_step = next(self.steps)
            self.losses.append(next_step.loss)
            self.lines.append((next_step.w.item(), next_step.b.item()))
        step = next(self.steps)
        self.losses.append(step.loss)
        self.lines.append((step.w.item(), step.b.item()))
        self.seconds += perf_counter() - began


@st.cache_resource(**KEPT)
def finished_jobs(task):
    """A place for the finished job of a task, shared by all visitors: nobody trains it twice."""
    return []


@st.cache_resource(**KEPT)
def full_batch(data, start, n):
    """As many epochs of plain descent with all rows, close to its best rate: the loss above its floor."""
    X, y = many_rows(data, n)
    run = core.train(X, y, core.TrainingConfig(handy(0.95 * core.best_learning_rate(X)), EPOCHS), start)
    return core.excess_losses(X, y, run.w, run.b)


def excess_of(job):
    """The job's loss above its floor after every epoch done."""
    X, y = many_rows(job.task.data, job.task.n)
    w, b = np.transpose(job.lines)
    return core.excess_losses(X, y, w, b)
