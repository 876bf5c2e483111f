"""The tutorial's pitfall with two columns: one mean and one standard deviation for the whole table."""

import numpy as np

import linreg_core as core
from pages.lessons.feature_scaling.words import arrival
from pages.ui.numbers import plain

ABOUT = "50 made-up houses: size in square feet, and number of bedrooms. Epochs at half of each limit, to within 1 %."
HEAD = (
    "| | size: mean | size: std | bedrooms: mean | bedrooms: std | condition number | limit 2/λmax | epochs |\n"
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
    return table, (
        f"One mean ({plain(X.mean())}) and one standard deviation ({plain(X.std())}) for the whole table mix square feet "
        f"with bedrooms. The bedrooms, all between {X[:, 1].min():g} and {X[:, 1].max():g}, end up between "
        f"{low} and {high}: nearly a second intercept, so the bowl stays a "
        f"valley: {arrival(epochs_needed(together, y))} epochs, against {arrival(epochs_needed(each, y))} column by column. "
        "There (`axis=0`) both columns have mean 0 and standard deviation 1. With a single column the two lines are the "
        "same, which is why the tutorial's works there."
    )


def row(name, Z, y):
    """One way to scale the table: its columns, its bowl, and the epochs it needs."""
    columns = [tidy(value) for pair in zip(Z.mean(axis=0), Z.std(axis=0), strict=True) for value in pair]
    bowl = [plain(core.condition_number(Z)), plain(core.learning_rate_limit(Z)), arrival(epochs_needed(Z, y))]
    return f"| {' | '.join([name, *columns, *bowl])} |"


def epochs_needed(Z, y):
    """Epochs at half of the limit until the loss is within 1 % of its floor."""
    start = np.zeros((Z.shape[1], 1)), np.zeros((1, 1))
    return core.epochs_to_reach(Z, y, start, core.learning_rate_limit(Z) / 2, 0.01 * core.smallest_loss(Z, y))


def tidy(value, digits=3):
    """A mean or std of a column: three digits, and what is only rounding as 0."""
    return "0" if abs(value) < 1e-9 else plain(value, digits).replace("-", "−", 1)
