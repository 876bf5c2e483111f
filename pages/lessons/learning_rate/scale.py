"""The scale of rates: the epochs that each needs, with the race's own, the learner's, and the tutorial's two marked."""

from dataclasses import dataclass

import numpy as np

import linreg_core as core
from pages.lessons.learning_rate.race import MINE, SHARES, rates_of
from pages.lessons.learning_rate.scale_charts import scale_chart
from pages.lessons.learning_rate.tutorial import CURE, TUTORIAL
from pages.lessons.learning_rate.zones import ABOVE, scale_rates
from pages.ui import runs, verdict
from pages.ui.kept import kept
from pages.ui.numbers import count, percent, plain


@dataclass(frozen=True, eq=False)
class Scale:
    """The epochs needed at many rates below the limit."""

    rates: np.ndarray
    epochs: np.ndarray  # inf: never
    goal: verdict.Goal

    @property
    def fastest(self):
        """(rate, epochs) of the rate that arrives first, among those of the scale."""
        first = int(np.argmin(self.epochs))
        return float(self.rates[first]), float(self.epochs[first])


def scale_of(experiment):
    """-> Scale"""
    points, bowl, start = runs.sample(experiment.data).points(), runs.bowl(experiment.data), experiment.start.parameters
    goal = verdict.goal_of(*points, bowl.floor, start)
    rates = scale_rates(bowl)
    return Scale(rates, core.epochs_to_reach(*points, start, rates, goal.excess), goal)


def pace_at(experiment, rate):
    """The Pace of any rate from this start."""
    return runs.pace(experiment.data, experiment.start, rate)


@kept(200)
def show(experiment):
    """The chart of epochs against the rate, its text for those who cannot see it, and what it shows in words."""
    bowl, scale = runs.bowl(experiment.data), scale_of(experiment)
    needed = pace_at(experiment, experiment.rate)
    mine = MINE, experiment.rate, needed.epochs, beside(MINE, experiment.rate, needed)
    tutorials = {rate: pace_at(experiment, rate) for rate in (TUTORIAL, CURE)}
    dots = [(name, rate, pace_at(experiment, rate).epochs) for name, rate in rates_of(experiment).items()]
    dots = [dot for dot in dots if dot[0] in SHARES and dot[0] != "105%"]
    chart = scale_chart(bowl, scale, dots, [mine, *marks(tutorials, experiment.rate, bowl)], experiment.epochs)
    alt = (
        f"Epochs until the loss is {scale.goal.words}, against the learning rate on a log axis. "
        f"The limit is {plain(bowl.limit, 4)}, the best rate {plain(bowl.best_rate, 4)}. "
        f"{mine[3].replace('<br>', ': ').capitalize()}."
    )
    return chart, alt, told(bowl, scale)


def told(bowl, scale):
    """How to read the chart, and which rate is fastest from this start."""
    rate, epochs = scale.fastest
    fastest = (
        f"The fastest rate from this start is about {plain(rate)}, {percent(rate / bowl.limit)} of the limit. "
        f"It needs about {count(int(epochs)) if epochs < 1e6 else plain(epochs, 4) + ' epochs'}."
        if 0 < epochs < np.inf
        else "From this start every rate below the limit is there at once."
        if epochs == 0
        else "From this start no rate arrives."
    )
    return (
        f"The curve says how many epochs a rate needs until the loss is {scale.goal.words}. It is computed, not trained.\n\n"
        "- **Small** steps: less than a tenth of the best rate. Half the rate needs twice the epochs.\n"
        "- **Large** steps: up to half of the limit. No step lands on the other side of the valley.\n"
        "- **Bounces**: from half of the limit on, each step lands on the other side of the valley.\n"
        "- **Diverges**: above the limit each step lands farther away. So the curve ends there.\n\n"
        f"{fastest} The **best** rate, 2/(λmin + λmax), is the fastest in the long run. From one start another may be faster."
    )


# ---- the words beside a mark


def beside(name, rate, pace):
    """What a rate is, and what it needs or does."""
    if pace.epochs is not None:
        return f"{name} {plain(rate)}<br>{count(pace.epochs)}"
    return f"{name}<br>{plain(rate)}<br>{pace.word if pace.runs_away else 'never arrives'}"


def marks(paces, mine, bowl):
    """(run, rate, epochs, text) for the tutorial's rates, but for the learner's own; far beyond the scale they share one."""
    if min(paces) > ABOVE * bowl.limit:
        both = "<br>and ".join(plain(rate) for rate in sorted(paces))
        return [("", min(paces), None, f"tutorial<br>{both}<br>diverge")]
    return [
        ("", rate, pace.epochs, beside("tutorial", rate, pace) if pace.epochs is None else f"tutorial {plain(rate)}")
        for rate, pace in paces.items()
        if rate != mine
    ]
