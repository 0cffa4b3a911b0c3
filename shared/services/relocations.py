"""A household moves: members and recognitions go along from a day on; what was before stays where it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from shared.access import ScopedSession
from shared.locale import _
from shared.models import ExitReason, Household, Spell

from . import records, system_reasons
from .checks.relocation_checks import records_moving_along
from .service_errors import ValidationError


def move_household(
    session: ScopedSession, household: Household, values: dict[str, Any], day: date, expected_version: int | None
) -> Household:
    """Change the household as `values` say, with its region, and take along what goes on after `day`."""
    old, new = household.region_code, values["region_code"]
    session.reason = session.reason or system_reasons.in_english(system_reasons.MOVED)
    along = records_moving_along(session, household)
    if not all(spell.lasts_beyond(day) for spell in along.spells):
        raise ValidationError({"region_code": _("A recognition ends before the move: choose an earlier day.")})
    for spell in along.spells:
        _move_spell(session, spell, new, day)
    for membership in along.memberships:
        records.update(session, membership, {"region_code": new}, membership.version)
    moved = records.update(session, household, values, expected_version)
    for person in along.persons:
        if person.region_code == old:
            records.update(session, person, {"region_code": new}, person.version)
    return moved


def _move_spell(session: ScopedSession, spell: Spell, region_code: str, day: date) -> None:
    """End a recognition here and begin it there; one that had not begun by the day simply stands there."""
    if spell.start_on >= day:
        records.update(session, spell, {"region_code": region_code}, spell.version)
        return
    columns = ("person_id", "household_id", "tier", "monthly_fen", "entry_reason", "support_place", "care_level")
    goes_on = {name: getattr(spell, name) for name in (*columns, "end_on", "exit_reason")}
    records.update(session, spell, {"end_on": day, "exit_reason": ExitReason.MOVED}, spell.version)
    records.create(session, Spell, goes_on | {"start_on": day, "region_code": region_code})
