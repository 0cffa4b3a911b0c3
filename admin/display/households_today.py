"""Who lives with whom today: heads of households, households of persons, read once for all records of a page."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from admin.request import context
from shared.clock import today
from shared.models import Household, HouseholdMember, Person, Relation, Spell


def preload_heads(households: Iterable[int]) -> None:
    """Read the heads of these households in one query."""
    heads: dict[int, Person | None] = g.setdefault("heads", {})
    if missing := {key for key in households if key not in heads}:
        heads.update(dict.fromkeys(missing))
        query = select(HouseholdMember).where(
            HouseholdMember.household_id.in_(missing), HouseholdMember.relation == Relation.HEAD
        )
        for row in context.session().scalars(
            query.where(HouseholdMember.is_in_force(today())).options(joinedload(HouseholdMember.person))
        ):
            heads[row.household_id] = row.person


def head_of(household: int) -> Person | None:
    """The head of a household today; None when nobody is, or somebody of another region."""
    preload_heads([household])
    return g.heads[household]


def preload_households(persons: Iterable[int]) -> None:
    """Read the households of these persons in one query."""
    households: dict[int, Household | None] = g.setdefault("households", {})
    if missing := {key for key in persons if key not in households}:
        households.update(dict.fromkeys(missing))
        query = (
            select(HouseholdMember)
            .where(HouseholdMember.person_id.in_(missing), HouseholdMember.is_in_force(today()))
            .order_by(HouseholdMember.start_on)
        )
        for row in context.session().scalars(query.options(joinedload(HouseholdMember.household))):
            households[row.person_id] = row.household


def household_of(person: int) -> Household | None:
    """The household that a person belongs to today."""
    preload_households([person])
    return g.households[person]


def preload_sizes(households: Iterable[int]) -> None:
    """Count the members of these households in one query."""
    sizes: dict[int, int] = g.setdefault("household_sizes", {})
    if missing := {key for key in households if key not in sizes}:
        query = select(HouseholdMember.household_id, func.count(HouseholdMember.id)).group_by(
            HouseholdMember.household_id
        )
        query = query.where(HouseholdMember.household_id.in_(missing), HouseholdMember.is_in_force(today()))
        sizes.update(dict.fromkeys(missing, 0))
        sizes.update(iter(context.session().execute(query)))


def size_of(household: int) -> int:
    """How many members a household has today."""
    preload_sizes([household])
    return int(g.household_sizes[household])


def preload_tiers(persons: Iterable[int]) -> None:
    """Read the tiers of these persons in one query."""
    tiers: dict[int, str | None] = g.setdefault("tiers", {})
    if missing := {key for key in persons if key not in tiers}:
        query = select(Spell.person_id, Spell.tier).where(Spell.person_id.in_(missing), Spell.is_in_force(today()))
        tiers.update(dict.fromkeys(missing))
        tiers.update(iter(context.session().execute(query)))


def tier_of(person: int) -> str | None:
    """The tier that a person stands in today."""
    preload_tiers([person])
    return g.tiers[person]
