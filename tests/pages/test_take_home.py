"""What Save writes: scripts and tables that give the app's own numbers, wherever a link leads.

Left out: the notebook, which test_notebook.py runs; pictures and the replay page, which only a browser can make.
"""

import csv
import io
import json
import subprocess
import sys
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest

import pages.ui.player.player as player
from pages.ui.controls import nearest
from pages.ui.numbers import rate_text
from pages.ui.own.table import read
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import SCENARIOS
from pages.ui.take_home import files, script, tables

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
    "loss_surface?scenario=A+simple+line&rate=0.002&epochs=200&surface_starts=ten+starts",
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
    found, offer = [], files.offer
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


def test_every_script_prints_the_numbers_of_the_app_and_needs_numpy_only(saved):
    told = [saved(link)[1] for link in LINKS]
    printed, others = run([script.text(recipe) for recipe in told])
    assert others == []
    for link, recipe, out in zip(LINKS, told, printed, strict=True):
        traces = recipe.traces()
        ends = [value for t in traces for value in (*t.w[-1], t.b[-1], t.losses[-1])]
        assert numbers(out) == pytest.approx(ends, rel=1e-9, abs=1e-18 * float(np.mean(recipe.points.y**2))), link
