"""Spreadsheets as a reader's own table. They are made here by hand, so that no other program is needed."""

import base64
import io
import zipfile
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.ui.own import sheet
from pages.ui.own.names import BadTable
from pages.ui.own.sheet_reader import LONGEST_CELL
from pages.ui.own.table import read

OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
OFFICE_FILE = f"{RELATIONS}/officeDocument"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"

# Two sheets, one of them without numbers, with dates and booleans: x 0.5 … 3.5, y 0, 3, 6, 9. As Excel 97 wrote them.
XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)O=uHA6#iy*w@FHypPGuTSW3mHwLORzFEuLFo?5CGe?e0dP*M^}b1-_aT5}WxPl}g9JqS|u;twk5O;D)lK@gOrf(LsN6g;$D-@M(8NsQ2d"
        "7ApHK^JeDFd^2xn-u&#oo(UBu@3j|Eg&okaX!_7lrV|u=P9_K{H%*mvVlM^L#fpN@OB2~(;BoUSkD5a@-$h8=)t{3DW+@!SX$+-PiOyxjZnhyN"
        "lns4CC*PB}LBWqUwyTBZ36`r^-r>4WSng!aWtM$Zw;&E<COXu;-S*>yvWv_7Bn2KY=RIq-q7^TcAD_P>thxqvWlqILS6D%Z-h?U8lnx|PiHynz"
        "a1)KdAwuuqU~hka0b!c%DSS6Ofp5;be%9&gmsc-9`X7~g&mZ(&n#5}TRjC8xFpmr6%y~3povum@q|({MSRPFnGn7I{JeG~kV?7Km=5R7GI+`Zm"
        "IYS|*fvV(a9i)?uYP09fAy~0FH1m>aA{j@3(;;3sL9%WB*4H<KBg4^StQqG6!8$fJC>vqof?^QaUn;R=H#4@dyvVJt<#apCFd0g5WVqE%?495`"
        "m$)=S{cK~rjczPUZ=!U5Zr{U>{HN$<N>2|I&xWVpMJLfk$5@>B>X|@~=n>biDLjfgv9LFo4=me$+ibitXxnbuXJY^hYIzYt)&VM8a9>rW&FB}F"
        "V^n#rp|9Xk)oYHbdSff+jE<F)l+#K%jdHr(mZ)m$Db}zqgqJL>gXH6FNhw2msZ8U36j#>ZN@g9AO8S{QTjEOQTK#G@xEgckG$q@a`?<u`%KFu7"
        "aCPRMGn9-l_e+VZ+x@b?p_ae7aN)v*3l}b2R6y_r3ig%7x;&~2smK1Wvp`|d{Y~=UVn5RKWa*P~4^k9okgLmoR>KfZTVjbE=YOHX0qQ-2Bu3bd"
        "WZnKt9~7eeeU?lN{=FqsZ~u$+*!hq9{|O>Y40H"
    )
)


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(name, text)
    return file.getvalue()


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def xlsx_cell(value):
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escaped(value)}</t></is></c>' if value else "<c/>"
    return f'<c t="b"><v>{value:d}</v></c>' if isinstance(value, bool) else f"<c><v>{value!r}</v></c>"


def xlsx(more=None, **sheets):
    """An .xlsx with these sheets, each a list of rows. more: further parts of the zip."""
    names = list(enumerate(sheets, 1))
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in names)
    kind = f"{RELATIONS}/worksheet"
    relations = "".join(f'<Relationship Id="r{i}" Type="{kind}" Target="worksheets/sheet{i}.xml"/>' for i, _ in names)
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{OFFICE_FILE}" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    for i, name in names:
        rows = "".join(f"<row>{''.join(map(xlsx_cell, row))}</row>" for row in sheets[name])
        parts[f"xl/worksheets/sheet{i}.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(parts | (more or {}))


def ods(rows):
    def cell(value):
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{escaped(value)}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'

    spaces = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{lines}{rest}</table:table>'
    content = f"<office:document-content {spaces}>{body}</office:spreadsheet></office:body></office:document-content>"
    manifest = f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


ROWS = [["x", "y"], [1.5, 2], [3, 4.25]]


@pytest.mark.parametrize("content", [xlsx(a=ROWS), ods(ROWS)], ids=["xlsx", "ods"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_spreadsheet_is_read_whatever_its_name_ends_in(content, name):
    table = read(content, name)
    np.testing.assert_array_equal(np.column_stack(list(table.columns.values())), ROWS[1:])
    assert list(table.columns) == ["x", "y"] and table.notes == ()
    assert table.preview == {"x": ("1.5", "3"), "y": ("2", "4.25")}


def test_an_old_spreadsheet_is_read_its_first_sheet_with_numbers_named_and_dates_told():
    table = read(XLS, "a.xls")
    np.testing.assert_array_equal(table.columns["x"], [0.5, 1.5, 2.5, 3.5])
    np.testing.assert_array_equal(table.columns["y"], [0, 3, 6, 9])
    assert table.preview["day"][0] == "2020-01-01" and list(table.columns) == ["x", "y"]
    assert table.notes == (
        "This is the sheet “data”; the file has 2.",
        "Dates are no numbers here, so “day” is left out.",
        "True and false are no numbers here, so “ok” is left out.",
    )


def test_the_first_sheet_that_is_a_table_is_used():
    table = read(
        xlsx(about=[["by Tom"]], none=[], one=[["z"], [1], [2]], data=ROWS, later=[["p", "q"], [1, 2], [3, 4]]), "a"
    )
    assert list(table.columns) == ["x", "y"]
    assert table.notes[0].startswith("This is the sheet “data”")


def test_a_sheet_with_a_title_blank_rows_holes_and_booleans():
    rows = [[], ["Measured in May"], [], ["x", "y", "ok"], [1.5, 2, True], [], ["NA", "", False], [3, "4,25", True]]
    table = read(xlsx(a=rows), "a")
    np.testing.assert_array_equal(table.columns["x"], [1.5, np.nan, 3])
    np.testing.assert_array_equal(table.columns["y"], [2, np.nan, 4.25])
    assert table.preview["ok"] == ("True", "False", "True")
    assert any("stored as text: comma" in note for note in table.notes)


def test_names_in_a_sheet_are_plain_and_short():
    table = read(xlsx(a=[["<b>x</b>", "=1+1", "y" * 10_000], [1, 2, 3], [4, 5, 6]]), "a")
    assert list(table.columns) == ["<b>x</b>", "=1+1", "y" * 39 + "…"]
    assert LONGEST_CELL < 10_000


@pytest.mark.parametrize("written", [1e308, 1e-300, 0.1 + 0.2, -7, 123456789012345])
def test_a_number_of_a_sheet_is_exactly_that_number(written):
    table = read(xlsx(a=[["x", "y"], [written, 1], [written, 2]]), "a")
    np.testing.assert_array_equal(table.columns["x"], [written, written])


# ---- bad ones


FAR = {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
       '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'}  # fmt: skip
LOCKED = sheet.OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
BAD = {
    "a zip of something else": (zipped({"a.txt": "1,2"}), "no spreadsheet"),
    "a Word file": (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "no spreadsheet"),
    "cut off": (xlsx(a=ROWS)[:-200], "damaged"),
    "the first bytes of a zip": (sheet.ZIP + b"x" * 100, "damaged"),
    "broken inside": (xlsx({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c"}, a=ROWS), "damaged|empty"),
    "without its sheets": (zipped({"xl/workbook.xml": "<workbook/>"}), "damaged|empty"),
    "a password": (LOCKED, "has a password"),
    "another OLE file": (sheet.OLE + b"\1" * 1000, "damaged, or it has a password"),
    "damaged, and old": (XLS[:1500] + b"\xff" * 300 + XLS[1800:], "damaged, or it has a password"),
    "empty": (xlsx(a=[]), "empty"),
    "text only": (xlsx(a=[["name", "town"], ["Tom", "Rome"], ["Ann", "Oslo"]]), "no column of numbers"),
    "header only": (xlsx(a=[["x", "y"]]), "no rows"),
    "too wide": (xlsx(a=[[f"c{i}" for i in range(200)], list(range(200)), list(range(200))]), "200 columns"),
    "a cell at the other end": (xlsx(FAR, a=ROWS), "too large to be read"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_a_bad_spreadsheet_is_refused_in_one_or_two_sentences(content, words):
    with pytest.raises(BadTable, match=words) as error:
        read(content, "a.xlsx")
    assert str(error.value).endswith(".") and str(error.value).count(". ") <= 1


def test_a_zip_that_is_huge_unpacked_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(sheet, "read_apart", lambda content: pytest.fail("it was read"))
    huge = xlsx({"xl/media/zeros.xml": bytes(sheet.MOST_UNPACKED)}, a=ROWS)
    assert len(huge) < 1_000_000
    with pytest.raises(BadTable, match="too large when it is unpacked"):
        read(huge, "a.xlsx")


def test_a_sheet_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(sheet, "PATIENCE", 0.001)
    with pytest.raises(BadTable, match="too large to be read"):
        read(xlsx(a=ROWS), "a.xlsx")


def test_a_damaged_sheet_on_which_its_reader_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(sheet, "PATIENCE", 4)
    parts = zipfile.ZipFile(io.BytesIO(ods(ROWS)))
    endless = {name: parts.read(name).replace(b"</table:table>", b"</tabl:table>") for name in parts.namelist()}
    with pytest.raises(BadTable, match="damaged"):
        read(zipped(endless), "a.ods")


@settings(max_examples=12)
@given(st.data())
def test_a_spreadsheet_with_wrong_bytes_is_a_table_or_refused(data):
    content = bytearray(data.draw(st.sampled_from([XLS, ods(ROWS), xlsx(a=ROWS)])))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=5)):
        content[place] = data.draw(st.sampled_from([0, 1, 127, 255]))
    try:
        assert len(read(bytes(content), "a").columns) >= 2
    except BadTable as error:
        assert str(error).endswith(".")
