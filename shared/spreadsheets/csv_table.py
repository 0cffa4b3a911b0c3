"""CSV files: the delimiter and the encoding are found, quotes are read strictly."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from shared.locale import _

from .cell import read_cell
from .headings import SEARCHED_ROWS, find_headings, plain_heading
from .limits import MAX_CELL_CHARACTERS, MAX_CSV_ROWS, check_row_count
from .spreadsheet_error import SpreadsheetError
from .table import Table, TableRow
from .text_encoding import NAMES, find_encoding

DELIMITERS = {",": ",", ";": ";", "\t": "TAB"}


def read_csv(path: Path, known: Collection[str]) -> Table:
    """The table of a CSV file; its rows are read while they are asked for, and refused there when quotes are wrong."""
    encoding = find_encoding(path)
    delimiter = _find_delimiter(path, encoding, known)
    headings, rows, above = find_headings(_rows(path, encoding, delimiter), known)
    read_as = _("Read as CSV in {encoding}, cells separated by {delimiter}.")
    notes = [read_as.format(encoding=NAMES[encoding], delimiter=DELIMITERS[delimiter])]
    return Table(headings, rows, [*notes, *note_rows_above(above)])


def note_rows_above(count: int) -> list[str]:
    """The sentence about rows above the headings, where there are any."""
    return [_("Rows skipped above the headings: {n}.").format(n=count)] if count else []


def _find_delimiter(path: Path, encoding: str, known: Collection[str]) -> str:
    """The one with most known headings in a row; without any, the one that stands in most of the first rows."""

    def recognised(delimiter: str) -> tuple[int, int]:
        rows = list(islice(_rows(path, encoding, delimiter), SEARCHED_ROWS))
        matched = [sum(plain_heading(str(cell)) in known for cell in row.cells) for row in rows]
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        return max(matched, default=0), max(widths.values(), default=0)

    scores: dict[str, tuple[int, int]] = {}
    for delimiter in DELIMITERS:
        try:
            scores[delimiter] = recognised(delimiter)
        except SpreadsheetError:
            scores[delimiter] = (0, 0)
    return max(scores, key=lambda one: scores[one])


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[TableRow]:
    """The rows that are not empty, with the number of the row in a spreadsheet: a cell may hold line breaks."""
    csv.field_size_limit(MAX_CELL_CHARACTERS * 4)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                check_row_count(number, MAX_CSV_ROWS)
                if any(cells):
                    yield TableRow(number, [read_cell(cell) for cell in cells])
        except csv.Error as error:
            message = _("A quote of row {n} has no counterpart. A quote inside a cell is written twice.")
            raise SpreadsheetError(message.format(n=number + 1)) from error
