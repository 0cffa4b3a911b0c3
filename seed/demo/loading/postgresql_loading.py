"""Loading into PostgreSQL: one transaction of COPY into tables without indexes. A kill leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow as pa
from pyarrow import csv
from sqlalchemy import Connection, Engine, text

from shared.database import translate_driver_errors
from shared.migrations import triggers
from shared.models import Base

from .empty_database import record_tables, require_empty_database
from .load_columns import TableRows

CHUNK = 100_000
SETTINGS = ("maintenance_work_mem = '256MB'", "work_mem = '64MB'", "synchronous_commit = off")
# Primary and unique keys first: foreign keys need them. What is dropped goes the other way round.
CONSTRAINTS = text("""
    SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype IN ('p', 'u', 'f') AND conrelid::regclass::text = ANY(:tables)
    ORDER BY contype = 'f', conrelid, conname""")
INDEXES = text("""
    SELECT i.relname AS name, pg_get_indexdef(i.oid) AS definition
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indrelid::regclass::text = ANY(:tables)
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid)
    ORDER BY i.relname""")


class PostgresqlLoader:
    """Fills the tables inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        """Drop what would be checked or kept in order row by row."""
        self.connection = connection
        self._tables = [connection.dialect.identifier_preparer.quote(name) for name in record_tables()]
        for setting in SETTINGS:
            connection.exec_driver_sql(f"SET LOCAL {setting}")
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(self._tables)} IN ACCESS EXCLUSIVE MODE")
        require_empty_database(connection)
        connection.exec_driver_sql(f"TRUNCATE {', '.join(self._tables)}")  # COPY may then FREEZE
        triggers.drop(connection)
        self._restore_statements = [*self._drop_constraints(), *self._drop_indexes()]

    def _drop_constraints(self) -> list[str]:
        rows = self.connection.execute(CONSTRAINTS, {"tables": self._tables}).all()
        for row in reversed(rows):
            self.connection.exec_driver_sql(f"ALTER TABLE {row.table} DROP CONSTRAINT {row.name}")
        return [f"ALTER TABLE {row.table} ADD CONSTRAINT {row.name} {row.definition}" for row in rows]

    def _drop_indexes(self) -> list[str]:
        rows = self.connection.execute(INDEXES, {"tables": self._tables}).all()
        for row in rows:
            self.connection.exec_driver_sql(f"DROP INDEX {row.name}")
        return [str(row.definition) for row in rows]

    def load(self, rows: TableRows, loaded: Callable[[int], None]) -> None:
        """Copy rows in; `loaded` is called with the number of rows of each part."""
        quote = self.connection.dialect.identifier_preparer.quote
        names = ", ".join(rows.columns)
        statement = f"COPY {quote(rows.table)} ({names}) FROM STDIN (FORMAT csv, FREEZE)"
        cursor = self.connection.connection.cursor()
        with cursor.copy(statement) as copy:
            for start in range(0, len(rows), CHUNK):
                part = _csv(rows, slice(start, start + CHUNK))
                copy.write(part)
                loaded(min(CHUNK, len(rows) - start))

    def finish(self, progress: Callable[[float], None]) -> None:
        """Create constraints, indexes and triggers again; later keys follow those loaded."""
        for number, statement in enumerate(self._restore_statements):
            progress(number / len(self._restore_statements))
            self.connection.exec_driver_sql(statement)
        triggers.create(self.connection)
        for table, name in zip(self._tables, record_tables(), strict=True):
            if "id" in Base.metadata.tables[name].columns:  # others have keys that the database does not count
                last = f"(SELECT max(id) FROM {table})"  # noqa: S608
                self.connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
        self.connection.exec_driver_sql(f"ANALYZE {', '.join(self._tables)}")


@contextmanager
def postgresql_loader(engine: Engine) -> Iterator[PostgresqlLoader]:
    """Fill the database of `engine`; everything is there when the block ends well, else nothing."""
    with translate_driver_errors(), engine.begin() as connection:
        yield PostgresqlLoader(connection)


def _csv(rows: TableRows, part: slice) -> memoryview:
    batch = pa.table({name: column.arrow(part) for name, column in rows.columns.items()})
    written = pa.BufferOutputStream()
    csv.write_csv(batch, written, csv.WriteOptions(include_header=False))
    return memoryview(written.getvalue())
