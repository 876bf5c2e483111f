"""The player: plays a recorded run on its own charts, in the browser. playback.py packs the run, player.js owns time.

One module without a build step: plain scripts joined in order, each with one idea.

Sources: https://docs.streamlit.io/develop/api-reference/custom-components/st.components.v2.component,
https://plotly.com/javascript/plotlyjs-function-reference/ (react, animate).
"""

import json
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from pages.ui.classroom.controls import taken
from pages.ui.controls import UNBOUND
from pages.ui.own.controls import own_in_link
from pages.ui.palette import FIT, HAND, letters
from pages.ui.player.wishes import Wishes, squares_of
from pages.ui.rate_history import resets
from pages.ui.take_home.downloads import offer, told
from pages.ui.teaching import controls as teaching

HERE = Path(__file__).parent
EMPTY = go.Figure(layout={"template": "none", "height": 10})
SCRIPTS = [  # each says at its top what it is
    f"{name}.js"
    for name in (
        "values",
        "sums",
        "panel",
        "turns",
        "charts",
        "stage",
        "steps",
        "keys",
        "address",
        "link",
        "edit",
        "clock",
        "hand",
        "ask",
        "ended",
        "zip",
        "pictures",
        "replay",
        "save",
        "player",
    )
]
MODULE = "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)

_component = st.components.v2.component(
    "linear_regression_lab_player",
    js=MODULE,
    css=f":root {{ --lrl-fit: {letters(FIT)}; --lrl-hand: {HAND.color}; }}\n"
    + (HERE / "player.css").read_text("utf-8"),
    isolate_styles=False,  # Plotly needs the document's styles
)


def player(
    recorded,
    *about,
    key="player",
    on_click=None,
    on_history=None,
    on_points=None,
    on_hand=None,
    link=None,
    wishes=None,
    edit=None,
    hand=None,
    saves=None,
    on_ended=None,
    challenge=None,
):
    """Show the player. -> what was clicked since the last run of the script, {chart, x, y}, or None

    recorded: a function that gives the message about these things (and, told `near`, with all epochs around that one).
    key: another one for each further player of a page. on_click: told of a click before the script runs again;
    on_history: of a rate changed mid-run, {run, history}. The script that then runs answers with the run's new tail.
    link: what a copied link must carry beside the widgets of this page, {one of UNBOUND: text}.
    wishes: what keys change while the player fills the screen, Wishes.
    edit: whose points are set by hand, {chart, trace, most, points, asks, answers}: asks for the epoch at which these points
    begin; answers the report of that number. on_points: told of points that were set, {run, epoch, points, told}.
    hand: a line is fitted by hand, {chart, x, line, bowl, smallest, answers}. on_hand: told of a line, {w, b, told}. With
    contest, {seconds, attempt, used}, it is fitted against the clock: told once of each attempt, with {attempt, used: seconds}.
    saves: what Python can write of this run, a Recipe; pictures and the page that replays it are the browser's.
    on_ended: told of a run that has been played to its end, once, {run, history, ends}.
    challenge: what judges it, the line() of pages/ui/challenges, or None.
    """
    wishes = wishes or Wishes()

    def tell(who, what):
        return lambda: who(st.session_state[key][what]) if who else None

    def ended():
        for who in filter(None, (on_ended, challenge and challenge.keep)):
            who(st.session_state[key]["ended"])

    def keep(name):
        return lambda: st.session_state.update({f"{key}_{name}": st.session_state[key][name]})

    message = recorded(*about)
    ends = challenge.receive(message) if challenge else on_ended is not None
    near = wanted(st.session_state.get(f"{key}_near"), message)
    recipe = saves and replace(saves.until(message.steps[-1]), answers=teaching.answers())
    shown = _component(
        key=key,
        data=with_extras(
            message if near is None else recorded(*about, near=near),
            key,
            (link or {}) | (challenge.link if challenge else {}),
            wishes,
            edit=edit,
            hand=hand,
            ends=ends,
            files=recipe and told(recipe),
        ),
        on_history_change=tell(on_history, "history"),
        on_click_change=tell(on_click, "click"),
        on_points_change=tell(on_points, "points"),
        on_hand_change=tell(on_hand, "hand"),
        on_ended_change=ended,
        on_near_change=keep("near"),
        on_scan_change=keep("scan"),
        on_wish_change=tell(wishes.grant_all, "wish"),
    )
    if recipe:
        offer(recipe)
    if key == "player":
        load_plotly()
    return shown.click


def with_extras(message, key, link, wishes, edit=None, hand=None, ends=False, files=None):
    """The message, behind one line of what is this visitor's own: pages share messages."""
    extras = {"resets": resets(), "wishes": wishes.told()}
    if scanned := st.session_state.get(f"{key}_scan"):
        extras["scan"] = {"link": str(scanned), "rows": squares_of(str(scanned))}
    if edit:
        extras["edit"] = edit
    if hand:
        extras["hand"] = hand
    if files:
        extras["files"] = files
    if ends:
        extras["ends"] = ends
    if key == "player":
        if asked := taken():
            extras["asked"] = asked
        extras["link"] = dict.fromkeys(UNBOUND, "") | own_in_link() | (link or {})
    return json.dumps(extras, separators=(",", ":")).encode() + b"\n" + message


def wanted(report, message):
    """The epoch that a browser asks for, if it is one of this run that the message lacks; or None."""
    try:
        run, epoch = report["run"], report["epoch"]
    except (TypeError, KeyError):
        return None
    return epoch if type(epoch) is int and run == message.run and message.lacks(epoch) else None


def load_plotly():
    """Streamlit brings window.Plotly with the first chart of a page: draw an empty one that nobody sees."""
    with st.container(key="lrl-plotly"):
        st.plotly_chart(
            EMPTY,
            key="lrl-plotly-chart",
            alt="An empty chart",
            theme=None,
            config={"staticPlot": True},
        )
