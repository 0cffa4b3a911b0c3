"""What is true of a person changes on a day: what was before is kept, and months before stay as they were.

A correction is no change: it is an edit of the person, and moves the months since the last change.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.locale import _
from shared.models import Household, HouseholdMember, Person, PersonDisability, PersonRegistration

from . import records
from .checks.person_fact_checks import FACT_COLUMNS, changed_on
from .family_acts import FamilyAct, note_act
from .membership_changes import require_past_day
from .service_errors import ValidationError

ACTS: dict[type[Any], FamilyAct] = {
    PersonRegistration: FamilyAct.REGISTRATION_MOVE,
    PersonDisability: FamilyAct.DISABILITY,
}
DAY = "changed_on"


def change_fact(
    session: ScopedSession,
    former_class: type[Any],
    person: Person,
    values: dict[str, Any],
    day: date,
    expected_version: int | None,
) -> Person:
    """From `day` on `values` are true of a person, for the session's reason; what was until then is kept.

    ValidationError (`changed_on`) for a day to come, after the death, or not after the change before.
    """
    session.reason = records.require_reason(session.reason)
    require_past_day(DAY, day)
    since, columns = changed_on(session, former_class, person), FACT_COLUMNS[former_class]
    if day <= (since or person.born_on):
        sentence = _("Enter a day after birth and after the change before, or correct it by editing the person.")
        raise ValidationError({DAY: sentence})
    if person.died_on is not None and day > person.died_on:
        raise ValidationError({DAY: _("The person died on {day}.").format(day=person.died_on)})
    before = {name: getattr(person, name) for name in columns}
    if before == values:
        raise ValidationError({columns[0]: _("This is what is true already.")})
    own = {"person_id": person.id, "region_code": person.region_code, "start_on": since, "end_on": day}
    records.create(session, former_class, before | own)
    changed = records.update(session, person, values, expected_version)
    note_act(session, ACTS[former_class], _household(session, person, day) or person)
    return changed


def former_facts(session: ScopedSession, former_class: type[Any], person: Person) -> list[Any]:
    """What was true before, of all offices, the latest first: for whoever may read the person."""
    own = (former_class.person_id == person.id, former_class.retired_on.is_(None))
    with elevated(session) as system:
        found = list(system.scalars(select(former_class).where(*own).order_by(former_class.end_on.desc())))
        for record in found:
            system.expunge(record)
    return found


def _household(session: ScopedSession, person: Person, day: date) -> Household | None:
    """The household whose page undoes the act."""
    own = (HouseholdMember.person_id == person.id, HouseholdMember.retired_on.is_(None))
    query = select(Household).join(HouseholdMember, HouseholdMember.household_id == Household.id)
    return session.scalars(query.where(*own, HouseholdMember.lasts_beyond(day)).order_by(Household.id).limit(1)).first()
