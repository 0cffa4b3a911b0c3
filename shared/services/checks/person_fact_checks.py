"""What is true of a person for some days: the present value is the person's own; another changes or corrects it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Level, Person, PersonDisability, PersonRegistration, Region, TemporaryAssistance
from shared.models.person_registration import registration_on
from shared.models.region import ancestor, level_of
from shared.services.doubts import Doubt

from .changed_columns import is_changed, is_new, value_before

FACT_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    PersonRegistration: ("registration_region_code",),
    PersonDisability: ("disability", "disability_level"),
}
"""What of a person is true for some days only, by the class of the records that keep what was before."""


MAY_BE_UNKNOWN = {PersonRegistration}
"""Where nothing stands because nothing is known; elsewhere nothing is a value like others."""


def changed_on(session: ScopedSession, former_class: type[Any], person: Person) -> date | None:
    """The first day of what is true of a person now; None where it has been so since birth."""
    latest = _latest(session, former_class, person)
    return None if latest is None else latest["end_on"]


def check(session: ScopedSession, person: Person) -> Iterator[tuple[str, str]]:
    """The place of registration exists; another value without a day corrects all days since the last change."""
    code = person.registration_region_code
    if is_changed(person, "registration_region_code") and code is not None and session.get(Region, code) is None:
        yield "registration_region_code", _("Choose a region of the province.")
    if is_new(person):
        return
    for former_class, columns in FACT_COLUMNS.items():
        if _is_corrected(session, former_class, person):
            since = changed_on(session, former_class, person)
            yield columns[0], Doubt(CORRECTED_SINCE_BIRTH) if since is None else Doubt(CORRECTED, day=since)


def check_resident(session: ScopedSession, aid: TemporaryAssistance) -> Iterator[tuple[str, str]]:
    """Whether somebody is registered where the emergency was, the registration of that day tells if it is known."""
    if not is_changed(aid, "person_id", "granted_on", "region_code", "is_resident"):
        return
    with elevated(session) as system:
        place = system.scalar(select(registration_on(aid.granted_on)).where(Person.id == aid.person_id))
    if place is not None and level_of(place) is not Level.CITY and aid.is_resident != _is_same_county(place, aid):
        yield "is_resident", Doubt(REGISTERED, day=aid.granted_on, region=place)


def _is_same_county(place: str, aid: TemporaryAssistance) -> bool:
    return ancestor(place, Level.COUNTY) == ancestor(aid.region_code, Level.COUNTY)


REGISTERED = _l("On {day} the person was registered in {region}. Is “Registered here” right?")
CORRECTED_SINCE_BIRTH = _l(
    "This corrects all days since birth. If it changed on a day, record the change from the page of the person instead."
)
CORRECTED = _l(
    "This corrects all days since {day}. If it changed on a day, record the change from the page of the person instead."
)


def _is_corrected(session: ScopedSession, former_class: type[Any], person: Person) -> bool:
    """Whether a known value becomes another one, and not because a change was just recorded."""
    columns = FACT_COLUMNS[former_class]
    if not is_changed(person, *columns):
        return False
    before = {name: value_before(person, name) for name in columns}
    if former_class in MAY_BE_UNKNOWN and all(value is None for value in before.values()):
        return False
    latest = _latest(session, former_class, person)
    return latest is None or any(latest[name] != value for name, value in before.items())


def _latest(session: ScopedSession, former_class: type[Any], person: Person) -> Any:
    """What was true before the last change, of all offices; None where there was none."""
    columns = [former_class.end_on, *(getattr(former_class, name) for name in FACT_COLUMNS[former_class])]
    own = (former_class.person_id == person.id, former_class.retired_on.is_(None))
    with elevated(session) as system:
        query = select(*columns).where(*own).order_by(former_class.end_on.desc()).limit(1)
        return system.execute(query).mappings().first()
