"""People whose family moved away: the old office finds them by what it knew, and as they were when they left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import Permission, ScopedSession
from shared.identity import Sealer
from shared.models import AuditEvent, HouseholdMember, HouseholdPlace, Level, Person, PlaceRole
from shared.models.region import PREFIX_LENGTH
from shared.services import identities, moved_families

from .found_person import FoundPerson, fits_person, select_persons
from .words import SearchWord

MAX_HOUSEHOLDS = 1_000
"""Families that left, the latest first, among which is searched."""


def find_moved_persons(session: ScopedSession, system: Session, words: Sequence[SearchWord]) -> Iterator[Person]:
    """Persons outside the scope whom all words fit by their own name, number and birth, and who may be read.

    `system` reads everything; an address or a head is not compared with, because it may be that of the new place. What
    the new office changed of a person is not compared with either: who was renamed there is found by the former name.
    """
    if not words or _reads_all_places(session):
        return
    members = _members_of_families_that_left(session, system)
    changed = _changed_ever(system, [found.id for found in members])
    for found in members:
        if found.id in changed or all(fits_person(word, found) for word in words):
            person = _as_it_was(session, system, found.id)
            if person is not None and all(fits_person(word, _compared(person)) for word in words):
                yield person


def find_moved_person_by_number(
    session: ScopedSession, system: ScopedSession, text: str, sealer: Sealer
) -> Person | None:
    """The person outside the scope whose whole identity number a text holds, as it was when the family left."""
    person = None if _reads_all_places(session) else identities.find(system, text, sealer)
    if person is None or person.retired_on is not None:
        return None
    masked, former = person.identity_masked, _as_it_was(session, system, person.id)
    return former if former is not None and former.identity_masked == masked else None  # another number since


def _reads_all_places(session: ScopedSession) -> bool:
    """Whether no family can have left the places that the user reads."""
    prefixes = session.actor.prefixes(Permission.REGISTRY_READ)
    return any(len(prefix) <= PREFIX_LENGTH[Level.PROVINCE] for prefix in prefixes)


def _as_it_was(session: ScopedSession, system: Session, key: int) -> Person | None:
    person = moved_families.find_record(session, system, Person, key)
    return person if person is not None and moved_families.has_moved_away(person) else None


def _compared(person: Person) -> FoundPerson:
    return FoundPerson(person.id, person.name, person.identity_tail, person.born_on)


def _changed_ever(system: Session, persons: Collection[int]) -> set[int]:
    """Those of some persons of whom the trail tells a change."""
    keys = {str(key) for key in persons}
    about = (AuditEvent.record == Person.__tablename__, AuditEvent.record_id.in_(keys), AuditEvent.action == "update")
    return (
        {int(key) for key in system.scalars(select(AuditEvent.record_id).where(*about).distinct())} if keys else set()
    )


def _members_of_families_that_left(session: ScopedSession, system: Session) -> list[FoundPerson]:
    lived_here = HouseholdPlace.role == PlaceRole.RESIDENCE, HouseholdPlace.retired_on.is_(None)
    places = select(HouseholdPlace.household_id).where(*lived_here).order_by(HouseholdPlace.end_on.desc())
    households = set(session.scalars(places.limit(MAX_HOUSEHOLDS)))
    members = select(HouseholdMember.person_id).where(HouseholdMember.household_id.in_(households))
    persons = set(system.scalars(members.where(HouseholdMember.retired_on.is_(None)))) if households else set()
    rows = system.execute(select_persons(Person.id.in_(persons)).order_by(Person.name, Person.id)) if persons else ()
    return [FoundPerson(*row) for row in rows]
