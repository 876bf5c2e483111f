"""The code that runs, shown beside the page: read from the functions themselves, so it can never be out of date."""

import inspect

import streamlit as st


def show_source(title, *functions):
    """An expander with the source of each function. Filled when opened: the highlighter is a large download."""
    with (opened := st.expander(title, icon=":material/code:", on_change="rerun")):
        if opened.open:
            st.code("\n\n".join(inspect.getsource(function).rstrip() for function in functions), language="python")
