"""A chart for paper: points, numbered ones among them, and lines, on axes with ticks and units. SVG, black on white."""

from html import escape
from itertools import count, takewhile

import numpy as np

from pages.ui.charts import axis_names, drawn, line_range, padded
from pages.ui.numbers import plain

WIDTH, HEIGHT = 340, 196
LEFT, RIGHT, TOP, BOTTOM = 74, 10, 18, 40
TICKS = 5  # at most so many
DASHES = "none", "6 4"


def ticks(low, high):
    """At most TICKS numbers from low to high, in steps of 1, 2 or 5 times a power of ten."""
    least = (high - low) / TICKS
    power = int(np.floor(np.log10(least)))
    step = next(float(f"{digit}e{power}") for digit in (1, 2, 5, 10) if float(f"{digit}e{power}") >= least)
    return [i * step for i in takewhile(lambda i: i * step <= high, count(int(np.ceil(low / step))))]


def sketch(sample, rows, *lines):
    """The points, those of these rows numbered, and one line, or two: the second one dashed. -> SVG"""
    s = frame_of(sample, lines)
    X, y = (values[:, 0] for values in drawn(*sample.points()))
    marks = s.points(X, y), *(s.line(line, dash) for line, dash in zip(lines, DASHES, strict=False))
    # an id of its own for each of the two on a worksheet
    frame = f'<clipPath id="frame-{len(lines)}"><path d="M{LEFT} {TOP}H{WIDTH - RIGHT}V{HEIGHT - BOTTOM}H{LEFT}z"/></clipPath>'
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="The points and the line">{frame}'
        f'{s.axes(*axis_names(sample.names))}<g clip-path="url(#frame-{len(lines)})">{"".join(marks)}</g>'
        f"{s.numbered(*(values[rows, 0] for values in sample.points()))}</svg>"
    )


def shows(sample, rows, *lines):
    """Whether the last of the lines can be seen in the sketch of all of them."""
    s = frame_of(sample, lines)
    low, high = sorted(lines[-1].at(np.array(s.x_range)))
    return bool(low <= s.y_range[1] and high >= s.y_range[0])


def frame_of(sample, lines):
    """What the axes reach: all points, and the lines as far as they leave room for these. -> Sketch"""
    X, y = sample.points()
    x_range = padded(X)
    ends = {i: np.nan_to_num(line.at(np.array(x_range))) for i, line in enumerate(lines)}
    return Sketch(x_range, line_range(y, ends))


class Sketch:
    """Where things stand, in units of the picture."""

    def __init__(self, x_range, y_range):
        self.x_range, self.y_range = x_range, y_range

    def x(self, value):
        low, high = self.x_range
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        low, high = self.y_range
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP)

    def axes(self, x_title, y_title):
        """The frame, its ticks, and what they measure."""
        right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
        parts = [f'<path d="M{LEFT} {TOP}V{bottom}H{right}"/>']
        for value in ticks(*self.x_range):
            at = f"{self.x(value):.1f}"
            parts.append(f'<path d="M{at} {bottom}v5"/>{label(at, bottom + 17, plain(value, 6), "middle")}')
        for value in ticks(*self.y_range):
            at = self.y(value)
            parts.append(f'<path d="M{LEFT} {at:.1f}h-5"/>{label(LEFT - 8, f"{at + 4:.1f}", plain(value, 6), "end")}')
        middle = (LEFT + right) / 2
        return "".join([*parts, label(middle, HEIGHT - 6, x_title, "middle"), label(4, TOP - 7, y_title, "start")])

    def points(self, X, y):
        """Small rings."""
        return "".join(
            f'<circle cx="{self.x(a):.1f}" cy="{self.y(b):.1f}" r="2.4"/>' for a, b in zip(X, y, strict=True)
        )

    def numbered(self, X, y):
        """Discs, each with its number."""
        places = [(f"{self.x(a):.1f}", self.y(b)) for a, b in zip(X, y, strict=True)]
        return "".join(
            f'<circle class="disc" cx="{a}" cy="{b:.1f}" r="7"/>{label(a, f"{b + 3.5:.1f}", i, "middle", "number")}'
            for i, (a, b) in enumerate(places, 1)
        )

    def line(self, line, dash):
        """All that the frame shows of it."""
        a, b = self.x_range
        y1, y2 = (np.clip(self.y(line.at(x)), -1e6, 1e6) for x in (a, b))
        return f'<path class="line" stroke-dasharray="{dash}" d="M{self.x(a):.1f} {y1:.1f}L{self.x(b):.1f} {y2:.1f}"/>'


def label(x, y, text, anchor, kind=""):
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(str(text))}</text>'
