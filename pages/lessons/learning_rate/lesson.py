"""The prose of this lesson and its questions. Short sentences; terms of the glossary."""

import linreg_core as core
from pages.ui.numbers import count, plain
from pages.ui.practice import Question

LIMIT = """
The loss of a line is a bowl. It has two main directions, and each has its own curvature λ (an **eigenvalue** of the table
of second derivatives).

- In a direction with curvature λ, the gradient is λ times the error.
- So a step subtracts ηλ times the error, and the part **1 − ηλ** is left.
- If ηλ is below 1, the error gets smaller. If it is 1, nothing is left.
- Between 1 and 2 the error changes its sign: the line bounces, and the swing gets smaller.
- Above 2 the error grows with every step: the run diverges.

The largest curvature, λmax, comes to 2 first. So the limit is **2/λmax**. The smallest curvature, λmin, decides how long
you wait: there each step removes only the part ηλmin.
"""
CHOOSE = """
- Look at the loss. If it rises, divide the rate by ten.
- If it falls very slowly, try three times the rate.
- For a line you can compute the limit. For a neural network you cannot, so people try several rates.
"""


def questions(sample, bowl):
    """Three questions with answers computed from these points."""
    return above_the_limit(bowl), half_the_rate(sample, bowl), three_quarters(bowl)


def above_the_limit(bowl):
    rates = tuple(plain(share * bowl.limit, 4) for share in (0.5, 0.98, 1.02))
    return Question(
        f"The limit of this data is {plain(bowl.limit, 4)}. Which of these rates diverges?",
        rates,
        2,
        f"Only {rates[2]} is above the limit. There each step makes the error in the steepest direction larger.",
    )


def half_the_rate(sample, bowl):
    """From a start whose w and b are both wrong, to a hundredth of its excess."""
    start = [[2 * bowl.minimum.w + 1]], [[2 * bowl.minimum.b + 1]]
    goal = float(core.excess_losses(*sample.points(), *start)[0]) / 100
    rates = [share * bowl.limit for share in (0.002, 0.001)]
    fast, slow = (core.epochs_to_reach(*sample.points(), start, rate, goal) for rate in rates)
    here = f" In one run on this data it is {count(slow)} instead of {count(fast)}." if fast and slow else ""
    return Question(
        "A rate is small, and you make it half as large. How many epochs does it need?",
        ("half as many", "as many as before", "about twice as many"),
        2,
        f"Each step is half as long.{here}",
    )


def three_quarters(bowl):
    rate, steep = 0.75 * bowl.limit, bowl.curvatures[0]
    return Question(
        f"The largest curvature is λmax = {plain(steep, 4)}. What does one step at the rate {plain(rate, 4)} do to that error?",
        (
            "it leaves half of it, on the same side",
            "it leaves half of it, on the other side",
            "it makes it twice as large",
        ),
        1,
        f"1 − ηλmax = 1 − {plain(rate, 4)} · {plain(steep, 4)} ≈ −0.5. The minus says that the line bounces.",
    )
