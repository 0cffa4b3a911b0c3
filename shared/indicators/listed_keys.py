"""Pages of a list behind a figure, and all of it: which records, by key, in the order of their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select
from sqlalchemy.orm import Session

from .row_selection import Selection


class ListedKey(NamedTuple):
    """Where a row of a list stands: its place, then the key of the record."""

    region: str
    key: Any


def load_keys(session: Session, selection: Selection, limit: int, edge: ListedKey | None = None) -> list[ListedKey]:
    """The keys of the next rows behind an edge, or of the first ones."""
    region, key = selection.rows.c.region, selection.rows.c.key
    query = selection.query().with_only_columns(region, key).order_by(region, key).limit(limit)
    if edge is not None:
        query = query.where(_is_behind(region, key, edge))
    return [ListedKey(*row) for row in connection_of_lists(session).execute(query)]


def connection_of_lists(session: Session) -> Connection:
    """The session's connection. PostgreSQL would compile a statement of a list for longer than it runs."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.set_config("jit", "off", True)))  # noqa: FBT003 - of SQL: for this transaction
    return connection


def load_all_keys(session: Session, selection: Selection, batch: int) -> Iterator[list[ListedKey]]:
    """The keys of all rows, so many at a time."""
    edge = None
    while keys := load_keys(session, selection, batch, edge):
        yield keys
        if len(keys) < batch:
            return
        edge = keys[-1]


def _is_behind(region: Any, key: Any, edge: ListedKey) -> ColumnElement[bool]:
    """The place is asked for by itself too: so an index leads to it on every database."""
    return and_(region >= edge.region, or_(region > edge.region, key > edge.key))
