"""Benefit payments: the monthly basic living assistance of a household in a tier."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import REGION_CODE, Base, Editable, Placed, not_negative, one_of, out_of_use
from .choice import Tier
from .household import Household

PAID = column("paid_on").is_not(None)


class Payment(Base, Editable, Placed):
    """What a household was paid for one month, in fen. `region_code` is the township whose list it is on."""

    __tablename__ = "payment"
    __area__ = "assistance"
    __table_args__ = (
        Index("ix_payment_place", "region_code", "tier", "month"),
        Index("ix_payment_paid_on", "paid_on", "region_code", sqlite_where=PAID, postgresql_where=PAID),
        out_of_use("payment"),
        one_of("tier", Tier),
        not_negative("amount_fen"),
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
