"""The script as a notebook, with a picture: nbformat 4, for Jupyter and Colab.

Source: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

import json

from pages.ui.take_home import script

PLOT_ONE = """\
%matplotlib inline
import matplotlib.pyplot as plt

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
ends = np.array([[X.min()], [X.max()]])
left.scatter(X[:, 0], y[:, 0], s=20, label="the points")
left.plot(ends[:, 0], forward_pass(ends, w, b)[:, 0], color="C1", label="the line")
left.set(xlabel={x}, ylabel={y})
left.legend()
right.semilogy([*losses, loss])
right.set(xlabel="epoch", ylabel="loss")
plt.show()"""
PLOT_LOSSES = """\
%matplotlib inline
import matplotlib.pyplot as plt

figure, axes = plt.subplots(figsize=(8, 4))
{lines}
axes.set(xlabel="epoch", ylabel="loss")
plt.show()"""
ONE_LINE = "axes.semilogy([*losses, loss])"
MANY_LINES = """\
for name, losses in losses_of.items():
    axes.semilogy(losses, label=name)
axes.legend()"""


def text(recipe):
    """The whole notebook, as JSON."""
    about = f"# {recipe.title}\n\nA run of the Linear Regression Lab as plain Python.\n\n{as_markdown(recipe.settings)}"
    cells = [markdown(about), code(script.IMPORT)]
    for heading, lines in script.sections(recipe):
        cells += [markdown(f"## {heading}"), code(lines.strip())]
    cells += [markdown("## The picture"), code(plot(recipe))]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "cells": cells,
    }
    return json.dumps(book, indent=1, ensure_ascii=False)


def as_markdown(words):
    """Text that Markdown, and the formulas in it, leave as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|$<>&~" else c for c in words)


def plot(recipe):
    """The code of the picture: the line over the points, or where there is no single line the losses."""
    if not recipe.races and recipe.points.X.shape[1] == 1:
        x, y = (label(header) for header, _ in recipe.points.table[:2])
        return PLOT_ONE.format(x=x, y=y)
    return PLOT_LOSSES.format(lines=MANY_LINES if recipe.races else ONE_LINE)


def label(header):
    """A string of Python that matplotlib shows as it is: a dollar begins no formula."""
    return repr(header.replace("$", r"\$"))


def markdown(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source):
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
