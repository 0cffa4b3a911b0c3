"""The rows of a file as values of records, with everything that cannot be read said at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.access import ScopedSession
from shared.identity import Sealer
from shared.locale import _
from shared.parsing import ParseError, RegionDirectory
from shared.spreadsheets import TableRow, UnreadableCell
from shared.spreadsheets.cell import Cell

from .cell_values import parser_for
from .import_column import ImportColumn
from .import_kind import ImportKind
from .matching import ColumnMatch
from .references import find_households, find_people

Parser = Callable[[str], Any]


@dataclass
class FileRow:
    """A row of the file: its number, the values it says, and by name of a column what is wrong ("": the whole row)."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_rows(
    session: ScopedSession,
    sealer: Sealer,
    kind: ImportKind,
    match: ColumnMatch,
    rows: Iterable[TableRow],
    directory: RegionDirectory,
) -> list[FileRow]:
    """All rows but the example of the template. People and households that they name are found, or said to be none."""
    parsers = {place: parser_for(column, directory) for place, column in match.columns.items()}
    examples = {place: column.example_texts() for place, column in match.columns.items()}
    read = [_read_row(row, match, parsers) for row in rows if not _is_example(row, examples)]
    _resolve(read, "person_id", lambda numbers: find_people(session, sealer, numbers))
    _resolve(read, "household_id", lambda numbers: find_households(session, numbers))
    _refuse_repeated(kind, read)
    return read


def _is_example(row: TableRow, examples: Mapping[int, set[str]]) -> bool:
    """Whether a row is the example of the template, untouched."""
    return all(row.cells[place] in texts for place, texts in examples.items())


def _read_row(row: TableRow, match: ColumnMatch, parsers: Mapping[int, Parser]) -> FileRow:
    read = FileRow(row.number)
    for place, column in match.columns.items():
        try:
            _read_cell(read, column, row.cells[place], parsers[place])
        except ParseError as error:
            read.faults[column.name] = str(error)
    return read


def _read_cell(read: FileRow, column: ImportColumn, cell: Cell, parse: Parser) -> None:
    if isinstance(cell, UnreadableCell):
        read.faults[column.name] = cell.message
    elif cell:
        read.values[column.name] = parse(cell)
    elif column.is_required:
        read.faults[column.name] = _("{label}: this field is required.").format(label=column.heading)
    elif column.may_be_empty:
        read.values[column.name] = None


def _resolve(rows: Iterable[FileRow], name: str, find: Callable[[set[str]], Mapping[str, int | str]]) -> None:
    """Put the key of the record where its number stands."""
    named = [row for row in rows if isinstance(row.values.get(name), str)]
    found = find({row.values[name] for row in named}) if named else {}
    for row in named:
        key = found[row.values[name]]
        if isinstance(key, str):
            row.faults[name] = key
            del row.values[name]
        else:
            row.values[name] = key


def _refuse_repeated(kind: ImportKind, rows: Iterable[FileRow]) -> None:
    """A record that stands in two rows would be changed twice: the later row is refused, and names the first."""
    first: dict[tuple[Any, ...], int] = {}
    for row in _with_key(kind, rows):
        key = tuple(row.values[name] for name in kind.identified_by)
        if key in first:
            names = _(", ").join(str(kind.column(name).heading) for name in kind.identified_by)
            message = _("Row {n} has the same {names}. Remove one of the two rows.")
            row.faults[""] = message.format(n=first[key], names=names)
        first.setdefault(key, row.number)


def _with_key(kind: ImportKind, rows: Iterable[FileRow]) -> Iterator[FileRow]:
    """Rows that say which record they are about."""
    return (row for row in rows if all(row.values.get(name) is not None for name in kind.identified_by))
