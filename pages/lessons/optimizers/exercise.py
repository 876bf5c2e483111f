"""The exercise of this lesson, and what of it the learner's own race has done."""

import linreg_core as core
from pages.lessons.optimizers.races import WHOLE
from pages.ui.rules import Course

TEXT = (
    "Choose **my own** and change only run 2, until two things are true. After one look at all points its loss is lower than "
    "that of run 1. At the end it has **arrived**. Press **Train**: the result says when it is done."
)


def done(race, own):
    """Sentences for the story; none for a race that is not the learner's, or not of one run on all points and one other."""
    whole = [i for i, runner in enumerate(race.runners) if runner.batch(race.n) == race.n]
    if not own or len(race.runners) != 2 or len(whole) != 1 or race.starts_there:
        return ()
    other = 1 - whole[0]
    lower = race.tapes[other].excess[race.one_look] < min(race.tapes[whole[0]].excess[race.one_look], usual(race))
    arrived, name = race.tapes[other].outcome.arrived, race.titles[other]
    if lower and arrived:
        return (
            f"**Exercise done.** After one look {name} is lower than all points at once. At the end it has arrived.",
        )
    if lower:
        return (
            f"**Half of the exercise is done.** {name} is lower after one look. At the end it has not arrived yet.",
        )
    if arrived:
        return (f"**Half of the exercise is done.** {name} has arrived. After one look it is not lower yet.",)
    return ()


def usual(race):
    """One step with all points at the rate that suits them: run 1 cannot be made worse to win."""
    course = Course(race.sample.X, race.start, race.bowl.minimum, race.epochs)
    rate = WHOLE.runner(course).rate
    return core.excess_at(*race.sample.points(), race.start.parameters, rate, 1)
