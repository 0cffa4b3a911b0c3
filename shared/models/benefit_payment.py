"""Benefit payments: the monthly basic living assistance of a household in a tier."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import REGION_CODE, Base, Editable, RegionScoped, check_in, check_not_negative, index_of_retired
from .household import Household
from .labelled_enum import Tier

PAID = column("paid_on").is_not(None)


class BenefitPayment(Base, Editable, RegionScoped):
    """What a household was paid for one month, in fen. `region_code` is the township whose list it is on."""

    __tablename__ = "payment"
    __area__ = "assistance"
    __table_args__ = (
        Index("ix_payment_place", "region_code", "tier", "month"),
        Index("ix_payment_paid_on", "paid_on", "region_code", sqlite_where=PAID, postgresql_where=PAID),
        index_of_retired("payment"),
        check_in("tier", Tier),
        check_not_negative("amount_fen"),
        CheckConstraint("length(month) = 7", name="month_form"),
    )

    region_code: Mapped[str] = mapped_column(  # its index holds what the list is filtered by
        REGION_CODE, ForeignKey("region.code"), sort_order=-5, comment="responsible region; scope of access"
    )
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    tier: Mapped[str] = mapped_column(String(12))
    month: Mapped[str] = mapped_column(String(7), comment="the month paid for, YYYY-MM")
    amount_fen: Mapped[int]
    paid_on: Mapped[date | None]

    household: Mapped[Household] = relationship()
