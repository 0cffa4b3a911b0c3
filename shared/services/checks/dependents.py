"""What still rests on a record: it cannot go out of use before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from shared.access import ScopedSession, elevated
from shared.models.base import Base, Editable
from shared.models.labels import counted


@dataclass(frozen=True)
class Dependents:
    """Records of a kind that point at a record by a column; `count` counts them in all regions."""

    kind: type[Base]
    column: str
    count: int

    def __str__(self) -> str:
        return counted(self.kind, self.count)


def dependents(session: ScopedSession, record: Base) -> list[Dependents]:
    """The records in use that point at `record`, by kind; not its parts, which go out of use with it."""
    by_kind = []
    with elevated(session) as system:
        for kind, column in _referring(record):
            conditions = (kind.retired_on.is_(None), getattr(kind, column) == _key(record))
            query = select(func.count()).select_from(kind).where(*conditions)
            count = 0 if kind.__is_part__ else system.scalar(query) or 0
            by_kind += [Dependents(kind, column, count)] if count else []
    return by_kind


def parts(session: ScopedSession, record: Base) -> list[Any]:
    """The parts of a record, in use or not."""
    records: list[Any] = []
    for kind, column in _referring(record):
        if kind.__is_part__:
            records += session.scalars(select(kind).where(getattr(kind, column) == _key(record)).order_by(kind.id))
    return records


def _referring(record: Base) -> Iterator[tuple[Any, str]]:
    """The kinds of records that point at such records, with the column they do it by."""
    kinds: Iterator[Any] = (m.class_ for m in Base.registry.mappers if issubclass(m.class_, Editable))
    for kind in kinds:
        if (column := _referring_column(kind, record)) is not None:
            yield kind, column


def _key(record: Base) -> Any:
    return record.__mapper__.primary_key_from_instance(record)[0]


def _referring_column(kind: type[Base], record: Base) -> str | None:
    """The column of a kind that holds the key of such records."""
    table = record.__mapper__.local_table
    columns = kind.__mapper__.columns.items()
    return next((n for n, c in columns if any(key.column.table is table for key in c.foreign_keys)), None)
