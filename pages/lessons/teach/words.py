"""The prose of this page."""

from pages.ui.numbers import count
from pages.ui.scenarios import SCENARIOS

ASKS = "Choose what your class sees. Then share one link, or let the class scan the picture."
START = (
    "**The sidebar is the start.** Your class begins with the scenario, the rate and the epochs that you set there now. "
    "The settings of a single page, such as the optimizers of lesson 6, begin as usual."
)
LOCKS = {  # the keys of ui/teaching/lesson.py
    "data": "The scenario and its data",
    "rate": "The learning rate",
    "epochs": "The epochs",
    "predict": "**Predict first** (it stays on)",
}
LOCKED = (
    "A locked control of the sidebar cannot be moved. A challenge is played with its own settings: there nothing is locked. "
    "Settings that belong to one page alone, such as the data of pages 7 and 8, are never locked."
)
ANSWERS = (
    "Without answers the app does not say whether an answer is right, or why. Hints and reasons of challenges are left out, "
    "and so are worked-out answers. The end of a run is always shown."
)
NOTHING = "Choose at least one page or one challenge."
OWN_DATA = "Your own data is not in this link. Choose another scenario, or give the file to your class."
CLASS = "**For the class**"
PROJECTOR = "**For your projector**: the same, and each prediction is shown in large letters (Ask the class)"
TRY = "Open it in a new tab, as your class will see it"


def summary(lesson):
    """What a link shows, in one sentence."""
    start = dict(lesson.start)
    scenario = f", on **{SCENARIOS[start['scenario']].title}**" if start else ""
    parts = [count(len(lesson.pages), "page")] if lesson.pages else []
    parts += [count(len(lesson.challenges), "challenge")] if lesson.challenges else []
    return f"{' and '.join(parts)}{scenario}."
