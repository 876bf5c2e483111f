"""The figures of the Train page, as data: what is drawn, where, and in which range."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linreg_core as core
from pages.ui import charts, palette
from pages.ui.experiment import Line
from pages.ui.runs import Sample, bowl_of
from pages.ui.scenarios import SCENARIOS

NAMES = SCENARIOS["tutorial"]


@pytest.fixture
def houses():
    return NAMES.sample(random_state=42)


def line_chart(X, y, **more):
    return charts.line_chart(Sample(X, y, NAMES, None, None), bowl_of(X, y).minimum, **more)


def names(figure):
    return [trace.name for trace in figure.data]


# ---- data and line


def test_data_truth_least_squares_and_fit_are_four_traces(houses):
    assert names(line_chart(*houses, truth=(250.0, 50_000.0))) == ["data", "true line", "least squares", "fit"]


def test_without_a_true_line_none_is_drawn(houses):
    assert "true line" not in names(line_chart(*houses))


@pytest.mark.parametrize("kind", ["sticks", "squares"])
def test_residuals_lie_under_everything_else(kind, houses):
    assert names(line_chart(*houses, residuals=kind))[0] == "residual"


def test_each_idea_has_a_colour_and_a_dash_of_its_own():
    looks = palette.FIT, palette.TRUTH, palette.LEAST_SQUARES
    assert len({look.color for look in (*looks, palette.DATA, palette.RESIDUAL)}) == 5
    assert len({look.dash for look in looks}) == 3


def legend(figure):
    """What the legend names: traces, and levels."""
    shown = [trace.name for trace in figure.data if trace.showlegend is not False]
    return shown + [shape.name for shape in (figure.layout.shapes or ()) if shape.showlegend]


def test_lines_are_named_in_a_legend_not_on_the_points(houses):
    figure = line_chart(*houses, truth=(250.0, 50_000.0), residuals="sticks")
    assert legend(figure) == ["true line", "least squares", "fit"]
    assert all(trace.text is None for trace in figure.data) and not figure.layout.annotations
    place = figure.layout.legend
    assert figure.layout.showlegend and (place.orientation, place.y, place.yanchor) == ("h", 1, "bottom")
    assert place.itemclick is False and place.itemdoubleclick is False  # no click may hide a line that moves


def test_the_ranges_hold_every_point(houses):
    X, y = houses
    figure = line_chart(X, y)
    for values, axis in ((X, figure.layout.xaxis), (y, figure.layout.yaxis)):
        assert axis.range[0] < values.min() and values.max() < axis.range[1]


def test_a_line_far_away_never_squeezes_the_points_into_less_than_a_third(houses):
    X, y = houses
    figure = line_chart(X, y, start=(1e6, -1e9))
    low, high = figure.layout.yaxis.range
    assert np.ptp(y) / (high - low) > 0.3


@pytest.mark.parametrize("value", [0.0, 7.0, -3e6])
def test_points_that_are_all_the_same_still_have_a_range(value):
    X, y = np.array([[1.0], [2.0], [3.0]]), np.full((3, 1), value)
    low, high = line_chart(X, y, start=Line(0.0, value)).layout.yaxis.range
    assert low < value < high


def test_axes_say_what_they_measure_and_in_which_unit(houses):
    figure = line_chart(*houses)
    assert figure.layout.yaxis.title.text == "price ($)"
    assert "size" in figure.layout.xaxis.title.text and "sq ft" in figure.layout.xaxis.title.text


# ---- the loss


def loss_chart(losses=(100.0, 10.0, 5.0), floor=2.0, **more):
    y = np.array([[1.0], [2.0], [3.0]])
    return charts.loss_chart(np.array(losses), y, len(losses) - 1, floor, **more)


def test_the_loss_has_a_log_axis_that_holds_the_whole_run_and_its_floor():
    figure = loss_chart()
    low, high = figure.layout.yaxis.range
    assert figure.layout.yaxis.type == "log"
    assert low < np.log10(2.0) and np.log10(100.0) < high
    assert figure.layout.xaxis.range[0] <= 0 and figure.layout.xaxis.range[1] >= 2


def labels(figure):
    return " ".join(a.text for a in figure.layout.annotations)


def test_the_floor_and_the_expected_noise_are_lines_with_a_name():
    figure = loss_chart(noise_variance=3.0)
    assert sorted(shape.y0 for shape in figure.layout.shapes) == [2.0, 3.0]
    assert legend(figure) == ["lowest loss", "σ², the noise"] and not figure.layout.annotations


def test_a_floor_of_0_is_drawn_where_rounding_begins_and_says_so():
    figure = loss_chart(losses=(1.0, 1e-20, 0.0), floor=0.0)
    y = np.array([[1.0], [2.0], [3.0]])
    assert legend(figure) == ["0, but for rounding"]
    assert figure.layout.shapes[0].y0 == pytest.approx(np.finfo(float).eps ** 2 * np.mean(y**2))
    assert np.isfinite(figure.layout.yaxis.range).all()


def test_changes_of_the_rate_are_marked_at_their_epoch():
    figure = loss_chart(changes=[(1, "rate 0.3")])
    assert 1 in [shape.x0 for shape in figure.layout.shapes] and "rate 0.3" in labels(figure)


@given(st.lists(st.floats(0, 1e80), min_size=1, max_size=20), st.floats(0, 1e6))
def test_whatever_the_losses_the_axis_is_finite_and_holds_what_is_drawn(losses, size):
    y = np.full((3, 1), size)
    shown = charts.drawable(np.array(losses), y)
    figure = charts.loss_chart(np.array(losses), y, len(losses) - 1, min(losses))
    low, high = figure.layout.yaxis.range
    assert np.all(shown > 0) and np.isfinite([low, high]).all()
    assert low < np.log10(shown.min()) and np.log10(shown.max()) < high


@given(st.floats(-30, 80), st.floats(0.15, 100))
def test_the_ticks_of_a_log_axis_are_neither_missing_nor_crowded(low, span):
    ticks = charts.log_ticks(low, low + span)
    inside = [v for v in ticks["tickvals"] if low <= np.log10(v) <= low + span]
    assert 1 <= len(inside) <= 22
    assert len(ticks["ticktext"]) == len(ticks["tickvals"])


# ---- the tutorial's plot_results


def test_plot_results_draws_the_tutorials_closing_picture(houses):
    X, y = houses
    w, b, losses = core.train_linear_regression(X, y, learning_rate=0.001, epochs=200, random_state=42)
    data, fit, loss = charts.plot_results(X, y, w, b, losses).data
    np.testing.assert_array_equal(data.y, y[:, 0])
    assert fit.y == pytest.approx(np.polyval([w.item(), b.item()], fit.x))
    np.testing.assert_array_equal(loss.y, losses)
    assert charts.plot_results(X, y, w, b, losses).layout.yaxis2.type == "log"


def test_plot_results_takes_flat_lists_too():
    figure = charts.plot_results([1, 2, 3], [2, 4, 6], 2.0, 0.0, [4.0, 1.0, 0.0])
    assert figure.data[1].y[0] == pytest.approx(2 * figure.data[1].x[0])
    assert min(figure.data[2].y) > 0
