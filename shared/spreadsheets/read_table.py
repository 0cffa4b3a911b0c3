"""A file of an office as a table, whatever its name says it is."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from shared.locale import _

from .csv_table import read_csv
from .limits import check_file_size
from .spreadsheet_error import SpreadsheetError
from .table import Table
from .workbook_table import read_workbook

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN_STARTS = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"Rar!": "RAR", b"7z\xbc\xaf": "7z"}


def read_table(path: Path, known: Collection[str] = ()) -> Table:
    """The table of a CSV, XLSX or XLS file. What it is says its content: offices rename files.

    `known`: headings that are looked for, as `plain_heading` writes them. SpreadsheetError for a file that cannot be
    read; the rows raise it too, where a fault stands further down.
    """
    check_file_size(path)
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(ZIP_START):
        return read_workbook(path, known, is_archive=True)
    if start == OLE_START:
        return read_workbook(path, known, is_archive=False)
    for mark, name in FOREIGN_STARTS.items():
        if start.startswith(mark):
            message = _("This is a {kind} file. Tables are read from CSV, XLSX and XLS files.")
            raise SpreadsheetError(message.format(kind=name))
    return read_csv(path, known)
