"""A household moves: members and recognitions go along from a day on; what was before stays where it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from shared.access import ScopedSession
from shared.clock import Period
from shared.locale import _
from shared.models import ExitReason, Household, HouseholdMember, HouseholdPlace, PlaceRole, Spell

from . import monthly_amounts, records, system_reasons
from .checks.relocation_checks import records_moving_along
from .service_errors import ValidationError


def move_household(
    session: ScopedSession,
    household: Household,
    values: dict[str, Any],
    day: date,
    expected_version: int | None,
    paid_from: date | None = None,
) -> Household:
    """Change the household as `values` say, with its region, and take along what goes on after `day`.

    Its place until then is kept. Recognitions go on in the new place from `day` on, or from `paid_from` on.
    """
    old, new = household.region_code, values["region_code"]
    session.reason = session.reason or system_reasons.in_english(system_reasons.MOVED)
    along, paid_there = records_moving_along(session, household), paid_from or day
    if not all(spell.lasts_beyond(paid_there) for spell in along.spells):
        raise ValidationError({"region_code": _("A benefit spell ends before the move: choose an earlier day.")})
    _keep_place(session, household, PlaceRole.RESIDENCE, day)
    if along.spells:
        _keep_place(session, household, PlaceRole.PAYMENT, paid_there)
    for spell in along.spells:
        _move_spell(session, spell, new, paid_there)
    for membership in along.memberships:
        records.update(session, membership, {"region_code": new}, membership.version)
    moved = records.update(session, household, values, expected_version)
    for person in along.persons:
        if person.region_code == old:
            records.update(session, person, {"region_code": new}, person.version)
    return moved


def _keep_place(session: ScopedSession, household: Household, role: PlaceRole, day: date) -> None:
    """Write down where the household stood until a day: since its place before that, or since its first member."""
    own = (HouseholdPlace.household_id == household.id, HouseholdPlace.role == role)
    since = session.scalar(select(func.max(HouseholdPlace.end_on)).where(*own, HouseholdPlace.retired_on.is_(None)))
    if since is None:
        members = select(func.min(HouseholdMember.start_on)).where(HouseholdMember.household_id == household.id)
        since = session.scalar(members.where(HouseholdMember.retired_on.is_(None)))
    if since is None or since >= day:
        return  # it stood here on no day
    values = {"household_id": household.id, "role": role, "region_code": household.region_code}
    records.create(session, HouseholdPlace, values | {"address": household.address, "start_on": since, "end_on": day})


def _move_spell(session: ScopedSession, spell: Spell, region_code: str, day: date) -> None:
    """End a recognition here and begin it there; one that had not begun by the day simply stands there."""
    if spell.start_on >= day:
        records.update(session, spell, {"region_code": region_code}, spell.version)
        return
    columns = ("person_id", "household_id", "tier", "entry_reason", "support_place", "care_level")
    goes_on = {name: getattr(spell, name) for name in (*columns, "end_on", "exit_reason")}
    goes_on["monthly_fen"] = monthly_amounts.load_amounts(session, [spell.id], Period.month_of(day).key)[spell.id]
    later = monthly_amounts.take_out_later_changes(session, spell, day)
    records.update(session, spell, {"end_on": day, "exit_reason": ExitReason.MOVED}, spell.version)
    follows = records.create(session, Spell, goes_on | {"start_on": day, "region_code": region_code})
    for change in later:
        monthly_amounts.set_amount(session, follows, change.from_month, change.monthly_fen)
