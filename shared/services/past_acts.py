"""Acts on families as the trail keeps them: the newest that stands, and what was done and undone behind one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession, elevated
from shared.models import AuditEvent, Household, HouseholdMember, Person

from .family_acts import ACTION, UNDONE, Family, FamilyAct, WrittenRecord

FAMILY_COLUMNS = ("household_id", "person_id")
IS_ACT = AuditEvent.action.in_((ACTION, UNDONE))


@dataclass(frozen=True)
class PastAct:
    """An act as the trail keeps it: its event, what was done, when, by whom and why, and what was written."""

    event_id: int
    kind: FamilyAct
    at: datetime
    actor: str
    reason: str
    written: list[WrittenRecord]


def load_latest_act(session: ScopedSession, family: Family) -> PastAct | None:
    """The newest act on a family in the scope of the session that was not undone; None when there is none."""
    own = (AuditEvent.record == family.__tablename__, AuditEvent.record_id == str(family.id), IS_ACT)
    with elevated(session) as system:
        query = select(AuditEvent.id, AuditEvent.action).where(*own).order_by(AuditEvent.id.desc())
        key = _newest_in_force(system.execute(query))
        if key is None:
            return None
        event = system.get_one(AuditEvent, key)
        changes: dict[str, Any] = event.changes
        kind = next(one for one in FamilyAct if one == changes["act"][1])
        return PastAct(event.id, kind, event.at, event.actor, event.reason, _written(changes))


def load_latest_act_about(session: ScopedSession, person: Person) -> tuple[Family, PastAct] | None:
    """The newest act that changed the person and stands, with the family it can be undone for.

    Of a person without a household the own one; else the newest of the last household, where it was about the person.
    """
    if (own := load_latest_act(session, person)) is not None:
        return person, own
    of_person = (HouseholdMember.person_id == person.id, HouseholdMember.retired_on.is_(None))
    households = select(Household).join(HouseholdMember, HouseholdMember.household_id == Household.id)
    household = session.scalars(households.where(*of_person).order_by(HouseholdMember.start_on.desc()).limit(1)).first()
    latest = None if household is None else load_latest_act(session, household)
    if household is None or latest is None:
        return None
    is_about = any((one.table, one.key) == (Person.__tablename__, str(person.id)) for one in latest.written)
    return (household, latest) if is_about else None


def _newest_in_force(events: Iterable[Row[int, str]]) -> int | None:
    """Of acts and their undoing, the newest first: an undoing takes back the newest act that stood before it."""
    undone = 0
    for key, action in events:
        if action == UNDONE:
            undone += 1
        elif undone:
            undone -= 1
        else:
            return key
    return None


def _written(changes: dict[str, Any]) -> list[WrittenRecord]:
    """Events of earlier releases do not count how often a record was written."""
    rows = changes["written"][1]
    return [WrittenRecord(row[0], row[1], row[3], row[2], row[4] if len(row) > 4 else 0) for row in rows]


def count_undone(system: Session, act: PastAct, families: dict[str, set[int]]) -> Counter[tuple[str, str]]:
    """By table and key: how often acts behind this one wrote a record that were undone again, and their undoing did.

    Acts on these families, and on those that their people were members of meanwhile.
    """
    members = select(HouseholdMember.household_id).where(HouseholdMember.person_id.in_(families["person_id"]))
    households = families["household_id"] | set(system.scalars(members))
    about = or_(
        (AuditEvent.record == Household.__tablename__) & AuditEvent.record_id.in_(map(str, households)),
        (AuditEvent.record == Person.__tablename__) & AuditEvent.record_id.in_(map(str, families["person_id"])),
    )
    later = system.scalars(
        select(AuditEvent).where(about, IS_ACT, AuditEvent.id > act.event_id).order_by(AuditEvent.id)
    )
    return Counter(place for event in _undone_pairs(later) for place in _places(event))


def _undone_pairs(events: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
    """Acts that were undone, and their undoing."""
    not_undone: dict[tuple[str, str], list[AuditEvent]] = defaultdict(list)
    for event in events:
        of_family = not_undone[event.record, event.record_id]
        if event.action == ACTION:
            of_family.append(event)
        elif of_family:
            yield from (of_family.pop(), event)


def _places(event: AuditEvent) -> Iterator[tuple[str, str]]:
    for one in _written(event.changes):
        yield from [(one.table, one.key)] * one.events
