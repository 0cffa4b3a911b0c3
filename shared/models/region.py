"""Administrative divisions (行政区划), GB/T 2260 codes extended by the statistical codes of NBS."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, String, or_
from sqlalchemy.orm import Mapped, mapped_column

from .base import REGION_CODE, Base, Versioned, check_date_order, check_in, check_max_length, check_not_blank
from .labelled_enum import Level
from .region_roles import RegionRole

PREFIX_LENGTH = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}


class Region(Base, Versioned):
    """A province, city, county, township or village. Divisions merge: a row has validity and a successor."""

    __tablename__ = "region"
    __region_roles__ = {"code": RegionRole.RESPONSIBLE}  # noqa: RUF012 - declared as a class variable by Base
    __table_args__ = (
        check_in("level", Level),
        check_not_blank("name"),
        check_max_length("name", 60),
        check_date_order("valid_from", "valid_to"),
    )

    code: Mapped[str] = mapped_column(REGION_CODE, primary_key=True, comment="6, 9 or 12 digits")
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80), default="", comment="romanised name where one is published")
    level: Mapped[str] = mapped_column(String(10), index=True)
    parent_code: Mapped[str | None] = mapped_column(REGION_CODE, ForeignKey("region.code"), index=True)
    kind: Mapped[str] = mapped_column(String(20), comment="区, 县级市, 街道, 镇, 村委会 …")
    is_zone: Mapped[bool] = mapped_column(default=False, comment="statistical zone without a polygon of its own")
    valid_from: Mapped[date] = mapped_column(comment="first day this division stands in the series")
    valid_to: Mapped[date | None] = mapped_column(comment="first day it no longer stands")
    successor_code: Mapped[str | None] = mapped_column(REGION_CODE, ForeignKey("region.code"))
    source: Mapped[str] = mapped_column(String(300))

    @property
    def prefix(self) -> str:
        """The leading digits that all regions of this subtree share."""
        return prefix_of(self.code)

    def __str__(self) -> str:
        return self.name


def existed_on(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions on regions: those that stood on one of the days, so that what happened in them sums up."""
    return Region.valid_from <= last, or_(Region.valid_to.is_(None), Region.valid_to > first)


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
