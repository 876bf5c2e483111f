"""Challenges: what to make a run do, a hint, and, when a run that was watched has done it, why it works."""

import streamlit as st

from pages.lessons.challenges import words
from pages.ui.challenges import controls
from pages.ui.challenges.catalogue import CHALLENGES
from pages.ui.page import begin, go_on, link_to, say
from pages.ui.teaching import controls as teaching

begin(
    "challenges",
    "12 Challenges",
    "Can you make a run do what you want? Open one, change the settings, press **Train**.",
)
controls.close()
solved = controls.solved()
shown = {slug: challenge for slug, challenge in CHALLENGES.items() if teaching.lists(slug)}

say(words.HOW)
say(words.progress(solved, shown))

for slug, challenge in shown.items():
    with st.container(border=True, key=f"card-{slug}"):
        st.header(words.heading(challenge, slug in solved), anchor=False)
        say(challenge.asks)
        if slug in solved:
            st.success(words.done(challenge, solved[slug], teaching.answers()), icon=":material/check:")
        with controls.slim(slug):
            link_to(
                f"pages/{challenge.page}.py", words.opening(slug in solved), ":material/play_arrow:", challenge=slug
            )
            controls.hint_of(challenge)
go_on("challenges")
