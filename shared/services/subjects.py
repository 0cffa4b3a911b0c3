"""Whose data a page shows, and who saw a person: the two ends of the auditor's question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from shared.access import Permission, ScopedSession, elevated
from shared.access.actor import in_subtrees
from shared.identity import Sealer
from shared.identity_text import find_candidates
from shared.models import AuditEvent, Household, HouseholdMember, IdentityQuestion, Person
from shared.models.audit_event import audit_subject
from shared.models.base import Base, referenced_model
from shared.models.region import path_of
from shared.person_names import normalise_name

MAX_PERSONS, MAX_EVENTS = 6, 20_000


def leads_to_people(record: type[Base]) -> bool:
    """Whether records of a kind are about people or families."""
    return record in {Person, Household} or reference_to_people(record) is not None


@cache
def reference_to_people(record: type[Base]) -> str | None:
    """The first column through which such records are about a person or a family; None when there is none."""
    targets = {name: referenced_model(record, name) for name in record.__mapper__.columns.keys()}  # noqa: SIM118 - a collection of columns
    return next((name for name, target in targets.items() if target is not None and leads_to_people(target)), None)


def people_in(session: ScopedSession, rows: Iterable[Any]) -> set[int]:
    """Keys of the persons that records are about: themselves, those they point at, the members of their households."""
    persons, households = set[int](), set[int]()
    for row in rows:
        if isinstance(row, IdentityQuestion):
            persons.add(row.other_id)
        for record in chain_to_people(row):
            if isinstance(record, Person):
                persons.add(record.id)
            elif isinstance(record, Household):
                households.add(record.id)
            elif getattr(record, "person_id", None) is not None:
                persons.add(record.person_id)
            elif getattr(record, "household_id", None) is not None:
                households.add(record.household_id)
    if households:
        members = select(HouseholdMember.person_id).where(HouseholdMember.household_id.in_(households))
        persons |= set(session.scalars(members.where(HouseholdMember.retired_on.is_(None))))
    return persons


def chain_to_people(row: Any) -> Iterator[Any]:
    """A record, and those it reaches a person through."""
    while isinstance(row, Base):
        yield row
        column = row.__rests_on__
        row = None if column in {"", "person_id", "household_id"} else getattr(row, column.removesuffix("_id"))


def find_persons(session: ScopedSession, text: str, sealer: Sealer) -> list[Person]:
    """The persons of the auditor's regions with exactly this name or identity number; a few of them."""
    in_scope = in_subtrees(Person.region_code, session.actor.prefixes(Permission.AUDIT_READ))
    indexes = [sealer.index(number) for number in find_candidates(text)]
    with elevated(session) as system:
        query = select(Person).where(
            in_scope, or_(Person.identity_index.in_(indexes), Person.name == normalise_name(text))
        )
        persons = list(system.scalars(query.order_by(Person.id).limit(MAX_PERSONS)))
        for person in persons:
            system.expunge(person)
    return persons


def events_about(session: ScopedSession, person: Person) -> ColumnElement[bool]:
    """A condition: the event showed or changed this person's data, or took a file of a place where the person was.

    A long file names nobody: it may have held everybody of its region. A short list says whom it held.
    """
    table, key = Person.__tablename__, str(person.id)
    with elevated(session) as system:
        newest = select(audit_subject.c.event_id).where(audit_subject.c.person_id == person.id)
        events = list(system.scalars(newest.order_by(audit_subject.c.event_id.desc()).limit(MAX_EVENTS)))
        moves = select(AuditEvent.region_code).where(AuditEvent.record == table, AuditEvent.record_id == key)
        codes = {person.region_code, *(code for code in system.scalars(moves) if code)}
    regions = {part for code in codes for part in path_of(code)}
    return or_(
        AuditEvent.id.in_(events),
        and_(AuditEvent.record == table, AuditEvent.record_id == key),
        and_(
            AuditEvent.action == "export",
            AuditEvent.record.in_(_personal_tables()),
            AuditEvent.region_code.in_(regions),
        ),
    )


def _personal_tables() -> list[str]:
    """Tables whose rows are about somebody."""
    return [m.class_.__tablename__ for m in Base.registry.mappers if leads_to_people(m.class_)]
