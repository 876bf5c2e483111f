"""How much faster `train` is than the tutorial's loop, as ratios measured side by side in one run.

Start by hand:  python tests/benchmarks/training_speed.py
The pairs are measured in turn, and the best of each counts, so that other work on the machine meets both.
"""

import sys
import tracemalloc
from pathlib import Path
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from linreg_core import OPTIMIZERS, TrainingConfig, generate_linear_data, train, training_steps  # noqa: E402


def tutorial_loop(X, y, learning_rate, epochs):
    """The tutorial's training, literally."""
    n = len(y)
    w = np.random.randn(1, 1) * 0.01
    b = np.random.randn(1, 1) * 0.01
    losses = []
    for _ in range(epochs):
        y_pred = np.dot(X, w) + b
        losses.append(np.mean((y_pred - y) ** 2))
        error = y_pred - y
        dw = (2 / n) * np.dot(X.T, error)
        db = (2 / n) * np.sum(error)
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b, losses


def seconds(work):
    start = perf_counter()
    work()
    return perf_counter() - start


def row(label, slow, fast, repeats):
    pairs = [(seconds(slow), seconds(fast)) for _ in range(repeats)]
    slow_time, fast_time = (min(times) for times in zip(*pairs, strict=True))
    print(f"{label:<42}{slow_time * 1e3:>11.1f} ms{fast_time * 1e3:>11.2f} ms{slow_time / fast_time:>9.0f} ×")


def heading(slow, fast):
    print(f"\n{'':<42}{slow:>14}{fast:>14}{'ratio':>11}")


heading("tutorial", "train")
for n, epochs, repeats in [
    (50, 2000, 25),
    (100, 1000, 25),
    (100, 2000, 25),
    (10_000, 1000, 3),
    (1_000_000, 1000, 3),
]:
    X, y = generate_linear_data(n, random_state=0)
    config = TrainingConfig(0.001, epochs, random_state=None)  # like the loop, from NumPy's global stream
    row(
        f"gradient descent, n = {n:,}, {epochs:,} epochs",
        lambda X=X, y=y, epochs=epochs: tutorial_loop(X, y, 0.001, epochs),
        lambda X=X, y=y, config=config: train(X, y, config),
        repeats,
    )

heading("training_steps", "train")
X, y = generate_linear_data(100, random_state=0)
many_X, many_y = generate_linear_data(100, [1.0, -2.0, 3.0, 0.5, 1.5], random_state=0)
for name in OPTIMIZERS:
    config = TrainingConfig(0.001, 2000, name)
    for features, columns, targets in [("1 feature", X, y), ("5 features", many_X, many_y)]:
        row(
            f"{name}, n = 100, {features}",
            lambda columns=columns, targets=targets, config=config: list(training_steps(columns, targets, config)),
            lambda columns=columns, targets=targets, config=config: train(columns, targets, config),
            3,
        )

X, y = generate_linear_data(1_000_000, random_state=0)
tracemalloc.start()
train(X, y, TrainingConfig(0.001, 2000))
peak = tracemalloc.get_traced_memory()[1]
print(f"\nmemory beside the data at n = 1,000,000: {peak / 1e6:.0f} MB, {peak / X.nbytes:.1f} × X")
