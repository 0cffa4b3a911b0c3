"""Benefit payments: the monthly basic living assistance of a household in a tier."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, column
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_in, check_not_negative, index_of_retired
from .household import Household
from .labelled_enum import Level, Tier

PAID = column("paid_on").is_not(None)


class BenefitPayment(Base, Editable, RegionScoped):
    """What a household was paid for one month, in fen. `region_code` is the township whose list it is on."""

    __tablename__ = "payment"
    __labels__ = (_l("Benefit payment"), _l("Benefit payments"))
    __area__ = "assistance"
    __levels__ = (Level.TOWNSHIP,)
    __rests_on__ = "household_id"
    __table_args__ = (
        Index("ix_payment_place", "region_code", "tier", "month"),
        Index("ix_payment_paid_on", "paid_on", "region_code", sqlite_where=PAID, postgresql_where=PAID),
        index_of_retired("payment"),
        check_in("tier", Tier),
        check_not_negative("amount_fen"),
        CheckConstraint("length(month) = 7", name="month_form"),
    )

    region_code: Mapped[str] = columns.region_code(
        _l("Region"), sort_order=-5, comment="responsible region; scope of access"
    )
    household_id: Mapped[int] = columns.reference(_l("Household"), "household.id", index=True)
    tier: Mapped[str] = columns.coded(_l("Tier"), Tier, 12)
    month: Mapped[str] = columns.month(_l("Month paid for"), comment="the month paid for, YYYY-MM")
    amount_fen: Mapped[int] = columns.amount(_l("Amount (yuan)"))
    paid_on: Mapped[date | None] = columns.event_day(_l("Paid on"), help=_l("Leave empty until it has happened."))

    household: Mapped[Household] = relationship()
