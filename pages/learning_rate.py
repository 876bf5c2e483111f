"""The learning rate: the same data and start, five rates, one race; and where each rate stands on the data's own scale."""

import streamlit as st

import linreg_core as core
from pages.lessons.learning_rate import charts, controls, words
from pages.lessons.learning_rate.message import recorded
from pages.lessons.learning_rate.race import RUNS, USUAL, race_of
from pages.lessons.learning_rate.samples import SAMPLES, redrawn_limits
from pages.lessons.learning_rate.scale import scale, tutorials_arrivals
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.page import begin, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "learning_rate",
    "4 The learning rate",
    "How big should a step be? Press **Train**: the same data and the same start, only the rate differs.",
)

experiment = shared.experiment()
choose, ask = st.columns([0.78, 1])
with choose:
    racing = controls.racers(RUNS, USUAL)
bowl, race = runs.bowl(experiment.data), race_of(experiment)
first = words.first_of(race, racing, experiment.epochs)
with ask:
    ending = predict(f"who is first {race.finish_name}?", [*racing, "nobody"], first, "lr_" + "_".join(racing))
player(recorded(experiment, racing, ending))
with st.expander("What happened, and why", icon=":material/visibility:"):
    st.markdown(words.under_the_race(race, bowl))

st.subheader("Every rate on this data: computed, not trained", anchor=False)
chart, alt = scale(experiment)
st.plotly_chart(chart, key="lr_scale", alt=alt)

st.subheader(f"Is {words.TUTORIAL:g} too large?", anchor=False)
n, tested = experiment.data.n, (words.TUTORIAL, experiment.rate)
st.markdown(words.tutorials_claim(bowl, tutorials_arrivals(experiment), n))
times = controls.redraws(f"Redraw the sample {SAMPLES:,} times", icon=":material/casino:")
if times:
    limits = redrawn_limits(experiment.data, times)
    said = words.counted(limits, tested, n, real=bool(experiment.names.points))
    near = next((rate for rate in tested if 0.5 * limits.min() < rate < 2 * limits.max()), None)
    st.markdown(said)
    st.plotly_chart(charts.limits_chart(limits, bowl.limit, near), key="lr_limits", alt=said)
else:
    st.markdown(words.asked(n))
st.markdown(words.MEANT)

show_source(
    "The code that runs: the limit, the best rate, the epochs",
    core.learning_rate_limit,
    core.best_learning_rate,
    core.growth_factor,
    core.epochs_to_reach,
    core.epochs_to_exceed,
    core.learning_rate_limits,
)
go_on("pages/feature_scaling.py", "5 Feature scaling: why do units matter?")
