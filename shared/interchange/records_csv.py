"""Record lists as CSV: what the actor may read, in order of place, identity numbers masked, memory flat.

Columns carry the names of the database and money stays in fen, so that a file can be read back without guessing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Boolean, Date, Integer, LargeBinary, Select, String, cast, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from shared.access import Permission, ScopedSession
from shared.access.permissions import reading
from shared.access.scope import criteria
from shared.audit import SECRET
from shared.models import Base

from .csv_text import encoded, neutral

BATCH = 5_000
CODED = {"region_code", "identity_masked", "month"}  # digits and stars: never a formula


def exportable(cls: type[Base]) -> list[str]:
    """Names of the columns a file of this record holds: all but secrets and sealed numbers."""
    columns = cls.__mapper__.columns
    return [n for n, c in columns.items() if n not in SECRET and not isinstance(c.type, LargeBinary)]


def records_csv(session: ScopedSession, cls: type[Base], names: Sequence[str] | None = None) -> Iterator[bytes]:
    """The file of all records of `cls` in the actor's scope, in pieces. Refused without the permissions."""
    session.actor.require(Permission.RECORDS_EXPORT)
    session.actor.require(reading(cls.__area__))
    chosen = list(names or exportable(cls))
    return encoded(chosen, _rows(session, cls, chosen))


def _rows(session: ScopedSession, cls: type[Base], names: list[str]) -> Iterator[Sequence[Any]]:
    """Rows as the driver gives them, with free text made harmless; the scope is part of the statement."""
    free = [n for n, name in enumerate(names) if _is_free_text(cls, name)]
    query = _query(cls, names).options(*criteria(session.actor))
    result = session.connection().execute(query, execution_options={"yield_per": BATCH})
    for batch in result.partitions():
        columns: list[Any] = list(zip(*batch, strict=True))
        for position in free:
            columns[position] = [neutral(value) for value in columns[position]]
        yield from zip(*columns, strict=True)


def _query(cls: type[Base], names: list[str]) -> Select[Any]:
    attributes = [getattr(cls, name) for name in names]
    order = [getattr(cls, name) for name in ("region_code", "id") if name in cls.__mapper__.columns]
    return select(*(_plain(attribute) for attribute in attributes)).order_by(*order)


def _plain(attribute: InstrumentedAttribute[Any]) -> Any:
    """Dates as the database writes them, truth as 1 and 0: the same bytes on both databases."""
    if isinstance(attribute.type, Date):
        return type_coerce(attribute, String)
    return cast(attribute, Integer) if isinstance(attribute.type, Boolean) else attribute


def _is_free_text(cls: type[Base], name: str) -> bool:
    """Whether people type this column: texts that a CHECK does not limit to known values."""
    column = cls.__mapper__.columns[name]
    limited = any(f"{name} IN (" in str(getattr(rule, "sqltext", "")) for rule in cls.__table__.constraints)
    return isinstance(column.type, String) and name not in CODED and not limited
