"""Where a table begins in its grid: rows above it, its header, rows with another number of cells."""

from collections import Counter

import numpy as np

from pages.ui.numbers import count
from pages.ui.own.cells import is_missing, is_number, number
from pages.ui.own.grid import MOST_COLUMNS
from pages.ui.own.names import BadTable, quoted, unique

LOOKED_AT = 100  # rows that show what is usual
YEARS = range(1800, 2201)

TOO_WIDE = f"This table has {{}} columns. Keep at most {MOST_COLUMNS} and load it again."


def split(grid):
    """(names, rows that all have as many cells, notes) of a grid. Raises BadTable if there are too many columns."""
    rows, lines, notes = below_titles(grid)
    width = usual_width(rows)
    header = rows[0] if is_header(rows) else None
    if header is None:
        notes.append("There is no row with names, so the columns are called “column 1”, “column 2” and so on.")
    else:
        rows, lines = rows[1:], lines[1:]
        header = [str(cell) for cell in header]
        if header[0] == "#" and len(header) == width + 1:
            header = header[1:]
        header[0] = header[0].lstrip("# ") or header[0]
        if len(header) == width - 1 and grid.separator in ("\t", " "):
            header = ["", *header]  # R leaves out the name of its first column, the names of the rows
        width = max(width, len(without_end(header)))
    if width > MOST_COLUMNS:
        raise BadTable(TOO_WIDE.format(f"{width:,}"))
    rows = same_width(rows, lines, width, grid.line, notes)
    headers = ((header or []) + [""] * width)[:width]
    names = unique(headers)
    renamed = [name for name, was in zip(names, headers, strict=True) if header and name != was]
    if renamed:
        notes.append(f"Names that were empty, double or too long are changed: {quoted(renamed)}.")
    return names, rows, notes


def without_end(row):
    """The row up to its last filled cell."""
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return row[:end]


def usual_width(rows):
    """The most common number of cells, without columns at the end that are empty in all rows."""
    usual = Counter(map(len, rows[:LOOKED_AT]))
    width = max(usual, key=lambda n: (usual[n], n), default=0)
    return max((len(without_end(row[:width])) for row in rows), default=0)


def below_titles(grid):
    """(rows, lines, notes) from the header on: titles and comments above it are skipped."""
    rows, lines = grid.rows, grid.lines
    width, skipped = usual_width(rows), 0
    while skipped < len(rows) - 1 and is_title(rows[skipped], rows[skipped + 1], width):
        skipped += 1
    notes = [f"Skipped above the table: {count(skipped, 'row')} of text."] if skipped else []
    return rows[skipped:], lines[skipped:], notes


def is_title(row, after, width):
    """One text where others have several cells, or a comment above another row of text."""
    row, after = row[: MOST_COLUMNS + 1], after[: MOST_COLUMNS + 1]
    filled = [cell for cell in row if cell != ""]
    if any(is_number(cell) for cell in filled):
        return str(row[0]).startswith("#") and not any(map(is_number, after))
    return (len(filled) <= 1 < width) or (str(row[0]).startswith("#") and not any(map(is_number, after)))


def is_header(rows):
    """Whether the first row names columns: only texts stand in it, or a text over numbers, or texts and years in a row."""
    first = rows[0][: MOST_COLUMNS + 1] if rows else []
    if not any(is_text(cell) for cell in first):
        return False
    found = [number(cell) for cell in first if is_number(cell)]
    if not found or (len(found) > 1 and all(year in YEARS for year in found) and set(np.diff(found)) == {1}):
        return True
    below = rows[1:LOOKED_AT]
    return any(
        is_text(cell) and mostly_numbers([row[i] for row in below if i < len(row)]) for i, cell in enumerate(first)
    )


def is_text(cell):
    return not is_missing(cell) and not is_number(cell)


def mostly_numbers(cells):
    filled = [cell for cell in cells if not is_missing(cell)]
    return bool(filled) and 2 * sum(map(is_number, filled)) >= len(filled)


def same_width(rows, lines, width, line, notes):
    """The rows with that many cells each: short ones filled up, long ones left out, and a note of either."""
    out, padded, left_out = [], [], []
    for row, at in zip(rows, lines, strict=True):
        if len(row) > width:
            row = without_end(row)
            if len(row) > width:
                left_out.append(at)
                continue
        elif len(row) < width:
            padded.append(at)
        out.append(row + [""] * (width - len(row)))
    if padded:
        first = f"the first is {line} {padded[0]:,}"
        notes.append(f"{count(len(padded), 'row')} had too few cells ({first}): the missing ones are empty.")
    if left_out:
        notes.append(
            f"{count(len(left_out), 'row')} had too many cells and {were(left_out)} left out: {line} {left_out[0]:,}"
            + (" is the first." if len(left_out) > 1 else ".")
        )
    return out


def were(items):
    return "was" if len(items) == 1 else "were"
