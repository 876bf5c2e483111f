"""Figures as plain dicts: Plotly knows every word in them, and they say what Plotly's own objects would."""

import json
from base64 import b64decode

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.ui import drawing
from tests.pages.test_near import LONG

LINKS = {
    "train": ("train", {"residuals": "squares"}),
    "sticks": ("train", {"residuals": "sticks", "rates": "0:0.01,50:0.02"}),
    "one step": ("one_step", {}),
    "bowl": ("loss_surface", {"surface_view": "3-D"}),
    "map": ("loss_surface", {"surface_starts": "drop ten"}),
    "feature scaling": ("feature_scaling", {"fs_scaled": "thousands"}),
    "one epoch": ("optimizers", {"opt_race": "six at once", "opt_axis": "epochs"}),
    "many": ("many_features", {"many_d": "3"}),
    "one feature": ("many_features", {"many_d": "1"}),
    "growing l2": ("ridge", {}),
}
PAGES = {
    **{name: (f"pages/{page}.py", link) for name, (page, link) in LINKS.items()},
    **{f"long {k}": v for k, v in LONG.items()},
}


@pytest.mark.parametrize(("page", "link"), PAGES.values(), ids=PAGES)
def test_plotly_knows_every_word_of_every_figure(page, link, open_app, told):
    figures = told(open_app(page, **link)).figures
    assert figures
    for figure in figures.values():
        go.Figure(figure)


def test_lines_across_a_chart_are_placed_as_plotly_places_them():
    ours, theirs = drawing.Figure(), go.Figure()
    for figure in (ours, theirs):
        figure.add_hline(2.0, line={"color": "#000"}, name="level", showlegend=True)
        figure.add_vline(3.0, line={"color": "#111"}, annotation={"text": "here", "yshift": -18})
        figure.add_vrect(1.0, 2.0, fillcolor="#222", line_width=0, layer="below")
    layout, same = json.loads(ours.to_json())["layout"], json.loads(theirs.to_json())["layout"]
    assert layout["shapes"] == same["shapes"] and layout["annotations"] == same["annotations"]


def test_what_is_set_twice_is_merged_and_a_short_word_is_a_long_one():
    figure = drawing.Figure(layout={"title": {"text": "a", "x": 0}}).update_layout(title={"text": "b"}, margin_r=3)
    assert figure.layout == {"title": {"text": "b", "x": 0}, "margin": {"r": 3}}
    assert figure.layout.title.text == "b" and figure.layout.nothing is None
    assert drawing.Scatter(name="a").update(line_width=2).line.width == 2


def test_arrays_arrive_to_the_last_bit_and_nothing_is_no_json():
    values = np.array([0.1, np.nan, -np.inf, 1e300])
    ours = drawing.Figure([drawing.Scatter(x=values, y=[np.float64(1.5), np.nan, np.int64(3)], ids=np.array(["a"]))])
    trace = json.loads(ours.to_json(), parse_constant=pytest.fail)["data"][0]
    np.testing.assert_array_equal(np.frombuffer(b64decode(trace["x"]["bdata"]), trace["x"]["dtype"]), values)
    assert trace["y"] == [1.5, None, 3] and trace["ids"] == ["a"]
