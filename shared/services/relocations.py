"""A household moves: members and recognitions go along from a day on; what was before stays where it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from shared.access import ScopedSession
from shared.locale import _
from shared.models import Household, HouseholdMember, HouseholdPlace, PlaceRole

from . import records, system_reasons
from .checks.relocation_checks import records_moving_along
from .family_acts import FamilyAct, note_act
from .membership_changes import continue_spell, require_past_day
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

    Its place until then is kept. Recognitions go on in the new place from `day` on, or from `paid_from` on. In the same
    village only the address is another.
    """
    old, new = household.region_code, values["region_code"]
    note_act(session, FamilyAct.MOVE, household)
    session.reason = session.reason or system_reasons.in_english(system_reasons.MOVED)
    along, paid_there = records_moving_along(session, household), paid_from or day
    if not all(spell.lasts_beyond(paid_there) for spell in along.spells):
        raise ValidationError({"region_code": _("A benefit spell ends before the move: choose an earlier day.")})
    _keep_place(session, household, PlaceRole.RESIDENCE, day)
    if old == new:
        return records.update(session, household, values, expected_version)
    if along.spells:
        _keep_place(session, household, PlaceRole.PAYMENT, paid_there)
    for spell in along.spells:
        continue_spell(session, spell, household, new, paid_there)
    for membership in along.memberships:
        records.update(session, membership, {"region_code": new}, membership.version)
    moved = records.update(session, household, values, expected_version)
    for person in along.persons:
        if person.region_code == old:
            records.update(session, person, {"region_code": new}, person.version)
    return moved


def _keep_place(session: ScopedSession, household: Household, role: PlaceRole, day: date) -> None:
    """Write down where the household stood until a day: since its place before that, or since its first member."""
    since = stands_here_since(session, household, role)
    if since is None or since >= day:
        return  # it stood here on no day
    values = {"household_id": household.id, "role": role, "region_code": household.region_code}
    records.create(session, HouseholdPlace, values | {"address": household.address, "start_on": since, "end_on": day})


def stands_here_since(
    session: ScopedSession, household: Household, role: PlaceRole = PlaceRole.RESIDENCE
) -> date | None:
    """The first day in the present place; None for a household without members that has never moved."""
    own = (HouseholdPlace.household_id == household.id, HouseholdPlace.role == role)
    since = session.scalar(select(func.max(HouseholdPlace.end_on)).where(*own, HouseholdPlace.retired_on.is_(None)))
    if since is not None:
        return since
    members = select(func.min(HouseholdMember.start_on)).where(HouseholdMember.household_id == household.id)
    return session.scalar(members.where(HouseholdMember.retired_on.is_(None)))


def move_family(
    session: ScopedSession, household: Household, values: dict[str, Any], day: date, expected_version: int | None
) -> Household:
    """Record a move that has happened. ValidationError for the place where the family lives already."""
    require_past_day("moves_on", day)
    if (values["region_code"], values["address"]) == (household.region_code, household.address):
        raise ValidationError({"address": _("The family lives there already.")})
    return move_household(session, household, values, day, expected_version)
