"""Workbooks: XLSX, XLSM (its macros are never run) and XLS, read by calamine."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shared.locale import _

from .cell import Cell, read_cell, without_result
from .csv_table import note_rows_above
from .error_cells import find_error_cells
from .headings import find_headings, plain_heading
from .limits import MAX_WORKBOOK_ROWS, check_archive, check_column_count, check_row_count, damaged_message
from .spreadsheet_error import SpreadsheetError
from .table import Table, TableRow

ENCRYPTED_NAMES = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
"""Streams of an OLE container in which Office wraps a workbook with a password."""


def read_workbook(path: Path, known: Collection[str], *, is_archive: bool) -> Table:
    """The table of the sheet with most known headings; hidden sheets are named and not read."""
    if is_archive:
        check_archive(path)
    else:
        _refuse_password(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return _read(workbook, known, path if is_archive else None)
    except PasswordError as error:
        raise SpreadsheetError(_password_message()) from error
    except (CalamineError, OSError, ValueError) as error:
        raise SpreadsheetError(damaged_message()) from error


def _read(workbook: CalamineWorkbook, known: Collection[str], archive: Path | None) -> Table:
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    hidden = [sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible]
    visible = [sheet for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
    if not visible:
        raise SpreadsheetError(_("The workbook has no sheet that can be seen."))
    sheet = _choose(workbook, visible, known)
    errors = find_error_cells(archive, sheet.name) if archive else {}
    headings, rows, above = find_headings(_rows(sheet, errors), known)
    notes = [_("Read from the sheet {name}.").format(name=sheet.name), *note_rows_above(above)]
    if hidden:
        notes.append(_("Hidden sheets were not read: {names}.").format(names=_(", ").join(hidden)))
    return Table(headings, rows, notes)


def _choose(workbook: CalamineWorkbook, sheets: list[SheetMetadata], known: Collection[str]) -> CalamineSheet:
    """The sheet with most known headings; among equals the first."""
    opened = [workbook.get_sheet_by_name(sheet.name) for sheet in sheets]

    def recognised(sheet: CalamineSheet) -> int:
        first = sheet.to_python(skip_empty_area=False, nrows=20)
        return max((sum(plain_heading(str(cell)) in known for cell in row) for row in first), default=0)

    return max(opened, key=recognised)


def _rows(sheet: CalamineSheet, errors: Mapping[int, Collection[int]]) -> Iterator[TableRow]:
    """The rows that are not empty. What a sheet says of its size is not believed: its cells are counted."""
    start = sheet.start
    if start is None:
        return
    check_row_count(sheet.height, MAX_WORKBOOK_ROWS)
    check_column_count(start[1] + sheet.width)
    margin = [""] * start[1]
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=start[0] + 1):
        row: list[Cell] = [*margin, *(read_cell(cell) for cell in cells)]
        for column in errors.get(number - 1, ()):
            row[column] = without_result()
        if any(row):
            yield TableRow(number, row)


def _refuse_password(path: Path) -> None:
    content = path.read_bytes()
    if any(name in content for name in ENCRYPTED_NAMES):
        raise SpreadsheetError(_password_message())


def _password_message() -> str:
    return _("The file is protected by a password. Remove the password in the spreadsheet and save the file again.")
