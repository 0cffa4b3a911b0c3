"""What tells a person from others of the same name: whole names are shared by dozens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from admin.display import households_today
from shared.locale import _
from shared.models import Person


def preload_marks(records: Iterable[Any]) -> None:
    """Read at once the households of the persons whom records are about."""
    persons = (record if isinstance(record, Person) else getattr(record, "person", None) for record in records)
    households_today.preload_households(person.id for person in persons if isinstance(person, Person))


def marks_of_person(person: Person) -> list[str]:
    """Year of birth and household; the day would tell the rest of a masked number."""
    household = households_today.household_of(person.id)
    household_text = [_("household {number}").format(number=household.number)] if household else []
    return [_("born {year}").format(year=person.born_on.year), *household_text]
