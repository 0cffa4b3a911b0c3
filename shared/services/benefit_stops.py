"""Benefits of a whole family stop on a day, for one reason; then the family is watched for some months."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.locale import _
from shared.models import Household, Spell
from shared.rules.parameter_keys import EXIT_WATCH_MONTHS
from shared.rules.parameters import number_on

from . import monthly_amounts, records
from .checks.months import add_months
from .family_acts import FamilyAct, note_act
from .service_errors import ValidationError


def lasting_spells(session: ScopedSession, household: Household, day: date) -> list[Spell]:
    """The recognitions of a household that go on beyond a day, begun or not."""
    own = (Spell.household_id == household.id, Spell.retired_on.is_(None), Spell.lasts_beyond(day))
    return list(session.scalars(select(Spell).where(*own).order_by(Spell.id)))


def watched_until(session: Session, spell: Spell) -> date | None:
    """Until when the person of a stopped recognition is watched; None where no term is known, or it has not stopped."""
    months = number_on(session, EXIT_WATCH_MONTHS, spell.region_code, spell.end_on) if spell.end_on else None
    return None if months is None or spell.end_on is None else add_months(spell.end_on, int(months))


def stop_benefits(session: ScopedSession, household: Household, day: date, exit_reason: str | None) -> int:
    """End all recognitions of the household on `day`, the first one without benefits; how many.

    Those that would begin on that day or later go out of use.
    """
    session.reason = records.require_reason(session.reason)
    if not exit_reason:
        raise ValidationError({"exit_reason": _("Enter the reason for exit.")})
    spells = lasting_spells(session, household, day)
    if not spells:
        raise ValidationError({"end_on": _("No one in this household receives benefits beyond that day.")})
    for spell in spells:
        if spell.start_on >= day:
            records.retire(session, spell, session.reason, spell.version)
        else:
            monthly_amounts.take_out_later_changes(session, spell, day)
            records.update(session, spell, {"end_on": day, "exit_reason": exit_reason}, spell.version)
    note_act(session, FamilyAct.STOP, household)
    return len(spells)
