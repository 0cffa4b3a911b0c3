"""The cube: every measure of every region and period, small enough that nobody waits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, and_, func, literal, literal_column
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed
from .figure_cell import FigureCell
from .labelled_enum import DataStatus

IS_TOTAL_TO_COUNTY = and_(
    literal_column("dimension") == literal_column("''"),
    func.length(literal_column("region_code")) == literal_column("6"),
)
"""In words that the index and the query have alike, or the database would not take the one for the other."""


class Observation(Base, FigureCell):
    """One cell. A missing row means zero for a count that was built, see `CubeBuild`."""

    __tablename__ = "observation"
    __labels__ = (_l("Observation"), _l("Observations"))
    __area__ = "figures"
    __table_args__ = (
        Index(  # all counties in a period lie side by side in it: a league table is read from few pages
            "ix_observation_county_total",
            *("period", "measure", "region_code", "dimension", "value", "status"),
            sqlite_where=IS_TOTAL_TO_COUNTY,
            postgresql_where=IS_TOTAL_TO_COUNTY,
        ),
        {"sqlite_with_rowid": False},
    )

    value: Mapped[int] = columns.count(_l("Value"), BigInteger(), comment="in the unit of the measure; money in fen")
    status: Mapped[str] = columns.coded(
        _l("Reliability"), DataStatus, 12, default="", comment="empty, or the weakest DataStatus it rests on"
    )


class CubeBuild(Base, Keyed):
    """When the cube was last built or refreshed and for which day. One row; writers of cells lock it."""

    __tablename__ = "statistics_build"
    __labels__ = (_l("Statistics build"), _l("Statistics builds"))
    __area__ = "figures"

    as_of: Mapped[date] = columns.day(_l("As-of date"))
    first_month: Mapped[str] = columns.identifier(_l("First month"), 7)
    built_at: Mapped[datetime] = columns.instant(_l("Built at"))
    refreshed_at: Mapped[datetime] = columns.instant(_l("Updated at"))
    law: Mapped[str] = columns.identifier(
        _l("Legal parameters used"), 400, default="{}", server_default="{}", comment="legal parameters, as JSON"
    )
    definitions: Mapped[str] = columns.identifier(
        _l("Definitions"), 64, comment="hash over the declarations it was built from"
    )
    moved: Mapped[str] = columns.identifier(
        _l("Last moves"),
        4000,
        default="",
        server_default=literal(""),
        comment="of the last corrections, newest first, one a line: a name, the regions and measures of cells moved",
    )
