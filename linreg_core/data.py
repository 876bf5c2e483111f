"""Data to learn from: noisy lines of your own making, the tutorial's houses, a registry of ready sets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, RandomState


def generate_linear_data(
    n_samples: int = 100,
    true_w: float | Sequence[float] = 2.5,
    true_b: float = 10.0,
    noise_scale: float = 5.0,
    random_state: RandomState = None,
) -> tuple[Array, Array]:
    """y = Xw + b + noise,  X ~ 10 × normal,  noise ~ noise_scale × normal.  -> X (n, d), y (n, 1)

    true_w is one slope, or a sequence with one a feature. Fewer than 1 sample or a negative noise_scale is a ValueError.
    """
    slopes = np.atleast_1d(checks.floats(true_w, "true_w"))
    return noisy_line(around_zero, n_samples, slopes, true_b, noise_scale, random_state)


def noisy_line(
    draw_x: Callable[[Any, int, int], Array],
    n_samples: int,
    true_w: Any,
    true_b: Any,
    noise_scale: Any,
    random_state: RandomState,
    distort: Callable[[Array, Array], Array] | None = None,
) -> tuple[Array, Array]:
    """Draw X, put y on the line, then add the noise: this order gives the tutorial's numbers for a seed."""
    n = checks.whole_number(n_samples, "n_samples", at_least=1)
    w = checks.finite(checks.column(true_w, "true_w"), "true_w")
    checks.size("n_samples", n, len(w))
    b = checks.number(true_b, "true_b")
    noise = checks.number(noise_scale, "noise_scale", at_least=0)
    rng = checks.random_stream(random_state)
    X = draw_x(rng, n, len(w))
    errors = rng.randn(n, 1) * noise
    return X, X @ w + b + (errors if distort is None else distort(X, errors))


def around_zero(rng: Any, n: int, d: int) -> Array:
    """The tutorial's x: 10 × standard normal."""
    return np.asarray(rng.randn(n, d) * 10)


def real_sizes(rng: Any, n: int, d: int) -> Array:
    """House sizes as one would type them: uniform from 1,000 to 3,000 sq ft."""
    return np.asarray(rng.uniform(1000, 3000, (n, d)))


def around_a_typical_house(rng: Any, n: int, d: int) -> Array:
    """House sizes in hundreds of sq ft from 1,500: uniform from 1,000 to 2,000 sq ft."""
    return np.asarray(rng.uniform(-5, 5, (n, d)))


def zero_to_twenty(rng: Any, n: int, d: int) -> Array:
    """x from 0 to 20, uniform."""
    return np.asarray(rng.uniform(0, 20, (n, d)))


def one_outlier(X: Array, errors: Array) -> Array:
    """The point farthest to the right lies 80 below where it would be."""
    errors = errors.copy()
    errors[np.argmax(X[:, 0])] -= 80.0
    return errors


def growing(X: Array, errors: Array) -> Array:
    """Errors in proportion to x: as large as asked for at x = 10."""
    return errors * X[:, :1] / 10


def bent(X: Array, errors: Array) -> Array:
    """A parabola on top of the line: 0.2 (x − 10)²."""
    return errors + 0.2 * (X[:, :1] - 10) ** 2


def house_table() -> tuple[Array, Array]:
    """The tutorial's three houses, exactly $250 a square foot.  X (3, 1) in sq ft, y (3, 1) in $"""
    X = np.array([[1000.0], [1500.0], [2000.0]])
    y = np.array([[250_000.0], [375_000.0], [500_000.0]])
    return X, y


SHAPES: dict[str, Callable[[Array], Array]] = {
    "wave": lambda x: np.sin(1.5 * x),
    "bend": np.abs,
    "step": np.sign,
}


def generate_bent_data(
    shape: str = "wave", n_samples: int = 100, noise_scale: float = 0.1, random_state: RandomState = None
) -> tuple[Array, Array]:
    """y = f(x) + noise,  X uniform from −3 to 3,  f one of SHAPES: what no line can follow.  -> X (n, 1), y (n, 1)

    Another shape is a ValueError.
    """
    checks.choice(shape, "shape", SHAPES)
    n = checks.whole_number(n_samples, "n_samples", at_least=1)
    checks.size("n_samples", n)
    noise = checks.number(noise_scale, "noise_scale", at_least=0)
    rng = checks.random_stream(random_state)
    X = rng.uniform(-3, 3, (n, 1))
    return X, SHAPES[shape](X) + rng.randn(n, 1) * noise


@dataclass(frozen=True, eq=False, kw_only=True)
class Dataset:
    """What x and y are, and how to draw them.

    Made-up lines have a draw_x and true values. Real data has fixed points (X, y) instead and no true line.
    """

    x_name: str
    y_name: str
    x_unit: str = ""
    y_unit: str = ""
    x_axis: str = ""  # what an axis says in place of the bare x_unit
    n_samples: int = 100
    true_w: float | None = None
    true_b: float | None = None
    noise_scale: float | None = None
    draw_x: Callable[[Any, int, int], Array] | None = None  # (rng, n, d) -> (n, d)
    distort: Callable[[Array, Array], Array] | None = (
        None  # (X, errors) -> errors: what breaks the rule of a line and even noise
    )
    points: tuple[Array, Array] | None = None  # (X, y) of real data

    def sample(
        self,
        n_samples: int | None = None,
        true_w: float | None = None,
        true_b: float | None = None,
        noise_scale: float | None = None,
        random_state: RandomState = None,
    ) -> tuple[Array, Array]:
        """X (n, 1), y (n, 1): a draw of the line, None being the default; of real data n of its rows."""
        n = checks.whole_number(self.n_samples if n_samples is None else n_samples, "n_samples", at_least=1)
        if self.points is not None:
            return some_rows(*self.points, n, random_state)
        if self.draw_x is None:
            raise ValueError("this data set has neither points nor a draw_x: give it one of the two.")
        w = self.true_w if true_w is None else checks.number(true_w, "true_w")
        b = self.true_b if true_b is None else true_b
        noise = self.noise_scale if noise_scale is None else noise_scale
        return noisy_line(self.draw_x, n, [w], b, noise, random_state, self.distort)


def some_rows(X: ArrayLike, y: ArrayLike, n: int, random_state: RandomState) -> tuple[Array, Array]:
    """n rows drawn without repetition, in their own order; all of them if there are no more."""
    X, y = checks.data(X, y)
    if n >= len(X):
        return X, y
    rows = np.sort(checks.random_stream(random_state).permutation(len(X))[:n])
    return X[rows], y[rows]


DATASETS = {
    "houses": Dataset(
        x_name="size",
        x_unit="100 sq ft",
        x_axis="hundreds of sq ft from 1,500",
        y_name="price",
        y_unit="$",
        n_samples=50,
        true_w=25_000.0,
        true_b=375_000.0,
        noise_scale=30_000.0,
        draw_x=around_a_typical_house,
    ),
    "tutorial": Dataset(
        x_name="size",
        x_unit="sq ft",
        x_axis="sq ft; 0 is a typical house",
        y_name="price",
        y_unit="$",
        n_samples=50,
        true_w=250.0,
        true_b=50_000.0,
        noise_scale=30_000.0,
        draw_x=around_zero,
    ),
    "simple": Dataset(
        x_name="x",
        y_name="y",
        true_w=2.5,
        true_b=10.0,
        noise_scale=5.0,
        draw_x=around_zero,
    ),
    "square-feet": Dataset(
        x_name="size",
        x_unit="sq ft",
        y_name="price",
        y_unit="$",
        n_samples=50,
        true_w=250.0,
        true_b=50_000.0,
        noise_scale=30_000.0,
        draw_x=real_sizes,
    ),
    "outlier": Dataset(
        x_name="x",
        y_name="y",
        n_samples=30,
        true_w=2.5,
        true_b=10.0,
        noise_scale=3.0,
        draw_x=zero_to_twenty,
        distort=one_outlier,
    ),
    "growing-noise": Dataset(
        x_name="x", y_name="y", true_w=2.5, true_b=10.0, noise_scale=6.0, draw_x=zero_to_twenty, distort=growing
    ),
    "curve": Dataset(
        x_name="x", y_name="y", true_w=1.0, true_b=10.0, noise_scale=2.0, draw_x=zero_to_twenty, distort=bent
    ),
}
