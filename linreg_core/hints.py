"""Names for the types in signatures. What a function takes is loose (lists, numbers), what it gives is float64."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

ArrayLike = npt.ArrayLike  # arrays, lists, plain numbers
Array = npt.NDArray[np.float64]
Parameters = tuple[Array, Array]  # w (d, 1), b (1, 1)
Start = tuple[ArrayLike, ArrayLike] | None  # (w, b) to begin from, None: a draw near zero
RandomState = int | np.random.RandomState | None  # a seed, a stream, or NumPy's global stream
Number = Any  # a float or an array of them: the optimizers are written for both
Memory = tuple[Number, Number, int]  # what an optimizer keeps between updates
Rule = Callable[[Number, Memory], tuple[Number, Memory]]
