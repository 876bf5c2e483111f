"""The sidebar of this lesson: all that the line and its points come from in sight, and how the residuals are drawn."""

import streamlit as st

from pages.lessons.train import by_hand
from pages.lessons.train.words import TOO_MANY, drawn
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.experiment import Experiment, SampleSettings
from pages.ui.own import points_panel
from pages.ui.own.controls import brought, editing


def settings():
    """-> Experiment, None while own points have no line; how the residuals are to be drawn: None, "sticks" or "squares";
    the points that the table of own points says"""
    slug = shared.scenario_menu(sets_points=True)
    with st.sidebar:
        of_points = st.container()
        experiment, kind = train_controls(slug) if slug != points_panel.SLUG or brought(slug) else (None, None)
        with of_points:
            points_panel.switch(slug, experiment)
            if experiment:
                hand_switch()
            wanted = points_panel.table()
    return experiment and points_panel.shown(experiment), kind, wanted


def train_controls(slug):
    """-> Experiment, how the residuals are to be drawn"""
    own = slug == points_panel.SLUG
    rate, epochs = shared.rate_control(slug), shared.epochs_control(slug)
    of_residuals = st.container()
    of_line, buttons = st.container(), st.container()
    with shared.more():
        hidden, below = st.container(), st.container()
        with below:
            n, seed = shared.point_controls(slug)
            start = None if fits_by_hand() else shared.start_controls(slug)
    with of_line if start else hidden:  # the true line is no help for a hand
        noise, line = shared.line_controls(slug)
    data = SampleSettings(slug, n, seed, noise, line, brought(slug))
    with buttons:
        shared.sample_buttons(shared.uses_everything(slug, n), reset_points if own else reset)
    with of_residuals:
        kind = residuals(n)
    return Experiment(data, start or hand(data), rate, epochs), kind


def residuals(n):
    """How the residuals of n points are to be drawn: None, "sticks" or "squares"."""
    kind = shared.choice(
        "Residuals",
        ("hidden", "sticks", "squares"),
        "residuals",
        "The error of each point: the loss is the mean of the squares' areas.",
    )
    chosen = None if kind == "hidden" else kind
    if drawn(chosen, n) != chosen:
        st.caption(TOO_MANY)
    return chosen


# ---- a line fitted by hand


def hand_switch():
    st.toggle(
        "Fit by hand",
        key="by_hand",
        disabled=editing(),
        help="Fit the line yourself, with two handles. Nothing tells the answer. Then train from there, and compare.",
        **shared.LINKED,
    )


def fits_by_hand():
    """Whether the start of the run is a line fitted by hand: while points are set by hand it is not."""
    return bool(st.session_state.get("by_hand", st.query_params.get("by_hand") == "true")) and not editing()


def fit_by_hand():
    """A callback: the switch, from the page."""
    st.session_state.update(by_hand=True, edit_points=False)


def hand(data):
    """The line fitted by hand to this data; a level one before anybody has moved it. -> Line"""
    if "hand" not in st.session_state:
        st.session_state["hand"] = linked(data)
    about, line = st.session_state["hand"]
    st.session_state["hand_about"] = data.own or data.scenario
    return line if about == st.session_state["hand_about"] else by_hand.flat(runs.sample(data))


def linked(data):
    """What the link that opened this visit says of it. -> what it was fitted to, Line"""
    try:
        return data.own or data.scenario, by_hand.from_text(st.query_params.get("hand", ""))
    except ValueError:
        return None, None


def keep_hand(report):
    """Of the player: the line of now. One that makes no sense is dropped, and the player takes the old one back."""
    if not isinstance(report, dict) or type(report.get("told")) is not int:
        return
    st.session_state["hand_told"] = report["told"]
    try:
        st.session_state["hand"] = st.session_state.get("hand_about"), by_hand.from_report(report)
    except (TypeError, ValueError, KeyError):
        pass


def told_of_hand(experiment):
    """What the player needs while a line is fitted by hand, and what its link must carry. -> {argument: value}"""
    if not fits_by_hand():
        return {}
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    answers = st.session_state.get("hand_told", 0)
    return {"hand": by_hand.told(sample, bowl, experiment.start, answers), "on_hand": keep_hand}


def hand_in_link(experiment):
    """-> text; "" for a line that nobody has moved"""
    about, _ = st.session_state.get("hand", (None, None))
    moved = fits_by_hand() and about == st.session_state.get("hand_about")
    return by_hand.to_text(experiment.start if moved else None)


def reset():
    """A callback: the scenario's own settings, and the line by hand is level again."""
    st.session_state["hand"] = None, None
    shared.reset()


def reset_points():
    """A callback: the same, for points set by hand."""
    st.session_state["hand"] = None, None
    points_panel.reset()
