"""Residents' income and consumption expenditure per head (居民收支), as the statistics bureaus publish them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from shared.locale import lazy as _l

from .base import REGION_CODE, Base, Editable, check_in
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
    __area__ = "parameters"
    __table_args__ = (
        Index("uq_resident_statistic_year", "region_code", "measure", "population_group", "year", unique=True),
        check_in("measure", ResidentMeasure),
        check_in("population_group", PopulationGroup),
        check_in("status", DataStatus),
        CheckConstraint("amount_fen > 0", name="amount_fen_positive"),
    )

    region_code: Mapped[str] = mapped_column(REGION_CODE, ForeignKey("region.code"))
    measure: Mapped[str] = mapped_column(String(12))
    population_group: Mapped[str] = mapped_column(String(6))
    year: Mapped[int]
    amount_fen: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(400))
