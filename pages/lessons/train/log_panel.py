"""The runs of this visit, under the player: a table, which of them the charts show, and the way back to their settings."""

import streamlit as st

from pages.lessons.train import run_log
from pages.lessons.train.run_log import Finished
from pages.ui import rate_history
from pages.ui.controls import side_by_side
from pages.ui.own import points_panel
from pages.ui.own.data import as_text
from pages.ui.palette import RACE
from pages.ui.rates import RateHistory

ABOUT = (
    "Every run that you watch to its end is kept here, the last {most} of this visit. The charts can show them again."
)
OTHERS = "Only runs on this data, in its units, are drawn."
ITSELF = "Run {number} is the one on the screen."
NOT_LINKED = "The link leaves out runs on your own data."
TOO_MANY = f"The charts show up to {len(RACE)} runs: the first ones that you chose."


def held():
    """The finished runs of this visit, the oldest first; what its link brought is there from the start. -> (Finished, …)"""
    if "log" not in st.session_state:
        brought = run_log.from_text(st.query_params.get("runs", ""))
        st.session_state.update(log=brought, log_shown=list(range(1, len(brought) + 1)))
    return st.session_state["log"]


def now(experiment, history, by_hand):
    """This is the run on the screen: what ends is this."""
    brought = st.session_state.get("own", {}).get(experiment.scenario)
    st.session_state["log_now"] = Finished(experiment, history, by_hand, brought)


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
    """The runs that the charts show beside the one on the screen: each keeps its look. -> ((number, Finished, Look), …)"""
    log, now = held(), st.session_state["log_now"]
    told = [(number, log[number - 1], look) for number, look in zip(shown(), RACE, strict=False)]
    return tuple(each for each in told if each[1] != now and is_of_here(each[1]))


def shown():
    """The numbers of the chosen runs."""
    return [number for number in st.session_state.get("log_shown") or () if number <= len(held())]


def is_of_here(finished):
    """Whether it can be drawn with the run on the screen."""
    return finished.drawn_with == st.session_state["log_now"].drawn_with


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
        for sentence in remarks(log):
            st.caption(sentence)
        st.markdown(as_table(run_log.rows(log)))
        with side_by_side():
            for number, finished in enumerate(log, 1):
                st.button(
                    f"Take back run {number}", on_click=take_back, args=(finished,), help="Its settings, and its data."
                )
        st.download_button("All runs as CSV", run_log.as_csv(log), "runs.csv", "text/csv", on_click="ignore")


def remarks(log):
    """What is not drawn, or not in the link, and why."""
    runs, now = [log[number - 1] for number in shown()], st.session_state["log_now"]
    told = {
        ITSELF.format(number=log.index(now) + 1 if now in log else 0): now in runs,
        OTHERS: not all(map(is_of_here, runs)),
        TOO_MANY: len(runs) > len(RACE),
        NOT_LINKED: any(run.experiment.data.own for run in runs),
    }
    return [sentence for sentence, holds in told.items() if holds]


def as_table(rows):
    """Rows as a table in Markdown; every cell is text."""
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(row.values() for row in rows)]
    return "\n".join(f"| {' | '.join(as_text(cell) if cell != '---' else cell for cell in line)} |" for line in lines)


def take_back(finished):
    """A callback: the settings of this run, and its data, are those of now, and it stands at its start."""
    experiment, data, history = finished.experiment, finished.experiment.data, finished.history
    start = {"hand": (data.own or data.scenario, experiment.start)} if finished.by_hand else {}
    settings = {"scenario": data.scenario, "n": data.n, "seed": data.seed, "noise": data.noise}
    settings |= {"rate": history.rate, "epochs": experiment.epochs, "by_hand": finished.by_hand, "edit_points": False}
    settings |= start or {f"start_{name}": value for name, value in experiment.start._asdict().items()}
    settings |= data.true_line._asdict() if data.true_line else {}
    st.session_state.update({key: value for key, value in settings.items() if value is not None})
    if data.own:
        bring_back(data, finished.brought or data.own)
    st.session_state["history"] = experiment.run_id, history
    rate_history.keep_data(experiment.run_id, data.earlier)
    rate_history.begin_anew()


def bring_back(data, brought):
    """A callback's work: this own data is what the visit holds."""
    state = st.session_state
    state["own"] = {**state.get("own", {}), data.scenario: brought}
    state["own_scaled"] = data.own != brought
    if data.scenario == points_panel.SLUG:
        points_panel.restore()
