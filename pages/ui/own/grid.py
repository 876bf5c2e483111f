"""The rows of a file before anything is known of its columns, and what a file may hold at most."""

from dataclasses import dataclass

from pages.ui.own.names import BadTable

MOST_BYTES = 5_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 100


@dataclass(frozen=True)
class Grid:
    """Cells as text, or as floats from a spreadsheet. No row is empty."""

    rows: list
    lines: list  # where each row stands in its file
    line: str  # what a row is called there: "line" or "row"
    separator: str = ""  # of text
    notes: tuple[str, ...] = ()


def too_many_rows() -> BadTable:
    return BadTable(f"This table has more than {MOST_ROWS:,} rows. Keep at most {MOST_ROWS:,}.")
