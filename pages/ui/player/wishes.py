"""What can be asked for by keys while a player fills the screen: one slider a step on or back, and another sample.

Also the picture of the link, for those who want to open it on a phone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

MORE, LESS, SAMPLE = "more", "less", "sample"
LONGEST = 1500  # characters of a link whose picture can still be scanned from a seat


@dataclass(frozen=True)
class Wishes:
    """What the keys of one page change."""

    turns: str = ""  # what ↑ and ↓ move, in words
    key: str = ""  # of that slider
    options: Sequence = ()  # its values, rising
    start: float = 0.0  # where it stands before anybody moves it
    sample: Callable | None = None  # what N does

    def told(self):
        """As the player takes it."""
        return {"turns": self.turns, "sample": self.sample is not None}

    def grant_all(self, report):
        """A callback's work: all wishes of a browser since the last ones, [[when, wish], …]: keys are faster than answers."""
        try:
            wishes = [(float(when), str(wish)) for when, wish in report]
        except (TypeError, ValueError):
            return
        last = st.session_state.get("granted", 0.0)
        for when, wish in wishes:
            if when > last:
                self.grant(wish)
        st.session_state["granted"] = max(last, *(when for when, _ in wishes)) if wishes else last

    def grant(self, wish):
        """Do it. What is no wish of this page is dropped."""
        if wish == SAMPLE and self.sample:
            self.sample()
        elif wish in (MORE, LESS) and self.options:
            st.session_state[self.key] = moved(
                self.options, st.session_state.get(self.key, self.start), 1 if wish == MORE else -1
            )


def moved(options, value, by):
    """The option next to this value, up (1) or down (-1); at an end it stays."""
    at = min(range(len(options)), key=lambda i: abs(options[i] - value))
    return options[min(len(options) - 1, max(0, at + by))]


@lru_cache(200)
def squares_of(link):
    """The QR code of a link as rows of 0 and 1, quiet zone included; () if the link is too long."""
    if not 0 < len(link) <= LONGEST:
        return ()
    import segno  # here, so that no page waits for it before somebody asks

    code = segno.make(link, error="l", micro=False, boost_error=False)
    return tuple("".join(map(str, row)) for row in code.matrix_iter(border=4))
