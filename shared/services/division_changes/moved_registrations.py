"""Who is registered in a division is registered in the one that follows, wherever they live; the former is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.bulk import insert_rows
from shared.models import HouseholdMember, Person, PersonRegistration

from .moves import BATCH, Moving, moves_of
from .plan import DivisionPlan
from .written_records import Keys, note, table_of, write_values

COLUMNS = ("person_id", "region_code", "registration_region_code", "start_on", "end_on", "version")
REGISTERED = "registered"


def move_registrations(system: Session, plan: DivisionPlan, moving: Moving, written: Keys) -> None:
    """Before anybody stands elsewhere: the former registration belongs to the former office."""
    for former, later, keys in _registered(system, plan, moving):
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            rows = list(_former_rows(system, batch, former, moving.day))
            insert_rows(system.connection(), table_of(PersonRegistration), COLUMNS, rows)
            note(written, PersonRegistration.__tablename__, former, _keys_of_former(system, batch, former, moving.day))
            note(written, REGISTERED, former, batch)
            write_values(system, Person, batch, {"registration_region_code": later})


def _registered(system: Session, plan: DivisionPlan, moving: Moving) -> Iterator[tuple[str, str, list[int]]]:
    """Former and later division, and who was registered there; one pass over the persons."""
    by_code: dict[str, list[int]] = {code: [] for code in plan.former}
    here = Person.registration_region_code.in_(by_code), Person.retired_on.is_(None)
    alive = Person.died_on.is_(None) | (Person.died_on >= moving.day)
    query = select(Person.id, Person.registration_region_code).where(*here, alive).order_by(Person.id)
    for key, code in system.execute(query):
        by_code[str(code)].append(key)
    for move in moves_of(system, plan):
        keys = by_code[move.former]
        if move.households is not None:
            members = _members(system, move.households, moving.day)
            keys = [key for key in keys if key in members]
        by_code[move.former] = [key for key in by_code[move.former] if key not in set(keys)]
        yield move.former, move.later, keys


def _members(system: Session, households: tuple[int, ...], day: date) -> set[int]:
    found = set[int]()
    for start in range(0, len(households), BATCH):
        own = HouseholdMember.household_id.in_(households[start : start + BATCH]), HouseholdMember.lasts_beyond(day)
        found |= set(
            system.scalars(select(HouseholdMember.person_id).where(*own, HouseholdMember.retired_on.is_(None)))
        )
    return found


def _former_rows(system: Session, keys: list[int], former: str, day: date) -> Iterator[tuple[Any, ...]]:
    """Since the registration before that; since birth without a day, which would tell the birth."""
    own = PersonRegistration.person_id.in_(keys), PersonRegistration.retired_on.is_(None)
    ended = select(PersonRegistration.person_id, func.max(PersonRegistration.end_on)).where(*own)
    since = {key: end for key, end in system.execute(ended.group_by(PersonRegistration.person_id))}  # noqa: C416
    persons = select(Person.id, Person.region_code, Person.born_on).where(Person.id.in_(keys)).order_by(Person.id)
    for key, village, born_on in system.execute(persons):
        if since.get(key, born_on) < day:
            yield key, village, former, since.get(key), day, 1


def _keys_of_former(system: Session, keys: list[int], former: str, day: date) -> list[int]:
    own = PersonRegistration.person_id.in_(keys), PersonRegistration.registration_region_code == former
    query = select(PersonRegistration.id).where(*own, PersonRegistration.end_on == day)
    return list(system.scalars(query.where(PersonRegistration.retired_on.is_(None)).order_by(PersonRegistration.id)))
