"""What only Python can write, offered behind the player's Save: the script, the notebook, the worksheet and the two tables.

A download button of Streamlit builds its file when it is pressed, without a run of the page. They stand unseen on the
page, and save.js presses them. Source: https://docs.streamlit.io/develop/api-reference/widgets/st.download_button (data).
"""

from functools import partial
from pathlib import Path

import plotly
import streamlit as st
import streamlit.components.v1

from pages.ui.kept import TURN
from pages.ui.take_home import notebook, script, tables, worksheet

KINDS = {  # what save.js calls it: (how it is made of a recipe, the end of its name, its type)
    "script": (script.text, ".py", "text/x-python"),
    "notebook": (notebook.text, ".ipynb", "application/x-ipynb+json"),
    "worksheet": (worksheet.text, "-worksheet.html", "text/html"),
    "run": (tables.run, "-run.csv", "text/csv"),
    "data": (tables.data, "-data.csv", "text/csv"),
}
# The source of Plotly, which a saved page holds: Streamlit serves the folder of a component as it is.
PLOTLY = st.components.v1.declare_component("plotly_source", path=Path(plotly.__file__).parent / "package_data")


def in_turn(make, recipe):
    """Make a file, one at a time: it may have to train long runs."""
    with TURN:
        return make(recipe)


def kinds_of(recipe):
    """Of a page without a run there are only its points; a worksheet wants the plainest of runs."""
    offered = {"data": True, "worksheet": worksheet.fits(recipe)}
    return [kind for kind in KINDS if offered.get(kind, bool(recipe.descents))]


def told(recipe):
    """What the player tells save.js of them."""
    return {"name": recipe.file_name, "kinds": kinds_of(recipe), "settings": recipe.settings}


def offer(recipe):
    """Buttons that nobody sees."""
    with st.container(key="lrl-save"):
        for kind in kinds_of(recipe):
            make, ending, mime = KINDS[kind]
            st.download_button(
                kind,
                partial(in_turn, make, recipe),
                recipe.file_name + ending,
                mime,
                key=f"lrl-save-{kind}",
                on_click="ignore",
            )
