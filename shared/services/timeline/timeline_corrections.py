"""Changes of the records of a family, from the audit trail: only those that the actor may read.

New records are entries of their own; only of the household or person itself the trail tells when it was entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, String, and_, cast, null, select, union_all
from sqlalchemy.orm import Session

from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.access.scope import read_condition
from shared.models import AuditEvent
from shared.models.base import Base

from .family_links import FAMILY_LINKS
from .sql_days import local_day
from .timeline_cursor import TimelineCursor
from .timeline_subjects import TimelineSubject

DAY = local_day(AuditEvent.at)


def load_corrections(
    subject: TimelineSubject, member: int | None, after: TimelineCursor | None, rank: int, limit: int
) -> list[Any]:
    """The newest changes behind a place: rows of event, day, and the person that the record is about."""
    queries = list(_queries(subject, member))
    if not queries:
        return []
    found = union_all(*queries).subquery()
    query = select(AuditEvent, DAY, found.c.person_id).join(found, AuditEvent.id == found.c.id)
    if after is not None:
        query = query.where(after.behind(rank, DAY, AuditEvent.id))
    return list(subject.system.execute(query.order_by(DAY.desc(), AuditEvent.id.desc()).limit(limit)))


def _queries(subject: TimelineSubject, member: int | None) -> Iterator[Select[Any]]:
    """Events of each kind of record. They are read with the system's eyes: what a scope hides is a condition here."""
    for model in FAMILY_LINKS:
        reader = subject.reader(model)
        if reader is not None and (member is None or subject.names_member(model)):
            yield subject.narrow(_events_of(subject, model, reader), model, member)


def _events_of(subject: TimelineSubject, model: Any, reader: Session) -> Select[Any]:
    person = FAMILY_LINKS[model].person
    about = and_(
        AuditEvent.record == model.__tablename__,
        AuditEvent.record_id == cast(model.id, String(40)),
        AuditEvent.action.in_(("insert", "update") if isinstance(subject.family, model) else ("update",)),
    )
    columns = (AuditEvent.id.label("id"), (null() if person is None else person).label("person_id"))
    query = select(*columns).select_from(model).join(AuditEvent, about)
    return query if reader is subject.system else query.where(*_in_scope(subject, model))


def _in_scope(subject: TimelineSubject, model: type[Base]) -> Iterator[Any]:
    actor = subject.session.actor
    yield read_condition(model, actor)
    yield in_subtrees(AuditEvent.region_code, actor.prefixes(permission_for(model.__area__, Action.READ)))
