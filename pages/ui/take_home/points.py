"""The code that makes a run's points again: drawn from their seed where a seed drew them, else number by number."""

from functools import partial
from textwrap import fill

import numpy as np

from linreg_core import data as draws
from pages.ui.own.data import with_unit
from pages.ui.rates import short
from pages.ui.take_home.recipe import Points

WIDTH = 100  # of a line of code
X_CODE = {
    draws.around_zero: "rng.randn({n}, 1) * 10",
    draws.around_a_typical_house: "rng.uniform(-5, 5, ({n}, 1))",
    draws.zero_to_twenty: "rng.uniform(0, 20, ({n}, 1))",
    draws.real_sizes: "rng.uniform(1000, 3000, ({n}, 1))",
}
NOISE_CODE = {
    draws.one_outlier: "noise[np.argmax(X)] -= 80  # the point farthest to the right lies 80 too low",
    draws.growing: "noise = noise * X / 10  # it grows with x",
    draws.bent: "noise = noise + 0.2 * (X - 10) ** 2  # a curve on top of the line",
}


def points_of(data, sample):
    """The points of these SampleSettings, whose Sample is given. -> Points"""
    X, y = sample.points()
    names = sample.names
    code = partial(drawn, data) if data.true_line else partial(written, names, X, y)
    headers = with_brackets(names.x_name, names.x_unit), with_brackets(names.y_name, names.y_unit)
    return Points(X, y, code, tuple(zip(headers, (X[:, 0], y[:, 0]), strict=True)), names)


def with_brackets(name, unit):
    """price ($): so a file's header says its unit, and so the app reads it again."""
    return f"{name} ({unit})" if unit else name


def drawn(data):
    """The lines that draw them: X, then the noise, as the app does."""
    names, (w, b) = data.names, data.true_line
    lines = [
        f"# {meaning(names)} The same seed draws the same points.",
        f"rng = np.random.RandomState({data.seed})",
        f"X = {X_CODE[names.draw_x].format(n=data.n)}",
        f"noise = rng.randn({data.n}, 1) * {short(data.noise)}",
        *([NOISE_CODE[names.distort]] if names.distort else []),
        f"y = X * {bracketed(w)} + {bracketed(b)} + noise",
    ]
    return "\n".join(lines)


def written(names, X, y):
    """Each number of them."""
    return f"# {meaning(names)}\n{array('X', X)}\n{array('y', y)}"


def meaning(names):
    """What x and y are, in a line of its own: names hold no line breaks."""
    if (names.x_name, names.y_name) == ("x", "y") and not names.x_unit:
        return f"The points: {names.title}."
    return f"The points: x is {with_unit(names.x_name, names.x_unit)}, y is {with_unit(names.y_name, names.y_unit)}."


def bracketed(value):
    """-2.5 as (-2.5), so that it can follow a sign."""
    return f"({short(value)})" if value < 0 else short(value)


def array(name, values):
    """An array (n, d) with all its digits."""
    values = np.asarray(values)
    text = fill(", ".join(short(value) for value in values.ravel()), WIDTH, break_long_words=False)
    indented = "\n".join(f"    {line}" for line in text.splitlines())
    return f"{name} = np.array([\n{indented}\n]).reshape(-1, {values.shape[1]})"
