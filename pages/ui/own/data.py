"""A learner's own data as a scenario: names and ranges of sliders come from the points. No Streamlit here.

Names come from a file or a link, so they may hold anything: as_name() makes text of them that neither Markdown, nor
Plotly's titles, nor the templates of readouts read as more than text.
"""

from dataclasses import is_dataclass, replace
from hashlib import sha256

import numpy as np

import linreg_core as core
from pages.ui.own.names import short
from pages.ui.scenarios import Scenario

LARGEST = 1e12
SMALLEST = 1e-9  # a spread of x that is no more than rounding
OWN = {"points": "Your own points", "file": "Your own file"}  # scenarios, by their titles
FLAT = "All y are equal, so there is nothing to learn. Choose other data."
SHARE = 0.2  # of the largest rate that works: where the slider stands
LOOKALIKES = str.maketrans("<>*`[]{}$:\\|~&@#_;", "‹›∗'()()＄∶/∕-＆＠＃ ,")


class Own:
    """What a learner brought. Two are equal if all their numbers and names are."""

    __slots__ = ("digest",)

    def __init__(self, *parts):
        told = (part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode() for part in parts)
        self.digest = sha256(b"|".join(told)).hexdigest()[:20]

    def __eq__(self, other):
        return isinstance(other, Own) and self.digest == other.digest

    def __hash__(self):
        return hash(self.digest)

    def __repr__(self):
        return f"own {self.digest}"

    def __deepcopy__(self, memo):
        return self


class OwnData(Own):
    """Points, as a scenario. lineage: a name that points keep when they are moved while a run goes on; their own by default."""

    __slots__ = ("lineage", "names")

    def __init__(self, names, lineage=""):
        self.names, self.lineage = names, lineage
        X, y = names.points
        super().__init__(names.title, names.x_name, names.x_unit, names.y_name, names.y_unit, X, y, lineage)
        self.lineage = lineage or self.digest

    def __repr__(self):
        return f"own {self.lineage}"

    def going_on_from(self, before):
        """These points under the name and the sliders of those before them: a run goes on. -> OwnData"""
        X, y = self.names.points
        names = replace(before.names, points=(X, y), n_samples=len(X), about=self.names.about)
        return OwnData(names, before.lineage)

    @property
    def n(self):
        """How many points."""
        return len(self.names.points[0])


class OwnColumns(Own):
    """Several columns X (n, d) and y (n, 1), with their names."""

    __slots__ = ("X", "names", "y", "y_name")

    def __init__(self, X, y, names, y_name):
        self.X, self.y, self.names, self.y_name = X, y, [as_name(name) for name in names], as_name(y_name)
        super().__init__(self.names, self.y_name, X.shape, X, y)


def own_in(value):
    """Whether this is a learner's own data, or settings that hold it."""
    if isinstance(value, Own):
        return True
    return is_dataclass(value) and any(own_in(getattr(value, name, None)) for name in ("own", "data"))


def own_data(X, y, title, x=("x", ""), y_named=("y", ""), lineage=""):
    """n values of x and of y with their names and units. -> OwnData; a ValueError if no line can be fitted to them"""
    X, y = np.asarray(X, float).reshape(-1, 1), np.asarray(y, float).reshape(-1, 1)
    check(X, y)
    (x_name, x_unit), (y_name, y_unit) = ((as_name(name), as_unit(unit)) for name, unit in (x, y_named))
    w, b = (value.item() for value in core.least_squares(X, y))
    spread = float(np.std(y) / np.std(X))
    plain = (x_name, x_unit, y_name, y_unit) == ("x", "", "y", "")
    meaning = "" if plain else f"x is {with_unit(x_name, x_unit)}, y is {with_unit(y_name, y_unit)}:"
    return OwnData(
        Scenario(
            title=title,
            about=f"{meaning} {len(X):,} points.".lstrip(),
            points=(X, y),
            n_samples=len(X),
            x_name=x_name,
            x_unit=x_unit,
            y_name=y_name,
            y_unit=y_unit,
            learning_rate=rate_below(SHARE * core.learning_rate_limit(X)),
            epochs=1000,
            w_range=slider_around(max(abs(w), spread)),
            b_range=slider_around(max(abs(b), float(np.max(np.abs(y))))),
        ),
        lineage,
    )


def standardised(own):
    """The same points with x in standard deviations from its mean. -> OwnData"""
    names = own.names
    X, y = names.points
    Z, scaler = core.standardize(X)
    mean, deviation = (f"{value:.4g} {names.x_unit}".rstrip() for value in (scaler.shift.item(), scaler.scale.item()))
    same = own_data(Z, y, names.title, (f"{names.x_name}, standardised", ""), (names.y_name, names.y_unit)).names
    about = (
        f"x is {names.x_name}, standardised: 0 is its mean, {mean}, and 1 is one standard deviation, {deviation}, more."
    )
    return OwnData(replace(same, about=about))


def check(X, y):
    """Errors: a ValueError with what is missing."""
    if len(X) < 2:
        raise ValueError("A line needs two points at least.")
    if not (np.isfinite(X).all() and np.isfinite(y).all()):
        raise ValueError("Every x and every y must be a number.")
    if max(np.max(np.abs(X)), np.max(np.abs(y))) > LARGEST:
        raise ValueError("These numbers are too large: use a larger unit, so that all are below 10¹².")
    if not spread_enough(X):
        raise ValueError("All x are equal, so no slope fits better than another. Give one point another x.")


def spread_enough(X):
    """Whether the values of x differ by more than rounding."""
    return bool(np.ptp(X) > SMALLEST * np.max(np.abs(X)))


def with_unit(name, unit):
    return f"{name} in {unit}" if unit else name


def rate_below(rate):
    """One digit and a power of ten, as the slider of rates has it: 0.0032 -> 0.003."""
    power = int(np.floor(np.log10(rate)))
    digit = max(d for d in (1, 2, 3, 4, 5, 6, 8) if d <= rate / 10.0**power or d == 1)
    return float(f"{digit}e{power}")


def slider_around(value):
    """(lowest, highest, step) of a slider that reaches twice as far as this value, in round numbers."""
    reach = rounded_up(2 * value) if value > 0 else 1.0
    return -reach, reach, float(f"{reach / 100:.0e}")


def rounded_up(value):
    """1, 2 or 5 times a power of ten, at least this value."""
    power = int(np.floor(np.log10(value)))
    return next(float(f"{digit}e{power}") for digit in (1, 2, 5, 10) if float(f"{digit}e{power}") >= value)


def as_name(text):
    """Text that nothing reads as markup, in one line, not too long."""
    return short(as_text(text).replace("www.", "www "))


def as_unit(text):
    """The same for a unit; a dollar alone is one that pages know."""
    return text if text == "$" else as_name(text)


def as_text(text):
    """A sentence with names in it that nothing reads as markup."""
    return str(text).translate(LOOKALIKES)
