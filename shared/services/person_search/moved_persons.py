"""People whose family moved away: the old office finds them by what it knew, and as they were when they left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import Permission, ScopedSession
from shared.models import HouseholdMember, HouseholdPlace, Level, Person, PlaceRole
from shared.models.region import PREFIX_LENGTH
from shared.services import moved_families

from .found_person import FoundPerson, fits_person, select_persons
from .words import SearchWord

MAX_HOUSEHOLDS = 1_000
"""Families that left, the latest first, among which is searched."""


def find_moved_persons(session: ScopedSession, system: Session, words: Sequence[SearchWord]) -> Iterator[Person]:
    """Persons outside the scope whom all words fit by their own name, number and birth, and who may be read.

    `system` reads everything; an address or a head is not compared with, because it may be that of the new place.
    """
    prefixes = session.actor.prefixes(Permission.REGISTRY_READ)
    if not words or any(len(prefix) <= PREFIX_LENGTH[Level.PROVINCE] for prefix in prefixes):
        return
    for found in _members_of_families_that_left(session, system):
        if all(fits_person(word, found) for word in words):
            person = moved_families.find_record(session, system, Person, found.id)
            if person is not None and moved_families.has_moved_away(person):
                yield person


def _members_of_families_that_left(session: ScopedSession, system: Session) -> list[FoundPerson]:
    lived_here = HouseholdPlace.role == PlaceRole.RESIDENCE, HouseholdPlace.retired_on.is_(None)
    places = select(HouseholdPlace.household_id).where(*lived_here).order_by(HouseholdPlace.end_on.desc())
    households = set(session.scalars(places.limit(MAX_HOUSEHOLDS)))
    members = select(HouseholdMember.person_id).where(HouseholdMember.household_id.in_(households))
    persons = set(system.scalars(members.where(HouseholdMember.retired_on.is_(None)))) if households else set()
    rows = system.execute(select_persons(Person.id.in_(persons)).order_by(Person.name, Person.id)) if persons else ()
    return [FoundPerson(*row) for row in rows]
