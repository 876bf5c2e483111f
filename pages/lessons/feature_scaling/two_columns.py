"""A pitfall with two columns: one mean and one standard deviation for the whole table."""

import numpy as np

import linreg_core as core
from pages.ui.numbers import count, plain

ABOUT = (
    "Here are 50 made-up houses with two columns: size in square feet, and number of bedrooms. "
    "The tutorial's code scales the whole table with one mean and one standard deviation. Is that right?"
)
HEAD = (
    "| table | size: mean | size: std | bedrooms: mean | bedrooms: std | condition number | limit 2/λmax | epochs |\n"
    f"|---|{'---:|' * 7}"
)


def houses_with_bedrooms(seed, n=50):
    """Made-up houses: X (n, 2) of sizes in sq ft and numbers of bedrooms, y (n, 1) prices in $."""
    rng = np.random.RandomState(seed)
    X = np.column_stack([rng.uniform(1000, 3000, n), rng.randint(1, 6, n)]).astype(float)
    return X, X @ [[200.0], [25_000.0]] + 30_000 + rng.randn(n, 1) * 30_000


def whole_table(X):
    """The tutorial's line, whose mean and std are those of all columns together."""
    return (X - X.mean()) / X.std()


def two_columns(seed):
    """A table and a sentence: one mean and one std for the whole table, against one for each column."""
    X, y = houses_with_bedrooms(seed)
    together, each = whole_table(X), core.standardize(X)[0]
    forms = {
        "raw": X,
        "`(X - X.mean()) / X.std()`, the tutorial's": together,
        "`(X - X.mean(axis=0)) / X.std(axis=0)`": each,
    }
    table = "\n".join([HEAD, *(row(name, Z, y) for name, Z in forms.items())])
    low, high = tidy(together[:, 1].min(), 4), tidy(together[:, 1].max(), 4)
    few, many = (count(int(X[:, 1].min()), "bedroom"), count(int(X[:, 1].max()), "bedroom"))
    return table, (
        f"- One mean ({plain(X.mean())}) and one standard deviation ({plain(X.std())}) mix square feet with bedrooms.\n"
        f"- {few} becomes {low}, and {many} become {high}. So this column is nearly constant, and does the work of b again.\n"
        f"- It needs {needed(together, y)}. Scaled column by column (`axis=0`), it needs {needed(each, y)}.\n"
        "- With a single column both codes are the same. So the tutorial's code is right there."
    )


def row(name, Z, y):
    """One way to scale the table: its columns, its bowl, and the epochs it needs."""
    columns = [tidy(value) for pair in zip(Z.mean(axis=0), Z.std(axis=0), strict=True) for value in pair]
    bowl = [plain(core.condition_number(Z)), plain(core.learning_rate_limit(Z)), plain(epochs_needed(Z, y), 4)]
    return f"| {' | '.join([name, *columns, *bowl])} |"


def epochs_needed(Z, y):
    """Epochs at half of the limit until the loss is within 1% of the lowest."""
    start = np.zeros((Z.shape[1], 1)), np.zeros((1, 1))
    return core.epochs_to_reach(Z, y, start, core.learning_rate_limit(Z) / 2, 0.01 * core.smallest_loss(Z, y))


def needed(Z, y):
    return count(epochs_needed(Z, y))


def tidy(value, digits=3):
    """A mean or std of a column: three digits, and what is only rounding as 0."""
    return "0" if abs(value) < 1e-9 else plain(value, digits)
