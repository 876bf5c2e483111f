"""One step by hand: from the errors to the gradients to the new line, with this run's own numbers."""

from pathlib import Path

import streamlit as st

import linreg_core as core
from pages.lessons.one_step import controls, formulas, story, words
from pages.lessons.one_step.message import recorded
from pages.lessons.one_step.slopes import slopes
from pages.lessons.one_step.step import run_of, slope_of_two_losses
from pages.lessons.one_step.table import markdown
from pages.lessons.one_step.take_home import recipe
from pages.lessons.one_step.turn import two_steps
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.hand_step import spread_out, take_step
from pages.ui.page import begin, go_on, say
from pages.ui.player.player import player
from pages.ui.practice import check_yourself
from pages.ui.predict import predict
from pages.ui.source import show_source
from pages.ui.step_table import table_of

begin(
    "one_step",
    "2 One step by hand",
    "What happens in one step? The errors give the gradients, and the gradients move the line.",
)
st.html(Path(__file__).parent / "lessons/one_step/style.css")
experiment = shared.experiment()
names, sample, run = experiment.names, runs.sample(experiment.data), run_of(experiment)
ask = st.container()
picture, by_hand = st.columns(2, gap="large")
turn = st.container()

with by_hand, st.container(key="step-hand"):
    epoch = controls.step_epoch(max(1, run.epochs - 1))
    step, following = (take_step(sample, run.line(at), experiment.rate) for at in (epoch, epoch + 1))
    rows = spread_out(sample)
    table = table_of(step, sample, rows)

    say(words.errors(step, rows))
    with st.container(key="step-table"):
        st.markdown(markdown(table, step, names))
    st.latex(formulas.prediction(table.row(0), step, names))
    show_source("The code of the prediction: forward_pass", core.forward_pass)

    say(words.LOSS)
    st.latex(formulas.loss(step, names))
    show_source("The code of the loss: compute_loss", core.compute_loss)

    say(words.GRADIENTS)
    st.latex(formulas.gradients(step, names))
    show_source("The code of the gradients: compute_gradients", core.compute_gradients)

    say(words.update(step))
    st.latex(formulas.update(step, names))
    show_source("The code of the update: update_parameters", core.update_parameters)

with turn:
    st.header("Your turn: two steps in a row", anchor=False)
    done = two_steps(sample, following, (experiment, epoch))

told = story.told_of(experiment, epoch)
with ask:
    ending = predict(
        words.asked(run.losses, epoch),
        story.FATES,
        story.fate(told),
        "one_step",
        about=(experiment, epoch),
        because=story.because(told),
    )
with picture, st.container(key="step-picture"):
    player(recorded, experiment, epoch, ending, done, wishes=shared.wishes(experiment), saves=recipe(experiment, epoch))
    say(words.squares(run.losses, epoch, step))

with st.expander("Is the gradient right? Check it without calculus"):
    say(words.NUDGING)
    h = controls.nudge()
    with st.container(key="step-slopes"):
        st.markdown(slopes(step, slope_of_two_losses(sample, step.before, h)))
    say(words.ROUNDING)
check_yourself(words.questions(step, table), "one_step")
go_on("one_step")
