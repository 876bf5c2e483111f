"""How every page begins: its title, its one sentence, and the little CSS that Streamlit's theme cannot say."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

STYLE = """<style>
.stMainBlockContainer { padding-top: 3.6rem; padding-bottom: 2rem; max-width: 100rem; }
.stMainBlockContainer h1 { padding: 0.35rem 0 0; font-size: 1.9rem; }
.stMainBlockContainer > div > .stVerticalBlock { gap: 0.6rem; }
[data-testid="stMarkdownContainer"]:has(> table) { overflow-x: auto; }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] .stVerticalBlock { gap: 0.65rem; }
@media (max-width: 640px) { .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; } }
</style>"""


def through_the_app():
    """A cold link makes Streamlit's old scanner of pages/ run a page without app.py: begin again, through app.py."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def begin(title, sentence):
    """Title and the one sentence that says what there is to see."""
    through_the_app()
    st.html(STYLE)
    st.title(title, anchor=False)
    st.markdown(sentence)
