"""Benefits of a whole family stop on a day, for one reason; then the family is watched for some months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.clock import Period, today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import AmountChange, Household, Spell
from shared.rules.parameter_keys import EXIT_WATCH_MONTHS
from shared.rules.parameters import number_on

from . import monthly_amounts, records
from .checks.months import add_months
from .doubts import Doubt, unconfirmed_doubts
from .family_acts import FamilyAct, note_act
from .service_errors import ValidationError

FARTHEST_MONTHS = 12
"""So far ahead a stop can be entered."""


@dataclass(frozen=True)
class PlannedStop:
    """What a stop does with the recognitions of a family: those that end, those that would begin later and never do.

    `amounts`: changes of amount that never come into force, because their recognition ends before.
    """

    ending: list[Spell]
    void: list[Spell]
    amounts: list[AmountChange]


def plan_stop(session: ScopedSession, household: Household, day: date) -> PlannedStop:
    """What would end on a day, the first one without benefits. What has ended by today stays as it ended."""
    own = (Spell.household_id == household.id, Spell.retired_on.is_(None))
    lasting = Spell.lasts_beyond(max(day, today()))
    spells = session.scalars(select(Spell).where(*own, lasting).order_by(Spell.id)).all()
    void = [one for one in spells if one.start_on >= day and one.start_on > today()]
    ending = [one for one in spells if one not in void]
    return PlannedStop(ending, void, monthly_amounts.later_changes(session, [one.id for one in ending], day))


def watched_until(session: Session, spell: Spell) -> date | None:
    """Until when the person of a stopped recognition is watched; None where no term is known, or it has not stopped."""
    months = number_on(session, EXIT_WATCH_MONTHS, spell.region_code, spell.end_on) if spell.end_on else None
    return None if months is None or spell.end_on is None else add_months(spell.end_on, int(months))


def stop_benefits(session: ScopedSession, household: Household, day: date, exit_reason: str | None) -> int:
    """End all recognitions of the household on `day`, the first one without benefits; how many.

    Those that would begin on that day or later go out of use. ValidationError for a day on which one that is paid had
    not begun, and for one that is not confirmed though it is far ahead or lets something go out of use.
    """
    session.reason = records.require_reason(session.reason)
    if not exit_reason:
        raise ValidationError({"exit_reason": _("Enter the reason for exit.")})
    stop = plan_stop(session, household, day)
    _require_possible_day(stop, day)
    doubts = [("end_on", doubt) for doubt in _doubts(stop, day)]
    if unconfirmed_doubts(session, doubts):
        raise ValidationError({}, doubts)
    records.keep_doubts(session, household, doubts)
    for spell in stop.void:
        records.retire(session, spell, session.reason, spell.version)
    for spell in stop.ending:
        monthly_amounts.take_out_later_changes(session, spell, day)
        records.update(session, spell, {"end_on": day, "exit_reason": exit_reason}, spell.version)
    note_act(session, FamilyAct.STOP, household)
    return len(stop.ending) + len(stop.void)


def _require_possible_day(stop: PlannedStop, day: date) -> None:
    if not stop.ending and not stop.void:
        raise ValidationError({"end_on": _("No one in this household receives benefits beyond that day.")})
    begun = max((spell.start_on for spell in stop.ending), default=date.min)
    if begun >= day:
        sentence = _("A benefit spell of this household began on {day}: enter a later day, or void that spell first.")
        raise ValidationError({"end_on": sentence.format(day=begun)})
    latest = add_months(today(), FARTHEST_MONTHS)
    if day > latest:
        raise ValidationError({"end_on": _("Enter a day until {day}, 12 months ahead.").format(day=latest)})


def _doubts(stop: PlannedStop, day: date) -> Iterator[Doubt]:
    if day > Period.month_of(today()).shifted(-1).end:
        yield Doubt(_l("Benefits go on for more than a month, until {day}. Is this right?"), day=day)
    if stop.void:
        yield Doubt(_l("Benefit spells that would begin on that day or later go void: {n}."), n=len(stop.void))
    if stop.amounts:
        yield Doubt(_l("Changes of amount from later months on go void: {n}."), n=len(stop.amounts))
