"""The challenge of this visit: which one is open, which runs were played to their end, which are solved; and its slim line.

A challenge begins with its own settings; what else its link says wins, so that a reload keeps what was set. It wants the run
in any case: one that was played to its end in this visit.
"""

from dataclasses import dataclass, field
from zlib import crc32

import streamlit as st

from pages.ui import rate_history
from pages.ui.challenges.catalogue import CHALLENGES, DATA, START
from pages.ui.challenges.checks import Judged
from pages.ui.numbers import capital
from pages.ui.own import link as points
from pages.ui.own import points_panel
from pages.ui.own.controls import take
from pages.ui.teaching import controls as teaching

LIST = "pages/challenges.py"
SHARED = "scenario", "rate", "epochs", *DATA, *START, "by_hand", "edit_points"
POINTS = "own", "own_points", "own_named", "own_unfinished", "own_scaled", "own_axes"  # set by hand
NOT_HERE = "This link asks for a challenge that is not in this lesson."
UNKNOWN = "This link asks for a challenge that is not here. Choose one from the list."


def solved():
    """The slugs of the solved ones, in the order in which they were solved. -> {slug: what the run did}"""
    return st.session_state.setdefault("challenges_solved", {})


def open_on(page):
    """The challenge that is open on this page, by the name of its file. -> Challenge or None"""
    challenge = CHALLENGES.get(st.session_state.get("challenge", ""))
    return challenge if challenge and challenge.page == page else None


def is_open_here():
    """Whether the page that runs now has an open challenge."""
    return open_on(st.session_state.get("challenge_page", "")) is not None


def close():
    """No challenge is open; runs that were played for it no longer count. The settings are those from before it."""
    state = st.session_state
    before = state.pop("before_challenge", {})
    for key, value in before.items():
        if value is not None:
            state[key] = value
        elif key in state:
            del state[key]
    if "own" in before:
        points_panel.show_in_table(points_panel.held())
    state.update(challenge="", challenge_seen=(), challenge_start={})


def open_from_link(page):
    """At the beginning of a page: what its address asks for. -> a sentence if that is no challenge, otherwise "" """
    st.session_state["challenge_page"] = page
    slug = st.query_params.get("challenge", "")
    if not slug or slug == st.session_state.get("challenge"):
        return ""
    challenge = CHALLENGES.get(slug)
    if challenge is None or not teaching.lists(slug):
        del st.query_params["challenge"]
        return UNKNOWN if teaching.shows("challenges") else NOT_HERE
    if challenge.page != page:
        st.switch_page(f"pages/{challenge.page}.py", query_params={"challenge": slug})
    begin(challenge)
    st.rerun()  # in the run that Back or Forward starts, Streamlit puts widgets at their defaults, whatever is set here


def begin(challenge):
    """Its settings are those of now, and no run of it has been played."""
    state = st.session_state
    now = {key: state.get(key) for key in (*SHARED, *challenge.start, *(POINTS if challenge.points else ()))}
    state["before_challenge"] = now | state.get("before_challenge", {})
    state.update(challenge=challenge.slug, challenge_seen=(), challenge_start=challenge.start)
    state.update(by_hand=st.query_params.get("by_hand") == "true", edit_points=False)
    if challenge.points:
        give_points(challenge.scenario, points_in_link(challenge))
    changed = st.query_params.get("changed", "").split(",")
    state.update({key: value for key, value in challenge.start.items() if key not in changed})
    if "history" in state:  # otherwise the rates that its link says
        rate_history.forget()
    rate_history.begin_anew()


def give_points(slug, own):
    """These points are set by hand now."""
    take(slug, own)
    points_panel.restore()
    st.session_state.update(own_scaled=False, own_axes=None, edit_points=True)


def points_in_link(challenge):
    """The points as the learner had set them; else those that it gives. -> OwnData"""
    try:
        return points.from_text(challenge.scenario, st.query_params.get("points", ""))
    except ValueError:
        return challenge.own


@dataclass
class Line:
    """The slim line above the player, and what is judged for it."""

    challenge: object
    played: object
    place: object  # of the text
    name: str = field(default="", init=False)  # of the message on the screen

    @property
    def slug(self):
        return self.challenge.slug

    @property
    def link(self):
        """Its slug, and the settings that are no longer as it gives them: at its default a widget is not in the address."""
        now, start = st.session_state, self.challenge.start
        changed = [key for key, value in start.items() if key in now and now[key] != value]
        return {"challenge": self.slug, "changed": ",".join(changed)}

    def receive(self, message):
        """This message is on the screen: if it has been played to its end, it is judged. -> what the browser names it"""
        self.name = f"{self.slug} {rate_history.resets()} {crc32(message)}"
        if self.name in st.session_state.get("challenge_seen", ()):
            self.tell(self.challenge.judge(self.played))
        return self.name

    def keep(self, report):
        """A callback: a run has been played to its end. What is not of now is dropped."""
        if isinstance(report, dict) and report.get("ends") == self.name:
            st.session_state["challenge_seen"] = *st.session_state.get("challenge_seen", ()), self.name

    def tell(self, judged):
        if judged.solved:
            solved()[self.slug] = judged.text
        if judged.solved or self.slug not in solved():
            self.place.markdown(text_of(self.challenge, judged))


def line(page, played, *of):
    """Draw the line of the challenge that is open on this page. played: a function of `of`; False where what the page shows
    is no run of it. -> Line, for the player, or None"""
    from pages.ui.page import link_to  # it knows the open challenge, so it knows this file

    challenge = open_on(page)
    if challenge is None:
        return None
    with slim():
        place = st.empty()
        place.markdown(text_of(challenge, Judged(True, done) if (done := solved().get(challenge.slug)) else None))
        with slim("ways"):
            hint_of(challenge)
            link_to(LIST, "All challenges", ":material/trophy:")
    return Line(challenge, played(*of) if played else None, place)


def hint_of(challenge):
    """Behind a button, unless a lesson shows no answers."""
    if teaching.answers():
        with st.popover("Hint", type="tertiary"):
            st.markdown(challenge.hint)


def slim(name=""):
    """A row without air, as page.py styles it."""
    return st.container(key=f"challenge-{name}" if name else "challenge", horizontal=True, vertical_alignment="center")


def text_of(challenge, judged=None):
    """What to do, and what the last run did of it."""
    if judged is None:
        return f"**Challenge:** {challenge.asks}"
    if judged.solved:
        why = " See why it works in the list." if teaching.answers() else ""
        return f"**Solved: {challenge.title}.** {capital(judged.text)}{why}"
    return f"**Challenge:** {challenge.asks} **Not yet:** {judged.text}"
