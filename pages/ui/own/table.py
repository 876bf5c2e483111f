"""A learner's table: its numeric columns, what was read and what was left out. No Streamlit here."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pages.ui.own.cells import BadTable, sheets_of

MOST_ROWS, MOST_COLUMNS = 200_000, 100
LARGEST = 1e12
LONGEST_NAME, NAMES_SAID, PREVIEWED = 40, 4, 5
MISSING = "", "na", "n/a", "nan", "null", "none", "-", "–", "?", "."
THOUSANDS = {".": r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", ",": r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?"}
DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
UNIT = re.compile(r"(.+?)\s*[\[(]([^\[\]()]{1,12})[\])]\s*")


@dataclass(frozen=True, eq=False)
class Table:
    """What was read. columns: {name: (n,) floats, NaN where there is no number}; preview: names, and rows of text."""

    name: str
    columns: dict
    rows: int
    preview: tuple
    notes: tuple


@dataclass(frozen=True, eq=False)
class Points:
    """Chosen columns, X (n, d) and y (n, 1), and in words which rows were left out."""

    X: np.ndarray
    y: np.ndarray
    dropped: tuple


def read(content, name):
    """A file's bytes. -> Table; BadTable with a plain sentence if there is none in it"""
    if not content.strip():
        raise BadTable("This file is empty. Choose one with a table in it.")
    reasons = []
    for rows, notes, separator in sheets_of(content):
        try:
            return table_of(rows, notes, separator, cleaned(name))
        except BadTable as reason:
            reasons.append(reason)
    raise reasons[0] if reasons else BadTable("This file is empty. Choose one with a table in it.")


def read_text(text):
    """Cells that were pasted. -> Table"""
    return read((text or "").encode("utf-8", "replace"), "pasted cells")


def table_of(rows, notes, separator, name):
    """Rows of text. -> Table"""
    rows, skipped = without_titles([row for row in rows if any(cell.strip() for cell in row)])
    if len(rows) > MOST_ROWS + 1:
        raise BadTable(f"This table has {len(rows):,} rows. Keep at most {MOST_ROWS:,}.")
    frame, ragged = squared(rows)
    if frame.shape[1] > MOST_COLUMNS:
        raise BadTable(
            f"This table has {frame.shape[1]} columns. Keep at most {MOST_COLUMNS}: x, y and those you compare."
        )
    mark = decimal_mark(frame, separator)
    numbers = frame.apply(lambda column: numbers_of(column, mark))
    headed = has_header(frame, numbers)
    names, renamed = named(frame.iloc[0] if headed else [""] * frame.shape[1])
    body, numbers = (part.iloc[1:] if headed else part for part in (frame, numbers))
    numeric = [i for i in frame.columns if is_numeric(body[i], numbers[i])]
    check(names, numeric, len(body))
    others = [i for i in frame.columns if i not in numeric]
    told = (*notes, *skipped, *ragged, *decimals_told(mark), *renamed, *left_out(names, others, body))
    preview = (
        names,
        [tuple(row[:LONGEST_NAME] for row in cells) for cells in body.head(PREVIEWED).itertuples(index=False)],
    )
    return Table(name, {names[i]: numbers[i].to_numpy() for i in numeric}, len(body), preview, told)


def check(names, numeric, rows):
    if not rows:
        raise BadTable("This table has a header and no rows. Add rows with numbers.")
    if not numeric:
        raise BadTable("No column of numbers was found. x and y must be columns of numbers.")
    if len(numeric) == 1:
        raise BadTable(f"Only one column of numbers was found: {names[numeric[0]]}. A line needs two, x and y.")
    if rows == 1:
        raise BadTable("Only one row of numbers was found. A line needs two at least.")


# ---- rows


def without_titles(rows):
    """Lines above the table that are a title or a comment. -> rows, notes"""
    if not rows:
        raise BadTable("There is nothing in it. Choose a file with a table, or paste its cells.")
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:50]]
    width, above = Counter(filled).most_common(1)[0][0], 0
    while above < len(filled) - 1 and (filled[above] == 1 < width or rows[above][0].lstrip().startswith("#")):
        above += 1
    return rows[above:], ((f"{above} {'line' if above == 1 else 'lines'} above the table left out.",) if above else ())


def squared(rows):
    """All rows as wide as most of them. -> DataFrame of text, notes"""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    odd = sum(len(row) != width for row in rows)
    if odd > len(rows) / 5 and len(rows) > 2:
        at, cells = next((i, len(row)) for i, row in enumerate(rows, 1) if len(row) != width)
        raise BadTable(
            f"Row {at} has {cells} cells, but most rows have {width}. Give all rows the same number of cells."
        )
    frame = pd.DataFrame([[*row[:width], *[""] * (width - len(row))] for row in rows], dtype=str)
    return frame, ((f"{odd} rows have another number of cells than the rest.",) if odd else ())


def has_header(frame, numbers):
    """Whether the first row holds names: words above numbers, or words alone."""
    first, rest = numbers.iloc[0], numbers.iloc[1:].notna().any()
    words = ~frame.iloc[0].map(is_missing).to_numpy() & first.isna().to_numpy()
    return bool((words & rest.to_numpy()).any() or words.all() or (first.isna().all() and len(frame) > 1))


def is_missing(cell):
    return cell.strip().lower() in MISSING


# ---- numbers


def decimal_mark(frame, separator):
    """ "." or ",": a comma is a decimal mark where nothing says that it marks thousands."""
    cells = frame.stack()
    cells = cells[cells.str.contains(",", regex=False)].str.strip()
    if separator == "," and not len(cells):
        return "."
    fractions = cells.str.fullmatch(r"[^\d]{0,2}\d*,(\d{1,2}|\d{4,})[^\d]{0,2}|[+-]?0,\d+").any()
    thousands = cells.str.fullmatch(r"[+-]?\d{1,3}(,\d{3})+").any()
    return (
        "," if fractions or (thousands and separator == ";" and not cells.str.contains(".", regex=False).any()) else "."
    )


def numbers_of(column, mark):
    """Text. -> floats, NaN where there is no number"""
    text = column.str.strip().str.replace("−", "-", regex=False).str.replace(r"[\s\u00a0\u202f'’$€£%]", "", regex=True)
    grouped = text.str.fullmatch(THOUSANDS[mark])
    text = text.where(~grouped, text.str.replace("." if mark == "," else ",", "", regex=False))
    if mark == ",":
        text = text.str.replace(",", ".", regex=False)
    return pd.to_numeric(text.mask(text.str.lower().isin(MISSING)), errors="coerce").astype(float)


def is_numeric(cells, numbers):
    """Whether half of what is there are numbers."""
    there = int((~cells.map(is_missing)).sum())
    return there > 0 and int(numbers.notna().sum()) >= max(1, there / 2)


def decimals_told(mark):
    return ("Decimal mark: comma.",) if mark == "," else ()


# ---- names


def named(header):
    """-> names that differ, short and in one line; notes"""
    first = [cleaned(str(cell).lstrip("#")) or f"column {i}" for i, cell in enumerate(header, 1)]
    names = []
    for name in first:
        times = 2
        new = name
        while new in names:
            new, times = f"{name} ({times})", times + 1
        names.append(new)
    changed = any(str(cell).strip() and str(cell).strip() != name for cell, name in zip(header, names, strict=True))
    return names, (("Some names were shortened or numbered, so that they differ.",) if changed else ())


def cleaned(text):
    """One line without characters that are not seen, of 40 at most."""
    seen = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    short = " ".join(seen.split())
    return short if len(short) <= LONGEST_NAME else short[: LONGEST_NAME - 1].rstrip() + "…"


def left_out(names, others, body):
    """Which columns are no numbers."""
    if not others:
        return ()
    said = ", ".join(names[i] for i in others[:NAMES_SAID]) + (" …" if len(others) > NAMES_SAID else "")
    dates = any(body[i].str.fullmatch(DATE).any() for i in others)
    return (
        f"No numbers, so left out: {said}.",
        *(["Dates are no numbers here: count days, for example."] if dates else []),
    )


def unit_of(name):
    """ "price ($)" -> ("price", "$"); without brackets the unit is "" """
    found = UNIT.fullmatch(name)
    return (found[1], found[2].strip()) if found and not found[2].isdigit() else (name, "")


# ---- the chosen columns


def points(table, x_names, y_name):
    """-> Points of the rows in which every chosen column has a number; BadTable if no line can be fitted to them"""
    if y_name in x_names:
        raise BadTable("x and y are the same column. Choose another one for x or for y.")
    X = np.column_stack([table.columns[name] for name in x_names])
    y = table.columns[y_name].reshape(-1, 1)
    both = np.column_stack([X, y])
    absent, large = np.isnan(both).any(axis=1), (np.abs(both) > LARGEST).any(axis=1)
    keep = ~(absent | large)
    dropped = (
        *told(int(absent.sum()), "a number is missing"),
        *told(int((large & ~absent).sum()), "a number is larger than 10¹²"),
    )
    if keep.sum() < 2:
        raise BadTable(
            "Fewer than two rows have a number in each of these columns. Choose other columns, or fill them."
        )
    if np.all(np.ptp(X[keep], axis=0) == 0):
        raise BadTable("All x are equal in this column. Choose another one for x.")
    return Points(X[keep], y[keep], dropped)


def told(n, why):
    return (f"{n:,} {'row' if n == 1 else 'rows'} left out: {why}.",) if n else ()
