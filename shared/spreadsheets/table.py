"""A table as it stands in a file: its headings, its rows, and what was skipped to get to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .cell import Cell


class TableRow(NamedTuple):
    """A row that is not empty: its number as the spreadsheet shows it, and its cells, one a heading."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """The table of a file. Its rows are read once, as they are asked for.

    `notes`: sentences about how it was read (encoding, sheet, rows above the headings), for whoever checks a preview.
    """

    headings: Sequence[str]
    rows: Iterator[TableRow]
    notes: Sequence[str] = field(default_factory=tuple)
