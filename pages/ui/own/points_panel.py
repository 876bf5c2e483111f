"""The panel for a learner's own points: x and y, typed or pasted, one point a row."""

import numpy as np
import streamlit as st

from pages.ui.own.controls import take
from pages.ui.own.data import OWN, as_text, own_data
from pages.ui.own.link import MOST_POINTS
from pages.ui.rates import short

NEEDS = "Your own points: type x and y, one point in each row. Two points are the least."
TOO_MANY = f"These are more than {MOST_POINTS} points. Put them into a file, and choose “Your own file” in the menu."


def points_panel():
    """The points that there are, as rows of text; on a press they are taken."""
    own = st.session_state.get("own", {}).get("points")
    there = (
        "\n".join(f"{short(x)}, {short(y)}" for x, y in zip(*(c[:, 0] for c in own.names.points), strict=True))
        if own
        else ""
    )
    st.text_area("x, y", there, key=f"own_points_{own}", height=220, placeholder="1, 2\n3, 5\n4, 4")
    if st.button("Use these points", type="primary", on_click=take_points, args=(f"own_points_{own}",)):
        if not st.session_state.get("own_error"):
            st.rerun()
    if error := st.session_state.get("own_error"):
        st.error(as_text(error))


def rows_of(own):
    """-> the text that gives these points again"""
    return "\n".join(f"{short(x)}, {short(y)}" for x, y in np.column_stack(own.names.points))


def take_points(key):
    """A callback; what cannot be used changes nothing but the sentence that says why."""
    try:
        own = points_of(st.session_state[key])
    except ValueError as reason:
        st.session_state["own_error"] = str(reason)
        return
    st.session_state["own_error"] = ""
    take("points", own)


def points_of(text):
    """Rows of text. -> OwnData; a ValueError with a plain sentence if no line can be fitted to them"""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_POINTS:
        raise ValueError(TOO_MANY)
    rows = np.array([point(line, row) for row, line in enumerate(lines, 1)]).reshape(-1, 2)
    return own_data(rows[:, 0], rows[:, 1], OWN["points"])


def point(line, row):
    """Two numbers with a comma, a semicolon or a space between them; a decimal comma where that leaves no doubt."""
    parts = [part.rstrip(",") for part in line.replace(";", " ").split() if part != ","]
    if len(parts) == 1:
        parts = parts[0].split(",")
    try:
        x, y = (float(part.replace("−", "-").replace(",", ".")) for part in parts)
    except ValueError:
        raise ValueError(f"Row {row} is not two numbers. Write x and y, with a comma between them: 1, 2.") from None
    return x, y
