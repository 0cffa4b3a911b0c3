"""Receipts: the household confirmed that a delivery arrived."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.person_names import LONGEST

from .base import NAME, Base, Editable, RegionScoped, check_not_blank
from .delivery import Delivery


class Receipt(Base, Editable, RegionScoped):
    """One receipt a delivery: who signed and when."""

    __tablename__ = "receipt"
    __area__ = "charity"
    __table_args__ = (check_not_blank("signed_by"),)

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), unique=True)
    signed_on: Mapped[date]
    signed_by: Mapped[str] = mapped_column(String(LONGEST), info=NAME)

    delivery: Mapped[Delivery] = relationship()
