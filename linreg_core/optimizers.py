"""Four ways to turn a gradient into a direction; the step is always θ ← θ − η · direction.

Each rule maps (gradient, memory) to (direction, memory), for plain numbers and arrays alike. Memory begins
as START. The conventions are PyTorch's: https://pytorch.org/docs/stable/optim.html
"""

from linreg_core.hints import Memory, Number, Rule

START: Memory = (0.0, 0.0, 0)  # m: running mean of g,  v: running mean of g²,  t: updates so far


def gradient_descent(g: Number, memory: Memory) -> tuple[Number, Memory]:
    """direction = g"""
    m, v, t = memory
    return g, (m, v, t)


def momentum(g: Number, memory: Memory, beta: float = 0.9) -> tuple[Number, Memory]:
    """m ← βm + g,  direction = m"""
    m, v, t = memory
    m = beta * m + g
    return m, (m, v, t)


def rmsprop(g: Number, memory: Memory, decay: float = 0.9, eps: float = 1e-8) -> tuple[Number, Memory]:
    """v ← ρv + (1 − ρ)g²,  direction = g / (√v + ε)"""
    m, v, t = memory
    v = decay * v + (1 - decay) * (g * g)
    return g / (v**0.5 + eps), (m, v, t)


def adam(
    g: Number, memory: Memory, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
) -> tuple[Number, Memory]:
    """m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  direction = m̂ / (√v̂ + ε)

    The hats undo the start from zero: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
    """
    m, v, t = memory
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * (g * g)
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return m_hat / (v_hat**0.5 + eps), (m, v, t)


OPTIMIZERS: dict[str, Rule] = {
    "gradient descent": gradient_descent,
    "momentum": momentum,
    "rmsprop": rmsprop,
    "adam": adam,
}
