"""The sheets of a spreadsheet (.xlsx, .xls, .ods), read in memory by pandas once they are known to be no larger than they may be."""

import datetime
import io
import re
import zipfile

from pages.ui.own.grid import MOST_ROWS, Grid, too_many_rows
from pages.ui.own.names import BadTable

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
MOST_UNPACKED = 200_000_000  # bytes
MOST_CELLS = 5_000_000  # of all sheets, the empty ones between others too: all of them take memory
KEPT = ".xml", ".rels", "mimetype"  # what a table needs; pictures and macros are left where they are

TOO_LARGE = "This spreadsheet is too large when it is unpacked. Copy your table to a new spreadsheet and save that one."
DAMAGED = "This spreadsheet is damaged and cannot be read. Open it in a spreadsheet program and save it again as .xlsx or CSV."
LOCKED = "This spreadsheet has a password, or it is another kind of Office file. Save your table as .xlsx without a password."
NO_SHEET = "This zip file holds no spreadsheet that can be read here. Save your table as CSV or as .xlsx and choose that file."
EMPTY = "This spreadsheet is empty. Choose one with a row of names and rows of numbers."

TAG = re.compile(
    rb"""<(?:[\w.-]{1,40}:)?(table-row|row|c|(?:covered-)?table-cell)(?=[\s/>])"""
    rb"""(?:((?:[^<>"']++|"[^"]{0,1000}+"|'[^']{0,1000}+'){0,100}+)>)?"""
)
PLACE = re.compile(rb"""(?<![\w:])r\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")


def sheet_grids(content):
    """[(name, Grid), …] of all sheets that are not empty. Raises BadTable for what cannot be read, or is too large."""
    content = unpacked(content) if content.startswith(ZIP) else content
    if content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise BadTable(LOCKED)
    try:
        frames = opened(content)
    except BaseException as error:  # a panic of the reader, which is written in Rust, is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise BadTable(LOCKED if content.startswith(OLE) else DAMAGED) from None
        raise
    grids = [(name, grid) for name, frame in frames if (grid := grid_of(frame)).rows]
    if not grids:
        raise BadTable(EMPTY)
    return grids


def opened(content):
    """[(name, frame), …] of all sheets."""
    import pandas

    with pandas.ExcelFile(io.BytesIO(content), engine="calamine") as book:
        return [(name, book.parse(name, header=None, dtype=object, na_filter=False)) for name in book.sheet_names]


def grid_of(frame):
    """The rows of a sheet that are not empty -> Grid."""
    rows, lines = [], []
    for line, cells in enumerate(frame.to_numpy(object).tolist(), 1):
        row = [cell_of(cell) for cell in cells]
        if any(cell != "" for cell in row):
            rows.append(row)
            lines.append(line)
    if len(rows) > MOST_ROWS + 1:
        raise too_many_rows()
    return Grid(rows, lines, "row")


def cell_of(cell):
    """A number as a float, all else as text."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell)
    if isinstance(cell, (int, float)):
        return "" if cell != cell else float(cell)
    return cell.isoformat(" ") if isinstance(cell, datetime.datetime) else str(cell)


# ---- before it is read


def unpacked(content):
    """The tables of a zipped spreadsheet as a zip again, of what was really in them. Raises BadTable if that is too much."""
    safe, size, cells = io.BytesIO(), 0, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(safe, "w") as kept:
            names = set(parts.namelist())
            if not names & {"xl/workbook.xml", "content.xml"}:
                raise BadTable(NO_SHEET)
            wanted = [part for part in parts.infolist() if part.filename.endswith(KEPT)]
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise BadTable(TOO_LARGE)
            for part in wanted:
                xml = parts.read(part)
                size, cells = size + len(xml), cells + cells_of(xml)
                if size > MOST_UNPACKED or cells > MOST_CELLS:
                    raise BadTable(TOO_LARGE)
                kept.writestr(part.filename, xml)
    except BadTable:
        raise
    except Exception:  # zipfile raises many kinds
        raise BadTable(DAMAGED) from None
    return safe.getvalue()


def cells_of(xml):
    """How many cells a sheet spans, from its first cell to the last filled one."""
    row = column = tallest = widest = 0
    for tag, attributes in ((found[1], found[2]) for found in TAG.finditer(xml)):
        if attributes is None:
            raise BadTable(DAMAGED)
        repeated = REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        place = PLACE.search(attributes)
        if tag.endswith(b"row"):
            row, column = int(place[2]) if place else row + times, 0
        elif place:
            row, column = int(place[2]), letters(place[1])
        else:
            column += times
        if not tag.endswith(b"row") and (not attributes.endswith(b"/") or b"value" in attributes):
            tallest, widest = max(tallest, row), max(widest, column)
    return tallest * widest


def letters(name):
    """AB -> 28"""
    number = 0
    for letter in name.upper():
        number = 26 * number + letter - 64
    return number
