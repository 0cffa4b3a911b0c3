"""Days on which offices do not keep the week: public holidays, and weekend days worked in exchange (调休)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from shared.locale import lazy as _l

from .base import Base, Editable, check_in
from .labelled_enum import DataStatus, LabelledEnum


class DayKind(LabelledEnum):
    """How a day departs from the week."""

    HOLIDAY = "holiday", _l("Day off")
    WORKDAY = "workday", _l("Working day in exchange")


class WorkingDayException(Base, Editable):
    """One day of the yearly notice of the State Council. Any other day follows the week."""

    __tablename__ = "working_day_exception"
    __area__ = "parameters"
    __table_args__ = (check_in("kind", DayKind), check_in("status", DataStatus))

    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    occasion: Mapped[str] = mapped_column(String(40))
    document: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(300))
