"""Training: the tutorial's loop, the same loop as steps one can watch, and a recorded run."""

from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from linreg_core import checks
from linreg_core.curvature import floor
from linreg_core.model import (
    compute_gradients,
    compute_loss,
    forward_pass,
    initialize_parameters,
    update_parameters,
)
from linreg_core.moments import descend, moments
from linreg_core.optimizers import OPTIMIZERS, START
from linreg_core.stochastic import order_of_rows, positions


@dataclass(frozen=True)
class TrainingConfig:
    """How to train. epochs: at most 10⁷, and n × epochs at most 10¹⁰. learning_rate 0 never moves."""

    learning_rate: float
    epochs: int
    optimizer: str = "gradient descent"
    batch_size: int | None = None  # None, or n and more: all rows at once
    shuffle: bool = True  # mini-batches only: a new order every epoch
    l2: float = 0.0  # adds l2·‖w‖² to the loss; b is never penalised
    random_state: object = 0  # draws the start, then the order of rows
    decay: float = 0.0  # epoch t, counted from 0, steps by learning_rate/(1 + decay·t)

    def __post_init__(self):
        checks.number(self.learning_rate, "learning_rate", at_least=0)
        checks.epochs(self.epochs)
        checks.choice(self.optimizer, "optimizer", OPTIMIZERS)
        if self.batch_size is not None:
            checks.whole_number(self.batch_size, "batch_size", at_least=1)
        checks.switch(self.shuffle, "shuffle")
        checks.number(self.l2, "l2", at_least=0)
        checks.random_state(self.random_state)
        checks.number(self.decay, "decay", at_least=0)

    def rates(self):
        """The learning rate of every epoch: learning_rate/(1 + decay·t), t = 0, 1, …"""
        rate, decay = float(self.learning_rate), float(self.decay)
        if decay == 0:
            return repeat(rate, self.epochs)
        return (rate / (1 + decay * t) for t in range(self.epochs))


@dataclass(frozen=True, eq=False)
class Step:
    """Where training stands after so many epochs: w (d, 1), b (1, 1) and the loss there, over all rows."""

    epoch: int
    w: np.ndarray
    b: np.ndarray
    loss: float


@dataclass(frozen=True, eq=False)
class Run:
    """A recorded run: w (T+1, d), b (T+1,), losses (T+1,); row t is after t epochs, row 0 the start.

    status: "converged" (within a millionth of the smallest loss), "diverged" (it left the floating-point
    numbers, or ended more than ten times above the start) or "unfinished". diverged_at: the first epoch
    whose loss is not finite, or None; the arrays end before it.
    """

    w: np.ndarray
    b: np.ndarray
    losses: np.ndarray
    status: str
    diverged_at: int | None = None

    @property
    def epochs(self):
        """The number of finite epochs recorded, T."""
        return len(self.losses) - 1

    @property
    def final(self):
        """The last recorded step."""
        return self.at(self.epochs)

    def at(self, epoch):
        """The step after so many epochs, in the shapes of model.py."""
        w, b = self.w[epoch].reshape(-1, 1), self.b[epoch].reshape(1, 1)
        return Step(epoch, w, b, float(self.losses[epoch]))


def train_linear_regression(X, y, learning_rate=0.01, epochs=1000, random_state=None):
    """The tutorial's loop.  -> w (d, 1), b (1, 1), losses: one an epoch, taken before its update"""
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


def training_steps(X, y, config, start=None):
    """Training as a stream of epochs + 1 steps: the start, then one after every epoch.

    An epoch is one update from all rows, or with a batch_size one pass over the rows in batches.
    """
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)
    return _training_steps(X, y, config, start)


def _training_steps(X, y, config, start):
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


def fast_steps(X, y, config, start=None):
    """What training_steps yields, for one feature by stochastic.py: 200 times as fast with 10,000 single rows."""
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)
    return _fast_steps(X, y, config, start) if X.shape[1] == 1 else _training_steps(X, y, config, start)


def _fast_steps(X, y, config, start):
    rng = checks.random_stream(config.random_state)
    w, b = begin(X, start, rng)
    lines = chain([(w, b)], positions(X, y, w, b, config, rng))
    for epoch in range(config.epochs + 1):
        with np.errstate(all="ignore"):
            w, b = (np.reshape(value, (1, 1)) for value in next(lines))
            loss = penalised_loss(X, y, w, b, config.l2)
        yield Step(epoch, w, b, loss)


def after_updates(X, y, config, updates, start=None):
    """One feature: where a run stands after each of these numbers of updates, in rising order.  -> w (k,), b (k,)

    A run in mini-batches can so be watched inside its epochs. What left the floating-point numbers is inf or nan.
    """
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)
    if X.shape[1] != 1:
        raise ValueError(f"X has {X.shape[1]} columns; after_updates needs exactly one.")
    rng = checks.random_stream(config.random_state)
    w, b = begin(X, start, rng)
    with np.errstate(all="ignore"):
        path = np.array(list(positions(X, y, w, b, config, rng, updates))).reshape(-1, 2)
    return path[:, 0], path[:, 1]


def begin(X, start, random_state):
    """The given start, or a draw near zero."""
    return initialize_parameters(X.shape[1], random_state) if start is None else checks.start(X, start)


def one_update(X, y, w, b, memory, config, rate):
    """Predict, differentiate, let the rule choose a direction, step."""
    rule = OPTIMIZERS[config.optimizer]
    dw, db = compute_gradients(X, forward_pass(X, w, b), y)
    dw, memory_w = rule(dw + 2 * config.l2 * w, memory[0])
    db, memory_b = rule(db, memory[1])
    w, b = update_parameters(w, b, dw, db, rate)
    return w, b, (memory_w, memory_b)


def penalised_loss(X, y, w, b, l2):
    """MSE + l2·‖w‖²"""
    return compute_loss(forward_pass(X, w, b), y) + l2 * float(np.sum(w**2))


def batches(n, config, rng):
    """The rows of each update of one epoch: all of them, or slices of batch_size, shuffled if asked."""
    if config.batch_size is None or config.batch_size >= n:
        return [slice(None)]
    order = order_of_rows(n, config, rng)
    return [order[i : i + config.batch_size] for i in range(0, n, config.batch_size)]


def train(X, y, config, start=None):
    """Record a run: what training_steps yields, up to the last finite step.

    Full batches go through moments.py (the same numbers to 1e-12, whatever n); mini-batches really draw rows, and
    those of one feature go through stochastic.py.
    """
    X, y = checks.data(X, y)
    checks.work(len(X), config.epochs, config.batch_size)
    sums = moments(X, y)
    if config.batch_size is None or config.batch_size >= len(X):
        w, b = begin(X, start, config.random_state)
        w, b, losses = descend(sums, w, b, config)
    else:
        w, b, losses = record(fast_steps(X, y, config, start), X.shape[1])
    if len(losses) == 0:
        raise ValueError("start is so far away that its loss overflows: choose smaller parameters.")
    diverged_at = len(losses) if len(losses) <= config.epochs else None
    return Run(w, b, losses, status(losses, diverged_at, sums, config.l2), diverged_at)


def record(steps, d):
    """The finite steps as arrays w (t, d), b (t,), losses (t,)."""
    ws, bs, losses = [], [], []
    for step in steps:
        if not np.isfinite(step.loss):
            break
        ws.append(step.w[:, 0])
        bs.append(step.b[0, 0])
        losses.append(step.loss)
    return np.array(ws).reshape(-1, d), np.array(bs), np.array(losses)


def status(losses, diverged_at, sums, l2):
    """How a run ended, with room for rounding: relative to the variance of y, and faintly to its size."""
    first, last, lowest = losses[0], losses[-1], floor(sums, l2)
    variance = np.sum(sums.z**2) + sums.rest
    rounding = 1e-12 * variance + 1e-20 * (variance + sums.y_mean**2 + first)
    if diverged_at is not None or last > 10 * first + rounding:
        return "diverged"
    return "converged" if last - lowest <= 1e-6 * lowest + rounding else "unfinished"
