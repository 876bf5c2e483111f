"""Own points, set by hand: the switch and the table in the sidebar, and what the player reports of the chart.

The session holds the points themselves, of which OwnData is made where a line can be fitted to them.
"""

from dataclasses import replace

import numpy as np
import streamlit as st

from pages.ui import rate_history, runs
from pages.ui.charts import evenly
from pages.ui.controls import reset as reset_settings
from pages.ui.controls import side_by_side
from pages.ui.own import points as of
from pages.ui.own.controls import brought, editing, take
from pages.ui.own.data import OWN, own_data
from pages.ui.own.link import MOST_POINTS
from pages.ui.playback import digits
from pages.ui.rates import learning_rates
from pages.ui.scenarios import nearest
from pages.ui.teaching.controls import locked

SLUG = "points"
PLAIN = ("x", ""), ("y", "")  # the axes' names and units
HOW = "Click the chart to add a point, drag one to move it. Delete, or a long press, takes it away."


# ---- what is held


def brought_here():
    """-> the OwnData as it was set, x never standardised; None if there is none"""
    brought(SLUG)
    return st.session_state["own"].get(SLUG)


def held():
    """The points, ((x, y), …), whether or not a line can be fitted to them."""
    if "own_points" not in st.session_state:
        own = brought_here()
        st.session_state["own_points"] = of.as_pairs(*own.names.points) if own else ()
    return st.session_state["own_points"]


def named():
    """The names and units of x and y."""
    own = brought_here()
    if own:
        n = own.names
        st.session_state["own_named"] = (n.x_name, n.x_unit), (n.y_name, n.y_unit)
    return st.session_state.get("own_named", PLAIN)


def axes():
    """The axes while points are set by hand, (lowest, highest) of x and of y; None at all other times."""
    if not editing():
        return None
    state = st.session_state
    start = state.get("start_w", 0.0), state.get("start_b", 0.0)
    state["own_axes"] = of.axes_around(held(), state.get("own_axes"), start)
    return state["own_axes"]


def told(wanted):
    """What the player needs to know while points are set by hand; None at all other times. wanted: what the table says."""
    if not editing():
        return None
    return {
        "chart": "line",
        "trace": "data",
        "most": MOST_POINTS,
        "points": wanted,
        "asks": wanted != held(),  # the table was changed: at which epoch, the player knows
        "answers": st.session_state.get("own_told", 0),
    }


# ---- in the sidebar


def switch(slug, experiment):
    """The switch and its button. experiment: what is on the screen; None without a line."""
    if slug != SLUG:
        st.session_state["edit_points"] = False  # another scenario was chosen in the menu
    elif experiment is None:
        st.session_state["edit_points"] = True
    with side_by_side():
        st.toggle(
            "Edit points",
            key="edit_points",
            on_change=begin_editing,
            args=(experiment,),
            disabled=locked("scenario"),
            help="Set the points on the chart yourself. The run goes on with them from the epoch of now.",
        )
        if editing():
            st.button("Clear", on_click=clear, help="Take all points away.")
    if editing():
        st.caption(HOW)


def table():
    """All points as a table, where they are set by hand. -> the points that it says"""
    if not editing():
        return held()
    import pandas as pd  # here, so that only who sets points waits for it

    rows = st.session_state.setdefault("own_rows", held())
    with st.expander("The points as a table"):
        names = [name for name, _ in named()]
        columns = {str(i): st.column_config.NumberColumn(name) for i, name in enumerate(names)}
        edited = st.data_editor(
            pd.DataFrame(list(rows), columns=["0", "1"], dtype=float),
            num_rows="dynamic",
            hide_index=True,
            column_config=columns,
            key=f"own_table_{st.session_state.get('own_version', 0)}",
        )
        values = [tuple(None if np.isnan(v) else v for v in row) for row in edited.to_numpy(float).tolist()]
        wanted, said = of.said_of(values)
        if said:
            st.caption(said)
    st.session_state["own_wanted"] = wanted
    st.session_state["own_unfinished"] = tuple(row for row in values if not all(of.is_value(v) for v in row))
    return wanted


# ---- callbacks


def begin_editing(experiment):
    """Of another scenario the points on the screen become own points, with the settings of now where sliders have them."""
    if not editing():
        return
    st.session_state.update(own_scaled=False, own_axes=None)
    if experiment is not None and experiment.scenario != SLUG:
        take_from(experiment)
    show_in_table(held())


def take_from(experiment):
    """The points on the screen, of very many some, become own points."""
    n = experiment.names
    X, y = runs.sample(experiment.data).points()
    rows = evenly(len(X), MOST_POINTS)
    points = tuple(zip(digits(X[rows, 0]), digits(y[rows, 0]), strict=True))
    own = made(points, ((n.x_name, n.x_unit), (n.y_name, n.y_unit)), named_anew())
    take(SLUG, own)
    st.session_state["own_points"] = points
    settings = {"rate": experiment.rate, "epochs": experiment.epochs}
    st.session_state.update(settings | {"start_w": experiment.start.w, "start_b": experiment.start.b})
    keep_in_reach(own.names)


def keep(report):
    """Of the player: the points of now, and the epoch from which on they count. What makes no sense is dropped."""
    try:
        run, epoch, points, number = of.from_report(report)
    except (TypeError, ValueError, KeyError):
        return
    st.session_state["own_told"] = number
    hold(points, *((epoch, run) if run == st.session_state.get("own_run") else (0, run)))
    if points != st.session_state.get("own_wanted"):
        show_in_table(points)


def clear():
    hold(())
    st.session_state.update(own_axes=None, own_unfinished=(), own_named=PLAIN)
    show_in_table(())


def reset():
    """The settings that suit these points, and the run at its start."""
    hold(held())
    reset_settings()


def shown(experiment):
    """What is on the screen: reports are about it. -> the Experiment, with the data that its run had before"""
    run = experiment.run_id
    data = replace(experiment.data, earlier=rate_history.data_before(run))
    st.session_state.update(own_run=run, own_shown=(data, experiment.epochs))
    return replace(experiment, data=data)


def hold(points, epoch=0, run=""):
    """These are the points now. epoch: where the run goes on with them; at 0 another run begins."""
    was, held_before = brought_here(), st.session_state["own"]
    axes_names = named()
    st.session_state["own_points"] = points
    own = made(points, axes_names, named_anew())
    if own and was and epoch:
        data, epochs = st.session_state["own_shown"]
        rate_history.keep_data(run, of.earlier_than(data.earlier, was, epoch, epochs))
        own = own.going_on_from(was)
    elif own:
        follow(was.names.defaults if was else {}, own.names.defaults)
        keep_in_reach(own.names)
    rest = {slug: data for slug, data in held_before.items() if slug != SLUG}
    st.session_state["own"] = rest | ({SLUG: own} if own else {})


def made(points, axes_names, lineage):
    """-> OwnData; None if no line can be fitted"""
    try:
        x, y = zip(*points, strict=True)
        return own_data(x, y, OWN[SLUG], *axes_names, lineage)
    except ValueError:
        return None


def named_anew():
    """A name for the next run, which no run had before."""
    st.session_state["own_runs"] = st.session_state.get("own_runs", 0) + 1
    return f"points {st.session_state['own_runs']}"


def follow(before, defaults):
    """Settings that nobody has moved stand where these points have them."""
    for key, value in defaults.items():
        if key not in before or st.session_state.get(key, before[key]) == before[key]:
            st.session_state[key] = value


def keep_in_reach(names):
    """Settings stand where the sliders of these points have them."""
    state = st.session_state
    rates = learning_rates(names)
    state["rate"] = min(rates, key=lambda rate: abs(np.log(rate / state.get("rate", names.learning_rate))))
    state["start_w"] = nearest(state.get("start_w", 0.0), names.w_range)
    state["start_b"] = nearest(state.get("start_b", 0.0), names.b_range)


def restore():
    """A callback's work: the points held are those of the data that was brought back."""
    st.session_state.pop("own_points", None)
    show_in_table(held())


def show_in_table(points):
    """The table begins anew, with the rows that are no points yet."""
    st.session_state["own_rows"] = (*points, *st.session_state.get("own_unfinished", ()))
    st.session_state["own_version"] = st.session_state.get("own_version", 0) + 1
