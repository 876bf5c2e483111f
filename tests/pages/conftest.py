"""Pages run as scripts by Streamlit's AppTest: fast, but without JavaScript. What the player is told is read here."""

import functools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from pages.ui.scenarios import SCENARIOS

APP = Path(__file__).parents[2] / "app.py"
PATIENCE = 60  # seconds a run may take on a busy machine

settings.register_profile("pages", deadline=None, database=None)  # a slow machine is no failure
settings.load_profile("pages")

# Each AppTest looks for components in every installed package, which is nine tenths of its time: once is enough.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def not_json(name):
    raise AssertionError(f"{name} is no JSON, and a browser cannot read it")


class Message(dict):
    """What a page tells the player, read as strictly as a browser would; see pages/ui/player/player.py."""

    def __init__(self, content):
        extras, message = content.split(b"\n")
        super().__init__(json.loads(message, parse_constant=not_json))
        self.extras = json.loads(extras)
        self.series = {name: np.array(values) for name, values in self["series"].items()}
        self.figures = {name: json.loads(f["figure"], parse_constant=not_json) for name, f in self["figures"].items()}

    def value(self, cell, t):
        """A cell at column t, as the player works it out."""
        if isinstance(cell, dict):
            return sum(k * (self.series[name][t] if name else 1) for name, k in cell.items())
        return self.series[cell][t] if isinstance(cell, str) else cell

    def readout(self, label, name, t=-1):
        """The number called `name` in the readout with this label, at column t."""
        values = next(r["values"] for r in self["readouts"] if r["label"].startswith(label))
        return self.value(values[name]["cell"], t)

    def track(self, chart, trace):
        return next(t for t in self["tracks"] if (t["chart"], t["trace"]) == (chart, trace))

    def trace(self, chart, name):
        return next(t for t in self.figures[chart]["data"] if t["name"] == name)


@pytest.fixture
def open_app():
    """A function: the app, or one page of it, as a link opens it, {parameter: text} in its address.

    Where a link names no scenario it is the tutorial's; scenario=None opens the app as a first visit does.
    """

    def open_one(page=None, **link):
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        if page:
            app.switch_page(page)
        for name, text in ({"scenario": SCENARIOS["tutorial"].title} | link).items():
            if text is not None:
                app.query_params[name] = text
        app.run()
        assert not app.exception, [e.message for e in app.exception]
        return app

    return open_one


@pytest.fixture
def open_page(open_app, request):
    """A function: the test module's PAGE as a link opens it."""
    return lambda **link: open_app(request.module.PAGE, **link)


@pytest.fixture
def told():
    """A function: what the (only, or i-th) player of a page has been told. -> Message"""

    def players(app):
        return [shown.proto for shown in app.get("bidi_component") if shown.proto.component_name.endswith("player")]

    return lambda app, i=0: Message(players(app)[i].bytes)


@pytest.fixture(scope="session")
def read():
    """A function: the number that a text of numbers.plain says."""

    def number(text):
        text = text.replace(",", "").replace("−", "-").replace("\u202f", "")
        mantissa, _, exponent = text.rpartition("10")
        if not exponent or exponent[0] not in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹":
            return float(text)
        power = int(exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
        mantissa = mantissa.rstrip("×")
        return float(mantissa + "1" if mantissa in ("", "-") else mantissa) * 10.0**power

    return number


@pytest.fixture
def words():
    """A function: all the text of a page, without the marks of Markdown for bold and for dollars."""
    return lambda app: "\n".join(m.value for m in app.markdown).replace("**", "").replace("\\$", "$")
