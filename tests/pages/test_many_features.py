"""Many features: what is shown is the core's, the story is true of the runs, and the copy changes what the exercise says."""

import re
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge

import linreg_core as core
from linreg_core.data import noisy_line
from pages.lessons.many_features import charts, controls, exercise, lesson
from pages.lessons.many_features import message as messages
from pages.lessons.many_features import words as said
from pages.lessons.many_features.columns import columns
from pages.lessons.many_features.controls import DIABETES, MADE_UP, SPREADS, TRUE_WEIGHTS, ColumnSettings, ManySettings
from pages.lessons.many_features.runs import answer, runs, starts
from pages.ui.numbers import plain

PAGE = "pages/many_features.py"


def chosen(
    d=2,
    copied=False,
    noise=4.0,
    n=100,
    source=MADE_UP,
    scaled=True,
    rate=0.02,
    l2=0.0,
    epochs=200,
    weights=TRUE_WEIGHTS,
):
    """What the sidebar gives; by default the page as it opens."""
    rows = ((), ()) if source == DIABETES else (weights[:d], SPREADS[:d])
    return ManySettings(ColumnSettings(source, n, noise, 42, *rows, copied), scaled, rate, l2, epochs)


@pytest.fixture
def message_of(told):
    """A function: what the player is told for these settings, without a page around it."""

    def message(settings, done=()):
        content = b"{}\n" + messages.recorded(settings, "", done)
        return told(
            SimpleNamespace(
                get=lambda _: [SimpleNamespace(proto=SimpleNamespace(bytes=content, component_name="player"))]
            )
        )

    return message


def story_of(settings, marks=()):
    c, three = columns(settings.data), runs(settings)
    return said.story(settings, c, three, exercise.done(settings, three, list(marks)))


def made_up(weights=(3.0, -2.0), spreads=(1.0, 4.0), noise=4.0, n=100, seed=42):
    return noisy_line(lambda rng, n, d: rng.randn(n, d) * spreads, n, weights, 10.0, noise, seed)


def shown(message, start=0, t=-1):
    """The weights of one start at column t."""
    names = [name for name in message.series if name.startswith(f"s{start}_")]
    return np.array([message.series[name][t] for name in names])


# ---- the numbers


def test_weights_and_losses_are_the_cores(open_page, told):
    message = told(open_page())
    X, y = made_up()
    Z, scaler = core.standardize(X)
    run = core.train(Z, y, core.TrainingConfig(0.02, 200), start=(np.zeros((2, 1)), np.zeros((1, 1))))
    np.testing.assert_allclose(message.series["loss0"], run.losses, rtol=1e-5)
    w, b = scaler.restore(run.final.w, run.final.b)
    np.testing.assert_allclose(shown(message), w[:, 0], rtol=1e-5)
    assert message.readout("the model of start 1", "b") == pytest.approx(b.item(), rel=1e-5)


def test_the_plane_lies_where_the_prediction_is(message_of):
    message = message_of(chosen())
    plane = message.track("plane", "plane0")
    X, _ = made_up()
    ground = charts.corners(X)
    for t in (0, 50, -1):
        heights = [message.value(cell, t) for cell in plane["z"]]
        expected = ground @ shown(message, t=t) + message.series["b0"][t]
        np.testing.assert_allclose(heights, expected, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(message.trace("plane", "true plane")["z"][:4], ground @ (3.0, -2.0) + 10.0)


def test_predictions_move_towards_the_diagonal(message_of):
    message = message_of(chosen())
    track = message.track("fit", "now")
    actual = np.array(track["x"])
    off = [np.mean((np.array([message.value(c, t) for c in track["y"]]) - actual) ** 2) for t in (0, -1)]
    assert off == pytest.approx([message.series["loss0"][0], message.series["loss0"][-1]], rel=1e-3)


def edited(app, *rows):
    """The page with these rows (true weight, spread) in its table, whose cells an AppTest cannot reach."""
    app.session_state["many_rows"] = [list(row) for row in rows] + [[0.0, 1.0]] * (8 - len(rows))
    app.session_state["many_table"] = 1
    return app.run()


def test_an_edited_table_is_what_is_drawn_and_reset_brings_everything_back(open_page, told):
    app = open_page()
    usual = told(app)["run"]
    app.slider("many_noise").set_value(0.0)
    app.select_slider("many_epochs").set_value(2000)
    app.toggle("many_collinear").set_value(True)
    message = told(edited(app, (7, 2), (0.5, 1)))
    for start in range(3):
        w, second, copy = shown(message, start)
        assert (w + copy, second) == pytest.approx((7.0, 0.5), rel=1e-4)
    app.button("many_reset").click().run()
    assert told(app)["run"] == usual


@pytest.mark.parametrize(
    "cells, numbers",
    [([None, float("nan")], (0.0, 0.0)), ([float("inf"), -1e9], (1000.0, -1000.0)), ([1, 2.5], (1.0, 2.5))],
)
def test_a_cell_that_is_no_number_or_too_large_does_no_harm(cells, numbers):
    assert controls.within(cells, -controls.LARGEST_WEIGHT, controls.LARGEST_WEIGHT) == numbers


@pytest.mark.parametrize("d", [1, 2, 8])
def test_a_copy_leaves_the_rows_and_its_weight_depends_on_the_start(d, message_of):
    settings = chosen(d, copied=True, epochs=2000)
    message = message_of(settings)
    c, before = columns(settings.data), columns(chosen(d).data)
    assert np.array_equal(c.X[:, :-1], before.X) and np.array_equal(c.X[:, -1], c.X[:, 0])
    assert np.array_equal(c.y, before.y) and c.rank == d == c.d - 1
    assert message.series["apart"][-1] > 1
    assert message.series["predictions"][-1] < 1e-9
    sums = [shown(message, start)[[0, -1]].sum() for start in range(3)]
    np.testing.assert_allclose(sums, LinearRegression().fit(before.X, c.y).coef_[0, 0], rtol=1e-4)


def test_ridge_brings_the_three_starts_together_at_scikit_learns_weights(message_of):
    message = message_of(chosen(copied=True, l2=0.1, rate=0.2, epochs=1000))
    assert message.series["apart"][-1] < 1e-9
    X, y = made_up()
    Z, scaler = core.standardize(X[:, [0, 1, 0]])
    theirs = Ridge(alpha=100 * 0.1, solver="svd").fit(Z, y)
    np.testing.assert_allclose(shown(message, 1), np.ravel(theirs.coef_) / scaler.scale, rtol=1e-5)


def test_diabetes_ends_at_scikit_learns_weights(message_of):
    settings = chosen(source=DIABETES, rate=0.2, epochs=5000)
    message = message_of(settings)
    X, y = load_diabetes(return_X_y=True, scaled=False)
    theirs = LinearRegression(tol=0).fit(X, y)
    np.testing.assert_allclose(shown(message), theirs.coef_ * X.std(axis=0), rtol=2e-2, atol=0.2)
    assert "s1 and s2 are nearly the same column" in " ".join(story_of(settings).why)


# ---- before play


def test_nothing_tells_the_end_before_play(open_page, told, words):
    app = open_page(many_collinear="true", many_epochs="50")
    message = told(app)
    figures = message["figures"].values()
    titles = [figure["layout"]["title"]["text"] for figure in message.figures.values()]
    labels = [part for r in message["readouts"] for part in (r["label"], r["text"], r["sub"])]
    before = "\n".join([words(app), message["note"]["text"], *titles, *labels, *(f["alt"] for f in figures)])
    seen = " ".join(f["seen"] for f in figures)
    for name in ("loss0", "loss1", "s1_0", "s2_0"):
        end = plain(message.series[name][-1], 4)
        assert end in seen and end not in before, name
    assert not re.search(r"agree|differ\b|same weights\.|rank|∞", before)
    assert not message["ending"].startswith("You said")


def test_with_and_without_a_copy_the_levels_of_the_weights_are_drawn(message_of):
    """So they do not tell whether one answer exists."""
    for copied in (False, True):
        settings = chosen(copied=copied)
        levels = [shape["y0"] for shape in message_of(settings).figures["weights"]["layout"]["shapes"]]
        assert levels == pytest.approx(answer(settings, columns(settings.data))[0].tolist())


# ---- the prediction and the story


def test_a_prediction_is_set_beside_what_happened_and_other_settings_ask_anew(open_page, told):
    app = open_page(many_collinear="true")
    asked = next(group for group in app.get("button_group") if "three different starts" in group.label)
    asked.select("yes").run()
    assert told(app)["ending"] == (
        "You said: **yes**. But it was: **no**, because a column and its copy can share their weight in many ways."
    )
    app.slider("many_seed").set_value(7).run()
    assert told(app)["ending"].startswith("It was: **no**")


@pytest.mark.parametrize(
    "settings, headline",
    [
        (chosen(), "All three starts end at the same weights."),
        (chosen(copied=True), "The weights differ, but the predictions agree."),
        (chosen(copied=True, l2=0.1, rate=0.2), "All three starts end at the same weights."),
        (chosen(epochs=20), "Not there yet: the weights and the predictions still differ."),
        (chosen(source=DIABETES, rate=0.2, epochs=1000), "The predictions agree already. The weights do not yet."),
        (chosen(scaled=False, rate=0.2), "They run away: the rate is above the limit."),
        (chosen(1, rate=1.0), "They swing for ever."),
        (chosen(weights=(0.0, 0.0), noise=0.0), "All three starts end at the same weights."),
    ],
)
def test_the_headline_says_what_the_runs_did(settings, headline):
    assert story_of(settings).headline == headline


@given(
    st.integers(1, 5),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0.0, 4.0]),
    st.sampled_from([0.0, 0.01, 1.0]),
    st.sampled_from([1e-6, 0.005, 0.03, 0.2, 1.0]),
    st.sampled_from([10, 200, 500]),
)
@example(1, False, True, 4.0, 0.0, 1.0, 10)  # exactly at the limit
@profile(max_examples=40)
def test_every_story_is_true_of_its_runs(d, copied, scaled, noise, l2, rate, epochs):
    settings = chosen(d, copied, noise, 30, scaled=scaled, l2=l2, rate=rate, epochs=epochs)
    c, told = columns(settings.data), story_of(settings)
    Z, scaler = c.inputs(scaled)
    limit = core.learning_rate_limit(Z, l2)
    ran = [core.train(Z, c.y, core.TrainingConfig(rate, epochs, l2=l2), start) for start in starts(settings, c)]
    w = np.array([run.w[[0, -1]] / scaler.scale for run in ran])
    predictions = np.array([run.w[[0, -1]] @ Z.T + run.b[[0, -1], np.newaxis] for run in ran])
    same = [bool(np.ptp(v, axis=0)[1].max() <= 0.01 * np.ptp(v, axis=0)[0].max()) for v in (w, predictions)]
    if rate > limit * (1 + 1e-9):
        assert "run away" in told.headline
        assert ("will" not in told.headline) == any(run.losses[-1] > run.losses[0] for run in ran)
    elif rate > limit * (1 - 1e-9):
        assert told.headline == "They swing for ever."
    else:
        assert ("end at the same weights" in told.headline) == same[0]
        assert ("the weights and the predictions still differ" in told.headline) == (not same[0] and not same[1])
        assert "steepest" not in told.evidence
    assert (said.happened(runs(settings)) == "yes") == ("end at the same weights" in told.headline)
    assert len(told.headline.split()) <= 12 and len(re.findall(r"\d[\d,.]*(?:\s×\s10\S+)?", told.evidence)) <= 3


def test_standardising_raises_the_limit_and_both_are_said():
    X, _ = made_up()
    Z, _ = core.standardize(X)
    told = " ".join(story_of(chosen(scaled=False, rate=0.2)).why)
    for A in (X, Z):
        assert f"the limit is {plain(core.learning_rate_limit(A))}" in told


# ---- the exercise


RIGHT = [exercise.WEIGHTS, exercise.CONDITION]


def test_the_exercise_is_done_by_the_right_marks_made_before_the_copy(open_page, told):
    app = open_page()
    marks = next(group for group in app.get("button_group") if "the copy change" in group.label)
    marks.set_value(RIGHT).run()
    assert not told(app)["story"]["more"]
    app.toggle("many_collinear").set_value(True).run()
    (more,) = told(app)["story"]["more"]
    assert more.startswith("**Exercise done.** Only the weights and the [[condition number]] change.")
    assert next(group for group in app.get("button_group") if "the copy change" in group.label).disabled


@pytest.mark.parametrize(
    "settings, marks, words",
    [
        (chosen(copied=True), RIGHT, "**Exercise done.**"),
        (chosen(copied=True), [exercise.WEIGHTS], "It is different for the condition number."),
        (chosen(copied=True), list(exercise.OPTIONS), "It is different for the lowest loss and the predictions."),
        (chosen(copied=True, noise=0.0, epochs=2000), RIGHT, "The lowest loss is 0 both times."),
        (chosen(copied=True, l2=0.1, rate=0.2), list(exercise.OPTIONS), "**Exercise done.**"),
        (chosen(copied=True, epochs=10), RIGHT, "not checked yet"),
        (chosen(copied=True, rate=1.0), RIGHT, "not checked yet"),
        (chosen(source=DIABETES, copied=True, rate=0.2, epochs=1500), RIGHT, "**Exercise done.**"),
    ],
)
def test_the_exercise_is_done_by_a_right_run_and_by_no_other(settings, marks, words):
    (told,) = story_of(settings, marks).more
    assert (
        words in told
        and told.startswith("**Exercise done.**") == (set(marks) == set(exercise.changed(settings)))
        or ("not checked" in told)
    )
    assert not story_of(settings).more
    assert not story_of(replace(settings, data=replace(settings.data, copied=False)), marks).more


@given(st.integers(1, 5), st.booleans(), st.sampled_from([0.0, 1e-6, 0.02, 1.0]), st.integers(10, 60))
@profile(max_examples=15)
def test_what_a_copy_changes_is_what_scikit_learn_says(d, scaled, l2, n):
    settings = chosen(d, noise=4.0, n=n, scaled=scaled, l2=l2)
    Z, _ = columns(settings.data).inputs(scaled)
    y = columns(settings.data).y[:, 0]
    both = Z, np.column_stack([Z, Z[:, 0]])
    models = [(Ridge(n * l2, solver="svd") if l2 else LinearRegression()).fit(A, y) for A in both]
    (p, new_p), (loss, new_loss) = zip(
        *(
            (m.predict(A), np.mean((m.predict(A) - y) ** 2) + l2 * np.sum(m.coef_**2))
            for m, A in zip(models, both, strict=True)
        ),
        strict=True,
    )
    changed = exercise.changed(settings)
    assert (exercise.LOSS in changed) == (abs(new_loss - loss) > 1e-3 * loss)
    assert (exercise.PREDICTIONS in changed) == (np.max(np.abs(new_p - p)) > 1e-3 * np.std(y))
    assert exercise.WEIGHTS in changed
    if l2 == 0:
        assert changed == RIGHT


@pytest.mark.parametrize("settings", [chosen(1), chosen(8), chosen(copied=True), chosen(source=DIABETES)])
def test_the_questions_have_right_answers(settings, read):
    c = columns(settings.data)
    shape, grows, shared = lesson.questions(c, answer(settings, c)[0] / c.unit)
    assert shape.options[shape.right] == f"{c.d} × 1" and f"{len(c.y):,} rows" in shape.text
    w = read(re.search(r"the weight (\S+)\. It", grows.text)[1])
    assert read(grows.options[grows.right]) == pytest.approx(2 * w)
    w, of_copy = (
        read(re.search(pattern, shared.text)[1]) for pattern in (r"the weight (\S+)\. You", r"it the weight (\S+)\. W")
    )
    assert read(shared.options[shared.right]) + of_copy == pytest.approx(w)
    for question in (shape, grows, shared):
        assert len(set(question.options)) == 3


# ---- links


@pytest.mark.parametrize(
    "link",
    [
        {"many_d": "99", "many_rate": "nan", "many_n": "inf", "many_data": "?"},
        {"many_data": "", "many_l2": "-1", "many_epochs": "7", "many_scaled": "maybe", "many_seed": "x"},
    ],
)
def test_nonsense_in_a_link_falls_back_to_the_page_as_it_is(open_page, told, link):
    assert told(open_page(**link))["run"] == repr(chosen())


@pytest.mark.parametrize(
    "source, d, rate, scaled, copied, l2",
    [
        (MADE_UP, 1, 1e-6, False, True, 10.0),
        (MADE_UP, 2, 1.0, True, True, 0.0),
        (MADE_UP, 8, 1.0, False, False, 0.0),
        (MADE_UP, 8, 1e-6, True, True, 10.0),
        (DIABETES, 10, 1.0, False, True, 10.0),
        (DIABETES, 10, 1e-6, True, False, 0.0),
    ],
)
def test_no_corner_of_the_settings_breaks(message_of, source, d, rate, scaled, copied, l2):
    """Extremes in pairs: every weight of three starts is told, up to the end or to where it diverges."""
    settings = chosen(d, copied, 0.0, 10, source, scaled, rate, l2, 5000)
    message = message_of(settings, exercise.done(settings, runs(settings), RIGHT))
    assert [len(shown(message, start)) for start in range(3)] == [d + copied] * 3
    assert list(message.figures) == ["plane" if d + copied == 2 else "dots", "loss", "weights", "fit"]
    assert len(message.track("fit", "now")["x"]) == (100 if source == DIABETES else 10)
    growth = max(message.series[f"loss{i}"][-1] / message.series[f"loss{i}"][0] for i in range(3))
    assert message.series["epoch"][-1] == 5000 if growth <= 1 else growth > 1e12
