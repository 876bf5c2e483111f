"""The shape of the bowl, and what it decides: the rates that converge, the best of them, and how long they take.

Along each eigenvector of the Hessian plain gradient descent shrinks the distance to the bottom by 1 − ηλ per epoch.
All eigenvalues come from singular values (λ = 2σ²), which keeps the digits of λmin when the bowl is a long valley.
"""

import numpy as np

from linreg_core import checks
from linreg_core.moments import moments
from linreg_core.scaling import column_means


def hessian(X, l2=0.0):
    """H = (2/n) [X 1]ᵀ[X 1] + 2·l2·diag(1, …, 1, 0): second derivatives of the loss in (w, b).  (d+1, d+1)"""
    X, l2 = checks.features(X), checks.number(l2, "l2", at_least=0)
    A = np.hstack([X, np.ones((len(X), 1))])
    return (2 / len(X)) * (A.T @ A) + 2 * l2 * np.diag([1.0] * X.shape[1] + [0.0])


def learning_rate_limit(X, l2=0.0):
    """2/λmax: below it every plain full-batch run converges, above it almost every run diverges."""
    return float(2 / max(curvatures(X, l2)))


def best_learning_rate(X, l2=0.0):
    """2/(λmin + λmax): the rate with the smallest growth factor. Flat directions (λ = 0) do not count."""
    return float(2 / (min(curvatures(X, l2)) + max(curvatures(X, l2))))


def condition_number(X, l2=0.0):
    """λmax/λmin: 1 is a round bowl, a large one a long valley, infinite a flat direction (collinear columns)."""
    X = checks.features(X)
    curved = curvatures(X, l2)
    return float(max(curved) / min(curved)) if len(curved) == X.shape[1] + 1 else np.inf


def growth_factor(X, learning_rate, l2=0.0):
    """max |1 − ηλ|: by how much the slowest (or wildest) error is multiplied per epoch. Above 1 it diverges."""
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    return float(np.max(np.abs(1 - rate * curvatures(X, l2))))


def curvatures(X, l2=0.0):
    """The positive eigenvalues λ of the Hessian, largest first.  At most (d+1,)"""
    X, l2 = checks.features(X), checks.number(l2, "l2", at_least=0)
    x_mean = column_means(X)
    R = np.linalg.qr(X - x_mean, mode="r") / np.sqrt(len(X))
    return bowl(R, x_mean, l2)[1]


def excess_at(X, y, start, learning_rate, epoch, l2=0.0):
    """How far the loss of plain gradient descent is above its minimum after so many epochs, computed, not trained:

    excess(t) = ½ Σ λ c² (1 − ηλ)^2t,  c: start − minimum along each eigenvector.  A float, or an array for an array.
    """
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    curved, heights = starting_heights(X, y, start, l2)
    epoch = np.asarray(epoch)
    if epoch.dtype.kind not in "iu" or np.any(epoch < 0):
        raise ValueError("epoch must be a whole number of at least 0, or an array of them.")
    excess = fall(curved, heights, rate, epoch)
    return excess if epoch.ndim else float(excess)


def epochs_to_reach(X, y, start, learning_rate, excess, l2=0.0):
    """The first epoch at which plain gradient descent is within excess of the smallest loss; None if it never is."""
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    goal = checks.number(excess, "excess", at_least=0)
    curved, heights = starting_heights(X, y, start, l2)

    def at(epoch):
        return fall(curved, heights, rate, np.asarray(epoch))

    lowest = first_epoch(lambda t: at(t + 1) >= at(t))  # a sum of powers is convex: down first, then up
    return first_epoch(lambda t: at(t) <= goal) if at(lowest) <= goal else None


def loss_surface(X, y, ws, bs):
    """The MSE at every pair of a slope and an intercept, one feature.  -> (len(bs), len(ws))"""
    X, y = checks.data(X, y)
    if X.shape[1] != 1:
        raise ValueError(f"X has {X.shape[1]} columns; the surface over (w, b) needs exactly one.")
    w = checks.finite(checks.column(ws, "ws"), "ws").reshape(1, -1)
    b = checks.finite(checks.column(bs, "bs"), "bs").reshape(-1, 1)
    sums = moments(X, y)
    u = sums.R[0, 0] * w - sums.z[0]
    r = sums.x_mean[0] * w + b - sums.y_mean
    return sums.loss + u**2 + r**2


def smallest_loss(X, y, l2=0.0):
    """The floor under every loss curve: the smallest MSE + l2·‖w‖², rounding aside.  float"""
    X, y = checks.data(X, y)
    sums = moments(X, y)
    U, _, _, target = bowl(sums.R, sums.x_mean, checks.number(l2, "l2", at_least=0), sums)
    return sums.loss + float(np.sum((target - U @ (U.T @ target)) ** 2))


def starting_heights(X, y, start, l2):
    """λ and ½λc² of the start, one of each for every curved direction: the parts of its excess loss."""
    X, y = checks.data(X, y)
    w, b = checks.start(X, start)
    sums = moments(X, y)
    U, curved, A, target = bowl(sums.R, sums.x_mean, checks.number(l2, "l2", at_least=0), sums)
    return curved, (U.T @ (A @ np.vstack([w, b])[:, 0] - target)) ** 2


def fall(curved, heights, rate, epoch):
    """Σ heights · (1 − ηλ)^2t, for every epoch t."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return np.power(1 - rate * curved, 2 * epoch[..., np.newaxis]) @ heights


def bowl(R, x_mean, l2, sums=None):
    """The loss as ‖A(w, b) − target‖² + what remains: left singular vectors, λ = 2σ², A and target.

    A = [R 0; √l2·I 0; x̄ᵀ 1], target = [z; 0; ȳ].  Directions with σ at rounding level are flat and left out.
    """
    d = len(x_mean)
    penalty = np.sqrt(l2) * np.eye(d)
    A = np.vstack([R, penalty, x_mean])
    A = np.hstack([A, np.zeros((len(A), 1))])
    A[-1, -1] = 1
    U, sigma, _ = np.linalg.svd(A, full_matrices=False)
    curved = sigma > sigma[0] * max(A.shape) * np.finfo(float).eps
    target = None if sums is None else np.concatenate([sums.z, np.zeros(d), [sums.y_mean]])
    return U[:, curved], 2 * sigma[curved] ** 2, A, target


def first_epoch(holds):
    """The smallest t >= 0 at which holds(t), for a condition that stays true once it is: double, then halve."""
    if holds(0):
        return 0
    low, high = 0, 1
    while not holds(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
