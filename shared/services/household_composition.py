"""Who belongs to a household on a day, and what each member is recognised for and paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from shared.clock import Period
from shared.models import HouseholdMember, Person, Relation, Spell
from shared.models.amount_change import amount_due

RELATIONS = [str(relation) for relation in Relation]


@dataclass(frozen=True)
class FamilyMember:
    """A person of the household. No membership: recognised here without belonging to it."""

    person_id: int
    person: Person | None
    membership: HouseholdMember | None
    spell: Spell | None
    amount_fen: int

    @property
    def is_head(self) -> bool:
        """Whether the others' relations are told from this one."""
        return self.membership is not None and self.membership.relation == Relation.HEAD

    @property
    def order(self) -> tuple[int, date, int]:
        """The head first, then by relation and age; last who does not belong to it."""
        relation = RELATIONS.index(self.membership.relation) if self.membership else len(RELATIONS)
        return relation, self.person.born_on if self.person else date.max, self.person_id


@dataclass(frozen=True)
class Family:
    """The members who have not left, all of them, and the memberships that have ended, the last first."""

    household: int
    members: list[FamilyMember]
    ended: list[HouseholdMember]

    @property
    def recognised(self) -> list[FamilyMember]:
        """Those recognised in this very household."""
        return [one for one in self.members if one.spell and one.spell.household_id == self.household]

    @property
    def amount_fen(self) -> int:
        """What they get a month, fen."""
        return sum(one.amount_fen for one in self.recognised)

    @property
    def head(self) -> FamilyMember | None:
        """Who heads the household; None when nobody does."""
        return next((one for one in self.members if one.is_head), None)


def load_family(household: int, day: date, memberships: Session | None, spells: Session | None) -> Family:
    """The family on a day, read by these sessions; None for what may not be read."""
    found = _load_memberships(household, memberships)
    current = {one.person_id: one for one in found if one.lasts_beyond(day)}
    recognised = _load_spells(household, day, list(current), spells)
    persons = dict.fromkeys([*current, *(key for key, (spell, _fen) in recognised.items() if _is_of(spell, household))])
    members = [_member(key, current.get(key), *recognised.get(key, (None, 0))) for key in persons]
    ended = [one for one in found if not one.lasts_beyond(day)]
    ended.sort(key=lambda one: (one.end_on or day, one.id), reverse=True)
    return Family(household, sorted(members, key=lambda one: one.order), ended)


def _load_memberships(household: int, reader: Session | None) -> list[HouseholdMember]:
    own = (HouseholdMember.household_id == household, HouseholdMember.retired_on.is_(None))
    query = select(HouseholdMember).where(*own).order_by(HouseholdMember.start_on, HouseholdMember.id)
    return list(reader.scalars(query.options(joinedload(HouseholdMember.person)))) if reader else []


def _load_spells(household: int, day: date, persons: list[int], reader: Session | None) -> dict[int, tuple[Spell, int]]:
    """By person: the recognition in force here or elsewhere, and its amount of the month."""
    if reader is None:
        return {}
    of_family = or_(Spell.household_id == household, Spell.person_id.in_(persons))
    query = select(Spell, amount_due(Period.month_of(day).key)).where(of_family, Spell.is_in_force(day))
    rows = reader.execute(query.options(joinedload(Spell.person)).order_by(Spell.id))
    return {spell.person_id: (spell, fen) for spell, fen in rows}


def _is_of(spell: Spell, household: int) -> bool:
    return spell.household_id == household


def _member(key: int, membership: HouseholdMember | None, spell: Spell | None, amount_fen: int) -> FamilyMember:
    owner: Any = membership or spell
    return FamilyMember(key, owner.person, membership, spell, amount_fen)
