"""What an installation yielded in a year."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_not_negative
from .labelled_enum import Level
from .solar_installation import SolarInstallation


class SolarYield(Base, Editable, RegionScoped):
    """Energy (kWh) and the household's income (fen) of one installation in one calendar year."""

    __tablename__ = "solar_yield"
    __labels__ = (_l("Solar yield"), _l("Solar yields"))
    __area__ = "charity"
    __levels__ = (Level.TOWNSHIP, Level.VILLAGE)
    __rests_on__ = "installation_id"
    __table_args__ = (
        Index("uq_solar_yield_year", "installation_id", "year", unique=True),
        check_not_negative("energy_kwh"),
        check_not_negative("income_fen"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_plausible"),
    )

    installation_id: Mapped[int] = columns.reference(_l("Solar installation"), "solar_installation.id")
    year: Mapped[int] = columns.number(_l("Year"))
    energy_kwh: Mapped[int] = columns.count(_l("Energy (kWh)"))
    income_fen: Mapped[int] = columns.amount(_l("Income (yuan)"))

    installation: Mapped[SolarInstallation] = relationship()
