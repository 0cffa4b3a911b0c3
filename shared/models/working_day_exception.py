"""Days on which offices do not keep the week: public holidays, and weekend days worked in exchange (调休)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Editable, check_in
from .labelled_enum import DataStatus, LabelledEnum


class DayKind(LabelledEnum):
    """How a day departs from the week."""

    HOLIDAY = "holiday", _l("Day off")
    WORKDAY = "workday", _l("Make-up working day")


class WorkingDayException(Base, Editable):
    """One day of the yearly notice of the State Council. Any other day follows the week."""

    __tablename__ = "working_day_exception"
    __labels__ = (_l("Day off or make-up working day"), _l("Calendar of working days"))
    __area__ = "parameters"
    __table_args__ = (check_in("kind", DayKind), check_in("status", DataStatus))

    day: Mapped[date] = columns.day(_l("Day"), unique=True)
    kind: Mapped[str] = columns.coded(_l("Kind of day"), DayKind, 8)
    occasion: Mapped[str] = columns.free_text(_l("Holiday"), 40)
    document: Mapped[str] = columns.free_text(_l("Document"), 200, default="")
    status: Mapped[str] = columns.coded(_l("Reliability"), DataStatus, 12)
    source: Mapped[str] = columns.free_text(_l("Source"), 300, requirement=columns.Requirement.IF_FOUND)
