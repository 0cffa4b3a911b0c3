"""Whom a word of a search may mean, inside the scope of the session, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from shared.access import Permission, ScopedSession
from shared.access.actor import in_subtrees
from shared.clock import today
from shared.models import Household, HouseholdMember, Person, Relation
from shared.models.search_term import address_term
from shared.search_terms import leading_term

from .found_person import FoundPerson, select_persons
from .names import END, PAGE, find_names
from .row_reader import RowReader, chunks
from .words import SearchWord

VILLAGES = 10
"""Villages whose addresses the first query looks through; each further one looks through twice as many."""


@dataclass(frozen=True)
class CandidateFinder:
    """Finds persons whom a word may mean and who fulfil further conditions; `limit`: as many as are of use.

    `with_year`: a year means those born in it, as it does beside another word.
    """

    reader: RowReader
    conditions: tuple[ColumnElement[bool], ...]
    limit: int
    with_year: bool

    def find(self, word: SearchWord) -> Iterator[FoundPerson]:
        """By what stands in their own row, by name, then by number, address and head of the household."""
        condition = column_condition(word, with_year=self.with_year)
        if condition is not None:
            yield from self._load(condition)
        if word.name:
            yield from self._by_name(word.name)
        if word.number:
            yield from self._members(self._numbered(word.number))
        if word.address:
            yield from self._members(self._at_address(word.address))
        if word.name:
            yield from self._members(self._headed_by(word.name))

    def _load(self, *conditions: ColumnElement[bool]) -> Iterator[FoundPerson]:
        query = select_persons(*conditions, *self.conditions).order_by(Person.name, Person.region_code, Person.id)
        yield from (FoundPerson(*row) for row in self.reader.rows(query, self.limit))

    def _by_name(self, term: str) -> Iterator[FoundPerson]:
        for page in find_names(self.reader.session, term):
            for names in chunks(page):
                yield from self._load(Person.name.in_(names))

    def _members(self, households: Iterator[int]) -> Iterator[FoundPerson]:
        in_force = HouseholdMember.is_in_force(today())
        for keys in chunks(households):
            members = select(HouseholdMember.person_id).where(HouseholdMember.household_id.in_(keys), in_force)
            for persons in chunks(self.reader.values(members)):
                yield from self._load(Person.id.in_(persons))

    def _numbered(self, number: str) -> Iterator[int]:
        """Households whose number begins so."""
        begins = Household.number >= number, Household.number < number + END, Household.retired_on.is_(None)
        yield from self.reader.values(select(Household.id).where(*begins).order_by(Household.number))

    def _at_address(self, text: str) -> Iterator[int]:
        """Households whose address holds the text, village by village; their members and persons are read too."""
        holds = Household.address.icontains(text, autoescape=True), Household.retired_on.is_(None)
        villages, count = find_villages(self.reader.session, leading_term(text)), VILLAGES
        allowed = self.reader.remaining // 3
        while villages and allowed > 0:
            within = Household.region_code.between(villages[0], villages[:count][-1])
            found = select(Household.id).where(within, *holds).order_by(Household.region_code, Household.id)
            households = self.reader.values(found, allowed)
            yield from households
            villages, count, allowed = villages[count:], count * 2, allowed - len(households)
        self.reader.is_cut |= bool(villages)

    def _headed_by(self, term: str) -> Iterator[int]:
        """Households whose head has a name with a term that begins so."""
        is_head = HouseholdMember.relation == Relation.HEAD, HouseholdMember.is_in_force(today())
        in_use = select(HouseholdMember.household_id).join(HouseholdMember.household)
        in_use = in_use.where(Household.retired_on.is_(None), *is_head)
        for page in find_names(self.reader.session, term):
            for names in chunks(page):
                heads = select(Person.id).where(Person.name.in_(names), Person.retired_on.is_(None))
                for keys in chunks(self.reader.values(heads)):
                    yield from self.reader.values(in_use.where(HouseholdMember.person_id.in_(keys)))


def find_villages(session: ScopedSession, term: str, limit: int | None = None) -> Sequence[str]:
    """Villages of the scope in which an address has a term that begins so."""
    village, found = address_term.c.region_code, address_term.c.term
    in_scope = in_subtrees(village, session.actor.prefixes(Permission.REGISTRY_READ))
    query = select(village).distinct().where(found >= term, found < term + END, in_scope).order_by(village)
    return session.connection().execute(query.limit(limit)).scalars().all()


def count_villages(session: ScopedSession, address: str) -> int:
    """In how many villages an address may lie, at most as many as names are counted."""
    return len(find_villages(session, leading_term(address), PAGE))


def column_condition(word: SearchWord, *, with_year: bool) -> ColumnElement[bool] | None:
    """A condition on the row of the person: that the word is the tail of the number, or when the person was born."""
    days = [word.days, word.year] if with_year else [word.days]
    conditions: list[ColumnElement[bool]] = [Person.born_on.between(*span) for span in days if span]
    if word.tail:
        conditions.append(Person.identity_tail == word.tail)
    return or_(*conditions) if conditions else None
