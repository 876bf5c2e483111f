"""The sidebar of this lesson: all that the line and its points come from in sight, and how the residuals are drawn."""

from secrets import token_hex

import streamlit as st

from pages.lessons.train import by_hand
from pages.lessons.train.words import TOO_MANY, drawn
from pages.ui import controls as shared
from pages.ui import rate_history, runs
from pages.ui.challenges.controls import give_points, open_on, solved
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
    return Experiment(data, start or (level(data) if seconds() else hand(data)), rate, epochs), kind


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
    if seconds():
        return keep_attempt(report)
    try:
        st.session_state["hand"] = st.session_state.get("hand_about"), by_hand.from_report(report)
    except (TypeError, ValueError, KeyError):
        pass


def told_of_hand(experiment, line):
    """What the player needs while this line is fitted by hand. -> {argument: value}"""
    if not line:
        return {}
    sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
    answers = st.session_state.get("hand_told", 0)
    return {"hand": by_hand.told(sample, bowl, line, answers) | contest(), "on_hand": keep_hand}


def hand_in_link(experiment):
    """-> text; "" for a line that nobody has moved"""
    about, _ = st.session_state.get("hand", (None, None))
    moved = fits_by_hand() and not seconds() and about == st.session_state.get("hand_about")
    return by_hand.to_text(experiment.start if moved else None)


# ---- for a challenge


def hidden():
    """What the story leaves out while a challenge is open: "exercise"; until it is solved "rates", where one is the answer."""
    challenge = open_on("train")
    if challenge is None:
        return ()
    return "exercise", *(challenge.hides if challenge.slug not in solved() else ())


# ---- against the clock, for a challenge: descent begins at the level line, and the hand's is what it is compared with


def seconds():
    """How long a hand may draw; 0: no clock runs."""
    challenge = open_on("train")
    return challenge.seconds if challenge and fits_by_hand() else 0


def level(data):
    """Where descent begins; what is drawn now is another attempt if runs have begun anew. -> Line"""
    visit = st.session_state.setdefault("attempts", token_hex(4))  # a browser may see more than one
    st.session_state["attempt"] = f"{visit} {rate_history.resets()} {data.scenario}"
    return by_hand.flat(runs.sample(data))


def drawn_in_time():
    """The line of this attempt. -> Drawn, or None"""
    attempt, line = st.session_state.get("drawn", (None, None))
    return line if seconds() and attempt == st.session_state.get("attempt") else None


def line_by_hand(experiment):
    """-> Line, or None where none is fitted"""
    return (of_now.line if (of_now := drawn_in_time()) else experiment.start) if fits_by_hand() else None


def keep_attempt(report):
    """The first line of the attempt of now counts, and no other; or another attempt begins."""
    attempt = st.session_state.get("attempt")
    if report.get("attempt") != attempt or attempt is None:
        return
    if report.get("again"):
        rate_history.forget_rates()
        rate_history.begin_anew()
    elif drawn_in_time() is None:
        try:
            st.session_state["drawn"] = attempt, by_hand.in_time(report, seconds())
        except (TypeError, ValueError, KeyError):
            pass


def contest():
    """What the player's clock needs: used: the seconds that a line took, once there is one. -> {"contest": …}, or {}"""
    if not seconds():
        return {}
    used = of_now.seconds if (of_now := drawn_in_time()) else None
    return {"contest": {"seconds": seconds(), "attempt": st.session_state["attempt"], "used": used}}


# ---- as it was


def reset():
    """A callback: the scenario's own settings, and the line by hand is level again."""
    st.session_state["hand"] = None, None
    shared.reset()


def reset_points():
    """A callback: the same, for points set by hand; those that a challenge gives are as they were."""
    st.session_state["hand"] = None, None
    if (challenge := open_on("train")) and challenge.points:
        give_points(challenge.scenario, challenge.own)
    points_panel.reset()
