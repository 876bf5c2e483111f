"""What the runs of a visit have had: rates, as the player or a link tells them, and data; and how they begin anew."""

import streamlit as st

from pages.ui.rates import RateHistory
from pages.ui.teaching.controls import locked

NONE = None, None  # no run, no rates


def of(experiment):
    """The RateHistory of this run: one rate, unless it was moved while the run played or in a link, and no lesson locks it."""
    if locked("rate"):
        return RateHistory.constant(experiment.rate)
    if "history" not in st.session_state:
        st.session_state["history"] = linked(experiment)
    run, history = st.session_state["history"]
    if run == experiment.run_id and history.epochs[-1] < experiment.epochs and history.rate == experiment.rate:
        return history
    if run == experiment.run_id:
        forget_rates()  # moved on: coming back to this rate is no way back to that run
    return RateHistory.constant(experiment.rate)


def linked(experiment):
    """What the link that opened this visit says of the run's rates. -> run, RateHistory; NONE if it is no sense"""
    try:
        return experiment.run_id, RateHistory.from_text(st.query_params.get("rates", ""))
    except ValueError:
        return NONE


def keep(report):
    """A callback's work: remember the rates that the player says this run has had. What makes no sense is dropped."""
    try:
        run, history = str(report["run"]), RateHistory.from_report(report["history"])
    except (TypeError, ValueError, KeyError):
        return
    st.session_state["history"] = run, history


def forget():
    """A callback's work: the next run has one rate, and one data."""
    forget_rates()
    st.session_state["edits"] = NONE


def forget_rates():
    """A callback's work: the next run has one rate."""
    st.session_state["history"] = NONE


def begin_anew():
    """A callback's work: players stand at the start of their runs, and do not play."""
    st.session_state["resets"] = resets() + 1


def resets():
    """How often this visitor's runs have begun anew."""
    return st.session_state.get("resets", 0)


def data_before(run):
    """The own data that this run was trained on before it was moved, ((until which epoch, OwnData), …)."""
    of_run, earlier = st.session_state.get("edits", NONE)
    return earlier if of_run == run else ()


def keep_data(run, earlier):
    """A callback's work: remember it."""
    st.session_state["edits"] = run, earlier
