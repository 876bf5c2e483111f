"""The prose of this lesson, its formulas, and its questions. Short sentences; terms of the glossary."""

import numpy as np

from pages.ui.numbers import plain
from pages.ui.practice import Question

AS_SUMS = r"""
**One feature, as sums over rows**

$\hat y_i = w\,x_i + b$

$\frac{\partial L}{\partial w} = \frac{2}{n}\sum_i (\hat y_i - y_i)\,x_i$

$\frac{\partial L}{\partial b} = \frac{2}{n}\sum_i (\hat y_i - y_i)$

$w \leftarrow w - \eta\,\frac{\partial L}{\partial w}, \quad b \leftarrow b - \eta\,\frac{\partial L}{\partial b}$
"""
AS_MATRICES = r"""
**Any number of features, as matrices**

$\hat y = X w + b$

$\frac{\partial L}{\partial w} = \frac{2}{n}\,X^{\top}(\hat y - y)$

$\frac{\partial L}{\partial b} = \frac{2}{n}\sum_i (\hat y_i - y_i)$

$w \leftarrow w - \eta\,\frac{\partial L}{\partial w}, \quad b \leftarrow b - \eta\,\frac{\partial L}{\partial b}$
"""
FEATURES = """
A **feature** is one column of X. It holds one number for each row. Each column has its own **weight**:

ŷ = w₁ · x₁ + w₂ · x₂ + … + b

- One feature makes a line. Two features make a plane.
- Three or more cannot be drawn like that. Then the first chart shows each weight as a dot.
- A weight tells how much the prediction changes when its column grows by 1 and all others stay.
"""
CHARTS = """
- The same model is trained from **three starts**. Start 1 begins with all weights at 0, the others far away.
- Dotted levels are the weights with the lowest loss. They are computed at once. If several sets of weights have it, the
  smallest one is drawn. Green dashes are the true weights, of data that we made.
- **Predicted against actual:** each point is a row. On the diagonal its prediction is right.
- The data **diabetes** are 442 patients: age, sex, bmi (body mass index), bp (blood pressure) and six blood values, s1 to s6. y
  is how far the illness has gone after a year. Weights are shown times the spread of their column, so that they compare.
"""


def questions(c, answer_w):
    """Three questions about these columns. answer_w: the weights in closed form, in the columns' own units."""
    n, d = c.X.shape
    j = int(np.argmax(np.abs(answer_w)))
    name, w = c.names[j], weight(answer_w[j])
    return (
        Question(
            f"X has {n:,} rows and {d} column{'' if d == 1 else 's'}. Which shape does w have?",
            (f"{n:,} × 1", f"1 × {n:,}", f"{d} × 1"),
            2,
            "There is one weight for each column.",
        ),
        Question(
            f"{name} has the weight {plain(w)}. It grows by 2, and all other columns stay. How does the prediction change?",
            tuple(plain(k * w, 4) for k in (1, 2, 4)),
            1,
            f"It changes by 2 · {plain(w)} = {plain(2 * w, 4)}.",
        ),
        Question(
            f"{name} has the weight {plain(w)}. You give a copy of it the weight {plain(w / 4, 4)}. Which weight must {name} "
            "get, so that no prediction changes?",
            tuple(plain(k * w, 4) for k in (1, 0.75, 1.25)),
            1,
            f"Only the sum of the two weights counts: {plain(w, 4)} − {plain(w / 4, 4)} = {plain(0.75 * w, 4)}.",
        ),
    )


def weight(value):
    """A weight of two digits, so that the sums of a question add up; 2 where there is none."""
    return float(f"{value:.1e}") if abs(value) > 1e-9 else 2.0
