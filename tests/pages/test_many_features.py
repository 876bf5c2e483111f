"""Many features: what is shown is the core's, copied columns leave weights open and predictions not, no data is missing."""

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge

import linreg_core as core
from linreg_core.data import noisy_line
from pages.lessons.many_features import charts, controls

PAGE = "pages/many_features.py"


def made_up(weights=(3.0, -2.0), spreads=(1.0, 4.0), noise=4.0, n=100, seed=42):
    return noisy_line(lambda rng, n, d: rng.randn(n, d) * spreads, n, weights, 10.0, noise, seed)


def shown(message, start=0, t=-1):
    """The weights of one start at column t."""
    names = sorted(name for name in message.series if name.startswith(f"s{start}_"))
    return np.array([message.series[name][t] for name in names])


def test_weights_and_losses_are_the_cores(open_page, told):
    message = told(open_page())
    X, y = made_up()
    Z, scaler = core.standardize(X)
    run = core.train(Z, y, core.TrainingConfig(0.02, 200), start=(np.zeros((2, 1)), np.zeros((1, 1))))
    np.testing.assert_allclose(message.series["loss0"], run.losses, rtol=1e-5)
    w, b = scaler.restore(run.final.w, run.final.b)
    np.testing.assert_allclose(shown(message), w[:, 0], rtol=1e-5)
    assert message.readout("start 1", "b") == pytest.approx(b.item(), rel=1e-5)


def test_the_plane_lies_where_the_prediction_is(open_page, told):
    message = told(open_page())
    plane = message.track("plane", "plane0")
    X, _ = made_up()
    ground = charts.corners(X)
    for t in (0, 50, -1):
        heights = [message.value(cell, t) for cell in plane["z"]]
        expected = ground @ shown(message, t=t) + message.series["b0"][t]
        np.testing.assert_allclose(heights, expected, rtol=1e-9, atol=1e-9)


def test_predictions_move_towards_the_diagonal(open_page, told):
    message = told(open_page())
    track = message.track("fit", "now")
    actual = np.array(track["x"])
    off = [np.mean((np.array([message.value(c, t) for c in track["y"]]) - actual) ** 2) for t in (0, -1)]
    assert off == pytest.approx([message.series["loss0"][0], message.series["loss0"][-1]], rel=1e-3)


def edited(app, *rows):
    """The page with these rows (true weight, spread) in its table, whose cells an AppTest cannot reach."""
    app.session_state["many_rows"] = [list(row) for row in rows] + [[0.0, 1.0]] * (8 - len(rows))
    app.session_state["many_table"] = 1
    return app.run()


def test_an_edited_table_is_what_is_drawn(open_page, told):
    message = told(edited(open_page(many_noise="0", many_epochs="2000"), (7, 2), (0.5, 1)))
    np.testing.assert_allclose(shown(message), [7.0, 0.5], rtol=1e-4)


@pytest.mark.parametrize(
    "cells, numbers",
    [([None, float("nan")], (0.0, 0.0)), ([float("inf"), -1e9], (1000.0, -1000.0)), ([1, 2.5], (1.0, 2.5))],
)
def test_a_cell_that_is_no_number_or_too_large_does_no_harm(cells, numbers):
    assert controls.within(cells, -controls.LARGEST_WEIGHT, controls.LARGEST_WEIGHT) == numbers


def test_of_copied_columns_weights_depend_on_the_start_and_predictions_do_not(open_page, told, words):
    app = open_page(many_collinear="true", many_epochs="1000")
    message = told(app)
    assert message.series["apart"][-1] > 1
    assert message.series["predictions"][-1] < 1e-9
    sums = [shown(message, start).sum() for start in range(3)]
    np.testing.assert_allclose(sums, sums[0], rtol=1e-5)
    assert "rank is 1 of 2" in words(app)


def test_ridge_brings_the_three_starts_together_at_scikit_learns_weights(open_page, told):
    message = told(open_page(many_collinear="true", many_l2="0.1", many_rate="0.2", many_epochs="1000"))
    assert message.series["apart"][-1] < 1e-9
    X, y = made_up()
    X[:, 1] = X[:, 0]
    y = noisy_line(lambda rng, n, d: np.repeat((rng.randn(n, d) * (1, 4))[:, :1], 2, axis=1), 100, (3, -2), 10, 4, 42)[
        1
    ]
    Z, scaler = core.standardize(X)
    theirs = Ridge(alpha=100 * 0.1, solver="svd").fit(Z, y)
    np.testing.assert_allclose(shown(message, 1), np.ravel(theirs.coef_) / scaler.scale, rtol=1e-5)


def test_diabetes_ends_at_scikit_learns_weights(open_page, told):
    app = open_page(many_data="diabetes", many_rate="0.2", many_epochs="5000", many_l2="0")
    message = told(app)
    X, y = load_diabetes(return_X_y=True, scaled=False)
    theirs = LinearRegression(tol=0).fit(X, y)
    np.testing.assert_allclose(shown(message), theirs.coef_ * X.std(axis=0), rtol=2e-2, atol=0.2)
    assert "s1 and s2 are nearly the same column" in app.main.markdown[1].value


def test_standardising_raises_the_limit_and_both_are_said(open_page):
    X, _ = made_up()
    Z, _ = core.standardize(X)
    app = open_page(many_scaled="false")
    for A in (X, Z):
        assert f"{core.learning_rate_limit(A):.3g}" in app.main.markdown[1].value
    app.select_slider("many_rate").set_value(0.2).run()
    assert "Diverges" in app.main.markdown[1].value
    app.toggle("many_scaled").set_value(True).run()
    assert "Stable" in app.main.markdown[1].value


def test_a_prediction_is_set_beside_what_happened(open_page, told):
    app = open_page(many_collinear="true")
    app.segmented_control("predict_many").select("yes").run()
    assert told(app)["ending"] == "You said: **yes**. But it was: **no**."


@pytest.mark.parametrize(
    "link",
    [
        {"many_d": "99", "many_rate": "nan", "many_n": "inf", "many_data": "?"},
        {"many_data": "", "many_l2": "-1", "many_epochs": "7", "many_scaled": "maybe", "many_seed": "x"},
    ],
)
def test_nonsense_in_a_link_falls_back_to_the_page_as_it_is(open_page, told, link):
    assert told(open_page(**link))["run"] == told(open_page())["run"]


@pytest.mark.parametrize(
    "data, d, rate, scaled, collinear, l2",
    [
        ("made up", 1, "1e-6", "false", "true", "10"),
        ("made up", 2, "1", "true", "true", "0"),
        ("made up", 8, "1", "false", "false", "0"),
        ("made up", 8, "1e-6", "true", "true", "10"),
        ("diabetes", 10, "1", "false", "true", "10"),
        ("diabetes", 10, "1e-6", "true", "false", "0"),
    ],
)
def test_no_corner_of_the_settings_breaks(open_page, told, data, d, rate, scaled, collinear, l2):
    """Extremes in pairs: every weight of three starts is told, up to the end or to where it diverges."""
    link = {"data": data, "d": str(min(d, 8)), "rate": rate, "scaled": scaled, "collinear": collinear, "l2": l2}
    link |= {"n": "10", "noise": "0", "epochs": "5000"}
    message = told(open_page(**{f"many_{name}": text for name, text in link.items()}))
    assert [len(shown(message, start)) for start in range(3)] == [d] * 3
    assert list(message.figures) == ["plane" if d == 2 else "dots", "weights", "fit", "loss"]
    assert len(message.track("fit", "now")["x"]) == (100 if data == "diabetes" else 10)
    growth = max(message.series[f"loss{i}"][-1] / message.series[f"loss{i}"][0] for i in range(3))
    assert message.series["epoch"][-1] == 5000 if growth <= 1 else growth > 1e12


def test_reset_brings_everything_back(open_page, told):
    app = edited(open_page(many_noise="0"), (7, 2), (0.5, 1))
    assert told(app)["run"] != told(open_page())["run"]
    app.button("many_reset").click().run()
    assert told(app)["run"] == told(open_page())["run"]
