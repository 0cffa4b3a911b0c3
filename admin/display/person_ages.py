"""Ages of persons, told with the year of birth only: beside a masked number the day would tell its rest."""

from __future__ import annotations

from shared.clock import today
from shared.locale import _
from shared.models import Person


def age_of(person: Person) -> int:
    """Whole years today, or at death."""
    end = person.died_on or today()
    return end.year - person.born_on.year - ((end.month, end.day) < (person.born_on.month, person.born_on.day))


def age_text(person: Person) -> str:
    """Age and year of birth."""
    return _("{age} ({year})").format(age=age_of(person), year=person.born_on.year)
