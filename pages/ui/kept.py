"""What is worked out once and kept: for all visitors, or, from a learner's own data, for this visit alone."""

from functools import wraps
from threading import Lock

import streamlit as st

from pages.ui.own.data import OwnColumns, OwnData, own_in

# Heavy work in turns: two threads of small NumPy calls take the interpreter from each other, and both lose.
# Nothing that is kept may be asked for inside: it may be waiting for this lock.
WORK = Lock()
OF_A_VISIT = 6  # results of one function: own data may be large


def kept(max_entries, show_spinner=False):
    """A decorator. Own data, and what came of it, is gone when its visitor is."""

    def decorate(make):
        options = {
            "show_spinner": show_spinner,
            "hash_funcs": dict.fromkeys((OwnData, OwnColumns), lambda own: own.digest),
        }
        for_all = st.cache_resource(make, max_entries=max_entries, **options)
        for_one = st.cache_resource(make, max_entries=OF_A_VISIT, scope="session", **options)

        @wraps(make)
        def made(*args, **kwargs):
            private = any(own_in(value) for value in (*args, *kwargs.values()))
            return (for_one if private else for_all)(*args, **kwargs)

        made.clear = for_all.clear
        return made

    return decorate
