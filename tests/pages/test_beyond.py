"""To neural networks: what the page shows is what the core computes, and without hidden units it is the Train page."""

import functools

import numpy as np
import pytest

import linreg_core as core
from pages.lessons.beyond.networks import STARTS
from pages.ui.numbers import quantity

PAGE = "pages/beyond.py"


@functools.cache
def trained(shape="wave", units=3, activation="tanh", rate=0.05, epochs=2000):
    """What the core says: the losses of all starts, (T+1, starts), in the units of y."""
    X, y = core.generate_bent_data(shape, 100, 0.1, 42)
    (Z, _), (T, y_scaler) = core.standardize(X), core.standardize(y)
    starts = core.stack_networks([core.initialize_network(1, units, seed) for seed in range(STARTS)])
    return core.train_network(Z, T, starts, activation, rate, epochs, [0]).losses * y_scaler.scale.item() ** 2


def test_the_losses_of_all_starts_are_the_cores(open_page, told):
    message, losses = told(open_page()), trained()
    steps = message.series["epoch"].astype(int)
    for i in range(STARTS):
        np.testing.assert_allclose(message.series[f"l{i}"], losses[steps, i], rtol=1e-5)
    assert message.readout("MSE", "mse") == pytest.approx(losses[-1, 1], rel=1e-5)
    assert message.readout("lowest", "low") == pytest.approx(losses[-1].min(), rel=1e-5)
    assert message.readout("lowest", "high") == pytest.approx(losses[-1].max(), rel=1e-5)


def test_the_curve_is_the_networks_prediction_at_every_kept_epoch(open_page, told):
    """Its distance to the points is the loss that is shown."""
    message = told(open_page(net_units="8"))
    track = message.track("curve", "fit")
    X, y = core.generate_bent_data("wave", 100, 0.1, 42)
    for t in (0, 40, -1):
        curve = [message.value(cell, t) for cell in track["y"]]
        near = np.mean((np.interp(X[:, 0], track["x"], curve) - y[:, 0]) ** 2)
        assert near == pytest.approx(message.series["loss"][t], rel=0.05)


def test_the_dots_lie_on_the_curve_at_each_units_bend(open_page, told):
    message = told(open_page())
    fit, bends = message.track("curve", "fit"), message.track("curve", "bends")
    curve = [message.value(cell, -1) for cell in fit["y"]]
    for x_cell, y_cell in zip(bends["x"], bends["y"], strict=True):
        x, y = message.value(x_cell, -1), message.value(y_cell, -1)
        if fit["x"][0] < x < fit["x"][-1]:
            assert y == pytest.approx(np.interp(x, fit["x"], curve), abs=0.02)


def test_without_hidden_units_it_is_the_train_page(open_page, told, words):
    """The houses in square feet, which descent finds here because the data is standardised first."""
    page = open_page(net_units="0", net_data="The scenario's points", scenario="Houses in square feet", net_rate="0.1")
    X, y = core.DATASETS["square-feet"].sample(random_state=42)
    w, b = (value.item() for value in core.least_squares(X, y))
    message = told(page)
    track = message.track("curve", "fit")
    curve = [message.value(cell, -1) for cell in track["y"]]
    np.testing.assert_allclose(curve, np.polyval([w, b], track["x"]), rtol=1e-3)
    assert message.readout("MSE", "mse") == pytest.approx(core.smallest_loss(X, y), rel=1e-5)
    assert "this is the Train page" in words(page)
    line = f"w = {quantity(w, '$')}, b = {quantity(b, '$')}".replace("\\$", "$")
    assert f"{line}; least squares says {line}" in words(page)
    assert f"all {STARTS} starts ended at the same line" in words(page)


def test_starts_end_in_different_valleys_and_the_page_says_by_how_much(open_page, told, words):
    ends = trained()[-1]
    said = words(open_page())
    assert f"{ends.min():.3g} to {ends.max():.3g}, {ends.max() / ends.min():.0f} times as much" in said
    stuck = int(np.argmax(ends)) + 1
    assert f"start {stuck} has stopped" in said


def test_a_prediction_is_shown_beside_what_happened(open_page, told):
    page = open_page()
    assert told(page)["ending"].startswith("It was: **not all the same**")
    page.segmented_control(key="predict_beyond").set_value("not all the same").run()
    assert told(page)["ending"] == "You said: **not all the same**. It was: **not all the same**."


def test_a_rate_too_high_is_a_lesson_not_an_error(open_page, told, words):
    page = open_page(net_units="16", net_bend="ReLU", net_rate="1")
    message = told(page)
    assert "Diverges" in words(page)
    assert "leaves the chart" in message["notices"][0]["text"]
    assert message["ending"].startswith("It was: **all of them diverge**")


@pytest.mark.parametrize(
    ("data", "bend", "units", "rate", "epochs"),
    [
        ("A wave", "tanh", 0, "1", 100),
        ("A bend", "ReLU", 0, "1", 100),
        ("A step", "tanh", 16, "0.001", 5000),
        ("The scenario's points", "ReLU", 16, "0.001", 5000),
        ("A wave", "ReLU", 1, "0.5", 100),
        ("The scenario's points", "tanh", 1, "0.5", 100),
    ],
)
def test_every_corner_of_the_controls_plays_all_its_starts_and_bends(data, bend, units, rate, epochs, open_page, told):
    link = {"net_data": data, "net_bend": bend, "net_units": str(units), "net_rate": rate, "net_epochs": str(epochs)}
    message = told(open_page(**link, net_noise="0.0", n="5"))
    assert list(message.figures) == ["curve", "loss"] and message["epochs"] == epochs
    assert message.series["epoch"][-1] == epochs or message["notices"]
    assert len(message.track("curve", "bends")["x"]) == units
    assert all(len(message.series[f"l{i}"]) == len(message.series["epoch"]) for i in range(STARTS))


@pytest.mark.parametrize(
    "scenario", ["A simple line", "Tutorial: house prices", "Real: bills and tips", "Real: iris petals"]
)
def test_every_scenario_can_be_learned(scenario, open_page, told):
    message = told(open_page(net_data="The scenario's points", scenario=scenario))
    assert message.series["loss"][-1] < message.series["loss"][0]


def test_nonsense_in_a_link_gives_the_default_page(open_page, told):
    """Each parameter meets each text; its neighbours meet others meanwhile."""
    usual = told(open_page())["run"]
    names = ["net_units", "net_bend", "net_start", "net_data", "net_noise", "net_rate", "net_epochs", "seed"]
    texts = ["inf", "nan", "-5", "abc", "", "9" * 30, "🙂"]
    for shift in range(len(texts)):
        link = {name: texts[(i + shift) % len(texts)] for i, name in enumerate(names)}
        assert told(open_page(**link))["run"] == usual, link


def test_the_zoom_stays_with_the_scenario_or_with_the_shape_and_its_noise(open_page, told):

    def view(**link):
        return told(open_page(net_epochs="100", **link))["view"]

    usual, points = view(), {"net_data": "The scenario's points"}
    assert view(seed="7", net_units="1", net_start="5") == usual
    assert usual not in {view(net_noise="0.50"), view(net_data="A step"), view(**points)}
    assert view(**points, n="50") == view(**points, noise="9") == view(**points)
    assert view(**points, scenario="A simple line") != view(**points)
