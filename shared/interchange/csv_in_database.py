"""CSV lines of a record, written by the database itself: several times quicker than taking rows apart in Python.

Hardly any text holds a quote or starts like a formula. So the database first writes all texts as they are; only
when a batch shows something odd does it write that batch again, with care.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    LargeBinary,
    String,
    case,
    cast,
    extract,
    func,
    literal,
    or_,
    type_coerce,
)
from sqlalchemy.types import NullType

from shared.models import Base
from shared.models.columns import find_meaning, meaning_of
from shared.unseen_characters import BLANKS

from .csv_writer import CONTROL, FORMULA, LINE_END

END = LINE_END.encode()


def _any_of(letters: Iterable[str]) -> bytes:
    return b"|".join(re.escape(letter.encode()) for letter in letters)


UNSAFE_FIRST_BYTES = b"".join(sorted({re.escape(letter.encode()[:1]) for letter in (*CONTROL, *BLANKS, *FORMULA)}))
UNSAFE_FIELD = re.compile(
    b',"(?=[%b])(?:%b|(?:%b)*(?:%b))' % (UNSAFE_FIRST_BYTES, _any_of(CONTROL), _any_of(BLANKS), _any_of(FORMULA))
)
"""A field that starts like a formula. The byte such a field begins with is looked at first: few fields have one."""


class CsvLineExpressions:
    """One text a record: its columns `names`, the first the key, free text in quotes.

    `is_sqlite`: take the bytes as they are stored; the driver would make them a text, only to be made bytes again.
    """

    def __init__(self, cls: type[Base], names: Sequence[str], *, is_sqlite: bool) -> None:
        free = {name for name in names if is_free_text(cls, name)}
        form = ",".join('"%s"' if name in free else "%s" for name in names)
        as_they_are = [_readable_value(getattr(cls, name)) for name in names]
        neutralised = [
            _neutralise_formula(c) if name in free else c for name, c in zip(names, as_they_are, strict=True)
        ]
        raw, escaped = func.format(form, *as_they_are), func.format(form, *neutralised)
        self.raw: ColumnElement[Any] = type_coerce(cast(raw, LargeBinary), NullType()) if is_sqlite else raw
        self.escaped: ColumnElement[Any] = type_coerce(cast(escaped, LargeBinary), NullType()) if is_sqlite else escaped
        self._quotes = 2 * len(free)

    def need_escaping(self, count: int, join_lines: bytes) -> bool:
        """Whether `count` raw lines, joined, hold a quote inside a field or one that starts like a formula."""
        return join_lines.count(b'"') != self._quotes * count or UNSAFE_FIELD.search(join_lines) is not None


def column_heading(cls: type[Base], name: str) -> str:
    """What a column is called in a file: its own name, or that of the year which stands for a whole date."""
    return meaning_of(cls, name).year_name or name


def _readable_value(column: Any) -> ColumnElement[Any]:
    """Truth as 1 or 0; of a birth the year, because the number beside it is masked."""
    if (meaning := find_meaning(column.property.columns[0])) and meaning.year_name:
        return extract("year", column)
    return cast(column, Integer) if isinstance(column.type, Boolean) else column


def join_lines(lines: Sequence[str] | Sequence[bytes]) -> bytes:
    """The lines as bytes, each with its end."""
    if isinstance(lines[0], bytes):
        return END.join(lines) + END  # type: ignore[arg-type]
    return (LINE_END.join(lines) + LINE_END).encode()  # type: ignore[arg-type]


def key_of(line: str | bytes) -> int:
    """The key of the record."""
    return int(line.partition(b"," if isinstance(line, bytes) else ",")[0])  # type: ignore[arg-type]


def is_free_text(cls: type[Base], name: str) -> bool:
    """Whether people type this column: a text that neither a reference nor a list limits to known values."""
    return isinstance(cls.__mapper__.columns[name].type, String) and meaning_of(cls, name).is_typed_text


def _neutralise_formula(column: Any) -> ColumnElement[str]:
    """The same as `csv_writer.neutralise_formula`, and ready to stand between quotes."""
    first_letter, visible = func.substr(column, 1, 1), func.substr(func.ltrim(column, BLANKS), 1, 1)
    starts_formula = or_(first_letter.in_(CONTROL), visible.in_(FORMULA))
    escaped = func.replace(column, '"', '""')
    return case((starts_formula, literal("'") + escaped), else_=escaped)
