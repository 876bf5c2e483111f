"""A file or a paste as rows of text: which kind of file, which letters, which separator. No Streamlit here.

Text goes through the csv module, sheets through pandas and calamine: https://pypi.org/project/python-calamine/.
"""

import csv
import io
import zipfile
from collections import Counter

import pandas as pd

MOST_BYTES, MOST_UNPACKED = 5_000_000, 200_000_000
SEPARATORS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma"}
LOOKED_AT = 200  # lines, to find the separator
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NO_TABLE = "This file is no table. Choose a CSV, TSV or Excel file."
NO_SHEET = (
    "This Excel file cannot be read: it may be damaged, or need a password. Save it as CSV, then choose that file."
)


class BadTable(ValueError):
    """What is wrong with a table and what to do: a plain sentence or two."""


def sheets_of(content):
    """The tables in a file's bytes. -> [(rows of text, notes, separator)], one for each sheet that has cells"""
    if len(content) > MOST_BYTES:
        raise BadTable("This file is larger than 5 MB. Keep fewer rows or columns, then choose it again.")
    if content.startswith((ZIP, OLE)):
        return workbook(content)
    text, notes = decoded(content)
    return [text_rows(text, notes)]


def decoded(content):
    """-> text, notes; another BadTable if these bytes are no text"""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise BadTable(NO_TABLE) from None
    control = sum(content.count(byte) for byte in range(9)) + sum(content.count(byte) for byte in range(14, 32))
    if b"\0" in content or control > len(content) / 50:
        raise BadTable(NO_TABLE)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), (
            "Its letters were read as Windows-1252: check names with accents.",
        )


def text_rows(text, notes=()):
    """-> rows, notes, separator"""
    if not text.strip():
        raise BadTable("There is nothing in it. Choose a file with a table, or paste its cells.")
    separator = separator_of(text)
    if separator is None:
        return [line.split() for line in text.splitlines()], (*notes, "Separator: spaces."), " "
    return split(text, separator), (*notes, f"Separator: {SEPARATORS[separator]}."), separator


def separator_of(text):
    """The separator that cuts most lines into the same number of cells, two at least; None: spaces, or none."""
    head = "\n".join([line for line in text[:200_000].splitlines() if line.strip()][:LOOKED_AT])
    shares = {separator: share_alike(head, separator) for separator in SEPARATORS}
    best = max(shares, key=shares.get)
    return best if shares[best] > 0 else ("," if not alike([len(line.split()) for line in head.splitlines()]) else None)


def share_alike(head, separator):
    """How many of the lines have the most frequent number of cells, as a share."""
    return alike([len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator)])


def alike(widths):
    width, times = Counter(widths).most_common(1)[0]
    return times / len(widths) if width > 1 else 0


def split(text, separator):
    """-> rows"""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise BadTable(
            'A quote (") is opened and not closed, or a cell is far too long. Mend it, then try again.'
        ) from None


def workbook(content):
    """The sheets of an Excel or OpenDocument file."""
    if content.startswith(ZIP):
        check_unpacked(content)
    try:
        with pd.ExcelFile(io.BytesIO(content), engine="calamine") as book:
            frames = {name: book.parse(name, header=None, dtype=object) for name in book.sheet_names}
    except Exception as reason:  # whatever a reader of foreign files throws: it is damaged
        raise BadTable(NO_SHEET) from reason
    several = len(frames) > 1
    return [
        ([[as_cell(value) for value in row] for row in frame.itertuples(index=False)], sheet_note(name, several), "")
        for name, frame in frames.items()
        if frame.size
    ]


def check_unpacked(content):
    """A small zip may hold gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except zipfile.BadZipFile:
        raise BadTable(NO_SHEET) from None
    if size > MOST_UNPACKED:
        raise BadTable("This Excel file is too large when it is unpacked. Save the table alone as CSV.")


def sheet_note(name, several):
    return (f"Sheet: {name}.",) if several else ()


def as_cell(value):
    """As one would type it."""
    return "" if value is None or value != value else str(value)
