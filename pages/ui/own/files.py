"""Three small files to try: each shows one thing a reader will meet in a file of their own."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("files")


@dataclass(frozen=True)
class File:
    """A table with its suggested columns. about: one plain sentence."""

    title: str
    file: str
    x: tuple[str, ...]
    y: str
    about: str
    source: str

    @property
    def content(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


FILES = {
    "cars": File(
        title="Speed and stopping distance",
        file="cars.csv",
        x=("speed (mph)",),
        y="stopping distance (ft)",
        about="How far 50 cars of the 1920s rolled before they stopped: faster cars need a longer way.",
        source="M. Ezekiel, Methods of Correlation Analysis, Wiley, 1930; in R as cars.",
    ),
    "outlier": File(
        title="One point far away",
        file="anscombe-3.csv",
        x=("x",),
        y="y",
        about="Ten of the 11 points lie on a line, and one point far above it turns the slope.",
        source="F. J. Anscombe, Graphs in Statistical Analysis, American Statistician 27, 1973, third set; in R as anscombe.",
    ),
    "engines": File(
        title="Power and fuel economy",
        file="motor-trend-cars.csv",
        x=("power (hp)",),
        y="fuel economy (mpg)",
        about="32 cars of 1974: power is a number in the hundreds and weight one from 1 to 6, so scaling helps.",
        source="Motor Trend, 1974; H. V. Henderson and P. F. Velleman, Biometrics 37, 1981; in R as mtcars.",
    ),
}
