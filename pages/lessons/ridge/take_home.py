"""What the player's Save writes of this page: the points, and where descent trains its run."""

from functools import partial

from pages.lessons.ridge.descent import descent
from pages.lessons.ridge.problem import problem, used_rows
from pages.ui.numbers import plain
from pages.ui.rates import short
from pages.ui.take_home.points import array, with_brackets
from pages.ui.take_home.recipe import Descent, Points, Recipe, Stage

POWERS = """\
# The columns x, x², …, x^{degree}: each minus its mean, divided by its standard deviation
powers = x ** np.arange(1, {degree} + 1)
X = (powers - powers.mean(axis=0)) / powers.std(axis=0)"""


def recipe(settings):
    """-> Recipe; while l2 grows there is no run to write, only the points"""
    data, p = settings.data, problem(settings.data)
    descents = ()
    if not settings.grows:
        stage = Stage(descent(data, settings.l2, settings.epochs).rate, settings.epochs)
        descents = (Descent((0.0,) * p.degree, 0.0, (stage,)),)
    return Recipe(
        "ridge",
        "Ridge",
        words(settings),
        Points(p.Z, p.y, partial(code, data, p), table(p)),
        descents,
        settings.l2,
        seed=data.seed,
    )


def words(settings):
    """Everything that was set, in one line."""
    data = settings.data
    drawn = [f"seed {data.seed}", f"noise {plain(data.noise)}"] if data.own is None else []
    trained = [] if settings.grows else [f"l2 {plain(settings.l2)}", f"{settings.epochs:,} epochs"]
    held_out = f"{data.share}% held out, seed of the split {data.split}"
    return " · ".join([f"degree {data.degree}", f"{data.n} points", *drawn, held_out, *trained])


def table(p):
    """All points, and which of them were held out."""
    x, y = ([*kept[:, 0], *out[:, 0]] for kept, out in ((p.x, p.x_out), (p.y, p.y_out)))
    role = ["training"] * len(p.x) + ["held out"] * len(p.x_out)
    names = p.names
    headers = with_brackets(names.x_name, names.x_unit), with_brackets(names.y_name, names.y_unit), "used for"
    return tuple(zip(headers, (x, y, role), strict=True))


def code(data, p):
    """The lines that give the training rows: X, the powers of x, and y."""
    return f"{own(data, p) if data.own else wave(data, p)}\n{POWERS.format(degree=data.degree)}"


def wave(data, p):
    """A wave with noise, drawn as the app does; some rows are held out."""
    return f"""\
rng = np.random.RandomState({data.seed})
x = rng.uniform(-3, 3, ({data.n}, 1))
y = np.sin(1.5 * x) + rng.randn({data.n}, 1) * {short(data.noise)}
# {data.share}% of the points are held out: training never sees them
held_out = np.random.RandomState({data.split}).permutation({data.n})[:{len(p.x_out)}]
x, y = np.delete(x, held_out, axis=0), np.delete(y, held_out, axis=0)"""


def own(data, p):
    """A learner's own training points; their x is moved to the range of -3 to 3 before its powers are taken."""
    X, _ = used_rows(*data.own.names.points)
    low, width = short(X.min()), short(X.max() - X.min())
    return f"# The training points\n{array('x', p.x)}\n{array('y', p.y)}\nx = 6 * ((x - {low}) / {width}) - 3"
