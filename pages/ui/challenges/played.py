"""What a check is told of a run that was played, as small frozen values: a run of one line, two sides, a race, a curve.

No Streamlit here. A lesson makes these of what it has computed, so a check knows no lesson.
"""

from dataclasses import dataclass

from pages.ui import runs, verdict
from pages.ui.experiment import Experiment, Line
from pages.ui.rates import RateHistory


@dataclass(frozen=True)
class Drawn:
    """A line that was drawn by hand in this visit, against the clock."""

    line: Line
    seconds: float  # that it took


@dataclass(frozen=True)
class Played:
    """Of one Experiment."""

    experiment: Experiment

    @property
    def scenario(self):
        return self.experiment.scenario

    @property
    def settings(self):
        """What its points and its start depend on, {key of a widget: value}."""
        data, start = self.experiment.data, self.experiment.start
        line = data.true_line._asdict() if data.true_line else {}
        run = {"start_w": start.w, "start_b": start.b, "rate": self.experiment.rate, "epochs": self.experiment.epochs}
        return {"n": data.n, "seed": data.seed, "noise": data.noise} | run | line


@dataclass(frozen=True)
class OneRun(Played):
    """Its run, with the rates that it has had."""

    history: RateHistory
    drawn: Drawn | None = None  # the line that it is to be compared with

    @property
    def sample(self):
        return runs.sample(self.experiment.data)

    @property
    def bowl(self):
        return runs.bowl(self.experiment.data)

    @property
    def run(self):
        """Its Recording."""
        return runs.record(self.experiment.data, self.experiment.start, self.experiment.epochs, self.history)

    @property
    def outcome(self):
        return verdict.outcome(self.sample, self.bowl, self.run)


@dataclass(frozen=True)
class Sides(Played):
    """Its data in two units of x, both trained."""

    arrives: tuple  # ((name of a side, the epoch at which it arrived, or None), …)
    starts_there: bool


@dataclass(frozen=True)
class Runner:
    """One run of a race."""

    name: str
    rule: str  # a key of linreg_core.OPTIMIZERS
    size: int | None  # points in a batch; None: all
    rate: float
    shrinks: bool  # whether its rate becomes smaller
    arrives: int | None  # the epoch


@dataclass(frozen=True)
class Raced(Played):
    """A race of optimizers from its start."""

    runners: tuple
    starts_there: bool


@dataclass(frozen=True)
class Curve:
    """A growing penalty l2, and the one that the learner chose: mean squared errors on the points that were held out."""

    without: float  # at l2 = 0
    smallest: float  # of all l2
    chosen: float  # at the learner's l2
    rounding: float  # an error this small is only rounding
