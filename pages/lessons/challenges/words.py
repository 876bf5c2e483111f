"""The prose of this page."""

from pages.ui.numbers import count

HOW = (
    "Each challenge opens a lesson with its own settings. Change what it asks for, press **Train**, and watch the run to its "
    "end: a link alone solves nothing. What you have solved is kept for this visit."
)


def progress(solved, challenges):
    """How many are solved, in a sentence."""
    if len(solved) == len(challenges):
        return f"**All {count(len(challenges), 'challenge')} are solved.**"
    return f"**{len(solved)} of {count(len(challenges), 'challenge')} solved.**"


def done(challenge, did):
    """What the run did, and why it works."""
    return f"{did[0].upper()}{did[1:]} **Why it works:** {challenge.because}"


def opening(is_solved):
    """The words of its link."""
    return "Open it again" if is_solved else "Open this challenge"


def heading(challenge, is_solved):
    """Its title, with a mark when it is solved."""
    return f"{challenge.title} ✓" if is_solved else challenge.title
