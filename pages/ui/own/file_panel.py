"""The panel that asks for a learner's own file: a table is read, two of its columns are chosen, and they are taken."""

import streamlit as st

from pages.ui.own import table
from pages.ui.own.controls import take
from pages.ui.own.data import OWN, as_name, as_text, own_data
from pages.ui.own.files import FILES
from pages.ui.own.names import BadTable, unit_of

PRIVATE = "Your data stays in this visit: it is not stored, and nobody else sees it. Up to 5 MB and 200,000 rows."
NEEDS = "Your own file: choose it here, or paste a table. Then choose which column is x and which is y."
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]


def file_panel():
    """Ask for a table, and then for its columns; on a press the chosen ones are taken."""
    choose_table()
    if read := st.session_state.get("own_table"):
        columns_of(read)


def choose_table():
    """A file, cells to paste, or one of ours; a sentence where it cannot be read."""
    st.caption(PRIVATE)
    upload, paste, ready = st.tabs(["A file", "Paste a table", "A file of ours"])
    with upload:
        st.file_uploader(
            "A table: CSV, TSV or Excel", TYPES, key="own_upload", max_upload_size=5, on_change=read_upload
        )
    with paste:
        st.text_area("Cells copied from a spreadsheet", key="own_paste", height=120)
        st.button("Read the cells", on_click=read_paste)
    with ready:
        for key, file in FILES.items():
            st.button(file.title, on_click=read_ours, args=(key,), help=f"{file.about} Source: {file.source}")
    if error := st.session_state.get("own_error"):
        st.error(as_text(error))


def read_upload():
    upload = st.session_state["own_upload"]
    if upload is not None:
        read(lambda: table.read(upload.getvalue(), upload.name))


def read_paste():
    read(lambda: table.read_text(st.session_state["own_paste"]))


def read_ours(key):
    read(lambda: table.read(FILES[key].content, FILES[key].file), FILES[key].x[0], FILES[key].y)


def read(reader, x=None, y=None):
    """A callback's work: a table that cannot be read changes nothing but the sentence that says why."""
    try:
        got = reader()
    except BadTable as reason:
        st.session_state["own_error"] = str(reason)
        return
    first, *_, last = got.columns
    chosen = x or first, y or last
    st.session_state.update(own_table=got, own_error="", own_columns=chosen, own_x=chosen[0], own_y=chosen[1])


def columns_of(read):
    """Which columns are x and y, what was read, and the first rows."""
    names, (x, y) = list(read.columns), st.session_state["own_columns"]
    st.session_state.setdefault("own_x", x)  # Streamlit forgets what is not on screen
    st.session_state.setdefault("own_y", y)
    with st.container(horizontal=True):
        st.selectbox("x", names, format_func=as_name, key="own_x")
        st.selectbox("y, what the line predicts", names, format_func=as_name, key="own_y")
    if st.button("Use these columns", type="primary", on_click=take_columns) and not st.session_state.get("own_error"):
        st.rerun()
    st.caption(" ".join(as_text(note) for note in (f"{as_name(read.name)}: {read.rows:,} rows.", *read.notes)))
    st.dataframe(read.preview, hide_index=True)


def take_columns():
    """A callback."""
    read, x, y = (st.session_state[key] for key in ("own_table", "own_x", "own_y"))
    try:
        points = table.points(read, [x], y)
        own = own_data(points.X, points.y, OWN["file"], unit_of(x), unit_of(y))
    except (BadTable, ValueError) as reason:
        st.session_state["own_error"] = str(reason)
        return
    st.session_state.update(own_error="", own_dropped=points.dropped, own_columns=(x, y), own_scaled=False)
    take("file", own)
