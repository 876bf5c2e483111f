"""Ridge: every number on screen is the core's, the split is kept apart, and no link shows a traceback."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

import linreg_core as core
from pages.lessons.ridge import charts, controls

PAGE = "pages/ridge.py"
FEW = {"ridge_n": "8", "ridge_noise": "0", "ridge_share": "50"}
MANY = {"ridge_n": "100", "ridge_noise": "1", "ridge_share": "10"}


def split(n=20, noise=0.3, seed=42, share=0.3, split_seed=42):
    X, y = core.generate_bent_data("wave", n, noise, seed)
    return core.train_test_split(X, y, share, split_seed)


def by_scikit_learn(l2, degree=12):
    """Training and held-out MSE as scikit-learn's pipeline has them."""
    x, x_out, y, y_out = split()
    model = make_pipeline(
        PolynomialFeatures(degree, include_bias=False), StandardScaler(), Ridge(len(x) * l2, solver="svd")
    )
    model.fit(x, y)
    return [np.mean((model.predict(X).reshape(-1, 1) - t) ** 2) for X, t in ((x, y), (x_out, y_out))]


def test_both_errors_at_every_l2_are_scikit_learns(open_page, told):
    series = told(open_page()).series
    for t in (60, 150, 271):
        train, held_out = by_scikit_learn(series["l2"][t])
        assert series["train"][t] == pytest.approx(train, rel=1e-4)
        assert series["held_out"][t] == pytest.approx(held_out, rel=1e-4)


def test_training_error_only_rises_and_weights_only_shrink_as_l2_grows(open_page, told):
    series = told(open_page()).series
    assert np.all(np.diff(series["train"]) >= 0)
    assert np.all(np.diff(series["size"]) <= 0)


def test_the_curve_keeps_its_digits_where_the_weights_are_huge(open_page, told):
    """Drawn from the message, the curve at l2 = 0 meets the training points with the error that is shown."""
    message = told(open_page())
    assert np.abs(message.series["w12"][0]) > 100
    track = message.track("curve", "fit")
    columns = core.polynomial_features(np.array(track["x"]), 12)
    x, _, y, _ = split()
    Z, scaler = core.standardize(core.polynomial_features(x, 12))
    w, b = core.ridge(Z, y, 0)
    exact = core.forward_pass(scaler.transform(columns), w, b)[:, 0]
    np.testing.assert_allclose([message.value(cell, 0) for cell in track["y"]], exact, atol=1e-3 * np.abs(exact).max())


def test_the_best_l2_is_marked_only_when_all_errors_are_known(open_page, told):
    app = open_page()
    series = told(app).series
    best = series["l2"][np.argmin(series["held_out"])]
    assert best == pytest.approx(0.0015, rel=0.03)
    assert series["best_at"][-1] == pytest.approx(best)
    assert np.all(series["best_at"][:-1] < charts.AT_ZERO)
    assert "l2 = 0.0015 is best" in app.main.markdown[1].value


def test_training_ends_where_the_core_ends_and_short_of_the_solution(open_page, told):
    message = told(open_page(ridge_plays="training"))
    x, _, y, _ = split()
    Z, _ = core.standardize(core.polynomial_features(x, 12))
    config = core.TrainingConfig(core.best_learning_rate(Z, 1e-3), 2000, l2=1e-3)
    run = core.train(Z, y, config, start=(np.zeros((12, 1)), np.zeros((1, 1))))
    assert message.series["loss"][-1] == pytest.approx(run.losses[-1], rel=1e-5)
    assert [message.series[f"w{j}"][-1] for j in (1, 12)] == pytest.approx(run.w[-1, [0, 11]], rel=1e-5)
    assert run.losses[-1] > core.smallest_loss(Z, y, 1e-3)


def test_held_out_points_never_touch_the_fit(open_page, told):
    """As many points are drawn as there are, each on one side; the scale of the columns is the training side's."""
    message = told(open_page(**FEW))
    sides = [message.trace("curve", name)["x"] for name in ("data", "held out")]
    x, x_out, _, _ = split(n=8, noise=0, share=0.5)
    np.testing.assert_allclose(sides[0], x[:, 0])
    np.testing.assert_allclose(sides[1], x_out[:, 0])


def test_with_fewer_points_than_weights_the_bowl_is_infinitely_long_at_0(open_page, told):
    app = open_page(ridge_l2="0", **FEW)
    assert "condition number is ∞ at l2 = 0" in app.main.markdown[1].value
    bowl = next(r for r in told(app)["readouts"] if r["label"].startswith("size"))["values"]["bowl"]["words"]
    assert bowl[0] == [0, "∞"] and bowl[-1][1] != "∞"


def test_the_words_say_over_and_underfitting(open_page):
    app = open_page()
    assert "`Ridge(alpha=0.014)`" in app.main.markdown[1].value
    for l2, word in ((1e-8, "Overfits"), (10.0, "Underfits")):
        assert word in app.select_slider("ridge_l2").set_value(l2).run().main.markdown[1].value
    assert "Raise the degree" in open_page(ridge_degree="1").main.markdown[1].value


@pytest.mark.parametrize(
    "link",
    [
        {"ridge_degree": "99", "ridge_l2": "nan", "ridge_n": "inf", "ridge_plays": "?"},
        {"ridge_plays": "", "ridge_noise": "-1", "ridge_share": "0", "ridge_split": "x", "ridge_epochs": "7"},
    ],
)
def test_nonsense_in_a_link_falls_back_to_the_page_as_it_is(open_page, told, link):
    assert told(open_page(**link))["run"] == told(open_page())["run"]


@pytest.mark.parametrize(
    "plays, degree, corner, l2",
    [
        ("a growing l2", 1, FEW, "0"),
        ("a growing l2", 12, MANY, "10"),
        ("training", 1, MANY, "10"),
        ("training", 12, FEW, "10"),
        ("training", 12, MANY, "0"),
    ],
)
def test_no_corner_of_the_settings_breaks(open_page, told, plays, degree, corner, l2):
    """Each pair of extremes once: what plays ends at its last l2 or epoch, with every weight and all points there."""
    link = {"ridge_plays": plays, "ridge_degree": str(degree), "ridge_l2": l2, "ridge_epochs": "100"}
    message = told(open_page(**link | corner))
    grows = plays == "a growing l2"
    assert message.series["l2"][-1] == (10 if grows else float(l2))
    assert message["epochs"] == message.series["epoch"][-1] == (271 if grows else 100)
    assert len(message.track("weights", "now")["y"]) == degree
    assert all(message.series[name].min() > 0 for name in ("train", "held_out", "bowl"))
    drawn = [len(message.trace("curve", name)["x"]) for name in ("data", "held out")]
    assert drawn == ([4, 4] if corner is FEW else [90, 10])


def test_a_new_split_keeps_the_points_and_reset_brings_everything_back(open_page, told):
    app = open_page(ridge_l2="0.1")
    before = told(app)
    after = told(app.button("ridge_new_split").click().run())
    both = [sorted(m.trace("curve", "data")["x"] + m.trace("curve", "held out")["x"]) for m in (before, after)]
    assert both[0] == both[1] and before.trace("curve", "data")["x"] != after.trace("curve", "data")["x"]
    app.button("ridge_reset").click().run()
    assert app.session_state["ridge_l2"] == controls.START["l2"]
    assert told(app)["run"] == told(open_page())["run"]


def test_a_prediction_is_set_beside_what_happened(open_page, told):
    app = open_page()
    app.segmented_control("predict_ridge").select("at l2 = 0").run()
    assert told(app)["ending"] == "You said: **at l2 = 0**. But it was: **somewhere between**."
