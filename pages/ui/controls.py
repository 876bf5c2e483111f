"""Widgets in, frozen values out. This file owns session state and the URL: every control is kept in the link."""

from dataclasses import dataclass, replace

import numpy as np
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


def residuals(too_many_for_squares=None):
    """How the residuals are drawn: None, "sticks" or "squares"."""
    with st.sidebar:
        kind = st.segmented_control(
            "Residuals",
            ["hidden", "sticks", "squares"],
            default="hidden",
            required=True,
            key="residuals",
            width="stretch",
            **LINKED,
            help="The error of each point: the loss is the mean of the squares' areas.",
        )
        if kind == "squares" and too_many_for_squares:
            st.caption(
                f"More than {too_many_for_squares} squares hide each other, so these are sticks: choose fewer points."
            )
            kind = "sticks"
    return None if kind in (None, "hidden") else kind


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


def step_epoch(last):
    """One step by hand: which step, by a slider and by "Next step". -> the epoch it starts from, 0 … last"""
    if st.session_state.get("step_epoch", 0) > last:
        st.session_state["step_epoch"] = last  # the run has become shorter
    slider, button = st.columns([2, 1], vertical_alignment="bottom")
    epoch = slider.slider(
        "The step that starts at epoch",
        0,
        last,
        key="step_epoch",
        help="Drag it, or focus it and use the arrow keys.",
        **LINKED,
    )
    button.button(
        "Next step",
        on_click=next_step,
        args=(last,),
        disabled=epoch >= last,
        icon=":material/skip_next:",
        key="step_next",
        width="stretch",
    )
    return epoch


def next_step(last):
    """A callback: one epoch on."""
    st.session_state["step_epoch"] = min(last, st.session_state.get("step_epoch", 0) + 1)


def nudge():
    """One step by hand: h of the slope check, as a part of the parameter's size."""
    return st.select_slider(
        "The nudge h, as a part of the parameter's size",
        [float(f"1e-{k}") for k in range(11)],
        1e-3,
        format_func=rate_text,
        key="step_h",
        **LINKED,
    )


def blank(label, name, step_id):
    """One step by hand: an empty box for an answer to this very step. -> what was typed"""
    return st.text_input(label, key=f"step_{name}_{step_id}", persist_state="session", autocomplete="off")


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


# ---- feature scaling: two sides of one experiment

SCALED = "thousands", "min-max", "standardised"
SAME_SHARE, SAME_RATE = "same share", "same rate"


def choose_scenario(scenario):
    """A callback: another scenario, with its own settings."""
    st.session_state["scenario"] = scenario
    restore_defaults()


def land_in_one_step():
    """A callback: standardised, at half of the limit."""
    for key, value in {"fs_scaled": "standardised", "fs_rates": SAME_SHARE, "fs_share": 50}.items():
        st.session_state[key] = value


def two_sides():
    """How the second side writes x, and the rate of each side. -> (scaling, share of the limit or None: the sidebar's rate)"""
    how, mode, share, preset = st.columns([3.7, 2.7, 2.6, 2.2], vertical_alignment="bottom")
    scaled = how.segmented_control(
        "Scale x", SCALED, default="standardised", required=True, key="fs_scaled", width="stretch", **LINKED
    )
    rates = mode.segmented_control(
        "Both train at the",
        (SAME_SHARE, SAME_RATE),
        default=SAME_SHARE,
        required=True,
        key="fs_rates",
        width="stretch",
        help="The same share: each side's rate is that part of its own limit 2/λmax. The same rate: the sidebar's, on both.",
        **LINKED,
    )
    percent = share.slider(
        "Share of the limit",
        5,
        110,
        25,
        5,
        key="fs_share",
        format="%d %%",
        disabled=rates == SAME_RATE,
        help="From 100 % on, every step overshoots by more than it corrects.",
        **LINKED,
    )
    preset.button(
        "Land in one step",
        icon=":material/bolt:",
        on_click=land_in_one_step,
        width="stretch",
        help="Standardised, at half of the limit: a rate of 0.5.",
    )
    return scaled or "standardised", None if rates == SAME_RATE else percent / 100  # an empty link gives None


def value_of_x(dataset, scenario):
    """A value of x to predict for, among those that the scenario usually draws."""
    usual = dataset.sample(random_state=42)[0]
    size = 10.0 ** np.floor(np.log10(np.ptp(usual)))
    low, high = float(np.floor(usual.min() / size) * size), float(np.ceil(usual.max() / size) * size)
    unit = f", {dataset.x_unit}" if dataset.x_unit else ""
    return st.slider(
        f"A new {dataset.x_name}{unit}".replace("new x", "new value of x"),
        low,
        high,
        low + 0.75 * (high - low),
        size / 100,
        key=f"fs_x_{scenario}",
        format=slider_format(size / 100),
        **LINKED,
    )


# ---- the loss surface: how it is seen, and where descent starts

VIEWS, STARTS = ("map", "3-D"), ("one start", "drop ten")
VALLEY_STARTS = 0.0, 5.0, 0.05
VALLEY_RATES = 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0


def surface_view():
    """How the surface is drawn, and from how many starts. -> "map" or "3-D", 1 or 10"""
    view = st.segmented_control("View", VIEWS, default=VIEWS[0], required=True, key="surface_view", **LINKED)
    starts = st.segmented_control("Starts", STARTS, default=STARTS[0], required=True, key="surface_starts", **LINKED)
    return view, 10 if starts == STARTS[1] else 1


def place_start(click):
    """A callback: descent starts where the map was clicked, as near as the sliders allow."""
    dataset = SCENARIOS[st.session_state.get("scenario", next(iter(SCENARIOS)))]
    try:
        w, b = nearest(click["x"], dataset.w_range), nearest(click["y"], dataset.b_range)
    except (TypeError, ValueError, KeyError, OverflowError):
        return
    st.session_state["start_w"], st.session_state["start_b"] = w, b
    st.session_state["surface_starts"] = STARTS[0]


def valley():
    """The curve with several valleys: where descent starts, and its rate. -> start, rate"""
    start, rate = st.columns(2)
    low, high, step = VALLEY_STARTS
    return (
        start.slider("Starting θ", low, high, 3.8, step, key="surface_theta", format="%.2f", **LINKED),
        rate.select_slider(
            "Learning rate of this curve", VALLEY_RATES, 0.05, format_func=rate_text, key="surface_theta_rate", **LINKED
        ),
    )


def place_valley_start(click):
    """A callback: the same for the curve."""
    try:
        st.session_state["surface_theta"] = nearest(click["x"], VALLEY_STARTS)
    except (TypeError, ValueError, KeyError, OverflowError):
        return


def nearest(value, limits):
    """The value of a slider (low, high, step) nearest to this one."""
    low, high, step = limits
    return float(round(min(high, max(low, low + round((float(value) - low) / step) * step)), 10))


# ---- to neural networks

BENT_DATA = {"wave": "A wave", "bend": "A bend", "step": "A step", "scenario": "The scenario's points"}
NETWORK_STARTS = 8


@dataclass(frozen=True)
class NetworkSettings:
    """What a network learns from, its shape, and how it trains. Trained from several starts; `start` is the one shown."""

    data: str  # a shape of the core, or "scenario"
    data_settings: tuple  # (noise, seed) of a shape; of a scenario what its points depend on
    units: int
    activation: str
    rate: float
    epochs: int
    start: int


def network():
    """The network's shape above the player, its data and rate in the sidebar. -> NetworkSettings"""
    units, bend, start = st.columns([3, 2, 3], vertical_alignment="bottom")
    shape = {
        "units": units.slider(
            "Hidden units", 0, 16, 3, key="net_units", help="0 is the straight line of the Train page.", **LINKED
        ),
        "activation": bend.segmented_control(
            "Each unit bends like",
            ["tanh", "relu"],
            default="tanh",
            format_func={"tanh": "tanh", "relu": "ReLU"}.get,
            required=True,
            key="net_bend",
            width="stretch",
            help="tanh is a smooth S, ReLU a straight line with a kink: 0 on one side.",
            **LINKED,
        )
        or "tanh",  # an empty parameter gives None
        "start": start.slider(
            "Start",
            1,
            NETWORK_STARTS,
            2,
            key="net_start",
            help="Each start draws other first numbers for the same network. All are trained; this one you watch.",
            **LINKED,
        ),
    }
    with st.sidebar:
        return NetworkSettings(**network_data(), **shape, **network_training())


def network_data():
    data = st.selectbox(
        "Data", list(BENT_DATA), format_func=BENT_DATA.get, key="net_data", filter_mode=None, **LINKED
    )
    if data == "scenario":
        scenario = scenario_menu()
        points = Experiment(scenario, rate=0, epochs=0, start_w=0, start_b=0, **points_of(scenario))
        return {"data": data, "data_settings": points.data_settings}
    noise = ranged("Noise", (0.0, 0.5, 0.05), 0.1, "net_noise", help="How far a typical point lies off the true curve.")
    return {"data": data, "data_settings": (noise, seed_slider())}


def points_of(scenario):
    return data_controls(SCENARIOS[scenario], defaults(scenario))


def network_training():
    rate = st.select_slider(
        "Learning rate, on standardised data",
        [float(f"{m}e{k}") for k in (-3, -2, -1) for m in (1, 2, 5)] + [1.0],
        0.05,
        format_func=rate_text,
        key="net_rate",
        help="x and y are standardised before training, and the network is carried back to their units.",
        **LINKED,
    )
    epochs = st.select_slider("Epochs", [100, 200, 500, 1000, 2000, 5000], 2000, key="net_epochs", **LINKED)
    return {"rate": rate, "epochs": epochs}


# ---- the learning rate: who races, and how often the sample was redrawn


def racers(runs, usual):
    """Which runs race, in the order of `runs`; nobody chosen: all."""
    chosen = st.pills("Who races", runs, selection_mode="multi", default=usual, key="lr_race", wrap=True, **LINKED)
    return tuple(run for run in runs if run in chosen) or tuple(runs)


def redraws(label, **more):
    """How often this button has been pressed."""
    st.button(label, key="lr_redraw", on_click=count_redraw, **more)
    return st.session_state.get("lr_redraws", 0)


def count_redraw():
    """A callback: once more."""
    st.session_state["lr_redraws"] = st.session_state.get("lr_redraws", 0) + 1


# ---- batches and optimizers: who races, how it is counted, and long work

OWN_RACE = "my own"
BY_ROWS, BY_EPOCHS = "rows looked at", "epochs"


def race_kind(ready):
    """Which race: a ready one, or the learner's own."""
    kinds = [*ready, OWN_RACE]
    kind = st.segmented_control(
        "The race", kinds, default=ready[0], required=True, key="opt_race", width="stretch", **LINKED
    )
    return kind or ready[0]  # an empty link gives None


def race_axis():
    """Whether the race is counted in rows, which looks inside epochs, or in epochs. -> True for rows"""
    axis = st.segmented_control(
        "Counted in",
        [BY_ROWS, BY_EPOCHS],
        default=BY_ROWS,
        required=True,
        key="opt_axis",
        width="stretch",
        help="Rows looked at are gradients of single rows: the work. An epoch is n of them, for every runner.",
        **LINKED,
    )
    return axis != BY_EPOCHS


def make_own(runners):
    """A callback: the ready race's runners, to be changed at will."""
    values = {"opt_race": OWN_RACE, "opt_runs": len(runners)}
    for i, runner in enumerate(runners, start=1):
        values |= {f"opt_rule{i}": runner.rule, f"opt_size{i}": runner.size, f"opt_rate{i}": runner.rate}
        values[f"opt_cool{i}"] = runner.cooling
    for key, value in values.items():
        st.session_state[key] = value


def own_race_button(runners):
    st.button(
        "Change these runners",
        icon=":material/tune:",
        on_click=make_own,
        args=(runners,),
        key="opt_own",
        width="stretch",
    )


def own_race(usual, keys, rules, sizes, size_text, rates):
    """A row of controls for each runner; usual: six to begin with, keys: their lines. -> [(rule, size, rate, cooling)]"""
    count = st.slider("Runners", 1, len(usual), 4, key="opt_runs", **LINKED)
    return [own_runner(i + 1, usual[i], keys[i], rules, sizes, size_text, rates) for i in range(count)]


def own_runner(i, usual, key, rules, sizes, size_text, rates):
    line, rule, size, rate, cool = st.columns([0.4, 2, 1.5, 1.5, 1.5], vertical_alignment="center")
    label = {"label_visibility": "visible" if i == 1 else "collapsed", "filter_mode": None, **LINKED}
    line.html(key)
    return (
        rule.selectbox(
            "Rule" if i == 1 else f"Rule {i}",
            list(rules),
            list(rules).index(usual.rule),
            format_func=rules.get,
            key=f"opt_rule{i}",
            **label,
        ),
        size.selectbox(
            "Rows in a batch" if i == 1 else f"Rows in a batch {i}",
            sizes,
            sizes.index(usual.size),
            format_func=size_text,
            key=f"opt_size{i}",
            **label,
        ),
        rate.selectbox(
            "Rate" if i == 1 else f"Rate {i}",
            rates,
            rates.index(usual.rate),
            format_func=rate_text,
            key=f"opt_rate{i}",
            **label,
        ),
        cool.toggle("cooling", usual.cooling, key=f"opt_cool{i}", **LINKED),
    )


def long_work(rows, rules, sizes, size_text):
    """What to train on many rows. -> (rows, rule, size)"""
    many, rule, size = st.columns(3)
    return (
        many.selectbox("Rows", rows, format_func=lambda n: f"{n:,}", key="opt_work_n", filter_mode=None, **LINKED),
        rule.selectbox("Rule", list(rules), format_func=rules.get, key="opt_work_rule", filter_mode=None, **LINKED),
        size.selectbox(
            "Rows in a batch", sizes, format_func=size_text, key="opt_work_size", filter_mode=None, **LINKED
        ),
    )


def work_button(label, icon, key, job, running):
    """Start, stop or go on with a job: it is kept for this visitor, so that nothing done is lost."""
    st.button(label, icon=icon, key=f"opt_{key}", on_click=keep_job, args=(job, running), type="primary")


def keep_job(job, running):
    """A callback."""
    job.running = running
    st.session_state["opt_job"] = job


def kept_job():
    """The job last started by this visitor, or None."""
    return st.session_state.get("opt_job")


# ---- ridge: powers of x, a penalty, and rows held back

PENALTIES = [0.0] + [float(f"{m}e{k}") for k in range(-8, 1) for m in (1, 2, 5)] + [10.0]
GROWING, TRAINING = "a growing l2", "training"


@dataclass(frozen=True)
class Ridge:
    """Everything that the ridge page depends on."""

    plays: str
    degree: int
    l2: float
    epochs: int
    n: int
    noise: float
    seed: int
    share: int  # of the rows held out, in percent
    split: int

    @property
    def data_settings(self):
        return self.degree, self.n, self.noise, self.seed, self.share, self.split


RIDGE_START = Ridge(GROWING, 12, 1e-3, 2000, 20, 0.3, 42, 30, 42)


def restore_ridge():
    """A callback: the page as it was."""
    for name, value in vars(RIDGE_START).items():
        st.session_state[f"ridge_{name}"] = value


def next_ridge(name):
    """A callback: the next seed of the points ("seed") or of the split ("split")."""
    st.session_state[f"ridge_{name}"] = (st.session_state.get(f"ridge_{name}", 42) + 1) % (SEEDS[1] + 1)


def ridge():
    """The sidebar of the ridge page. -> Ridge"""
    start, values = RIDGE_START, {}
    with st.sidebar:
        values["plays"] = st.segmented_control(
            "What moves",
            (GROWING, TRAINING),
            default=start.plays,
            required=True,
            key="ridge_plays",
            width="stretch",
            help="Either l2 grows from 0 and every step is solved at once, or gradient descent trains at your l2.",
            **LINKED,
        )
        values["degree"] = st.slider(
            "Degree", 1, 12, start.degree, key="ridge_degree", help="The highest power of x.", **LINKED
        )
        values["l2"] = st.select_slider(
            "Your penalty l2",
            PENALTIES,
            start.l2,
            format_func=rate_text,
            key="ridge_l2",
            help="The price of large weights: the loss is MSE + l2 · ‖w‖².",
            **LINKED,
        )
        values["epochs"] = st.select_slider(
            "Epochs",
            [e for e in EPOCHS if e <= 5000],
            start.epochs,
            key="ridge_epochs",
            disabled=values["plays"] != TRAINING,
            **LINKED,
        )
        values["n"] = st.slider("Points", 8, 100, start.n, key="ridge_n", **LINKED)
        values["noise"] = ranged("Noise", (0.0, 1.0, 0.05), start.noise, "ridge_noise")
        values["seed"] = st.slider("Seed of the points", *SEEDS, start.seed, key="ridge_seed", **LINKED)
        values["share"] = st.slider(
            "Held out",
            10,
            50,
            start.share,
            5,
            key="ridge_share",
            format="%d %%",
            help="These points are never trained on: they only check.",
            **LINKED,
        )
        values["split"] = st.slider(
            "Seed of the split",
            *SEEDS,
            start.split,
            key="ridge_split",
            help="Which points are held out. The points themselves stay.",
            **LINKED,
        )
        points, split = st.columns(2)
        points.button("New points", on_click=next_ridge, args=("seed",), width="stretch", key="ridge_new_points")
        split.button("New split", on_click=next_ridge, args=("split",), width="stretch", key="ridge_new_split")
        st.button("Reset", on_click=restore_ridge, width="stretch", key="ridge_reset")
    return Ridge(**values)


# ---- against scikit-learn


def ridge_strength():
    """l2 of the ridge solvers."""
    return st.select_slider(
        "Ridge: l2",
        [0.0] + [float(f"{m}e{k}") for k in range(-3, 6) for m in (1, 3)],
        10.0,
        format_func=rate_text,
        key="sk_l2",
        help="How much a large slope costs: MSE + l2·w². 0 is least squares.",
        **LINKED,
    )


def area_unit(units):
    """In which unit the area of a plot is written."""
    return st.select_slider("The unit of the area", list(units), list(units)[2], key="sk_unit", **LINKED)


def ask_to_measure():
    """A callback: the script that follows measures."""
    st.session_state["sk_asked"] = True


def measured(work, label):
    """A button; what the work gave when it was last pressed in this session, or None."""
    st.button(label, icon=":material/timer:", key="sk_measure", on_click=ask_to_measure)
    if st.session_state.pop("sk_asked", False):
        st.session_state["sk_measured"] = work()
    return st.session_state.get("sk_measured")


# ---- many features: true weights in a table, columns of any size, and the same column twice

MADE_UP, DIABETES = "made up", "diabetes"
MOST_FEATURES = 8
MANY_RATES = [float(f"{m}e{k}") for k in range(-6, 0) for m in (1, 2, 3, 5)] + [1.0]
TRUE_WEIGHTS = (3.0, -2.0, 1.5, 0.0, 4.0, -1.0, 0.5, 2.0)
SPREADS = (1.0, 4.0, 1.0, 2.0, 10.0, 1.0, 1.0, 1.0)
LARGEST_WEIGHT, SMALLEST_SPREAD, LARGEST_SPREAD = 1e3, 0.01, 1e3


@dataclass(frozen=True)
class Many:
    """Everything that the page of many features depends on."""

    data: str
    d: int
    scaled: bool
    collinear: bool  # the last column is the sum of the others
    rate: float
    l2: float
    epochs: int
    n: int
    noise: float
    seed: int
    weights: tuple = ()
    spreads: tuple = ()

    @property
    def data_settings(self):
        return self.data, self.n, self.noise, self.seed, self.weights, self.spreads, self.collinear


MANY_START = Many(MADE_UP, 2, True, False, 0.02, 0.0, 200, 100, 4.0, 42)


def restore_many():
    """A callback: the page as it was."""
    for name, value in vars(MANY_START).items():
        if name not in ("weights", "spreads"):
            st.session_state[f"many_{name}"] = value
    st.session_state.pop("many_rows", None)
    st.session_state["many_table"] = st.session_state.get("many_table", 0) + 1


def next_many():
    """A callback: the next seed."""
    st.session_state["many_seed"] = (st.session_state.get("many_seed", 42) + 1) % (SEEDS[1] + 1)


def many(real_rows):
    """The sidebar of the page of many features; real_rows: how many the diabetes data has, 0 if it is not there. -> Many"""
    start, values = MANY_START, {}
    with st.sidebar:
        values["data"] = st.segmented_control(
            "Data", (MADE_UP, DIABETES), default=MADE_UP, required=True, key="many_data", width="stretch", **LINKED
        )
        real = values["data"] == DIABETES and real_rows
        values["d"] = st.slider("Features", 1, MOST_FEATURES, start.d, key="many_d", disabled=bool(real), **LINKED)
        if not real:
            values["weights"], values["spreads"] = weights_table(values["d"])
        values["scaled"] = st.toggle(
            "Standardise", start.scaled, key="many_scaled", help="Each column: minus its mean, by its spread.", **LINKED
        )
        values["collinear"] = st.toggle(
            "Repeat a column",
            start.collinear,
            key="many_collinear",
            disabled=bool(real) or values["d"] == 1,
            help="The last column becomes the sum of the others, so it says nothing new. Of two, it is a copy.",
            **LINKED,
        )
        values["rate"] = st.select_slider(
            "Learning rate", MANY_RATES, start.rate, format_func=rate_text, key="many_rate", **LINKED
        )
        values["l2"] = st.select_slider(
            "Penalty l2",
            [l2 for l2 in PENALTIES if l2 == 0 or l2 >= 1e-6],
            start.l2,
            format_func=rate_text,
            key="many_l2",
            help="Ridge: adds l2 · ‖w‖² to the loss.",
            **LINKED,
        )
        values["epochs"] = st.select_slider(
            "Epochs", [e for e in EPOCHS if e <= 5000], start.epochs, key="many_epochs", **LINKED
        )
        values["n"] = st.slider("Points", 10, 300, start.n, key="many_n", disabled=bool(real), **LINKED)
        values["noise"] = ranged("Noise", (0.0, 20.0, 0.5), start.noise, "many_noise")
        values["seed"] = st.slider("Seed", *SEEDS, start.seed, key="many_seed", **LINKED)
        new, reset = st.columns(2)
        new.button("New sample", on_click=next_many, width="stretch", key="many_new", disabled=bool(real))
        reset.button("Reset", on_click=restore_many, width="stretch", key="many_reset")
    return Many(**values)


def weights_table(d):
    """The true weight and the spread of each column, to be edited. -> two tuples of d numbers"""
    kept = st.session_state.setdefault("many_rows", [list(row) for row in zip(TRUE_WEIGHTS, SPREADS, strict=True)])
    key = f"many_table_{d}_{st.session_state.get('many_table', 0)}"
    if key not in st.session_state:  # a new table begins with what is kept; its own edits come on top
        st.session_state["many_shown"] = [list(row) for row in kept]
    shown = st.session_state["many_shown"][:d]
    number = st.column_config.NumberColumn
    table = st.data_editor(
        {"column": [f"x{j + 1}" for j in range(d)], "true weight": [w for w, _ in shown], "spread": [s for _, s in shown]},
        column_config={
            "column": st.column_config.TextColumn(disabled=True, width=60),
            "true weight": number(
                "weight",
                width=90,
                min_value=-LARGEST_WEIGHT,
                max_value=LARGEST_WEIGHT,
                required=True,
                step="any",
                help="Double-click a number to change it.",
            ),
            "spread": number(
                width=80,
                min_value=SMALLEST_SPREAD,
                max_value=LARGEST_SPREAD,
                required=True,
                step="any",
                help="The standard deviation that this column is drawn with.",
            ),
        },
        hide_index=True,
        key=key,
    )
    limits = (-LARGEST_WEIGHT, LARGEST_WEIGHT), (SMALLEST_SPREAD, LARGEST_SPREAD)
    weights, spreads = (
        within(table[name], *limit) for name, limit in zip(("true weight", "spread"), limits, strict=True)
    )
    st.session_state["many_rows"] = [list(row) for row in zip(weights, spreads, strict=True)] + kept[d:]
    return weights, spreads


def within(values, low, high):
    """Numbers inside their limits; what is no number becomes 0, or the lowest that is allowed."""
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    return tuple(np.clip(np.nan_to_num(numbers, nan=max(0.0, low)), low, high).tolist())


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
