"""Rows pasted from a spreadsheet into the fields of a list: each line goes to the row that it names, or is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from admin.records.batch_cells import parse_cell
from admin.records.batch_rows import BatchRow
from admin.request import context
from shared.locale import _
from shared.models.base import Base
from shared.parsing.parse_error import ParseError
from shared.parsing.pasted_rows import PastedRow, split_rows
from shared.parsing.regions import parse_region
from shared.services.region_directory import load_region_directory

PASTED = "pasted"
MAX_NOTICES = 8
FindRow = Callable[[str], BatchRow]


@dataclass(frozen=True)
class PastedTable:
    """A pasted text whose columns, behind the name, are `columns` of a model."""

    model: type[Base]
    columns: Sequence[str]

    def fill(self, text: str, find_row: FindRow) -> tuple[list[BatchRow], str, list[str]]:
        """Fill rows in; the rows that were, the lines that could not be taken, and why."""
        filled, left, notices = [], [], []
        try:
            for pasted in split_rows(text, len(self.columns)):
                try:
                    filled.append(self._fill_row(pasted, find_row))
                except ParseError as error:
                    left.append(pasted.text)
                    notices.append(_("Line {n} ({name}): {why}").format(n=pasted.number, name=pasted.name, why=error))
        except ParseError as error:
            return [], text, [str(error)]
        return filled, "\n".join(left), _shortened(notices)

    def _fill_row(self, pasted: PastedRow, find_row: FindRow) -> BatchRow:
        if len(pasted.values) > len(self.columns):
            raise ParseError(_("At most {n} values may follow the name.").format(n=len(self.columns)))
        row = find_row(pasted.name)
        if row.retired_note:
            raise ParseError(row.retired_note)
        values = dict(zip(self.columns, pasted.values, strict=False))
        for name, text in values.items():
            parse_cell(self.model, name, text)
        row.typed |= values
        return row


def region_finder(rows: Sequence[BatchRow], permission: str, **which: Any) -> FindRow:
    """What finds the row of a region by its name or code; `which` regions may be meant."""
    directory = load_region_directory(context.session(), permission, **which)
    by_code = {row.key: row for row in rows}

    def find(name: str) -> BatchRow:
        code = parse_region(name, directory)
        if code not in by_code:
            raise ParseError(_("This region is not in the list: nothing is missing there."))
        return by_code[code]

    return find


def _shortened(notices: list[str]) -> list[str]:
    more = len(notices) - MAX_NOTICES
    return [*notices[:MAX_NOTICES], *([_("{n} more lines were not used.").format(n=more)] if more > 0 else [])]
