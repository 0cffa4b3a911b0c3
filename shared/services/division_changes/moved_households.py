"""Households, persons and memberships stand in the division that follows; where they stood is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.bulk import insert_rows
from shared.models import Household, HouseholdMember, HouseholdPlace, Person, PlaceRole, Spell
from shared.models.search_term_rows import write_address_terms

from .moves import BATCH, Moving
from .written_records import Change, Keys, note, table_of, write_values

PLACE_COLUMNS = ("household_id", "role", "region_code", "address", "start_on", "end_on", "version")
MOVED = (Household, HouseholdMember, Person)


def move_households(system: Session, moving: Moving, written: Keys) -> Iterator[Change]:
    """Write the former places, then the new ones. Figures count no household or membership by its place."""
    paid = _paid(system, written)
    for move, keys in moving.all_of(Household):
        rows = [
            *_places(system, keys, PlaceRole.RESIDENCE, moving.day),
            *(row for row in _places(system, keys, PlaceRole.PAYMENT, moving.day) if row[0] in paid),
        ]
        insert_rows(system.connection(), table_of(HouseholdPlace), PLACE_COLUMNS, rows)
        places = _keys_of_places(system, keys, move.former, moving.day)
        note(written, HouseholdPlace.__tablename__, move.former, places)
        addresses = system.scalars(select(Household.address).where(Household.id.in_(keys)).distinct())
        write_address_terms(system.connection(), {(address, move.later) for address in addresses})
    for kind in MOVED:
        for move, keys in moving.all_of(kind):
            note(written, kind.__tablename__, move.former, keys)
            write_values(system, kind, keys, {"region_code": move.later})
    for move, keys in moving.keys[Person].items():
        if keys:
            yield moved_register(move.former, move.later)


def moved_register(former: str, later: str) -> Change:
    """Persons stand elsewhere, as figures ask of it: by the places alone."""
    places = {"before": {"region_code": former}, "after": {"region_code": later}}
    return {"action": "update", "class": Person, "id": "", **places}


def _paid(system: Session, written: Keys) -> set[int]:
    """Households with a recognition that is paid elsewhere from the day on."""
    begun = [key for keys in written.get("begun", {}).values() for key in keys]
    batches = (begun[start : start + BATCH] for start in range(0, len(begun), BATCH))
    return {key for batch in batches for key in system.scalars(select(Spell.household_id).where(Spell.id.in_(batch)))}


def _places(system: Session, keys: list[int], role: PlaceRole, day: date) -> Iterator[tuple[Any, ...]]:
    """Where each household stood until the day: since its place before that, or since its first member."""
    own = HouseholdPlace.household_id.in_(keys), HouseholdPlace.role == role, HouseholdPlace.retired_on.is_(None)
    ended = select(HouseholdPlace.household_id, func.max(HouseholdPlace.end_on)).where(*own)
    joined = select(HouseholdMember.household_id, func.min(HouseholdMember.start_on)).where(
        HouseholdMember.household_id.in_(keys), HouseholdMember.retired_on.is_(None)
    )
    since: dict[int, date] = {}
    for query in (joined.group_by(HouseholdMember.household_id), ended.group_by(HouseholdPlace.household_id)):
        since |= {key: day_since for key, day_since in system.execute(query)}  # noqa: C416 - rows are no pairs
    homes = select(Household.id, Household.region_code, Household.address).where(Household.id.in_(keys))
    for key, village, address in system.execute(homes.order_by(Household.id)):
        if key in since and since[key] < day:
            yield key, str(role), village, address, since[key], day, 1


def _keys_of_places(system: Session, households: list[int], village: str, day: date) -> list[int]:
    own = HouseholdPlace.household_id.in_(households), HouseholdPlace.region_code == village
    query = select(HouseholdPlace.id).where(*own, HouseholdPlace.end_on == day, HouseholdPlace.retired_on.is_(None))
    return list(system.scalars(query.order_by(HouseholdPlace.id)))
