"""Ridge: every number and every story is the core's, the split is kept apart, and the exercise is checked."""

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

import linreg_core as core
from pages.lessons.ridge import charts, controls, fitting, lesson, term, training_words, words
from pages.lessons.ridge.controls import RidgeData, RidgeSettings
from pages.lessons.ridge.descent import descent
from pages.lessons.ridge.path import path, solved
from pages.lessons.ridge.problem import problem
from pages.ui.numbers import plain
from pages.ui.playback import Story
from pages.ui.rates import PENALTIES

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
    assert told(app)["story"]["headline"] == "The held-out error is smallest at l2 = 0.0015."
    (notice,) = (n for n in told(app)["notices"] if n["text"].startswith("Smallest"))
    assert notice["from"] == told(app)["epochs"]


def test_training_ends_where_the_core_ends_and_short_of_the_solution(open_page, told):
    message = told(open_page(ridge_plays="training", ridge_l2="0.001"))
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
    sides = [message.trace("curve", name)["x"] for name in ("training", "held out")]
    x, x_out, _, _ = split(n=8, noise=0, share=0.5)
    np.testing.assert_allclose(sides[0], x[:, 0])
    np.testing.assert_allclose(sides[1], x_out[:, 0])


def test_with_fewer_points_than_weights_the_condition_number_is_infinite_at_0(open_page, told):
    message = told(open_page(ridge_l2="0", **FEW))
    assert "condition number of the loss is ∞ at l2 = 0" in " ".join(message["story"]["why"]).replace("[[", "").replace(
        "]]", ""
    )
    bowl = next(r for r in message["readouts"] if r["label"].startswith("size"))["values"]["bowl"]["words"]
    assert bowl[0] == [0, "∞"] and bowl[-1][1] != "∞"


@pytest.mark.parametrize(
    "link",
    [
        {"ridge_data": "?", "ridge_degree": "99", "ridge_l2": "nan", "ridge_n": "inf", "ridge_plays": "?"},
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
    drawn = [len(message.trace("curve", name)["x"]) for name in ("training", "held out")]
    assert drawn == ([4, 4] if corner is FEW else [90, 10])


def test_a_new_split_keeps_the_points_and_reset_brings_everything_back(open_page, told):
    app = open_page(ridge_l2="0.1")
    before = told(app)
    after = told(app.button("ridge_new_split").click().run())
    both = [sorted(m.trace("curve", "training")["x"] + m.trace("curve", "held out")["x"]) for m in (before, after)]
    assert both[0] == both[1] and before.trace("curve", "training")["x"] != after.trace("curve", "training")["x"]
    app.button("ridge_reset").click().run()
    assert app.session_state["ridge_l2"] == controls.START["l2"]
    assert told(app)["run"] == told(open_page())["run"]


def asked(app):
    """The key of the question before play."""
    return next(s.key for s in app.segmented_control if s.key.startswith("predict_ridge"))


def test_a_prediction_is_set_beside_what_happened(open_page, told):
    app = open_page()
    key = asked(app)
    app.segmented_control(key).select("at l2 = 0").run()
    ending = told(app)["ending"]
    assert ending.startswith(
        "You said: **at l2 = 0**. But it was: **somewhere between**, because at l2 = 0 the error is "
    )
    app.button("ridge_new_split").click().run()
    assert asked(app) != key and told(app)["ending"].startswith("It was: ")


# ---- the story


DATA = RidgeData(12, 20, 0.3, 42, 30, 42)
CORNERS = (
    DATA,
    RidgeData(12, 20, 0.0, 42, 30, 42),  # no noise: every penalty is worse than none
    RidgeData(1, 8, 1.0, 42, 50, 42),  # four points and a line: the largest l2 is best
    RidgeData(5, 8, 0.3, 42, 30, 42),  # no error on its training points, a large one on new points
    RidgeData(1, 20, 0.0, 42, 30, 42),  # a weight of next to nothing
    RidgeData(12, 8, 0.0, 42, 50, 42),  # fewer points than weights
)


def drawn(seed):
    """Any data of the sidebar. -> RidgeData"""
    draw = np.random.default_rng(seed)
    n, noise, share = (draw.choice(values).item() for values in ([8, 12, 20, 100], [0.0, 0.05, 0.3, 1.0], [10, 30, 50]))
    return RidgeData(int(draw.integers(1, 13)), n, noise, seed, share, seed)


some_data = st.sampled_from([*CORNERS, *map(drawn, range(8))])  # few: each is solved once for all tests


def growing(data, l2=1e-4):
    """The story of a growing l2."""
    settings_ = RidgeSettings(data, controls.GROWING, l2, 100)
    return words.story(settings_, problem(data), path(data), solved(data, [l2]))


def trained(data, l2, epochs):
    """-> the story of a run, and the run"""
    run = descent(data, l2, epochs)
    of = RidgeSettings(data, controls.TRAINING, l2, epochs)
    return training_words.story(of, problem(data), path(data), solved(data, [l2]), run), run


def is_plain(story):
    """Few words and few numbers, none of them broken."""
    assert len(story.headline.split()) <= 12
    assert len(re.findall(r"\d[\d,.]*", re.sub("l2|×\u202f10|^After.*?epochs?", "", story.evidence))) <= 3, (
        story.evidence
    )
    for text in (story.headline, story.evidence, *story.more, *story.why):
        assert not re.search(r"\b(nan|inf|None)\b|\d[eE][+-]?\d|(?<![\d.])0%|  ", text), text
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 24, sentence


@settings(max_examples=14)
@given(some_data)
def test_the_headline_names_the_l2_of_the_smallest_held_out_error(data):
    p, whole = problem(data), path(data)
    headline, evidence, smallest = words.headline(whole), words.evidence(p, whole), whole.held_out.min()
    is_plain(Story(headline, evidence, (words.because(whole),)))
    assert words.happened(whole) in words.OPTIONS
    if "without" in headline:
        assert whole.held_out[0] == smallest and words.happened(whole) == "at l2 = 0"
    elif "largest" in headline:
        assert whole.held_out[-1] == smallest and words.happened(whole) == "at the largest l2"
    else:
        assert whole.held_out[0] > smallest < whole.held_out[-1] and words.happened(whole) == "somewhere between"
        assert headline.endswith(f"l2 = {plain(whole.l2s[np.argmin(whole.held_out)], 2)}.")
    assert fitting.error_text(smallest, p) in evidence


@settings(max_examples=14)
@given(some_data, st.sampled_from(PENALTIES))
def test_over_and_underfitting_are_what_the_errors_on_new_points_say(data, l2):
    """A curve overfits where new points are worse and a larger l2 helps, underfits where a smaller l2 or more powers help."""
    p, whole, mine = problem(data), path(data), solved(data, [l2])
    new, everywhere = mine.truth[0] + data.noise**2, whole.truth + data.noise**2
    text = fitting.fit(l2, p, whole, mine)
    if "overfits" in text:
        assert new > 1.5 * mine.train[0] and np.any(everywhere[whole.l2s > l2] < new / 1.1)
    if "its weights are too small" in text or "a smaller l2 would" in text:
        assert np.any(everywhere[whole.l2s < l2] < new / 1.1)
    if "its weights are too small" in text:
        assert new <= max(3 * mine.train[0], 1e-3 * np.mean(p.y**2))
    if "Raise the degree" in text:
        assert core.smallest_loss(p.Z_grid, p.truth) > 0.05
    if "about right" in text:
        assert new <= max(1.1 * everywhere.min(), 1e-3 * np.mean(p.y**2))
    if "More points" in text:
        assert new > 3 * mine.train[0]


def test_the_default_data_overfits_at_a_small_l2_and_underfits_at_a_large_one():
    told_at = [growing(DATA, l2) for l2 in (1e-8, 0.01, 10.0)]
    for story, word in zip(told_at, ("overfits", "about right", "underfits"), strict=True):
        is_plain(story)
        assert word in story.why[0]
    assert "alpha = 0.14 there: 14 training points" in told_at[1].why[-1]


@pytest.mark.parametrize("data", CORNERS[1:])
def test_the_whole_story_is_short_and_holds_no_broken_number(data):
    is_plain(growing(data, 0.0))


@settings(max_examples=14)
@given(some_data, st.sampled_from(PENALTIES), st.sampled_from([100, 2000]))
@example(DATA, 1.0, 100)  # arrives
@example(RidgeData(12, 20, 1.0, 1, 50, 1), 10.0, 100)  # the start is almost the answer
def test_the_headline_of_training_is_true_of_the_cores_losses(data, l2, epochs):
    story, run = trained(data, l2, epochs)
    p = problem(data)
    losses = core.train(p.Z, p.y, core.TrainingConfig(run.rate, epochs, l2=l2), p.zero).losses
    above = losses - core.smallest_loss(p.Z, p.y, l2)
    is_plain(story)
    arrived = above[-1] <= run.goal.excess
    assert (training_words.happened(run) == "yes") == arrived
    if story.headline == "The start is already close enough.":
        assert np.all(above <= run.goal.excess)
    elif story.headline == "It has arrived.":
        assert arrived and above[run.arrives] <= run.goal.excess < above[run.arrives - 1]
        assert f"epoch {run.arrives:,} on" in story.evidence
    elif story.headline == "Close, but not there yet.":
        assert not arrived and above[-1] <= 0.05 * above[0]
    else:
        assert story.headline == "Still far away." and above[-1] > 0.05 * above[0]
    if not arrived:
        assert run.needs is None or run.needs > epochs


# ---- nothing tells the end before


@pytest.mark.parametrize("plays", [controls.GROWING, controls.TRAINING])
def test_before_it_plays_nothing_tells_the_end(open_page, told, plays):
    app = open_page(ridge_plays=plays)
    message = told(app)
    shown = [m.value for m in [*app.markdown, *app.info, *app.caption]] + [message["note"]["text"]]
    shown += [figure["alt"] for figure in message["figures"].values()]
    shown += [r["label"] + r["text"] + r["sub"] for r in message["readouts"]]
    shown += [n["text"] for n in message["notices"] if n["from"] < message["epochs"]]
    text = " ".join(shown)
    whole, run = path(DATA), descent(DATA, 1e-4, 2000)
    ends = [whole.l2s[whole.best], whole.held_out.min(), whole.held_out[-1], run.path.held_out[-1], run.path.train[-1]]
    for end in [*ends, run.needs]:
        assert plain(end) not in text and plain(end, 2) not in text
    assert "arrives" not in text and "smallest at" not in text and message["story"]["headline"] not in text
    assert all(figure["seen"] for figure in message["figures"].values())
    bowl = message.trace("bowl", "bowl")
    assert len(bowl["x"]) == (0 if plays == controls.GROWING else 271)


# ---- the exercise


@pytest.mark.parametrize(
    "text",
    [
        "2·l2·w",
        "2 * l2 * w",
        "2*λ*w",
        "2 lambda w",
        "w l2 2",
        "+ 2·l2·w_j",
        "dw + 2 l2 w",
        "2/n · Σ error · x + 2·l₂·w",
        "2(l2)w",
    ],
)
def test_the_term_is_right_as_people_write_it(text):
    assert term.check(text).right, term.factors(text)


@given(
    st.permutations(["2", "l2", "w"]),
    st.sampled_from([" ", " * ", "·", " ⋅ "]),
    st.sampled_from(["", "+", "dw = … + "]),
)
def test_the_order_of_its_factors_does_not_matter(parts, sign, before):
    assert term.check(before + sign.join(parts)).right or (sign == " " and "w 2" in " ".join(parts))


@pytest.mark.parametrize(
    "text, said",
    [
        ("l2·w", "left out the 2"),
        ("l2·w²", "the penalty itself"),
        ("λ‖w‖²", "the penalty itself"),
        ("2·l2·w**2", "without the square"),
        ("2w", "left out l2"),
        ("2·l2", "left out w"),
        ("w", "left out 2 and l2"),
        ("−2·l2·w", "Look at the sign"),
        ("2/n · Σ error · x − 2·l2·w", "Look at the sign"),
        ("2·l2·b", "does not know b"),
        ("2/n·l2·w", "not divided by n"),
        ("3·l2·w", "Not yet"),
        ("something", "Not yet"),
    ],
)
def test_a_slip_is_named(text, said):
    answer = term.check(text)
    assert answer.right is False and said in answer.text, term.factors(text)


def test_nothing_typed_is_not_judged():
    assert term.check("  ") == term.Answer(None, "")


@settings(max_examples=50)
@given(st.text("2l·w²bn/-+=λ() ", max_size=12))
def test_any_text_is_read(text):
    assert term.check(text).right in (None, False, True)


@settings(max_examples=14)
@given(some_data, st.sampled_from(PENALTIES), st.booleans())
def test_the_exercise_is_done_by_a_good_l2_and_the_right_term_and_by_nothing_else(data, l2, right):
    whole, error = path(data), float(solved(data, [l2]).held_out[0])
    (line,) = words.done(right, l2, whole, error)
    good = error <= 1.1 * whole.held_out.min()
    assert line.startswith("**Exercise done.**") == (good and right)
    assert ("choose again" in line) == (not good)


def test_the_story_says_when_the_exercise_is_done(open_page, told):
    """One choice for these points and this split; what is chosen is not the default."""
    app = open_page()
    assert told(app)["story"]["more"] == []
    app.text_input("ridge_term").set_value("2*l2*w").run()
    app.select_slider("ridge_l2").set_value(1e-3).run()
    app.button("ridge_choose").click().run()
    (line,) = told(app)["story"]["more"]
    assert line.startswith("**Exercise done.**") and "l2 = 0.001," in line
    assert app.button("ridge_choose").disabled
    app.button("ridge_new_split").click().run()
    assert told(app)["story"]["more"] == [] and not app.button("ridge_choose").disabled
    app.select_slider("ridge_l2").set_value(10.0).run()
    app.button("ridge_choose").click().run()
    assert "choose again" in told(app)["story"]["more"][0]


def test_the_slider_does_not_begin_at_an_l2_that_is_good_enough():
    error = solved(DATA, [controls.START["l2"]]).held_out[0]
    assert error > 1.1 * path(DATA).held_out.min()


@settings(max_examples=14)
@given(some_data)
def test_the_questions_have_right_answers(data):
    p, whole = problem(data), path(data)
    loss, fit, training = lesson.questions(p, whole, solved(data, [lesson.ASKED_L2]))
    for question in (loss, fit, training):
        assert len(set(question.options)) == 3, question.options
    exact = whole_loss(p, lesson.ASKED_L2)
    assert float(loss.options[loss.right].replace(",", "")) == pytest.approx(exact, rel=0.01)
    new = whole.truth[0] + data.noise**2
    if fit.options[fit.right] == "it overfits":
        assert new > 1.5 * whole.train[0]
    elif fit.options[fit.right] == "it underfits":
        assert core.smallest_loss(p.Z_grid, p.truth) > 0.05
    assert whole.train[0] <= whole.train.min() * (1 + 1e-9) and training.options[training.right] == "at l2 = 0"


def whole_loss(p, l2):
    """MSE + l2 · ‖w‖² of ridge."""
    w, b = core.ridge(p.Z, p.y, l2)
    return core.compute_loss(core.forward_pass(p.Z, w, b), p.y) + l2 * float(np.sum(w**2))
