"""Rows of new records as the loader takes them (`shared.bulk`), and which of them the database refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select
from sqlalchemy.exc import IntegrityError

from shared.access import ScopedSession
from shared.bulk import gc_paused, insert_rows
from shared.models.base import Base

from .constraint_messages import validation_error_from
from .service_errors import ValidationError

Numbered = tuple[int, Base]
"""Position of a row in the batch, and its record."""


class RowWriter:
    """Writes records of one class: with their keys and defaults, past the unit of work of the ORM."""

    def __init__(self, session: ScopedSession, record_class: type[Base]) -> None:
        self._session, self._table = session, _table(record_class)
        self._columns: dict[str, Column[Any]] = dict(record_class.__mapper__.columns.items())
        dialect = session.get_bind().dialect
        processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in self._columns.values()]
        self._processors = [(position, process) for position, process in enumerate(processors) if process is not None]
        defaults = {name: _default(column) for name, column in self._columns.items()}
        self._defaults = [(name, default) for name, default in defaults.items() if default is not None]

    def complete(self, records: Sequence[Base]) -> None:
        """Give records their keys, in this order, and the defaults of their columns, as a flush would.

        Both are what the program fills in: written past the attributes' events, they are no changes of the record.
        """
        for key, record in zip(_take_keys(self._session, self._table, len(records)), records, strict=True):
            values = vars(record)
            values["id"] = key
            for name, default in self._defaults:
                if values.get(name) is None:
                    values[name] = default()

    def insert(self, records: Sequence[Numbered]) -> Iterator[tuple[int, ValidationError]]:
        """Insert records; those that the database refuses with the reason. All others are in."""
        names = [column.name for column in self._columns.values()]
        try:
            with (
                gc_paused(),
                self._session.begin_nested(),
            ):  # the savepoint is made for a connection that is asked for inside it
                connection = self._session.connection()
                insert_rows(connection, self._table, names, [self._values(record) for _row, record in records])
        except IntegrityError as error:
            if len(records) == 1:
                yield records[0][0], validation_error_from(error)
                return
            middle = len(records) // 2
            yield from self.insert(records[:middle])
            yield from self.insert(records[middle:])

    def change(self, record: Base) -> dict[str, Any]:
        """What was done, as `shared.audit.collect_changes` tells it of a flush."""
        after = dict(zip(self._columns, map(vars(record).get, self._columns), strict=True))
        return {"action": "insert", "class": type(record), "id": str(after["id"]), "before": {}, "after": after}

    def _values(self, record: Base) -> list[Any]:
        """The values of a record as the driver takes them."""
        values = list(map(vars(record).get, self._columns))
        for position, process in self._processors:
            values[position] = process(values[position])
        return values


def _table(record_class: type[Base]) -> Table:
    table = record_class.__table__
    if not isinstance(table, Table):
        raise TypeError(record_class)
    return table


def _default(column: Column[Any]) -> Callable[[], Any] | None:
    default: Any = column.default
    if default is None:
        return None
    return (lambda: default.arg) if default.is_scalar else (lambda: default.arg(None))


def _take_keys(session: ScopedSession, table: Table, count: int) -> Sequence[int]:
    """The next keys of a table: from its sequence, or on SQLite, where nobody else writes, behind the last one."""
    connection: Connection = session.connection()
    if connection.dialect.name != "postgresql":
        last_key = connection.execute(select(func.max(table.c.id))).scalar() or 0
        return range(last_key + 1, last_key + count + 1)
    sequence = func.pg_get_serial_sequence(table.name, "id")
    keys = select(func.nextval(sequence)).select_from(func.generate_series(1, count).alias())
    return sorted(connection.execute(keys).scalars())
