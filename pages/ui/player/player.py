"""The player: plays a recorded run on its own charts, in the browser. playback.py packs the run, player.js owns time.

One module without a build step: plain scripts joined in order, each with one idea.

Sources: https://docs.streamlit.io/develop/api-reference/custom-components/st.components.v2.component,
https://plotly.com/javascript/plotlyjs-function-reference/ (react, animate).
"""

from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from pages.ui.palette import FIT, letters

HERE = Path(__file__).parent
SCRIPTS = "values.js", "panel.js", "charts.js", "player.js"  # pure values, our own elements, Plotly, time
MODULE = "\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS)

_component = st.components.v2.component(
    "linear_regression_lab_player",
    js=MODULE,
    css=f":root {{ --lrl-fit: {letters(FIT)}; }}\n" + (HERE / "player.css").read_text("utf-8"),
    isolate_styles=False,  # Plotly needs the document's styles
)


def player(message, key="player", on_click=None, on_history=None):
    """Show the player. -> what was clicked since the last run of the script, {chart, x, y}, or None

    key: another one for each further player of a page. on_click: told of a click before the script runs again;
    on_history: of a rate changed mid-run, {run, history}. The script that then runs answers with the run's new tail.
    """

    def tell(who, what):
        return lambda: who(st.session_state[key][what]) if who else None

    shown = _component(
        key=key,
        data=message,
        on_history_change=tell(on_history, "history"),
        on_click_change=tell(on_click, "click"),
    )
    if key == "player":
        load_plotly()
    return shown.click


def load_plotly():
    """Streamlit brings window.Plotly with the first chart of a page: draw an empty one that nobody sees."""
    with st.container(key="lrl-plotly"):
        st.plotly_chart(
            go.Figure(layout={"template": "none", "height": 10}),
            key="lrl-plotly-chart",
            alt="An empty chart",
            theme=None,
            config={"staticPlot": True},
        )
