"""The same entry sent twice, by a double click or by going back after saving: it has one effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import LargeBinary, select

from shared import audit
from shared.access import ScopedSession, elevated
from shared.clock import now
from shared.models import Account, AuditEvent
from shared.models.base import Base

WITHIN = timedelta(hours=1)
Record = TypeVar("Record", bound=Base)


def earlier(session: ScopedSession, record_class: type[Record], values: dict[str, Any]) -> Record | None:
    """The record that this person made of exactly these values within the hour, unless it was taken out of use."""
    columns = record_class.__mapper__.columns
    said = {
        n: audit.plain(v) for n, v in values.items() if n in columns and not isinstance(columns[n].type, LargeBinary)
    }
    if not said.get("region_code"):
        said.pop("region_code", None)  # it was found out while saving
    for event in _made(session, record_class):
        if all(event.changes.get(name) == [None, value] for name, value in said.items()):
            key = record_class.__mapper__.primary_key[0].type.python_type(event.record_id)
            found = session.get(record_class, key)
            if found is not None and getattr(found, "retired_on", None) is None:
                return found
    return None


def _made(session: ScopedSession, record_class: type[Base]) -> Sequence[AuditEvent]:
    """What this person made lately. Entries of one person wait for each other, so that two at once are seen."""
    mine = (AuditEvent.at > now() - WITHIN, AuditEvent.actor == session.actor.login, AuditEvent.action == "insert")
    with elevated(session) as system:
        system.execute(select(Account.id).where(Account.id == session.actor.account_id).with_for_update())
        return system.scalars(select(AuditEvent).where(*mine, AuditEvent.record == record_class.__tablename__)).all()
