"""Counts that an office published: what our own figures are compared with."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from shared.locale import lazy as _l

from .base import REGION_CODE, Base, Editable, check_in
from .labelled_enum import DataStatus

UNDATED = {"seed year": _l("year of the description")}
"""What reference data write for a day that the office did not print."""


def reference_period(dated: str) -> str:
    """The day of a count as people read it."""
    return str(UNDATED.get(dated, dated))


class PublishedCount(Base, Editable):
    """A figure as printed, with its unit, date and source; kept as text because some are words."""

    __tablename__ = "published_count"
    __area__ = "parameters"
    __table_args__ = (check_in("status", DataStatus),)

    region_code: Mapped[str | None] = mapped_column(REGION_CODE, ForeignKey("region.code"), comment="empty: the nation")
    dated: Mapped[str] = mapped_column(String(20))
    indicator: Mapped[str] = mapped_column(String(120))
    value: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(400))
