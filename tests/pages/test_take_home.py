"""What Save writes: scripts and tables that give the app's own numbers, wherever a link leads.

Left out: pictures and the replay page, which only a browser can make.
"""

import csv
import io
import json
import os
import subprocess
import sys
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest

import linreg_core as core
import pages.ui.player.player as player
from pages.ui import runs
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import rate_text
from pages.ui.own.data import OWN, own_data
from pages.ui.own.table import read
from pages.ui.rates import EPOCHS, RateHistory, learning_rates
from pages.ui.scenarios import SCENARIOS, nearest
from pages.ui.take_home import downloads, notebook, script, tables
from pages.ui.take_home.experiments import one_run

# One process for all scripts: isolated, so that it can import what is installed and nothing of the project.
RUN_ALL = """
import contextlib, io, json, sys
import numpy.random
before, printed = set(sys.modules), []
for text in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, "saved.py", "exec"), {})
    printed.append(out.getvalue())
tops = {name.split(".")[0] for name in set(sys.modules) - before}
json.dump([printed, sorted(tops - sys.stdlib_module_names - {"numpy"})], sys.stdout)
"""
CHOSEN = [
    "train?scenario=A+simple+line&seed=3",  # runs away
    "train?scenario=House+prices&seed=9&n=12&noise=0&epochs=100&rate=0.02",
    "train?scenario=Real:+bills+and+tips&n=60&seed=4",
    "train?rates=0:0.001,300:0.005,900:0.0002&rate=0.0002",
    "train?scenario=Your+own+points&points=size|cm|price|$;1,2;2,4.1;3,5.8;4,8.3",
    "train?scenario=A+simple+line&rate=0.002&by_hand=true&hand=3.25,-7.5",
    "one_step?scenario=A+simple+line&seed=21&rate=0.002",
    "loss_surface?scenario=A+curve&seed=31&rate=0.002&epochs=200&start_w=3",
    "loss_surface?scenario=A+simple+line&rate=0.002&epochs=200&surface_starts=drop+ten",
    "learning_rate?scenario=A+simple+line&seed=13&epochs=100",
    "learning_rate?scenario=House+prices&seed=14&rate=0.02&epochs=200",
    "feature_scaling?scenario=Houses+in+square+feet&seed=15&epochs=500",
    "feature_scaling?scenario=House+prices&seed=16&epochs=200&fs_scaled=min-max",
    "optimizers?scenario=A+simple+line&seed=17&epochs=50",
    "optimizers?scenario=House+prices&seed=18&n=25&epochs=20&opt_race=six+at+once",
    "optimizers?scenario=House+prices&seed=18&n=25&epochs=20&opt_race=optimizers",
    "ridge?ridge_plays=training&ridge_seed=19&ridge_split=5&ridge_degree=7&ridge_epochs=500",
    "ridge?ridge_plays=training&ridge_l2=0.01&ridge_noise=0.5&ridge_epochs=200",
    "many_features?many_epochs=100",
    "many_features?many_d=4&many_seed=23&many_l2=0.1&many_collinear=true",
    "many_features?many_data=diabetes&many_epochs=50",
    "many_features?many_scaled=false&many_rate=0.001&many_epochs=500",
]


def drawn(rng):
    """A link with any settings of the sliders."""
    scenario = SCENARIOS[rng.choice(list(SCENARIOS))]
    rates = [rate for rate in learning_rates(scenario) if scenario.learning_rate / 30 < rate <= scenario.learning_rate]
    link = {"scenario": scenario.title, "seed": rng.randint(1000), "n": rng.randint(5, 121)}
    link |= {"rate": rate_text(rng.choice(rates)), "epochs": rng.choice(EPOCHS[:8])}
    for key, limits in (("start_w", scenario.w_range), ("start_b", scenario.b_range), ("noise", scenario.noise_range)):
        if limits:
            link[key] = nearest(rng.uniform(*limits[:2]), limits)
    return f"train?{urlencode(link)}"


LINKS = [*CHOSEN, *map(drawn, [np.random.RandomState(12)] * 20)]


@pytest.fixture(scope="module")
def recipes():
    """A list that grows: the Recipe of each player that a page has shown."""
    found, offer = [], downloads.offer
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(player, "offer", lambda recipe: found.append(recipe) or offer(recipe))
        yield found


@pytest.fixture
def saved(open_app, recipes):
    """A function: the app as a link opens it, and the Recipe of what it shows."""

    def open_one(link):
        page, _, query = link.partition("?")
        recipes.clear()
        app = open_app(f"pages/{page}.py", **dict(parse_qsl(query)))
        (recipe,) = recipes
        return app, recipe

    return open_one


def numbers(printed):
    """What a script has printed, in its order: every w, b and loss."""
    lines = [line.split(" = ") for line in printed.splitlines() if " = " in line]
    assert {name for name, _ in lines} == {"w", "b", "loss"}
    return [float(number) for _, values in lines for number in values.split()]


def run(texts):
    """-> what each script prints, and which modules beside NumPy they have loaded"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN_ALL], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def ends(recipe):
    """What the app has come to: w, b and the loss of each run."""
    return [value for t in recipe.traces() for value in (*t.w[-1], t.b[-1], t.losses[-1])]


def rows(text):
    return list(csv.reader(io.StringIO(text)))


# ---- scripts


def test_every_script_prints_the_numbers_of_the_app_and_needs_numpy_only(saved):
    told = [saved(link)[1] for link in LINKS]
    printed, others = run([script.text(recipe) for recipe in told])
    assert others == []
    for link, recipe, out in zip(LINKS, told, printed, strict=True):
        nothing = 1e-18 * float(np.mean(recipe.points.y**2))  # a loss that is only rounding
        assert numbers(out) == pytest.approx(ends(recipe), rel=1e-11, abs=nothing), link


@pytest.fixture
def moved_mid_run(monkeypatch):
    """The recipe of a run whose points were moved at epoch 100, and whose rate was changed at 150; and its first points."""
    monkeypatch.setattr(runs, "sample", runs.sample.__wrapped__)  # there is no visit to keep own data for
    first, then = (
        own_data((1, 2, 4), y, OWN["points"], ("size", "cm"), ("=price", "$"), "p") for y in ((2, 3, 7), (2, 3, 1))
    )
    data = SampleSettings("points", 3, 42, own=then, earlier=((100, first),))
    experiment = Experiment(data, Line(0.5, -1.0), 0.02, 300)
    return first, one_run("train", "Train a line", experiment, RateHistory(((0, 0.01), (150, 0.02))))


def test_a_script_goes_through_the_points_and_the_rates_that_its_run_has_had(moved_mid_run):
    first, recipe = moved_mid_run
    assert [(stage.rate, stage.epochs) for stage in recipe.traces()[0].stages] == [(0.01, 100), (0.01, 50), (0.02, 150)]
    alone = core.train(*first.names.points, core.TrainingConfig(0.01, 100), Line(0.5, -1.0).parameters)
    assert recipe.traces()[0].w[99] == alone.w[99]
    ((out,), _) = run([script.text(recipe)])
    assert numbers(out) == pytest.approx(ends(recipe), rel=1e-11)


def test_a_script_starts_and_ends_where_the_player_does(saved, told):
    for link in ("train?scenario=A+simple+line&seed=3&start_w=2", "loss_surface?scenario=A+curve&epochs=100&start_b=7"):
        app, recipe = saved(link)
        series, (trace,) = told(app).series, recipe.traces()
        of_path = "" if link.startswith("train") else "0"
        for name, values in (("w", trace.w[:, 0]), ("b", trace.b)):
            shown = series[f"{name}{of_path}"]
            assert [values[0], values[-1]] == pytest.approx([shown[0], shown[-1]], rel=1e-5)
        assert len(trace.losses) - 1 == series["epoch"][-1]


def test_a_script_of_a_run_that_runs_away_says_that_it_ends_where_the_app_does(saved, told):
    app, recipe = saved("train?scenario=A+simple+line&seed=3")
    assert f"# Of 1,000 epochs the app shows the first {told(app).series['epoch'][-1]}." in script.text(recipe)


def test_a_script_of_one_run_is_about_forty_lines(saved):
    _, recipe = saved(LINKS[0])
    assert len([line for line in script.text(recipe).splitlines() if line]) <= 45


# ---- tables


def test_the_table_of_a_run_has_every_epoch_that_was_shown(saved, told):
    app, recipe = saved("train?scenario=House+prices&epochs=5000&seed=6")
    head, *body = rows(tables.run(recipe))
    assert head == ["epoch", "w", "b", "loss"] and [int(row[0]) for row in body] == list(range(5001))
    series = told(app).series
    for row in (0, 77, -1):  # not all of them were sent
        epoch, w, b, loss = map(float, body[int(series["epoch"][row])])
        assert [epoch, w, b, loss] == pytest.approx(
            [series[name][row] for name in ("epoch", "w", "b", "mse")], rel=1e-5
        )


def test_the_table_of_a_race_names_each_run(saved):
    _, recipe = saved("learning_rate?scenario=House+prices&epochs=100")
    head, *body = rows(tables.run(recipe))
    assert head == ["run", "epoch", "w", "b", "loss"]
    assert list(dict.fromkeys(row[0] for row in body)) == [descent.name for descent in recipe.descents]


def test_the_table_of_the_data_can_be_opened_in_the_app_again(saved):
    _, recipe = saved("train?scenario=House+prices&n=20")
    table = read(tables.data(recipe).encode(), "saved.csv")
    assert list(table.columns) == ["size (100 sq ft)", "price ($)"]
    assert np.array_equal(np.column_stack(list(table.columns.values())), np.hstack([recipe.points.X, recipe.points.y]))


def test_the_table_of_ridge_says_which_points_were_held_out_though_nothing_trains(saved, told):
    app, recipe = saved("ridge?ridge_n=20&ridge_share=30")
    head, *body = rows(tables.data(recipe))
    assert head == ["x", "y", "used for"] and [row[2] for row in body].count("held out") == 6 and len(body) == 20
    assert told(app).extras["files"]["kinds"] == ["data"]


@pytest.mark.parametrize("name", ["=1+2", "+1+1", "-2*3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_a_name_that_begins_like_a_formula_stays_text(name):
    assert rows(tables.written([[name, -1.5, "-1.5"]])) == [["'" + name, "-1.5", "-1.5"]]


def test_only_a_table_with_other_letters_begins_with_a_mark_for_spreadsheets():
    assert tables.written([["size"], [1.5]]) == "size\r\n1.5\r\n"
    assert tables.written([["größe"]]).encode() == b"\xef\xbb\xbf" + "größe\r\n".encode()


# ---- what the page is told


def test_a_message_grows_by_a_few_hundred_bytes_and_names_say_what_a_file_is(saved, told):
    app, recipe = saved("train?scenario=A+simple+line&seed=3&noise=4.5")
    files_told = told(app).extras["files"]
    assert len(json.dumps(files_told)) < 400
    assert files_told["name"] == "linear-regression-train-seed-3"
    for part in (
        "A simple line",
        "100 points",
        "seed 3",
        "noise 4.5",
        "true w 2.5",
        "learning rate 0.01",
        "1,000 epochs",
    ):
        assert part in files_told["settings"]


def test_while_a_hand_fits_the_line_no_word_tells_it(saved, told):
    app, _ = saved("train?scenario=A+simple+line&seed=3&by_hand=true")
    assert "start w 0" in told(app).extras["files"]["settings"] and "true" not in json.dumps(told(app).extras["files"])


def test_names_of_own_data_are_no_code_and_no_markup(moved_mid_run):
    _, recipe = moved_mid_run
    assert rows(tables.data(recipe))[0] == ["size (cm)", "'=price ($)"]
    (*_, picture) = json.loads(notebook.text(recipe))["cells"]
    assert (
        r"ylabel='=price (\\$)'" in picture["source"]
    )  # text for matplotlib too, which begins a formula with a dollar
    assert recipe.file_name == "linear-regression-train"


# ---- the notebook

NOTEBOOK = """
import sys, nbformat
from nbclient import NotebookClient
book = nbformat.reads(sys.stdin.read(), as_version=4)
nbformat.validate(book)
NotebookClient(book, timeout=60, kernel_name="python3").execute()
nbformat.write(book, sys.stdout)
"""


def test_the_notebook_is_valid_runs_and_shows_the_numbers_and_a_picture(moved_mid_run, tmp_path):
    _, recipe = moved_mid_run
    places = {
        name: str(tmp_path) for name in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR")
    }
    done = subprocess.run(
        [sys.executable, "-c", NOTEBOOK],
        input=notebook.text(recipe),
        capture_output=True,
        text=True,
        env=os.environ | places,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    outputs = [out for cell in json.loads(done.stdout)["cells"] for out in cell.get("outputs", ())]
    printed = "".join("".join(out["text"]) for out in outputs if out["output_type"] == "stream")
    assert numbers(printed) == pytest.approx(ends(recipe), rel=1e-11)
    assert any("image/png" in out.get("data", {}) for out in outputs)
