"""A run and its data as CSV, with all digits. A name that a spreadsheet would take for a formula is kept text.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
import io

from pages.ui.rates import short

BYTE_ORDER_MARK = "\ufeff"  # so that a spreadsheet reads names of other letters
FORMULAS = "=", "+", "-", "@", "\t", "\r"  # what a formula begins with


def run(recipe):
    """epoch, w, b, loss of every epoch; of a race the run's name before them."""
    d = recipe.points.X.shape[1]
    ws = ["w"] if d == 1 else [f"w{j}" for j in range(1, d + 1)]
    rows = [[*(["run"] if recipe.races else []), "epoch", *ws, "b", "loss"]]
    for trace in recipe.traces():
        name = [trace.descent.name] if recipe.races else []
        for epoch, (w, b, loss) in enumerate(
            zip(trace.w.tolist(), trace.b.tolist(), trace.losses.tolist(), strict=True)
        ):
            rows.append([*name, epoch, *map(short, w), short(b), short(loss)])
    return written(rows)


def data(recipe):
    """The points, under the names and units of their columns."""
    headers, columns = zip(*recipe.points.table, strict=True)
    return written([headers, *zip(*(map(cell, column) for column in columns), strict=True)])


def cell(value):
    """A number with all its digits, or text."""
    return value if isinstance(value, str) else short(value)


def written(rows):
    """-> CSV. Its numbers may begin with a minus, its names may not."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([harmless(value) for value in row] for row in rows)
    text = out.getvalue()
    return text if text.isascii() else BYTE_ORDER_MARK + text


def harmless(value):
    """A name that begins like a formula, behind an apostrophe: spreadsheets show it as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) and not is_number(value) else value


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True
