"""What families are paid for a month in all: the sum that the limit of payments is measured against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from shared.clock import today
from shared.indicators.change_impact import Changes
from shared.models import BenefitPayment

FamilyMonth = tuple[int, str]
REMEMBERED = timedelta(days=365)
"""So long a voided payment counts beside the one that takes its place: the first may have been paid out."""


def paid_in_all(system: Session, changes: Changes) -> int:
    """The sum of whatever the families of changed payments are paid for the months of these, however split; fen.

    All tiers and entries of a family and month count, each with the larger amount of before and after, and those voided
    in the last 12 months too.
    """
    largest = _largest_amounts(changes)
    touched = {family_month for family_month, _key in largest}
    for family_month, key, amount_fen in _stored(system, touched):
        largest[family_month, key] = max(largest[family_month, key], amount_fen)
    return sum(largest.values())


def _largest_amounts(changes: Changes) -> dict[tuple[FamilyMonth, int], int]:
    """By family and month, and payment: the larger amount of before and after."""
    largest: dict[tuple[FamilyMonth, int], int] = defaultdict(int)
    for change in changes:
        if change["class"] is BenefitPayment:
            for values in ({**change["after"], **change["before"]}, change["after"]):
                place = (values["household_id"], values["month"]), int(change["id"])
                largest[place] = max(largest[place], values["amount_fen"])
    return largest


def _stored(system: Session, touched: Collection[FamilyMonth]) -> list[Any]:
    of_family_months = tuple_(BenefitPayment.household_id, BenefitPayment.month).in_(sorted(touched))
    counts = or_(BenefitPayment.retired_on.is_(None), BenefitPayment.retired_on > today() - REMEMBERED)
    columns = BenefitPayment.household_id, BenefitPayment.month, BenefitPayment.id, BenefitPayment.amount_fen
    found = system.execute(select(*columns).where(of_family_months, counts))
    return [((household, month), key, amount_fen) for household, month, key, amount_fen in found]
