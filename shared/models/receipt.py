"""Receipts: the household confirmed that a delivery arrived."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l
from shared.person_names import MAX_NAME_LENGTH

from . import columns
from .base import Base, Editable, RegionScoped, check_not_blank
from .delivery import Delivery
from .labelled_enum import Level


class Receipt(Base, Editable, RegionScoped):
    """One receipt a delivery: who signed and when."""

    __tablename__ = "receipt"
    __labels__ = (_l("Receipt"), _l("Receipts"))
    __area__ = "charity"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "delivery_id"
    __table_args__ = (check_not_blank("signed_by"),)

    delivery_id: Mapped[int] = columns.reference(_l("Delivery"), "delivery.id", unique=True)
    signed_on: Mapped[date] = columns.event_day(_l("Signed on"))
    signed_by: Mapped[str] = columns.person_name(_l("Signed by"), MAX_NAME_LENGTH)

    delivery: Mapped[Delivery] = relationship()
