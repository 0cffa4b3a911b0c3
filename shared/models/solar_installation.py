"""Rooftop solar installations given by a charity programme (慈善光伏照万家)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped
from .delivery import Delivery
from .labelled_enum import Level


class SolarInstallation(Base, Editable, RegionScoped):
    """The panels of one delivery: capacity in watts and the day they were connected to the grid."""

    __tablename__ = "solar_installation"
    __labels__ = (_l("Solar installation"), _l("Solar installations"))
    __area__ = "charity"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "delivery_id"
    __table_args__ = (CheckConstraint("capacity_watt > 0", name="capacity_watt_positive"),)

    delivery_id: Mapped[int] = columns.reference(_l("Delivery"), "delivery.id", unique=True)
    capacity_watt: Mapped[int] = columns.count(_l("Capacity (W)"))
    connected_on: Mapped[date | None] = columns.event_day(
        _l("Connected to the grid on"), help=_l("Leave empty until it has happened."), comment="grid connection"
    )

    delivery: Mapped[Delivery] = relationship()
