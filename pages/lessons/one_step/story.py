"""What a step did (or the many that the player shows), and why, computed from its own numbers. No Streamlit here."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.lessons.one_step.step import NOTICEABLE, run_of, steps_to_play
from pages.ui import runs, verdict
from pages.ui.charts import squared
from pages.ui.experiment import Line
from pages.ui.hand_step import HandStep, change_of, take_step
from pages.ui.numbers import count, listed, percent, plain, quantity, slope_unit, times
from pages.ui.playback import Story

FATES = "it grows", "it changes by less than 10%", "it falls by 10 to 50%", "it falls by more than half"
LITTLE = 0.1  # of the loss
ROUNDING = 1e-9  # of the loss: a change below it tells nothing


@dataclass(frozen=True, eq=False)
class Told:
    """What the sentences need to know of the steps shown."""

    experiment: object
    bowl: object
    epoch: int
    shown: int  # steps
    step: HandStep  # the first of them
    end: Line
    losses: tuple  # before and after
    excess: tuple  # above the lowest loss, before and after
    arrives: int | None  # the run's epoch
    goal: str  # what arrived means here
    pace: verdict.Pace
    at_answer: bool

    @property
    def change(self):
        """Of the loss, relative."""
        return change_of(*self.losses)

    @property
    def subject(self):
        return "The step" if self.shown == 1 else f"These {self.shown:,} steps"

    @property
    def was_there(self):
        """Whether the line had arrived before the step."""
        return self.arrives is not None and self.epoch >= self.arrives

    @property
    def gets_there(self):
        return self.arrives is not None and self.epoch < self.arrives <= self.epoch + self.shown


def told_of(experiment, epoch):
    """-> Told"""
    sample, bowl, run = runs.sample(experiment.data), runs.bowl(experiment.data), run_of(experiment)
    X, y = sample.points()
    shown = steps_to_play(run.losses, epoch)
    ends = [epoch, epoch + shown]
    outcome = verdict.outcome(sample, bowl, run)
    excess = core.excess_losses(X, y, run.w[ends], run.b[ends])
    return Told(
        experiment,
        bowl,
        epoch,
        shown,
        take_step(sample, run.line(epoch), experiment.rate),
        run.line(epoch + shown),
        tuple(run.losses[ends].tolist()),
        tuple(excess.tolist()),
        outcome.arrives,
        outcome.goal.words,
        runs.pace(experiment.data, experiment.start, experiment.rate),
        bool(excess[0] <= verdict.rounding(y)),
    )


def fate(told):
    """What became of the loss: one of FATES."""
    change = 0 if told.at_answer else told.change
    return FATES[0 if change >= LITTLE else 1 if change > -LITTLE else 2 if change >= -0.5 else 3]


def because(told):
    """Why it came out so, in a few words."""
    experiment, bowl = told.experiment, told.bowl
    if experiment.rate == 0:
        return "the learning rate is 0"
    if told.at_answer:
        return "this line is the answer, so both gradients are 0"
    if told.pace.word == "diverges":
        return f"the rate {plain(experiment.rate)} is above the limit of this data, {plain(bowl.limit)}"
    if told.was_there and abs(told.change) < LITTLE:
        return (
            f"the line had arrived at epoch {told.arrives:,}"
            if told.arrives
            else "the line started close to the answer"
        )
    if told.excess[0] <= LITTLE * told.losses[0]:
        return f"the loss was just {percent(told.excess[0] / told.losses[0])} above the lowest loss"
    steep, flat = (percent(1 - abs(1 - experiment.rate * c)) for c in (bowl.curvatures[0], bowl.curvatures[-1]))
    return f"one step removes {steep} of the error in the steepest direction and {flat} in the flattest"


def story(told, done=()):
    """The Story of these steps. done: a sentence, once the exercise is done."""
    if told.experiment.rate == 0:
        return Story("Nothing moves: the learning rate is 0.", "Every step has length 0.", (), done)
    if told.at_answer:
        return Story(
            "Nothing moves: this line is the answer.",
            "It is the least-squares line. Both gradients are 0 here, but for rounding.",
            (),
            done,
        )
    return Story(headline(told), evidence(told), why(told), done)


def headline(told):
    change = told.change
    if change > ROUNDING:
        return f"{told.subject} went too far: the loss grew."
    if told.pace.word == "diverges" and not told.was_there:
        return "The loss fell, but this rate is too large."
    if told.was_there and change > -LITTLE:
        return "The line had arrived: the loss hardly changed."
    if told.gets_there:
        return "The line has arrived."
    if change > -NOTICEABLE:
        return "The loss hardly changed."
    return "The loss fell by more than half." if change < -0.5 else f"The loss fell by {percent(-change)}."


def evidence(told):
    """What the loss was, and what it is now."""
    y_squared = squared(told.experiment.names.y_unit)
    if told.was_there and abs(told.change) < LITTLE:
        since = f"From epoch {told.arrives:,} on the loss is" if told.arrives else "From the start the loss is"
        return f"{since} {told.goal}, so there is little left to gain."
    before, after = (quantity(loss, y_squared) for loss in told.losses)
    if before == after:
        return f"It stays at {before}, in the four digits shown."
    factor = f": {times(1 + told.change)} as much" if told.change > 1 else ""
    return f"It went from {before} to {after}{factor}."


# ---- the reasons


def why(told):
    return tuple(filter(None, (directions(told), X_COUNTS, length(told), left(told), again(told))))


X_COUNTS = (
    "Each error moves the line. A point far from x = 0 changes the slope more, because its error is multiplied by x."
)


def directions(told):
    """Which way w and b went, from the signs of their gradients."""
    step = told.step
    signs = {name: np.sign(value) for name, value in (("w", step.dw), ("b", step.db)) if abs(value) > step.rounding}
    said = "; ".join(
        f"∂MSE/∂{name} is {'positive' if sign > 0 else 'negative'}, so {name} went {'down' if sign > 0 else 'up'}"
        for name, sign in signs.items()
    )
    return f"{'The step' if told.shown == 1 else 'The first step'} goes against the gradient: {said}." if said else ""


def length(told):
    """The rate against its limit."""
    rate, bowl = told.experiment.rate, told.bowl
    ratio = rate / bowl.limit
    share = f"{times(ratio)} the limit" if ratio > 1.1 else f"{percent(ratio)} of the limit"
    share = f"The learning rate {plain(rate)} is {share} of this data, 2/λmax = {plain(bowl.limit)}."
    if told.pace.word == "diverges":
        return f"{share} Above the limit a step lands on the other side of the valley, and farther away."
    if told.pace.word == "on the edge":
        return f"{share} At the limit a step lands on the other side of the valley, equally far away."
    return f"{share} Above half of it the line bounces." if told.pace.bounces else share


def left(told):
    """How far w and b still are from least squares."""
    if told.pace.word == "diverges":
        return ""
    names, best, end = told.experiment.names, told.bowl.minimum, told.end
    gaps = [
        f"{name} is now {quantity(abs(gap), unit)} too {'small' if gap > 0 else 'large'}"
        for name, gap, unit in (("w", best.w - end.w, slope_unit(names)), ("b", best.b - end.b, names.y_unit))
        if gap
    ]
    return f"Against the line of least squares, {listed(gaps)}." if gaps else ""


def again(told):
    return f"Training for {count(told.experiment.epochs)} does this again and again, each time from the new line."
