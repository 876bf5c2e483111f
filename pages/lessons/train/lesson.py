"""The prose of this lesson, its picture of a line, and its questions. Short sentences; terms of the glossary."""

import numpy as np
from plotly.graph_objects import Figure

from pages.ui import drawing as go
from pages.ui.charts import figure, now_marker
from pages.ui.kept import kept
from pages.ui.numbers import count, plain, quantity
from pages.ui.palette import CHANGE, DATA, FIT, RESIDUAL
from pages.ui.practice import Question

LINE = """
A line turns an x into a prediction: **ŷ = w · x + b**.

- **w** is the slope. When x grows by 1, the prediction changes by w.
- **b** is the intercept. It is the prediction where x is 0.
- **ŷ** ("y hat") is the prediction. **y** is what was measured.
- The **residual** of a point is its error: ŷ − y.

The machine does not know w and b. It starts with a wrong line and changes both a little, again and again.
"""
SQUARES = """
The loss is the mean of the squared errors, the MSE. Why squares?

- A square is never negative. So errors above and below the line cannot cancel.
- A large error counts more than several small ones: an error of 4 costs 16, two errors of 2 cost 8.
- The loss becomes a smooth bowl with one lowest point. So a step downhill is always possible.

The square root of the MSE is the **RMSE**. It is a typical error in the unit of y. **R²** compares the MSE with the spread
of y: 1 means that the line explains all of it, 0 means none.
"""
LOG = """
The loss falls fast at first and slowly later. On a usual axis the second part would lie flat on the bottom.

On a **log axis** each tenfold has the same height: from 1,000 to 100 is as far as from 100 to 10. So a loss that halves
every 50 epochs is a straight line there, and you can see it move until the end.
"""
GRADIENT = r"""
The loss of one point is $(\hat y - y)^2$ with $\hat y = w x + b$. How fast does it rise when w grows? The chain rule says:

$$\frac{\partial}{\partial w} (\hat y - y)^2 = 2\,(\hat y - y) \cdot \frac{\partial \hat y}{\partial w} = 2\,(\hat y - y)\, x$$

$$\frac{\partial}{\partial b} (\hat y - y)^2 = 2\,(\hat y - y) \cdot 1$$

$$\frac{\partial\,\text{MSE}}{\partial w} = \frac{2}{n} \sum_i (\hat y_i - y_i)\, x_i, \qquad
\frac{\partial\,\text{MSE}}{\partial b} = \frac{2}{n} \sum_i (\hat y_i - y_i)$$

The step goes against both: $w \leftarrow w - \eta\, \frac{\partial\,\text{MSE}}{\partial w}$ and
$b \leftarrow b - \eta\, \frac{\partial\,\text{MSE}}{\partial b}$. η is the learning rate.
"""
WHY_DESCEND = """
For a line, least squares finds the lowest loss at once, with one formula. Then why take small steps?

- Most models have no such formula. A neural network has none. Small steps work for all of them.
- With many features the formula needs much memory and time. A step is cheap.
- You can stop early, go on with new data, and watch how the loss falls.

So a line is the best place to learn it: here you can compare every run with the right answer.
"""
BY_HAND = (
    "**Your line first.** Drag the two handles until the line fits. The brown square is the squared error of "
    "your worst point."
)
YOUR_LINE = (
    "Can you find the line yourself? Switch **Fit by hand** on and drag two handles. Then let the machine train from there, "
    "and compare your loss with the lowest one."
)
TRY = "Change **one** setting so that the line arrives within {epochs} epochs. The result of the run says when it is done."


@kept(1)
def picture():
    """A line, its slope as a triangle, its intercept, one point and its residual. It never changes: one object of Plotly's."""
    w, b, x, y = 0.6, 1.0, 4.0, 4.6
    chart = figure("One line, one point", "x", "y")
    chart.update_xaxes(range=[-0.4, 6.2], dtick=1).update_yaxes(range=[-0.2, 5.2], dtick=1)
    ends = np.array([0.0, 6.0])

    def line(name, xs, ys, look, dash="solid", width=3):
        style = {"color": look.color, "dash": dash, "width": width}
        chart.add_trace(go.Scatter(name=name, x=xs, y=ys, mode="lines", line=style, hoverinfo="skip"))

    def label(text, at, up, look, anchor="left"):
        font = {"size": 15, "color": look.color}
        place = {"x": at, "y": up, "xanchor": anchor, "align": anchor}
        chart.add_annotation(text=f"<b>{text}</b>", showarrow=False, font=font, **place)

    line("fit", ends, w * ends + b, FIT)
    line("slope", [1, 2, 2], [w + b, w + b, 2 * w + b], CHANGE, "dot")
    line("residual", [x, x], [y, w * x + b], RESIDUAL, width=4)
    chart.add_trace(now_marker(DATA.color, 12, name="point").update(x=[x], y=[y]))
    chart.add_trace(now_marker(FIT.color, 9, name="prediction").update(x=[x], y=[w * x + b]))
    label("b: the line at x = 0", 0.15, 0.62, FIT)
    label("w: up by w when<br>x grows by 1", 2.1, 1.65, CHANGE)
    label("y: measured", x - 0.15, y + 0.3, DATA, "right")
    label("ŷ: predicted", x + 0.15, w * x + b - 0.3, FIT)
    label("residual ŷ − y", x - 0.15, (y + w * x + b) / 2, RESIDUAL, "right")
    return Figure(chart)


PICTURE_ALT = (
    "A line with w = 0.6 and b = 1. At x = 4 a point was measured at y = 4.6. The line predicts 3.4, so the residual is "
    "−1.2."
)


def questions(sample, bowl):
    """Three questions with answers computed from these points."""
    names, best = sample.names, bowl.minimum
    i = int(np.argmax(np.abs(best.at(sample.X) - sample.y)))
    x, y = float(sample.X[i, 0]), float(sample.y[i, 0])
    fitted = float(best.at(x))
    unit = names.y_unit
    sizes = quantity(fitted, unit), quantity(y, unit), quantity(fitted - y, unit)
    wrong = quantity(y - fitted, unit), quantity(fitted + y, unit)
    return (
        Question(
            f"The least-squares line has w = {plain(best.w, 4)}. x grows by 2. How does the prediction change?",
            tuple(plain(k * best.w, 4) for k in (1, 2, 4)),
            1,
            f"It changes by w for each 1, so by 2 · {plain(best.w, 4)} = {plain(2 * best.w, 4)}.",
        ),
        Question(
            f"A point has y = {sizes[1]}, and the line predicts {sizes[0]}. What is its residual?",
            (wrong[0], sizes[2], wrong[1]),
            1,
            f"The residual is ŷ − y = {sizes[2]}. This is the point farthest from the least-squares line.",
        ),
        Question(
            f"Every one of the {count(len(sample.X), 'error')} becomes twice as large. What happens to the MSE?",
            ("it doubles", "it becomes 4 times as large", "it stays"),
            1,
            "The errors are squared: 2² = 4.",
        ),
    )
