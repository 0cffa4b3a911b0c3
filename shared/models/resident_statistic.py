"""Residents' income and consumption expenditure per head (居民收支), as the statistics bureaus publish them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_in
from .labelled_enum import DataStatus, LabelledEnum


class ResidentMeasure(LabelledEnum):
    """What is measured per head and year."""

    CONSUMPTION = "consumption", _l("Per-capita consumption expenditure")
    INCOME = "income", _l("Per-capita disposable income")


class PopulationGroup(LabelledEnum):
    """Whom it is measured for."""

    ALL = "all", _l("All residents")
    URBAN = "urban", _l("Urban residents")
    RURAL = "rural", _l("Rural residents")


class ResidentStatistic(Base, Editable):
    """Fen per head and year in a region."""

    __tablename__ = "resident_statistic"
    __labels__ = (_l("Income or consumption"), _l("Income and consumption"))
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_resident_statistic_year", "region_code", "measure", "population_group", "year", unique=True),
        check_in("measure", ResidentMeasure),
        check_in("population_group", PopulationGroup),
        check_in("status", DataStatus),
        CheckConstraint("amount_fen > 0", name="amount_fen_positive"),
    )

    region_code: Mapped[str] = columns.region_code(_l("Region"))
    measure: Mapped[str] = columns.coded(_l("Indicator"), ResidentMeasure, 12)
    population_group: Mapped[str] = columns.coded(_l("Group"), PopulationGroup, 6)
    year: Mapped[int] = columns.number(_l("Year"))
    amount_fen: Mapped[int] = columns.amount(_l("Amount (yuan)"))
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 400, requirement=columns.Requirement.IF_FOUND)
