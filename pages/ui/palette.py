"""One colour, dash and marker for each idea, the same on every page.

Colours are Okabe and Ito's, safe for colour-blind eyes; each has a contrast of 3:1 and more on the light and the
dark theme. A dash or marker always says the same thing again, for a bad projector.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    name: str
    color: str
    dash: str = "solid"
    symbol: str = "circle"
    width: float = 3


DATA = Look("data", "#0072B2")
FIT = Look("fit", "#D55E00", width=4)
TRUTH = Look("true line", "#009E73", dash="dash")
LEAST_SQUARES = Look("least squares", "#B66A93", dash="dot")
RESIDUAL = Look("residual", "#A87B00", width=1.5)
NOISE = Look("σ², the noise", "#009E73", dash="dash", width=2)
HELD_OUT = Look("held out", "#7A8B00", dash="dash", symbol="diamond-open")
CHANGE = Look("rate changed", "#7A8794", dash="dashdot", width=1.5)

# Runs side by side, which are neither data nor truth: colours of their own, each with its dash.
RACE = (
    Look("1", "#D6336C", "solid"),
    Look("2", "#5B5BD6", "dash"),
    Look("3", "#7A8B00", "dashdot"),
    Look("4", "#0E8FA8", "longdash"),
    Look("5", "#9C6B4E", "dot"),
    Look("6", "#8A5BB5", "longdashdot"),
)
SURFACE = "Cividis"  # low loss dark, high loss light; safe for colour-blind eyes


def faint(look, opacity):
    """The look's colour, let through: 'rgba(0, 114, 178, 0.2)'."""
    red, green, blue = (int(look.color[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"
