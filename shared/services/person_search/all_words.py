"""One search for people by any words: all of them must fit, inside the scope of the session.

The word that fewest fit leads to candidates along an index; the others are compared with those. A search that would
read too much is cut, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import select

from shared.access import Actor, Permission, ScopedSession
from shared.identity import Sealer
from shared.identity_text import contains_identity_number
from shared.models import Person
from shared.services import identities

from .candidates import CandidateFinder, column_condition, count_villages
from .found_person import FoundPerson, keep_fitting
from .moved_persons import find_moved_person_by_number, find_moved_persons
from .names import count_names
from .row_reader import RowReader, chunks
from .words import SearchWord, parse_words

MAX_TEXT_LENGTH = 60
MAX_ROWS = 4_000
"""Rows that one search reads, at most."""
TAIL, DAYS, NUMBER, TEXT, YEAR = 0, 1, 2, 3, MAX_ROWS  # which word leads: the less, the fewer persons it means


@dataclass(frozen=True)
class PersonSearch:
    """What was found: persons, the likeliest first; whether there are, or may be, more than these.

    `by_identity_number`: the text is a whole identity number of this one person. `ignores_birth_dates`: a day was
    typed, by which this user may not search.
    """

    persons: Sequence[Person] = ()
    has_more: bool = False
    by_identity_number: bool = False
    ignores_birth_dates: bool = False


def may_search_birth_dates(actor: Actor) -> bool:
    """Whether the user reads the birth date of everybody listed, in the form: day by day it tells a masked number."""
    return actor.prefixes(Permission.REGISTRY_EDIT) == actor.prefixes(Permission.REGISTRY_READ)


def find_persons(
    session: ScopedSession, text: str, sealer: Sealer, limit: int, *, system: ScopedSession | None = None
) -> PersonSearch:
    """The first persons in use whom all words of a text fit, or the one with the identity number that it holds.

    With `system`, a session that reads everything, also those of families that moved away from the scope, at the end
    and as they were (`moved_families.has_moved_away`).
    """
    text = text[:MAX_TEXT_LENGTH]
    if contains_identity_number(text) and (person := find_by_number(session, text, sealer, system)) is not None:
        return PersonSearch([person], by_identity_number=True)
    words, ignores = parse_words(text), False
    if not may_search_birth_dates(session.actor):
        ignores = any(word.days for word in words)
        words = [replace(word, days=None) for word in words]
    reader = RowReader(session, MAX_ROWS)
    found = _first(_find_fitting(reader, words, limit), limit + 1)
    persons = _load_in_order(session, [person.id for person in found])
    if system is not None and len(persons) <= limit:
        persons += islice(find_moved_persons(session, system, words), limit + 1 - len(persons))
    return PersonSearch(persons[:limit], len(persons) > limit or reader.is_cut, ignores_birth_dates=ignores)


def find_by_number(session: ScopedSession, text: str, sealer: Sealer, system: ScopedSession | None) -> Person | None:
    """The person with the whole number, in scope, else as it was when the family moved away from there."""
    person = identities.find(session, text, sealer)
    if person is not None or system is None:
        return person
    return find_moved_person_by_number(session, system, text, sealer)


def _find_fitting(reader: RowReader, words: Sequence[SearchWord], limit: int) -> Iterator[FoundPerson]:
    """Persons whom all words fit, once each or more often."""
    if not words:
        return
    leader = min(words, key=lambda word: _breadth(reader.session, word))
    others = [word for word in words if word is not leader]
    by_columns = [column_condition(word, with_year=True) for word in others if word.is_of_person]
    conditions = tuple(condition for condition in by_columns if condition is not None)
    if len(conditions) < len(by_columns):
        return  # a word that means nothing at all fits nobody
    further = [word for word in others if not word.is_of_person]
    finder = CandidateFinder(reader, conditions, reader.remaining if further else limit + 1, with_year=bool(others))
    if not further:
        yield from finder.find(leader)
        return
    for candidates in chunks(finder.find(leader)):
        yield from keep_fitting(reader.session, candidates, further)


def _breadth(session: ScopedSession, word: SearchWord) -> int:
    """How many persons a word may mean, roughly: the least leads."""
    if word.name or word.address:
        names = count_names(session, word.name) if word.name else 0
        villages = count_villages(session, word.address) if word.address else 0
        return TEXT + names + villages
    return YEAR if word.year else NUMBER if word.number else DAYS if word.days else TAIL


def _first(persons: Iterator[FoundPerson], count: int) -> list[FoundPerson]:
    found: dict[int, FoundPerson] = {}
    for person in persons:
        found.setdefault(person.id, person)
        if len(found) == count:
            break
    return list(found.values())


def _load_in_order(session: ScopedSession, keys: Sequence[int]) -> list[Person]:
    persons = {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(keys)))}
    return [persons[key] for key in keys if key in persons]
