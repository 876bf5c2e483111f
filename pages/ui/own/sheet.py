"""The sheets of a spreadsheet: .xlsx, .xls or .ods."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from pages.ui.own.grid import MOST_ROWS, Grid, too_many_rows
from pages.ui.own.names import BadTable

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
BOOKS = {"xl/workbook.xml", "content.xml"}  # what makes a zip an .xlsx or an .ods
MOST_UNPACKED = 200_000_000  # bytes
PATIENCE = 20  # seconds
READER = Path(__file__).with_name("sheet_reader.py")

TOO_LARGE = "This spreadsheet is too large when it is unpacked. Copy your table to a new spreadsheet and save that one."
DAMAGED = "This spreadsheet is damaged or too large to be read. Copy your table to a new spreadsheet and save that one."
LOCKED = "This spreadsheet is damaged, or it has a password. Save your table as .xlsx without a password, or as CSV."
NO_SHEET = (
    "This zip file holds no spreadsheet that can be read here. Save your table as CSV or as .xlsx and choose that file."
)
EMPTY = "This spreadsheet is empty. Choose one with a row of names and rows of numbers."


def sheet_grids(content):
    """[(name, Grid), …] of all sheets that are not empty. Raises BadTable for what cannot be read, or is too large."""
    if content.startswith(ZIP):
        check_zip(content)
    elif "EncryptedPackage".encode("utf-16-le") in content:
        raise BadTable(LOCKED)
    grids = [(name, Grid(rows, lines, "row")) for name, lines, rows in read_apart(content) if rows]
    if not grids:
        raise BadTable(EMPTY)
    if all(len(grid.rows) > MOST_ROWS + 1 for _, grid in grids):
        raise too_many_rows()
    return grids


def check_zip(content):
    """Raises BadTable unless it is a zip of a spreadsheet that is not too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names, size = set(parts.namelist()), sum(part.file_size for part in parts.infolist())
    except Exception:  # zipfile raises many kinds
        raise BadTable(DAMAGED) from None
    if not names & BOOKS:
        raise BadTable(NO_SHEET)
    if size > MOST_UNPACKED:
        raise BadTable(TOO_LARGE)


def read_apart(content):
    """What sheet_reader.py says of the content. Raises BadTable if it fails, ends or takes too long."""
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # each thread would ask for memory of its own
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(READER)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            env=alone,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        raise BadTable(LOCKED if content.startswith(OLE) else DAMAGED) from None
