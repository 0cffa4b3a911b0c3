"""Persons who may be the one that is being entered: the same number, or the same name and birth date."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from shared.access import ScopedSession
from shared.identity import Sealer, normalise
from shared.models import Person
from shared.person_names import normalise_name

MAX_DUPLICATES = 5


def find_duplicates(
    session: ScopedSession, sealer: Sealer, *, name: str = "", born_on: date | None = None, number: str = ""
) -> list[Person]:
    """Those in use whom the actor can see. Of others nothing is said: the office above is asked once it is saved."""
    alike: list[ColumnElement[bool]] = []
    if normalise(number):
        alike.append(Person.identity_index == sealer.index(normalise(number)))
    if normalise_name(name) and born_on is not None:
        alike.append(and_(Person.name == normalise_name(name), Person.born_on == born_on))
    if not alike:
        return []
    query = select(Person).where(or_(*alike), Person.retired_on.is_(None)).order_by(Person.id)
    return list(session.scalars(query.limit(MAX_DUPLICATES)))
