"""A person as a search sees one, and whether the words of the search fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select

from shared.access import ScopedSession
from shared.clock import today
from shared.models import Household, HouseholdMember, Person, Relation
from shared.search_terms import is_named

from .words import SearchWord


class FoundPerson(NamedTuple):
    """What is compared of a person."""

    id: int
    name: str
    identity_tail: str
    born_on: date


class PresentHousehold(NamedTuple):
    """What is compared of a household that a person belongs to today."""

    number: str
    address: str
    head: str


def select_persons(*conditions: ColumnElement[bool]) -> Select[int, str, str, date]:
    """Persons in use under these conditions, as the fields of `FoundPerson`."""
    columns = (Person.id, Person.name, Person.identity_tail, Person.born_on)
    return select(*columns).where(Person.retired_on.is_(None), *conditions)


def keep_fitting(
    session: ScopedSession, persons: Sequence[FoundPerson], words: Sequence[SearchWord]
) -> Iterator[FoundPerson]:
    """Those of some persons whom every one of the words fits."""
    needs_households = not all(word.is_of_person for word in words)
    households = _present_households(session, [person.id for person in persons]) if needs_households else {}
    for person in persons:
        if all(_fits(word, person, households.get(person.id, [])) for word in words):
            yield person


def fits_person(word: SearchWord, person: FoundPerson) -> bool:
    """Whether a word fits what stands in the row of the person."""
    return (
        bool(word.name and is_named(person.name, word.name))
        or bool(word.tail and word.tail == person.identity_tail)
        or any(span and span[0] <= person.born_on <= span[1] for span in (word.days, word.year))
    )


def _fits(word: SearchWord, person: FoundPerson, households: Iterable[PresentHousehold]) -> bool:
    return fits_person(word, person) or any(_fits_household(word, household) for household in households)


def _fits_household(word: SearchWord, household: PresentHousehold) -> bool:
    return (
        bool(word.number and household.number.startswith(word.number))
        or bool(word.address and word.address.lower() in household.address.lower())
        or bool(word.name and household.head and is_named(household.head, word.name))
    )


def _present_households(session: ScopedSession, persons: Sequence[int]) -> dict[int, list[PresentHousehold]]:
    """The households that persons belong to today, inside the scope."""
    in_force = HouseholdMember.is_in_force(today())
    pairs = select(HouseholdMember.person_id, HouseholdMember.household_id)
    memberships = session.execute(pairs.where(HouseholdMember.person_id.in_(persons), in_force)).all()
    keys = {household for _person, household in memberships}
    heads: dict[int, str] = dict(iter(session.execute(_select_heads(keys))))
    columns = select(Household.id, Household.number, Household.address)
    rows = session.execute(columns.where(Household.id.in_(keys), Household.retired_on.is_(None)))
    households = {key: PresentHousehold(number, address, heads.get(key, "")) for key, number, address in rows}
    found: dict[int, list[PresentHousehold]] = {}
    for person, household in memberships:
        found.setdefault(person, []).extend([households[household]] if household in households else [])
    return found


def _select_heads(households: Iterable[int]) -> Select[int, str]:
    """Household and name of its head today."""
    is_head = HouseholdMember.relation == Relation.HEAD, HouseholdMember.is_in_force(today())
    heads = select(HouseholdMember.household_id, Person.name).join(HouseholdMember.person)
    return heads.where(HouseholdMember.household_id.in_(households), Person.retired_on.is_(None), *is_head)
