"""What the player is told while own points have no line yet: the points alone, and what is missing."""

import numpy as np

from pages.ui import charts, playback
from pages.ui.palette import LEAST_SQUARES
from pages.ui.scenarios import Scenario


def unfinished(points, names, axes, missing):
    """points: ((x, y), …). names: (name, unit) of x and of y. missing: a sentence. -> Message of a run without a step"""
    (x_name, x_unit), (y_name, y_unit) = names
    named = Scenario(title="", about="", x_name=x_name, x_unit=x_unit, y_name=y_name, y_unit=y_unit)
    X, y = np.array(points, float).reshape(-1, 2, 1).swapaxes(0, 1)
    line = charts.figure("Data and line", *charts.axis_names(named))
    line.update_xaxes(range=list(axes[0]), separatethousands=True)
    line.update_yaxes(range=list(axes[1]), separatethousands=True, exponentformat="none")
    line.add_trace(charts.data_trace(X, y, named)).add_trace(charts.line_trace(LEAST_SQUARES, [], []))
    loss = charts.figure("Loss", "epoch", "mean squared error")
    charts.log_y(loss.update_xaxes(range=[0, 1000]), 0, 3)
    return playback.pack(
        run="no line yet",
        view="points",
        epochs=0,
        steps=np.array([0]),
        series={},
        figures={
            "line": playback.picture(charts.with_legend(line, LEAST_SQUARES.name), f"A chart of points. {missing}"),
            "loss": playback.picture(loss, "The loss: there is no run yet."),
        },
        tracks=[],
        readouts=[],
        note="",
        seconds=1.0,
        notices=[{"chart": "line", "from": 0, "text": missing}],
    )
