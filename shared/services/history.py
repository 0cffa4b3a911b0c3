"""What happened to records, read from the audit trail for people who may read the records themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from shared import audit
from shared.access import Actor, Permission, ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.models import Account, AuditEvent
from shared.models.base import Base, model_of_table, primary_key_text
from shared.models.labels import present_column

from . import system_reasons

CHANGES = ("insert", "update", "delete")
SCANNED_EVENTS = 20_000  # newest events that `recent_changes` looks at: enough for days, and nobody waits


@dataclass(frozen=True)
class Change:
    """Who did what to a record and when. `columns` names what changed; `values` holds before and after."""

    event_id: int
    at: datetime
    actor: str
    action: str
    record: str
    record_id: str
    reason: str
    columns: tuple[str, ...]
    values: dict[str, list[object]]


def record_history(session: ScopedSession, record: Base, limit: int = 20) -> list[Change]:
    """The newest changes of one record that happened inside the actor's scope."""
    query = select(AuditEvent).where(
        AuditEvent.record == record.__tablename__,
        AuditEvent.record_id == primary_key_text(record),
        or_(_in_scope(session, type(record)), AuditEvent.region_code.is_(None)),
    )
    return _read(session, query, limit)


def recent_changes(session: ScopedSession, limit: int = 10) -> list[Change]:
    """The newest changes of records the actor may read."""
    scopes = [
        and_(AuditEvent.record == m.class_.__tablename__, _in_scope(session, m.class_))
        for m in Base.registry.mappers
        if m.class_.__area__
        and "region_code" in m.columns
        and session.actor.has_permission(permission_for(m.class_.__area__, Action.READ))
    ]
    newest = select(func.max(AuditEvent.id)).scalar_subquery()
    query = select(AuditEvent).where(AuditEvent.id > newest - SCANNED_EVENTS, or_(false(), *scopes))
    return _read(session, query, limit)


def audit_read(
    engine: Engine,
    actor: Actor,
    record: str,
    *,
    record_id: str = "",
    rows: int = 1,
    people: Iterable[int] = (),
    **how: str,
) -> None:
    """Write to the audit trail that personal data were read: of which record or how many, whose, and how found."""
    audit.record_reading(
        engine,
        actor=actor.login,
        action="read",
        record=record,
        record_id=record_id,
        region_code=actor.default_region(Permission.REGISTRY_READ),
        changes={"rows": [None, rows], **{name: [None, value] for name, value in how.items()}},
        people=people,
    )


def audit_export(
    engine: Engine, actor: Actor, what: str, requested: str, rows: int, by: str = "", people: Iterable[int] = ()
) -> None:
    """Write to the audit trail that a file was taken: which figure or records, as asked for, and how many rows.

    `people`: whose data a short list holds. A file that names nobody may hold everybody of its region.
    """
    people = list(people)
    audit.record_reading(
        engine,
        actor=by or actor.login,
        action="export_list" if people else "export",
        record=what,
        region_code=actor.default_region(Permission.FIGURES_READ) or actor.default_region(Permission.AUDIT_READ),
        changes={"asked": [None, requested], "rows": [None, rows]},
        people=people,
    )


def _in_scope(session: ScopedSession, record_class: type[Base]) -> ColumnElement[bool]:
    return in_subtrees(
        AuditEvent.__table__.c.region_code, session.actor.prefixes(permission_for(record_class.__area__, Action.READ))
    )


def _read(session: ScopedSession, query: Select[AuditEvent], limit: int) -> list[Change]:
    """Run with the system's eyes: the conditions of the query are the scope here."""
    with elevated(session) as system:
        events = system.scalars(query.where(AuditEvent.action.in_(CHANGES)).order_by(AuditEvent.id.desc()).limit(limit))
        return changes_of(system, list(events))


def changes_of(system: Session, events: list[AuditEvent]) -> list[Change]:
    """What events say, with the names of those who acted; the caller decides who may read them."""
    logins = {event.actor for event in events}
    accounts = system.execute(select(Account.login, Account.display_name).where(Account.login.in_(logins)))
    names = dict(iter(accounts))
    return [_change(event, names) for event in events]


def _change(event: AuditEvent, names: dict[str, str]) -> Change:
    record = model_of_table(event.record) or Base
    values: dict[str, Any] = {present_column(record, name): pair for name, pair in event.changes.items()}
    return Change(
        event.id,
        event.at,
        names.get(event.actor, event.actor),
        event.action,
        event.record,
        event.record_id,
        system_reasons.translate_reason(event.reason),
        tuple(values),
        values,
    )
