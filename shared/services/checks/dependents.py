"""What still rests on a record: it cannot go out of use before them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from shared.access import ScopedSession, elevated
from shared.models.base import Base, Editable
from shared.models.labels import nouns


def dependents(session: ScopedSession, record: Base) -> str:
    """Names and numbers of the records in use that point at `record`; empty when there are none."""
    found = []
    with elevated(session) as system:
        for record_class in (mapper.class_ for mapper in Base.registry.mappers):
            if (query := _pointing(record_class, record)) is not None:
                count = system.scalar(query) or 0
                found += [f"{nouns(record_class)} ({count})"] if count else []
    return ", ".join(found)


def _pointing(record_class: type[Base], record: Base) -> Select[Any] | None:
    table = record.__mapper__.local_table
    columns = [c for c in record_class.__table__.columns if any(key.column.table is table for key in c.foreign_keys)]
    if not columns or not issubclass(record_class, Editable):
        return None
    key = record.__mapper__.primary_key_from_instance(record)[0]
    return select(func.count()).select_from(record_class).where(record_class.retired_on.is_(None), columns[0] == key)
