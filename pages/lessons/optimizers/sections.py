"""Two folds of the page: the gradients of single points, and the optimizers with their code."""

from dataclasses import replace

import streamlit as st

from linreg_core import OPTIMIZERS
from pages.lessons.optimizers import lesson, single_points
from pages.lessons.optimizers.races import PLAIN
from pages.ui.page import say
from pages.ui.rules import RULES, handy
from pages.ui.source import show_source


def show_single_points(experiment, course):
    """The points' gradients at least squares as a picture, and what a typical one does."""
    with st.expander("What does a single point say at the least-squares line?"):
        if single_points.all_are_zero(experiment.data):
            say(lesson.NO_NOISE)
            return
        rate = handy(RULES[PLAIN].rate(replace(course, size=1)))
        found = single_points.gradients(experiment.data)
        picture, said = st.columns(2)
        picture.plotly_chart(
            single_points.picture(experiment.data),
            key="opt_gradients",
            alt=f"The gradients of {len(found.points)} single points at least squares; their mean is 0.",
        )
        with said:
            say(lesson.single_points(found, rate, experiment.names))


def show_optimizers():
    """Each rule in words, as a formula, and in code."""
    with st.expander("The optimizers: words, formulas and code"):
        for rule in RULES.values():
            said, code = st.columns(2)
            with said:
                say(rule.words)
                st.latex(rule.formula)
            with code:
                show_source(f"The rule in code: {rule.name}", OPTIMIZERS[rule.key])
