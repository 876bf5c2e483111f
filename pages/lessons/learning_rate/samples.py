"""Other samples of the same data, and the limit of the learning rate on each."""

import numpy as np

import linreg_core as core
from pages.ui.kept import kept

SAMPLES = 1000


@kept(200)
def redrawn_limits(data, times):
    """The limits of SAMPLES other samples; real points are drawn with repetition. times: another one, other samples."""
    scenario, rng = data.names, np.random.RandomState([data.seed, times])
    if scenario.points:
        return core.learning_rate_limits(rng.choice(scenario.points[0][:, 0], (SAMPLES, data.n)))
    return core.learning_rate_limits(scenario.draw_x(rng, SAMPLES * data.n, 1).reshape(SAMPLES, data.n))
