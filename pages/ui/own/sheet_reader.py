"""Read a spreadsheet from stdin and write its sheets to stdout as JSON: [[name, [line, …], [row, …]], …].

It runs as a process of its own, started by sheet.py: the reader behind pandas ends its whole process over some damaged files,
and needs gigabytes for a small one with a cell far away. Here it can take down or slow down nothing but itself.
"""

import datetime
import io
import json
import sys

MOST_MEMORY = 1_500_000_000  # bytes
MOST_SECONDS = 10
MOST_CELLS = 5_000_000
LONGEST_CELL = 400


def limit():
    """Little memory, little time, and no dump of the memory on disk: where the system can do that."""
    try:
        import resource

        for what, most in (("RLIMIT_CORE", 0), ("RLIMIT_CPU", MOST_SECONDS), ("RLIMIT_AS", MOST_MEMORY)):
            resource.setrlimit(getattr(resource, what), (most, most))
    except (ImportError, AttributeError, ValueError, OSError):
        pass


def sheets(content):
    """[(name, lines, rows), …] without empty rows."""
    import pandas

    options = {"header": None, "dtype": object, "na_filter": False}  # cells as they are
    frames = pandas.read_excel(io.BytesIO(content), sheet_name=None, engine="calamine", **options)
    if sum(frame.size for frame in frames.values()) > MOST_CELLS:
        raise MemoryError
    for name, frame in frames.items():
        rows = [[cell_of(cell) for cell in row] for row in frame.to_numpy(object).tolist()]
        lines = [line for line, row in enumerate(rows, 1) if any(cell != "" for cell in row)]
        yield name, lines, [rows[line - 1] for line in lines]


def cell_of(cell):
    """A number as a float, all else as text."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return "" if cell != cell else float(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ").removesuffix(" 00:00:00")
    return "" if cell is None else str(cell)[:LONGEST_CELL].strip()


if __name__ == "__main__":
    limit()
    json.dump(list(sheets(sys.stdin.buffer.read())), sys.stdout)
