"""A neural network is regression with more layers: the same five functions, with a bend between the lines.

A layer is a line of model.py, (W, b); a network is a list of layers, and every layer but the last is bent. With one
layer, and no bend, it *is* linear regression. The functions also take a stack of s networks, W (s, d, h) and
b (s, 1, h), and train them side by side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, RandomState
from linreg_core.scaling import Scaler

Layers = list[tuple[Array, Array]]  # [(W, b), …], from the input to the output


@dataclass(frozen=True)
class Activation:
    """The bend f of a hidden unit, and its slope f′ written in terms of what f gave, h = f(a)."""

    bend: Callable[[Array], Array]
    slope: Callable[[Array], npt.NDArray[Any]]


ACTIVATIONS = {
    "tanh": Activation(np.tanh, lambda h: 1 - h * h),
    "relu": Activation(lambda a: np.maximum(a, 0), lambda h: h > 0),
}


def initialize_network(n_features: int = 1, hidden_units: int = 8, random_state: RandomState = None) -> Layers:
    """[(V, c), (w, b)]: V (d, h), c (1, h), w (h, 1), b (1, 1).  0 hidden units: [(w, b)], w (d, 1)

    Normal draws for standardised columns, divided by the root of what each unit adds up. Near zero is no start here:
    units that begin alike get the same gradients, and stay alike for ever.
    """
    d = checks.whole_number(n_features, "n_features", at_least=1)
    h = checks.whole_number(hidden_units, "hidden_units", at_least=0)
    checks.size("hidden_units", d, max(h, 1))
    rng = checks.random_stream(random_state)
    sizes = [d, h, 1] if h else [d, 1]
    return [(rng.randn(i, o) / np.sqrt(i), rng.randn(1, o)) for i, o in zip(sizes, sizes[1:], strict=False)]


def forward_network(X: Array, layers: Layers, activation: str = "tanh") -> list[Array]:
    """H = f(XV + c), ŷ = Hw + b.  (n, d) -> the outputs [X (n, d), H (n, h), ŷ (n, 1)]; ŷ is the last"""
    checks.choice(activation, "activation", ACTIVATIONS)
    outputs = [X]
    for V, c in layers[:-1]:
        outputs.append(ACTIVATIONS[activation].bend(outputs[-1] @ V + c))
    w, b = layers[-1]
    return [*outputs, outputs[-1] @ w + b]


def network_loss(y_pred: Array, y_true: Array) -> Any:
    """MSE = (1/n) Σ (ŷ − y)², one for each network of a stack.  (…, n, 1), (n, 1) -> (…)"""
    if np.ndim(y_true) != 2 or np.shape(y_pred)[-2:] != np.shape(y_true) or np.shape(y_true)[1] != 1:
        raise ValueError(
            f"y_pred has shape {np.shape(y_pred)} and y_true {np.shape(y_true)}: both must be columns, (n, 1)."
        )
    return np.mean((y_pred - y_true) ** 2, axis=(-2, -1))


def network_gradients(outputs: list[Array], y_true: Array, layers: Layers, activation: str = "tanh") -> Layers:
    """The chain rule, from the last layer back.  -> [(∂V, ∂c), (∂w, ∂b)], in the shapes of the layers

    In every layer ∂W = (2/n) Hᵀe and ∂b = (2/n) Σ e, as in model.py, with H what went in and e its error. The
    error begins as ŷ − y, and reaches the layer before through the weights and the bend: e ← e wᵀ · f′.
    """
    checks.choice(activation, "activation", ACTIVATIONS)
    gradients: Layers = []
    n, error = len(y_true), outputs[-1] - y_true
    for i in reversed(range(len(layers))):
        H = outputs[i]
        gradients.insert(0, ((2 / n) * (transposed(H) @ error), (2 / n) * np.sum(error, axis=-2, keepdims=True)))
        if i > 0:
            error = error @ transposed(layers[i][0]) * ACTIVATIONS[activation].slope(H)
    return gradients


def update_network(layers: Layers, gradients: Layers, learning_rate: float = 0.1) -> Layers:
    """One step downhill in every layer: W ← W − η ∂W,  b ← b − η ∂b"""
    return [
        (W - learning_rate * dW, b - learning_rate * db) for (W, b), (dW, db) in zip(layers, gradients, strict=True)
    ]


def transposed(W: Array) -> Array:
    """Wᵀ, of each network in a stack."""
    return np.swapaxes(W, -2, -1)


@dataclass(frozen=True, eq=False)
class NetworkRun:
    """A recorded run. losses (T+1, …): one an epoch, from the start on; inf from where a network diverged.

    layers: the parameters after each of the kept epochs, stacked in front: V (k, …, d, h), c (k, …, 1, h), …
    """

    epochs: npt.NDArray[np.int_]
    layers: Layers
    losses: Array

    def at(self, i: int) -> Layers:
        """The layers after the i-th kept epoch; -1 is the end."""
        return [(W[i], b[i]) for W, b in self.layers]


def train_network(
    X: ArrayLike,
    y: ArrayLike,
    layers: Layers,
    activation: str = "tanh",
    learning_rate: float = 0.1,
    epochs: int = 1000,
    keep: ArrayLike | None = None,
) -> NetworkRun:
    """Full-batch gradient descent from the given layers (or stacked layers).  -> NetworkRun

    keep: the epochs whose parameters are recorded, None for all. The default rate suits standardised X and y.
    Bad data or settings are a ValueError or TypeError; a diverging network is none.
    """
    X, y, rate, last, kept = checked_training(X, y, activation, learning_rate, epochs, keep)
    wanted, records, losses = set(kept.tolist()), [], []
    with np.errstate(all="ignore"):  # diverging is a lesson, not a warning
        for epoch in range(last + 1):
            outputs = forward_network(X, layers, activation)
            losses.append(network_loss(outputs[-1], y))
            if epoch in wanted:
                records.append(layers)
            if epoch < last:
                gradients = network_gradients(outputs, y, layers, activation)
                layers = update_network(layers, gradients, rate)
    return NetworkRun(kept, stack_networks(records), inf_once_diverged(np.array(losses)))


def checked_training(
    X: ArrayLike, y: ArrayLike, activation: str, learning_rate: float, epochs: int, keep: ArrayLike | None
) -> tuple[Array, Array, float, int, npt.NDArray[np.int_]]:
    """What train_network is told, made sure of.  -> X (n, d), y (n, 1), the rate, the last epoch, the kept epochs"""
    X, y = checks.data(X, y)
    rate = checks.number(learning_rate, "learning_rate", at_least=0)
    last = checks.epochs(epochs)
    checks.choice(activation, "activation", ACTIVATIONS)
    checks.work(len(X), last)
    kept = np.arange(last + 1) if keep is None else np.unique(np.clip(keep, 0, last).astype(int))
    return X, y, rate, last, kept


def inf_once_diverged(losses: Array) -> Array:
    """From the first loss on that is no finite number: inf.  (T+1, …) -> (T+1, …)"""
    return np.where(np.maximum.accumulate(~np.isfinite(losses), axis=0), np.inf, losses)


def stack_networks(networks: list[Layers]) -> Layers:
    """Several networks of one shape as one stack, to train them side by side."""
    layers = zip(*networks, strict=True)  # the first layer of every network, then the second, …
    return [(np.stack([W for W, _ in layer]), np.stack([b for _, b in layer])) for layer in layers]


def restore_network(layers: Layers, x_scaler: Scaler, y_scaler: Scaler) -> Layers:
    """Layers trained on standardised X and y, as layers that take and give the original units.

    The first line swallows the scaling of x (W/scale, b − shift·W/scale), the last that of y (scale·W, scale·b + shift).
    """
    (W, b), rest = layers[0], layers[1:]
    W = W / x_scaler.scale.reshape(-1, 1)
    layers = [(W, b - x_scaler.shift.reshape(1, -1) @ W), *rest]
    W, b = layers[-1]
    return [*layers[:-1], (y_scaler.scale * W, y_scaler.scale * b + y_scaler.shift)]
