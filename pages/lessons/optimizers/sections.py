"""Two parts of the page below the race: why single rows circle, and the rules with their code."""

from dataclasses import replace

import streamlit as st

from linreg_core import OPTIMIZERS
from pages.lessons.optimizers import pulls, words
from pages.lessons.optimizers.races import PLAIN
from pages.ui.rules import RULES, handy
from pages.ui.source import show_source


def show_why(experiment, course):
    """The rows' pulls at the bottom as a picture, and what a typical one does."""
    if pulls.nobody_pulls(experiment.data):
        st.markdown(words.NO_PULL)
        return
    rate = handy(RULES[PLAIN].rate(replace(course, size=1)))
    found = pulls.pulls(experiment.data)
    picture, said = st.columns(2)
    picture.plotly_chart(
        pulls.picture(experiment.data),
        key="opt_pulls",
        alt=f"{len(found.rows)} single rows' gradients at least squares; their mean is 0.",
    )
    said.markdown(words.why_it_circles(found, rate, experiment.names))


def show_rules():
    """Each rule in words, as a formula, and in code."""
    st.subheader(f"The {words.SPELLED[len(RULES)]} rules", anchor=False)
    for rule in RULES.values():
        said, code = st.columns(2)
        with said:
            st.markdown(rule.words)
            st.latex(rule.formula)
        with code:
            show_source(f"The rule in code: {rule.name}", OPTIMIZERS[rule.key])
