"""Whom a programme cycle can still be handed out to in a place, and what makes them eligible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from shared.access import ScopedSession
from shared.access.actor import in_subtrees
from shared.models import Beneficiary, Delivery, Household, Person, ProgrammeCycle, Receipt, Spell
from shared.models.eligibility import is_eligible, makes_eligible
from shared.models.region import prefix_of

Listed = TypeVar("Listed", Household, Spell)
PAGE_SIZE = 100
"""Candidates on one list; nearly every village has fewer."""


@dataclass(frozen=True)
class Candidate:
    """A household, or a person of it where the programme gives to persons.

    `spells` make it eligible; `delivery` was handed over before and is not signed for yet.
    """

    household: Household
    person: Person | None = None
    spells: Sequence[Spell] = field(default=())
    delivery: Delivery | None = None


@dataclass(frozen=True)
class CycleProgress:
    """How many deliveries of a cycle were made in a place, and how many of them are signed for."""

    delivered: int
    signed: int


def load_candidates(
    session: ScopedSession, cycle: ProgrammeCycle, region_code: str, day: date, page: int = 1
) -> list[Candidate]:
    """Those eligible on a day who got nothing of the cycle yet, village by village.

    A page of them, and one more where there are more.
    """
    if cycle.programme.beneficiary == Beneficiary.PERSON:
        return _persons(session, cycle, region_code, day, page)
    homes = select(Household).where(
        in_subtrees(Household.region_code, (prefix_of(region_code),)),
        Household.retired_on.is_(None),
        is_eligible(Household.id, cycle.programme_id, day),
        ~_is_served(cycle, Household.id),
    )
    found = session.scalars(_page(homes.order_by(Household.region_code, Household.number), page)).all()
    spells = load_eligible_spells(session, cycle, [home.id for home in found], day)
    return [Candidate(home, spells=spells[home.id]) for home in found]


def _persons(session: ScopedSession, cycle: ProgrammeCycle, region_code: str, day: date, page: int) -> list[Candidate]:
    spells = (
        select(Spell)
        .join(Household, Household.id == Spell.household_id)
        .where(
            in_subtrees(Household.region_code, (prefix_of(region_code),)),
            Household.retired_on.is_(None),
            makes_eligible(cycle.programme_id, day),
            ~_is_served(cycle, Spell.household_id, Delivery.person_id == Spell.person_id),
        )
        .order_by(Household.region_code, Household.number, Spell.person_id)
    )
    found = session.scalars(_with_people(_page(spells, page)))
    return [Candidate(one.household, one.person, [one]) for one in found if one.person]


def _page(query: Select[Listed], page: int) -> Select[Listed]:
    return query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE + 1)


def load_eligible_spells(
    session: ScopedSession, cycle: ProgrammeCycle, households: Sequence[int], day: date
) -> dict[int, list[Spell]]:
    """By household, the recognitions that make it eligible on a day."""
    query = _with_people(select(Spell).where(makes_eligible(cycle.programme_id, day)))
    found: dict[int, list[Spell]] = defaultdict(list)
    for spell in session.scalars(query.where(Spell.household_id.in_(households)).order_by(Spell.start_on, Spell.id)):
        found[spell.household_id].append(spell)
    return found


def load_unsigned(session: ScopedSession, cycle: ProgrammeCycle, region_code: str) -> list[Candidate]:
    """Those who got their unit and have not signed for it."""
    query = select(Delivery).where(*_made_in(cycle, region_code), ~_is_signed())
    query = query.options(joinedload(Delivery.household), joinedload(Delivery.person))
    found = session.scalars(query.order_by(Delivery.region_code, Delivery.id).limit(PAGE_SIZE)).all()
    return [Candidate(one.household, one.person, delivery=one) for one in found if one.household]


def load_progress(session: ScopedSession, cycle: ProgrammeCycle, region_code: str) -> CycleProgress:
    """What was handed over and signed for in a place."""
    made = select(func.count()).select_from(Delivery).where(*_made_in(cycle, region_code))
    return CycleProgress(session.scalar(made) or 0, session.scalar(made.where(_is_signed())) or 0)


def _made_in(cycle: ProgrammeCycle, region_code: str) -> tuple[ColumnElement[bool], ...]:
    place = in_subtrees(Delivery.region_code, (prefix_of(region_code),))
    return Delivery.cycle_id == cycle.id, place, Delivery.retired_on.is_(None)


def _is_served(cycle: ProgrammeCycle, household_id: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    served = (Delivery.cycle_id == cycle.id, Delivery.household_id == household_id, Delivery.retired_on.is_(None))
    return exists(select(Delivery.id).where(*served, *more))


def _is_signed() -> ColumnElement[bool]:
    return exists(select(Receipt.id).where(Receipt.delivery_id == Delivery.id, Receipt.retired_on.is_(None)))


def _with_people(query: Select[Spell]) -> Select[Spell]:
    return query.options(joinedload(Spell.person), joinedload(Spell.household))
