"""The shell: what Streamlit lacks around a page, the same for all of them. shell.js says what it does, shell.css how it looks.

A component without markup of its own. Streamlit keeps a component's module by its text, so its listeners are installed
once in a document, whatever page is open and however often its script runs.
"""

from pathlib import Path

import streamlit as st

from pages.ui import palette

HERE = Path(__file__).parent

_component = st.components.v2.component(
    "linear_regression_lab_shell",
    js="\n".join(path.read_text("utf-8") for path in (HERE.parent / "player" / "address.js", HERE / "shell.js")),
    css=palette.style() + (HERE / "shell.css").read_text("utf-8"),
    isolate_styles=False,  # it is about the whole document
)


def shell(title, description, lesson=""):
    """Around a page: its title and description are also those of a shared link. lesson: what the address keeps of one."""
    _component(key="lrl-shell", data={"title": title, "description": description, "lesson": lesson})
