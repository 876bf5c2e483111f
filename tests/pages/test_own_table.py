"""Text as a reader's own table: what is read of good, odd and bad files, and what the reader is told."""

import csv
import io

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages.ui.own.cells import number
from pages.ui.own.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from pages.ui.own.names import LONGEST_NAME, BadTable, quoted, unique, unit_of
from pages.ui.own.table import Table, points, read, read_text

X, Y = [1.5, 3.0], [2.0, 4.25]
MANY = ",".join(f"c{i}" for i in range(MOST_COLUMNS + 1))


def told(table, part):
    return any(part in note for note in table.notes)


# ---- bad files


BAD = {
    "empty": (b"", "empty"),
    "only spaces": (b"  \n \t \r\n  ", "empty"),
    "a byte order mark only": (b"\xef\xbb\xbf", "empty"),
    "binary": (bytes(range(256)) * 4, "no table of text"),
    "control characters": (b"\x01\x02\x03\x04,\x05\x06", "no table of text"),
    "a picture (PNG)": (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
    "a picture (JPEG)": (b"\xff\xd8\xff\xe0" + bytes(40), "picture"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "a web page": (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "web page"),
    "UTF-16 without its mark": ("x,y\n1,2\n3,4".encode("utf-16-le"), "no table of text"),
    "half a character of UTF-16": (b"\xff\xfex\x00,", "no table of text"),
    "a single column": (b"x\n1\n2\n3", "only one column of numbers"),
    "a single column of numbers": (b"name,x\nTom,1\nAnn,2", "only one column of numbers"),
    "no numbers": (b"name,town\nTom,Rome\nAnn,Oslo", "no column of numbers"),
    "one sentence": (b"This is not a table at all.", "no rows"),
    "header only": (b"x,y\n", "no rows"),
    "one row": (b"x,y\n1,2\n", "only one row"),
    "mostly text": (b"x,y\n1,2\na,3\nb,4\nc,5", "only one column of numbers"),
    "all missing": (b"x,y\nNA,1\nnull,2\nn/a,3\n-,4", "only one column of numbers"),
    "dates alone": (b"day,x\n2024-01-05,1\n2024-01-06,2", "only one column of numbers"),
    "too many columns": (
        f"{MANY}\n{MANY}\n{MANY}".encode(),
        f"{MOST_COLUMNS + 1} columns. Keep at most {MOST_COLUMNS}",
    ),
    "too large": (b"1,2\n" * (MOST_BYTES // 4 + 1), "larger than 5 MB"),
    "too many rows": (b"1,2\n" * (MOST_ROWS + 1), "more than 200,000 rows"),
    "far too many rows": (b"1,2\n" * (2 * MOST_ROWS), "more than 200,000 rows"),
    "an unclosed quote": (b'x,y\n1,2\n"3,4\n5,6\n', "Near line 3 a quotation mark"),
    "a quote inside a cell": (b'x,y\n1,2\n"3"a,4\n', "Near line 3 a quotation mark"),
    "many wide and many short rows": (
        b"1" + b"," * 20_000 + b"\n" + (b"1" + b"," * 20_000 + b"\n1\n") * 99,
        "only one column",
    ),
    "markup": (b"<b>x</b>\n<script>alert(1)</script>", "no column of numbers"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_one_or_two_sentences(content, words):
    with pytest.raises(BadTable) as error:
        read(content, "file.csv")
    text = str(error.value)
    assert words in text
    assert text.endswith(".") and text.count(". ") <= 1 and "\n" not in text and "<" not in text


def test_a_paste_that_is_too_long_is_refused():
    with pytest.raises(BadTable, match="larger than 5 MB"):
        read_text("1\t2\n" * (MOST_BYTES // 4 + 1))


# ---- odd files that are read


PLAIN = "Decimal mark: point."
ODD = {  # id: the text, and what a note says
    "commas": ("x,y\n1.5,2\n3,4.25", "Separator: comma. " + PLAIN),
    "semicolons": ("x;y\n1.5;2\n3;4.25", "Separator: semicolon. " + PLAIN),
    "tabs": ("x\ty\n1.5\t2\n3\t4.25", "Separator: tab. " + PLAIN),
    "vertical bars": ("x|y\n1.5|2\n3|4.25", "Separator: vertical bar. " + PLAIN),
    "spaces": ("  x  y\n1.5  2\n  3  4.25 ", "Separator: space. " + PLAIN),
    "decimal commas and semicolons": ("x;y\n1,5;2\n3;4,25", "Separator: semicolon. Decimal mark: comma."),
    "decimal commas and tabs": ("x\ty\n1,5\t2\n3\t4,25", "Separator: tab. Decimal mark: comma."),
    "quoted decimal commas": ('x,y\n"1,5",2\n3,"4,25"', "Separator: comma. Decimal mark: comma."),
    "Excel's own line": ("sep=;\nx;y\n1,5;2\n3;4,25", "Separator: semicolon."),
    "Windows line ends": ("x,y\r\n1.5,2\r\n3,4.25\r\n", PLAIN),
    "old Mac line ends": ("x,y\r1.5,2\r3,4.25\r", PLAIN),
    "blank rows": ("\n\n  \nx,y\n\n1.5,2\n,\n3,4.25\n\n", PLAIN),
    "a title": ("Measured in May\n\nx,y\n1.5,2\n3,4.25", "Skipped above the table: 1 row of text."),
    "comments": ("# Made by Tom, Ann\n# in 2024\nx,y\n1.5,2\n3,4.25", "Skipped above the table: 2 rows of text."),
    "a header that is a comment": ("# x y\n1.5 2\n3 4.25", "Separator: space."),
    "a separator at each end": ("x,y,\n1.5,2,\n3,4.25,\n", PLAIN),
    "a cell too many": ("x,y\n1.5,2\n7,8,9\n3,4.25", "1 row had too many cells and was left out: line 3."),
    "line breaks and separators in cells": ('t,x,y\n"a,\nb",1.5,2\n"c;d",3,4.25', "Not numbers: “t” is left out."),
    "a column of dates": (
        "day,x,y\n5.1.2024,1.5,2\n6.1.2024,3,4.25",
        "Dates are no numbers here, so “day” is left out.",
    ),
    "a column of booleans": (
        "ok,x,y\nTRUE,1.5,2\nFALSE,3,4.25",
        "True and false are no numbers here, so “ok” is left out.",
    ),
    "an empty column": ("z,x,y\n,1.5,2\n,3,4.25", "Empty: “z” is left out."),
    "a very long cell": (
        f't,x,y\n"a{" " * 100_000}b",1.5,2\n"$1{" " * 100_000}%",3,4.25',
        "Not numbers: “t” is left out.",
    ),
    "currency and percent": ("x;y\n$1.5;2%\n3 €;4.25 %", PLAIN),
    "R's names of rows": ('"x" "y"\n"Tom" 1.5 2\n"Ann" 3 4.25', "Not numbers: “column 1” is left out."),
}


@pytest.mark.parametrize(("text", "note"), ODD.values(), ids=ODD)
def test_an_odd_table_is_read_and_told(text, note):
    for table in (read_text(text), read(text.encode(), "odd.csv")):
        np.testing.assert_array_equal(table.columns["x"], X)
        np.testing.assert_array_equal(table.columns["y"], Y)
        assert list(table.columns) == ["x", "y"]
        assert told(table, note), table.notes


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_an_encoding_is_found_and_told_if_it_is_unusual(encoding, note):
    table = read("größe,y\n1.5,2\n3,4.25".encode(encoding), "a.csv")
    assert list(table.columns) == ["größe", "y"]
    assert told(table, note) if note else len(table.notes) == 1


def test_bytes_that_windows_does_not_know_are_read_as_latin_1():
    assert told(read(b"\x81x,y\n1,2\n3,4", "a.csv"), "Latin-1")


def test_the_end_of_a_name_does_not_matter():
    table = read(b"x,y\n1.5,2\n3,4.25", "C:\\data\\sheet.xlsx")
    assert table.name == "sheet.xlsx" and table.rows == 2


# ---- numbers


@pytest.mark.parametrize(
    ("cell", "mark", "value"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1 234", ".", 1234),
        ("1\u202f234,5", ",", 1234.5),
        ("1'234'567", ".", 1234567),
        ("−3", ".", -3),
        ("-$1,200", ".", -1200),
        ("1.200 €", ",", 1200),
        ("45 %", ".", 45),
        (".5", ".", 0.5),
        ("2e-3", ".", 0.002),
        ("-inf", ".", -np.inf),
        ("1e999", ".", np.inf),
    ],
)
def test_a_number_is_read_as_people_write_it(cell, mark, value):
    assert number(cell, mark) == value


@pytest.mark.parametrize(
    "cell", ["", "a", "1 2", "12,34", "1,23,456", "1.2.3", "0x10", "1_000", "--1", "=1+1", "٣", "5 km"]
)
def test_what_is_no_number_is_nan(cell):
    assert np.isnan(number(cell))


@pytest.mark.parametrize(
    ("text", "values", "note"),
    [
        ("x\ty\n1,234\t1\n950\t2", [1234, 950], "“1,234” was read as 1234."),
        ("x;y\n1,234;1\n0,950;2", [1.234, 0.95], None),
        ("x;y\n1,234;1\n2,500;2", [1.234, 2.5], "“1,234” was read as 1.234."),
        ("x\ty\n1,234\t1.5\n2,500\t2", [1234, 2500], "“1,234” was read as 1234."),
        ("x;y\n1.234;1,5\n2.500;2", [1234, 2500], "“1.234” was read as 1234."),
        ("x;y\n1.234.567;1\n2.500;2", [1234567, 2500], "“1.234.567” was read as 1234567."),
        ("x;y\n1.234;1\n2.500;2", [1.234, 2.5], None),
    ],
)
def test_thousands_are_told_from_decimals_by_the_whole_file(text, values, note):
    table = read_text(text)
    np.testing.assert_array_equal(table.columns["x"], values)
    assert told(table, note) if note else not told(table, "was read as")


# ---- names


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("x,x,x", ["x", "x 2", "x 3"]),
        ("x,,y", ["x", "column 2", "y"]),
        ("x,x 2,x", ["x", "x 2", "x 3"]),
        (f"{'long ' * 2000},y,z", [("long " * 8)[:39].rstrip() + "…", "y", "z"]),
        ('"a\nb",c\u202ed,e\x07', ["a b", "cd", "e"]),
        ("<b>x</b>,=1+1,@cmd|' /C calc'!A0", ["<b>x</b>", "=1+1", "@cmd|' /C calc'!A0"]),
        ("land,2019,2020", ["land", "2019", "2020"]),
    ],
    ids=[
        "double",
        "empty",
        "double after naming",
        "10,000 characters",
        "control characters",
        "markup and formulas",
        "years",
    ],
)
def test_names_are_short_plain_and_unique(header, names):
    table = read_text(f"{header}\n1,2,3\n4,5,6")
    assert list(table.columns) == list(table.preview) == names
    assert told(table, "are changed") == (names != header.split(","))


def test_without_names_the_columns_are_counted():
    table = read_text("1,2\n3,4")
    assert list(table.columns) == ["column 1", "column 2"] and table.rows == 2
    assert told(table, "no row with names")


@given(st.lists(st.text() | st.sampled_from(["x", "x 2", "", "a" * 60]), max_size=30))
def test_any_names_become_as_many_different_ones(headers):
    names = unique(headers)
    assert len(set(names)) == len(headers)
    assert all(0 < len(name) <= LONGEST_NAME and name.isprintable() for name in names)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("price ($)", ("price", "$")),
        ("size [cm]", ("size", "cm")),
        ("weight (1000 lb)", ("weight", "1000 lb")),
        ("f(x) (m)", ("f(x)", "m")),
        ("price", ("price", "")),
        ("price ()", ("price ()", "")),
        ("price (in euros of 1999)", ("price (in euros of 1999)", "")),
        ("(cm)", ("(cm)", "")),
    ],
)
def test_a_name_is_split_from_its_unit(name, parts):
    assert unit_of(name) == parts


def test_a_quoted_name_is_short_and_long_lists_are_cut():
    assert quoted(["a" * 100]) == f"“{'a' * 39}…”"
    assert quoted("abcdefg") == "“a”, “b”, “c”, “d” and 3 more"


def test_the_preview_shows_the_first_five_rows_of_all_columns():
    table = read_text("name,x,y\n" + "".join(f"n{i},{i},{i}.50\n" for i in range(9)))
    assert table.preview["name"] == ("n0", "n1", "n2", "n3", "n4")
    assert table.preview["y"] == ("0.50", "1.50", "2.50", "3.50", "4.50")


# ---- points


HOLES = "x,y,z,c\n1,2,1,7\nNA,3,2,7\n,inf,3,7\n3,1e308,4,7\nabc,4,5,7\n5,6,6,7\n7,-,7,7\n8,9,8,7"


def test_points_leave_out_rows_and_say_why_each_row_once():
    chosen = points(read_text(HOLES), ["x"], "y")
    np.testing.assert_array_equal(chosen.X, [[1], [5], [8]])
    np.testing.assert_array_equal(chosen.y, [[2], [6], [9]])
    assert chosen.dropped == (
        "3 rows were left out: no number in “x”.",
        "1 row was left out: no number in “y”.",
        "1 row was left out: a number over 1e15 in “y”.",
    )
    assert points(read_text(HOLES), ["z"], "y").dropped[1] == "1 row was left out: infinity in “y”."


def test_several_columns_make_a_wide_x():
    chosen = points(read_text(HOLES), ["z", "x", "z"], "y")
    np.testing.assert_array_equal(chosen.X, [[1, 1], [6, 5], [8, 8]])


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([], "y", "No column is chosen for x"),
        (["y"], "y", "Choose two different columns"),
        (["c"], "y", "All values of “c” are the same"),
        (["q" * 99], "y", "no column of numbers called"),
    ],
)
def test_a_choice_without_a_line_is_refused(x, y, words):
    with pytest.raises(BadTable, match=words):
        points(read_text(HOLES), x, y)


def test_fewer_than_two_full_rows_are_refused():
    with pytest.raises(BadTable, match="1 row of these columns can be used"):
        points(read_text("x,y\n1,2\n,3\n4,"), ["x"], "y")


# ---- any table


FINITE = st.floats(allow_nan=False, allow_infinity=False)


def written(rows, separator, mark, end):
    """The rows as another program would write them, with decimals that prove the mark in the first one."""
    file = io.StringIO(newline="")
    out = csv.writer(file, delimiter=separator, lineterminator=end)
    out.writerow([f"é{i}" for i in range(len(rows[0]))])
    out.writerows([repr(value).replace(".", mark) for value in row] for row in rows)
    return file.getvalue()


@settings(max_examples=300)
@given(
    rows=st.integers(2, 5).flatmap(
        lambda d: st.lists(st.lists(FINITE, min_size=d, max_size=d), min_size=1, max_size=8)
    ),
    separator=st.sampled_from(",;\t| "),
    mark=st.sampled_from(".,"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_table_of_floats_is_read_back_as_it_was_written(rows, separator, mark, end, encoding):
    rows = [[0.5] * len(rows[0]), *rows]
    table = read(written(rows, separator, mark, end).encode(encoding), "a.csv")
    np.testing.assert_array_equal(np.column_stack(list(table.columns.values())), rows)
    assert list(table.columns) == [f"é{i}" for i in range(len(rows[0]))]


def readable_or_bad(reader, *given):
    try:
        table = reader(*given)
    except BadTable as error:
        assert str(error).endswith(".")
    else:
        assert isinstance(table, Table) and len(table.columns) >= 2
        assert all(len(column) == table.rows for column in table.columns.values())


@settings(max_examples=500)
@given(
    st.binary() | st.binary().map(b"\xff\xfe".__add__) | st.text(alphabet="0123456789.,;\t\r\n \"'#ax-").map(str.encode)
)
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_are_a_table_or_refused(content):
    readable_or_bad(read, content, "any")


@settings(max_examples=500)
@given(st.text() | st.text(alphabet="0123456789.,;\t\r\n |\"'#ax-$%", min_size=10))
def test_any_text_is_a_table_or_refused(text):
    readable_or_bad(read_text, text)
