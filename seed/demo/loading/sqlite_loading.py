"""Loading into SQLite: into a copy of the file, which takes the place of the original when it is whole.

A kill at any moment leaves the original as it was; the half-made copy is overwritten by the next attempt.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from shared.database import engine_for, translate_driver_errors
from shared.errors import DatabaseUnavailableError
from shared.locale import _
from shared.migrations import triggers

from .empty_database import record_tables, require_empty_database
from .load_columns import TableRows

CHUNK = 50_000
PATIENCE_SECONDS = 3
PAGE_BYTES = 8192  # wide rows and long indexes: one per cent less file than with 4096
PRAGMAS = (  # the copy is thrown away unless it becomes whole: nothing of it needs to survive a crash
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "foreign_keys = OFF",  # a test holds the rows of a small province against all constraints
    "ignore_check_constraints = ON",  # they would take two thirds of the time
    "temp_store = MEMORY",
    "cache_size = -262144",
    "threads = 2",
)


class SqliteLoader:
    """Fills a copy of a database that nobody else sees."""

    def __init__(self, connection: Connection) -> None:
        """Drop what would be checked or kept in order row by row."""
        self.connection = connection
        require_empty_database(connection)
        triggers.drop(connection)
        query = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name = :table")
        rows = [row for table in record_tables() for row in connection.execute(query, {"table": table})]
        for row in rows:
            connection.exec_driver_sql(f"DROP INDEX {row.name}")
        self._indexes = [str(row.sql) for row in rows]

    def load(self, rows: TableRows, loaded: Callable[[int], None]) -> None:
        """Insert rows; `loaded` is called with the number of rows of each part."""
        marks = ", ".join("?" * len(rows.columns))
        statement = f'INSERT INTO "{rows.table}" ({", ".join(rows.columns)}) VALUES ({marks})'  # noqa: S608
        for start in range(0, len(rows), CHUNK):
            part = slice(start, start + CHUNK)
            values = list(zip(*(column.objects(part) for column in rows.columns.values()), strict=True))
            self.connection.exec_driver_sql(statement, values)
            loaded(len(values))

    def finish(self, progress: Callable[[float], None]) -> None:
        """Create the indexes and triggers again."""
        for number, sql in enumerate(self._indexes):
            progress(number / len(self._indexes))
            self.connection.exec_driver_sql(sql)
        triggers.create(self.connection)
        self.connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
        self.connection.exec_driver_sql("ANALYZE")


@contextmanager
def sqlite_loader(engine: Engine) -> Iterator[SqliteLoader]:
    """Fill a copy of the database of `engine`; it becomes the database when the block ends well."""
    original = Path(str(engine.url.database))
    copy = original.with_name(f"{original.name}.seeding")
    engine.dispose()
    with translate_driver_errors(), closing(_open_exclusively(original)) as source:
        copy.unlink(missing_ok=True)
        try:
            source.execute("VACUUM INTO ?", [str(copy)])
            copy.chmod(original.stat().st_mode)
            with _filled(copy) as connection:
                yield SqliteLoader(connection)
            _make_durable(copy)
            copy.replace(original)
        finally:
            copy.unlink(missing_ok=True)


def _open_exclusively(original: Path) -> sqlite3.Connection:
    """A connection that lets nobody else read or write the file, nor leaves a log beside it."""
    source = sqlite3.connect(original, timeout=PATIENCE_SECONDS, isolation_level=None)
    try:
        source.execute("PRAGMA journal_mode = DELETE")
        source.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # of the copy
        source.execute("PRAGMA locking_mode = EXCLUSIVE")
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    except sqlite3.OperationalError as error:
        source.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseUnavailableError(_("Another program is using the database. Stop it, then seed again.")) from error
    return source


@contextmanager
def _filled(copy: Path) -> Iterator[Connection]:
    engine = engine_for(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            cursor = connection.connection.cursor()  # pragmas work outside of transactions only
            for pragma in PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def _make_durable(copy: Path) -> None:
    """Have the file on the disk before its name is."""
    with copy.open("rb") as file:
        os.fsync(file.fileno())
