"""Three small files to try: a clear line, an outlier that turns the slope, and columns in two units that need scaling."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "files"


@dataclass(frozen=True)
class File:
    title: str
    file: str
    x: str
    y: str
    about: str
    source: str

    def content(self):
        """-> its bytes"""
        return (HERE / self.file).read_bytes()


FILES = {
    "stopping": File(
        "Stopping distances",
        "stopping.csv",
        "speed (mph)",
        "stopping distance (ft)",
        "How far 50 cars of the 1920s went after braking: a clear line.",
        "M. Ezekiel, Methods of Correlation Analysis, 1930.",
    ),
    "anscombe": File(
        "One outlier",
        "anscombe.csv",
        "x",
        "y",
        "Ten points lie on a line. The eleventh turns the slope.",
        "F. J. Anscombe, Graphs in Statistical Analysis, 1973.",
    ),
    "cars": File(
        "Cars of 1974",
        "cars.csv",
        "horsepower (hp)",
        "fuel economy (mpg)",
        "Power, weight and fuel of 32 cars, in units of very different size: they need scaling.",
        "Motor Trend, 1974.",
    ),
}
