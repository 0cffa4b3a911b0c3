"""What an installation yielded in a year."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, RegionScoped, check_not_negative
from .solar_installation import SolarInstallation


class SolarYield(Base, Editable, RegionScoped):
    """Energy (kWh) and the household's income (fen) of one installation in one calendar year."""

    __tablename__ = "solar_yield"
    __area__ = "charity"
    __table_args__ = (
        Index("uq_solar_yield_year", "installation_id", "year", unique=True),
        check_not_negative("energy_kwh"),
        check_not_negative("income_fen"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_plausible"),
    )

    installation_id: Mapped[int] = mapped_column(ForeignKey("solar_installation.id"))
    year: Mapped[int]
    energy_kwh: Mapped[int]
    income_fen: Mapped[int]

    installation: Mapped[SolarInstallation] = relationship()
