"""Controls of this lesson: who races, how it is counted, and long work."""

import streamlit as st

from pages.ui.controls import LINKED
from pages.ui.numbers import rate_text

OWN_RACE = "my own"
BY_ROWS, BY_EPOCHS = "rows looked at", "epochs"


def race_kind(ready):
    """Which race: a ready one, or the learner's own."""
    kinds = [*ready, OWN_RACE]
    kind = st.segmented_control(
        "The race", kinds, default=ready[0], required=True, key="opt_race", width="stretch", **LINKED
    )
    return kind or ready[0]  # an empty link gives None


def race_axis():
    """Whether the race is counted in rows, which looks inside epochs, or in epochs. -> True for rows"""
    axis = st.segmented_control(
        "Counted in",
        [BY_ROWS, BY_EPOCHS],
        default=BY_ROWS,
        required=True,
        key="opt_axis",
        width="stretch",
        help="Rows looked at are gradients of single rows: the work. An epoch is n of them, for every runner.",
        **LINKED,
    )
    return axis != BY_EPOCHS


def make_own(runners):
    """A callback: the ready race's runners, to be changed at will."""
    values = {"opt_race": OWN_RACE, "opt_runs": len(runners)}
    for i, runner in enumerate(runners, start=1):
        values |= {f"opt_rule{i}": runner.rule, f"opt_size{i}": runner.size, f"opt_rate{i}": runner.rate}
        values[f"opt_cool{i}"] = runner.cooling
    for key, value in values.items():
        st.session_state[key] = value


def own_race_button(runners):
    st.button(
        "Change these runners",
        icon=":material/tune:",
        on_click=make_own,
        args=(runners,),
        key="opt_own",
        width="stretch",
    )


def own_race(usual, keys, rules, sizes, size_text, rates):
    """A row of controls for each runner; usual: six to begin with, keys: their lines. -> [(rule, size, rate, cooling)]"""
    count = st.slider("Runners", 1, len(usual), 4, key="opt_runs", **LINKED)
    return [own_runner(i + 1, usual[i], keys[i], rules, sizes, size_text, rates) for i in range(count)]


def own_runner(i, usual, key, rules, sizes, size_text, rates):
    line, rule, size, rate, cool = st.columns([0.4, 2, 1.5, 1.5, 1.5], vertical_alignment="center")
    label = {"label_visibility": "visible" if i == 1 else "collapsed", "filter_mode": None, **LINKED}
    line.html(key)
    return (
        rule.selectbox(
            "Rule" if i == 1 else f"Rule {i}",
            list(rules),
            list(rules).index(usual.rule),
            format_func=rules.get,
            key=f"opt_rule{i}",
            **label,
        ),
        size.selectbox(
            "Rows in a batch" if i == 1 else f"Rows in a batch {i}",
            sizes,
            sizes.index(usual.size),
            format_func=size_text,
            key=f"opt_size{i}",
            **label,
        ),
        rate.selectbox(
            "Rate" if i == 1 else f"Rate {i}",
            rates,
            rates.index(usual.rate),
            format_func=rate_text,
            key=f"opt_rate{i}",
            **label,
        ),
        cool.toggle("cooling", usual.cooling, key=f"opt_cool{i}", **LINKED),
    )


def long_work(rows, rules, sizes, size_text):
    """What to train on many rows. -> (rows, rule, size)"""
    many, rule, size = st.columns(3)
    return (
        many.selectbox("Rows", rows, format_func=lambda n: f"{n:,}", key="opt_work_n", filter_mode=None, **LINKED),
        rule.selectbox("Rule", list(rules), format_func=rules.get, key="opt_work_rule", filter_mode=None, **LINKED),
        size.selectbox(
            "Rows in a batch", sizes, format_func=size_text, key="opt_work_size", filter_mode=None, **LINKED
        ),
    )


def work_button(label, icon, key, job, running):
    """Start, stop or go on with a job: it is kept for this visitor, so that nothing done is lost."""
    st.button(label, icon=icon, key=f"opt_{key}", on_click=keep_job, args=(job, running), type="primary")


def keep_job(job, running):
    """A callback."""
    job.running = running
    st.session_state["opt_job"] = job


def kept_job():
    """The job last started by this visitor, or None."""
    return st.session_state.get("opt_job")
