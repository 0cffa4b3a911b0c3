"""Many rows at once: COPY on PostgreSQL, prepared inserts on SQLite. For computed rows, not for what people enter."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import psycopg
from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

BATCH = 20_000
ROWS_PER_STATEMENT = 50  # rows a statement: SQLite takes them in two thirds of the time


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` (values in the order of `columns`) inside the transaction of `connection`; how many.

    IntegrityError when the database refuses one of them.
    """
    if connection.dialect.name == "postgresql":
        return _copy(connection, table, columns, rows)
    marks = f"({', '.join('?' * len(columns))})"
    statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES "  # noqa: S608 - names of our schema
    remaining, written = iter(rows), 0
    while batch := list(islice(remaining, BATCH)):
        full_length = len(batch) // ROWS_PER_STATEMENT * ROWS_PER_STATEMENT
        for part, rows_each in ((batch[:full_length], ROWS_PER_STATEMENT), (batch[full_length:], 1)):
            if values := [tuple(chain.from_iterable(part[n : n + rows_each])) for n in range(0, len(part), rows_each)]:
                connection.exec_driver_sql(statement + ", ".join([marks] * rows_each), values)
        written += len(batch)
    return written


def _copy(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    written = 0
    driver: Any = connection.connection.driver_connection
    statement = f"COPY {table.name} ({', '.join(columns)}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
                written += 1
    except psycopg.IntegrityError as error:  # as SQLAlchemy says it of its own statements
        raise IntegrityError(statement, None, error, hide_parameters=True) from error
    return written


@contextmanager
def gc_paused() -> Iterator[None]:
    """Rows by the million hold no cycles; looking for some took two thirds of the time of reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
