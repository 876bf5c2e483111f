"""What a teacher ticks."""

import streamlit as st

from pages.lessons.teach import words
from pages.ui.challenges.catalogue import CHALLENGES
from pages.ui.menu import LESSONS, ROWS
from pages.ui.own.data import OWN
from pages.ui.teaching.lesson import Lesson, start_from

FIRST = {"page-train", "page-one_step"}  # ticked before anybody has touched them


def ticked(experiment):
    """Pages, challenges, locks, answers; and the sidebar as the start. -> Lesson"""
    st.header("Pages", anchor=False)
    pages = ticks("page", {file: ROWS[file].title for file in LESSONS})
    st.header("Challenges", anchor=False)
    challenges = ticks("challenge", {slug: challenge.title for slug, challenge in CHALLENGES.items()})
    st.header("Locked", anchor=False)
    st.caption(words.LOCKED)
    locked = ticks("lock", words.LOCKS)
    st.header("Answers", anchor=False)
    st.caption(words.ANSWERS)
    answers = tick("answers", "Show answers", True)
    return Lesson(pages, challenges, locked, answers, () if experiment.scenario in OWN else start_from(experiment))


def ticks(kind, labels):
    """Two columns of boxes. labels: {name: label} -> the ticked names, in their order"""
    names = list(labels)
    half = -(-len(names) // 2)
    on = set()
    for column, part in zip(st.columns(2), (names[:half], names[half:]), strict=True):
        with column:
            on |= {name for name in part if tick(f"{kind}-{name}", labels[name], f"{kind}-{name}" in FIRST)}
    return tuple(name for name in names if name in on)


def tick(key, label, value):
    return st.checkbox(label, value, key=f"teach-{key}", persist_state="session")
