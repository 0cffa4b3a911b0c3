"""Who may read a family's past after it moved: the new office the whole of it, the old office its own months.

Reading only: records change in the scope of a session alone. `system` is a session of the system's own, which reads
everything; nothing it found is handed on unless these rules allow it. The old office reads a household and its persons
as they were on the last day there: where they live now, and what happened since, is the new office's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from shared.access import ScopedSession
from shared.access.permissions import Action, permission_for
from shared.models import AuditEvent, Household, HouseholdMember, HouseholdPlace, Person, PlaceRole
from shared.models.base import Base

from .record_versions import values_before
from .subjects import chain_to_people

Record = TypeVar("Record", bound=Base)
FAMILIES: tuple[type[Base], ...] = (Household, Person)


def find_record(session: ScopedSession, system: Session, record_class: type[Record], key: Any) -> Record | None:
    """A record in the scope of the session, or one of a family that may be read because the family moved."""
    record = session.get(record_class, key)
    if record is not None or not session.actor.has_permission(permission_for(record_class.__area__, Action.READ)):
        return record
    found = system.get(record_class, key)
    if found is None:
        return None
    if isinstance(found, FAMILIES):
        place = last_place_here(session, system, found)
        return None if place is None else _as_it_was(system, found, place)
    return found if _is_of_family_here(session, found) else None


def has_moved_away(family: Base) -> bool:
    """Whether `find_record` found a household or person that stands elsewhere now, and shows it as it was here."""
    return bool(inspect(family).detached)


def family_reader(session: ScopedSession, system: Session, family: Base, kind: type[Base]) -> Session:
    """The session that reads records of a kind that belong to a family.

    Where the family stands now all of them, wherever they were made; else what happened in the scope of the session.
    """
    here: Any = session.get(type(family), family.id) if isinstance(family, FAMILIES) else None  # type: ignore[attr-defined]
    may = here is not None and session.actor.has_permission(
        permission_for(kind.__area__, Action.READ), here.region_code
    )
    return system if may else session


def names_of(session: ScopedSession, system: Session, family: Base, persons: Collection[int]) -> dict[int, str]:
    """Names of persons that records of a family are about, as far as they may be read; those of others are missing.

    Where the family stands now, of all; else of those in the scope of the session, and of those who lived there.
    """
    reader = family_reader(session, system, family, Person)
    names = _names(reader, persons)
    for key in set(persons) - names.keys():
        if (person := find_record(session, system, Person, key)) is not None:
            names[key] = person.name
    return names


def _names(reader: Session, persons: Collection[int]) -> dict[int, str]:
    return dict(iter(reader.execute(select(Person.id, Person.name).where(Person.id.in_(persons))))) if persons else {}


def _is_of_family_here(session: ScopedSession, record: Any) -> bool:
    """Whether the record is of the past of a family that stands here now."""
    permission = permission_for(record.__area__, Action.READ)
    regions = [family.region_code for family in _families_here(session, record)]
    return any(session.actor.has_permission(permission, region) for region in regions)


def last_place_here(session: ScopedSession, system: Session, family: Any) -> HouseholdPlace | None:
    """The last place in the scope of the session where a household lived, or a person as its member."""
    places = select(HouseholdPlace).where(
        HouseholdPlace.role == PlaceRole.RESIDENCE, HouseholdPlace.retired_on.is_(None)
    )
    places = places.order_by(HouseholdPlace.end_on.desc(), HouseholdPlace.id.desc())
    if isinstance(family, Household):
        return session.scalars(places.where(HouseholdPlace.household_id == family.id).limit(1)).first()
    members = select(HouseholdMember).where(HouseholdMember.person_id == family.id)
    memberships = list(system.scalars(members.where(HouseholdMember.retired_on.is_(None))))
    households = {membership.household_id for membership in memberships}
    found = session.scalars(places.where(HouseholdPlace.household_id.in_(households)))
    return next((place for place in found if any(_was_there(one, place) for one in memberships)), None)


def _was_there(membership: HouseholdMember, place: HouseholdPlace) -> bool:
    return membership.household_id == place.household_id and membership.overlaps(place.start_on, place.end_on)


def _as_it_was(system: Session, family: Any, place: HouseholdPlace) -> Any:
    """The household or person as it was when it left the place; detached, so that nothing can be written to it."""
    values = values_before(system, family, _left_with(system, place))
    system.expunge(family)
    for name, value in values.items():
        set_committed_value(family, name, value)
    set_committed_value(family, "region_code", place.region_code)
    if isinstance(family, Household):
        set_committed_value(family, "address", place.address)
    elif family.died_on is not None and family.died_on >= place.end_on:
        set_committed_value(family, "died_on", None)
    return family


def _left_with(system: Session, place: HouseholdPlace) -> int:
    """The event by which a place was written down: what came later is the next office's."""
    about = (AuditEvent.record == HouseholdPlace.__tablename__, AuditEvent.record_id == str(place.id))
    return system.scalar(select(func.min(AuditEvent.id)).where(*about)) or 0


def _families_here(session: ScopedSession, record: Any) -> Iterator[Any]:
    """The household and the person that a record is about, as far as they stand in the scope of the session now."""
    for link in chain_to_people(record):
        for kind, column in ((Household, "household_id"), (Person, "person_id")):
            key = getattr(link, column, None)
            family = None if key is None else session.get(kind, key)
            if family is not None:
                yield family
