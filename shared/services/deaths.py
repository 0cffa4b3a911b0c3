"""A death: what it ends, who is head after, and taking it back. One act, in the transaction that enters the day."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import ExitReason, Household, HouseholdMember, Person, Spell

from . import household_heads, records, system_reasons
from .checks.death_checks import OpenRecords, records_left_open, start_of_next_month
from .family_acts import FamilyAct, note_act
from .family_reassessment import Reassessment, reassess
from .membership_changes import end_membership
from .service_errors import ValidationError


def record_death(session: ScopedSession, person: Person, day: date, heads: dict[int, int]) -> None:
    """End what a death on `day` ends. `heads`: by household the membership of the one who is head from the next day.

    Recognitions end with the month, those that had not begun go out of use; memberships end with the day.
    """
    session.reason = session.reason or system_reasons.in_english(system_reasons.DIED)
    left_open = records_left_open(session, person, day)
    _note_death(session, person, left_open)
    for spell in left_open.spells:
        if spell.start_on >= start_of_next_month(day):
            records.retire(session, spell, session.reason, spell.version)
        else:
            values = {"end_on": start_of_next_month(day), "exit_reason": ExitReason.DIED}
            records.update(session, spell, values, spell.version)
    for membership in left_open.memberships:
        end_membership(session, membership, day + timedelta(days=1))
    for household, heirs in left_open.heirs.items():
        new_head = next((heir for heir in heirs if heir.id == heads.get(household.id)), None)
        if new_head is not None:
            household_heads.make_head(session, new_head, day + timedelta(days=1))
        elif heirs:
            sentence = _("Choose the new head of household {number}.").format(number=household.number)
            raise ValidationError({f"head-{household.id}": sentence})


def register_death(
    session: ScopedSession,
    person: Person,
    day: date,
    heads: dict[int, int],
    expected_version: int | None,
    reassessment: Reassessment | None = None,
) -> Person:
    """Enter the day, end what ends, and let the others of the family be due other amounts."""
    homes = {spell.household_id: spell.household for spell in records_left_open(session, person, day).spells}
    record_death(session, person, day, heads)
    updated = records.update(session, person, {"died_on": day}, expected_version)
    if reassessment is not None:
        reassess(session, list(homes.values()), reassessment)
    return updated


def _note_death(session: ScopedSession, person: Person, ending: OpenRecords) -> None:
    """Let it be an act on the family, or on a person without one, which can be undone as a whole."""
    households = [one.household_id for one in ending.memberships] + [one.household_id for one in ending.spells]
    family = session.get_one(Household, households[0]) if households else person
    note_act(session, FamilyAct.DEATH, family)


def records_ended_by(session: ScopedSession, person: Person, day: date) -> list[Spell | HouseholdMember]:
    """What the death on `day` ended, in the scope of the session."""
    spells = select(Spell).where(
        Spell.person_id == person.id,
        Spell.retired_on.is_(None),
        Spell.exit_reason == ExitReason.DIED,
        Spell.end_on == start_of_next_month(day),
    )
    memberships = select(HouseholdMember).where(
        HouseholdMember.person_id == person.id,
        HouseholdMember.retired_on.is_(None),
        HouseholdMember.end_on == day + timedelta(days=1),
    )
    return [*session.scalars(spells), *session.scalars(memberships)]


def undo_death(session: ScopedSession, ended: list[Spell | HouseholdMember]) -> None:
    """Let go on what a death ended that did not happen; who was head is head again, as if nothing had been."""
    session.reason = session.reason or system_reasons.in_english(system_reasons.NOT_DIED)
    for record in ended:
        if isinstance(record, Spell):
            records.update(session, record, {"end_on": None, "exit_reason": None}, record.version)
        else:
            household_heads.restore_headship(session, record)
