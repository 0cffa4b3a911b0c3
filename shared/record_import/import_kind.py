"""A kind of file that brings records, declared once: template, matching, reading and checks follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy

from .import_column import ImportColumn


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """A kind of file.

    `identified_by`: the columns whose values together find the record that a row is about. Whatever else a row says of
    it is changed; without such a record the row is a new one.
    """

    key: str
    name: LazyProxy
    record_class: type[Any]
    columns: tuple[ImportColumn, ...]
    identified_by: tuple[str, ...]

    def column(self, name: str) -> ImportColumn:
        """The column that fills `name`."""
        return next(column for column in self.columns if column.name == name)
