"""The learning rate: the same data and start, several rates, one race; and where each rate stands against the limit."""

import streamlit as st

import linreg_core as core
from pages.lessons.learning_rate import charts, controls, lesson, tutorial, words
from pages.lessons.learning_rate.message import recorded
from pages.lessons.learning_rate.race import race_of
from pages.lessons.learning_rate.samples import SAMPLES, redrawn_limits
from pages.lessons.learning_rate.scale import pace_at, show
from pages.lessons.learning_rate.take_home import recipe
from pages.ui import controls as shared
from pages.ui import runs
from pages.ui.page import begin, fold, go_on, say
from pages.ui.player.player import player
from pages.ui.practice import check_yourself, exercise
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "learning_rate",
    "4 The learning rate",
    "How big should a step be? Press **Train** and compare: the same data and the same start, only the learning rate differs.",
)

racing = controls.racers()
experiment = shared.experiment()
sample, bowl = runs.sample(experiment.data), runs.bowl(experiment.data)
race = race_of(experiment, racing)
ending = predict(
    words.question(race),
    words.options(race),
    words.happened(race),
    "learning_rate",
    about=(experiment, racing),
    because=words.because(race, bowl),
)
player(
    recorded,
    experiment,
    racing,
    ending,
    link={"redraws": controls.redraws_text()},
    wishes=shared.wishes(experiment),
    saves=recipe(experiment, race),
)

exercise(words.TRY)
fold("Why is there a limit? What are curvature and eigenvalues?", lesson.LIMIT)
fold("How do people choose a rate?", lesson.CHOOSE)
with st.expander("How many epochs does each rate need? (shows the result of the race)"):
    chart, alt, told = show(experiment)
    st.plotly_chart(chart, key="lr_scale", alt=alt)
    say(told)
with st.expander(f"Is the tutorial's rate {tutorial.TUTORIAL} too large here?"):
    n, tested = experiment.data.n, (tutorial.TUTORIAL, experiment.rate)
    say(tutorial.claim(bowl, *(pace_at(experiment, rate) for rate in (tutorial.TUTORIAL, tutorial.CURE)), n))
    times = controls.redraws(f"Redraw the sample {SAMPLES:,} times", icon=":material/casino:")
    if times:
        limits = redrawn_limits(experiment.data, times)
        counted = tutorial.counted(limits, tested, n, real=bool(experiment.names.points))
        near = next((rate for rate in tested if 0.5 * limits.min() < rate < 2 * limits.max()), None)
        say(counted)
        st.plotly_chart(charts.limits_chart(limits, bowl.limit, near), key="lr_limits", alt=counted.replace("**", ""))
    else:
        say(tutorial.asked(n))
    say(tutorial.MEANT)
show_source(
    "The code that runs: the limit, the best rate, the epochs",
    core.learning_rate_limit,
    core.best_learning_rate,
    core.growth_factor,
    core.epochs_to_reach,
    core.learning_rate_limits,
)
check_yourself(lesson.questions(sample, bowl), "learning_rate")
go_on("learning_rate")
