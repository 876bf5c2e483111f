"""Training: the tutorial's loop, and the same loop as a stream of steps one can watch."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from linreg_core import checks
from linreg_core.hints import Array, ArrayLike, Memory, Parameters, RandomState, Start
from linreg_core.model import (
    compute_gradients,
    compute_loss,
    forward_pass,
    initialize_parameters,
    update_parameters,
)
from linreg_core.optimizers import OPTIMIZERS, START


@dataclass(frozen=True)
class TrainingConfig:
    """How to train. epochs: at most 10⁷, and n × epochs at most 10¹⁰. learning_rate 0 never moves.

    A setting of the wrong kind is a TypeError, one out of range a ValueError, when the config is made.
    """

    learning_rate: float
    epochs: int
    optimizer: str = "gradient descent"
    batch_size: int | None = None  # None, or n and more: all rows at once
    shuffle: bool = True  # mini-batches only: a new order every epoch
    l2: float = 0.0  # adds l2·‖w‖² to the loss; b is never penalised
    random_state: RandomState = 0  # draws the start, then the order of rows
    decay: float = 0.0  # epoch t, counted from 0, steps by learning_rate/(1 + decay·t)

    def __post_init__(self) -> None:
        checks.number(self.learning_rate, "learning_rate", at_least=0)
        checks.epochs(self.epochs)
        checks.choice(self.optimizer, "optimizer", OPTIMIZERS)
        if self.batch_size is not None:
            checks.whole_number(self.batch_size, "batch_size", at_least=1)
        checks.boolean(self.shuffle, "shuffle")
        checks.number(self.l2, "l2", at_least=0)
        checks.random_state(self.random_state)
        checks.number(self.decay, "decay", at_least=0)

    def rates(self) -> Iterable[float]:
        """The learning rate of every epoch: learning_rate/(1 + decay·t), t = 0, 1, …"""
        rate, decay = float(self.learning_rate), float(self.decay)
        if decay == 0:
            return repeat(rate, self.epochs)
        return (rate / (1 + decay * t) for t in range(self.epochs))


@dataclass(frozen=True, eq=False)
class Step:
    """Where training stands after so many epochs: w (d, 1), b (1, 1) and the loss there, over all rows."""

    epoch: int
    w: Array
    b: Array
    loss: float


def train_linear_regression(
    X: ArrayLike, y: ArrayLike, learning_rate: float = 0.01, epochs: int = 1000, random_state: RandomState = None
) -> tuple[Array, Array, list[float]]:
    """The tutorial's loop.  -> w (d, 1), b (1, 1), losses: one an epoch, taken before its update

    Bad data or settings are a ValueError or TypeError; a rate too high is none, its numbers end in inf and nan.
    """
    X, y = checks.data(X, y)
    config = TrainingConfig(learning_rate, epochs)
    checks.work(len(X), epochs)
    w, b = initialize_parameters(X.shape[1], random_state)
    losses = []
    with np.errstate(all="ignore"):  # diverging is a lesson, not a warning
        for _ in range(config.epochs):
            y_pred = forward_pass(X, w, b)
            losses.append(compute_loss(y_pred, y))
            dw, db = compute_gradients(X, y_pred, y)
            w, b = update_parameters(w, b, dw, db, learning_rate)
    return w, b, losses


def training_steps(X: ArrayLike, y: ArrayLike, config: TrainingConfig, start: Start = None) -> Iterator[Step]:
    """Training as a stream of epochs + 1 steps: the start, then one after every epoch.

    An epoch is one update from all rows, or with a batch_size one pass over the rows in batches. Bad data is an error
    at once, a bad start at the first step; a diverging run is none.
    """
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)

    def steps() -> Iterator[Step]:
        rng = checks.random_stream(config.random_state)
        w, b = begin(X, start, rng)
        memory = START, START
        with np.errstate(all="ignore"):
            loss = penalised_loss(X, y, w, b, config.l2)
        yield Step(0, w, b, loss)
        for epoch, rate in enumerate(config.rates(), start=1):
            with np.errstate(all="ignore"):  # not around the yield: it would leak out
                for rows in batches(len(X), config, rng):
                    w, b, memory = one_update(X[rows], y[rows], w, b, memory, config, rate)
                loss = penalised_loss(X, y, w, b, config.l2)
            yield Step(epoch, w, b, loss)

    return steps()  # bad input is an error at the call, not at the first step


def begin(X: Array, start: Start, random_state: Any) -> Parameters:
    """The given start, or a draw near zero.  -> w (d, 1), b (1, 1)"""
    return initialize_parameters(X.shape[1], random_state) if start is None else checks.start(X, start)


def one_update(
    X: Array, y: Array, w: Array, b: Array, memory: tuple[Memory, Memory], config: TrainingConfig, rate: float
) -> tuple[Array, Array, tuple[Memory, Memory]]:
    """Predict, differentiate, let the rule choose a direction, step.  -> w (d, 1), b (1, 1), memory of w and of b"""
    rule = OPTIMIZERS[config.optimizer]
    dw, db = compute_gradients(X, forward_pass(X, w, b), y)
    dw, memory_w = rule(dw + 2 * config.l2 * w, memory[0])
    db, memory_b = rule(db, memory[1])
    w, b = update_parameters(w, b, dw, db, rate)
    return w, b, (memory_w, memory_b)


def penalised_loss(X: Array, y: Array, w: Array, b: Array, l2: float) -> float:
    """MSE + l2·‖w‖²"""
    return compute_loss(forward_pass(X, w, b), y) + l2 * float(np.sum(w**2))


def batches(n: int, config: TrainingConfig, rng: Any) -> list[Any]:
    """The rows of each update of one epoch: all of them, or slices of batch_size, shuffled if asked."""
    if config.batch_size is None or config.batch_size >= n:
        return [slice(None)]
    order = order_of_rows(n, config, rng)
    return [order[i : i + config.batch_size] for i in range(0, n, config.batch_size)]


def order_of_rows(n: int, config: TrainingConfig, rng: Any) -> Any:
    """The order in which one epoch reads the rows.  -> (n,) of whole numbers"""
    return rng.permutation(n) if config.shuffle else np.arange(n)
