"""Rows copied from a spreadsheet, or typed line by line: a name, and the values that stand behind it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.locale import _

from .parse_error import ParseError

MAX_LENGTH = 100_000
BETWEEN = re.compile(r"[\s;；]+")  # where nobody set tabulators; a comma may stand inside a number


class PastedRow(NamedTuple):
    """One row: its number, from 1, what it is about, and its values; fewer or more of them than there should be too."""

    number: int
    name: str
    values: list[str]
    text: str


def split_rows(text: str, value_count: int) -> Iterator[PastedRow]:
    """The rows of a pasted text that are not empty.

    Cells are set apart by tabulators, as spreadsheets copy them; in a line without one the last `value_count` words
    are the values. What the values stand for is not looked at here.
    """
    if len(text) > MAX_LENGTH:
        raise ParseError(_("Paste at most {n} characters at once.").format(n=f"{MAX_LENGTH:,}"))
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter="\t"), start=1):
        filled = [" ".join(cell.split()) for cell in cells]
        if any(filled):
            parted = filled if len(filled) > 1 else _part(filled[0], value_count)
            yield PastedRow(number, parted[0], _without_empty_end(parted[1:]), "\t".join(filled))


def _part(line: str, value_count: int) -> list[str]:
    words = [word for word in BETWEEN.split(line) if word]
    name, values = words[: max(1, len(words) - value_count)], words[max(1, len(words) - value_count) :]
    return [" ".join(name), *values]


def _without_empty_end(values: list[str]) -> list[str]:
    """Spreadsheets copy empty columns along."""
    while values and not values[-1]:
        values = values[:-1]
    return values
