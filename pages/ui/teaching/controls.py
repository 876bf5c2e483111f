"""The teacher's lesson of this visit: what it shows, and what it holds as it is. The link that opened the visit names it."""

import streamlit as st

from pages.ui.menu import ROWS
from pages.ui.teaching import lesson as of

NONE = "", None, ""
LOCKED = "Your teacher has set this for the lesson."


def visit():
    """-> the text of the link, Lesson or None, a sentence if the text is damaged"""
    if "lesson" not in st.session_state:
        text = st.query_params.get("lesson", "")
        st.session_state["lesson"] = (text, *of.from_text(text)) if text else NONE
    return st.session_state["lesson"]


def now():
    """-> Lesson, or None where everything is shown"""
    return visit()[1]


def in_link():
    """As the address holds it; "" for none."""
    return visit()[0] if now() else ""


def damaged():
    """What the page says of a link that is damaged; "" if all is well."""
    return visit()[2]


def shows(file):
    """Whether the menu shows this page."""
    return now() is None or file in now().shown


def lists(slug):
    """Whether the page of challenges shows this one."""
    return now() is None or slug in now().challenges


def answers():
    """Whether the app tells what is right, and why."""
    return now() is None or now().answers


def hold(free=False):
    """At the beginning of a page: what is locked stands where the lesson says. free: nothing is; a challenge sets its own."""
    lesson = None if free else now()
    st.session_state["locked"] = lesson.locked_keys if lesson else ()
    for key, value in lesson.held(st.session_state.get("scenario")).items() if lesson else ():
        if st.session_state.get(key, value) != value:
            st.session_state[key] = value


def locked(key):
    """Whether the widget of this key may not be moved here."""
    return key in st.session_state.get("locked", ())


def linked(key, help=None):
    """Of that widget: the address holds it, unless a lesson does. -> {argument: value}"""
    return {"disabled": True, "help": LOCKED} if locked(key) else {"help": help, "bind": "query-params"}


def first_scenario(otherwise):
    """Where the menu of scenarios stands before anybody touches it."""
    return dict(now().start).get("scenario", otherwise) if now() else otherwise


def first_settings(slug):
    """Where a lesson's widgets stand on this scenario before anybody touches them, {key: value}: their defaults, so that what
    the address does not hold is the lesson's, after a reload too."""
    return now().settings_on(slug) if now() else {}


def usual(slug):
    """What an open challenge, or a lesson, sets on this scenario, {key: value}: Reset takes it back.

    slug: None on a page with data of its own."""
    given = st.session_state.get("challenge_start")
    if not given:
        return first_settings(slug)
    return given if given.get("scenario") == slug else {}


def leave():
    """A callback: everything is shown, and free. Settings stay: they are no defaults any more."""
    state = st.session_state
    state.update({key: state[key] for key, _ in now().start if key in state} if now() else {})
    state["lesson"] = NONE


def to_the_lesson(file):
    """From a page that is not in the lesson, on to its first one."""
    if not shows(file):
        st.switch_page(ROWS[now().first].path)
