"""Reading goes on while somebody writes or the disk is full; no event of it is lost, told twice or out of order."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from shared import audit
from shared.access import SYSTEM, open_session
from shared.audit import readings, waiting_file
from shared.audit.chain import CHAIN_LOCK
from shared.errors import DatabaseUnavailableError
from shared.models import AuditEvent
from shared.models.audit_event import audit_waiting
from shared.settings import ROOT
from tests.support.databases import SECRET, Sqlite

SOON = 1.0


@pytest.fixture
def embedded(sqlite: Sqlite) -> Iterator[Engine]:
    """Only a database that is a file has another beside it."""
    engine = sqlite.fresh("schema")
    yield engine
    engine.dispose()


def read(engine: Engine, number: int) -> None:
    audit.record_reading(engine, actor="li", action="read", record="person", record_id=str(number), people=[number])


@contextmanager
def somebody_writing(engine: Engine) -> Iterator[None]:
    """A long write: on PostgreSQL with the lock of the chain, as at its end."""
    with engine.execution_options(writing=True).connect() as connection, connection.begin() as transaction:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
        yield
        transaction.rollback()


def recorded(engine: Engine) -> list[str]:
    with open_session(SYSTEM, engine) as session:
        assert list(audit.find_faults(session)) == []
        return list(session.scalars(select(AuditEvent.record_id).order_by(AuditEvent.id)))


def test_where_nobody_writes_it_is_appended_at_once(engine: Engine):
    read(engine, 1)
    assert recorded(engine) == ["1"]


def test_reading_waits_for_no_writer_and_is_told_in_order(engine: Engine):
    read(engine, 1)
    with somebody_writing(engine):
        began = time.monotonic()
        for number in (2, 3, 4):
            read(engine, number)
        assert time.monotonic() - began < SOON
        assert recorded(engine) == ["1"]
    read(engine, 5)
    assert recorded(engine) == ["1", "2", "3", "4", "5"]
    with somebody_writing(engine):
        read(engine, 6)
    audit.append_waiting(engine)
    audit.append_waiting(engine)
    assert recorded(engine) == [str(number) for number in range(1, 7)]


def test_a_kill_between_moving_and_forgetting_tells_nothing_twice(embedded: Engine, monkeypatch: pytest.MonkeyPatch):
    with somebody_writing(embedded):
        read(embedded, 1)
    with monkeypatch.context() as patch:
        patch.setattr(waiting_file.WaitingFile, "delete_up_to", lambda *_: None)
        audit.append_waiting(embedded)
    read(embedded, 2)
    assert recorded(embedded) == ["1", "2"]


READ_FOR_EVER = """
import sys
from shared import audit
from shared.database import engine_for
engine = engine_for(sys.argv[1])
audit.set_audit_key(engine, sys.argv[2])
for number in range(1, 100_000):
    audit.record_reading(engine, actor="li", action="read", record="person", record_id=str(number), people=[number])
    print(number, flush=True)
"""


def test_a_kill_loses_no_reading_that_was_shown(engine: Engine):
    """A process of its own says of each reading that it was shown, first beside a writer, until it is killed."""
    words = [sys.executable, "-c", READ_FOR_EVER, engine.url.render_as_string(hide_password=False), SECRET]
    with subprocess.Popen(words, cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
        with somebody_writing(engine):
            shown = [process.stdout.readline() for _ in range(5)]
        shown += [process.stdout.readline() for _ in range(5)]
        process.kill()
        shown += process.stdout.readlines()
    audit.append_waiting(engine)
    numbers = [int(number) for number in recorded(engine)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert int(shown[-1]) <= len(numbers) <= int(shown[-1]) + 1


def test_reading_goes_on_while_the_disk_is_full(embedded: Engine, monkeypatch: pytest.MonkeyPatch):
    """The file beside the database has room in it: it grows no byte for a hundred events."""
    read(embedded, 1)
    files = [Path(f"{embedded.url.database}{waiting_file.SUFFIX}{more}") for more in ("", "-journal")]
    before = [file.stat().st_size for file in files]

    def full(*_: object) -> None:
        raise DatabaseUnavailableError

    with monkeypatch.context() as patch:
        patch.setattr(readings, "_append_from_file", full)
        for number in range(2, 102):
            read(embedded, number)
    assert [file.stat().st_size for file in files] == before
    audit.append_waiting(embedded)
    assert recorded(embedded) == [str(number) for number in range(1, 102)]


def test_a_file_made_anew_loses_nothing_to_the_one_before_it(embedded: Engine):
    with somebody_writing(embedded):
        read(embedded, 1)
    file = waiting_file.WaitingFile(Path(str(embedded.url.database)))
    name, events = file.read_after({})
    for path in Path(str(embedded.url.database)).parent.glob(f"{file.path.name}*"):
        path.unlink()
    with somebody_writing(embedded):
        read(embedded, 2)
    file.delete_up_to(events[-1][0], name)
    audit.append_waiting(embedded)
    assert recorded(embedded) == ["2"]


def test_a_file_that_somebody_is_just_making_is_waited_for(embedded: Engine):
    """SQLite makes an empty file first: whoever comes then must not take it for the whole."""
    Path(f"{embedded.url.database}{waiting_file.SUFFIX}").touch()
    audit.append_waiting(embedded)
    read(embedded, 1)
    with somebody_writing(embedded):
        read(embedded, 2)
    audit.append_waiting(embedded)
    assert recorded(embedded) == ["1", "2"]


def test_what_can_neither_be_appended_nor_wait_is_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError

    if engine.dialect.name == "postgresql":
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(text("ALTER TABLE audit_waiting RENAME TO gone"))
        with somebody_writing(engine), pytest.raises(Exception, match="audit_waiting"):
            read(engine, 1)
        return
    read(engine, 1)
    monkeypatch.setattr(waiting_file.WaitingFile, "put", full)
    with somebody_writing(engine), pytest.raises(sqlite3.OperationalError):
        read(engine, 2)


def test_a_new_file_beside_the_database_is_read_from_its_beginning(embedded: Engine):
    database = Path(str(embedded.url.database))
    for number in (1, 2):
        with somebody_writing(embedded):
            read(embedded, number)
        audit.append_waiting(embedded)
        for file in database.parent.glob(f"{database.name}{waiting_file.SUFFIX}*"):
            file.unlink()
    assert recorded(embedded) == ["1", "2"]
    with embedded.connect() as connection:
        assert len(connection.execute(select(audit_waiting)).all()) == 1
