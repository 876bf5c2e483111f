"""Linear Regression Lab: `streamlit run app.py`. Routes only, one line a lesson; a page reads top to bottom like a lesson."""

import streamlit as st

from pages.ui.about import ABOUT
from pages.ui.controls import visited
from pages.ui.kept import TURN

# The icon until a page sets its own: without one Streamlit asks another host for the icon in the menu.
st.set_page_config(page_icon="pages/ui/icon.svg", layout="wide", menu_items={"About": ABOUT})


def lesson(file, title, icon, **more):
    """A line of the menu; a lesson opened in this visit carries a mark."""
    mark = " ✓" if file in visited() else ""
    return st.Page(f"pages/{file}.py", title=title + mark, icon=f":material/{icon}:", **more)


pages = {
    "": [
        lesson("train", "1 Train", "play_arrow", url_path="start", default=True),
        st.Page(
            "pages/train.py", title="1 Train", visibility="hidden"
        ),  # the default page lives at /, this one at /train
    ],
    "Understand": [
        lesson("one_step", "2 One step by hand", "footprint"),
        lesson("loss_surface", "3 The loss surface", "landscape"),
        lesson("learning_rate", "4 The learning rate", "speed"),
        lesson("feature_scaling", "5 Feature scaling", "straighten"),
    ],
    "Go further": [
        lesson("optimizers", "6 Batches and optimizers", "sprint"),
        lesson("ridge", "7 Ridge", "compress"),
        lesson("many_features", "8 Many features", "view_column"),
        lesson("scikit_learn", "9 Against scikit-learn", "balance"),
        lesson("beyond", "10 To neural networks", "hub"),
        lesson("learned", "11 What you learned", "flag"),
        lesson("challenges", "12 Challenges", "trophy"),
    ],
}
with TURN:  # of fifty visitors who move a slider at once
    st.navigation(pages, position="top").run()
