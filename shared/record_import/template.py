"""Empty files of a kind, to be filled in: headings, notes, lists of values, and an example row that is skipped."""

from __future__ import annotations

import csv
import io
import tempfile
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from shared.clock import now
from shared.interchange.csv_writer import BOM, LINE_END
from shared.locale import _
from shared.parsing import format_boolean

from .import_column import ColumnKind, ImportColumn
from .import_kind import ImportKind

LAST_ROW = 200_000  # rows for which the lists of values are offered
WIDTH = 18
LONGEST_LIST = 255  # characters of a list that a workbook holds beside its cells


def csv_template(kind: ImportKind) -> bytes:
    """Headings and the example row as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=LINE_END)
    writer.writerow([str(column.heading) for column in kind.columns])
    writer.writerow([column.example_text() for column in kind.columns])
    return BOM + text.getvalue().encode()


def xlsx_template(kind: ImportKind) -> IO[bytes]:
    """The same as a workbook: every cell is text, so that no number loses digits; values are chosen from lists.

    The open temporary file, to be read from its beginning.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with Workbook(file) as workbook:
        workbook.set_properties({"created": now().replace(tzinfo=None)})
        text = workbook.add_format({"num_format": "@"})
        head = workbook.add_format({"bold": True, "num_format": "@"})
        example = workbook.add_format({"italic": True, "font_color": "#595959", "num_format": "@"})
        sheet = workbook.add_worksheet(str(kind.name)[:31])
        for place, column in enumerate(kind.columns):
            sheet.set_column(place, place, WIDTH, text)
            sheet.write_string(0, place, str(column.heading) + "*" * column.is_required, head)
            sheet.write_string(1, place, column.example_text(), example)
            _offer_values(sheet, place, column)
        sheet.freeze_panes(1, 0)
        _explain(workbook.add_worksheet(_("Notes")), kind, head)
    file.seek(0)
    return file


def value_names(column: ImportColumn) -> list[str]:
    """What may be chosen in a column, as people call it; nothing where it may hold anything."""
    if column.kind is ColumnKind.FLAG:
        return [format_boolean(value) for value in (True, False)]
    return [str(choice.label) for choice in column.choices or ()]


def _offer_values(sheet: Worksheet, place: int, column: ImportColumn) -> None:
    """A list to choose from. What is not on it is refused when the file is read, with the names it may be."""
    names = value_names(column)
    if names and len(",".join(names)) <= LONGEST_LIST:
        sheet.data_validation(1, place, LAST_ROW, place, {"validate": "list", "source": names, "error_type": "warning"})


def _explain(sheet: Worksheet, kind: ImportKind, head: Any) -> None:
    """What each column holds, on a sheet of its own."""
    rows = [[_("Column"), _("Required"), _("Values"), _("Notes")]]
    for column in kind.columns:
        required = format_boolean(column.is_required)
        rows.append([str(column.heading), required, _(", ").join(value_names(column)), str(column.help)])
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, head if number == 0 else None)
    sheet.set_column(0, 1, WIDTH)
    sheet.set_column(2, 3, WIDTH * 3)
    sheet.write_string(len(rows) + 1, 0, _("The example row is skipped when the file is read."))
