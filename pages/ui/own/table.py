"""A reader's own table: a file or a paste as columns of numbers, and two or more of these as points. No Streamlit here.

Nothing is written to disk and nothing is logged. Every text in a Table is plain: what shows it must not take it for markup.
"""

from dataclasses import dataclass

import numpy as np

from pages.ui.numbers import count
from pages.ui.own.cells import decimal_mark, kind, number, numbers
from pages.ui.own.grid import MOST_BYTES, MOST_ROWS, too_many_rows
from pages.ui.own.header import split, were
from pages.ui.own.names import BadTable, quoted, short
from pages.ui.own.sheet import OLE, ZIP, sheet_grids
from pages.ui.own.text_table import SEPARATORS, decoded, text_grid

PREVIEW = 5  # rows
LARGEST = 1e15

PICTURES = b"\x89PNG", b"\xff\xd8\xff", b"GIF8"
MARKS = {".": "point", ",": "comma"}
LEFT_OUT = {
    "dates": "Dates are no numbers here, so {} {} left out.",
    "booleans": "True and false are no numbers here, so {} {} left out.",
    "text": "Not numbers: {} {} left out.",
    "nothing": "Empty: {} {} left out.",
}

EMPTY = "This file is empty. Choose one with a row of names and rows of numbers."
TOO_LARGE = f"This file is larger than {MOST_BYTES // 1_000_000} MB. Keep fewer rows or columns and load it again."
PICTURE = "This file is a picture. Save the table itself as CSV or as .xlsx and choose that file."
PDF = "This file is a PDF. Copy the table from it into a spreadsheet, save that as CSV and choose it."
NO_ROWS = "This file has names but no rows below them. At least 2 rows of numbers are needed."
ONE_ROW = "This file has only one row of numbers. At least 2 are needed."
NO_NUMBERS = "This file has no column of numbers. Two are needed, one for x and one for y."
ONE_COLUMN = "This file has only one column of numbers. Add a second one: x and y are needed."


@dataclass(frozen=True, eq=False)
class Table:
    """What was read. Columns that are no numbers are only in the preview."""

    name: str
    columns: dict[str, np.ndarray]  # floats, nan where a cell is empty or no number
    rows: int
    preview: dict[str, tuple[str, ...]]  # the first rows of all columns as text
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Points:
    """X (n, d) and y (n, 1), and why rows were left out."""

    X: np.ndarray
    y: np.ndarray
    dropped: tuple[str, ...]


# ---- read


def read(content: bytes, name: str) -> Table:
    """A file as it was uploaded -> Table; its content says what it is, not the end of its name. Raises BadTable."""
    name = short(name.replace("\\", "/").rsplit("/", 1)[-1]) or "file"
    if len(content) > MOST_BYTES:
        raise BadTable(TOO_LARGE)
    if content.startswith(PICTURES):
        raise BadTable(PICTURE)
    if content.startswith(b"%PDF"):
        raise BadTable(PDF)
    if content.startswith((ZIP, OLE)):
        return table_of_sheets(sheet_grids(content), name)
    text, notes = decoded(content)
    return table_of(text_grid(text, notes), name)


def read_text(text: str, name: str = "pasted table") -> Table:
    """A paste from a spreadsheet, or any CSV text -> Table. Raises BadTable."""
    if len(text) > MOST_BYTES:
        raise BadTable(TOO_LARGE)
    return table_of(text_grid(text), name)


def table_of_sheets(grids, name) -> Table:
    """The first sheet that is a table -> Table. Raises what is wrong with the first one if none is."""
    wrong = None
    for sheet, grid in grids:
        try:
            table = table_of(grid, name)
        except BadTable as error:
            wrong = wrong or error
            continue
        told = (f"This is the sheet {quoted([sheet])}; the file has {len(grids)}.",) if len(grids) > 1 else ()
        return Table(name, table.columns, table.rows, table.preview, told + table.notes)
    raise wrong


def table_of(grid, name) -> Table:
    """The rows of a grid -> Table. Raises BadTable if they are no table with two columns of numbers."""
    if not grid.rows:
        raise BadTable(EMPTY)
    names, rows, notes = split(grid)
    if not rows:
        raise BadTable(NO_ROWS)
    if len(rows) > MOST_ROWS:
        raise too_many_rows()
    cells = dict(zip(names, zip(*rows, strict=True), strict=True))
    mark, unsure = decimal_mark(cells.values(), grid.separator)
    values = {name: numbers(column, mark) for name, column in cells.items()}
    kinds = {name: kind(column, values[name]) for name, column in cells.items()}
    columns = {name: values[name] for name in cells if kinds[name] == "numbers"}
    if len(columns) < 2:
        raise BadTable(ONE_COLUMN if columns else NO_NUMBERS)
    if len(rows) < 2:
        raise BadTable(ONE_ROW)
    notes = [*grid.notes, *marks_told(grid, mark, unsure), *notes, *left_out(kinds)]
    preview = {name: tuple(map(shown, column[:PREVIEW])) for name, column in cells.items()}
    return Table(name, columns, len(rows), preview, tuple(notes))


def shown(cell):
    """A cell as text."""
    return short(cell) if isinstance(cell, str) else f"{cell:.15g}"


def marks_told(grid, mark, unsure):
    """Notes: what separates the cells, and how numbers are written."""
    notes = [f"Separator: {SEPARATORS[grid.separator]}. Decimal mark: {MARKS[mark]}."] if grid.separator else []
    if mark == "," and not grid.separator:
        notes.append("Decimal mark in numbers that are stored as text: comma.")
    if unsure:
        notes.append(f"{quoted([unsure])} was read as {number(unsure, mark):.15g}.")
    return notes


def left_out(kinds):
    """Notes: which columns are no numbers, by what they are. An empty column without a name is not worth a note."""
    for kind_, sentence in LEFT_OUT.items():
        names = [name for name, is_kind in kinds.items() if is_kind == kind_]
        if kind_ == "nothing":
            names = [name for name in names if not name.startswith("column ")]
        if names:
            yield sentence.format(quoted(names), "is" if len(names) == 1 else "are")


# ---- points


def points(table: Table, x_names, y_name: str) -> Points:
    """The columns as X and y, without the rows that lack a number in one of them -> Points.

    Raises BadTable for a choice that gives no points: no x, y among the x, fewer than 2 rows, an x that never changes.
    """
    x_names = list(dict.fromkeys(x_names))
    chosen = [*x_names, y_name]
    unknown = [name for name in chosen if name not in table.columns]
    if not x_names:
        raise BadTable("No column is chosen for x. Choose at least one.")
    if unknown:
        raise BadTable(
            f"There is no column of numbers called {quoted(unknown[:1])}. Choose one of this file's columns."
        )
    if y_name in x_names:
        raise BadTable(f"{quoted([y_name])} is chosen for x and for y. Choose two different columns.")
    kept, dropped = usable(table, chosen)
    X, y = np.column_stack([table.columns[name][kept] for name in x_names]), table.columns[y_name][kept].reshape(-1, 1)
    if len(y) < 2:
        raise BadTable(
            f"{count(len(y), 'row')} of these columns can be used. At least 2 are needed: choose other columns."
        )
    for name, column in zip(x_names, X.T, strict=True):
        if np.all(column == column[0]):
            raise BadTable(
                f"All values of {quoted([name])} are the same, so no line can be found. Choose another column for x."
            )
    return Points(X, y, dropped)


def usable(table, names):
    """(which rows have a number in all these columns, notes of the others): each row is told once."""
    kept, dropped = np.ones(table.rows, bool), []
    for name in names:
        column = table.columns[name]
        missing = np.isnan(column)
        for bad, why in (
            (missing, "no number in {}"),
            (np.isinf(column), "infinity in {}"),
            (
                np.isfinite(column) & (np.abs(column) > LARGEST),
                f"a number over {LARGEST:.0e} in {{}}".replace("e+", "e"),
            ),
        ):
            rows = np.flatnonzero(bad & kept)
            kept[rows] = False
            if len(rows):
                dropped.append(f"{count(len(rows), 'row')} {were(rows)} left out: {why.format(quoted([name]))}.")
    return kept, tuple(dropped)
