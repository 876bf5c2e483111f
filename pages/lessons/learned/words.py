"""The prose of this page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Idea:
    """One idea, in two or three sentences, and the pages that show it: (file, label)."""

    title: str
    text: str
    pages: tuple


IDEAS = (
    Idea(
        "1. A model makes a prediction, and the loss says how wrong it is.",
        "A line has two parameters, w and b. The loss is the mean of the squared errors. The smaller it is, the better the "
        "line.",
        (("train", "See it again: 1 Train"), ("one_step", "2 One step by hand")),
    ),
    Idea(
        "2. The gradient says in which direction the loss falls.",
        "Each step goes a little against the gradient. For a line there is one lowest point, and every start leads to it.",
        (("one_step", "See it again: 2 One step by hand"), ("loss_surface", "3 The loss surface")),
    ),
    Idea(
        "3. The learning rate sets the length of a step.",
        "If it is too small, training takes long. If it is above the limit 2/λmax, every step makes it worse. The data sets "
        "the limit. When you scale the features, the limit gets larger and training gets faster.",
        (("learning_rate", "See it again: 4 The learning rate"), ("feature_scaling", "5 Feature scaling")),
    ),
    Idea(
        "4. A step does not need all the data.",
        "A batch is enough: its gradient is right on average. Momentum, RMSProp and Adam change the step, not the goal.",
        (("optimizers", "See it again: 6 Batches and optimizers"),),
    ),
    Idea(
        "5. A model can be too flexible.",
        "It then follows the noise of its training points. Points that were held out show it, and a penalty prevents it.",
        (("ridge", "See it again: 7 Ridge"), ("many_features", "8 Many features")),
    ),
)
NEXT = """
**What comes next.** A neural network is the same loop with a more flexible model: predict, measure the loss, find the
gradient, take a step. You have seen its first layer in lesson 10. Libraries such as scikit-learn and PyTorch do these
steps for you. Now you know what they do.
"""
