"""Controls of this lesson: who races, how it is counted, and long work."""

import streamlit as st

from pages.lessons.optimizers.races import READY, SIZES, Runner, looks_of
from pages.lessons.optimizers.work import MANY_POINTS, Task
from pages.ui.controls import LINKED, choice
from pages.ui.numbers import rate_text
from pages.ui.palette import RACE
from pages.ui.rules import RATES, RULES, size_text

OWN_RACE = "my own"
SHRINKS = "The rate becomes smaller in every epoch: η/(1 + 0.1 · epoch)."
BY_LOOKS, BY_EPOCHS = "points looked at", "epochs"


def rule_name(key):
    return RULES[key].name


# ---- the race


def race():
    """On top of the sidebar. -> which race, one of READY or the learner's own; a place under it; is it counted in points?"""
    with st.sidebar:
        kind = choice("The race", [*READY, OWN_RACE], "opt_race")
        return kind, st.container(), race_axis()


def race_axis():
    """Whether the race is counted in points looked at, which shows the inside of epochs, or in epochs. -> True for points"""
    axis = choice(
        "Counted in",
        (BY_LOOKS, BY_EPOCHS),
        "opt_axis",
        "Looking at points is the work. An epoch is one look at all of them, for every run.",
    )
    return axis != BY_EPOCHS


# ---- a race of one's own


def own_race_button(runners):
    st.button(
        "Change these runs",
        icon=":material/tune:",
        on_click=make_own,
        args=(runners[: len(RACE)],),
        key="opt_own",
        width="stretch",
    )


def make_own(runners):
    """A callback: the ready race's runners, to be changed at will."""
    values = {"opt_race": OWN_RACE, "opt_runs": len(runners)}
    for i, runner in enumerate(runners, start=1):
        values |= {f"opt_rule{i}": runner.rule, f"opt_size{i}": runner.size, f"opt_rate{i}": runner.rate}
        values[f"opt_cool{i}"] = runner.shrinks
    for key, value in values.items():
        st.session_state[key] = value


def own_race(usual):
    """A row of controls for each runner. usual: six Runners to begin with. -> those chosen"""
    count = st.slider("Runs", 1, len(usual), 2, key="opt_runs", **LINKED)
    rows = [own_runner(i, runner) for i, runner in enumerate(usual[:count], start=1)]
    runners = tuple(runner for _, runner in rows)
    for (place, _), look in zip(rows, looks_of(runners), strict=True):
        place.html(swatch(look))
    return runners


def own_runner(i, usual):
    """One row. -> the place for its line, and the Runner"""
    line, rule, size, rate, cool = st.columns([0.4, 2, 1.5, 1.5, 1.5], vertical_alignment="center")

    def choose(column, label, options, value, name, text):
        return column.selectbox(
            label if i == 1 else f"{label} {i}",
            options,
            options.index(value),
            format_func=text,
            key=f"opt_{name}{i}",
            label_visibility="visible" if i == 1 else "collapsed",
            filter_mode=None,
            **LINKED,
        )

    return line, Runner(
        choose(rule, "Optimizer", list(RULES), usual.rule, "rule", rule_name),
        choose(size, "Points in a batch", SIZES, usual.size, "size", size_text),
        choose(rate, "Learning rate", RATES, usual.rate, "rate", rate_text),
        cool.toggle("shrinking", usual.shrinks, key=f"opt_cool{i}", help=SHRINKS, **LINKED),
    )


def swatch(look):
    """A piece of a runner's line, where SVG is not allowed."""
    style = {"solid": "solid", "dot": "dotted"}.get(look.dash, "dashed")
    return f'<div style="width: 34px; border-top: 4px {style} {look.color}"></div>'


# ---- long work


def long_work(experiment):
    """What to train on many points. -> Task"""
    many, rule, size = st.columns(3)
    alike = {"filter_mode": None, **LINKED}
    n = many.selectbox("Points", MANY_POINTS, format_func=lambda n: f"{n:,}", key="opt_work_n", **alike)
    key = rule.selectbox("Optimizer", list(RULES), format_func=rule_name, key="opt_work_rule", **alike)
    points = size.selectbox("Points in a batch", SIZES[1:], format_func=size_text, key="opt_work_size", **alike)
    return Task(experiment.data, experiment.start, n, key, points)


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
