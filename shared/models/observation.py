"""The cube: every measure of every region and period, small enough that nobody waits (performance.md, recipe 1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import REGION_CODE, Base, Keyed


class Observation(Base):
    """One cell. A missing row means zero for a count that was built, see `CubeBuild`."""

    __tablename__ = "observation"
    __area__ = "figures"
    __table_args__ = ({"sqlite_with_rowid": False},)

    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    region_code: Mapped[str] = mapped_column(REGION_CODE, primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True, comment="YYYY-MM or YYYY")
    dimension: Mapped[str] = mapped_column(String(40), primary_key=True, comment="empty for the total, else name=value")
    value: Mapped[int] = mapped_column(BigInteger, comment="in the unit of the measure; money in fen")
    status: Mapped[str] = mapped_column(String(12), default="", comment="empty, or the weakest DataStatus it rests on")


class CubeBuild(Base, Keyed):
    """When the cube was last built or refreshed and for which day. One row; writers of cells lock it."""

    __tablename__ = "statistics_build"
    __area__ = "figures"

    as_of: Mapped[date]
    first_month: Mapped[str] = mapped_column(String(7))
    built_at: Mapped[datetime]
    refreshed_at: Mapped[datetime]
    definitions: Mapped[str] = mapped_column(String(64), comment="hash over the declarations it was built from")
