"""Whose story is told: which records belong to a household, which to a person."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.access.permissions import Action, permission_for
from shared.models import Household, HouseholdMember, Person
from shared.models.base import Base
from shared.services import moved_families

from .family_links import FAMILY_LINKS, FamilyLink

Query = TypeVar("Query", bound=Select[Any])


@dataclass(frozen=True)
class TimelineSubject:
    """A household or a person, and who reads: `system` sees what the family's present office may see of its past."""

    session: ScopedSession
    system: Session
    family: Any

    def reader(self, model: type[Base]) -> Session | None:
        """The session that reads records of a kind; None where the actor reads none of them anywhere."""
        if model.__area__ not in self._readers:
            self._readers[model.__area__] = self._find_reader(model)
        return self._readers[model.__area__]

    @cached_property
    def _readers(self) -> dict[str, Session | None]:
        return {}

    def _find_reader(self, model: type[Base]) -> Session | None:
        if not self.session.actor.has_permission(permission_for(model.__area__, Action.READ)):
            return None
        return moved_families.family_reader(self.session, self.system, self.family, model)

    def narrow(self, query: Query, model: type[Base], member: int | None = None) -> Query:
        """A query for records of `model`, narrowed to those that belong to the subject, or to one member as well."""
        link = FAMILY_LINKS[model]
        for relationship in link.through:
            query = query.join(relationship)
        named = () if member is None else (link.person == member,)
        return query.where(*named, self.owns(link))

    @abstractmethod
    def owns(self, link: FamilyLink) -> ColumnElement[bool]:
        """The condition that a record belongs to the subject."""

    def names_member(self, model: type[Base]) -> bool:
        """Whether records of a kind can be about one person of a household."""
        return FAMILY_LINKS[model].person is not None


class HouseholdSubject(TimelineSubject):
    """A household: records that name it, and those of its members that name none, from before they left."""

    family: Household

    @cached_property
    def persons(self) -> list[int]:
        """Everybody who is or was a member."""
        reader = self.reader(HouseholdMember)
        memberships = select(HouseholdMember.person_id).where(
            HouseholdMember.household_id == self.family.id, HouseholdMember.retired_on.is_(None)
        )
        return sorted(set(reader.scalars(memberships))) if reader else []

    def owns(self, link: FamilyLink) -> ColumnElement[bool]:
        """By the household named; where none is, by the person named."""
        if link.household is None:
            return self._of_members(link)
        is_named: ColumnElement[bool] = link.household == self.family.id
        if not _may_be_missing(link.household):
            return is_named
        return or_(is_named, and_(link.household.is_(None), self._of_members(link)))

    def _of_members(self, link: FamilyLink) -> ColumnElement[bool]:
        had_not_left = select(HouseholdMember.id).where(
            HouseholdMember.household_id == self.family.id,
            HouseholdMember.person_id == link.person,
            HouseholdMember.retired_on.is_(None),
            HouseholdMember.lasts_beyond(link.belongs_on),
        )
        return and_(link.person.in_(self.persons), had_not_left.exists())


class PersonSubject(TimelineSubject):
    """A person: records that name the person, and those of the households the person was a member of that day."""

    family: Person

    @cached_property
    def households(self) -> list[int]:
        """Every household the person is or was a member of."""
        reader = self.reader(HouseholdMember)
        memberships = select(HouseholdMember.household_id).where(
            HouseholdMember.person_id == self.family.id, HouseholdMember.retired_on.is_(None)
        )
        return sorted(set(reader.scalars(memberships))) if reader else []

    def owns(self, link: FamilyLink) -> ColumnElement[bool]:
        """By the person named; where none is, by the household named."""
        if link.person is None:
            return self._of_households(link)
        is_named: ColumnElement[bool] = link.person == self.family.id
        if not _may_be_missing(link.person):
            return is_named
        return or_(is_named, and_(link.person.is_(None), self._of_households(link)))

    def _of_households(self, link: FamilyLink) -> ColumnElement[bool]:
        was_member = select(HouseholdMember.id).where(
            HouseholdMember.household_id == link.household,
            HouseholdMember.person_id == self.family.id,
            HouseholdMember.is_in_force(link.belongs_on),
        )
        return and_(link.household.in_(self.households), was_member.exists())


def _may_be_missing(column: Any) -> bool:
    return bool(column.property.columns[0].nullable)


def subject_of(session: ScopedSession, system: Session, family: Household | Person) -> TimelineSubject:
    """The subject of a story."""
    kind = HouseholdSubject if isinstance(family, Household) else PersonSubject
    return kind(session, system, family)
