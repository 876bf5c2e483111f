"""What a lesson tells the player: the steps kept, what moves, what is read out. player/player.js plays it.

A **cell** is a number, None (a gap), the name of a series, or a sum {"b": 1, "w": 12.5, "": 3} = b + 12.5·w + 3.
A **track** moves a trace, found by its name: `at` shows its cells at the step of now, `grow` all steps up to it,
`squares` draws true squares between two cells. A **readout** is text with {names} of numbers that follow the step.
"""

import json
from dataclasses import dataclass

import numpy as np

from pages.ui import glossary
from pages.ui.numbers import plain

STEPS = 1000  # 10 s of motion show about 600
LOG_START = 5  # as in values.js: in log time the speed is proportional to the epoch plus this
EVERY_STEP = 100  # the first ones are all kept: there a run moves fastest
REVEAL = "Show the result without watching"
AROUND = 50  # an epoch asked for comes with so many before it and after it


class Message(bytes):
    """What pack() makes: the bytes of a message, which run it is of, and which steps it holds."""

    def __new__(cls, content, run, steps):
        message = super().__new__(cls, content)
        message.run, message.steps = run, steps
        return message

    def lacks(self, epoch):
        """Whether this epoch is one of the run, and was not kept."""
        return 0 < epoch < self.steps[-1] and epoch not in self.steps


def at(chart, trace, x, y, **more):
    """Show these cells at the step of now."""
    return {"chart": chart, "trace": trace, "kind": "at", "x": x, "y": y, **more}


def grow(chart, trace, x, y):
    """Show these series up to the step of now; lists of them are several lines in one trace."""
    return {"chart": chart, "trace": trace, "kind": "grow", "x": x, "y": y}


def squares(chart, trace, x, y, to):
    """A square between y and `to` at each x: as wide on the screen as it is high, so its area is the squared error."""
    return {"chart": chart, "trace": trace, "kind": "squares", "x": x, "y": y, "to": to}


def number(cell, decimals=2, scientific=False, prefix=""):
    """A value in a readout."""
    return {"cell": cell, "decimals": decimals, "scientific": scientific, "prefix": prefix}


def words(*steps):
    """Words in a readout that change with time: (epoch, text) pairs; the last one begun is shown."""
    return {"words": steps}


def readout(label, text, sub="", wide=False, look=None, **values):
    """A label and a text such as "{w} $": each name in braces is one of `values`; {+name} writes its sign too.

    All of it is text, no markup. look: the palette's Look of what is read out; a piece of its line stands before the label.
    """
    line = {} if look is None else {"look": {"color": look.color, "dash": look.dash}}
    return {"label": label, "text": text, "sub": sub, "wide": wide, "values": values} | line


@dataclass(frozen=True)
class Story:
    """What became of a run: told by the player when the run has been seen to its end, or when a learner asks.

    Text with **bold** words; terms of the glossary explain themselves at their first use. No Markdown but that.
    """

    headline: str  # at most 12 words, computed from the run
    evidence: str  # one sentence, at most three numbers
    why: tuple = ()  # paragraphs, folded
    more: tuple = ()  # what else has come out: an answer, an exercise that is done

    def told(self):
        """As the player takes it."""
        headline, *rest = (text.replace(r"\$", "$") for text in (self.headline, self.evidence, *self.more, *self.why))
        evidence, *rest = glossary.marked(rest)
        more, why = rest[: len(self.more)], rest[len(self.more) :]
        used = glossary.used([evidence, *rest])
        return {"headline": headline, "evidence": evidence, "more": more, "why": why, "glossary": used}


def picture(figure, alt, height=460, click=False, tall=False, seen="", late=(), late_axes=None):
    """A chart of the player, with a text for those who cannot see it.

    alt: before the run has been seen, so it tells no end. seen: afterwards, with the numbers of the end.
    height: in pixels, where the screen has room for it.
    click: report clicks in data units; "play" also plays the run that answers.
    tall: the first chart, beside the others, which stand one on the other.
    late: the names of traces and levels that are not drawn before the run has been seen; late_axes: {axis: layout} of then.
    """
    shown = {"figure": figure.to_json(), "alt": alt, "seen": seen, "height": height, "click": click, "tall": tall}
    return shown | ({"late": late, "late_axes": late_axes or {}} if late else {})


def setting(data, rate):
    """What a run is of, for a projector."""
    return f"{data} · learning rate {plain(rate)}"


def around(near):
    """The epochs to keep around one that is asked for; near may be None."""
    return np.arange(near - AROUND, near + AROUND + 1) if near is not None else np.empty(0, int)


def kept_steps(epochs, always=(), columns=STEPS, first=EVERY_STEP):
    """Which of the steps 0 … epochs to send: the `first` ones, `always`, the last one, and about `columns` in between.

    The stride is odd, so that a run which jumps to and fro at every step is not made to look smooth.
    """
    stride = max(1, -(-epochs // columns)) | 1
    steps = np.concatenate([np.arange(0, epochs, stride), np.arange(min(epochs, first)), always, [epochs]])
    return np.unique(steps[(steps >= 0) & (steps <= epochs)].astype(int))


def log_steps(epochs, always=(), columns=500, fractions=True):
    """Steps for pace "log", about evenly spaced in its time: fractions at first (unless left out), then whole epochs.

    Whole ones are an odd number apart, so that a run which jumps to and fro does not look smooth.
    """
    growth = np.log1p(epochs / LOG_START) / columns
    times = LOG_START * np.expm1(growth * np.arange(columns + 1))
    early = np.round(times[(LOG_START + times) * growth < 1], 4)
    steps = list(range(min(epochs, int(np.ceil(early[-1]))) + 1))
    while steps[-1] < epochs:
        steps.append(steps[-1] + (int((LOG_START + steps[-1]) * growth) | 1))
    asked = [step for step in always if 0 <= step <= epochs]
    kept = np.unique([*(early[early < epochs] if fractions else ()), *steps[:-1], *asked, epochs])
    return kept if fractions else kept.astype(int)


def first_beyond(losses, times=1e12):
    """The first step at which a run is beyond `times` its start, or no number any more; None: never."""
    limit = times * losses[0] if losses[0] > 0 else np.finfo(float).max
    beyond = np.flatnonzero(~(losses <= limit))
    return int(beyond[0]) if len(beyond) else None


def visible(losses, times=1e12, fewest=0):
    """The last epoch worth showing: of a diverging run the first one beyond `times` its start, but `fewest` at least."""
    beyond, last = first_beyond(losses, times), len(losses) - 1
    return last if beyond is None else min(max(beyond, fewest), last)


def leaves(inside):
    """The step from which on a run is nowhere inside any more, or None.  (T+1,) of True and False"""
    seen = np.flatnonzero(inside)
    first = int(seen[-1]) + 1 if len(seen) else 0
    return first if first < len(inside) else None


def leaves_chart(ends, y_range):
    """The epoch from which the line's ends stay off the chart, or None.  ends: (T+1, 2)"""
    return leaves(np.abs(ends - np.mean(y_range)).max(axis=1) <= np.ptp(y_range))


def enters_chart(ends, y_range):
    """The first epoch at which the line can be seen on the chart; one beyond the run if it never can.  ends: (T+1, 2)"""
    away = ends - np.mean(y_range)
    hidden = (np.abs(away).min(axis=1) > np.ptp(y_range) / 2) & (away[:, 0] * away[:, 1] > 0)
    return len(hidden) if hidden.all() else int(np.argmin(hidden))


def digits(values, count=6):
    """Rounded to `count` significant digits, for a short message."""
    values = np.asarray(values, float)
    sizes = np.abs(values)
    with np.errstate(over="ignore", invalid="ignore"):
        scale = 10.0 ** (count - 1 - np.floor(np.log10(np.where(sizes > 0, sizes, 1))))
        rounded = np.round(values * scale) / scale
    return np.where(np.isfinite(rounded) & np.isfinite(scale), rounded, values).tolist()


def pack(
    *,
    run,
    view,
    epochs,
    steps,
    series,
    figures,
    tracks,
    readouts,
    note,
    seconds,
    history=None,
    notices=(),
    ending="",
    story=None,
    pace="even",
    first=0,
    clock=None,
    setting="",
):
    """The player's Message: pages keep it, so that an unchanged page costs next to nothing.

    run: id of everything that begins a run anew. view: while it stays, so does the user's zoom.
    steps: the epochs kept. series: {name: one value a kept step}. note: text with {slower}, from `seconds` of training.
    history: the run's RateHistory, on a page where it may go on with another rate; elsewhere leave it out.
    notices: {"chart", "from", "text"}, shown on a chart from an epoch on. ending: what was predicted, and what happened.
    story: a Story, for when the run is over.
    pace: "log" gives every tenfold of epochs the same time, for charts with a log axis of epochs.
    clock: what time is called where it is not epochs: {"name": "Step", "units": "steps", "button": "Play"};
        its stride: how many of its units one step takes; reveal: the button that shows the result without watching,
        compares: and at which the run stands at its end.
    setting: the scenario and the rate in words, for a projector.
    first: the epoch that the run is shown to begin at. Steps may be fractions: the way from one epoch to the next.
    """
    message = {
        "run": run,
        "view": view,
        "epochs": epochs,
        "rate": history.rate if history else 0.0,
        "history": history.changes if history else [(0, 0.0)],
        "series": {"epoch": steps.tolist()} | {name: digits(values) for name, values in series.items()},
        "figures": figures,
        "tracks": tracks,
        "readouts": readouts,
        "notices": list(notices),
        "note": {"text": note, "seconds": seconds},
        "ending": ending.replace(r"\$", "$"),
        "story": story and story.told(),
        "pace": pace,
        "first": first,
        "setting": setting,
        "clock": {"name": "Epoch", "units": "epochs", "button": "Train", "stride": 1, "reveal": REVEAL} | (clock or {}),
    }
    return Message(json.dumps(message, allow_nan=False, separators=(",", ":")).encode(), run, steps)
