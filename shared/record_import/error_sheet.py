"""The rows of a file back to whoever sent it: what is wrong with each in a last column, the cells marked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook

from shared.clock import now
from shared.locale import _
from shared.spreadsheets import UnreadableCell, read_table

from .dry_run import CheckedRow, Outcome
from .import_column import ImportColumn
from .import_kind import ImportKind
from .matching import ERROR_HEADING, is_error_heading, known_headings, match_columns

WIDTH = 18
TEXT: dict[str, Any] = {"num_format": "@"}
HEAD, MARKED = {**TEXT, "bold": True}, {**TEXT, "bg_color": "#FCE4D6", "border": 1}


def error_sheet(kind: ImportKind, path: Path, rows: Sequence[CheckedRow], *, only_refused: bool) -> IO[bytes]:
    """A workbook with the headings of the file and its rows as text; only the refused ones, or all.

    Mended and sent again it is read like the file itself: its last column is known and left aside. The open temporary
    file, to be read from its beginning.
    """
    faults = {row.number: row.faults for row in rows if row.outcome is Outcome.REFUSED}
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with Workbook(file, {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": now().replace(tzinfo=None)})
        _write(workbook, kind, path, faults, only_refused=only_refused)
    file.seek(0)
    return file


def _write(
    workbook: Workbook, kind: ImportKind, path: Path, faults: Mapping[int, Mapping[str, str]], *, only_refused: bool
) -> None:
    table = read_table(path, known_headings(kind))
    columns = match_columns(kind, table.headings).columns
    places = [place for place, heading in enumerate(table.headings) if not is_error_heading(heading)]
    text, head, marked = (workbook.add_format(look) for look in (TEXT, HEAD, MARKED))
    sheet = workbook.add_worksheet(str(kind.name)[:31])
    sheet.set_column(0, len(places), WIDTH, text)
    for column, heading in enumerate([*(table.headings[place] for place in places), str(ERROR_HEADING)]):
        sheet.write_string(0, column, heading, head)
    sheet.freeze_panes(1, 0)
    returned = (row for row in table.rows if row.number in faults or not only_refused)
    for number, row in enumerate(returned, start=1):
        wrong = faults.get(row.number, {})
        for column, place in enumerate(places):
            cell = row.cells[place]
            shown = "" if isinstance(cell, UnreadableCell) else cell
            sheet.write_string(number, column, shown, marked if _name(columns.get(place)) in wrong else text)
        sheet.write_string(number, len(places), _say(kind, wrong), text)


def _name(column: ImportColumn | None) -> str | None:
    return column.name if column else None


def _say(kind: ImportKind, faults: Mapping[str, str]) -> str:
    """All that is wrong with a row in one cell: the column, and what to do."""
    headings = {column.name: str(column.heading) for column in kind.columns}
    template = _("{column}: {reason}")
    sentences = [
        template.format(column=headings[name], reason=text) if name in headings else text
        for name, text in faults.items()
    ]
    return "\n".join(sentences)
