"""The curve with several low points, in words: what it is for, and where training ended."""

import numpy as np

import linreg_core as core
from pages.lessons.loss_surface.valley import EPOCHS
from pages.ui.numbers import count, plain
from pages.ui.playback import Story

NEAR, SHORT, FLAT = 0.02, 1e-3, 0.02  # this close to a low point, a step this short, and a gradient this small

VALLEYS = """
The loss of a line has **one** low point. Other models can have several. Here the model is a wave, ŷ = sin(θx), with one
parameter θ.

- The **global minimum** is the lowest point of all.
- A **local minimum** is lower than all places near it, but not the lowest of all.

Move the start, or click the curve. In which minimum will it end?
"""
WHY_SEVERAL = """
The eight points lie exactly on one wave. But nobody measured between x = 1 and x = 3.

There a wave with another number of swings nearly fits the points. Each such wave is a local minimum of the loss.
"""
NETWORKS = """
A neural network has its parameters inside functions that are not straight. So its loss has several low points. Which one
you reach depends on where you start.

In large networks most of these low points are about equally good. So this is less of a problem than it seems.

For a line there is only one lowest point, and every start leads to it.
"""


def story(x, y, theta, rate, ends, minima):
    """The Story of a run over θ. ends: of all starts of the slider, (s,). minima: the places of the low points, (v,)."""
    losses = core.sine_loss(x, y, minima)
    deepest = int(np.argmin(losses))
    reached = int(np.sum(np.abs(ends - minima[deepest]) < NEAR))
    share = (
        f"At this rate, {reached} of the {len(ends)} starts of this slider are in the global minimum after "
        f"{count(10 * EPOCHS, 'step')}."
    )
    end, near = float(theta[-1]), int(np.argmin(np.abs(minima - theta[-1])))
    last, gradient = np.diff(theta[-6:]), float(core.sine_gradient(x, y, theta[-1:])[0])
    place = f"θ = {plain(end, 3)}"
    if abs(last[-1]) > SHORT and np.all(last[1:] * last[:-1] < 0):
        return Story(
            "It jumps to and fro.",
            f"The rate {plain(rate)} is too large: the last step was {plain(abs(last[-1]))} long.",
            (),
            (share,),
        )
    if max(abs(last[-1]) / SHORT, abs(minima[near] - end) / NEAR, abs(gradient) / FLAT) > 1:
        head = "It has not come to rest yet." if abs(last[-1]) <= NEAR else "It does not come to rest."
        return Story(
            head,
            f"After {count(EPOCHS, 'step')} it is at {place}, and the gradient is {plain(gradient, 2)}.",
            (),
            (share,),
        )
    loss = plain(core.sine_loss(x, y, theta[-1:])[0], 2)
    which, verb = "the global" if near == deepest else "a local", "starts" if abs(end - theta[0]) < SHORT else "ends"
    head = f"It {verb} in {which} minimum."
    if near == deepest:
        return Story(head, f"It ends at {place} with the loss {loss}.", (), (share,))
    why = (
        "Close to a local minimum the gradient is nearly 0, so the steps are very short. "
        "To get out, it would have to go up first.",
    )
    lowest = plain(losses[deepest], 2)
    return Story(
        head, f"It ends at {place} with the loss {loss}; in the global minimum the loss is {lowest}.", why, (share,)
    )
