"""A table in text: its encoding, its separator, its cells."""

import codecs
import csv
import io
import itertools
from collections import Counter

from pages.ui.own.cells import is_missing, is_number
from pages.ui.own.grid import MOST_ROWS, Grid, too_many_rows
from pages.ui.own.names import BadTable

SEPARATORS = {
    "\t": "tab",
    ";": "semicolon",
    "|": "vertical bar",
    ",": "comma",
    " ": "space",
}  # the first of equals wins
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLE = 100  # lines that show the separator

NOT_TEXT = "This file is no table of text. Save your table as CSV or as .xlsx and choose that file."
WEB_PAGE = "This file is a web page or XML, no table. Open it in a spreadsheet and save it as CSV or as .xlsx."
QUOTE = (
    "Near line {line} a quotation mark is opened and not closed, or stands inside a cell. Correct it and load it again."
)


def decoded(content):
    """The text of a file, and a note if its encoding is unusual. Raises BadTable for what is no text."""
    try:
        for bom, encoding in BOMS.items():
            if content.startswith(bom):
                return content.decode(encoding), ["The text is in UTF-16."] if encoding == "utf-16" else []
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.encoding.startswith("utf-16"):
            raise BadTable(NOT_TEXT) from None
    note = "The text is not in UTF-8 and was read as {}: check letters such as é and ü."
    try:
        return content.decode("cp1252"), [note.format("Windows-1252")]
    except UnicodeDecodeError:
        return content.decode("latin-1"), [note.format("Latin-1")]


def text_grid(text, notes=()):
    """The rows of a text -> Grid. Raises BadTable for text that is no table."""
    text = text.removeprefix("\ufeff").rstrip("\x1a")
    sample = text[:10_000]
    if "\0" in text or 20 * sum(c < " " and not c.isspace() for c in sample) > len(sample):
        raise BadTable(NOT_TEXT)
    if sample.lstrip().lower().startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise BadTable(WEB_PAGE)
    separator, text = named_separator(text)
    separator = separator or found_separator(text)
    rows, lines = [], []
    for line, row in parsed(text, separator):
        if any(row):
            rows.append(row)
            lines.append(line)
        if len(rows) > MOST_ROWS + SAMPLE:
            raise too_many_rows()
    return Grid(rows, lines, "line", separator, tuple(notes))


def named_separator(text):
    """Excel can write the separator into a first line: sep=; -> that separator or None, and the text."""
    first = text[:5].lower()
    named = first.startswith("sep=") and first[4:] in SEPARATORS
    return (first[4:], "\n" + text[5:].removeprefix("\r").removeprefix("\n")) if named else (None, text)


def parsed(text, separator):
    """Each row with the number of the line where it ends, all cells without the spaces around them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    line = 0
    try:
        for row in reader:
            line = reader.line_num
            yield line, [cell.strip() for cell in row]
    except csv.Error:
        raise BadTable(QUOTE.format(line=f"{line + 1:,}")) from None


def found_separator(text):
    """What cuts the first lines into rows of the same length with the most numbers in them."""
    lines = itertools.islice((line for line in io.StringIO(text[:100_000], newline="") if line.strip()), SAMPLE)
    sample = "".join(lines)
    return max(SEPARATORS, key=lambda separator: quality(sample, separator))


def quality(sample, separator):
    """The share of rows that have the usual number of cells, at least two, times the share of numbers in these."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        rows = [row for row in ([cell.strip() for cell in row] for row in reader) if any(row)]
    except csv.Error:
        return 0.0
    width, usual = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    if width < 2:
        return 0.0
    cells = [cell for row in rows if len(row) == width for cell in row if not is_missing(cell)]
    return usual / len(rows) * (0.1 + sum(map(is_number, cells)) / max(1, len(cells)))
