"""The code that runs, shown beside the page: read from the functions themselves, so it can never be out of date."""

import inspect

import streamlit as st


def show_source(*functions):
    """The source of each function, one block."""
    st.code("\n\n".join(inspect.getsource(function).rstrip() for function in functions), language="python")
