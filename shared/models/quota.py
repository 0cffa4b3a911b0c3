"""Quotas: how many units of a programme cycle a county may hand out."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, RegionScoped, check_not_negative
from .labelled_enum import Level
from .programme_cycle import ProgrammeCycle


class Quota(Base, Editable, RegionScoped):
    """Units of a cycle given to a county; one row a county and cycle."""

    __tablename__ = "quota"
    __labels__ = (_l("Quota"), _l("Quotas"))
    __area__ = "charity"
    __former_columns__ = {"run_id": "cycle_id"}  # noqa: RUF012
    __levels__ = (Level.COUNTY,)
    __table_args__ = (
        Index("uq_quota_county", "cycle_id", "region_code", unique=True),
        check_not_negative("units"),
    )

    cycle_id: Mapped[int] = columns.reference(_l("Cycle"), "run.id")
    units: Mapped[int] = columns.count(_l("Units"))

    cycle: Mapped[ProgrammeCycle] = relationship()
