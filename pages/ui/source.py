"""The core's own code beside the page: read from the functions themselves, so it can never be out of date."""

import inspect

import streamlit as st

EQUAL_BUT_FASTER = (
    "The step, to read. For speed the app runs an equal one, from `linreg_core/fast`; a test holds the two equal "
    "to 1e-12."
)


def show_source(title, *functions, note=""):
    """An expander with the source of each function. Filled when opened: the highlighter is a large download."""
    with (opened := st.expander(title, icon=":material/code:", on_change="rerun")):
        if opened.open:
            if note:
                st.caption(note)
            st.code("\n\n".join(inspect.getsource(function).rstrip() for function in functions), language="python")
