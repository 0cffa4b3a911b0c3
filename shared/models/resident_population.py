"""Resident population (常住人口) by region and year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_date_order, check_in, check_not_negative
from .labelled_enum import DataStatus
from .validity import Dated


class ResidentPopulation(Base, Editable, Dated):
    """Residents of a region at the end of a year. Used from `valid_from` until the next known year."""

    __tablename__ = "population"
    __labels__ = (_l("Resident population"), _l("Resident population"))
    __first_day__, __end_day__ = "valid_from", "valid_to"
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_population_year", "region_code", "year", unique=True),
        check_in("status", DataStatus),
        check_date_order("valid_from", "valid_to"),
        check_not_negative("persons"),
    )

    region_code: Mapped[str] = columns.region_code(_l("Region"))
    year: Mapped[int] = columns.number(_l("Year"))
    persons: Mapped[int] = columns.count(_l("Residents"))
    valid_from: Mapped[date] = columns.day(
        _l("Valid from"), comment="figures of this and later days divide by this row"
    )
    valid_to: Mapped[date | None] = columns.day(_l("Valid until"))
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 400, requirement=columns.Requirement.IF_FOUND)
