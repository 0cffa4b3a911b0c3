"""Rooftop solar installations given by a charity run (慈善光伏照万家)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, RegionScoped
from .delivery import Delivery


class SolarInstallation(Base, Editable, RegionScoped):
    """The panels of one delivery: capacity in watts and the day they were connected to the grid."""

    __tablename__ = "solar_installation"
    __area__ = "charity"
    __table_args__ = (CheckConstraint("capacity_watt > 0", name="capacity_watt_positive"),)

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), unique=True)
    capacity_watt: Mapped[int]
    connected_on: Mapped[date | None] = mapped_column(comment="grid connection")

    delivery: Mapped[Delivery] = relationship()
