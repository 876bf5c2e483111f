"""Session state and the address: widgets in, frozen values out. What pages share in their sidebars.

Every widget is bound to the address by its key, so a link reopens the same experiment; what makes no sense there falls
back to the default.
"""

from contextlib import contextmanager, nullcontext
from zlib import crc32

import streamlit as st

from pages.ui import rate_history
from pages.ui.classroom.controls import switches
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import rate_text, size_of, slope_unit
from pages.ui.own.controls import ask_for, brought, own_menu
from pages.ui.own.data import OWN
from pages.ui.player.wishes import Wishes
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import FEWEST_POINTS, SCENARIOS, SEEDS
from pages.ui.teaching.controls import first_scenario, first_settings, linked, locked, usual

LINKED = {"bind": "query-params"}
# Parameters of a link that no widget is bound to: the player writes them.
UNBOUND = "rates", "table", "redraws", "points", "hand", "runs", "challenge", "changed"


@contextmanager
def kept_from_link():
    """Around a run of the app: what a link has set stays when the visitor goes to another page at once.

    Streamlit carries a widget's value to the next page only if the page has run twice.
    """
    state = st.session_state
    for key, value in state.get("from_link", {}).items():
        if key not in st.query_params:  # on another page none of them is there, yet
            state[key] = state.get(key, value)
    try:
        yield
    finally:
        bound = st.query_params.keys() - {"lesson", *UNBOUND}
        state["from_link"] = {key: state[key] for key in bound if key in state}


def restore_defaults():
    """A callback: the scenario's own settings."""
    slug = chosen_scenario()
    if slug in SCENARIOS or brought(slug):
        st.session_state.update(named(slug).defaults | usual(slug))


def reset():
    """A callback: the scenario's own settings, and runs at their start."""
    restore_defaults()
    rate_history.forget()
    rate_history.begin_anew()


def draw_new_sample():
    """A callback: the next seed, so that the same click twice never gives the same points."""
    first, last = SEEDS
    st.session_state["seed"] = first + (st.session_state.get("seed", 42) + 1 - first) % (last + 1 - first)


def experiment(rate_used=True):
    """The sidebar: the scenario, how to train, its data. -> Experiment. rate_used: False where rates are set elsewhere."""
    slug = scenario_menu()
    with st.sidebar:
        rate = rate_control(slug) if rate_used else 0.0
        epochs = epochs_control(slug)
        data = data_controls(slug)
        with more():
            start = start_controls(slug)
        return Experiment(data, start, rate, epochs)


def more():
    """The last fold of the sidebar, for what is seldom changed; it ends with the switches of the predictions."""
    fold = st.expander("More")
    above, below = fold.container(), fold.container()
    with below:
        switches()
    return above


def scenario_menu(sets_points=False):
    """In the sidebar: which scenario, and what it is about. -> its key. Own data that is not there yet is asked for, in place
    of all that follows on the page. sets_points: own points are set on this page, so it needs none."""
    with st.sidebar:
        slug = st.selectbox(
            "Scenario",
            menu := [*SCENARIOS, *OWN],
            menu.index(first_scenario(menu[0])),
            format_func=titles().get,
            key="scenario",
            on_change=restore_defaults,
            filter_mode=None,
            **linked("scenario"),
        )
        if slug in SCENARIOS or brought(slug):
            st.caption(named(slug).about)
        if slug in OWN and brought(slug):
            own_menu(slug)
    if slug in OWN and not brought(slug) and not (sets_points and slug == "points"):
        ask_for(slug)
        st.stop()
    return slug


def titles():
    """What the menu calls each scenario."""
    return {slug: scenario.title for slug, scenario in SCENARIOS.items()} | OWN


def named(slug):
    """The scenario of this key, a learner's own too. -> Scenario"""
    return SCENARIOS[slug] if slug in SCENARIOS else brought(slug).names


def defaults(slug):
    """Where the controls stand before anybody touches them, {key: value}: the scenario's own settings, or a lesson's."""
    return named(slug).defaults | first_settings(slug)


def rate_control(slug):
    """-> the learning rate. Not shown, it stays as it was."""
    return st.select_slider(
        "Learning rate",
        learning_rates(named(slug)),
        defaults(slug)["rate"],
        format_func=rate_text,
        key="rate",
        **linked(
            "rate", "How far one step goes downhill, as a part of the slope. Move it while a run plays: it goes on."
        ),
    )


def epochs_control(slug):
    """-> the number of epochs"""
    return st.select_slider(
        "Epochs",
        EPOCHS,
        defaults(slug)["epochs"],
        key="epochs",
        **linked("epochs", "How many steps a run takes. One epoch looks at all points once."),
    )


def data_controls(slug, on_reset=reset):
    """The data behind a fold, and under it the buttons for other data. -> SampleSettings"""
    with nullcontext() if slug in OWN else st.expander("The data"):  # own data has no sliders
        noise, line = line_controls(slug)
        n, seed = point_controls(slug)
    sample_buttons(uses_everything(slug, n), on_reset)
    return SampleSettings(slug, n, seed, noise, line, brought(slug))


def line_controls(slug):
    """-> the noise, and the true line; real data has neither"""
    scenario, start = named(slug), defaults(slug)
    if scenario.points:
        return None, None
    noise = ranged(
        "Noise",
        scenario.noise_range,
        start["noise"],
        "noise",
        unit=scenario.y_unit,
        help="How far a typical point lies off the true line.",
    )
    w = ranged("True w (slope)", scenario.w_range, start["w"], "w", unit=slope_unit(scenario))
    b = ranged("True b (intercept)", scenario.b_range, start["b"], "b", unit=scenario.y_unit)
    return noise, Line(w, b)


def point_controls(slug):
    """-> the number of points, and the seed that draws them"""
    if slug in OWN:
        own = named(slug).defaults
        return own["n"], own["seed"]
    scenario = named(slug)
    n = st.slider("Points", FEWEST_POINTS, scenario.most_points, defaults(slug)["n"], key="n", **linked("n"))
    return n, seed_slider(defaults(slug)["seed"])


def uses_everything(slug, n):
    """Whether these are all the points there are."""
    return slug in OWN or bool(named(slug).points) and n == named(slug).most_points


def seed_slider(value=42):
    return st.slider(
        "Seed",
        *SEEDS,
        value,
        key="seed",
        **linked("seed", "The same seed draws the same points. 42 is the tutorial's."),
    )


def sample_buttons(everything=False, on_reset=reset):
    """Another sample, or the settings as they were. everything: the sample holds every point there is."""
    with side_by_side():
        st.button(
            "New sample",
            on_click=draw_new_sample,
            width="stretch",
            disabled=everything or locked("seed"),
            help="These are all the points there are: choose fewer to draw from them." if everything else None,
        )
        st.button("Reset", on_click=on_reset, width="stretch", help="The settings as they were.")


def refuse(sentence):
    """Where there is something to say against this data the page ends here, with what to do."""
    if sentence:
        st.error(sentence)
        st.stop()


def side_by_side():
    """A row whose parts go below each other where it is too narrow for their words."""
    return st.container(horizontal=True, gap="small", vertical_alignment="bottom")


def start_controls(slug):
    """Where descent begins. -> Line"""
    scenario, start = named(slug), defaults(slug)
    w = ranged("Starting w", scenario.w_range, start["start_w"], "start_w", unit=slope_unit(scenario))
    b = ranged("Starting b", scenario.b_range, start["start_b"], "start_b", unit=scenario.y_unit)
    return Line(w, b)


def wishes(experiment, rate_used=True):
    """What keys change while a player fills the screen. -> Wishes"""
    names, slug = experiment.names, experiment.scenario
    sample = None if uses_everything(slug, experiment.data.n) or locked("seed") else draw_new_sample
    if not rate_used or locked("rate"):
        return Wishes(sample=sample)
    return Wishes("learning rate", "rate", learning_rates(names), defaults(slug)["rate"], sample)


def key_for(name, about):
    """The key of a widget that begins anew for anything else that it is about."""
    return f"{name}_{crc32(repr(about).encode())}"


def lasting(key):
    """Of a question: an answer stays for the visit, but a question that nobody answered is forgotten when it is not asked."""
    return {"key": key, "persist_state": "session" if st.session_state.get(key) else None}


def choice(label, options, key, help=None):
    """One of a few options side by side, the first one until somebody chooses."""
    chosen = st.segmented_control(
        label, options, default=options[0], required=True, key=key, width="stretch", wrap=True, help=help, **LINKED
    )
    return chosen or options[0]  # an empty link gives None


def ranged(label, limits, value, key, unit="", help=None):
    low, high, step = limits
    return st.slider(
        f"{label}, {unit}" if unit else label,
        low,
        high,
        value,
        step,
        key=key,
        **linked(key, help),
        format=slider_format(step),
    )


def slider_format(step):
    return "%,.0f" if step >= 1 else f"%.{-size_of(step)}f"


def choose_scenario(slug):
    """A callback: another scenario, with its own settings."""
    st.session_state["scenario"] = slug
    restore_defaults()


def visited():
    """The pages opened in this visit, by their files' names."""
    return st.session_state.setdefault("visited", set())


def chosen_scenario():
    """The key of the scenario that the menu shows."""
    return st.session_state.get("scenario", first_scenario(next(iter(SCENARIOS))))
