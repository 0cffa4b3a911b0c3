"""A table as XLSX: what people typed stays text and runs as no formula; memory stays flat, the rows go to a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from shared.clock import now

MAX_XLSX_ROWS = 200_000  # as many as are written in half a minute; longer lists go by region, or as CSV
MIN_WIDTH, MAX_WIDTH = 10, 40
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_xlsx(
    sheet_name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    notes_name: str,
    notes: Sequence[Sequence[Any]],
) -> IO[bytes]:
    """The table on the first sheet, under a heading that stays in view; `notes`, lines of two cells, on the second.

    The open temporary file, to be read from its beginning; it is gone when it is closed.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with Workbook(file, OPTIONS) as workbook:
        workbook.set_properties({"created": now().replace(tzinfo=None)})
        bold = workbook.add_format({"bold": True})
        table = workbook.add_worksheet(sheet_name)
        _write_table(table, headings, rows, bold)
        notes_sheet = workbook.add_worksheet(notes_name)
        notes_sheet.set_column(0, 0, MIN_WIDTH * 2)
        notes_sheet.set_column(1, 1, MAX_WIDTH * 2)
        for number, line in enumerate(notes):
            write_row(notes_sheet, number, line)
    file.seek(0)
    return file


def _write_table(sheet: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[Any]], bold: Any) -> None:
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, min(max(MIN_WIDTH, 2 * len(heading) + 2), MAX_WIDTH))
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=1):
        write_row(sheet, last, row)
    sheet.autofilter(0, 0, last, max(len(headings) - 1, 0))


def write_row(sheet: Worksheet, number: int, row: Sequence[Any]) -> None:
    """Numbers as numbers, everything else as text."""
    for column, value in enumerate(row):
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            sheet.write_number(number, column, value)
        elif value not in {None, ""}:
            text = value.isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)
            sheet.write_string(number, column, text)
