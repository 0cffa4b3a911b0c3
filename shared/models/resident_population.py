"""Resident population (常住人口) by region and year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import REGION_CODE, Base, Editable, check_date_order, check_in, check_not_negative
from .labelled_enum import DataStatus


class ResidentPopulation(Base, Editable):
    """Residents of a region at the end of a year. Used from `valid_from` until the next known year."""

    __tablename__ = "population"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_population_year", "region_code", "year", unique=True),
        check_in("status", DataStatus),
        check_date_order("valid_from", "valid_to"),
        check_not_negative("persons"),
    )

    region_code: Mapped[str] = mapped_column(REGION_CODE, ForeignKey("region.code"))
    year: Mapped[int]
    persons: Mapped[int]
    valid_from: Mapped[date] = mapped_column(comment="figures of this and later days divide by this row")
    valid_to: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(400))
