"""Memberships and recognitions that go on in another household from a day on; what was before stays where it was."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from shared.access import ScopedSession, elevated
from shared.clock import Period, today
from shared.locale import _
from shared.models import CONTINUES, EntryReason, ExitReason, Household, HouseholdMember, Person, Relation, Spell

from . import monthly_amounts, records
from .service_errors import ValidationError

BEGINS_BY = {
    ExitReason.MARRIED: EntryReason.MARRIED,
    ExitReason.MERGED: EntryReason.MERGED,
    ExitReason.SPLIT: EntryReason.SPLIT,
}
"""Why a recognition begins in the household where it goes on, by why it ended in the other one."""


def continue_spell(
    session: ScopedSession,
    spell: Spell,
    household: Household,
    region_code: str,
    day: date,
    reason: ExitReason = ExitReason.MOVED,
) -> None:
    """End a recognition and begin it again from `day` on; one that had not begun by then simply stands there.

    `reason` is one of `CONTINUED`. In another household it says so where it begins as well; after a move it keeps the
    reason for which it first began.
    """
    place = {"household_id": household.id, "region_code": region_code}
    if spell.start_on >= day:
        records.update(session, spell, place, spell.version)
        return
    columns = ("person_id", "tier", "entry_reason", "support_place", "care_level", "end_on", "exit_reason")
    goes_on = {name: getattr(spell, name) for name in columns} | {
        "entry_reason": BEGINS_BY.get(reason) or _first_reason(session, spell)
    }
    goes_on["monthly_fen"] = monthly_amounts.load_amounts(session, [spell.id], Period.month_of(day).key)[spell.id]
    later = monthly_amounts.take_out_later_changes(session, spell, day)
    records.update(session, spell, {"end_on": day, "exit_reason": reason}, spell.version)
    follows = records.create(session, Spell, goes_on | place | {"start_on": day})
    for change in later:
        monthly_amounts.set_amount(session, follows, change.from_month, change.monthly_fen)


def _first_reason(session: ScopedSession, spell: Spell) -> str:
    """Why a recognition began, in whatever division or household it went on since."""
    with elevated(session) as system:
        reason, person, day = spell.entry_reason, spell.person_id, spell.start_on
        while reason in CONTINUES:
            former = (Spell.person_id == person, Spell.end_on == day, Spell.retired_on.is_(None))
            found = system.execute(select(Spell.entry_reason, Spell.start_on).where(*former)).first()
            reason, day = found or (EntryReason.APPLICATION, day)
        return str(reason)


def end_membership(session: ScopedSession, membership: HouseholdMember, day: date) -> None:
    """From `day` on the person is no member; one who was to come later or on that day never becomes one."""
    if membership.start_on >= day:
        records.retire(session, membership, session.reason, membership.version)
    else:
        records.update(session, membership, {"end_on": day}, membership.version)


def join(
    session: ScopedSession,
    membership: HouseholdMember,
    household: Household,
    relation: str,
    day: date,
    reason: ExitReason = ExitReason.MOVED,
) -> None:
    """From `day` on a member belongs to another household, with place and recognitions; `reason` is why these end."""
    person, former_household = session.get_one(Person, membership.person_id), membership.household_id
    end_membership(session, membership, day)
    add_member(session, person, household, relation, day)
    lasting = (Spell.person_id == person.id, Spell.household_id == former_household, Spell.retired_on.is_(None))
    for spell in session.scalars(select(Spell).where(*lasting, Spell.lasts_beyond(day)).order_by(Spell.id)):
        continue_spell(session, spell, household, household.region_code, day, reason)


def add_member(
    session: ScopedSession, person: Person, household: Household, relation: str | None, day: date
) -> HouseholdMember:
    """From `day` on a person who belongs nowhere is a member, and stands where the household does."""
    own = {"person_id": person.id, "household_id": household.id, "region_code": household.region_code}
    if person.region_code != household.region_code:
        records.update(session, person, {"region_code": household.region_code}, person.version)
    return records.create(session, HouseholdMember, own | {"relation": relation, "start_on": day})


def members_on(session: ScopedSession, household: Household, day: date) -> list[HouseholdMember]:
    """Who belongs to a household on a day or will, in the scope of the session; the head first."""
    own = (HouseholdMember.household_id == household.id, HouseholdMember.retired_on.is_(None))
    query = select(HouseholdMember).where(*own, HouseholdMember.lasts_beyond(day)).order_by(HouseholdMember.id)
    return sorted(session.scalars(query), key=lambda one: one.relation != Relation.HEAD)


def find_heir(
    session: ScopedSession, household: Household, leaving: list[HouseholdMember], new_head: int | None, day: date
) -> HouseholdMember | None:
    """Who becomes head where the head leaves and others stay; ValidationError (`new_head`) when none is named."""
    staying = [one for one in members_on(session, household, day) if one not in leaving]
    if not staying or not any(one.relation == Relation.HEAD for one in leaving):
        return None
    heir = next((one for one in staying if one.id == new_head), None)
    if heir is None:
        template = _("Choose the new head of household {number}.")
        raise ValidationError({"new_head": template.format(number=household.number)})
    return heir


def require_past_day(column: str, day: date) -> None:
    """An event is recorded when it has happened."""
    if day > today():
        raise ValidationError({column: _("Record it when it has happened: this day is still to come.")})
