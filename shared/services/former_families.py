"""The members of a family that moved away, as its old office knew them on the last day there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.models import Household, Person

from .household_composition import Family, load_family
from .moved_families import find_record, last_place_here


def load_former_family(session: ScopedSession, system: Session, household: Household, spells: Session | None) -> Family:
    """Who belonged to it that day, each as then; recognitions by `spells`, the reader of what the old office made."""
    place = last_place_here(session, system, household)
    if place is None:
        return Family(household.id, [], [])
    family = load_family(household.id, place.end_on - timedelta(days=1), system, spells)
    members = [one for one in family.members if one.membership is not None]
    known = [replace(one, person=find_record(session, system, Person, one.person_id)) for one in members]
    return Family(household.id, known, [])
