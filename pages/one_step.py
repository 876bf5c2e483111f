"""One step by hand: from the errors to the gradients to the new line, with this run's own numbers."""

from pathlib import Path

import streamlit as st

import linreg_core as core
from pages.lessons.one_step import controls, formulas, tables, words
from pages.lessons.one_step.checking import check_gradient, check_update, parse
from pages.lessons.one_step.message import recorded, run_of
from pages.lessons.one_step.step import slope_by_nudging, spread_out, take_step
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.numbers import plain
from pages.ui.page import begin
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "One step by hand",
    "One step of gradient descent with this run's own numbers: the errors make the gradients, and the gradients move the line.",
)
st.html(Path(__file__).parent / "lessons/one_step/style.css")
experiment = shared.experiment()
names, sample, run = experiment.names, runs.sample(experiment.data), run_of(experiment)
picture, by_hand = st.columns(2, gap="large")

with by_hand, st.container(key="step-hand"):
    epoch = controls.step_epoch(max(1, run.epochs - 1))
    step, following = (take_step(sample, run.line(at), experiment.rate) for at in (epoch, epoch + 1))
    rows = spread_out(sample)

    st.markdown(words.compare(step, rows))
    with st.container(key="step-table"):
        st.markdown(tables.errors(step, sample, rows))
    st.latex(formulas.prediction(step, sample, rows[0]))
    show_source("forward_pass: ŷ", core.forward_pass)

    st.markdown("**2. Measure.** The loss is the mean of the squares.")
    st.latex(formulas.loss(step, names))
    show_source("compute_loss: the MSE", core.compute_loss)

    st.markdown("**3. Differentiate.** How fast the loss rises with w, and with b.")
    st.latex(formulas.gradients(step, names))
    show_source("compute_gradients: the two slopes", core.compute_gradients)

    st.markdown(f"**4. Update.** Against the slope, times the learning rate η = {plain(step.rate)}.")
    st.latex(formulas.update(step, names))
    show_source("update_parameters: the new line", core.update_parameters)

with picture, st.container(key="step-picture"):
    question, happened = words.prediction(run.losses, epoch)
    ending = predict(question, words.FATES, happened, "one_step")
    player(recorded(experiment, epoch, ending))
    st.markdown(words.pace(run.losses, runs.bowl(experiment.data).floor, epoch, step))

nudging, turn = st.columns(2, gap="large")
with nudging:
    st.subheader("Is the gradient right?", anchor=False)
    st.markdown(words.NUDGING)
    h = controls.nudge()
    with st.container(key="step-slopes"):
        st.markdown(tables.slopes(step, slope_by_nudging(sample, step.before, h)))
    st.markdown(words.ROUNDING)

with turn:
    st.subheader("Your turn", anchor=False)
    st.markdown(words.question(following))
    of_gradient, of_w = words.labels(names)
    first, second = st.columns(2)
    with first:
        own = controls.answer(of_gradient, "dw", (experiment, epoch), lambda text: check_gradient(text, following))
    with second:
        resolution = 10.0 ** -words.decimals_of_w(following)
        controls.answer(
            of_w, "w", (experiment, epoch), lambda text: check_update(text, following, resolution, parse(own))
        )
    st.caption("Stuck? Press **Next step** above: the page then works out exactly this one.")

st.markdown(words.what_it_meant(step, experiment.epochs))
