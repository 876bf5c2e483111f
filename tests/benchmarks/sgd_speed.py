"""Mini-batches of one feature against scikit-learn and against the readable loop, as ratios measured side by side.

Start by hand:  python tests/benchmarks/sgd_speed.py
Each measured in turn, the best of each counts, so that other work on the machine meets all of them. The goal is at most
3 × scikit-learn, whose loop is compiled. Its time per epoch is that of a long fit divided by its epochs, as is ours.
"""

import sys
from pathlib import Path
from time import perf_counter

import numpy as np
from sklearn.linear_model import SGDRegressor

sys.path.insert(0, str(Path(__file__).parents[2]))

from linreg_core import OPTIMIZERS, TrainingConfig, fast_steps, generate_linear_data, train, training_steps  # noqa: E402

ROUNDS = 7


def seconds(work):
    start = perf_counter()
    work()
    return perf_counter() - start


def per_epoch(*works):
    """The best seconds per epoch of several (work, epochs), measured in turn."""
    rounds = [[seconds(work) / epochs for work, epochs in works] for _ in range(ROUNDS)]
    return np.min(rounds, axis=0)


def theirs(X, y, rate, epochs):
    fitted = SGDRegressor(learning_rate="constant", eta0=2 * rate, penalty=None, max_iter=epochs, tol=None)
    return lambda: fitted.fit(X, y[:, 0])


def drain(steps):
    for _ in steps:
        pass


print(f"{'one row at a time, per epoch':<34}{'scikit-learn':>14}{'train':>12}{'ratio':>10}")
for n, epochs in [(100, 1000), (1_000, 200), (10_000, 100), (100_000, 10)]:
    X, y = generate_linear_data(n, random_state=0)
    config = TrainingConfig(1e-4, epochs, batch_size=1)
    sk, ours = per_epoch(
        (theirs(X, y, 1e-4, epochs), epochs),
        (lambda X=X, y=y, config=config: train(X, y, config), epochs),
    )
    print(f"{f'n = {n:,}, {epochs:,} epochs':<34}{sk * 1e3:>11.3f} ms{ours * 1e3:>9.3f} ms{ours / sk:>8.1f} ×")

print(f"\n{'n = 10,000, per epoch':<34}{'training_steps':>14}{'fast_steps':>12}{'ratio':>10}")
X, y = generate_linear_data(10_000, random_state=0)
for name in OPTIMIZERS:
    for size in (1, 10, 100):
        slow, fast = (TrainingConfig(1e-4, epochs, name, batch_size=size) for epochs in (1, 10))
        loop, ours = per_epoch(
            (lambda config=slow: drain(training_steps(X, y, config)), 1),
            (lambda config=fast: drain(fast_steps(X, y, config)), 10),
        )
        print(f"{f'{name}, batches of {size}':<34}{loop * 1e3:>11.1f} ms{ours * 1e3:>9.2f} ms{loop / ours:>8.0f} ×")
