"""Who may read a family's past after it moved: the new office the whole of it, the old office its own months.

Reading only: records change in the scope of a session alone. `system` is a session of the system's own, which reads
everything; nothing it found is handed on unless these rules allow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.access.permissions import Action, permission_for
from shared.models import Household, HouseholdMember, HouseholdPlace, Person
from shared.models.base import Base

from .subjects import chain_to_people

Record = TypeVar("Record", bound=Base)
FAMILIES: tuple[type[Base], ...] = (Household, Person)


def find_record(session: ScopedSession, system: Session, record_class: type[Record], key: Any) -> Record | None:
    """A record in the scope of the session, or one of a family that may be read because the family moved."""
    record = session.get(record_class, key)
    if record is not None or not session.actor.has_permission(permission_for(record_class.__area__, Action.READ)):
        return record
    found = system.get(record_class, key)
    return found if found is not None and _is_readable(session, system, found) else None


def family_reader(session: ScopedSession, system: Session, family: Base, kind: type[Base]) -> Session:
    """The session that reads records of a kind that belong to a family.

    Where the family stands now all of them, wherever they were made; else what happened in the scope of the session.
    """
    here: Any = session.get(type(family), family.id) if isinstance(family, FAMILIES) else None  # type: ignore[attr-defined]
    may = here is not None and session.actor.has_permission(
        permission_for(kind.__area__, Action.READ), here.region_code
    )
    return system if may else session


def _is_readable(session: ScopedSession, system: Session, record: Any) -> bool:
    """Whether the family lived here before, or lives here now and the record is of its past."""
    if isinstance(record, FAMILIES):
        return any(_lived_here(session, household) for household in _households_of(system, record))
    permission = permission_for(record.__area__, Action.READ)
    regions = [family.region_code for family in _families_here(session, record)]
    return any(session.actor.has_permission(permission, region) for region in regions)


def _households_of(system: Session, family: Any) -> list[int]:
    if isinstance(family, Household):
        return [family.id]
    members = select(HouseholdMember.household_id).where(HouseholdMember.person_id == family.id)
    return list(system.scalars(members.where(HouseholdMember.retired_on.is_(None))))


def _lived_here(session: ScopedSession, household: int) -> bool:
    """Whether a former place of the household lies in the scope of the session."""
    places = select(HouseholdPlace.id).where(
        HouseholdPlace.household_id == household, HouseholdPlace.retired_on.is_(None)
    )
    return session.scalars(places.limit(1)).first() is not None


def _families_here(session: ScopedSession, record: Any) -> Iterator[Any]:
    """The household and the person that a record is about, as far as they stand in the scope of the session now."""
    for link in chain_to_people(record):
        for kind, column in ((Household, "household_id"), (Person, "person_id")):
            key = getattr(link, column, None)
            family = None if key is None else session.get(kind, key)
            if family is not None:
                yield family
