"""The prose of this lesson, its exercise and its questions. Short sentences; terms of the glossary."""

import linreg_core as core
from pages.lessons.loss_surface.right import right_of
from pages.ui.numbers import plain, quantity
from pages.ui.practice import Question

MAP = """
- Left and right is w, up and down is b. So each place is one line.
- The colour is the loss of that line. On each edge between two colours the loss is the same.
- The cross is the lowest point: the least squares line.
- The path shows the lines of one run, from the start on.
- **3-D** shows the same surface. There the height is the loss.

The two axes have different units, so the picture is stretched. A step follows the numbers w and b, not the picture.
It need not go down the side that looks steepest.
"""
CURVATURE = """
The gradient says how fast the loss rises. The **curvature** says how fast the gradient itself changes.

- A surface over w and b has two main directions. In one it curves most, in the other least.
- Their curvatures are λmax and λmin. They are called **eigenvalues**: of the table of second derivatives, the Hessian.
- In a direction with curvature λ, one step leaves the part 1 − ηλ of the error.
- So a large λ makes fast progress, and a small one slow progress. The rate η is the same for both.
- The condition number is λmax divided by λmin. The larger it is, the more the two speeds differ.
"""
TRY = (
    "Find a start from which **w** is right first: in less than half of the epochs that **b** needs. "
    "Here **right** means: w within {w_near} of {w}, and b within {b_near} of {b}. "
    "Click the map, or set the start under **More**. The result says when it is done."
)


def exercise(sample, bowl, experiment):
    """The task, and what counts as right from this start."""
    near, (w, b) = right_of(sample, bowl, experiment.start), bowl.minimum
    return TRY.format(w_near=plain(near.w), b_near=plain(near.b), w=plain(w, 4), b=plain(b, 4))


def questions(sample, bowl):
    """Three questions with answers computed from these points."""
    w, b = bowl.minimum
    at_zero = float(core.loss_surface(*sample.points(), [0.0], [0.0]).item())
    unit = f"{sample.names.y_unit}²" if sample.names.y_unit else ""
    steep = plain(bowl.curvatures[0])
    return (
        Question(
            "Which place on the map is the least-squares line?",
            (
                f"w = {plain(b, 4)}, b = {plain(w, 4)}",
                f"w = {plain(w, 4)}, b = {plain(b, 4)}",
                f"w = {plain(2 * w, 4)}, b = {plain(2 * b, 4)}",
            ),
            1,
            f"The first axis is w, the second is b. The loss there is {quantity(bowl.floor, unit)}; "
            f"at w = 0, b = 0 it is {quantity(at_zero, unit)}.",
        ),
        Question(
            f"The largest curvature is λmax = {steep}. Up to which learning rate does a path arrive?",
            (
                f"1/{steep} = {plain(bowl.limit / 2)}",
                f"2/{steep} = {plain(bowl.limit)}",
                f"4/{steep} = {plain(2 * bowl.limit)}",
            ),
            1,
            f"One step leaves 1 − η · {steep} of that part of the error. Above 2/λmax it is larger than before.",
        ),
        Question(
            "Ten starts train for a very long time, at a rate below the limit. Where do they end?",
            ("in ten places", "in a few low points", "in the same place"),
            2,
            "The loss of a line curves upwards in every direction. So there is one lowest point, and nowhere to get stuck.",
        ),
    )
