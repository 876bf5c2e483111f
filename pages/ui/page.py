"""How every page begins and ends: its title and question; prose with its terms explained; the way to the next lesson."""

import re
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.pages_manager import PagesManager

from pages.ui import glossary
from pages.ui.challenges.controls import LIST, is_open_here, open_from_link, slim
from pages.ui.controls import visited
from pages.ui.shell.shell import shell
from pages.ui.teaching import controls as teaching
from pages.ui.teaching.lesson import next_after

NAME = "Linear Regression Lab"
A_LESSON = "Your teacher chose these pages for this lesson."
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0068B5"/>
<path d="M6 58 58 46" stroke="#FFB07A" stroke-width="6" stroke-linecap="round"/>
<text x="32" y="42" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="40" fill="#fff">{}</text>
</svg>"""
STYLE = """<style>
.stMainBlockContainer { padding: 3.5rem 1.5rem 2rem; max-width: 100rem; }
.stMainBlockContainer h1 { padding: 0 0 0.4rem; font-size: 1.8rem; }
.stMainBlockContainer h2 { font-size: 1.5rem; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.5rem; }
.stMainBlockContainer > .stVerticalBlock > :has(> .stHtml:only-child style) { display: none; }
.stMainBlockContainer abbr { text-decoration: underline dotted; text-underline-offset: 0.2em; cursor: help; }
[data-testid="stPageLink"] a, [data-testid="stPageLink"] p { white-space: normal; overflow: visible; height: auto; }
[data-testid="stMarkdownContainer"]:has(> table) { overflow-x: auto; }
[class*="st-key-card"] { gap: 0.4rem; }
[class*="st-key-card"] h2 { padding: 0 0 0.5rem; }
[class*="st-key-challenge"] { gap: 0 1rem; }
[class*="st-key-challenge"] :is([data-testid="stMarkdownContainer"], p) { margin-bottom: 0; }
[class*="st-key-challenge"] :is(button, a) { min-height: 1.75rem; padding-block: 0; margin-block: 0; }
@media (pointer: coarse) { [class*="st-key-challenge"] :is(button, a) { min-height: 44px; } }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin-bottom: 0; }
[data-testid="stSidebarUserContent"] .stVerticalBlock { gap: 0.65rem; }
@media (min-width: 769px) and (max-width: 1100px) {
  [data-testid="stSidebar"][data-collapsed="false"] { width: 240px !important; min-width: 240px !important; }
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 0.8rem; padding-right: 0.8rem; }
  .stMainBlockContainer h1 { font-size: 1.5rem; }
}
@media (max-height: 500px) {
  [data-testid="stMain"] { overflow-anchor: none; }
  .stMainBlockContainer { padding-top: 3.75rem; }
  .stMainBlockContainer .stVerticalBlock > :is(.st-key-player, :has(.st-key-player)) { order: -1; }
}
</style>"""


def through_the_app():
    """A cold link makes Streamlit's old scanner of pages/ run a page without app.py: begin again, through app.py."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def begin(file, title, sentence):
    """The title, such as "1 Train a line", and the question of the lesson with what there is to do. file: the page's name"""
    through_the_app()
    refused = open_from_link(file)
    if not is_open_here():
        teaching.to_the_lesson(file)
    visited().add(file)
    st.set_page_config(page_title=f"{title} · {NAME}", page_icon=icon(title))
    st.html(STYLE)
    shell(f"{title} · {NAME}", plain(sentence), teaching.in_link())
    st.title(title, anchor=False)
    teaching.hold(free=is_open_here())
    if not is_open_here():  # its line, above the player, is what there is to do
        with st.container(key="sentence"):
            say(sentence)
    if refused:
        with slim("refused"):
            warn(refused)
            link_to(LIST, "All challenges", ":material/trophy:")
    if teaching.damaged():
        with slim("damaged"):
            warn(teaching.damaged())


def warn(sentence):
    """Of a link that makes no sense."""
    st.markdown(f":material/warning: {sentence}")


def icon(title):
    """The lesson's number. One of Material's icons would be asked for at another host, so it is drawn here."""
    return ICON.format(title.split()[0])


def plain(markdown):
    """The sentence without the marks of Markdown."""
    return re.sub(r"\*\*|`", "", markdown)


def say(markdown, known=()):
    """Prose in Markdown; the first use of each term of the glossary carries its sentence. known: terms explained before."""
    (text,) = glossary.marked([markdown], known)
    st.markdown(glossary.as_html(text), unsafe_allow_html=True)


def fold(title, markdown):
    """Prose behind a title, for those who ask."""
    with st.expander(title):
        say(markdown)


def words():
    """All terms, for those who look one up."""
    with st.expander("The words, one sentence each", icon=":material/menu_book:"):
        st.markdown(
            "\n".join(f"- **{term}**: {sentence}" for term, sentence in sorted(glossary.TERMS.items(), key=str))
        )


def link_to(path, label, icon=None, **address):
    """A link to another page, if a lesson has it. address: {parameter: text} in it."""
    if "challenge" not in address and not teaching.shows(Path(path).stem):
        return
    try:
        st.page_link(path, label=label, icon=icon, query_params=address or None)
    except StreamlitAPIException:  # this page runs alone, without app.py
        st.markdown(label)


def go_on(file):
    """The end of a page: the glossary, and a link to the next lesson. file: the page's name"""
    words()
    if row := next_after(file, teaching.now()):
        link_to(row.path, f"Next: **{row.title}: {row.asks}**", ":material/arrow_forward:")
    if teaching.now():
        st.caption(A_LESSON)
        st.button("Show all pages", on_click=teaching.leave, type="tertiary", icon=":material/menu_book:")
