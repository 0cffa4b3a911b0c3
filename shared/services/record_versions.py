"""A record as it stood after each of its changes, told by the audit trail to who may read the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.audit import from_json_value, to_json_value
from shared.models import AuditEvent
from shared.models.base import Base, primary_key_text
from shared.models.columns import ColumnKind, meaning_of

from .history import Change, changes_of, record_history

MAX_VERSIONS = 200
INSERT, UPDATE, FIRST = "insert", "update", "first"


@dataclass(frozen=True)
class RecordVersion:
    """The values of a record by column, as the trail keeps them, after a change; None: before all that it tells."""

    change: Change | None
    values: dict[str, Any]

    @property
    def key(self) -> str:
        """What an address calls it."""
        return str(self.change.event_id) if self.change else FIRST


def load_versions(session: ScopedSession, record: Base) -> list[RecordVersion]:
    """The versions of a record that came about inside the actor's scope, the newest first."""
    return list(_versions(record, record_history(session, record, MAX_VERSIONS)))


def _versions(record: Base, changes: list[Change]) -> Iterator[RecordVersion]:
    """Each change is taken back from the version that followed it."""
    columns = record.__mapper__.columns.keys()
    shown = [name for name in columns if _is_shown(type(record), name)]
    values = {name: to_json_value(getattr(record, name)) for name in shown}
    for change in changes:
        yield RecordVersion(change, dict(values))
        if change.action == INSERT:
            return
        values |= {name: pair[0] for name, pair in change.values.items() if name in values}
    yield RecordVersion(None, values)


def values_before(system: Session, record: Base, event: int) -> dict[str, Any]:
    """What the columns of a record held before an event of the trail and those after it, as far as they changed.

    `system` reads the trail past the scope: nothing of it is handed on but these values. Sealed columns are left out.
    """
    about = (AuditEvent.record == record.__tablename__, AuditEvent.record_id == primary_key_text(record))
    later = select(AuditEvent).where(*about, AuditEvent.action == UPDATE, AuditEvent.id >= event)
    changed: dict[str, Any] = {}
    for change in changes_of(system, list(system.scalars(later.order_by(AuditEvent.id.desc())))):
        changed |= {name: pair[0] for name, pair in change.values.items()}
    columns = record.__mapper__.columns
    shown = [name for name in changed if name in columns and _is_shown(type(record), name)]
    return {name: from_json_value(type(record), name, changed[name]) for name in shown}


def _is_shown(record_class: type[Base], name: str) -> bool:
    return meaning_of(record_class, name).kind is not ColumnKind.SECRET
