"""What a learner has set, as small frozen values: a line, a sample's settings, an experiment. No Streamlit here."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from pages.ui.own.data import OwnData
from pages.ui.scenarios import SCENARIOS


class Line(NamedTuple):
    """ŷ = wx + b: a line over the data, and a place on the loss surface."""

    w: float
    b: float

    def at(self, x):
        """ŷ of every x."""
        return np.polyval(self, x)

    @property
    def parameters(self):
        """w and b in the core's shapes, (1, 1) and (1, 1)."""
        return np.full((1, 1), self.w), np.full((1, 1), self.b)


@dataclass(frozen=True)
class SampleSettings:
    """What the points of a scenario depend on. noise and true_line: None for real data. own: what a learner brought.

    earlier: the own data that a run was trained on before, ((until which epoch, OwnData), …).
    """

    scenario: str  # a key of SCENARIOS, or of OWN
    n: int
    seed: int
    noise: float | None = None
    true_line: Line | None = None
    own: OwnData | None = None
    earlier: tuple = field(default=(), repr=False)

    @property
    def names(self):
        """The scenario, for the names and units of x and y."""
        return self.own.names if self.own else SCENARIOS[self.scenario]


@dataclass(frozen=True)
class Experiment:
    """One set of settings: everything a run depends on, and nothing else."""

    data: SampleSettings
    start: Line
    rate: float
    epochs: int

    @property
    def scenario(self):
        """The key of its scenario."""
        return self.data.scenario

    @property
    def names(self):
        """Its scenario, for the names and units of x and y."""
        return self.data.names

    @property
    def run_id(self):
        """Everything but the rate, and points moved mid-run: runs of one id go on from each other."""
        data = replace(self.data, n=0) if self.data.own else self.data
        return repr(replace(self, rate=0.0, data=data))
