"""Counts that an office published: what our own figures are compared with."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_in
from .labelled_enum import DataStatus

UNDATED = {"seed year": _l("year of the published description")}
"""What reference data write for a day that the office did not print."""


def format_reference_period(period: str) -> str:
    """The day or period of a count as people read it."""
    return str(UNDATED.get(period, period))


class PublishedCount(Base, Editable):
    """A figure as printed, with its unit, date and source; kept as text because some are words."""

    __tablename__ = "published_count"
    __labels__ = (_l("Published count"), _l("Published counts"))
    __area__ = "parameters"
    __former_columns__ = {"dated": "reference_period"}  # noqa: RUF012
    __table_args__ = (check_in("status", DataStatus),)

    region_code: Mapped[str | None] = columns.region_code(_l("Region"), comment="empty: the nation")
    reference_period: Mapped[str] = columns.special(
        columns.ColumnKind.REFERENCE_PERIOD,
        _l("As of"),
        String(20),
        help=_l("As published: a day, a month, a year or a range of years."),
    )
    indicator: Mapped[str] = columns.free_text(_l("Published figure"), 120)
    value: Mapped[str] = columns.free_text(
        _l("Value"), 40, help=_l("As published."), requirement=columns.Requirement.IF_FOUND
    )
    unit: Mapped[str] = columns.free_text(
        _l("Unit"), 40, help=_l("As published."), requirement=columns.Requirement.OPTIONAL
    )
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 400, requirement=columns.Requirement.IF_FOUND)
