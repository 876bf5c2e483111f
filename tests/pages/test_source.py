"""The code beside a page is the core's own, read when its expander is opened."""

import inspect

import pytest

import linreg_core as core
from pages.ui import source


class Fake:
    """A Streamlit that notes what is drawn, as (kind, text) pairs; its one expander is open or not."""

    def __init__(self):
        self.items, self.open = [], True

    def expander(self, title, **more):
        self.items.append(("expander", title))
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def caption(self, text):
        self.items.append(("caption", text))

    def code(self, text, language):
        self.items.append((language, text))


@pytest.fixture
def shown(monkeypatch):
    fake = Fake()
    monkeypatch.setattr(source, "st", fake)
    return fake


def test_an_opened_expander_holds_the_source_of_every_function(shown):
    source.show_source("Two", core.forward_pass, core.compute_loss, note="to read")
    assert shown.items[:2] == [("expander", "Two"), ("caption", "to read")]
    kind, text = shown.items[2]
    assert kind == "python"
    assert (
        inspect.getsource(core.forward_pass).rstrip() in text and inspect.getsource(core.compute_loss).rstrip() in text
    )


def test_a_closed_one_sends_nothing(shown):
    shown.open = False
    source.show_source("Two", core.forward_pass, note="to read")
    assert shown.items == [("expander", "Two")]


def test_the_training_loop_can_be_read_in_its_source():
    """The loop itself is shown, not a door to it: predict, differentiate, step are in sight."""
    assert "for epoch" in inspect.getsource(core.training_steps) and "yield" in inspect.getsource(core.training_steps)
