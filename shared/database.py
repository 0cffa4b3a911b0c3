"""The database: SQLite beside the program, or a PostgreSQL server. Engines, and outages said to people.

Transactions on SQLite. A transaction that only reads begins DEFERRED: it sees one snapshot, takes no write
lock and waits for nobody. One that will write says so before it begins, and takes the write lock first, so
that nothing it read can change under it:

    engine.connect()                                      # reads
    engine.execution_options(writing=True).begin()        # reads, decides, writes

On PostgreSQL the option changes nothing: there a writer locks the row it decides on (`with_for_update`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from shared import write_queue
from shared.errors import DatabaseUnavailableError, TransactionConflictError
from shared.locale import _
from shared.locale import lazy as _l

BUSY_SECONDS = 10
LOCKED_SECONDS = 60  # on PostgreSQL, where only a count of all figures lets others wait for more than moments
CONNECT_SECONDS = 5
PRAGMAS = (
    "journal_mode = WAL",  # readers and one writer at a time do not wait for each other
    "synchronous = NORMAL",  # with WAL: a power cut may cost the last commits, never the file
    "foreign_keys = ON",
    "cache_size = -16384",  # KiB a connection
    "mmap_size = 134217728",
)


def engine_for(url: str | URL, **options: Any) -> Engine:
    """The engine of `sqlite:///path` or `postgresql://…`; DatabaseUnavailableError for any other address."""
    kinds = {"sqlite": _sqlite, "postgresql": _postgresql}
    try:
        address = make_url(url)
        engine = kinds[address.get_backend_name()](address, **options)
    except (ArgumentError, KeyError) as error:
        raise DatabaseUnavailableError(
            _("The address of the database must look like sqlite:///path or postgresql://user@host/name.")
        ) from error
    event.listen(engine, "handle_error", _translate_error)
    return engine


@lru_cache(maxsize=8)
def independent_engine(address: URL) -> Engine:
    """Reads what is committed while a transaction on the same database is open.

    Through connections of its own, as many as it takes: were all those of a pool waiting for one writer, it could
    not get a second. On PostgreSQL each statement sees what is committed then, with a transaction or without: it goes
    without, two messages less.
    """
    options = {"isolation_level": "AUTOCOMMIT"} if address.get_backend_name() == "postgresql" else {}
    return engine_for(address, poolclass=QueuePool, max_overflow=-1, **options)


def _sqlite(address: URL, **options: Any) -> Engine:
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS}, **options)
    if path := _database_file(address):
        _make_folder(path)
        _watch_database_file(engine, path)
    event.listen(engine, "connect", _apply_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _database_file(address: URL) -> Path | None:
    """The file of an embedded database that lies at a plain path."""
    return Path(address.database) if address.database and "uri" not in address.query else None


def _postgresql(address: URL, **options: Any) -> Engine:
    requested = address.query.get("options", "")
    waiting = {"connect_timeout": CONNECT_SECONDS, "options": f"{requested} -c lock_timeout={LOCKED_SECONDS}s".strip()}
    return create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args=waiting, **options)


def _watch_database_file(engine: Engine, path: Path) -> None:
    """Let no connection outlive its file, and make no empty file in the place of one that was lost.

    A file that is moved away is an outage; one that is put back, or restored from a backup, is used at once.
    """

    def remember(_driver: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = path.stat().st_ino

    def compare(_driver: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        if not path.exists() or path.stat().st_ino != record.info["file"]:
            raise DisconnectionError

    def refuse(*_connecting: object) -> None:
        if not path.exists():
            raise DatabaseUnavailableError(str(BROKEN))

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)
    event.listen(engine, "first_connect", lambda *_: event.listen(engine, "do_connect", refuse))


def _make_folder(path: Path) -> None:
    """The folder of an embedded database, for its owner only: records are personal data."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailableError(
            _("The folder of the database cannot be created: check its permissions.")
        ) from error


def _apply_pragmas(driver: DBAPIConnection, _record: object) -> None:
    driver.isolation_level = None  # the driver begins no transaction behind our back
    cursor = driver.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin what only reads at once; what writes, in its turn."""
    writing, path = connection.get_execution_options().get("writing", False), _database_file(connection.engine.url)
    if not writing or path is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        return
    driver: Any = connection.connection.driver_connection
    with translate_driver_errors():
        driver.execute("PRAGMA busy_timeout = 0")  # it looks for itself
        try:
            came = write_queue.begin_in_turn(
                driver, path, connection.get_execution_options().get("patience", BUSY_SECONDS)
            )
        finally:
            driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    if not came:
        raise DatabaseUnavailableError(str(BUSY))


UNREACHABLE = _l("The database cannot be reached. Try again in a moment, then check that its server is running.")
READ_ONLY = _l("The database is read-only: nothing was saved. Check the permissions of its file and folder.")
FULL = _l("The disk of the database is full: nothing was saved. Free some space and try again.")
BUSY = _l("The database is busy: nothing was saved. Try again in a moment.")
BROKEN = _l("The database file cannot be opened or is damaged. Check its disk, or restore a backup.")

SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: BROKEN,
    sqlite3.SQLITE_CANTOPEN: BROKEN,
    sqlite3.SQLITE_CORRUPT: BROKEN,
    sqlite3.SQLITE_NOTADB: BROKEN,
}
CLASHES = {"40001", "40P01"}
POSTGRESQL_STATES = {  # PostgreSQL manual, appendix A
    "25006": READ_ONLY,
    "53100": FULL,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "53300": UNREACHABLE,
    "57P01": UNREACHABLE,
    "57P02": UNREACHABLE,
    "57P03": UNREACHABLE,
}


@contextmanager
def translate_driver_errors() -> Iterator[None]:
    """Turn outages into sentences where a driver is used without the engine."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as error:
        message = _outage_message(error)
        if message is None:
            raise
        raise DatabaseUnavailableError(str(message)) from error


def _translate_error(context: ExceptionContext) -> None:
    """Turn an outage into a sentence; errors of a statement itself stay what they are."""
    if context.is_pre_ping or not isinstance(context.original_exception, Exception):
        return  # the pool finds a lost connection here and mends it itself; Ctrl+C is no outage
    if getattr(context.original_exception, "sqlstate", None) in CLASHES:
        raise TransactionConflictError(str(BUSY)) from context.original_exception
    message = _outage_message(context.original_exception)
    if message is None and context.is_disconnect:
        message = UNREACHABLE
    if context.engine and _is_read_only(context.original_exception, Path(context.engine.url.database or "")):
        message = READ_ONLY
    if message is not None:
        raise DatabaseUnavailableError(str(message)) from context.original_exception


def _is_read_only(error: BaseException, path: Path) -> bool:
    """Whether file or folder refuse writing: SQLite only says that it cannot open its log there."""
    cannot_open = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN
    return cannot_open and path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _outage_message(error: BaseException) -> object | None:
    if isinstance(error, sqlite3.Error):
        extended = getattr(error, "sqlite_errorcode", 0)
        return SQLITE_CODES.get(extended & 0xFF)  # the low byte is the primary code
    if isinstance(error, psycopg.OperationalError):
        return POSTGRESQL_STATES.get(error.sqlstate) if error.sqlstate else UNREACHABLE
    return None
