"""Many features: a plane instead of a line, the same three lines of code, and a column that comes twice."""

import streamlit as st

import linreg_core as core
from pages.lessons.many_features import controls, exercise, lesson, words
from pages.lessons.many_features.columns import columns
from pages.lessons.many_features.message import recorded
from pages.lessons.many_features.runs import answer, runs
from pages.lessons.many_features.shapes import shapes_drawing
from pages.lessons.many_features.take_home import recipe
from pages.ui import practice
from pages.ui.page import begin, fold, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import EQUAL_BUT_FASTER, show_source
from pages.ui.teaching import controls as teaching

begin(
    "many_features",
    "8 Many features",
    "What if there is more than one x? Press **Train**: the same three lines train all weights, from three different starts.",
)

without_copy = controls.settings()
first = columns(without_copy.data).names[0]
play = st.container()

practice.exercise(exercise.text(first))
settings, marks = controls.with_copy(without_copy, first, exercise.OPTIONS)
c, three = columns(settings.data), runs(settings)
with play:
    ending = predict(
        words.QUESTION,
        words.OPTIONS,
        words.happened(three),
        "many",
        about=settings,
        because=words.because(settings, c, three),
    )
    done = exercise.done(settings, three, marks) if teaching.answers() else ()
    player(
        recorded,
        settings,
        ending,
        done,
        link={"table": controls.table_text(settings.data)},
        wishes=controls.wishes(settings.data),
        saves=recipe(settings, c),
    )

with st.expander("The same three lines, for one feature and for many"):
    sums, matrices = st.columns(2)
    sums.markdown(lesson.AS_SUMS)
    matrices.markdown(lesson.AS_MATRICES)
    st.html(shapes_drawing(*c.X.shape))
fold("What are a feature and a weight?", lesson.FEATURES)
fold("What do the charts show?", lesson.CHARTS)
show_source(
    "The code, to read: the same three lines for any number of features, and the loop that repeats them",
    core.forward_pass,
    core.compute_gradients,
    core.update_parameters,
    core.training_steps,
    note=EQUAL_BUT_FASTER,
)
practice.check_yourself(lesson.questions(c, answer(settings, c)[0] / c.unit), "many_features")
go_on("many_features")
