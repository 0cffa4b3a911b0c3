"""Somebody marries into a family: leaves the former household, and joins this one with all benefits."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import ExitReason, Household, HouseholdMember, Person

from . import records
from .family_acts import FamilyAct, note_act
from .family_reassessment import Reassessment, reassess
from .household_heads import make_head
from .membership_changes import add_member, find_heir, join, require_past_day
from .service_errors import ValidationError


def former_membership(session: ScopedSession, person: Person, day: date) -> HouseholdMember | None:
    """The household that a person belongs to on a day, in the scope of the session."""
    own = (HouseholdMember.person_id == person.id, HouseholdMember.is_in_force(day))
    return session.scalars(select(HouseholdMember).where(*own)).first()


def record_marriage(
    session: ScopedSession,
    household: Household,
    person: Person,
    relation: str,
    day: date,
    new_head: int | None = None,
    reassessment: Reassessment | None = None,
) -> HouseholdMember | None:
    """Let a person join the household from `day` on, and the family be due other amounts; the membership that ended.

    `new_head` is the membership of who becomes head of the household that the person leaves as its head.
    """
    session.reason = records.require_reason(session.reason)
    require_past_day("day", day)
    former = former_membership(session, person, day)
    if former is not None and former.household_id == household.id:
        raise ValidationError({"person_id": _("{name} belongs to this household already.").format(name=person.name)})
    if former is None:
        add_member(session, person, household, relation, day)
    else:
        heir = find_heir(session, former.household, [former], new_head, day)
        join(session, former, household, relation, day, ExitReason.MARRIED)
        if heir is not None:
            make_head(session, heir, day)
    if reassessment is not None:
        reassess(session, [household], reassessment)
    note_act(session, FamilyAct.MARRIAGE, household)
    return former
