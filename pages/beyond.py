"""To neural networks: the same five functions with a bend in the middle, and the line becomes a curve."""

import streamlit as st

import linreg_core as core
from pages.lessons.beyond import controls, networks, words
from pages.lessons.beyond.message import recorded
from pages.ui.page import begin, go_on
from pages.ui.player.player import player
from pages.ui.predict import predict
from pages.ui.source import show_source

begin(
    "beyond",
    "10 To neural networks",
    "What if a line is not enough? Add **hidden units** and press **Train**: the line bends to the data.",
)

settings, start = controls.network()
trained = networks.train(settings)
ending = predict(*words.question(trained))

player(recorded(settings, start, ending))
with st.expander("What happened, and why", icon=":material/visibility:"):
    st.markdown(words.verdict(settings, trained, start))

with st.expander("The same five functions, with one bend more", icon=":material/compare_arrows:"):
    st.markdown(words.IDEA)
show_source(
    "The code that runs: the five functions of a network",
    core.initialize_network,
    core.forward_network,
    core.network_loss,
    core.network_gradients,
    core.update_network,
)
st.markdown(words.MEANING)
go_on("pages/learned.py", "11 What you learned")
