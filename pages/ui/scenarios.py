"""The menu of data: one row a scenario. A row is a data set, the words of the menu, and where the sliders stand and end."""

from dataclasses import dataclass

import plotly.data

from linreg_core import DATASETS, Dataset


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


def made_up(slug, **menu):
    """A data set of the core."""
    return Scenario(**vars(DATASETS[slug]), **menu)


def real(frame, x, y, **menu):
    """Two columns of a table as fixed points: no true line, every row by default."""
    points = frame[[x]].to_numpy(float), frame[[y]].to_numpy(float)
    return Scenario(points=points, n_samples=len(frame), **menu)


SCENARIOS = {
    "tutorial": made_up(
        "tutorial",
        title="Tutorial: house prices",
        about="x is how many square feet a house is larger or smaller than a typical one "
        "(the tutorial draws sizes around 0), y its price in dollars.",
        learning_rate=0.001,
        epochs=2000,
        w_range=(-1000.0, 1000.0, 10.0),
        b_range=(0.0, 100_000.0, 1000.0),
        noise_range=(0.0, 60_000.0, 1000.0),
    ),
    "simple": made_up(
        "simple",
        title="A simple line",
        about="x and y are plain numbers: y is 2.5 for every x, plus 10, plus noise.",
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
    "tips": real(
        plotly.data.tips(),
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
        plotly.data.iris(),
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
