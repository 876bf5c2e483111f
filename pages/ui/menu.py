"""The pages in their order, one row each: the menu, the way to the next one, and a teacher's lesson come from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One page. file: its name in pages/, which links hold."""

    file: str
    title: str
    icon: str  # of Material
    section: str
    asks: str = ""  # its question, for the one who goes on to it

    @property
    def path(self):
        return f"pages/{self.file}.py"


UNDERSTAND, FURTHER = "Understand", "Go further"
MENU = (
    Row("train", "1 Train", "play_arrow", ""),
    Row("one_step", "2 One step by hand", "footprint", UNDERSTAND, "what happens in one step?"),
    Row("loss_surface", "3 The loss surface", "landscape", UNDERSTAND, "where does training go, and can it get stuck?"),
    Row("learning_rate", "4 The learning rate", "speed", UNDERSTAND, "how big should a step be?"),
    Row("feature_scaling", "5 Feature scaling", "straighten", UNDERSTAND, "why do units matter?"),
    Row("optimizers", "6 Batches and optimizers", "sprint", FURTHER, "do we need all the data for each step?"),
    Row("ridge", "7 Ridge", "compress", FURTHER, "what if the model is too flexible?"),
    Row("many_features", "8 Many features", "view_column", FURTHER, "what if there is more than one x?"),
    Row("scikit_learn", "9 Against scikit-learn", "balance", FURTHER, "does a library get the same?"),
    Row("beyond", "10 To neural networks", "hub", FURTHER, "what if a line is not enough?"),
    Row("learned", "11 What you learned", "flag", FURTHER, "five ideas, and what comes next"),
    Row("challenges", "12 Challenges", "trophy", FURTHER, "can you make a run do what you want?"),
    Row("teach", "13 For teachers", "school", FURTHER),
)
ROWS = {row.file: row for row in MENU}
LESSONS = tuple(row.file for row in MENU if row.file not in ("challenges", "teach"))
