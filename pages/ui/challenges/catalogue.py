"""The challenges: one row each, with the settings that it begins with. No Streamlit here.

A row is what to do, a hint, why the answer works, and the check of a run. The slug is in links: once published it stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial

from pages.ui.challenges import checks
from pages.ui.challenges.checks import Judged
from pages.ui.own import link
from pages.ui.own.data import OWN
from pages.ui.scenarios import SCENARIOS

LABELS = {
    **{"n": "Points", "seed": "Seed", "noise": "Noise", "w": "True w", "b": "True b"},
    **{"start_w": "Starting w", "start_b": "Starting b", "rate": "Learning rate", "epochs": "Epochs"},
}
DATA, START = ("n", "seed", "noise", "w", "b"), ("start_w", "start_b")


@dataclass(frozen=True)
class Challenge:
    """One challenge."""

    slug: str
    title: str
    page: str  # where it is played: the file's name
    asks: str  # one sentence
    hint: str
    because: str  # why the answer works: told when it is solved
    check: Callable  # played -> Judged
    scenario: str = ""  # a key of SCENARIOS or of OWN; "" on a page with data of its own
    settings: dict = field(default_factory=dict)  # by the keys of widgets, beside the scenario's own
    points: str = ""  # of "points", as a link holds them
    view: str = ""  # what must be chosen on its page, so that a run can be judged
    keeps: tuple = ()  # the settings that must stay as they are given: keys of LABELS
    hides: tuple = ()  # what would tell the answer: "rates"
    seconds: int = 0  # for a line fitted by hand, whose clock starts at the first touch; 0: no clock

    @cached_property
    def own(self):
        """The OwnData that it begins with."""
        return link.from_text(self.scenario, self.points)

    @property
    def start(self):
        """What the widgets stand at before anybody touches them, {key: value}."""
        given = self.own.names.defaults if self.points else SCENARIOS[self.scenario].defaults if self.scenario else {}
        return ({"scenario": self.scenario} if self.scenario else {}) | given | self.settings

    def judge(self, played):
        """What a run that was played does to this challenge. -> Judged"""
        if played is None:
            return Judged(False, f"choose **{self.view}** in the sidebar.")
        if self.scenario and played.scenario != self.scenario:
            return Judged(False, f"it is on other data. Choose **{TITLES[self.scenario]}** as the scenario.")
        moved = [name for name in self.keeps if played.settings.get(name) != self.start.get(name)]
        if moved:
            return Judged(
                False, f"set **{LABELS[moved[0]]}** back to {self.start[moved[0]]:g}: the challenge gives it."
            )
        return self.check(played)


TITLES = {slug: scenario.title for slug, scenario in SCENARIOS.items()} | OWN
SECONDS = 10  # for a hand; a run of 1,000 epochs is played in as many
SIX_POINTS = "x||y|;1,3;2,5;3,3;4,6;5,4;6,5"
ADAM = "adam", None, 0.1
ROWS = (
    Challenge(
        slug="twenty-epochs",
        title="Twenty epochs",
        page="train",
        asks="Change only the learning rate, so that the run arrives in at most 20 epochs.",
        hint="Make the rate larger, little by little, until the line begins to jump from one side to the other. Then it is "
        "near the limit of this data. The quickest rate is a little below it.",
        because="The error goes away in two directions, a steep one and a flat one. A larger rate is faster in the flat "
        "one. Near the limit the steep one bounces. The best rate, 2/(λmin + λmax), makes both equally fast.",
        check=checks.in_twenty_epochs,
        hides=("rates",),
        scenario="houses",
        settings={"seed": 7},
        keeps=(*DATA, *START),
    ),
    Challenge(
        slug="save-it",
        title="Save it",
        page="train",
        asks="Make the run diverge. Then save it without a reset, so that it still arrives.",
        hint="Choose a rate a little above the limit, make the speed slower, and press **Train**. When the loss is more than "
        "twice the loss of the start, press **Pause**. Move the rate down, and go on.",
        because="A run that diverges is only far away. It is still on the same bowl, and there every place leads down to "
        "the lowest point. So a rate below the limit brings it back, from however far.",
        check=checks.saved,
        scenario="simple",
        settings={"epochs": 500},  # of a longer run the player takes an early change of the rate for a new start
    ),
    Challenge(
        slug="at-the-edge",
        title="At the edge",
        page="train",
        asks="Find the largest rate of the slider that still settles, and let it arrive.",
        hint="Go up with the rate until the loss rises at the end. One step back is the answer. Near the limit a run needs "
        "many epochs.",
        because="In the steepest direction each step multiplies the error by 1 − ηλmax. Up to the limit η = 2/λmax this is "
        "between −1 and 1, so the error becomes smaller. Above the limit it grows.",
        check=checks.at_the_edge,
        hides=("rates",),
        scenario="growing-noise",
        settings={"rate": 0.001},
        keeps=DATA,
    ),
    Challenge(
        slug="loss-zero",
        title="Loss zero",
        page="train",
        asks="Let the run end with a loss of practically 0: a millionth of the loss at its start.",
        hint="More epochs alone do not help: the run stops at the lowest loss of these points. What keeps the points off "
        "the line?",
        because="The lowest loss comes from the noise: no line goes through all the points. Without noise the points lie on "
        "the true line, and there every error is 0.",
        check=checks.loss_zero,
        scenario="simple",
    ),
    Challenge(
        slug="one-point",
        title="One point",
        page="train",
        asks="Move or add exactly one point, so that the run ends with a slope at least twice as large.",
        hint="Every point pulls on the line. Which points can turn it, and which can only lift it?",
        because="The slope is the mean of (x − mean of x) · (y − mean of y), divided by the variance of x. So a point far "
        "from the mean of x changes the slope most. A point in the middle only lifts the line.",
        check=lambda played: checks.twice_as_steep(played, CHALLENGES["one-point"].own.names.points),
        scenario="points",
        points=SIX_POINTS,
    ),
    Challenge(
        slug="one-step",
        title="One step",
        page="loss_surface",
        asks=f"Find a start from which one step is enough. Its loss must be at least {checks.FAR} times the lowest loss.",
        hint="At this rate one step goes all the way in the steepest direction, and hardly moves in the flat one. So begin "
        "where the flat direction has nothing left to do. Click the map, then set w and b under **More**.",
        because="The rate is about 1/λmax. So one step removes the whole error of the steepest direction, however large it "
        "is. From a start straight up the steep side there is no other error.",
        check=checks.one_step,
        scenario="simple",
        view="one start",
        settings={"rate": 0.006, "epochs": 100, "surface_starts": "one start"},
        keeps=DATA,
    ),
    Challenge(
        slug="two-units",
        title="Two units, the same line",
        page="feature_scaling",
        asks=f"Make both sides arrive within {checks.BOTH_WITHIN} epochs, so that they end with the same line.",
        hint="One side is slow because its bowl is a long valley. Write x in another way. Then both sides want a larger "
        "share of their limits.",
        because="The unit of x changes the numbers w and b, but not the line. It also changes the condition number: the "
        "smaller it is, the fewer epochs a run needs.",
        check=checks.both_sides,
        scenario="simple",
        settings={"epochs": 500, "fs_scaled": "thousands", "fs_rates": "same share", "fs_share": 25},
        keeps=(*DATA, *START),
    ),
    Challenge(
        slug="beat-adam",
        title="Beat Adam",
        page="optimizers",
        asks="Leave Adam in run 1 as it is. Change run 2, so that it arrives before Adam.",
        hint="At its best rate plain descent is about as fast as this Adam, but not faster. What else is on the list?",
        because="Adam's steps are about η long, however steep the loss is. So its rate alone says how long the way takes. "
        "Momentum adds up the gradients that agree, so its steps become longer along the flat direction.",
        check=partial(checks.beats_adam, adam=ADAM),
        scenario="simple",
        settings={
            **{"opt_race": "my own", "opt_runs": 2, "opt_rule1": ADAM[0], "opt_size1": ADAM[1], "opt_rate1": ADAM[2]},
            **{"opt_cool1": False, "opt_rule2": "gradient descent", "opt_size2": None, "opt_rate2": 0.001},
            "opt_cool2": False,
        },
        keeps=(*DATA, *START, "epochs"),  # in a very long race Adam leaves the lowest loss again
    ),
    Challenge(
        slug="calm-a-wiggle",
        title="Calm a wiggle",
        page="ridge",
        asks=f"Make a curve whose held-out error without a penalty is at least {checks.WIGGLES:g} times the smallest one. "
        "Then choose an l2 that calms it.",
        hint="A curve wiggles when its degree is high. Press **Play** and look for the l2 with the smallest held-out error. "
        "Then move your l2 there.",
        because="A wiggle needs large weights that nearly cancel. The penalty makes large weights expensive, so the curve "
        "becomes smooth. With too large an l2 it can no longer follow the points.",
        check=checks.calmed,
        view="a growing l2",
        settings={
            **{"ridge_data": "a wave", "ridge_plays": "a growing l2", "ridge_degree": 4, "ridge_l2": 0.0},
            **{"ridge_n": 20, "ridge_noise": 0.3, "ridge_seed": 42, "ridge_share": 30, "ridge_split": 42},
        },
    ),
    Challenge(
        slug="ten-seconds",
        title="Your hand against descent",
        page="train",
        asks=f"Drag the two handles for {SECONDS} seconds. Then press **Train**: descent starts from the same level line, and "
        f"has {SECONDS} seconds too. The smaller loss wins.",
        hint="First move each handle into the middle of the points near it. Then look at the MSE beside the clock: move one "
        "handle a little, as long as the MSE falls.",
        because="You see all the points at once, so one move brings your line near them. Descent knows only the slope of the "
        "loss at its own line, and goes a small step each time. With more epochs it wins: it goes on to the lowest loss.",
        check=checks.hand_wins,
        scenario="iris",
        settings={"rate": 0.006, "epochs": 1000, "by_hand": True},
        keeps=("n", "rate", "epochs"),
        view="Fit by hand",
        seconds=SECONDS,
    ),
)
CHALLENGES = {row.slug: row for row in ROWS}
