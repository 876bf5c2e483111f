"""What the player's Save writes of this page: three runs from three starts, on the columns that training sees."""

from functools import partial

from pages.lessons.many_features.columns import TRUE_B
from pages.lessons.many_features.runs import starts
from pages.ui.numbers import count, plain
from pages.ui.rates import short
from pages.ui.take_home.points import array
from pages.ui.take_home.recipe import Descent, Points, Recipe, Stage

SCALE = """
# Each column: minus its mean, divided by its standard deviation
X = (X - X.mean(axis=0)) / X.std(axis=0)"""
NAMES = "from zero", "from one corner", "from another corner"


def recipe(settings, c):
    """c: the Columns. -> Recipe"""
    X, _ = c.inputs(settings.scaled)
    stage = Stage(settings.rate, settings.epochs)
    descents = [
        Descent(tuple(w[:, 0].tolist()), b.item(), (stage,), name)
        for (w, b), name in zip(starts(settings, c), NAMES, strict=True)
    ]
    table = tuple(zip([*c.names, c.y_name], [*c.X.T, c.y[:, 0]], strict=True))
    points = Points(X, c.y, partial(code, settings, c), table)
    seed = None if settings.data.real else settings.data.seed
    return Recipe("many_features", "Many features", words(settings, c), points, tuple(descents), settings.l2, seed=seed)


def words(settings, c):
    """Everything that was set, in one line."""
    return " · ".join(
        [
            f"{count(len(c.X), 'row')}, {count(c.d, 'column')}",
            *([] if settings.data.real else [f"seed {settings.data.seed}", f"noise {plain(settings.data.noise)}"]),
            "standardised" if settings.scaled else "columns as they are",
            f"learning rate {plain(settings.rate)}",
            f"l2 {plain(settings.l2)}",
            f"{settings.epochs:,} epochs",
        ]
    )


def code(settings, c):
    """The lines that give X and y: drawn from the seed, or number by number."""
    data = settings.data
    lines = written(c) if data.real else drawn(data)
    if data.copied:
        lines += "\nX = np.hstack([X, X[:, :1]])  # the first column a second time"
    return lines + (SCALE if settings.scaled else "")


def drawn(data):
    """As the app draws them: the columns, then the noise."""
    d = len(data.weights)
    return "\n".join(
        [
            f"rng = np.random.RandomState({data.seed})",
            f"X = rng.randn({data.n}, {d}) * np.array([{listed(data.spreads)}])  # each column has its spread",
            f"true_w = np.array([{listed(data.weights)}]).reshape(-1, 1)",
            f"y = X @ true_w + {short(TRUE_B)} + rng.randn({data.n}, 1) * {short(data.noise)}",
        ]
    )


def written(c):
    """The columns without a copy, which is added later."""
    own = c.X[:, :-1] if c.names[-1] == "copy" else c.X
    return f"{array('X', own)}\n{array('y', c.y)}"


def listed(values):
    return ", ".join(map(short, values))
