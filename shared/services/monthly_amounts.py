"""What a recognition pays a month: its first amount, and what it was changed to from later months on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.access import ScopedSession
from shared.clock import Period
from shared.locale import _
from shared.models import AmountChange, Household, Spell
from shared.models.amount_change import amount_due

from . import records
from .family_acts import FamilyAct, note_act
from .service_errors import ValidationError

Amounts = Mapping[int, int]  # fen a month by the key of the recognition


def load_amounts(session: Session, spells: Collection[int], month: str) -> dict[int, int]:
    """The amount of some recognitions in a month, fen."""
    query = select(Spell.id, amount_due(month)).where(Spell.id.in_(spells))
    return {row[0]: row[1] for row in session.execute(query)}


def paid_spells(session: ScopedSession, household: Household, month: str) -> list[Spell]:
    """The recognitions of a household that hold on the first day of a month, in the scope of the session."""
    query = select(Spell).where(Spell.household_id == household.id, Spell.is_in_force(Period.parse(month).start))
    return list(session.scalars(query.order_by(Spell.id)))


def change_amounts(session: ScopedSession, household: Household, month: str, amounts: Amounts, reason: str) -> int:
    """From a month on a family gets other amounts; how many recognitions change. Earlier months keep what they had.

    ValidationError for a recognition that does not hold then, and when nothing would change.
    """
    session.reason = records.require_reason(reason)
    spells = {spell.id: spell for spell in paid_spells(session, household, month)}
    if amounts.keys() - spells.keys():
        raise ValidationError(
            {"from_month": _("In {month} some of these benefit spells are not in force.").format(month=month)}
        )
    before = load_amounts(session, spells, month)
    changed = {key: amount for key, amount in amounts.items() if amount != before[key]}
    if not changed:
        raise ValidationError(
            {"": _("Nothing changes: these are the amounts already due in {month}.").format(month=month)}
        )
    for key, amount in changed.items():
        set_amount(session, spells[key], month, amount)
    note_act(session, FamilyAct.AMOUNTS, household)
    return len(changed)


def set_amount(session: ScopedSession, spell: Spell, month: str, amount: int) -> None:
    """Let a recognition pay `amount` fen from a month on; a change of the same month is replaced."""
    same = (AmountChange.spell_id == spell.id, AmountChange.from_month == month, AmountChange.retired_on.is_(None))
    existing = session.scalars(select(AmountChange).where(*same)).first()
    if existing is not None:
        records.update(session, existing, {"monthly_fen": amount}, existing.version)
        return
    values = {"spell_id": spell.id, "region_code": spell.region_code, "from_month": month, "monthly_fen": amount}
    records.create(session, AmountChange, values)


def later_changes(session: ScopedSession, spells: Collection[int], day: date) -> list[AmountChange]:
    """Changes of the amounts of some recognitions from months on that begin after a day."""
    own = (AmountChange.spell_id.in_(spells), AmountChange.retired_on.is_(None))
    later = AmountChange.from_month > Period.month_of(day).key
    order = AmountChange.from_month, AmountChange.id
    return list(session.scalars(select(AmountChange).where(*own, later).order_by(*order)))


def take_out_later_changes(session: ScopedSession, spell: Spell, day: date) -> list[AmountChange]:
    """Changes of months that begin after a day on which the recognition ends: they go out of use, and are returned."""
    changes = later_changes(session, [spell.id], day)
    for change in changes:
        records.retire(session, change, session.reason, change.version)
    return changes


def month_after(day: date) -> str:
    """The first month that a change decided on a day can begin with."""
    return Period.month_of(day).shifted(-1).key
