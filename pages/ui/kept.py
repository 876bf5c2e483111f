"""What is worked out once and kept: for all visitors, or, from a learner's own data, for this visit alone."""

from contextlib import contextmanager, nullcontext
from functools import wraps
from threading import RLock

import streamlit as st

from pages.ui.own.data import OwnColumns, OwnData, own_in

# Visitors' scripts run in turn, and so does what is worked out here: threads take the interpreter from each other at each
# small call of NumPy, and all lose. So nobody works out twice what two ask for at once, either.
TURN = RLock()
OF_A_VISIT = 6  # results of one function: own data may be large
MISSING = object()
RESULTS = []  # of every function, {arguments: result}


@contextmanager
def out_of_turn():
    """For work of seconds, inside of a script: the others need not wait for it."""
    TURN.release()
    try:
        yield
    finally:
        TURN.acquire()


def forget():
    """Nothing is kept any more, but for visits."""
    for results in RESULTS:
        results.clear()


def kept(max_entries, show_spinner=""):
    """A decorator, for functions of settings. Own data, and what came of it, is gone when its visitor is.

    Its own dict, and not st.cache_resource: that takes half a millisecond to look at an Experiment, and a page has up to 60.
    """

    def decorate(make):
        results = {}  # the one used last is the last
        RESULTS.append(results)

        def used(key):
            value = results.pop(key, MISSING)
            if value is not MISSING:
                results[key] = value
            return value

        def for_all(*args, **kwargs):
            key = args, tuple(kwargs.items())
            if (value := used(key)) is not MISSING:
                return value
            with st.spinner(show_spinner) if show_spinner else nullcontext(), TURN:
                if (value := used(key)) is MISSING:
                    value = results[key] = make(*args, **kwargs)
                    while len(results) > max_entries:
                        results.pop(next(iter(results)), None)
                return value

        @wraps(make)
        def in_turn(*args, **kwargs):
            with TURN:
                return make(*args, **kwargs)

        for_one = st.cache_resource(
            in_turn,
            max_entries=OF_A_VISIT,
            scope="session",
            show_spinner=show_spinner or False,
            hash_funcs=dict.fromkeys((OwnData, OwnColumns), lambda own: own.digest),
        )

        @wraps(make)
        def made(*args, **kwargs):
            private = any(own_in(value) for value in (*args, *kwargs.values()))
            return (for_one if private else for_all)(*args, **kwargs)

        made.clear = results.clear
        return made

    return decorate
