"""Quotas: how many units of a run a county may hand out."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, Editable, RegionScoped, check_not_negative
from .programme_cycle import ProgrammeCycle


class Quota(Base, Editable, RegionScoped):
    """Units of a run given to a county; one row a county and run."""

    __tablename__ = "quota"
    __area__ = "charity"
    __table_args__ = (
        Index("uq_quota_county", "run_id", "region_code", unique=True),
        check_not_negative("units"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    units: Mapped[int]

    run: Mapped[ProgrammeCycle] = relationship()
