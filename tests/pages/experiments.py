"""Experiments for the tests of what lessons say: one of a scenario's own settings, and any at all."""

from hypothesis import strategies as st

from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.scenarios import SCENARIOS


def experiment(scenario="tutorial", n=None, noise=None, start=(0.0, 0.0), seed=None, **changes):
    """A scenario's experiment, but for what is given. changes: rate, epochs."""
    d = SCENARIOS[scenario].defaults
    line = Line(d["w"], d["b"]) if "w" in d else None
    noise = d.get("noise") if noise is None else noise
    data = SampleSettings(scenario, n or d["n"], d["seed"] if seed is None else seed, noise, line)
    return Experiment(data, Line(*start), **{"rate": d["rate"], "epochs": d["epochs"]} | changes)


def some_experiments(sizes):
    """Any experiment of any scenario, of so many points."""
    return st.builds(
        experiment,
        st.sampled_from(list(SCENARIOS)),
        n=st.sampled_from(sizes),
        seed=st.integers(0, 50),
        rate=st.floats(1e-9, 0.2),
        epochs=st.sampled_from([10, 200, 2000]),
        start=st.sampled_from([(0.0, 0.0), (5.0, -20.0)]),
    )
