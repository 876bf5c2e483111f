"""Colour is never alone, and everybody can tell it: contrast on both themes, and what colour-blind eyes make of it."""

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from pages.ui import palette
from pages.ui.palette import LOOKS, channels, contrast, readable

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
PAPERS = [THEME[theme]["backgroundColor"] for theme in ("light", "dark")]
GROUNDS = {
    theme: [
        place[kind]
        for place in (THEME[theme], THEME[theme]["sidebar"])
        for kind in ("backgroundColor", "secondaryBackgroundColor")
    ]
    for theme in ("light", "dark")
}
APART = 20  # in CIE Lab: two colours side by side that nobody takes for one

# Machado, Oliveira and Fernandes (2009), severity 1: linear RGB as these eyes see it.
EYES = {
    "most": np.eye(3),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(color, eyes):
    """L*, a*, b* of a colour as these eyes see it."""
    c = np.array(channels(color)) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    x = TO_XYZ @ np.clip(EYES[eyes] @ linear, 0, 1) / [0.9505, 1, 1.089]
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one, other):
    """How far two colours are from each other for the eyes that tell them worst."""
    return min(float(np.linalg.norm(lab(one, eyes) - lab(other, eyes))) for eyes in EYES)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_these_eyes_take_red_and_green_for_one():
    assert apart("#D55E00", "#7A8B00") < 10 < 60 < np.linalg.norm(lab("#D55E00", "most") - lab("#7A8B00", "most"))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_line_or_point_stands_out_on_both_themes_and_letters_more(look):
    assert min(contrast(look.color, paper) for paper in PAPERS) >= 3
    for theme, ground in (("light", palette.LIGHT), ("dark", palette.DARK)):
        assert min(contrast(readable(look.color, ground), each) for each in GROUNDS[theme]) >= 4.5


def test_runs_side_by_side_differ_in_dash():
    assert len({look.dash for look in palette.RACE}) == len(palette.RACE)


# ---- on the charts themselves

PAGES = "train one_step loss_surface learning_rate feature_scaling optimizers ridge many_features beyond".split()


def drawn(figure):
    """{colour: how it is drawn} of what a chart sets in one colour of the palette: its form, and whether it is named."""
    colors = [look.color for look in LOOKS]  # a trace may have a list of them: the ends of several lines
    for trace in figure["data"]:
        line, marker = trace.get("line", {}), trace.get("marker", {})
        lines = "lines" in trace.get("mode", "") and line.get("color") in colors
        if lines:
            yield line["color"], ("line", line.get("dash", "solid"), line.get("width", 2)), any(trace.get("text", ()))
        elif trace.get("mode", "").startswith("markers") and marker.get("color") in colors:
            yield marker["color"], ("marker", marker.get("symbol", "circle")), any(trace.get("text", ()))


def alike(one, other):
    """Whether two forms say the same: lines of one dash, neither twice as thick as the other; points of one symbol."""
    if one[0] != other[0] or one[1] != other[1]:
        return False
    return one[0] == "marker" or max(one[2], other[2]) < 2 * min(one[2], other[2])


@pytest.mark.parametrize("page", PAGES)
def test_two_colours_on_a_chart_that_some_eyes_mix_up_differ_in_form_or_are_named(page, open_app, told):
    figures = told(open_app(f"pages/{page}.py")).figures
    assert any(list(drawn(figure)) for figure in figures.values())
    for name, figure in figures.items():
        for (a, form, named), (b, other, other_named) in itertools.combinations(drawn(figure), 2):
            if a != b and alike(form, other) and not (named and other_named):
                assert apart(a, b) >= APART, f"{name}: {a} {form} and {b} {other}"
