"""CSV lines of a record, written by the database itself: several times quicker than taking rows apart in Python.

Hardly any text holds a quote or starts like a formula. So the database first writes all texts as they are; only
when a batch shows something odd does it write that batch again, with care.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, String, case, cast, func, literal, or_

from shared.models import Base

from .csv_text import BLANKS, CONTROL, FORMULA

ODD = re.compile(f',"(?:[{"".join(CONTROL)}]|[{BLANKS}]*[{re.escape("".join(FORMULA))}])')


class Lines:
    """One text a record: its columns `names`, free text in quotes. The first column must not be free text."""

    def __init__(self, cls: type[Base], names: Sequence[str]) -> None:
        free = {name for name in names if is_free_text(cls, name)}
        form = ",".join('"%s"' if name in free else "%s" for name in names)
        columns: dict[str, Any] = {name: getattr(cls, name) for name in names}
        as_they_are = [cast(c, Integer) if isinstance(c.type, Boolean) else c for c in columns.values()]
        harmless = [_harmless(c) if c.key in free else c for c in as_they_are]
        self.quick: ColumnElement[str] = func.format(form, *as_they_are)
        self.careful: ColumnElement[str] = func.format(form, *harmless)
        self._quotes = 2 * len(free)

    def need_care(self, lines: Sequence[str], text: str) -> bool:
        """Whether quick `lines`, joined to `text`, hold a quote inside a field or one that starts like a formula."""
        return text.count('"') != self._quotes * len(lines) or ODD.search(text) is not None


def is_free_text(cls: type[Base], name: str) -> bool:
    """Whether people type this column: a text that neither a reference nor a CHECK limits to known values."""
    column = cls.__mapper__.columns[name]
    rules = cls.metadata.tables[cls.__tablename__].constraints
    limited = any(f"{name} IN (" in str(getattr(rule, "sqltext", "")) for rule in rules)
    return isinstance(column.type, String) and not column.foreign_keys and not limited


def _harmless(column: Any) -> ColumnElement[str]:
    """The same as `csv_text.neutral`, and ready to stand between quotes."""
    first, visible = func.substr(column, 1, 1), func.substr(func.ltrim(column, BLANKS), 1, 1)
    starts_formula = or_(first.in_(CONTROL), visible.in_(FORMULA))
    escaped = func.replace(column, '"', '""')
    return case((starts_formula, literal("'") + escaped), else_=escaped)
