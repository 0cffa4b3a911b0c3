"""Benefit payments: the monthly basic living assistance of a household in a tier."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, Placed, not_negative, one_of
from .choice import Tier
from .household import Household


class Payment(Base, Editable, Placed):
    """What a household was paid for one month, in fen. `region_code` is the township whose list it is on."""

    __tablename__ = "payment"
    __area__ = "assistance"
    __table_args__ = (
        one_of("tier", Tier),
        not_negative("amount_fen"),
        CheckConstraint("length(month) = 7", name="month_form"),
    )

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    tier: Mapped[str] = mapped_column(String(12))
    month: Mapped[str] = mapped_column(String(7), comment="the month paid for, YYYY-MM")
    amount_fen: Mapped[int]
    paid_on: Mapped[date | None]

    household: Mapped[Household] = relationship()
