"""Earlier runs on the charts of the one that is played: where each line ended, and its whole loss curve."""

from dataclasses import replace

import numpy as np

from pages.ui import charts, playback

POINTS = 300  # of a loss curve
DECADES = 2  # above the run that is played: so much room others get


def on_charts(line, loss, others):
    """others: ((number, Finished, Look), …). -> line, loss"""
    top = loss.layout.yaxis.range[1] + DECADES
    for number, finished, look in others:
        look = replace(look, name=f"run {number}", width=2.5)
        run, ends = finished.run, np.array(line.layout.xaxis.range)
        last = playback.visible(run.losses)
        steps = playback.kept_steps(last, columns=POINTS, first=20)
        line.add_trace(charts.line_trace(look, ends.tolist(), run.line(-1).at(ends).tolist()))
        loss.add_trace(charts.line_trace(look, steps.tolist(), drawn(run.losses[steps], loss)))
        loss = in_sight(loss, steps[-1], run.losses[: last + 1], top)
    for chart in (line, loss) if others else ():
        names = [trace.name for trace in chart.data if trace.showlegend or trace.name.startswith("run ")]
        charts.with_legend(chart, *names)
    return line, loss


def drawn(losses, loss):
    """Losses for the log axis: none below it."""
    return np.maximum(losses, 10.0 ** loss.layout.yaxis.range[0]).tolist()


def in_sight(loss, last, losses, top):
    """The axes reach as far as this run does, but not beyond 10^top: a run that ran away is cut. -> chart"""
    (left, right), (low, high) = loss.layout.xaxis.range, loss.layout.yaxis.range
    loss.update_xaxes(range=[left, max(right, 1.01 * last)])
    return charts.log_y(loss, low, max(high, min(top, float(np.log10(np.max(losses))) + 0.05)))
