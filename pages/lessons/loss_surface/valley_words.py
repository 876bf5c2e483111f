"""The curve with several valleys, in words: what it is for, where descent ended, and how many starts find the deepest."""

import numpy as np

VALLEYS = (
    "A line's loss is always **one** bowl. A model that bends can do worse. Here the same descent fits a wave, ŷ = sin(θx), to "
    "eight points that lie exactly on one; nobody measured between 1 and 3, so a wave with another number of swings "
    "nearly fits. Move the start, or click the curve: which valley does it end in?"
)
NETWORKS = (
    "A neural network puts its parameters inside bent functions, so **its** loss surface has hills and several valleys, and "
    "the random start decides in which of them training ends. In large networks most of the places where training ends are "
    "about equally good, so this hurts less than it seems. **A line has none of these worries: from every start, "
    "there is one lowest point, and downhill leads to it.**"
)


def ending(start, end, ends, minima, losses):
    """Where descent on the curve ended, and how many of the slider's starts end in the deepest valley.

    ends: of all starts, (s,). minima, losses: the places of the valleys and their depths, (v,).
    """
    deepest = int(np.argmin(losses))
    near = int(np.argmin(np.abs(minima - end)))
    reached = int(np.sum(np.abs(ends - minima[deepest]) < 0.05))
    share = f"Of the {len(ends)} starts of this slider, **{reached}** end in the deepest valley at this rate."
    if abs(minima[near] - end) > 0.05:
        return f"From θ = {start:.2f} it has not settled in any of these valleys. {share}"
    if near == deepest:
        return (
            f"From θ = {start:.2f} it ends in the **deepest** valley: θ = {end:.2f}, loss {losses[near]:.2g}. {share}"
        )
    return (
        f"From θ = {start:.2f} it ends at θ = {end:.2f} with the loss {losses[near]:.2g}, a **local** minimum: the slope is 0 "
        f"there, so descent stops, though at θ = {minima[deepest]:.2f} the loss is {losses[deepest]:.2g}. {share}"
    )
