"""The audit trail: every insert, update and reading of personal data, in the transaction itself, hash-chained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary, Select, insert, inspect, select, text
from sqlalchemy.orm import Session

from shared.clock import now
from shared.models import AuditEvent, Base, Observation, SignInAttempt, SignInSession, StatisticsBuild

UNAUDITED = (AuditEvent, Observation, StatisticsBuild, SignInSession, SignInAttempt)
SECRET = {"password_hash"}
FIRST = "0" * 64
CHAIN_LOCK = 0x5A5A01


def changes_of(session: Session) -> list[dict[str, Any]]:
    """What the flush that just ran did, a dictionary a record: `action`, `record`, `id`, `before`, `after`."""
    groups = (("insert", session.new), ("update", session.dirty), ("delete", session.deleted))
    found = [_change(action, r) for action, records in groups for r in records if not isinstance(r, UNAUDITED)]
    return [change for change in found if change["action"] != "update" or change["before"]]


def _change(action: str, record: Base) -> dict[str, Any]:
    state, before, after = inspect(record), {}, {}
    for name in record.__mapper__.columns.keys():  # noqa: SIM118 - a collection of columns
        history = state.attrs[name].history
        if history.has_changes() and history.deleted and action == "update":
            before[name] = history.deleted[0]
        after[name] = next(iter([*history.added, *history.unchanged]), None)
    key = ",".join(str(part) for part in record.__mapper__.primary_key_from_instance(record))
    return {"action": action, "class": type(record), "id": key, "before": before, "after": after}


def _readable(change: dict[str, Any]) -> dict[str, list[Any]]:
    """Columns with before and after. Secrets and sealed identity numbers only say that they changed."""
    columns = change["class"].__mapper__.columns
    names = change["before"] or change["after"]
    shown = {}
    for name in names:
        hidden = name in SECRET or isinstance(columns[name].type, LargeBinary)
        pair = [change["before"].get(name), change["after"].get(name)]
        shown[name] = ["…", "…"] if hidden else [plain(v) for v in pair]
    return shown


def plain(value: Any) -> Any:
    """A value of a column as the trail keeps it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def write_changes(session: Session, actor: str, changes: Iterable[dict[str, Any]], reason: str) -> None:
    """Write one event a changed record."""
    for change in changes:
        append(
            session,
            actor=actor,
            action=change["action"],
            record=change["class"].__tablename__,
            record_id=change["id"],
            region_code=change["after"].get("region_code"),
            reason=reason,
            changes=_readable(change),
        )


def append(session: Session, *, actor: str, action: str, **fields: Any) -> None:
    """Add one event to the end of the chain, inside the transaction of `session`."""
    _lock(session)
    last = str(session.connection().execute(_last()).scalar() or FIRST)
    row = {"record": "", "record_id": "", "region_code": None, "reason": "", "changes": {}} | fields
    row |= {"actor": actor, "action": action, "at": now()}
    row |= {"digest_before": last, "digest": digest(last, row)}
    session.connection().execute(insert(AuditEvent), row)


def _last() -> Select[tuple[str]]:
    return select(AuditEvent.__table__.c.digest).order_by(AuditEvent.__table__.c.id.desc()).limit(1)


def _lock(session: Session) -> None:
    """One writer of the chain at a time. SQLite has only one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})


def digest(before: str, row: dict[str, Any]) -> str:
    """SHA-256 over the digest before and the content of a row."""
    names = ("at", "actor", "action", "record", "record_id", "region_code", "reason", "changes")
    content = json.dumps({n: plain(row[n]) for n in names}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256((before + content).encode()).hexdigest()


def first_break(session: Session) -> int | None:
    """The id of the first event whose content or link was altered; None when the chain is whole."""
    before = FIRST
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)):
        row = {name: getattr(event, name) for name in AuditEvent.__mapper__.columns.keys()}  # noqa: SIM118
        if event.digest_before != before or event.digest != digest(before, row):
            return event.id
        before = event.digest
    return None
