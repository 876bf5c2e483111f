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
        start()
    return st.session_state["lesson"]


def now():
    """-> Lesson, or None where everything is shown"""
    return visit()[1]


def in_link():
    """As the address holds it; "" for none."""
    return visit()[0] if now() else ""


def start():
    """Its settings, at the beginning of a visit. What else the link says wins, so that a reload keeps what was set."""
    lesson = st.session_state["lesson"][1]
    for key, value in lesson.start if lesson else ():
        if key not in st.query_params:
            st.session_state[key] = value


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
    for key, value in lesson.held.items() if lesson else ():
        if st.session_state.get(key) != value:
            st.session_state[key] = value


def locked(key):
    """Whether the widget of this key may not be moved here."""
    return key in st.session_state.get("locked", ())


def linked(key, help=None):
    """Of that widget: the address holds it, unless a lesson does. -> {argument: value}"""
    return {"disabled": True, "help": LOCKED} if locked(key) else {"help": help, "bind": "query-params"}


def usual(slug):
    """What an open challenge, or a lesson, sets on this scenario, {key: value}: Reset takes it back.

    slug: None on a page with data of its own."""
    given = st.session_state.get("challenge_start") or (dict(now().start) if now() else {})
    return given if given.get("scenario") == slug else {}


def leave():
    """A callback: everything is shown, and free."""
    st.session_state["lesson"] = NONE


def to_the_lesson(file):
    """From a page that is not in the lesson, on to its first one."""
    if not shows(file):
        st.switch_page(ROWS[now().first].path)
