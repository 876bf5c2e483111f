"""Many points in small batches, with their progress; the work can be stopped, and goes on where it stood."""

from time import monotonic

import streamlit as st

from pages.lessons.optimizers import charts, controls, lesson, words
from pages.lessons.optimizers.work import EPOCHS, Job, excess_of, finished_jobs, full_batch
from pages.ui.kept import out_of_turn

REFRESH = 0.1  # seconds between two looks at the progress


def show_long_work(experiment):
    """The button, the bar, and what has been done.

    It is the last thing that the script does, so all else is already there; and no fragment, for a click inside a
    fragment waits until that has run to its end. Here any click, on Stop too, ends the work at its next look at the bar.
    """
    st.caption(lesson.LONG_WORK)
    task = controls.long_work(experiment)
    done, job = finished_jobs(task), controls.kept_job()
    if job is None or job.task != task:
        job = Job(task)
    if job.running and done:  # somebody has trained it already: it is there at once
        job = done[0]
    button, bar = st.empty(), st.empty()
    if job.running and not job.finished:
        with button:
            controls.work_button("Stop", ":material/stop:", "stop", job, False)
        with out_of_turn():
            work(job, bar)
        if not done:
            done.append(job)
    with button:
        show_state(job)
    show_progress(job, bar)
    if job.done:
        show_result(job, experiment.names)


def work(job, bar):
    """Epoch after epoch; Streamlit may end this at any look at the bar, and nothing is lost: the job keeps its place."""
    looked = 0.0
    while not job.finished:
        if monotonic() - looked > REFRESH:
            show_progress(job, bar)
            looked = monotonic()
        job.advance()
    job.running = False


def show_progress(job, bar):
    bar.progress(job.done / EPOCHS, words.progress(job))


def show_state(job):
    """Done, or the button that begins or goes on."""
    what, play = f"{EPOCHS} epochs of {job.task.n:,} points", ":material/play_arrow:"
    if job.finished:
        st.markdown(f":green-badge[Done] {what}.")
    elif job.done:
        controls.work_button("Go on", play, "go_on", job, True)
    else:
        controls.work_button(f"Train {what}", play, "start", job, True)


def show_result(job, names):
    """What the work has done, in words and beside as many epochs with all points at once."""
    task = job.task
    excess, full = excess_of(job), full_batch(task.data, task.start, task.n)
    said = words.work_result(job, excess, full)
    st.markdown(said)
    chart = charts.work_chart(excess, full, names.y_unit)
    st.plotly_chart(chart, key="opt_work_chart", alt=said.replace("**", "") + words.work_ends(excess, full))
