"""The shape of the bowl, and what it decides: which rates converge, which is best, how long it takes.

Along each eigenvector of the Hessian, plain gradient descent multiplies the distance to the bottom by 1 − ηλ
every epoch. λ = 2σ² from singular values keeps the digits of λmin in a long valley.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from linreg_core import checks
from linreg_core.closed_form import least_squares
from linreg_core.fast.moments import Moments, losses_at, moments
from linreg_core.hints import Array, ArrayLike, Parameters, Start

LONGEST = 2**60  # epochs: beyond it a float no longer tells one epoch from the next


def hessian(X: ArrayLike, l2: float = 0.0) -> Array:
    """H = (2/n) [X 1]ᵀ[X 1] + 2·l2·diag(1, …, 1, 0): second derivatives of the loss in (w, b).  (d+1, d+1)"""
    X, l2 = checks.features(X), checks.number(l2, "l2", at_least=0)
    A = np.hstack([X, np.ones((len(X), 1))])
    return (2 / len(X)) * (A.T @ A) + 2 * l2 * np.diag([1.0] * X.shape[1] + [0.0])


def curvatures(X: ArrayLike, l2: float = 0.0) -> Array:
    """The positive eigenvalues λ of the Hessian, largest first.  (d+1,), fewer if columns are collinear"""
    X, l2 = checks.features(X), checks.number(l2, "l2", at_least=0)
    curved, _, _ = bowl(moments(X, np.zeros((len(X), 1))), l2)
    return curved


def learning_rate_limit(X: ArrayLike, l2: float = 0.0, beta: float = 0.0) -> float:
    """2/λmax: below it every full-batch run converges, above it almost every run diverges.

    With momentum β of optimizers.py it is (2 + 2β)/λmax.
    """
    beta = checks.number(beta, "beta", at_least=0)
    return float((2 + 2 * beta) / np.max(curvatures(X, l2)))


def safe_learning_rate(X: ArrayLike, batch_size: int) -> float:
    """A rate at which no batch of that many rows can overshoot its own bowl, whichever rows it draws.

    λmax of a batch is at most its trace, 2·mean(‖x‖² + 1), so 1/mean(‖x‖² + 1) of the longest rows will do: as many
    as the smallest batch has, which is the last one of an epoch if batch_size does not divide n.
    """
    X = checks.features(X)
    size = min(checks.whole_number(batch_size, "batch_size", at_least=1), len(X))
    longest = np.sort(np.sum(X**2, axis=1))[-(len(X) % size or size) :]
    return float(1 / (np.mean(longest) + 1))


def learning_rate_limits(samples: ArrayLike) -> Array:
    """2/λmax of many samples of one feature at once, λmax by the formula for a 2 × 2 Hessian.  (m, n) -> (m,)"""
    samples = checks.features(samples, "samples")
    mean, mean_square = np.mean(samples, axis=1), np.mean(samples**2, axis=1)
    return 2 / (mean_square + 1 + np.hypot(mean_square - 1, 2 * mean))


def best_learning_rate(X: ArrayLike, l2: float = 0.0) -> float:
    """2/(λmin + λmax): the rate with the smallest growth factor. Flat directions (λ = 0) do not count."""
    curved = curvatures(X, l2)
    return float(2 / (np.min(curved) + np.max(curved)))


def condition_number(X: ArrayLike, l2: float = 0.0) -> float:
    """λmax/λmin: 1 is a round bowl, a large one a long valley, inf a flat direction (collinear columns)."""
    curved = curvatures(X, l2)
    flat = len(curved) < checks.matrix(X).shape[1] + 1
    return np.inf if flat else float(np.max(curved) / np.min(curved))


def growth_factor(X: ArrayLike, learning_rate: float, l2: float = 0.0) -> float:
    """max |1 − ηλ|: what the most stubborn error is multiplied by, per epoch. Above 1 the run diverges."""
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    with np.errstate(over="ignore"):
        return float(np.max(np.abs(1 - rate * curvatures(X, l2))))


def excess_at(
    X: ArrayLike, y: ArrayLike, start: Start, learning_rate: float, epoch: ArrayLike, l2: float = 0.0
) -> float | Array:
    """How far plain gradient descent is above the smallest loss after epoch t, computed and not trained.

    excess(t) = ½ Σ λ c² (1 − ηλ)²ᵗ,  c: start − minimum along each eigenvector.  float, or array for array
    ValueError: an epoch that is not whole or below 0.
    """
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    epoch = np.asarray(epoch)
    if epoch.dtype.kind not in "iu" or np.any(epoch < 0):
        raise ValueError("epoch must be a whole number, 0 or more, or an array of them.")
    curved, heights = starting_heights(X, y, start, l2)
    excess = fall(curved, heights, rate, epoch)
    return excess if epoch.ndim else float(excess)


def epochs_to_reach(
    X: ArrayLike, y: ArrayLike, start: Start, learning_rate: ArrayLike, excess: float, l2: float = 0.0
) -> Any:
    """The first epoch at which plain gradient descent is within excess of the smallest loss; None: never.

    For an array of rates an array of floats, with inf for never.
    """
    goal = checks.number(excess, "excess", at_least=0)
    at, turns = falls(X, y, start, learning_rate, l2)
    met = at(turns) <= goal
    first = first_epochs(lambda t: (at(t) <= goal) | ~met, len(met))
    if np.ndim(learning_rate):
        return np.where(met, first, np.inf)
    return int(first[0]) if met[0] else None


def epochs_to_exceed(
    X: ArrayLike, y: ArrayLike, start: Start, learning_rate: float, excess: float, l2: float = 0.0
) -> int | None:
    """The first epoch from which on plain gradient descent stays more than excess above the smallest loss; None: never."""
    limit = checks.number(excess, "excess", at_least=0)
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    if growth_factor(X, rate, l2) <= 1:
        return None
    at, turns = falls(X, y, start, rate, l2)
    first = first_epochs(lambda t: (t >= turns) & (at(t) > limit), 1)
    return int(first[0]) if at(first)[0] > limit and at(2 * first + 1)[0] > limit else None


def falls(
    X: ArrayLike, y: ArrayLike, start: Start, learning_rate: ArrayLike, l2: float
) -> tuple[Callable[[Any], Array], Any]:
    """at(t): the excess of every rate (m,) after t (m,) epochs; and the epochs at which each is lowest.

    A sum of powers is convex: down first, then up.
    """
    rates = np.array([checks.number(rate, "learning_rate", at_least=0) for rate in np.ravel(learning_rate)])
    curved, heights = starting_heights(X, y, start, l2)

    def at(epochs: Any) -> Array:
        return fall(curved, heights, rates[:, np.newaxis], epochs)

    return at, first_epochs(lambda t: ~(at(t + 1) < at(t)), len(rates))


def loss_surface(X: ArrayLike, y: ArrayLike, ws: ArrayLike, bs: ArrayLike) -> Array:
    """The MSE at every pair of a slope and an intercept, for one feature.  -> (len(bs), len(ws))

    ValueError: several features, or a w or b that is not finite.
    """
    X, y = checks.data(X, y)
    if X.shape[1] != 1:
        raise ValueError(f"X has {X.shape[1]} columns; the surface over (w, b) needs exactly one.")
    ws = checks.finite(checks.column(ws, "ws"), "ws")
    bs = checks.finite(checks.column(bs, "bs"), "bs")
    checks.size("ws × bs", len(ws), len(bs))
    w, b = np.tile(ws, (len(bs), 1)), np.repeat(bs[:, 0], len(ws))
    with np.errstate(over="ignore"):
        return losses_at(moments(X, y), w, b).reshape(len(bs), len(ws))


def level_curves(X: ArrayLike, y: ArrayLike, excess: ArrayLike, n_points: int = 121) -> Parameters:
    """Where the loss is `excess` above its smallest value: one closed ellipse in (w, b) for each excess, one feature.

    With u = R(w − w*) and r = x̄(w − w*) + b − b*, excess = u² + r²: a circle in (u, r).  (k,) -> w, b (k, n_points)
    A constant x leaves w free; its strip is drawn as a very long ellipse. Several features are a ValueError.
    """
    X, y = checks.data(X, y)
    if X.shape[1] != 1:
        raise ValueError(f"X has {X.shape[1]} columns; the curves in (w, b) need exactly one.")
    radius = np.sqrt(np.maximum(checks.finite(checks.column(excess, "excess"), "excess"), 0))
    checks.size("n_points", len(radius), checks.whole_number(n_points, "n_points", at_least=2))
    turn = np.linspace(0, 2 * np.pi, n_points)
    w, b = least_squares(X, y)
    x_mean = float(np.mean(X))
    spread = np.std(X) or 1e-6 * max(abs(x_mean), 1.0)
    from_w = radius * np.cos(turn) / spread
    return w + from_w, b + radius * np.sin(turn) - x_mean * from_w


def excess_losses(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: ArrayLike) -> Array:
    """How far the MSE of many lines is above the smallest there is, without cancelling.  w (t, d), b (t,) -> (t,)"""
    X, y = checks.data(X, y)
    with np.errstate(over="ignore", invalid="ignore"):
        return losses_at(replace(moments(X, y), rest=0.0), np.reshape(w, (-1, X.shape[1])), np.ravel(b))


def smallest_loss(X: ArrayLike, y: ArrayLike, l2: float = 0.0) -> float:
    """The floor under every loss curve: the smallest MSE + l2·‖w‖².  float"""
    X, y = checks.data(X, y)
    return floor(moments(X, y), checks.number(l2, "l2", at_least=0))


def floor(sums: Moments, l2: float) -> float:
    """What is left of y when all that the columns can reach is taken away, b being free: ρ² + min ‖Rw − z‖² + l2·‖w‖².

    The columns of R are scaled to length 1 first, which moves no minimum: raw powers of x differ by many powers of ten.
    """
    scale = np.linalg.norm(sums.R, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    A = np.vstack([sums.R / scale, np.sqrt(l2) * np.diag(1 / scale)])
    target = np.append(sums.z, np.zeros(len(scale)))
    U, sigma, _ = np.linalg.svd(A, full_matrices=False)
    reached = U[:, sigma > sigma[0] * len(A) * np.finfo(float).eps]
    return sums.rest + float(np.sum((target - reached @ (reached.T @ target)) ** 2))


def starting_heights(X: ArrayLike, y: ArrayLike, start: Start, l2: float) -> tuple[Array, Array]:
    """λ and ½λc² of the start along every curved direction: the parts of its excess loss."""
    X, y = checks.data(X, y)
    w, b = checks.start(X, start)
    curved, U, (A, target) = bowl(moments(X, y), checks.number(l2, "l2", at_least=0))
    heights = (U.T @ (A @ np.append(w, b) - target)) ** 2
    return curved[heights > 0], heights[heights > 0]


def fall(curved: Array, heights: Array, rate: Any, epoch: Any) -> Array:
    """Σ heights · (1 − ηλ)²ᵗ, for every epoch t; rate: one, or (m, 1) with as many epochs."""
    with np.errstate(all="ignore"):
        return (1 - rate * curved) ** (2.0 * epoch[..., np.newaxis]) @ heights


def bowl(sums: Moments, l2: float) -> tuple[Array, Array, Parameters]:
    """The loss as ‖A(w, b) − target‖² + ρ²:  λ = 2σ² and U from A = UΣVᵀ, and the pair (A, target).

    A = [R 0; √l2·I 0; x̄ᵀ 1],  target = [z; 0; ȳ].  Directions with σ at rounding level are flat: left out.
    """
    d = len(sums.x_mean)
    slopes = np.vstack([sums.R, np.sqrt(l2) * np.eye(d), sums.x_mean])
    intercept = np.append(np.zeros(len(slopes) - 1), 1.0)
    A, target = np.column_stack([slopes, intercept]), np.concatenate([sums.z, np.zeros(d), [sums.y_mean]])
    U, sigma, _ = np.linalg.svd(A, full_matrices=False)
    curved = sigma > sigma[0] * len(A) * np.finfo(float).eps
    return 2 * sigma[curved] ** 2, U[:, curved], (A, target)


def first_epochs(holds: Callable[[Any], Any], count: int) -> Any:
    """The smallest t >= 0 at which each of `count` conditions holds, if it then holds for good: double, then halve."""
    low, high = np.zeros(count, np.int64), np.ones(count, np.int64)
    while not np.all(done := holds(high) | (high >= LONGEST)):
        low, high = np.where(done, low, high), np.where(done, high, 2 * high)
    while np.any(high - low > 1):
        middle = (low + high) // 2
        done = holds(middle)
        low, high = np.where(done, low, middle), np.where(done, np.minimum(middle, high), high)
    return np.where(holds(np.zeros(count, np.int64)), 0, high)
