"""Linear Regression Lab: `streamlit run app.py`. Routes only; each page reads top to bottom like a lesson."""

import streamlit as st

st.set_page_config(page_title="Linear Regression Lab", page_icon="pages/ui/icon.svg", layout="wide")
pages = {
    "": [
        st.Page("pages/train.py", title="Train", icon=":material/play_arrow:", url_path="start", default=True),
        st.Page(
            "pages/train.py", title="Train", visibility="hidden"
        ),  # the default page lives at /, this one at /train
    ],
    "Understand": [
        st.Page("pages/one_step.py", title="One step by hand", icon=":material/footprint:"),
        st.Page("pages/loss_surface.py", title="The loss surface", icon=":material/landscape:"),
        st.Page("pages/learning_rate.py", title="The learning rate", icon=":material/speed:"),
        st.Page("pages/feature_scaling.py", title="Feature scaling", icon=":material/straighten:"),
    ],
    "Go further": [
        st.Page("pages/optimizers.py", title="Batches and optimizers", icon=":material/sprint:"),
        st.Page("pages/ridge.py", title="Ridge", icon=":material/compress:"),
        st.Page("pages/many_features.py", title="Many features", icon=":material/view_column:"),
        st.Page("pages/scikit_learn.py", title="Against scikit-learn", icon=":material/balance:"),
        st.Page("pages/beyond.py", title="To neural networks", icon=":material/hub:"),
    ],
}
st.navigation(pages, position="top").run()
