"""People and households that rows of a file name: found inside what the actor sees, thousands in one question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select

from shared.access import ScopedSession
from shared.identity import Sealer
from shared.locale import _
from shared.models import Household, Person

CHUNK = 5_000
Key = TypeVar("Key")


def find_people(session: ScopedSession, sealer: Sealer, numbers: Collection[str]) -> dict[str, int | str]:
    """By identity number the key of the person; a sentence where none or several are found."""
    by_index = {sealer.index(number): number for number in numbers}
    found: dict[str, list[int]] = defaultdict(list)
    for chunk in _chunks(list(by_index)):
        query = select(Person.identity_index, Person.id).where(
            Person.identity_index.in_(chunk), Person.retired_on.is_(None)
        )
        for index, key in session.execute(query):
            found[by_index[index or b""]].append(key)
    none = _("No person of your regions has this number. Register the person first.")
    several = _("Several people are registered with this number: clear that up first.")
    return {number: _only(found.get(number, []), none, several) for number in numbers}


def find_households(session: ScopedSession, numbers: Collection[str]) -> dict[str, int | str]:
    """By household number the key of the household; a sentence where none or several are found."""
    found: dict[str, list[int]] = defaultdict(list)
    for chunk in _chunks(sorted(numbers)):
        query = select(Household.number, Household.id).where(
            Household.number.in_(chunk), Household.retired_on.is_(None)
        )
        for number, key in session.execute(query):
            found[number].append(key)
    none = _("No household of your regions has this number. Register the household first.")
    several = _("Households of several counties have this number: send the file as an account of one county.")
    return {number: _only(found.get(number, []), none, several) for number in numbers}


def _only(keys: Sequence[int], none: str, several: str) -> int | str:
    if len(keys) == 1:
        return keys[0]
    return several if keys else none


def _chunks(items: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
