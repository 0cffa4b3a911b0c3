"""Where the table of a sheet begins: titles and dates of the office stand above its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from shared.locale import _
from shared.parsing import to_plain_text

from .cell import Cell, UnreadableCell
from .limits import check_column_count
from .spreadsheet_error import SpreadsheetError
from .table import TableRow

SEARCHED_ROWS = 20
"""Rows in which the headings are looked for."""


def plain_heading(text: str) -> str:
    """A heading without what offices write differently: blanks, line breaks, case, marks of what is required."""
    return "".join(to_plain_text(text).split()).strip("*＊:：").casefold()


def find_headings(rows: Iterator[TableRow], known: Collection[str]) -> tuple[list[str], Iterator[TableRow], int]:
    """The headings, the rows below them, and how many rows stand above.

    They are the row with most of the `known` headings (plain) among the first ones; without any known heading the first
    row with two cells. SpreadsheetError where there is none, or a heading stands twice.
    """
    first = list(islice(rows, SEARCHED_ROWS))
    scores = [sum(plain_heading(_text(cell)) in known for cell in row.cells) for row in first]
    fallback = next((place for place, row in enumerate(first) if sum(map(bool, row.cells)) > 1), None)
    place = scores.index(max(scores)) if any(scores) else fallback
    if place is None:
        raise SpreadsheetError(_("No headings were found. The names of the columns stand in one row above the values."))
    headings = _without_empty_end([_text(cell) for cell in first[place].cells])
    check_column_count(len(headings))
    _refuse_repeated(headings)
    return headings, _cut(chain(first[place + 1 :], rows), len(headings)), first[place].number - 1


def _text(cell: Cell) -> str:
    return "" if isinstance(cell, UnreadableCell) else cell


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    used = [place for place, cell in enumerate(cells) if cell]
    return list(cells[: max(used) + 1]) if used else []


def _refuse_repeated(headings: Sequence[str]) -> None:
    counts = Counter(plain_heading(heading) for heading in headings if heading)
    if repeated := [heading for heading in headings if counts[plain_heading(heading)] > 1]:
        message = _("Two columns have the heading {name}. Remove or rename one of them.")
        raise SpreadsheetError(message.format(name=repeated[0]))


def _cut(rows: Iterator[TableRow], width: int) -> Iterator[TableRow]:
    """The rows as wide as the headings. A value beyond them is refused: it would silently be lost."""
    for row in rows:
        if any(row.cells[width:]):
            message = _("Row {n} has a value to the right of the last heading. Give the column a heading or remove it.")
            raise SpreadsheetError(message.format(n=row.number))
        yield TableRow(row.number, [*row.cells[:width], *[""] * (width - len(row.cells))])
