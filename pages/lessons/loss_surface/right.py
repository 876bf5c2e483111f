"""When w and b are right: within the values that lines have which have arrived. No Streamlit here."""

from dataclasses import dataclass

import numpy as np

from pages.ui import verdict
from pages.ui.experiment import Line


@dataclass(frozen=True)
class Right:
    """How far w, and how far b, may be from least squares."""

    w: float
    b: float

    def since(self, run, best):
        """The epochs from which on w, and b, of a Recording are right; None: not to its end."""
        return verdict.settled(np.abs(run.w - best.w), self.w), verdict.settled(np.abs(run.b - best.b), self.b)


def right_of(sample, bowl, start):
    """The box around all lines that have arrived from this start.

    excess = (σ dw)² + (x̄ dw + db)² ≤ goal is an ellipse: dw reaches √goal/σ, db reaches √goal·√(1 + (x̄/σ)²).
    """
    excess = verdict.goal_of(*sample.points(), bowl.floor, Line(*start).parameters).excess
    mean, spread = float(np.mean(sample.X)), float(np.std(sample.X))
    if spread == 0:
        return Right(np.inf, np.inf)
    return Right(float(np.sqrt(excess)) / spread, float(np.sqrt(excess) * np.hypot(1, mean / spread)))
