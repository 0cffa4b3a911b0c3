"""What was paid, or stands on a payment list, for somebody for months after the one of the death."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from shared.access import ScopedSession
from shared.clock import Period
from shared.models import BenefitPayment, Spell
from shared.models.amount_change import amount_due


@dataclass(frozen=True)
class Recovery:
    """A payment to the family, and how much of it was for the deceased, fen."""

    payment: BenefitPayment
    amount_fen: int

    @property
    def is_paid(self) -> bool:
        """Whether the money has to come back; else it is taken off the list."""
        return self.payment.paid_on is not None


def find_recoveries(session: ScopedSession, spells: Collection[Spell], day: date) -> list[Recovery]:
    """By the recognitions that a death on `day` ends; in the scope of the session, the earliest month first."""
    first = Period.month_of(day).shifted(-1).key
    same = (BenefitPayment.household_id == Spell.household_id, BenefitPayment.tier == Spell.tier)
    due = amount_due(BenefitPayment.month)
    query = select(BenefitPayment, func.sum(due)).join(Spell, same[0] & same[1]).group_by(BenefitPayment.id)
    own = Spell.id.in_([spell.id for spell in spells]), BenefitPayment.retired_on.is_(None)
    rows = session.execute(query.where(*own, BenefitPayment.month >= first).order_by(BenefitPayment.month)).all()
    return [Recovery(payment, min(fen or 0, payment.amount_fen)) for payment, fen in rows]
