"""Record lists as CSV: what the actor may read, in order of place, identity numbers masked, memory flat.

Columns carry the names of the database and money stays in fen, so that a file can be read back without guessing; of a
birth the year alone, since the day would tell the rest of the masked number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, ScalarResult, Select, func, select

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.access.scope import export_condition, read_condition
from shared.bulk import gc_paused
from shared.models import Base
from shared.models.columns import ColumnKind, meaning_of
from shared.models.region import prefix_of

from .csv_in_database import CsvLineExpressions, column_heading, join_lines, key_of
from .csv_writer import BOM, LINE_END

BATCH = 1000
LEFT_OUT = {ColumnKind.SECRET, ColumnKind.DOCUMENT}
"""Kinds of columns of no file: a document may hold in itself what is masked in a column."""


def exported_columns(cls: type[Base]) -> list[str]:
    """Names of the columns a file of this record holds: all but secrets, sealed numbers and what only programs read."""
    names = cls.__mapper__.columns.keys()
    return [name for name in names if meaning_of(cls, name).kind not in LEFT_OUT]


def records_csv(session: ScopedSession, cls: type[Base], region: str = "") -> Iterator[bytes]:
    """All records of `cls` that the actor may export, in pieces. PermissionDenied without the permissions.

    `region`: only those in it and below.
    """
    _require(session, cls)
    return _chunks(session, cls, exported_columns(cls), region)


def count_rows(session: ScopedSession, cls: type[Base], region: str = "") -> int:
    """How many records the file of `cls` holds for this actor."""
    _require(session, cls)
    return session.connection().execute(_export_query(session, cls, region, func.count())).scalar_one()


def _require(session: ScopedSession, cls: type[Base]) -> None:
    for action in (Action.EXPORT, Action.READ):
        session.actor.require(permission_for(cls.__area__, action))


def _chunks(session: ScopedSession, cls: type[Base], names: list[str], region: str) -> Iterator[bytes]:
    yield BOM + f"{','.join(column_heading(cls, name) for name in names)}{LINE_END}".encode()
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"  # it hands over row by row in any case
    lines = CsvLineExpressions(cls, names, is_sqlite=is_sqlite)
    query = _export_query(session, cls, region, lines.raw).order_by(*_order(cls))
    result = connection.execute(query, execution_options={"stream_results": not is_sqlite, "max_row_buffer": BATCH})
    for csv_lines in iter(partial(_next, result.scalars()), []):
        data = join_lines(csv_lines)
        if lines.need_escaping(len(csv_lines), data):
            query = _export_query(session, cls, region, lines.escaped).where(cls.id.in_(map(key_of, csv_lines)))  # type: ignore[attr-defined]
            data = join_lines(connection.execute(query.order_by(*_order(cls))).scalars().all())
        yield data


def _next(lines: ScalarResult[Any]) -> Sequence[Any]:
    with gc_paused():
        return lines.fetchmany(BATCH)


def _order(cls: type[Base]) -> list[Any]:
    return [getattr(cls, name) for name in ("region_code", "id") if name in cls.__mapper__.columns]


def _export_query(session: ScopedSession, cls: type[Base], region: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """What may be read and taken away. The conditions stand here because an expression has no record class."""
    query = (
        select(*columns)
        .select_from(cls)
        .where(read_condition(cls, session.actor), export_condition(cls, session.actor))
    )
    if region:
        query = query.where(in_subtrees(cls.region_code, (prefix_of(region),)))  # type: ignore[attr-defined]
    return query
