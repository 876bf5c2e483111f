"""Several columns of a learner's own file: which are x, and which is y. Before there is a file, the panel that asks for one."""

import streamlit as st

from pages.ui.controls import refuse
from pages.ui.own import table
from pages.ui.own.data import OwnColumns, as_name, as_text
from pages.ui.own.file_panel import NEEDS, choose_table
from pages.ui.own.names import BadTable


def chosen_columns(most):
    """In the sidebar, up to `most` x. -> OwnColumns; until there is a table that can be used, the page ends here"""
    if not st.session_state.get("own_table"):
        st.markdown(NEEDS)
        choose_table()
        st.stop()
    read = st.session_state["own_table"]
    names = list(read.columns)
    with st.sidebar:
        y = st.selectbox(
            "y, what is predicted", names, len(names) - 1, format_func=as_name, key="many_y", persist_state="session"
        )
        others = [name for name in names if name != y]
        x = st.multiselect(
            "x, the features",
            others,
            others[: min(most, 3)],
            format_func=as_name,
            key=f"many_x_{y}",
            max_selections=most,
            persist_state="session",
        )
    try:
        if not x:
            raise BadTable("Choose one column for x at least.")
        points = table.points(read, x, y)
    except BadTable as reason:
        refuse(as_text(reason))
    for note in points.dropped:
        st.sidebar.caption(note)
    constant = [name for name, spread in zip(x, points.X.std(axis=0), strict=True) if spread == 0]
    if constant:
        refuse(as_text(f"All values are equal in {constant[0]}. Leave that column out."))
    return OwnColumns(points.X, points.y, x, y)
