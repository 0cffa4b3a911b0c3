"""How large a file may be, looked at before it is parsed: what unpacks to gigabytes is refused while it is small."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from shared.locale import _

from .spreadsheet_error import SpreadsheetError

MEGABYTE = 1_000_000
MAX_FILE_BYTES = 100 * MEGABYTE
MAX_UNPACKED_BYTES = 600 * MEGABYTE
"""Of all parts of a workbook: its 200,000 rows of 30 columns are some 300 MB of XML."""
MAX_PARTS = 2_000
MAX_CSV_ROWS, MAX_WORKBOOK_ROWS = 1_000_000, 200_000
"""A workbook stands in memory as a whole; a CSV file is read row by row."""
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 10_000


def check_file_size(path: Path) -> None:
    """SpreadsheetError for a file that holds nothing, or more than is read."""
    size = path.stat().st_size
    if size == 0:
        raise SpreadsheetError(_("The file is empty."))
    if size > MAX_FILE_BYTES:
        most = MAX_FILE_BYTES // MEGABYTE
        raise SpreadsheetError(_("The file is larger than {n} MB. Divide it into several.").format(n=most))


def check_archive(path: Path) -> None:
    """SpreadsheetError for a damaged archive, and for one whose parts say that they unpack to too much.

    A part that lies about its size is refused by the reader of the archive: it ends where the size says.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError) as error:
        raise SpreadsheetError(damaged_message()) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise SpreadsheetError(_("The workbook unpacks to more than is read. Save only the table in a new file."))


def check_row_count(count: int, most: int) -> None:
    """SpreadsheetError for more rows than are read."""
    if count > most:
        message = _("There are more rows than are read; the limit is {n}. Divide the table into several files.")
        raise SpreadsheetError(message.format(n=f"{most:,}"))


def check_column_count(count: int) -> None:
    """SpreadsheetError for more columns than are read."""
    if count > MAX_COLUMNS:
        message = _("There are more columns than are read; the limit is {n}. Remove the foreign ones.")
        raise SpreadsheetError(message.format(n=MAX_COLUMNS))


def damaged_message() -> str:
    """What is said of a workbook that cannot be opened."""
    return _("The file is damaged or no workbook. Open it in the program it comes from and save it again.")
