"""A teacher's lesson: which pages and challenges it shows, where its settings begin, what stays as it is. No Streamlit here.

In a link it is one text, of parts joined by "*": `pages.train.one_step*locked.rate*answers.no*scenario.simple*rate.0.01`. These
marks and what stands between them need no escape in an address. A text from a link may hold anything.
"""

from dataclasses import dataclass

from pages.ui.challenges.catalogue import CHALLENGES
from pages.ui.menu import LESSONS, MENU
from pages.ui.rates import EPOCHS, learning_rates, short
from pages.ui.scenarios import FEWEST_POINTS, SCENARIOS, SEEDS, nearest

LONGEST = 2000  # characters
LOCKS = {  # what a teacher can lock: the keys of its widgets
    "data": ("scenario", "n", "seed", "noise", "w", "b"),
    "rate": ("rate",),
    "epochs": ("epochs",),
    "predict": ("predict",),
}
DAMAGED = "A part of this lesson's link is damaged, and left out. Ask your teacher for the link again."
NO_LESSON = "The lesson in this link is damaged, so here is everything. Ask your teacher for the link again."


@dataclass(frozen=True)
class Lesson:
    """What a class is to see. start: ((key of a widget of the shared sidebar, value), …)."""

    pages: tuple = ()  # files of LESSONS, in the order of the menu
    challenges: tuple = ()  # slugs, in the order of the catalogue
    locked: tuple = ()  # keys of LOCKS
    answers: bool = True  # whether the app tells what is right, and why
    start: tuple = ()

    @property
    def shown(self):
        """The files of the pages in its menu. Its challenges open pages that are not in it, too."""
        return (*self.pages, *(("challenges",) if self.challenges else ()))

    @property
    def first(self):
        """The file of the page that it begins with."""
        return self.shown[0]

    @property
    def locked_keys(self):
        """The keys of the widgets that may not be moved."""
        return {key for lock in self.locked for key in LOCKS[lock]}

    def held(self, slug):
        """Where they stand on the scenario of this key, {key: value}: as the lesson says, else as the scenario does."""
        if "data" in self.locked:
            slug = dict(self.start).get("scenario", slug)
        given = (SCENARIOS[slug].defaults if slug in SCENARIOS else {}) | self.settings_on(slug) | {"predict": True}
        return {key: given[key] for key in self.locked_keys & given.keys()}

    def settings_on(self, slug):
        """Its start, where that is of this scenario, {key: value}. No other scenario's sliders can take its values."""
        start = dict(self.start)
        return start if start.get("scenario") == slug else {}

    def to_text(self):
        """As a link holds it."""
        parts = [".".join((name, *values)) for name, values in self.lists() if values]
        answers = [] if self.answers else ["answers.no"]
        return "*".join([*parts, *answers, *(f"{key}.{in_link(value)}" for key, value in self.start)])

    def lists(self):
        return ("pages", self.pages), ("challenges", self.challenges), ("locked", self.locked)


def in_link(value):
    """3, 0.05, 2e-07, houses"""
    return value if isinstance(value, str) else short(value)


def from_text(text):
    """Of a link. -> a Lesson, or None if nothing in it makes sense; and a sentence that says so, "" if all is well"""
    parts = [part.partition(".")[::2] for part in text[:LONGEST].split("*")]
    given = dict(reversed(parts))  # the first of two wins
    whole = len(text) <= LONGEST and len(given) == len(parts)
    lists = {name: picked(given.pop(name, ""), known) for name, known in KNOWN.items()}
    answers = given.pop("answers", "yes")
    start, all_right = start_of(given)
    lesson = Lesson(*(chosen for chosen, _ in lists.values()), answers != "no", start)
    if not lesson.shown:
        return None, NO_LESSON
    fine = whole and all_right and answers in ("yes", "no") and all(right for _, right in lists.values())
    return lesson, "" if fine else DAMAGED


KNOWN = {"pages": LESSONS, "challenges": tuple(CHALLENGES), "locked": tuple(LOCKS)}


def picked(text, known):
    """-> those that are known, in their order; whether all are"""
    names = text.split(".") if text else []
    return tuple(name for name in known if name in names), set(names) <= set(known)


def start_of(given):
    """Where the sidebar begins. given: {key: text} -> ((key, value), …), whether all of it makes sense

    A setting belongs to a scenario: without one nothing else is taken.
    """
    slug = given.get("scenario")
    if slug not in SCENARIOS:
        return (), not given
    values = {"scenario": slug} | {key: value_of(key, given[key], SCENARIOS[slug]) for key in ALLOWED if key in given}
    start = tuple((key, value) for key, value in values.items() if value is not None)
    return start, len(start) == len(given)


def value_of(key, text, scenario):
    """The value of a widget, if it is one that the widget can take; otherwise None."""
    allowed = ALLOWED[key](scenario)
    try:
        value = float(text)
        near = nearest(value, allowed) if isinstance(allowed, tuple) else value
    except (ValueError, OverflowError):
        return None
    if isinstance(allowed, tuple):  # of the type of the slider's steps
        return type(allowed[-1])(value) if near == value else None
    return next((one for one in allowed if one == value), None)


ALLOWED = {  # (lowest, highest, step) of a slider, or all its values, for a scenario
    "n": lambda scenario: (FEWEST_POINTS, scenario.most_points, 1),
    "seed": lambda scenario: (*SEEDS, 1),
    "noise": lambda scenario: scenario.noise_range or [],
    "w": lambda scenario: [] if scenario.points else scenario.w_range,
    "b": lambda scenario: [] if scenario.points else scenario.b_range,
    "rate": learning_rates,
    "epochs": lambda scenario: EPOCHS,
    "start_w": lambda scenario: scenario.w_range,
    "start_b": lambda scenario: scenario.b_range,
}


def start_from(experiment):
    """The settings of an Experiment on a scenario, where they differ from the scenario's own. -> start"""
    data, line = experiment.data, experiment.data.true_line
    now = {"n": data.n, "seed": data.seed, "rate": experiment.rate, "epochs": experiment.epochs}
    now |= {"start_w": experiment.start.w, "start_b": experiment.start.b}
    now |= {"noise": data.noise, "w": line.w, "b": line.b} if line else {}
    usual = SCENARIOS[data.scenario].defaults
    return (("scenario", data.scenario), *((key, now[key]) for key in ALLOWED if key in now and now[key] != usual[key]))


def next_after(file, lesson):
    """The page that follows in the menu, of a lesson or of all. -> Row or None"""
    files = [row.file for row in MENU]
    later = MENU[files.index(file) + 1 :]
    return next((row for row in later if row.asks and (lesson is None or row.file in lesson.shown)), None)
