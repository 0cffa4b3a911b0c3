"""What is given to a person as a member of a household: the person belonged to it on that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Delivery, HouseholdMember, SpecialAssistance, Spell, TemporaryAssistance
from shared.models.base import Base
from shared.services.doubts import Doubt

from .changed_columns import is_changed

DAYS: dict[type[Base], str] = {
    Delivery: "delivered_on",
    SpecialAssistance: "granted_on",
    TemporaryAssistance: "granted_on",
}


def check(session: ScopedSession, record: Any) -> Iterator[tuple[str, str]]:
    """Person and household go together on the day, for a recognition on one of its days."""
    column = DAYS.get(type(record), "start_on")
    if not (record.person_id and record.household_id and is_changed(record, "person_id", "household_id", column)):
        return
    start = getattr(record, column)
    end = record.end_on if isinstance(record, Spell) else start + timedelta(days=1)
    terms = _terms(session, record)
    if not terms:
        yield "household_id", _("The person is not a member of this household: choose the right household.")
    elif not any(begins < (end or date.max) and (ends or date.max) > start for begins, ends in terms):
        template = _l("The person was not a member of this household on {day}. Is it the right household?")
        yield "household_id", Doubt(template, day=start)


def _terms(session: ScopedSession, record: Any) -> list[tuple[date, date | None]]:
    """From when to when the person belonged to the household."""
    same = (
        HouseholdMember.person_id == record.person_id,
        HouseholdMember.household_id == record.household_id,
        HouseholdMember.retired_on.is_(None),
    )
    with elevated(session) as system:
        return [
            (begins, ends)
            for begins, ends in system.execute(select(HouseholdMember.start_on, HouseholdMember.end_on).where(*same))
        ]
