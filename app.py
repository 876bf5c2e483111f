"""Linear Regression Lab: `streamlit run app.py`. Routes only: pages/ui/menu.py has a row for each page."""

from itertools import groupby
from operator import attrgetter

import streamlit as st

from pages.ui.about import ABOUT
from pages.ui.controls import kept_from_link, visited
from pages.ui.kept import TURN
from pages.ui.menu import MENU
from pages.ui.teaching import controls as teaching

# The icon until a page sets its own: without one Streamlit asks another host for the icon in the menu.
st.set_page_config(page_icon="pages/ui/icon.svg", layout="wide", menu_items={"About": ABOUT})


def page(row):
    """A line of the menu. A page opened in this visit carries a mark; one that a teacher's lesson leaves out is not shown."""
    shown = "visible" if teaching.shows(row.file) else "hidden"
    mark = " ✓" if row.file in visited() else ""
    first = {"url_path": "start", "default": True} if row is MENU[0] else {}
    return st.Page(row.path, title=row.title + mark, icon=f":material/{row.icon}:", visibility=shown, **first)


pages = {section: [page(row) for row in rows] for section, rows in groupby(MENU, attrgetter("section"))}
# The default page lives at /, this one at /train.
pages[""].append(st.Page(MENU[0].path, title=MENU[0].title, visibility="hidden"))
with TURN, kept_from_link():  # in turn: fifty visitors may move a slider at once
    st.navigation(pages, position="top", expanded=True).run()
