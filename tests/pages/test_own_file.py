"""A learner's own data on every page: its numbers, its names as plain text, and nothing of it for anybody else.

Left out: how a table is read (test_own_table), and the panel in a browser (tests/browser/test_own_file.py).
"""

import json
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import linreg_core as core
from pages.lessons.scikit_learn import code
from pages.ui import charts, runs
from pages.ui.experiment import SampleSettings
from pages.ui.kept import kept
from pages.ui.own import link
from pages.ui.own.data import OWN, OwnColumns, as_name, check, own_data, own_in, standardised
from pages.ui.own.files import FILES
from pages.ui.own.table import read
from tests.pages.conftest import APP, PATIENCE

PLAYED = "train one_step loss_surface learning_rate feature_scaling optimizers beyond".split()
USED = [*PLAYED, "scikit_learn"]
EVIL = '<b onclick="x">=1+1</b> **size** [a](http://b) $x$ `c` {w} :red[d] &lt; www.e.com _f_ # | \\'
finite = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))


def of(kind):
    """Own data of some kinds that are hard on a page."""
    rng = np.random.default_rng(3)
    x = rng.normal(100, 20, 30)
    if kind == "two points":
        x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    elif kind == "large numbers":
        x = rng.uniform(1e11, 9e11, 50)
        y = x + rng.normal(0, 1e10, 50)
    elif kind == "small numbers":
        x = rng.uniform(0, 1e-6, 50)
        y = x * 1e-6
    elif kind == "a flat y":
        y = np.full(30, 5.0)
    elif kind == "many rows":
        x = rng.uniform(1000, 3000, 50_000)
        y = 250 * x + rng.normal(0, 3e4, 50_000)
    else:
        y = 3 * x + rng.normal(0, 10, 30)
    return own_data(x, y, OWN["file"], (EVIL, "sq ft"), ("price", "$"))


@pytest.fixture
def open_with():
    """A function: a page on which this own data was brought."""

    def open_one(page, own, **more):
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        app.switch_page(f"pages/{page}.py")
        app.query_params["scenario"] = OWN["file"]
        if page == "beyond":
            app.query_params["net_data"] = "The scenario's points"
        app.session_state["own"] = {"file": own}
        for name, value in (own.names.defaults | more).items():
            app.session_state[name] = value
        app.run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return open_one


@pytest.mark.parametrize("kind", ["a line", "two points", "large numbers", "small numbers", "many rows"])
@pytest.mark.parametrize("page", USED)
def test_every_page_with_a_scenario_takes_own_data(page, kind, open_with, told):
    app = open_with(page, of(kind))
    assert app.selectbox(key="scenario").value == "file"
    if page in PLAYED:
        assert len(told(app).series["epoch"]) > 1


def test_a_flat_y_is_no_error_and_networks_say_what_to_do(open_with):
    for page in set(USED) - {"beyond"}:
        open_with(page, of("a flat y"))
    assert "All y are equal" in open_with("beyond", of("a flat y")).error[0].value


def test_a_run_on_own_data_is_the_cores(open_with, told):
    own = of("a line")
    message = told(open_with("train", own))
    X, y = own.names.points
    run = core.train(X, y, core.TrainingConfig(own.names.learning_rate, own.names.epochs), (0, 0))
    np.testing.assert_allclose(message.series["w"][-1], run.w[-1, 0], rtol=1e-5)
    np.testing.assert_allclose(message.series["mse"], run.losses[message.series["epoch"].astype(int)], rtol=1e-5)


def test_the_fit_uses_all_rows_and_the_chart_draws_two_thousand_and_says_so(open_with, told):
    own = of("many rows")
    figure = told(open_with("train", own)).figures["line"]
    trace = next(t for t in figure["data"] if t["name"] == "data")
    drawn = (
        trace["x"]
        if isinstance(trace["x"], list)
        else np.frombuffer(__import__("base64").b64decode(trace["x"]["bdata"]))
    )
    assert len(drawn) == charts.MOST_DRAWN == 2000
    assert "2,000 of 50,000 points" in figure["layout"]["title"]["text"]
    w, _ = core.least_squares(*own.names.points)
    assert runs.bowl(SampleSettings("simple", 30, 42, 5.0, None)).minimum.w != pytest.approx(w.item())
    np.testing.assert_allclose(runs.bowl_of(*own.names.points).minimum.w, w.item())


@pytest.mark.parametrize("page", PLAYED)
def test_a_name_from_a_file_is_never_markup(page, open_with, told):
    """Plotly reads HTML in titles, Markdown and {templates} are read elsewhere: none of their signs gets through."""
    app = open_with(page, of("a line"))
    texts = [e.value for kind in (app.markdown, app.caption, app.error) for e in kind]
    texts += [widget.label for kind in (app.slider, app.select_slider) for widget in kind]
    for text in [*texts, json.dumps(told(app), ensure_ascii=False)]:
        for sign in ("<b onclick", "**size", "[a]", "$x$", "`c`", "{w} ∶", ":red", "&lt; w", "www.e", "_f_"):
            assert sign not in text, (sign, text[:200])


@given(st.text(max_size=200))
def test_a_name_is_one_short_line_without_signs_of_markup(text):
    name = as_name(text)
    assert len(name) <= 40 and not set(name) & set("<>*`[]{}$:\\|~&@#_\n\r\t")


@given(st.lists(st.tuples(finite, finite), min_size=2, max_size=60))
def test_a_link_gives_the_same_points_back(rows):
    x, y = np.array(rows).T
    try:
        own = own_data(x, y, OWN["points"], ("size; a|b", "cm"), ("y", ""))
    except ValueError:
        return
    text = link.to_text(own)
    assert text == "" or link.from_text("points", text) == own


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "a|b|c|d",
        "a|b|c|d;1,2",
        "a|b|c|d;1,2;1,3",
        "a|b|c|d;1,2;x,3",
        "a|b|c|d;1,2;inf,3",
        "a|b;1,2;2,3",
        "1,2;2,3",
    ]
    + ["a|b|c|d;" + ";".join(f"{i},{i}" for i in range(201)), "a|b|c|d;1,2;1e300,3", "a|b|c|d;1;2"],
    ids=lambda text: text[:30],
)
def test_nonsense_in_a_link_is_refused_by_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        link.from_text("points", text)


def test_a_link_holds_two_hundred_points_and_says_nothing_of_more():
    x = np.arange(201.0)
    assert link.to_text(own_data(x, x, OWN["points"])) == ""
    assert link.to_text(own_data(x[:200], x[:200], OWN["points"]))


@pytest.mark.parametrize(
    ("x", "y", "why"),
    [
        ([1], [1], "two points"),
        ([1, 1], [1, 2], "equal"),
        ([1, np.inf], [1, 2], "number"),
        ([1, 2], [np.nan, 2], "number"),
        ([1, 1e13], [1, 2], "large"),
    ],
)
def test_points_no_line_can_be_fitted_to_are_refused_with_a_reason(x, y, why):
    with pytest.raises(ValueError, match=why):
        check(np.array(x, float).reshape(-1, 1), np.array(y, float).reshape(-1, 1))


def test_the_slider_of_rates_fits_this_datas_limit_and_the_start_is_in_its_range():
    for kind in ("a line", "large numbers", "small numbers", "two points"):
        names = of(kind).names
        limit = core.learning_rate_limit(names.points[0])
        assert limit / 20 < names.learning_rate < limit
        for low, high, step in (names.w_range, names.b_range):
            assert low <= 0 <= high and step > 0


def test_standardised_own_data_is_a_round_bowl_with_the_same_lowest_loss():
    table = read(FILES["engines"].content, "cars.csv")
    raw = own_data(table.columns["power (hp)"], table.columns["fuel economy (mpg)"], OWN["file"], ("power", "hp"))
    scaled = standardised(raw)
    assert core.condition_number(raw.names.points[0]) > 1000
    assert core.condition_number(scaled.names.points[0]) == pytest.approx(1)
    assert core.smallest_loss(*scaled.names.points) == pytest.approx(core.smallest_loss(*raw.names.points))


def test_where_the_bowl_is_a_long_valley_standardising_is_offered_in_place(open_with, told):
    table = read(FILES["engines"].content, "cars.csv")
    own = own_data(table.columns["power (hp)"], table.columns["fuel economy (mpg)"], OWN["file"], ("power", "hp"))
    app = open_with("train", own)
    before = told(app)
    app.toggle(key="own_scaled").set_value(True).run()
    assert not app.exception and told(app)["run"] != before["run"]
    assert any("1 when x is standardised" in caption.value for caption in app.sidebar.caption)
    assert not [t for t in open_with("train", of("two points")).toggle if t.key == "own_scaled"]


def test_without_a_file_the_page_asks_for_one_and_says_that_it_stays_here(open_app):
    app = open_app("pages/train.py", scenario=OWN["file"])
    assert [b.label for b in app.button if b.label in {f.title for f in FILES.values()}] == [
        f.title for f in FILES.values()
    ]
    assert any("nobody else sees it" in caption.value for caption in app.caption)
    assert not app.get("bidi_component") or all(
        not c.proto.component_name.endswith("player") for c in app.get("bidi_component")
    )


@pytest.mark.parametrize("key", FILES)
def test_a_file_of_ours_trains_after_two_presses(key, open_app, told):
    app = open_app("pages/train.py", scenario=OWN["file"])
    next(b for b in app.button if b.label == FILES[key].title).click().run()
    next(b for b in app.button if b.label == "Use these columns").click().run()
    assert not app.exception and len(told(app).series["epoch"]) > 1


def test_a_bad_paste_says_what_to_do_and_what_was_there_stays(open_app):
    app = open_app("pages/train.py", scenario=OWN["file"])
    next(b for b in app.button if b.label == FILES["engines"].title).click().run()
    app.text_area(key="own_paste").set_value("only\none\ncolumn").run()
    next(b for b in app.button if b.label == "Read the cells").click().run()
    assert app.error and not app.exception
    assert any(b.label == "Use these columns" for b in app.button)


def test_several_columns_of_a_file_train_on_many_features(open_app, told):
    app = open_app("pages/many_features.py")
    app.segmented_control(key="many_data").set_value("your own file").run()
    next(b for b in app.button if b.label == FILES["engines"].title).click().run()
    assert not app.exception and app.multiselect[0].value
    assert len(told(app).series["epoch"]) > 1
    app.multiselect[0].set_value([]).run()
    assert "one column" in app.error[0].value and not app.exception


def test_own_data_is_found_in_all_settings_that_hold_it():
    own = of("a line")
    settings = SampleSettings("file", 30, 42, own=own)
    assert own_in(own) and own_in(settings) and not own_in(SampleSettings("simple", 30, 42)) and not own_in(np.zeros(3))
    assert own_in(OwnColumns(np.zeros((2, 1)), np.zeros((2, 1)), ["a"], "b"))


@pytest.mark.parametrize("n", [30, 60])
def test_the_code_to_copy_gives_own_points_again_or_reads_the_file(n, tmp_path, monkeypatch):
    x = np.linspace(0, 1, n) ** 2
    own = own_data(x, 3 * x + np.cos(x), OWN["file"])
    (tmp_path / "your-file.csv").write_text(
        "x,y\n" + "".join(f"{a},{b}\n" for a, b in zip(x, 3 * x + np.cos(x), strict=True))
    )
    monkeypatch.chdir(tmp_path)
    found = {}
    exec(code.points(SampleSettings("file", n, 42, own=own)), found)  # noqa: S102
    for name, column in zip("Xy", own.names.points, strict=True):
        np.testing.assert_allclose(found[name], column)


def test_damaged_points_in_a_link_are_told_and_the_panel_is_there(open_app):
    app = open_app("pages/train.py", scenario=OWN["file"], points="a|b|c|d;1,2;1e999,3")
    assert "damaged" in app.error[0].value and any(b.label == FILES["engines"].title for b in app.button)


def test_what_comes_of_own_data_is_kept_for_its_visit_alone(monkeypatch):
    asked = []

    class Cached:
        def __init__(self, make, scope="global", **options):
            self.make, self.scope, self.clear = make, scope, None

        def __call__(self, *args):
            asked.append(self.scope)
            return self.make(*args)

    monkeypatch.setattr("pages.ui.kept.st", SimpleNamespace(cache_resource=Cached))
    length = kept(5)(lambda settings: settings.n)
    own = of("a line")
    assert length(SampleSettings("file", 30, 42, own=own)) == length(SampleSettings("simple", 30, 42)) == 30
    assert asked == ["session"]
