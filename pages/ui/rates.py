"""Learning rates: the values that sliders offer, and the history of rates of one run. No Streamlit here."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

MANTISSAS = 1, 1.1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8
EPOCHS = [m * 10**k for k in (1, 2, 3) for m in (1, 2, 5)] + [10_000, 20_000]
PENALTIES = [0.0] + [float(f"{m}e{k}") for k in range(-8, 1) for m in (1, 2, 5)] + [10.0]
MOST_CHANGES, LARGEST_RATE = 60, 1e3


def learning_rates(scenario):
    """The log grid of the slider: three decades below the scenario's own rate, five above, but at most 1."""
    decade = int(np.floor(np.log10(scenario.learning_rate)))
    rates = [float(f"{m}e{k}") for k in range(decade - 3, decade + 6) for m in MANTISSAS]
    return [rate for rate in rates if rate <= 1]


def short(value):
    """A number with all its digits, as a link holds it: 3, 0.05, 1e-05."""
    return repr(float(value)).removesuffix(".0")


@dataclass(frozen=True)
class RateHistory:
    """The rates of one run: ((0, rate), (epoch, rate), …); each holds until the epoch of the next."""

    changes: tuple

    @classmethod
    def constant(cls, rate):
        """One rate from start to end."""
        return cls(((0, rate),))

    @classmethod
    def from_report(cls, pairs):
        """What a browser reports, [[0, rate], [epoch, rate], …], if it makes sense; otherwise a ValueError."""
        try:
            changes = tuple((int(epoch), float(rate)) for epoch, rate in pairs)
        except (TypeError, OverflowError) as reason:
            raise ValueError(f"a history is a list of [epoch, rate] pairs ({reason})") from None
        epochs = [epoch for epoch, _ in changes]
        sound = changes and epochs[0] == 0 and len(changes) <= MOST_CHANGES
        if not sound or any(a >= b for a, b in pairwise(epochs)) or epochs[-1] > EPOCHS[-1]:
            raise ValueError("epochs begin at 0 and rise, up to the longest run")
        if not all(0 <= rate < LARGEST_RATE for _, rate in changes):
            raise ValueError("a rate is a number from 0 on")
        return cls(changes)

    @classmethod
    def from_text(cls, text):
        """What a link holds, "0:0.01,120:0.05", if it makes sense; otherwise a ValueError."""
        return cls.from_report([part.split(":") for part in text.split(",")])

    @property
    def text(self):
        """For a link; nothing where the rate never changed."""
        return ",".join(f"{epoch}:{short(rate)}" for epoch, rate in self.changes) if len(self.changes) > 1 else ""

    @property
    def rate(self):
        """The last one."""
        return self.changes[-1][1]

    @property
    def epochs(self):
        """When each rate began, 0 first."""
        return [epoch for epoch, _ in self.changes]

    def stretches(self, epochs):
        """(begin, end, rate) of each rate in a run of so many epochs."""
        ends = [*self.epochs[1:], epochs]
        return [(begin, end, rate) for (begin, rate), end in zip(self.changes, ends, strict=True)]
