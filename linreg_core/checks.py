"""Bad input stops at the door, with a sentence that names the argument and says what to do.

Another kind of thing is a TypeError; another shape or size, NaN and infinity are a ValueError.
"""

import math
import operator
from collections.abc import Mapping
from typing import Any

import numpy as np

from linreg_core.hints import Array, ArrayLike, Parameters, RandomState

LARGEST_VALUE = 1e100  # beyond this, squares and their sums overflow a float
LARGEST_EPOCHS = 10**7  # a recorded run keeps every epoch: 24 bytes each for one feature
LARGEST_WORK = 10**10  # n × epochs: rows that the plain loop would look at
LARGEST_UPDATES = 10**8  # updates of a mini-batch run, one small batch each
LARGEST_SIZE = 2 * 10**7  # numbers in one array: 160 MB


def floats(values: ArrayLike, name: str) -> Array:
    """Any real numbers as a float64 array; text, complex numbers, ragged lists and masked arrays are a TypeError."""
    if isinstance(values, np.ma.MaskedArray):
        raise TypeError(
            f"{name} is a masked array, and its mask would be ignored: drop those rows, pass a plain array."
        )
    if isinstance(values, np.matrix):
        raise TypeError(f"{name} is an np.matrix, whose * is not that of an array: pass np.asarray({name}).")
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return values
    try:
        array = np.asarray(values)
        if array.dtype.kind == "c":
            raise TypeError("complex numbers are not supported: pass the real part")
        if array.dtype.kind not in "buifO":
            raise TypeError(f"the values are of type {array.dtype}")
        return array.astype(np.float64)
    except OverflowError:
        raise ValueError(f"{name} holds a whole number too large for a float: choose a larger unit.") from None
    except (TypeError, ValueError) as reason:
        raise TypeError(f"{name} must hold real numbers, in rows of equal length ({reason}).") from None


def matrix(X: ArrayLike, name: str = "X") -> Array:
    """(n, d) as it is, (n,) as one feature (n, 1)."""
    X = floats(X, name)
    if X.ndim == 1:
        X = X.reshape(-1, 1)
    if X.ndim != 2:
        raise ValueError(f"{name} has shape {X.shape}; pass (n, d): a row a sample, a column a feature.")
    if X.size == 0:
        raise ValueError(f"{name} is empty (shape {X.shape}); at least one row and one column are needed.")
    return X


def column(y: ArrayLike, name: str = "y") -> Array:
    """(n, 1) as it is, (n,) as a column: a flat y against an (n, 1) ŷ would broadcast to n × n."""
    y = floats(y, name)
    if y.ndim < 2:
        y = y.reshape(-1, 1)
    if y.ndim != 2 or y.shape[1] != 1:
        raise ValueError(f"{name} has shape {y.shape}; it must be one column, (n, 1).")
    if y.size == 0:
        raise ValueError(f"{name} is empty; at least one value is needed.")
    return y


def same_length(first: Array, second: Array, first_name: str, second_name: str) -> None:
    """As many rows in one as in the other."""
    if len(first) != len(second):
        raise ValueError(
            f"{first_name} has {len(first)} rows and {second_name} has {len(second)}: give each row of X its one y."
        )


def finite(array: Array, name: str) -> Array:
    """NaN, infinity and sizes that overflow when squared are a ValueError with the first bad place."""
    if not (-LARGEST_VALUE <= np.min(array) and np.max(array) <= LARGEST_VALUE):
        row, col = (int(i) for i in np.argwhere(~(np.abs(array) <= LARGEST_VALUE))[0])
        value = array[row, col]
        advice = (
            f"values beyond {LARGEST_VALUE:g} overflow when squared: choose a larger unit"
            if np.isfinite(value)
            else "remove that row or fill it in"
        )
        raise ValueError(f"{name} is {value} at row {row}, column {col}: {advice}.")
    return array


def features(X: ArrayLike, name: str = "X") -> Array:
    """X as a finite (n, d) array."""
    return finite(matrix(X, name), name)


def data(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """X as a finite (n, d) and y as a finite (n, 1) array."""
    X, y = features(X), finite(column(y), "y")
    same_length(X, y, "X", "y")
    return X, y


def columns(y_pred: ArrayLike, y_true: ArrayLike) -> tuple[Array, Array]:
    """Two columns of one length, whatever their values."""
    y_pred, y_true = column(y_pred, "y_pred"), column(y_true, "y_true")
    same_length(y_pred, y_true, "y_pred", "y_true")
    return y_pred, y_true


def parameters(X: ArrayLike, w: ArrayLike, b: ArrayLike) -> tuple[Array, Array, Array]:
    """X (n, d), w (d, 1) and b (1, 1), whatever their values; one-dimensional w and plain numbers fit too."""
    X, w, b = matrix(X), column(w, "w"), column(b, "b")
    if len(w) != X.shape[1]:
        raise ValueError(f"w has {len(w)} values and X has {X.shape[1]} columns: pass one slope a column.")
    if b.size != 1:
        raise ValueError(f"b has shape {b.shape}; it must be one number.")
    return X, w, b


def gradient_inputs(X: ArrayLike, y_pred: ArrayLike, y_true: ArrayLike) -> tuple[Array, Array, Array]:
    """The inputs of the gradients: X (n, d) and two columns of n."""
    X, (y_pred, y_true) = matrix(X), columns(y_pred, y_true)
    same_length(X, y_true, "X", "y_true")
    return X, y_pred, y_true


def start(X: Array, pair: Any) -> Parameters:
    """(w, b) to begin from, as finite (d, 1) and (1, 1) arrays."""
    try:
        w, b = pair
    except (TypeError, ValueError):
        raise TypeError("start must be a pair (w, b).") from None
    _, w, b = parameters(X, w, b)
    return finite(w, "start's w"), finite(b, "start's b")


def number(value: Any, name: str, at_least: float = -np.inf) -> float:
    """One finite real number, as a float."""
    if isinstance(value, (bool, np.bool_, str)) or np.ndim(value) != 0 or np.iscomplexobj(value):
        raise TypeError(f"{name} must be a number, not {value!r}.")
    try:
        result = float(value)
    except OverflowError:
        raise ValueError(f"{name} is too large for a float: at most about 1.8e308.") from None
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number, not {value!r}.") from None
    if not np.isfinite(result):
        raise ValueError(f"{name} must be a finite number, not {value!r}.")
    if result < at_least:
        raise ValueError(f"{name} must be at least {at_least:g}, not {value!r}.")
    return result


def whole_number(value: Any, name: str, at_least: int) -> int:
    """One integer, as an int."""
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        result = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {value!r}.") from None
    if result < at_least:
        raise ValueError(f"{name} must be at least {at_least}, not {value!r}.")
    return result


def boolean(value: Any, name: str) -> bool:
    """True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False, not {value!r}.")
    return bool(value)


def choice(value: Any, name: str, options: Mapping[str, Any]) -> str:
    """One of the names in a registry."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, options))}, not {value!r}.")
    return value


def epochs(value: Any) -> int:
    """A number of epochs that a run can record."""
    result = whole_number(value, "epochs", 0)
    if result > LARGEST_EPOCHS:
        raise ValueError(f"epochs must be at most {LARGEST_EPOCHS:,}, not {result:,}: a run keeps them all.")
    return result


def work(n: int, epochs: int, batch_size: int | None = None) -> None:
    """Refuse a run that would not end today."""
    if n * epochs > LARGEST_WORK:
        raise ValueError(
            f"n × epochs is {n:,} × {epochs:,}, more than {LARGEST_WORK:,}: use fewer rows or fewer epochs."
        )
    if batch_size is not None and batch_size < n and -(-n // batch_size) * epochs > LARGEST_UPDATES:
        raise ValueError(
            f"batch_size {batch_size} makes more than {LARGEST_UPDATES:,} updates: "
            "use larger batches, fewer rows or fewer epochs."
        )


def size(name: str, *lengths: int) -> None:
    """Refuse an array that would not fit in memory."""
    if (total := math.prod(lengths)) > LARGEST_SIZE:
        shape = " × ".join(f"{length:,}" for length in lengths)
        raise ValueError(
            f"{name} makes an array of {shape} numbers: {LARGEST_SIZE:,} fit, not {total:,}. Choose fewer."
        )


def random_state(value: Any) -> RandomState:
    """None, a seed or a RandomState, as scikit-learn has it."""
    if value is None or isinstance(value, np.random.RandomState):
        return value
    try:
        seed = whole_number(value, "random_state", 0)
    except TypeError:
        raise TypeError(f"random_state must be None, an int or a RandomState, not {value!r}.") from None
    if seed >= 2**32:
        raise ValueError(f"random_state must be less than 2**32, not {seed}.")
    return seed


def random_stream(value: Any) -> Any:
    """None is NumPy's global stream (np.random.seed), an int a stream of its own, a RandomState itself."""
    state = random_state(value)
    if state is None:
        return np.random
    return np.random.RandomState(state) if isinstance(state, int) else state
