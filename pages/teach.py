"""For teachers: tick what a class is to see, and share the link."""

import streamlit as st

from pages.lessons.teach import controls, words
from pages.ui import controls as shared
from pages.ui.own.data import OWN
from pages.ui.page import begin, say
from pages.ui.page import words as glossary
from pages.ui.teaching.share import link_of, picture

begin("teach", "13 For teachers", words.ASKS)
experiment = shared.experiment()

choose, share = st.columns([3, 2], gap="large")
with choose:
    say(words.START)
    lesson = controls.ticked(experiment)
with share:
    if experiment.scenario in OWN:
        st.warning(words.OWN_DATA)
    if lesson.shown:
        link = link_of(lesson, st.context.url)
        say(f"{words.CLASS}: {words.summary(lesson)}")
        if squares := picture(link):
            st.image(squares, width=400, alt="The link for the class as a QR code")
        st.code(link, language=None, wrap_lines=True)
        st.link_button(words.TRY, link, icon=":material/open_in_new:")
        say(words.PROJECTOR)
        st.code(link_of(lesson, st.context.url, ask="true"), language=None, wrap_lines=True)
    else:
        st.warning(words.NOTHING)
glossary()
