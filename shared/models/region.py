"""Administrative divisions (行政区划), GB/T 2260 codes extended by the statistical codes of NBS."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, column
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Versioned, check_date_order, check_in, check_max_length, check_not_blank
from .labelled_enum import Level
from .region_roles import RegionRole
from .validity import Dated

PREFIX_LENGTH = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}

IS_FOLLOWED = column("successor_code").is_not(None)


class Region(Base, Versioned, Dated):
    """A province, city, county, township or village. Divisions merge: a row has validity and a successor."""

    __tablename__ = "region"
    __region_roles__ = {"code": RegionRole.RESPONSIBLE}  # noqa: RUF012 - declared as a class variable by Base
    __labels__ = (_l("Administrative region"), _l("Administrative regions"))
    __first_day__, __end_day__ = "valid_from", "valid_to"
    __table_args__ = (
        Index("ix_region_followed", "code", "successor_code", sqlite_where=IS_FOLLOWED, postgresql_where=IS_FOLLOWED),
        check_in("level", Level),
        check_not_blank("name"),
        check_max_length("name", 60),
        check_date_order("valid_from", "valid_to"),
    )

    code: Mapped[str] = columns.identifier(_l("Code"), 12, primary_key=True, comment="6, 9 or 12 digits")
    name: Mapped[str] = columns.free_text(_l("Name of the region"), 60)
    name_en: Mapped[str] = columns.free_text(
        _l("English name"), 80, default="", comment="romanised name where one is published"
    )
    level: Mapped[str] = columns.coded(_l("Level"), Level, 10, index=True)
    parent_code: Mapped[str | None] = columns.region_code(_l("Region above"), index=True)
    kind: Mapped[str] = columns.free_text(_l("Type of division"), 20, comment="区, 县级市, 街道, 镇, 村委会 …")
    is_zone: Mapped[bool] = columns.flag(
        _l("Statistical zone"), default=False, comment="statistical zone without a polygon of its own"
    )
    valid_from: Mapped[date] = columns.day(_l("Valid from"), comment="first day this division stands in the series")
    valid_to: Mapped[date | None] = columns.day(_l("Abolished on"), comment="first day it no longer stands")
    successor_code: Mapped[str | None] = columns.region_code(
        _l("Merged into"), help=_l("The region into which this one is merged when it is abolished.")
    )
    source: Mapped[str] = columns.free_text(_l("Source"), 300)

    @property
    def prefix(self) -> str:
        """The leading digits that all regions of this subtree share."""
        return prefix_of(self.code)

    def __str__(self) -> str:
        return self.name


def existed_on(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions on regions: those that stood on one of the days, so that what happened in them sums up."""
    end = last + timedelta(days=1) if last < date.max else last
    stood: Any = Region.overlaps(first, end)
    return (stood,)


def level_of(code: str) -> Level:
    """The level a code stands for, from its digits alone. ValueError when it has the wrong length."""
    lengths = {9: Level.TOWNSHIP, 12: Level.VILLAGE}
    if len(code) == 6:
        return Level.PROVINCE if code.endswith("0000") else Level.CITY if code.endswith("00") else Level.COUNTY
    if len(code) in lengths:
        return lengths[len(code)]
    raise ValueError(code)


def prefix_of(code: str) -> str:
    """Digits shared by the whole subtree of `code`: `320500` → `3205`."""
    return code[: PREFIX_LENGTH[level_of(code)]]


def ancestor(code: str, level: Level) -> str:
    """The code of the ancestor (or itself) of `code` at `level`."""
    return code[: PREFIX_LENGTH[level]].ljust(6, "0")


def path_of(code: str) -> list[str]:
    """Codes from the province down to `code` itself."""
    return [ancestor(code, level) for level in Level if PREFIX_LENGTH[level] <= len(prefix_of(code))]
