"""Templates that offices fill in, and refused rows that come back, are read again like any file."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import load_workbook

from shared.locale import CHINESE, LANGUAGES, use_language
from shared.parsing import RegionDirectory
from shared.record_import.dry_run import CheckedRow, Outcome
from shared.record_import.error_sheet import error_sheet
from shared.record_import.file_rows import read_rows
from shared.record_import.kinds import KINDS
from shared.record_import.matching import known_headings, match_columns
from shared.record_import.template import csv_template, value_names, xlsx_template
from shared.spreadsheets import read_table

PAYMENTS = KINDS["payments"]


def template_file(folder: Path, kind, name: str) -> Path:
    path = folder / name
    if path.suffix == ".xlsx":
        with xlsx_template(kind) as file:
            path.write_bytes(file.read())
    else:
        path.write_bytes(csv_template(kind))
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_template_has_all_columns_and_its_example_is_skipped(tmp_path, kind, language, name):
    with use_language(language):
        path = template_file(tmp_path, kind, name)
    table = read_table(path, known_headings(kind))
    match = match_columns(kind, table.headings)
    assert list(match.columns.values()) == list(kind.columns)
    assert read_rows(None, None, kind, match, table.rows, RegionDirectory([])) == []  # type: ignore[arg-type]


def test_values_are_chosen_from_lists_and_numbers_are_text(tmp_path):
    with use_language(CHINESE):
        path = template_file(tmp_path, PAYMENTS, "a.xlsx")
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert f'"{",".join(value_names(PAYMENTS.column("tier")))}"' in sheet
    assert all(isinstance(cell, str) for row in load_workbook(path).get_sheet_by_index(0).to_python() for cell in row)


def test_each_kind_says_how_a_record_is_found():
    for kind in KINDS.values():
        assert set(kind.identified_by) <= {column.name for column in kind.columns if column.is_required}, kind.key


def test_refused_rows_come_back_with_what_is_wrong_and_are_read_again(tmp_path):
    path = tmp_path / "a.csv"
    lines = ["某县发放表", "户号,救助类别,月份,金额,备注", "1,低保,2023-13,5,甲", "2,低保,2023-11,6,乙", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = [
        CheckedRow(3, Outcome.REFUSED, faults={"month": "no such month", "": "twice"}),
        CheckedRow(4, Outcome.SAME),
    ]
    returned = tmp_path / "back.xlsx"
    with error_sheet(PAYMENTS, path, rows, only_refused=True) as file:
        returned.write_bytes(file.read())
    table = read_table(returned, known_headings(PAYMENTS))
    assert [list(row.cells) for row in table.rows] == [
        ["1", "低保", "2023-13", "5", "甲", "所属月份：no such month\ntwice"]
    ]
    assert match_columns(PAYMENTS, table.headings).unknown == ["备注"]
    again = tmp_path / "again.xlsx"
    with error_sheet(PAYMENTS, returned, [], only_refused=False) as file:
        again.write_bytes(file.read())
    assert list(read_table(again, known_headings(PAYMENTS)).headings) == list(table.headings)


def test_an_empty_cell_of_a_column_with_a_default_says_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("救助类别,起始日期,月保障金额,纳入原因,停保日期\n低保,2023-01-01,610,,\n", encoding="utf-8")
    kind = KINDS["recognitions"]
    columns = tuple(column for column in kind.columns if column.kind != "reference")
    table = read_table(path, known_headings(kind))
    match = match_columns(replace(kind, columns=columns), table.headings)
    (row,) = read_rows(None, None, kind, match, table.rows, RegionDirectory([]))  # type: ignore[arg-type]
    assert "entry_reason" not in row.values
    assert row.values["end_on"] is None
