"""One colour, dash and marker for each idea, the same on every page.

Colours are Okabe and Ito's, safe for colour-blind eyes; each has a contrast of 3:1 and more on the light and the
dark theme. A dash or marker always says the same thing again, for a bad projector. Letters need 4.5:1, which no colour
has on both themes: a browser takes a darker or a lighter shade for them.
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
HAND = Look("your line", "#7A4FC0", dash="longdash")
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
LOOKS = DATA, FIT, HAND, TRUTH, LEAST_SQUARES, RESIDUAL, NOISE, HELD_OUT, CHANGE, *RACE
SURFACE = "Cividis"  # low loss dark, high loss light; safe for colour-blind eyes


def channels(color):
    """Red, green and blue from 0 to 255."""
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


def faint(look, opacity):
    """The look's colour, let through: 'rgba(0, 114, 178, 0.2)'."""
    return "rgba({}, {}, {}, {})".format(*channels(look.color), opacity)


# ---- letters in a colour

LIGHT, DARK = "#F1F2EF", "#1B2430"  # the darkest ground of the light theme, the lightest of the dark one
LETTERS = 4.5  # the contrast that WCAG 2.2 asks for


def luminance(color):
    """How bright a colour is, from 0 to 1, as WCAG 2.2 defines it."""
    shares = (c / 255 for c in channels(color))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return sum(k * c for k, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """1 for two equal colours, 21 for black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(color, ground):
    """The shade of a colour, nearest to it, in which letters can be read on this ground."""
    end = 0 if ground == LIGHT else 255
    shades = ([round(c + (end - c) * k / 50) for c in channels(color)] for k in range(51))
    return next(shade for mixed in shades if contrast(shade := "#{:02X}{:02X}{:02X}".format(*mixed), ground) >= LETTERS)


def letters(look):
    """CSS: the colour of letters in this look, in both themes."""
    return f"light-dark({readable(look.color, LIGHT)}, {readable(look.color, DARK)})"


def style():
    """CSS: --lrl-fit-text and so on; and letters that charts and formulas set in a colour of the palette."""
    variables = (f"--lrl-{look.name.replace(' ', '-')}-text: {letters(look)};" for look in (DATA, TRUTH, LEAST_SQUARES))
    colors = {look.color: look for look in LOOKS}
    rules = (
        f":is({colored_letters(color)}) {{ color: {letters(look)} !important; fill: {letters(look)} !important; }}\n"
        for color, look in colors.items()
    )
    return f":root {{ {' '.join(variables)} }}\n{''.join(rules)}"


def colored_letters(color):
    """CSS: what charts, formulas and readouts write in this colour."""
    rgb = f"rgb{channels(color)}"
    return (
        f'.js-plotly-plot :is(text, tspan)[style*="fill: {rgb}"], .katex span[style*="{rgb}"], '
        f'.lrl-readouts dd > span[style*="{color}" i]'
    )
