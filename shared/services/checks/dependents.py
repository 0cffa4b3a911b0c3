"""What still rests on a record: it cannot go out of use before them."""

from __future__ import annotations

from dataclasses import dataclass

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
    """The records in use that point at `record`, by kind."""
    by_kind = []
    with elevated(session) as system:
        for kind in (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Editable)):
            if (column := _referencing_count(kind, record)) is not None:  # type: ignore[arg-type]
                key = record.__mapper__.primary_key_from_instance(record)[0]
                conditions = (kind.retired_on.is_(None), getattr(kind, column) == key)
                count = system.scalar(select(func.count()).select_from(kind).where(*conditions)) or 0
                by_kind += [Dependents(kind, column, count)] if count else []  # type: ignore[arg-type]
    return by_kind


def _referencing_count(kind: type[Base], record: Base) -> str | None:
    """The column of a kind that holds the key of such records."""
    table = record.__mapper__.local_table
    columns = kind.__mapper__.columns.items()
    return next((n for n, c in columns if any(key.column.table is table for key in c.foreign_keys)), None)
