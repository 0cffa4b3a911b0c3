"""Events of reading: appended at once where nobody writes, else kept safe and appended in their order a little later.

Who reads a list must not wait for who writes one. An event is on the disk before anything is shown; where it can
neither be appended nor wait, nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.orm import Session

from shared.clock import now
from shared.errors import DatabaseUnavailableError
from shared.models.audit_event import audit_waiting

from .chain import CHAIN_LOCK, append_many
from .waiting_file import WaitingFile

MARK = 1  # the row of a SQLite database that says how far the file beside it was moved


def record_reading(engine: Engine, **event: Any) -> None:
    """Write down that something was read. Fields as for `append`."""
    full_event = {**event, "at": now().isoformat(), "people": sorted(set(event.get("people", ())))}
    if engine.dialect.name == "postgresql":
        _record_on_postgresql(engine, full_event)
    else:
        _record_on_sqlite(engine, full_event)


def append_waiting(engine: Engine) -> None:
    """Append what waits, if nobody writes just now."""
    if engine.dialect.name == "postgresql":
        with _session(engine) as session:
            if _has_waiting(session.connection()) and _is_free(session):
                append_many(session, list(_take_waiting(session.connection())))
                session.commit()
        return
    file = _file(engine)
    if file is not None and file.is_made:
        _append_from_file(engine, file, [])


def _record_on_postgresql(engine: Engine, event: dict[str, Any]) -> None:
    with _session(engine) as session:
        if _is_free(session):
            append_many(session, [*_take_waiting(session.connection()), _decode(event)])
        else:
            session.connection().execute(insert(audit_waiting), {"event": event})
        session.commit()


def _is_free(session: Session) -> bool:
    """Take the lock of the chain, if nobody has it."""
    result = session.connection().execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    return bool(result.scalar())


def _has_waiting(connection: Connection) -> bool:
    return connection.execute(select(audit_waiting.c.id).limit(1)).first() is not None


def _take_waiting(connection: Connection) -> Iterator[dict[str, Any]]:
    """What waits, taken out: it stays or goes with the transaction."""
    waiting = delete(audit_waiting).returning(audit_waiting.c.id, audit_waiting.c.event)
    for row in sorted(connection.execute(waiting), key=lambda row: row.id):
        yield _decode(row.event)


def _record_on_sqlite(engine: Engine, event: dict[str, Any]) -> None:
    file = _file(engine)
    if file is not None:
        file.make()
    try:
        _append_from_file(engine, file, [event])
    except DatabaseUnavailableError:
        if file is None:
            raise
        file.put(event)


def _append_from_file(engine: Engine, file: WaitingFile | None, further: list[dict[str, Any]]) -> None:
    """Append what waits in the file and `further`; DatabaseUnavailableError at once while somebody writes."""
    with _session(engine.execution_options(patience=0)) as session:
        connection = session.connection()
        mark = connection.execute(select(audit_waiting.c.event).where(audit_waiting.c.id == MARK)).scalar()
        name, readings = file.read_after(mark or {}) if file else ("", [])
        append_many(session, [_decode(event) for event in (*(event for _key, event in readings), *further)])
        if readings:
            value = {"name": name, "moved": readings[-1][0]}
            connection.execute(delete(audit_waiting))
            connection.execute(insert(audit_waiting), {"id": MARK, "event": value})
        session.commit()
    if readings and file:
        file.delete_up_to(readings[-1][0], name)


def _decode(event: Mapping[str, Any]) -> dict[str, Any]:
    return {**event, "at": datetime.fromisoformat(event["at"])}


def _file(engine: Engine) -> WaitingFile | None:
    return WaitingFile(Path(engine.url.database)) if engine.url.database else None


def _session(engine: Engine) -> Session:
    return Session(engine.execution_options(writing=True))
