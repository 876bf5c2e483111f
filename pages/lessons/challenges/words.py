"""The prose of this page."""

from pages.ui.numbers import capital, count

HOW = (
    "Each challenge opens a lesson with its own settings. Change what it asks for, press **Train**, and watch the run to its "
    "end: a link alone solves nothing. What you have solved is kept for this visit."
)


def progress(solved, challenges):
    """How many of these are solved, in a sentence."""
    done = len(solved.keys() & challenges.keys())
    if done == len(challenges):
        return f"**All {count(len(challenges), 'challenge')} are solved.**"
    return f"**{done} of {count(len(challenges), 'challenge')} solved.**"


def done(challenge, did, tells_why):
    """What the run did, and why it works."""
    why = f" **Why it works:** {challenge.because}" if tells_why else ""
    return f"{capital(did)}{why}"


def opening(is_solved):
    """The words of its link."""
    return "Open it again" if is_solved else "Open this challenge"


def heading(challenge, is_solved):
    """Its title, with a mark when it is solved."""
    return f"{challenge.title} ✓" if is_solved else challenge.title
