"""Files of offices, good and bad: each is read as a person sees it, or refused with a sentence that says what to do."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.locale import ENGLISH, set_language
from shared.spreadsheets import SpreadsheetError, UnreadableCell, limits, read_table
from tests.shared.spreadsheets.workbooks import KNOWN, NUMBER, archive, replaced, table, workbook

CSV = f"姓名,证件号码\n张三,{NUMBER}\n"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def _english():
    set_language(ENGLISH)


def read(path: Path):
    """(headings, [(row, cells)], notes)."""
    found = read_table(path, KNOWN)
    return list(found.headings), [(row.number, list(row.cells)) for row in found.rows], list(found.notes)


def written(folder: Path, content: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


AS_WRITTEN = {
    "utf-8": CSV.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + CSV.encode(),
    "utf-16 little": CSV.encode("utf-16"),
    "utf-16 big": codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
    "gb18030": CSV.encode("gb18030"),
    "windows lines": CSV.replace("\n", "\r\n").encode(),
    "old lines": CSV.replace("\n", "\r").encode(),
    "no last line end": CSV.rstrip().encode(),
    "semicolons": CSV.replace(",", ";").encode(),
    "tabulators": CSV.replace(",", "\t").encode(),
    "all quoted": f'"姓名","证件号码"\n"张三","{NUMBER}"\n'.encode(),
    "blanks around": f" 姓名 , 证件号码\n 张三 , {NUMBER} \n".encode(),
    "empty lines at the end": (CSV + "\n\n,\n").encode(),
    "full-width heading": CSV.replace("姓名", "姓\u3000名 ＊").encode(),
    "trailing commas": f"姓名,证件号码,,\n张三,{NUMBER},,\n".encode(),
}


@pytest.mark.parametrize("content", AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_the_same_table_however_it_is_written(tmp_path, content):
    headings, rows, _notes = read(written(tmp_path, content))
    assert [heading.replace("\u3000", "").strip(" ＊") for heading in headings] == ["姓名", "证件号码"]
    assert rows == [(2, ["张三", NUMBER])]


CELLS = {
    "a delimiter inside quotes": ('姓名,证件号码\n"张,三",1\n', ["张,三", "1"]),
    "a quote inside quotes": ('姓名,证件号码\n"张""三",1\n', ['张"三', "1"]),
    "a line break inside quotes": ('姓名,证件号码\n"张\n三",1\n', ["张\n三", "1"]),
    "a character outside the first plane": ("姓名,证件号码\n𠮷野,1\n", ["𠮷野", "1"]),
    "a formula stays text": ("姓名,证件号码\n=1+1,1\n", ["=1+1", "1"]),
    "scientific notation stays what it says": ("姓名,证件号码\n张三,3.21E+17\n", ["张三", "3.21E+17"]),
    "a short row": ("姓名,证件号码\n张三\n", ["张三", ""]),
}


@pytest.mark.parametrize(("text", "cells"), CELLS.values(), ids=CELLS)
def test_cells_of_csv(tmp_path, text, cells):
    assert read(written(tmp_path, text.encode()))[1] == [(2, cells)]


REFUSED = {
    "nothing": (b"", "The file is empty."),
    "only line ends": (b"\n\n", "No headings"),
    "a lone word": ("姓甚名谁\n".encode(), "No headings"),
    "quotes in the middle": ('姓名,证件号码\n"张"三,1\n'.encode(), "quote of row 2"),
    "an open quote": ('姓名,证件号码\n"张三,1\n'.encode(), "quote of row 2"),
    "a value without a heading": ("姓名,证件号码\n张三,1,2\n".encode(), "Row 2 has a value to the right"),
    "a heading twice": ("姓名,姓 名\n1,2\n".encode(), "Two columns have the heading"),
    "bytes of no encoding": (bytes(range(1, 256)), "no text in UTF-8"),
    "an odd byte of UTF-16": (CSV.encode("utf-16") + b"\x00", "no text in UTF-8"),
    "a byte of zero": (CSV.encode() + b"\x00,1\n", "no text in UTF-8"),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF file"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "This is a PNG file"),
    "a photograph": (b"\xff\xd8\xff\xe0", "This is a JPEG file"),
    "another archive": (b"Rar!\x1a\x07", "This is a RAR file"),
    "a torn zip": (b"PK\x03\x04 and no more", "damaged or no workbook"),
    "a torn XLS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged or no workbook"),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path, content, sentence):
    path = written(tmp_path, content)
    with pytest.raises(SpreadsheetError, match=sentence):
        read(path)


def test_rows_above_the_headings_are_skipped_and_said(tmp_path):
    path = workbook(tmp_path / "a.xlsx", table(("张三", NUMBER), above=("某县 2023 年花名册", "单位：某县民政局", "")))
    headings, rows, notes = read(path)
    assert (headings, rows) == (["姓名", "证件号码"], [(5, ["张三", NUMBER])])
    assert "Rows skipped above the headings: 3." in notes


def test_more_rows_than_are_searched_for_headings_are_all_there(tmp_path):
    many = [(f"张{n}", str(n)) for n in range(60)]
    path = workbook(tmp_path / "a.xlsx", table(*many))
    assert [cells for _row, cells in read(path)[1]] == [list(row) for row in many]


def test_the_sheet_with_the_headings_is_read_and_hidden_ones_are_named(tmp_path):
    def fill(made, first):
        first.write_row(0, 0, ["说明", "本表须知"])
        second = made.add_worksheet("名单")
        table(("张三", NUMBER))(made, second)
        hidden = made.add_worksheet("底表")
        table(("李四", "1"), ("王五", "2"))(made, hidden)
        hidden.hide()

    _headings, rows, notes = read(workbook(tmp_path / "a.xlsx", fill))
    assert rows == [(2, ["张三", NUMBER])]
    assert notes == ["Read from the sheet 名单.", "Hidden sheets were not read: 底表."]


def cell(tmp_path: Path, write, **options):
    """What is read of the cell that `write(workbook, sheet)` puts at A2."""

    def fill(made, sheet):
        sheet.write_row(0, 0, ["姓名", "证件号码"])
        sheet.write_string(1, 1, "1")
        write(made, sheet)

    return read(workbook(tmp_path / "a.xlsx", fill, **options))[1][0][1][0]


DAY = datetime(2023, 1, 2, tzinfo=UTC).replace(tzinfo=None)


def as_day(made, sheet):
    sheet.write_datetime(1, 0, DAY, made.add_format({"num_format": "yyyy-mm-dd"}))


KINDS_OF_CELLS = {
    "text": (lambda _made, sheet: sheet.write_string(1, 0, NUMBER), NUMBER),
    "a whole number": (lambda _made, sheet: sheet.write_number(1, 0, 610), "610"),
    "a decimal": (lambda _made, sheet: sheet.write_number(1, 0, 0.1 + 0.2), "0.3"),
    "a day": (as_day, "2023-01-02"),
    "yes": (lambda _made, sheet: sheet.write_boolean(1, 0, True), "TRUE"),  # noqa: FBT003 - of a cell
    "a formula": (lambda _made, sheet: sheet.write_formula(1, 0, "=600+10", None, 610), "610"),
    "a link": (lambda _made, sheet: sheet.write_url(1, 0, "https://example.invalid/", string="张三"), "张三"),
}


@pytest.mark.parametrize(("write", "text"), KINDS_OF_CELLS.values(), ids=KINDS_OF_CELLS)
def test_cells_of_a_workbook_as_a_person_sees_them(tmp_path, write, text):
    assert cell(tmp_path, write) == text


def test_days_of_a_workbook_that_counts_from_1904(tmp_path):
    assert cell(tmp_path, as_day, date_1904=True) == "2023-01-02"


def test_an_identity_number_typed_as_a_number_has_lost_its_end(tmp_path):
    lost = cell(tmp_path, lambda _made, sheet: sheet.write_number(1, 0, int(NUMBER)))
    assert isinstance(lost, UnreadableCell)
    assert "lost the last digits" in lost.message
    fits = cell(tmp_path, lambda _made, sheet: sheet.write_number(1, 0, 999_999_999_999_999))
    assert fits == "999999999999999"


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#NAME?"])
def test_a_formula_without_a_result_is_not_an_empty_cell(tmp_path, error):
    found = cell(tmp_path, lambda _made, sheet: sheet.write_formula(1, 0, "=1/0", None, error))
    assert found == UnreadableCell("The formula of this cell has no result. Enter the value.")


def test_a_value_in_a_merged_cell_stands_in_its_first_row(tmp_path):
    def fill(_made, sheet):
        sheet.write_row(0, 0, ["姓名", "证件号码"])
        sheet.merge_range("A2:A3", "张三")
        sheet.write_string(1, 1, "1")
        sheet.write_string(2, 1, "2")

    assert read(workbook(tmp_path / "a.xlsx", fill))[1] == [(2, ["张三", "1"]), (3, ["", "2"])]


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    path = workbook(tmp_path / "a.xlsx", table(("张三", NUMBER)))
    replaced(path, SHEET, b'<dimension ref="A1:B2"/>', b'<dimension ref="A1:XFD1048576"/>')
    assert read(path)[1] == [(2, ["张三", NUMBER])]


def test_an_archive_that_is_no_workbook(tmp_path):
    with pytest.raises(SpreadsheetError, match="damaged or no workbook"):
        read(archive(tmp_path / "a.xlsx", {"notes.txt": b"hello"}))


def test_limits_hold_on_both_sides(tmp_path, monkeypatch):
    path = written(tmp_path, CSV.encode())
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", path.stat().st_size)
    assert read(path)[1]
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", path.stat().st_size - 1)
    with pytest.raises(SpreadsheetError, match="is larger than"):
        read(path)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    bomb = archive(tmp_path / "a.xlsx", {SHEET: b"0" * 5_000_000})
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 4_999_999)
    with pytest.raises(SpreadsheetError, match="unpacks to more"):
        read(bomb)


def test_rows_and_columns_have_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_COLUMNS", 2)
    assert read(written(tmp_path, CSV.encode()))[1]
    with pytest.raises(SpreadsheetError, match="more columns than are read"):
        read(written(tmp_path, "姓名,证件号码,日期\n1,2,3\n".encode()))
