"""A person: a life that runs forward, a name, and nobody entered twice."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from shared.access import ScopedSession
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Person
from shared.person_names import is_name
from shared.services.doubts import Doubt

from .changed_columns import is_changed


def check(session: ScopedSession, person: Person) -> Iterator[tuple[str, str]]:
    """Birth before death; kind and degree of a disability together; letters in the name; the same nowhere else."""
    if person.died_on and person.died_on < person.born_on:
        yield "died_on", _("The date of death is before the date of birth. Correct the one that is wrong.")
    if (person.disability is None) != (person.disability_level is None):
        yield "disability_level", _("Enter both the kind and the grade of the disability, or neither.")
    if is_changed(person, "name") and not is_name(person.name):
        yield (
            "name",
            _(
                "A name may have Chinese characters or letters, and the dot ·, but no digits or other signs, and no "
                "letters in a Chinese name."
            ),
        )
    if (
        person.identity_index
        and is_changed(person, "identity_index")
        and (registered := _of_this_number(session, person))
    ):
        yield (
            "identity_number",
            _("A person with this number is already registered: {name}, no. {id}.").format(
                name=registered.name, id=registered.id
            ),
        )
    if is_changed(person, "name", "born_on") and (count := _alike(session, person)):
        yield (
            "name",
            Doubt(
                _l(
                    "{n} people with this name and date of birth are registered in your regions. Is it the same person?"
                ),
                n=count,
            ),
        )


def _of_this_number(session: ScopedSession, person: Person) -> Person | None:
    """Whom the clerk can see with this number. The office above is asked about others (`identity_questions`)."""
    same = (Person.identity_index == person.identity_index, Person.id != (person.id or 0))
    return session.scalars(select(Person).where(*same).limit(1)).first()


def _alike(session: ScopedSession, person: Person) -> int:
    """How many others the clerk can see have this name and birth date, and no number that tells them apart."""
    same = [Person.name == person.name, Person.born_on == person.born_on, Person.id != (person.id or 0)]
    if person.identity_index is not None:
        same.append(Person.identity_index.is_(None))
    return session.scalar(select(func.count()).select_from(Person).where(*same, Person.retired_on.is_(None))) or 0
