"""The runs of this visit, under the player: a table, which of them the charts show, and the way back to their settings."""

import streamlit as st

from pages.lessons.train import run_log
from pages.lessons.train.run_log import Finished
from pages.ui import rate_history
from pages.ui.controls import nearest, side_by_side
from pages.ui.own.data import as_text
from pages.ui.palette import RACE
from pages.ui.rates import RateHistory, learning_rates

ABOUT = (
    "Every run that you watch to its end is kept here, the last {most} of this visit. The charts can show them again."
)
OTHERS = "Only runs of this scenario are drawn."
TOO_MANY = f"The charts show up to {len(RACE)} runs: the first ones that you chose."


def held():
    """The finished runs of this visit, the oldest first; what its link brought is there from the start. -> (Finished, …)"""
    if "log" not in st.session_state:
        brought = run_log.from_text(st.query_params.get("runs", ""))
        st.session_state.update(log=brought, log_shown=list(range(1, len(brought) + 1)))
    return st.session_state["log"]


def now(experiment, history, by_hand):
    """This is the run on the screen: what ends is this."""
    st.session_state["log_now"] = Finished(experiment, history, by_hand)


def keep(report):
    """Of the player: its run has been seen to its end. What makes no sense, or is kept already, is dropped."""
    try:
        run, history = report["run"], RateHistory.from_report(report["history"])
    except (TypeError, ValueError, KeyError):
        return
    finished, log = st.session_state.get("log_now"), held()
    if finished and (finished.experiment.run_id, finished.history) == (run, history) and finished not in log:
        dropped = len(log) >= run_log.MOST
        st.session_state["log"] = (*log[dropped:], finished)
        st.session_state["log_shown"] = [number - dropped for number in shown() if number > dropped]


def chosen():
    """The runs that the charts show beside the one on the screen, of its scenario. -> ((number, Finished), …)"""
    log, now = held(), st.session_state["log_now"]
    told = [(number, log[number - 1]) for number in shown()]
    return tuple((number, one) for number, one in told if one != now and is_of_here(one))[: len(RACE)]


def shown():
    """The numbers of the chosen runs."""
    return [number for number in st.session_state.get("log_shown") or () if number <= len(held())]


def is_of_here(finished):
    """Whether its points have the units of those on the screen."""
    return finished.experiment.names.title == st.session_state["log_now"].experiment.names.title


def in_link():
    """The chosen runs, for a link. -> text"""
    return run_log.to_text([held()[number - 1] for number in shown()])


def panel():
    """The table of all runs, and what can be done with them; nothing before the first one has ended."""
    log = held()
    if not log:
        return
    with st.expander(f"Your runs: {len(log)}", expanded=bool(shown())):
        st.caption(ABOUT.format(most=run_log.MOST))
        st.pills(
            "Show on the charts",
            range(1, len(log) + 1),
            selection_mode="multi",
            key="log_shown",
            format_func="run {}".format,
            persist_state="session",
        )
        if not all(is_of_here(log[number - 1]) for number in shown()):
            st.caption(OTHERS)
        if len(shown()) > len(RACE):
            st.caption(TOO_MANY)
        st.markdown(as_table(run_log.rows(log)))
        with side_by_side():
            for number, finished in enumerate(log, 1):
                st.button(
                    f"Take back run {number}", on_click=take_back, args=(finished,), help="Its settings, and its data."
                )
        st.download_button("All runs as CSV", run_log.as_csv(log), "runs.csv", "text/csv", on_click="ignore")


def as_table(rows):
    """Rows as a table in Markdown; every cell is text."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(row.values() for row in rows)]
    return "\n".join(f"| {' | '.join(as_text(cell) if cell != '---' else cell for cell in line)} |" for line in lines)


def take_back(finished):
    """A callback: the settings of this run are those of now."""
    experiment, data, history = finished.experiment, finished.experiment.data, finished.history
    state, names = st.session_state, finished.experiment.names
    settings = {"scenario": data.scenario, "n": data.n, "seed": data.seed, "epochs": experiment.epochs}
    settings["rate"] = min(learning_rates(names), key=lambda rate: abs(rate - history.rate))
    settings |= {"by_hand": finished.by_hand, "edit_points": False}
    if data.noise is not None:
        settings["noise"] = data.noise
    if data.true_line:
        settings |= {"w": data.true_line.w, "b": data.true_line.b}
    if finished.by_hand:
        settings["hand"] = data.own or data.scenario, experiment.start
    else:
        settings |= {
            "start_w": nearest(experiment.start.w, names.w_range),
            "start_b": nearest(experiment.start.b, names.b_range),
        }
    if data.own:
        settings["own"] = {**state.get("own", {}), data.scenario: data.own}
        settings["own_scaled"] = False
    state.update(settings)
    state["history"] = experiment.run_id, history
    rate_history.keep_data(experiment.run_id, data.earlier)
