"""What stands on the scale of rates: the race's own, the learner's, and the two that the tutorial speaks of."""

import streamlit as st

from pages.lessons.learning_rate import words
from pages.lessons.learning_rate.race import SHARES, arrivals, race_of
from pages.lessons.learning_rate.scale_charts import scale_chart
from pages.ui import runs
from pages.ui.numbers import plain


@st.cache_resource(max_entries=200, show_spinner=False)
def scale(experiment):
    """The chart of epochs against the rate, and its text for those who cannot see it."""
    bowl, race = runs.bowl(experiment.data), race_of(experiment)
    rate, needed = experiment.rate, race.runners["my rate"].arrives
    mine = "my rate", rate, needed, words.on_the_scale("my rate", rate, needed, bowl)
    marked = [mine, *words.tutorial_marks(tutorials_arrivals(experiment), rate, bowl)]
    dots = [(run, race.runners[run].rate, race.runners[run].arrives) for run in SHARES if run != "diverge"]
    chart = scale_chart(bowl, race.scale, race.scale_epochs, dots, marked, experiment.epochs, race.finish_name)
    fastest, epochs = race.fastest
    alt = (
        f"Epochs until the loss is {race.finish_name}, against the learning rate, with its zones. "
        f"The limit is {plain(bowl.limit, 4)}, the best rate {plain(bowl.best_rate, 4)}; {plain(fastest, 4)} is fastest with "
        f"{epochs:,.0f} epochs; {mine[3].replace('<br>', ': ')}."
    )
    return chart, alt


def tutorials_arrivals(experiment):
    """{rate: epochs or None} of the rate that is said to diverge, and of its cure."""
    return arrivals(experiment, (words.TUTORIAL, words.CURE), race_of(experiment).finish)
