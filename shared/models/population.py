"""Resident population (常住人口) by region and year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import REGION_CODE, Base, Editable, in_order, not_negative, one_of
from .choice import DataStatus


class Population(Base, Editable):
    """Residents of a region at the end of a year. Used from `valid_from` until the next known year."""

    __tablename__ = "population"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_population_year", "region_code", "year", unique=True),
        one_of("status", DataStatus),
        in_order("valid_from", "valid_to"),
        not_negative("persons"),
    )

    region_code: Mapped[str] = mapped_column(REGION_CODE, ForeignKey("region.code"))
    year: Mapped[int]
    persons: Mapped[int]
    valid_from: Mapped[date] = mapped_column(comment="figures of this and later days divide by this row")
    valid_to: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(400))
