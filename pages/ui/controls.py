"""Widgets in, frozen values out. This file owns session state and the URL: every control is kept in the link."""

from dataclasses import dataclass, replace

import streamlit as st

from pages.ui.scenarios import EPOCHS, SCENARIOS, learning_rates, rate_text

LINKED = {"bind": "query-params"}
SEEDS = 0, 999
FEWEST_POINTS, MOST_POINTS = 5, 500


@dataclass(frozen=True)
class Experiment:
    """One set of settings: everything a run depends on, and nothing else."""

    scenario: str
    n: int
    seed: int
    rate: float
    epochs: int
    start_w: float
    start_b: float
    noise: float | None = None
    true_w: float | None = None
    true_b: float | None = None

    @property
    def dataset(self):
        return SCENARIOS[self.scenario]

    @property
    def data_settings(self):
        """What the points depend on."""
        return self.scenario, self.n, self.true_w, self.true_b, self.noise, self.seed

    @property
    def run_id(self):
        """Everything but the rate: runs of one id go on from each other when the rate is moved."""
        return repr(replace(self, rate=0.0))


def defaults(scenario):
    """Where the controls stand before anybody touches them: {key: value}."""
    d = SCENARIOS[scenario]
    values = {"n": d.n_samples, "seed": 42, "rate": d.learning_rate, "epochs": d.epochs, "start_w": 0.0, "start_b": 0.0}
    return values if d.points else values | {"noise": d.noise_scale, "w": d.true_w, "b": d.true_b}


def restore_defaults():
    """A callback: the scenario's own settings."""
    for key, value in defaults(st.session_state.get("scenario", next(iter(SCENARIOS)))).items():
        st.session_state[key] = value


def draw_new_sample():
    """A callback: the next seed, so that the same click twice never gives the same points."""
    first, last = SEEDS
    st.session_state["seed"] = first + (st.session_state.get("seed", 42) + 1 - first) % (last + 1 - first)


def experiment(rate_used=True):
    """The sidebar: the scenario, its data, and how to train. -> Experiment. rate_used: False where rates are set elsewhere."""
    with st.sidebar:
        scenario = scenario_menu()
        dataset, start = SCENARIOS[scenario], defaults(scenario)
        training = training_controls(dataset, start, rate_used)
        points = data_controls(dataset, start)
        return Experiment(scenario=scenario, **points, **training, **start_controls(dataset))


def scenario_menu():
    """Which scenario, and what it is about."""
    scenario = st.selectbox(
        "Scenario",
        list(SCENARIOS),
        format_func=lambda s: SCENARIOS[s].title,
        key="scenario",
        on_change=restore_defaults,
        filter_mode=None,
        **LINKED,
    )
    st.caption(SCENARIOS[scenario].about)
    return scenario


def training_controls(dataset, start, rate_used=True):
    rate = st.select_slider(
        "Learning rate",
        learning_rates(dataset),
        start["rate"],
        format_func=rate_text,
        key="rate",
        disabled=not rate_used,
        help="How far one step goes downhill, as a part of the slope. Move it while a run plays: it goes on.",
        **LINKED,
    )
    epochs = st.select_slider(
        "Epochs",
        EPOCHS,
        start["epochs"],
        key="epochs",
        help="How many steps a run takes. One epoch looks at all points once.",
        **LINKED,
    )
    return {"rate": rate, "epochs": epochs}


def data_controls(dataset, start):
    """Noise, true line, number of points and seed; real data has no true line to set."""
    values = {}
    if not dataset.points:
        values["noise"] = ranged(
            "Noise",
            dataset.noise_range,
            start["noise"],
            "noise",
            unit=dataset.y_unit,
            help="How far a typical point lies off the true line.",
        )
        values["true_w"] = ranged("True w (slope)", dataset.w_range, start["w"], "w", unit=slope_unit(dataset))
        values["true_b"] = ranged("True b (intercept)", dataset.b_range, start["b"], "b", unit=dataset.y_unit)
    most = dataset.n_samples if dataset.points else MOST_POINTS
    values["n"] = st.slider("Points", FEWEST_POINTS, most, start["n"], key="n", **LINKED)
    values["seed"] = seed_slider()
    new, reset = st.columns(2)
    everything = bool(dataset.points) and values["n"] == most
    new.button(
        "New sample",
        on_click=draw_new_sample,
        width="stretch",
        disabled=everything,
        help="These are all the points there are: choose fewer to draw from them." if everything else None,
    )
    reset.button(
        "Reset", on_click=restore_defaults, width="stretch", help="All settings of this scenario as they were."
    )
    return values


def seed_slider():
    return st.slider(
        "Seed",
        *SEEDS,
        42,
        key="seed",
        **LINKED,
        help="The same seed draws the same points. 42 is the tutorial's.",
    )


def start_controls(dataset):
    """Where descent begins."""
    with st.expander("More"):
        w = ranged("Starting w", dataset.w_range, 0.0, "start_w", unit=slope_unit(dataset))
        b = ranged("Starting b", dataset.b_range, 0.0, "start_b", unit=dataset.y_unit)
    return {"start_w": w, "start_b": b}


def predicts_first():
    """Whether pages ask for a prediction before they train."""
    with st.sidebar:
        return st.toggle(
            "Predict first",
            True,
            key="predict",
            **LINKED,
            help="A question before Train; your answer is shown beside what happened.",
        )


def ranged(label, limits, value, key, unit="", help=None):
    low, high, step = limits
    return st.slider(
        f"{label}, {unit}" if unit else label,
        low,
        high,
        value,
        step,
        key=key,
        help=help,
        format=slider_format(step),
        **LINKED,
    )


def slider_format(step):
    return "%,.0f" if step >= 1 else "%.1f" if step >= 0.1 else "%.2f"


def slope_unit(dataset):
    """The unit of w: '$ per sq ft'."""
    return f"{dataset.y_unit} per {dataset.x_unit}" if dataset.x_unit else ""



def nearest(value, limits):
    """The value of a slider (low, high, step) nearest to this one."""
    low, high, step = limits
    return float(round(min(high, max(low, low + round((float(value) - low) / step) * step)), 10))



# ---- the rates of a run, as the player reports them


def rate_history(experiment):
    """[(epoch, rate), …] of this run: one entry, unless the rate was moved while it played."""
    kept = st.session_state.get("history", {})
    of_this_run = kept.get("run") == experiment.run_id and kept["rates"][-1][0] < experiment.epochs
    if of_this_run and kept["rates"][-1][1] == experiment.rate:
        return kept["rates"]
    return [(0, experiment.rate)]


def keep_history(report):
    """A callback's work: remember the rates that the player says this run has had. What makes no sense is dropped."""
    try:
        rates = [(int(epoch), float(rate)) for epoch, rate in report["history"]]
        run = str(report["run"])
    except (TypeError, ValueError, KeyError, OverflowError):
        return
    epochs = [epoch for epoch, _ in rates]
    sound = rates and epochs[0] == 0 and len(rates) <= 60 and all(0 <= rate < 1e3 for _, rate in rates)
    if sound and all(a < b <= EPOCHS[-1] for a, b in zip(epochs, epochs[1:], strict=False)):
        st.session_state["history"] = {"run": run, "rates": rates}
