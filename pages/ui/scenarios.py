"""The menu of data: one row a scenario. A row is a data set, the words of the menu, and where the sliders stand and end."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import plotly

from linreg_core import DATASETS, Dataset
from linreg_core.data import bent

SEEDS = 0, 999
FEWEST_POINTS, MOST_POINTS = 5, 500
TABLES = Path(plotly.__file__).parent / "package_data" / "datasets"


def nearest(value, limits):
    """The value of a slider (low, high, step) nearest to this one."""
    low, high, step = limits
    return float(round(min(high, max(low, low + round((float(value) - low) / step) * step)), 10))


@dataclass(frozen=True, eq=False, kw_only=True)
class Scenario(Dataset):
    """A data set in the menu. A range is (lowest, highest, step) of a slider; real data has no range of noise."""

    title: str  # links hold it: a changed one breaks them
    about: str  # one plain sentence: what x and y are
    learning_rate: float = 0.01
    epochs: int = 1000
    w_range: tuple | None = None
    b_range: tuple | None = None
    noise_range: tuple | None = None

    @property
    def truth(self):
        """What the points come from: "line", "curve" (no line fits it), or "unknown" (real data)."""
        return "unknown" if self.points else "curve" if self.distort is bent else "line"

    @property
    def most_points(self):
        """Of real data there are no more than were measured."""
        return self.n_samples if self.points else MOST_POINTS

    @property
    def defaults(self):
        """Where the controls stand before anybody touches them: {key: value}."""
        values = {
            "n": self.n_samples,
            "seed": 42,
            "rate": self.learning_rate,
            "epochs": self.epochs,
            "start_w": 0.0,
            "start_b": 0.0,
        }
        return values if self.points else values | {"noise": self.noise_scale, "w": self.true_w, "b": self.true_b}


def made_up(slug, **menu):
    """A data set of the core."""
    return Scenario(**vars(DATASETS[slug]), **menu)


def real(file, x, y, **menu):
    """Two columns of a table that comes with Plotly. Plotly itself would read it with pandas, which a first visit waits for."""
    with gzip.open(TABLES / f"{file}.csv.gz", "rt", encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    points = tuple(np.array([[float(row[name])] for row in rows]) for name in (x, y))
    return Scenario(points=points, n_samples=len(rows), **menu)


SCENARIOS = {
    "houses": made_up(
        "houses",
        title="House prices",
        about="x is the size of a house: 0 is 1,500 sq ft, 1 is 100 sq ft more. y is its price in dollars.",
        learning_rate=0.01,
        epochs=500,
        w_range=(-50_000.0, 50_000.0, 1000.0),
        b_range=(0.0, 500_000.0, 5000.0),
        noise_range=(0.0, 100_000.0, 1000.0),
    ),
    "tutorial": made_up(
        "tutorial",
        title="Tutorial: house prices",
        about="x is how many square feet a house is larger or smaller than a typical one, y its price in dollars. "
        "The sizes differ by only about 40 sq ft, so the points look like a cloud.",
        learning_rate=0.001,
        epochs=2000,
        w_range=(-1000.0, 1000.0, 10.0),
        b_range=(0.0, 100_000.0, 1000.0),
        noise_range=(0.0, 60_000.0, 1000.0),
    ),
    "simple": made_up(
        "simple",
        title="A simple line",
        about="x and y are plain numbers on a line, plus noise.",
        w_range=(-10.0, 10.0, 0.1),
        b_range=(-50.0, 50.0, 1.0),
        noise_range=(0.0, 50.0, 0.5),
    ),
    "square-feet": made_up(
        "square-feet",
        title="Houses in square feet",
        about="x is the size of a house in square feet, from 1,000 to 3,000 and not scaled, y its price in dollars.",
        learning_rate=2e-7,
        epochs=2000,
        w_range=(0.0, 500.0, 10.0),
        b_range=(-100_000.0, 200_000.0, 5000.0),
        noise_range=(0.0, 100_000.0, 1000.0),
    ),
    "outlier": made_up(
        "outlier",
        title="A line and one outlier",
        about="x and y are plain numbers on a line with noise, but for one point: it lies 80 too low.",
        learning_rate=0.005,
        epochs=2000,
        w_range=(-10.0, 10.0, 0.1),
        b_range=(-50.0, 50.0, 1.0),
        noise_range=(0.0, 20.0, 0.5),
    ),
    "growing-noise": made_up(
        "growing-noise",
        title="Noise that grows",
        about="x and y are plain numbers on a line. The noise grows with x: points on the right lie farther from the line.",
        learning_rate=0.005,
        epochs=2000,
        w_range=(-10.0, 10.0, 0.1),
        b_range=(-50.0, 50.0, 1.0),
        noise_range=(0.0, 20.0, 0.5),
    ),
    "curve": made_up(
        "curve",
        title="A curve",
        about="x and y are plain numbers on a curve: a line plus 0.2 · (x − 10)². No line fits it.",
        learning_rate=0.005,
        epochs=2000,
        w_range=(-10.0, 10.0, 0.1),
        b_range=(-50.0, 50.0, 1.0),
        noise_range=(0.0, 20.0, 0.5),
    ),
    "tips": real(
        "tips",
        "total_bill",
        "tip",
        title="Real: bills and tips",
        about="x is the bill of a table in a restaurant in dollars, y the tip; all are real, so nobody knows a true line.",
        x_name="bill",
        x_unit="$",
        y_name="tip",
        y_unit="$",
        learning_rate=0.002,
        epochs=5000,
        w_range=(-1.0, 1.0, 0.01),
        b_range=(-10.0, 10.0, 0.1),
    ),
    "iris": real(
        "iris",
        "petal_length",
        "petal_width",
        title="Real: iris petals",
        about="x is the length of an iris petal in cm, y its width: 150 real flowers, so nobody knows a true line.",
        x_name="length",
        x_unit="cm",
        y_name="width",
        y_unit="cm",
        learning_rate=0.02,
        epochs=500,
        w_range=(-2.0, 2.0, 0.05),
        b_range=(-5.0, 5.0, 0.1),
    ),
}
