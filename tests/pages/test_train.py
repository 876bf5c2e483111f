"""The Train page: what it shows against what the core says. How it moves is in tests/browser."""

import re

import numpy as np
import plotly.data
import pytest

import linreg_core as core
from pages.ui import source
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import rate_text
from pages.ui.rates import EPOCHS, RateHistory, learning_rates
from pages.ui.scenarios import SCENARIOS


def link(scenario, **more):
    """A link to a scenario: the address holds its title."""
    return {"scenario": SCENARIOS[scenario].title} | {name: str(value) for name, value in more.items()}


def tutorial_run(rate=0.001, epochs=2000, start=(0.0, 0.0)):
    np.random.seed(42)
    X, y = core.generate_linear_data(50, 250.0, 50_000.0, 30_000.0)
    start = tuple(np.full((1, 1), value) for value in start)
    return X, y, core.train(X, y, core.TrainingConfig(rate, epochs), start=start)


def coordinates(trace):
    """x and y of a trace in a figure's JSON, decoded from Plotly's packed arrays."""
    import base64

    def decode(values):
        packed = isinstance(values, dict)
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]) if packed else np.array(values, float)

    return decode(trace["x"]), decode(trace["y"])


# ---- the tutorial's own experiment


def test_the_default_page_is_the_tutorials_run_number_for_number(open_app, told):
    message = told(open_app())
    X, y, run = tutorial_run()
    kept = message.series["epoch"]
    np.testing.assert_allclose(message.series["w"], run.w[kept, 0], rtol=1e-5)
    np.testing.assert_allclose(message.series["b"], run.b[kept], rtol=1e-5)
    np.testing.assert_allclose(message.series["loss"], run.losses[kept], rtol=1e-5)
    assert (kept[0], kept[-1], message["epochs"]) == (0, 2000, 2000)
    assert message.series["w"][-1] == pytest.approx(529.70, abs=0.01)
    assert message.series["b"][-1] == pytest.approx(50_057.8, abs=0.1)


def test_the_points_are_the_tutorials(open_app, told):
    X, y, _ = tutorial_run()
    x_shown, y_shown = coordinates(told(open_app()).trace("line", "data"))
    np.testing.assert_array_equal(x_shown, X[:, 0])
    np.testing.assert_array_equal(y_shown, y[:, 0])


def test_the_fit_line_is_w_x_plus_b_at_every_step(open_app, told):
    message = told(open_app())
    track = message.track("line", "fit")
    for t in (0, 7, -1):
        expected = np.polyval([message.series["w"][t], message.series["b"][t]], track["x"])
        assert [message.value(cell, t) for cell in track["y"]] == pytest.approx(list(expected))


def test_truth_and_least_squares_are_lines_of_their_own(open_app, told):
    message = told(open_app())
    X, y, _ = tutorial_run()
    w, b = core.least_squares(X, y)
    for name, line in {"true line": (250.0, 50_000.0), "least squares": (w.item(), b.item())}.items():
        x_shown, y_shown = coordinates(message.trace("line", name))
        assert np.polyval(line, x_shown) == pytest.approx(y_shown)


def test_the_readouts_say_how_far_each_is_from_least_squares(open_app, told):
    message = told(open_app())
    assert message.readout("w", "gap") == pytest.approx(529.70 - 559.23, abs=0.01)
    assert message.readout("b", "gap") == pytest.approx(50_057.8 - 51_230.7, abs=0.1)
    X, y, run = tutorial_run()
    assert message.readout("MSE", "mse") == pytest.approx(run.losses[-1], rel=1e-5)
    assert message.readout("MSE", "rmse") == pytest.approx(np.sqrt(run.losses[-1]), rel=1e-5)


def test_the_equation_names_the_things_and_carries_the_numbers(open_app, told):
    message = told(open_app())
    equation = message["readouts"][0]
    assert equation["text"] == "price = {w} · size {+b}"
    assert message.readout("the line", "w") == pytest.approx(529.70, abs=0.01)
    assert "$" in equation["sub"] and "sq ft" in equation["sub"]


def test_the_tutorials_run_arrives_late_and_says_why(open_app, told):
    story = told(open_app())["story"]
    assert story["headline"] == "It has arrived."
    assert "1,568" in story["evidence"]
    why = " ".join(story["why"])
    assert "9.1% of the limit" in why and "2/λmax = 0.011" in why and "11 times as fast" in why
    assert "$559.2 per sq ft; the true" in why.replace("[[slope]]", "slope") and "$250 per sq ft" in why


def test_a_run_that_stops_early_says_what_is_missing_and_which_rate_would_be_there(open_app, told):
    story = told(open_app(epochs="500"))["story"]
    X, y, run = tutorial_run(epochs=500)
    w, b = core.least_squares(X, y)
    gap = (b.item() - run.b[-1]) + (w.item() - run.w[-1, 0]) * X.mean()
    assert story["headline"] == "Still far away."
    assert f"${float(f'{gap:.4g}'):,.0f} too low" in story["evidence"]
    assert "a rate of 0.01 would be there after 156" in story["evidence"]


def test_before_the_run_is_seen_nothing_tells_how_it_ends(open_app, told, words):
    """What is on the page, and what the player shows at once: no end point, no verdict, no word about the rate."""
    for link in ({}, {"rate": "0.02"}, {"epochs": "500"}):
        app = open_app(**link)
        message = told(app)
        run = tutorial_run(rate=float(link.get("rate", 0.001)), epochs=int(link.get("epochs", 2000)))[2]
        shown = words(app) + " ".join(figure["alt"] for figure in message["figures"].values())
        shown += " ".join(r["label"] + r["text"] + r["sub"] for r in message["readouts"]) + message["note"]["text"]
        for ending in (f"{run.w[-1, 0]:.4g}", f"{run.losses[-1]:.4g}", "arrived.", "Diverges", "Stable", "runs away:"):
            assert ending not in shown, ending
        assert message["ending"] and message["story"]["headline"], "they are told when the run is over"


def test_the_note_says_how_long_the_run_took_and_not_how_many_epochs_it_had(open_app, told):
    note = told(open_app())["note"]
    assert re.fullmatch(r"NumPy needs [\d.]+ ms for this run; you are watching it \{slower\}× slower\.", note["text"])
    assert note["seconds"] > 0


def test_each_chart_has_a_text_before_and_another_once_the_run_is_seen(open_app, told):
    figures = told(open_app())["figures"]
    assert "50 points, price against size" in figures["line"]["alt"] and "559.2" in figures["line"]["alt"]
    assert "w = 529.7" in figures["line"]["seen"]
    assert "log axis" in figures["loss"]["alt"] and "after 2,000 epochs" in figures["loss"]["seen"]


def test_the_first_visit_opens_on_houses_and_answers_a_question(open_app, told):
    message = told(open_app(scenario=None))
    assert message["view"] == "houses"
    told_after = " ".join(message["story"]["more"])
    X, y = SCENARIOS["houses"].sample(random_state=42)
    run = core.train(X, y, core.TrainingConfig(0.01, 500), start=([[0.0]], [[0.0]]))
    price = run.w[-1, 0] * 3 + run.b[-1]
    assert f"The line says **${float(f'{price:.4g}'):,.0f}**" in told_after
    assert "$250,000, $375,000 and $500,000" in told_after


def test_the_tutorials_own_run_says_why_it_looks_like_a_cloud(open_app):
    assert "cloud" in open_app().sidebar.caption[0].value


def test_the_five_functions_and_their_loop_are_shown_as_what_they_are(open_app, monkeypatch):
    shown = []
    monkeypatch.setattr(source, "show_source", lambda title, *functions, note="": shown.append((functions, note)))
    open_app()
    [(functions, note)] = shown
    assert [f.__name__ for f in functions] == [
        "initialize_parameters",
        "forward_pass",
        "compute_loss",
        "compute_gradients",
        "update_parameters",
        "training_steps",
    ]
    assert "equal" in note and "1e-12" in note


# ---- every scenario


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_scenario_trains_with_its_own_settings_towards_least_squares(scenario, open_app, told):
    app = open_app(**link(scenario))
    message, dataset = told(app), SCENARIOS[scenario]
    start = SCENARIOS[scenario].defaults
    X, y = dataset.sample(random_state=42)
    zero = np.zeros((1, 1))
    run = core.train(X, y, core.TrainingConfig(start["rate"], start["epochs"]), start=(zero, zero))
    assert message.series["epoch"][-1] == start["epochs"]
    assert message.series["loss"][-1] == pytest.approx(run.losses[-1], rel=1e-5)
    assert len(coordinates(message.trace("line", "data"))[0]) == start["n"]
    assert app.sidebar.caption[0].value == dataset.about


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_setting_at_either_end_of_its_slider_breaks_a_scenario(scenario, open_app, told):
    grid = learning_rates(SCENARIOS[scenario])
    app = open_app(**link(scenario, n=5))
    for rate in (grid[0], grid[-1]):
        for epochs in (EPOCHS[0], EPOCHS[-1]):
            app.select_slider(key="rate").set_value(rate)
            app.select_slider(key="epochs").set_value(epochs)
            app.run()
            assert not app.exception
            message = told(app)
            assert (message["rate"], message["epochs"]) == (rate, epochs)
            assert message.series["loss"].min() > 0
            assert len(message.series["epoch"]) <= 1300
    for end in ("min", "max"):
        for slider in app.slider:
            slider.set_value(getattr(slider, end))
        app.run()
        assert not app.exception
        assert told(app).series["loss"].min() > 0


@pytest.mark.parametrize("scenario", ["tips", "iris"])
def test_real_data_is_what_plotly_ships_and_has_no_true_line(scenario, open_app, told):
    app = open_app(**link(scenario))
    message = told(app)
    frame, x, y = {
        "tips": (plotly.data.tips(), "total_bill", "tip"),
        "iris": (plotly.data.iris(), "petal_length", "petal_width"),
    }[scenario]
    x_shown, y_shown = coordinates(message.trace("line", "data"))
    np.testing.assert_array_equal(x_shown, frame[x])
    np.testing.assert_array_equal(y_shown, frame[y])
    assert "true line" not in [trace["name"] for trace in message.figures["line"]["data"]]
    assert {slider.key for slider in app.slider}.isdisjoint({"noise", "w", "b"})


def test_a_rate_above_the_limit_says_by_how_much_it_diverges_and_which_one_would_not(open_app, told):
    message = told(open_app(rate="0.02"))
    X, y, run = tutorial_run(rate=0.02)
    story = message["story"]
    growth = 0.02 * core.curvatures(X)[0] - 1
    assert story["headline"] == "It runs away: every step makes it worse."
    assert f"by {growth:.3g};" in story["evidence"]
    why = " ".join(story["why"])
    assert f"]] {np.flatnonzero(run.losses > run.losses[0])[0]} on" in why
    assert f"At epoch {run.diverged_at:,} the numbers are too large" in why
    suggested = float(story["evidence"].split("a rate of ")[1].split(" ")[0])
    assert suggested < core.learning_rate_limit(X) and suggested in learning_rates(SCENARIOS["tutorial"])
    assert message["notices"][0]["chart"] == "line"
    assert message.series["loss"].max() < 1e14 * run.losses[0]


def test_without_noise_least_squares_is_the_true_line(open_app, told):
    message = told(open_app(noise="0"))
    assert "the true line" in " ".join(message["story"]["why"])
    x_shown, y_shown = coordinates(message.trace("line", "least squares"))
    assert np.polyval([250.0, 50_000.0], x_shown) == pytest.approx(y_shown)
    assert message.series["loss"].min() > 0


def test_a_start_outside_the_chart_is_said_until_the_line_comes_in(open_app, told):
    message = told(open_app(**link("curve", start_b="-50", start_w="-10")))
    first = message["notices"][0]
    assert first["from"] == 0 and "outside" in first["text"]
    assert all(n["text"] == "" or n["from"] == 0 for n in message["notices"])
    assert message["notices"][-1]["text"] == ""


def test_a_steep_start_that_crosses_the_chart_is_not_called_outside(open_app, told):
    assert told(open_app(**link("simple", start_b="-50", start_w="-10")))["notices"] == []


def test_data_that_is_all_zero_still_draws_on_the_log_axis(open_app, told):
    message = told(open_app(noise="0", w="0", b="0"))
    assert message.series["mse"].tolist() == [0] * len(message.series["mse"])
    assert np.all(message.series["loss"] > 0)
    low, high = message.figures["loss"]["layout"]["yaxis"]["range"]
    assert low < np.log10(message.series["loss"][0]) < high


# ---- starts and residuals


def test_descent_begins_at_the_chosen_start(open_app, told):
    message = told(open_app(start_w="500", start_b="20000"))
    assert (message.series["w"][0], message.series["b"][0]) == (500, 20_000)
    _, _, run = tutorial_run(start=(500.0, 20_000.0))
    assert message.series["loss"][-1] == pytest.approx(run.losses[-1], rel=1e-5)


def test_sticks_reach_from_each_point_to_the_line_of_now(open_app, told):
    message = told(open_app(residuals="sticks"))
    X, y, run = tutorial_run()
    track = message.track("line", "residual")
    fitted = [message.value(cell, -1) for cell in track["y"][1::3]]
    assert track["y"][0::3] == y[:, 0].tolist()
    assert fitted == pytest.approx((X[:, 0] * run.w[-1, 0] + run.b[-1]).tolist(), rel=1e-4)
    assert set(track["x"][2::3]) == {None}


def test_the_default_points_have_squares_and_of_very_many_sticks_are_drawn_and_the_chart_says_why(open_app, told):
    few, many, away = (
        told(open_app(scenario=None, residuals="squares", **more))
        for more in ({}, {"n": "101"}, {"n": "101", "rate": "1"})
    )
    assert few.track("line", "residual")["kind"] == "squares" and few["notices"] == []
    assert many.track("line", "residual")["kind"] == "at"
    assert [(n["chart"], n["from"], "Choose fewer points" in n["text"]) for n in many["notices"]] == [("line", 0, True)]
    assert [n["from"] for n in away["notices"]] == [0, 1]  # until the line has left the chart


# ---- buttons


def test_reset_gives_back_the_scenarios_own_settings(open_app, told):
    app = open_app(**link("simple", n=77, seed=3, rate=0.002, noise=20, start_w=5))
    changed = told(app)
    next(b for b in app.button if b.label == "Reset").click().run()
    assert told(app)["run"] == told(open_app(**link("simple")))["run"] != changed["run"]
    assert told(app)["rate"] == SCENARIOS["simple"].learning_rate


def test_another_scenario_begins_with_its_own_settings(open_app, told):
    app = open_app(n="500", rate="0.01", w="-1000")
    app.selectbox(key="scenario").set_value("simple").run()
    assert not app.exception
    assert told(app)["run"] == told(open_app(**link("simple")))["run"]


def test_new_sample_takes_the_next_seed_and_after_the_last_the_first(open_app, told):
    app = open_app(seed="998")
    runs = [told(app)["run"]]
    for seed in (999, 0):
        next(b for b in app.button if b.label == "New sample").click().run()
        assert app.slider(key="seed").value == seed
        runs.append(told(app)["run"])
    assert len(set(runs)) == 3


def test_all_real_points_cannot_be_sampled_anew_but_fewer_can(open_app):
    button = lambda app: next(b for b in app.button if b.label == "New sample")  # noqa: E731
    assert button(open_app(**link("iris"))).disabled
    assert not button(open_app(**link("iris", n=50))).disabled


# ---- a rate moved while a run plays


def with_history(app, *changes, run=None):
    """As if the player had reported that this run has had these rates: (epoch, rate), …; the slider stands at the last."""
    data = SampleSettings("tutorial", 50, 42, 30_000.0, Line(250.0, 50_000.0))
    experiment = Experiment(data, Line(0.0, 0.0), rate=0.0, epochs=2000)
    app.session_state["history"] = run or experiment.run_id, RateHistory(changes)
    app.select_slider(key="rate").set_value(changes[-1][1])
    return app.run()


def test_a_rate_changed_at_an_epoch_goes_on_from_there(open_app, told):
    message = told(with_history(open_app(), (0, 0.001), (500, 0.004)))
    X, y, before = tutorial_run(epochs=500)
    after = core.train(X, y, core.TrainingConfig(0.004, 1500), start=(before.final.w, before.final.b))
    kept = message.series["epoch"]
    expected = np.concatenate([before.losses[:-1], after.losses])[kept]
    np.testing.assert_allclose(message.series["loss"], expected, rtol=1e-5)
    assert message["history"] == [[0, 0.001], [500, 0.004]] and 500 in kept
    assert "rate 0.004" in [a["text"] for a in message.figures["loss"]["layout"]["annotations"]]


def test_a_rate_that_diverges_mid_run_keeps_its_finite_steps(open_app, told):
    app = with_history(open_app(), (0, 0.001), (500, 0.1))
    assert not app.exception
    message = told(app)
    assert 500 < message.series["epoch"][-1] < 2000
    assert "runs away" in message["story"]["headline"]


@pytest.mark.parametrize("run", ["another run", None])
def test_a_history_of_another_run_or_rate_is_not_used(run, open_app, told):
    app = with_history(open_app(), (0, 0.001), (500, 0.004), run=run)
    if run is None:  # the slider has moved on since
        app.select_slider(key="rate").set_value(0.005).run()
    message = told(app)
    assert message["history"] == [[0, message["rate"]]]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_address_can_hold_every_rate_of_the_slider(scenario):
    texts = [rate_text(rate) for rate in learning_rates(SCENARIOS[scenario])]
    assert len(set(texts)) == len(texts)
    assert [float(text) for text in texts] == learning_rates(SCENARIOS[scenario])
